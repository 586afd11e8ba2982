"""Asks Crossref's REST API about DOIs: in batches by filter, and singly what a batch cannot carry or does not bring."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from claimgrade.citations.answer import Absent, Answer, Found, Identifier, Notice, Paper, Service, Unreachable
from claimgrade.citations.contact import Contact
from claimgrade.citations.failure import MalformedError, NotThereError, UnansweredError
from claimgrade.citations.json_values import date_parts, mapping, mappings, parsed, text, texts
from claimgrade.citations.notices import iso_date, kind_of
from claimgrade.citations.pace import Pace
from claimgrade.citations.papers import name, paper
from claimgrade.citations.session import Line, Request
from claimgrade.identifiers import Doi
from claimgrade.records.citation import Name

BATCH = 50  # DOIs in a filter; the address stays below 8 KiB
_LONGEST_ADDRESS = 6000  # characters of all DOIs in a filter, as encoded
# Commas separate filters and a colon their values; what else is rare is asked singly, too.
_CARRIED = re.compile(r"[a-z0-9._/()-]+")
_SELECT = (
    "DOI,type,title,subtitle,original-title,short-title,author,container-title,short-container-title,issued,published,"
    "published-print,published-online,volume,issue,page,publisher,ISBN,URL,update-to,updated-by"
)
_CSL_TYPES = {
    "journal-article": "article-journal",
    "posted-content": "article",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "reference-entry": "chapter",
    "book": "book",
    "edited-book": "book",
    "monograph": "book",
    "reference-book": "book",
    "dissertation": "thesis",
    "dataset": "dataset",
    "report": "report",
    "report-component": "report",
    "standard": "report",
}


class Crossref:
    """Crossref; `lists` and `singles` are the paces of its two pools, which announce limits of their own."""

    service = Service.CROSSREF

    def __init__(self, line: Line, contact: Contact, lists: Pace, singles: Pace) -> None:
        """On a line to api.crossref.org."""
        self._line, self._lists, self._singles = line, lists, singles
        self._polite = {"mailto": contact.mailto} if contact.mailto else {}

    def batches(self, identifiers: Sequence[Identifier]) -> Iterator[list[Identifier]]:
        """DOIs in batches as they are asked for; what the filter cannot carry stands alone."""
        batch: list[Identifier] = []
        for doi in identifiers:
            if not _CARRIED.fullmatch(doi.value):
                yield [doi]
                continue
            batch.append(doi)
            if len(batch) == BATCH or sum(len(quote(d.value, safe="")) + 7 for d in batch) > _LONGEST_ADDRESS:
                yield batch
                batch = []
        if batch:
            yield batch

    def ask(self, batch: Sequence[Identifier]) -> Iterator[Answer]:
        """An answer for each DOI; Absent where Crossref lacks it, so that another agency may be asked."""
        works: dict[str, dict[str, Any]] = {}
        if len(batch) > 1:
            try:
                works = self._line.ask(self._list_of(batch), _works)
            except UnansweredError as error:
                if not error.is_refusal:
                    yield from (Unreachable(self.service, doi, str(error)) for doi in batch)
                    return
        for doi in batch:
            if doi.value in works:
                yield self._found(doi, works[doi.value])
            else:
                yield self._single(doi)

    def _list_of(self, batch: Sequence[Identifier]) -> Request:
        query = {
            "filter": ",".join(f"doi:{doi.value}" for doi in batch),
            "rows": str(len(batch)),
            "select": _SELECT,
            **self._polite,
        }
        return Request("/works", self._lists, query)

    def _single(self, doi: Identifier) -> Answer:
        """What Crossref has at a DOI. A work with another DOI has this one as an alias: what it is gets compared."""
        path = "/works/" + quote(doi.value, safe="")
        try:
            work = self._line.ask(Request(path, self._singles, self._polite, says_absent=_says_absent), _work)
        except NotThereError:
            return Absent(self.service, doi)
        except UnansweredError as error:
            return Unreachable(self.service, doi, str(error))
        return self._found(doi, work)

    def _found(self, doi: Identifier, work: dict[str, Any]) -> Answer:
        try:
            return Found(self.service, doi, read_work(work))
        except MalformedError:
            return Unreachable(self.service, doi, "its record is not as documented")


def _says_absent(content: bytes) -> bool:
    return content[:200].strip().lower().startswith(b"resource not found")


def _message(content: bytes, kind: str) -> dict[str, Any]:
    answer = parsed(content)
    if answer.get("status") != "ok" or answer.get("message-type") != kind or "message" not in answer:
        raise MalformedError
    return mapping(answer["message"])


def _works(content: bytes) -> dict[str, dict[str, Any]]:
    message = _message(content, "work-list")
    if "items" not in message:
        raise MalformedError
    return {_own_doi(work): work for work in mappings(message["items"])}


def _work(content: bytes) -> dict[str, Any]:
    work = _message(content, "work")
    _own_doi(work)
    return work


def _own_doi(work: dict[str, Any]) -> str:
    doi = Doi.parse(text(work.get("DOI")) or "")
    if doi is None:
        raise MalformedError
    return doi.value


def read_work(work: dict[str, Any]) -> Paper:
    """A paper from a work as Crossref documents it (api.crossref.org/swagger-ui). Raises MalformedError."""
    dates = {key: date_parts(work.get(key)) for key in ("issued", "published", "published-print", "published-online")}
    kind = text(work.get("type"))
    return paper(
        titles=[*texts(work.get("title")), *texts(work.get("original-title")), *texts(work.get("short-title"))],
        subtitles=texts(work.get("subtitle")),
        years=[parts[0] for parts in dates.values() if parts],
        journals=[*texts(work.get("container-title")), *texts(work.get("short-container-title"))],
        types=[kind],
        notices=_notices(work),
        type=_CSL_TYPES.get(kind or "", "article"),
        author=[_author(author) for author in mappings(work.get("author"))],
        issued=dates["published-print"] or dates["issued"] or dates["published"],
        volume=text(work.get("volume")),
        issue=text(work.get("issue")),
        page=text(work.get("page")),
        publisher=text(work.get("publisher")),
        doi=text(work.get("DOI")),
        isbn=next(iter(texts(work.get("ISBN"))), None),
    )


def _author(author: dict[str, Any]) -> Name:
    return name(
        family=text(author.get("family")),
        given=text(author.get("given")),
        suffix=text(author.get("suffix")),
        literal=text(author.get("name")),
    )


def _notices(work: dict[str, Any]) -> Iterator[Notice]:
    """What `updated-by` says of this paper, and of `update-to` what names the paper itself.

    An `update-to` with another DOI means that this paper is itself the notice, about that other one.
    """
    own = _own_doi(work)
    for update in mappings(work.get("updated-by")):
        if notice := _notice(update):
            yield notice
    for update in mappings(work.get("update-to")):
        target = Doi.parse(text(update.get("DOI")) or "")
        if target and target.value == own and (notice := _notice(update)):
            yield notice


def _notice(update: dict[str, Any]) -> Notice | None:
    kind = kind_of(text(update.get("type")), text(update.get("label")))
    if kind is None:
        return None
    doi = Doi.parse(text(update.get("DOI")) or "")
    return Notice(
        kind, iso_date(date_parts(update.get("updated"))), doi.value if doi else None, text(update.get("source"))
    )
