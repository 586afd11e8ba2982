"""Asks PubMed's E-utilities about PMIDs (ncbi.nlm.nih.gov/books/NBK25499).

esummary says whether a PMID is there; efetch tells the notices, which esummary does not. Both are asked for a batch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from claimgrade.citations.answer import Absent, Answer, Found, Identifier, Paper, Service, Unreachable
from claimgrade.citations.contact import Contact
from claimgrade.citations.failure import MalformedError, UnansweredError
from claimgrade.citations.json_values import mapping, mappings, parsed, text, texts
from claimgrade.citations.pace import Pace
from claimgrade.citations.papers import name, paper
from claimgrade.citations.pubmed_xml import date_of, read_articles, title
from claimgrade.citations.session import Line, Request
from claimgrade.identifiers import Pmid

BATCH = 200  # PMIDs in a request
MOST_HITS = 1000  # PMIDs that a search brings; the count tells of the others
TOOL = "claimgrade"
_ABSENT = "cannot get document summary"


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found: the number of hits, the first of them, and what PubMed did not understand."""

    count: int
    pmids: tuple[Pmid, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotSearched:
    """A search that could not be run; `why` is a few words for a person."""

    why: str


class Pubmed:
    """PubMed at NCBI's pace, which holds for all its utilities together."""

    service = Service.PUBMED

    def __init__(self, line: Line, contact: Contact, pace: Pace) -> None:
        """On a line to eutils.ncbi.nlm.nih.gov."""
        self._line, self._contact, self._pace = line, contact, pace

    def batches(self, identifiers: Sequence[Identifier]) -> Iterator[Sequence[Identifier]]:
        """PMIDs in batches as they are asked for."""
        return (identifiers[i : i + BATCH] for i in range(0, len(identifiers), BATCH))

    def ask(self, batch: Sequence[Identifier]) -> Iterator[Answer]:
        """An answer for each PMID."""
        ids = [pmid.value for pmid in batch]
        try:
            summaries = self._line.ask(self._request("esummary", "json", id=",".join(ids)), self._summaries)
            there = [pmid for pmid in ids if pmid in summaries and "error" not in summaries[pmid]]
            articles = (
                self._line.ask(self._request("efetch", "xml", id=",".join(there)), read_articles) if there else {}
            )
        except UnansweredError as error:
            yield from (Unreachable(self.service, pmid, str(error)) for pmid in batch)
            return
        for pmid in batch:
            try:
                yield self._answer(pmid, summaries, articles)
            except MalformedError:
                yield Unreachable(self.service, pmid, "its record is not as documented")

    def search(self, query: str, since: date | None = None) -> Hits | NotSearched:
        """What a query finds among the records that PubMed made on or after a day.

        The day is that of the record's making (crdt): the entry date (edat) of an article that came to PubMed more than
        a year late is its publication date, so that it would never be news.
        """
        days = {"datetype": "crdt", "mindate": f"{since:%Y/%m/%d}", "maxdate": "3000"} if since else {}
        request = self._request("esearch", "json", term=query, retmax=str(MOST_HITS), **days)
        try:
            return self._line.ask(request, self._hits)
        except UnansweredError as error:
            return NotSearched(str(error))

    def _request(self, utility: str, mode: str, **form: str) -> Request:
        """A POST, so that neither a long list nor the key stands in an address."""
        known = {"tool": TOOL, "email": self._contact.mailto, "api_key": self._contact.ncbi_key}
        whole = {"db": "pubmed", "retmode": mode, **form, **{key: value for key, value in known.items() if value}}
        return Request(f"/{utility}.fcgi", self._pace, form=whole, media=mode)

    def _summaries(self, content: bytes) -> dict[str, dict[str, Any]]:
        result = mapping(self._told(parsed(content)).get("result"))
        if "uids" not in result:
            raise MalformedError
        return {uid: mapping(summary) for uid, summary in result.items() if uid != "uids"}

    def _hits(self, content: bytes) -> Hits:
        result = mapping(self._told(parsed(content)).get("esearchresult"))
        self._told({"error": result.get("ERROR")})
        count, pmids = text(result.get("count")) or "", [Pmid.parse(uid) for uid in texts(result.get("idlist"))]
        if not count.isdecimal() or None in pmids or "idlist" not in result:
            raise MalformedError
        remarks = [
            f"{_REMARKS.get(kind, kind)}: {self._contact.scrubbed(said)}"
            for name in ("errorlist", "warninglist")
            for kind, told in mapping(result.get(name)).items()
            for said in texts(told)
        ]
        return Hits(int(count[:9]), tuple(pmid for pmid in pmids if pmid), tuple(remarks))

    def _told(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The answer, if it is no error."""
        if answer.get("error"):
            raise MalformedError(f"it said: {self._contact.scrubbed(str(answer['error']))}")
        return answer

    def _answer(
        self, pmid: Identifier, summaries: dict[str, dict[str, Any]], articles: dict[str, Paper | None]
    ) -> Answer:
        summary = summaries.get(pmid.value)
        if summary is None:
            return Unreachable(self.service, pmid, "it left this PMID out of its answer")
        if "error" in summary:
            said = str(summary["error"])
            if _ABSENT in said.lower():
                return Absent(self.service, pmid)
            return Unreachable(self.service, pmid, f"it said: {self._contact.scrubbed(said)}")
        if pmid.value not in articles:
            return Unreachable(self.service, pmid, "it left this PMID out of its full records")
        summed = _summed(summary, pmid.value)
        full = articles[pmid.value]
        return Found(self.service, pmid, summed if full is None else _joined(full, summed))


_REMARKS = {
    "phrasesnotfound": "not found",
    "fieldsnotfound": "no such field",
    "phrasesignored": "ignored",
    "quotedphrasesnotfound": "not found",
    "outputmessages": "PubMed says",
}


def _summed(summary: dict[str, Any], pmid: str) -> Paper:
    """A paper from a document summary; it knows no notices but the type."""
    ids = {text(item.get("idtype")): text(item.get("value")) for item in mappings(summary.get("articleids"))}
    dates = [date_of(text(summary.get(key)) or "") for key in ("pubdate", "epubdate", "docdate")]
    is_book = text(summary.get("doctype")) != "citation"
    titles = [text(summary.get(key)) for key in ("title", "vernaculartitle", *(("booktitle",) if is_book else ()))]
    return paper(
        titles=[title(found) for found in titles if found],
        years=[parts[0] for parts in dates if parts],
        journals=[text(summary.get(key)) for key in ("fulljournalname", "source")],
        types=texts(summary.get("pubtype")),
        type="book" if is_book else "article-journal",
        author=[name(literal=text(author.get("name"))) for author in mappings(summary.get("authors"))],
        issued=next((parts for parts in dates if parts), None),
        publisher=text(summary.get("publishername")),
        doi=ids.get("doi"),
        pmid=pmid,
        pmcid=ids.get("pmc"),
    )


def _joined(full: Paper, summed: Paper) -> Paper:
    """The full record, with the forms that only the summary gives."""
    return replace(
        full,
        titles=tuple(dict.fromkeys((*full.titles, *summed.titles))),
        years=tuple(sorted({*full.years, *summed.years})),
        journals=tuple(dict.fromkeys((*full.journals, *summed.journals))),
        types=tuple(dict.fromkeys((*full.types, *summed.types))),
    )
