"""A bibliographic description in the names and shapes of CSL-JSON. Fields are those of schema/study.schema.json."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Name:
    """A CSL name: family and given, or literal."""

    family: str | None
    given: str | None
    suffix: str | None
    non_dropping_particle: str | None = field(metadata={"key": "non-dropping-particle"})
    literal: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A bibliographic description in CSL-JSON; identifiers as given, see Study for the normalised ones."""

    type: str
    title: str
    author: tuple[Name, ...] | None
    container_title: str | None = field(metadata={"key": "container-title"})
    issued: tuple[int, ...] | None  # year, month, day as far as known
    volume: str | None
    issue: str | None
    page: str | None
    edition: str | None
    doi: str | None = field(metadata={"key": "DOI"})
    pmid: str | None = field(metadata={"key": "PMID"})
    pmcid: str | None = field(metadata={"key": "PMCID"})
    isbn: str | None = field(metadata={"key": "ISBN"})
    url: str | None = field(metadata={"key": "URL"})
    publisher: str | None

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Self:
        """From schema-valid values."""
        authors, issued = data.get("author"), data.get("issued")
        return cls(
            type=data["type"],
            title=data["title"],
            author=None if authors is None else tuple(_name(author) for author in authors),
            container_title=data.get("container-title"),
            issued=None if issued is None else tuple(map(int, issued["date-parts"][0])),
            volume=_text(data.get("volume")),
            issue=_text(data.get("issue")),
            page=_text(data.get("page")),
            edition=_text(data.get("edition")),
            doi=data.get("DOI"),
            pmid=_text(data.get("PMID")),
            pmcid=data.get("PMCID"),
            isbn=data.get("ISBN"),
            url=data.get("URL"),
            publisher=data.get("publisher"),
        )


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)


def _name(data: Mapping[str, Any]) -> Name:
    return Name(
        data.get("family"),
        data.get("given"),
        data.get("suffix"),
        data.get("non-dropping-particle"),
        data.get("literal"),
    )
