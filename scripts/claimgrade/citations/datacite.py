"""Asks DataCite's REST API about DOIs that Crossref does not have (support.datacite.org/docs/api-get-doi)."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from claimgrade.citations.answer import (
    Absent,
    Answer,
    Found,
    Identifier,
    Notice,
    NoticeKind,
    Paper,
    Service,
    Unreachable,
)
from claimgrade.citations.failure import MalformedError, NotThereError, UnansweredError
from claimgrade.citations.json_values import mapping, mappings, parsed, text
from claimgrade.citations.pace import Pace
from claimgrade.citations.papers import name, paper
from claimgrade.citations.session import Line, Request
from claimgrade.records.citation import Name

_CSL_TYPES = {
    "JournalArticle": "article-journal",
    "Preprint": "article",
    "Dataset": "dataset",
    "Book": "book",
    "BookChapter": "chapter",
    "ConferencePaper": "paper-conference",
    "Dissertation": "thesis",
    "Report": "report",
}
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Datacite:
    """DataCite, asked for one DOI at a time: its list of DOIs has no filter by name."""

    service = Service.DATACITE

    def __init__(self, line: Line, pace: Pace) -> None:
        """On a line to api.datacite.org."""
        self._line, self._pace = line, pace

    def batches(self, identifiers: Sequence[Identifier]) -> Iterator[Sequence[Identifier]]:
        """Each DOI alone."""
        return ([doi] for doi in identifiers)

    def ask(self, batch: Sequence[Identifier]) -> Iterator[Answer]:
        """An answer for each DOI."""
        for doi in batch:
            request = Request("/dois/" + quote(doi.value, safe=""), self._pace, says_absent=_says_absent)
            try:
                yield Found(self.service, doi, self._line.ask(request, _read))
            except NotThereError:
                yield Absent(self.service, doi)
            except UnansweredError as error:
                yield Unreachable(self.service, doi, str(error))


def _says_absent(content: bytes) -> bool:
    try:
        errors = mappings(parsed(content).get("errors"))
    except MalformedError:
        return False
    return any(str(error.get("status")) == "404" for error in errors)


def _read(content: bytes) -> Paper:
    data = mapping(parsed(content).get("data"))
    if data.get("type") != "dois" or "attributes" not in data:
        raise MalformedError
    return _paper(mapping(data["attributes"]))


def _paper(told: dict[str, Any]) -> Paper:
    """A paper from the attributes of a DOI (schema.datacite.org).

    The one notice of DataCite's is the date of withdrawal; that another version is newer (IsObsoletedBy and the like
    among the related identifiers) takes nothing back.
    """
    titles: dict[str | None, list[str]] = {}
    for item in mappings(told.get("titles")):
        if shown := text(item.get("title")):
            titles.setdefault(text(item.get("titleType")), []).append(shown)
    subtitles = titles.pop("Subtitle", [])
    dates = [(text(item.get("dateType")), text(item.get("date"))) for item in mappings(told.get("dates"))]
    year, types, container = (
        text(told.get("publicationYear")),
        mapping(told.get("types")),
        mapping(told.get("container")),
    )
    issued = next((parts for kind, day in dates if kind == "Issued" and (parts := _parts(day))), None)
    publisher = told.get("publisher")
    return paper(
        titles=[*titles.pop(None, []), *(shown for others in titles.values() for shown in others)],
        subtitles=subtitles,
        years=[
            *(p[0] for p in [_parts(year)] if p),
            *(p[0] for kind, d in dates if kind in _YEARS and (p := _parts(d))),
        ],
        journals=[text(container.get("title"))],
        types=[text(types.get("resourceTypeGeneral")), text(types.get("resourceType"))],
        notices=[Notice(NoticeKind.WITHDRAWAL, d, None, "publisher") for kind, d in dates if kind == "Withdrawn"],
        type=_CSL_TYPES.get(text(types.get("resourceTypeGeneral")) or "", "document"),
        author=[_author(author) for author in mappings(told.get("creators"))],
        issued=issued or _parts(year),
        volume=text(container.get("volume")),
        issue=text(container.get("issue")),
        page=text(container.get("firstPage")),
        publisher=text(publisher.get("name")) if isinstance(publisher, dict) else text(publisher),
        doi=text(told.get("doi")),
    )


_YEARS = ("Issued", "Available", "Created")


def _parts(day: str | None) -> tuple[int, ...] | None:
    found = _DATE.match(day or "")
    return tuple(int(part) for part in found.groups() if part) if found else None


def _author(author: dict[str, Any]) -> Name:
    if family := text(author.get("familyName")):
        return name(family=family, given=text(author.get("givenName")))
    return name(literal=text(author.get("name")))
