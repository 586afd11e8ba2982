"""Reads what efetch gives: PubmedArticleSet (dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd).

The parser is expat of the standard library, driven directly: that way an entity that the answer declares is refused
where it stands, so that none can grow or name a file, and external DTDs are never loaded. ElementTree's own parser has
no such door, and defusedxml would be one more dependency for twenty lines.
"""

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from claimgrade.citations.answer import Notice, NoticeKind, Paper
from claimgrade.citations.failure import MalformedError
from claimgrade.citations.notices import iso_date
from claimgrade.citations.papers import name, paper
from claimgrade.records.citation import Name

# How a paper's record names what was said of it; RetractionOf, ErratumFor and the like stand on the notice instead.
# UpdateIn is left out: a newer version of a review corrects nothing.
_KINDS = {
    "RetractionIn": NoticeKind.RETRACTION,
    "RetractedandRepublishedIn": NoticeKind.RETRACTION,
    "PartialRetractionIn": NoticeKind.PARTIAL_RETRACTION,
    "ExpressionOfConcernIn": NoticeKind.CONCERN,
    "ErratumIn": NoticeKind.CORRECTION,
    "CorrectedandRepublishedIn": NoticeKind.CORRECTION,
}
_RETRACTED = "Retracted Publication"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"\b(1[5-9]|20)[0-9]{2}\b")
_BRACKETED = re.compile(r"\A\[(.*)\]\.?\Z", re.DOTALL)
_DEEPEST = 100


def read_articles(content: bytes) -> dict[str, Paper | None]:
    """The papers of an answer by PMID; None for a chapter of a book, whose description stands in esummary only.

    Articles are read and dropped one by one. Raises MalformedError.
    """
    papers: dict[str, Paper | None] = {}

    def take(element: Element) -> None:
        pmid = _text(element.find("MedlineCitation/PMID")) or _text(element.find("BookDocument/PMID"))
        if pmid is not None:
            papers[pmid] = _paper(element, pmid) if element.tag == "PubmedArticle" else None

    children = _Children(take)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = children.start, children.end
    parser.CharacterDataHandler, parser.EntityDeclHandler = children.data, _refuse
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by place only
    except (expat.ExpatError, LookupError, ValueError):
        raise MalformedError from None
    if children.root != "PubmedArticleSet":
        raise MalformedError
    return papers


class _Children:
    """Builds each child of the root by itself, hands it on and drops it; `root` is the root's name."""

    def __init__(self, take: Callable[[Element], None]) -> None:
        self.root = ""
        self._take, self._depth, self._builder = take, 0, TreeBuilder()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._depth == 0:
            self.root = tag
        elif self._depth == 1:
            self._builder = TreeBuilder()
        if self._depth > _DEEPEST:
            raise MalformedError
        if self._depth:
            self._builder.start(tag, attributes)
        self._depth += 1

    def data(self, text: str) -> None:
        if self._depth > 1:
            self._builder.data(text)

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._depth:
            self._builder.end(tag)
        if self._depth == 1:
            self._take(self._builder.close())


def _refuse(*_: object) -> None:
    raise MalformedError


def _paper(article: Element, pmid: str) -> Paper:
    found = article.find("MedlineCitation")
    cited = found.find("Article") if found is not None else None
    if found is None or cited is None:
        raise MalformedError
    issue = cited.find("Journal/JournalIssue")
    printed = _date(issue.find("PubDate") if issue is not None else None)
    online = [_date(date) for date in cited.findall("ArticleDate")]
    ids = {node.get("IdType"): _text(node) for node in article.findall("PubmedData/ArticleIdList/ArticleId")}
    ids |= {node.get("EIdType"): _text(node) for node in cited.findall("ELocationID") if node.get("ValidYN") != "N"}
    types = [_text(node) for node in cited.findall("PublicationTypeList/PublicationType")]
    ranges = _YEAR.finditer(_text(issue.find("PubDate/MedlineDate")) or "") if issue is not None else ()
    return paper(
        titles=[title(text) for tag in ("ArticleTitle", "VernacularTitle") if (text := _text(cited.find(tag)))],
        years=[*(date[0] for date in (printed, *online) if date), *(int(year[0]) for year in ranges)],
        journals=[
            _text(cited.find("Journal/Title")),
            _text(cited.find("Journal/ISOAbbreviation")),
            _text(found.find("MedlineJournalInfo/MedlineTA")),
        ],
        types=types,
        notices=_notices(found, is_retracted=_RETRACTED in types),
        type="article-journal",
        author=[_author(author) for author in cited.findall("AuthorList/Author")],
        issued=printed or next((date for date in online if date), None),
        volume=_text(issue.find("Volume")) if issue is not None else None,
        issue=_text(issue.find("Issue")) if issue is not None else None,
        page=_text(cited.find("Pagination/MedlinePgn")),
        doi=ids.get("doi"),
        pmid=pmid,
        pmcid=ids.get("pmc"),
    )


def title(text: str) -> str:
    """A title of PubMed without its full stop, and without the brackets of one that was translated."""
    bracketed = _BRACKETED.fullmatch(text)
    return (bracketed[1] if bracketed else text).removesuffix(".")


def _text(element: Element | None) -> str | None:
    """All text of an element, markup inside it included, in one line."""
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def _author(author: Element) -> Name:
    return name(
        family=_text(author.find("LastName")),
        given=_text(author.find("ForeName")) or _text(author.find("Initials")),
        suffix=_text(author.find("Suffix")),
        literal=_text(author.find("CollectiveName")),
    )


def _date(element: Element | None) -> tuple[int, ...] | None:
    """Year, month and day of a PubDate or ArticleDate as far as known; of a MedlineDate the first."""
    if element is None:
        return None
    parts = [_text(element.find(tag)) for tag in ("Year", "Month", "Day")]
    return date_of(" ".join(part for part in parts if part) or _text(element.find("MedlineDate")) or "")


def date_of(text: str) -> tuple[int, ...] | None:
    """Year, month and day from "2010 Feb 6", "2010 02 06", "2010 Winter" or "1998 Dec-1999 Jan", as far as told."""
    year = _YEAR.search(text)
    if year is None:
        return None
    rest = re.match(r"[ /-]([A-Za-z]{3}|[0-9]{1,2})\b(?:[ /-]([0-9]{1,2})\b)?", text[year.end() :])
    said = rest[1].lower() if rest else ""
    month = int(said) if said.isdigit() else _MONTHS.index(said) + 1 if said in _MONTHS else 0
    if rest is None or not 1 <= month <= 12:
        return (int(year[0]),)
    return (int(year[0]), month, int(rest[2])) if rest[2] else (int(year[0]), month)


def _notices(found: Element, *, is_retracted: bool) -> Iterator[Notice]:
    kinds = set()
    for said in found.findall("CommentsCorrectionsList/CommentsCorrections"):
        kind = _KINDS.get(said.get("RefType") or "")
        if kind is None:
            continue
        kinds.add(kind)
        source = _text(said.find("RefSource")) or ""
        doi = re.search(r"\b10\.[0-9]{4,9}/\S+[^\s.;,]", source)
        day = iso_date(date_of(source))
        yield Notice(kind, day, _text(said.find("PMID")) or (doi[0] if doi else None), "pubmed")
    if is_retracted and NoticeKind.RETRACTION not in kinds:
        yield Notice(NoticeKind.RETRACTION, None, None, "pubmed")
