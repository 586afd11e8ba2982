"""A documented literature search. Fields are those of schema/search.schema.json."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from claimgrade.records.parts import DERIVED, Waiver
from claimgrade.records.vocabularies import SearchOutcome, SourceKind


@dataclass(frozen=True, slots=True)
class Source:
    """One place that was searched; of kind review, `name` is a study id and `date` its searched_to."""

    name: str
    kind: SourceKind
    query: str | None
    date: str | None
    results: int | None
    relevant: int | None

    @property
    def is_documented(self) -> bool:
        """Whether it says when it was searched and with what words (a review's words stand in the review)."""
        return self.date is not None and (self.query is not None or self.kind is SourceKind.REVIEW)


@dataclass(frozen=True, slots=True)
class Search:
    """A literature search; `expires` is an ISO date."""

    id: str
    question: str
    sources: tuple[Source, ...]
    outcome: SearchOutcome
    expires: str | None
    formerly: tuple[str, ...]
    waivers: tuple[Waiver, ...]
    file: str = field(metadata=DERIVED)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any], file: str) -> Self:
        """From schema-valid values and the path of the file."""
        return cls(
            id=data["id"],
            question=data["question"],
            sources=tuple(_source(item) for item in data["sources"]),
            outcome=SearchOutcome(data["outcome"]),
            expires=data.get("expires"),
            formerly=tuple(data.get("formerly", ())),
            waivers=Waiver.all_from(data),
            file=file,
        )


def _source(data: Mapping[str, Any]) -> Source:
    results, relevant = data.get("results"), data.get("relevant")
    return Source(
        data["name"],
        SourceKind(data["kind"]),
        data.get("query"),
        data.get("date"),
        None if results is None else int(results),
        None if relevant is None else int(relevant),
    )
