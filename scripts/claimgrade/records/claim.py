"""A claim: what articles say, the evidence on it, and the judgement. Fields are those of schema/claim.schema.json."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from claimgrade.records.parts import DERIVED, Passage, Waiver
from claimgrade.records.vocabularies import (
    Bearing,
    Certainty,
    Difference,
    Direction,
    Domain,
    Kind,
    Report,
    RestsOn,
    ReviewStatus,
    Size,
    Stance,
    Support,
    Wording,
)


@dataclass(frozen=True, slots=True)
class Question:
    """The claim as a PICO question; `place` for regulatory claims."""

    population: str
    intervention: str | None
    comparator: str | None
    outcome: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """The number (low to high, in unit) or the frequency word that a claim states."""

    measure: str | None
    low: float | None
    high: float | None
    unit: str | None
    word: str | None


@dataclass(frozen=True, slots=True)
class Cited:
    """A source that an article names, and where it leads."""

    as_: str = field(metadata={"key": "as"})
    traced_to: str | None
    candidates: tuple[str, ...]
    report: Report | None
    search: str | None


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place where an article makes the claim."""

    article: str
    passage: Passage
    stance: Stance
    wording: Wording
    support: Support
    cited: Cited | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One study and what it says of the statement."""

    study: str
    bearing: Bearing
    differs: tuple[Difference, ...]
    rests_on: RestsOn | None
    outcome: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One step down or up in a GRADE domain."""

    domain: Domain
    levels: int
    reason: str


@dataclass(frozen=True, slots=True)
class Grade:
    """The curator's judgement."""

    basis: tuple[str, ...]
    adopts: str | None
    direction: Direction
    size: Size | None
    certainty: Certainty
    changes: tuple[Change, ...]
    override: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """Where the record stands; dates are ISO dates."""

    status: ReviewStatus
    curators: tuple[str, ...]
    reviewers: tuple[str, ...]
    last: str | None
    due: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A health claim. `file` and `topic` come from where the record lies."""

    id: str
    statement: str
    kind: Kind
    question: Question
    quantity: Quantity | None
    appearances: tuple[Appearance, ...]
    evidence: tuple[Evidence, ...]
    searches: tuple[str, ...]
    grade: Grade | None
    summary: str
    review: Review
    formerly: tuple[str, ...]
    waivers: tuple[Waiver, ...]
    file: str = field(metadata=DERIVED)
    topic: str = field(metadata=DERIVED)

    def review_due(self, periods: Mapping[str, int]) -> str | None:
        """The ISO date on which the next review is due: review.due, or else a period after the last review.

        `periods` are days by topic; "default" is for topics without their own.
        """
        days = periods.get(self.topic, periods.get("default"))
        if self.review.due or days is None or self.review.last is None:
            return self.review.due
        due = date.fromisoformat(self.review.last).toordinal() + days
        return date.fromordinal(min(due, date.max.toordinal())).isoformat()

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any], file: str, topic: str) -> Self:
        """From schema-valid values, the path of the file and the name of its folder."""
        return cls(
            id=data["id"],
            statement=data["statement"],
            kind=Kind(data["kind"]),
            question=_question(data["question"]),
            quantity=_quantity(data.get("quantity")),
            appearances=tuple(_appearance(item) for item in data["appearances"]),
            evidence=tuple(_evidence(item) for item in data.get("evidence", ())),
            searches=tuple(data.get("searches", ())),
            grade=_grade(data.get("grade")),
            summary=data["summary"],
            review=_review(data["review"]),
            formerly=tuple(data.get("formerly", ())),
            waivers=Waiver.all_from(data),
            file=file,
            topic=topic,
        )


def _question(data: Mapping[str, Any]) -> Question:
    return Question(
        data["population"], data.get("intervention"), data.get("comparator"), data["outcome"], data.get("place")
    )


def _quantity(data: Mapping[str, Any] | None) -> Quantity | None:
    if data is None:
        return None
    return Quantity(data.get("measure"), data.get("low"), data.get("high"), data.get("unit"), data.get("word"))


def _appearance(data: Mapping[str, Any]) -> Appearance:
    return Appearance(
        data["article"],
        Passage.from_mapping(data["passage"]),
        Stance(data["stance"]),
        Wording(data["wording"]),
        Support(data["support"]),
        _cited(data.get("cited")),
    )


def _cited(data: Mapping[str, Any] | None) -> Cited | None:
    if data is None:
        return None
    report = data.get("report")
    return Cited(
        data["as"],
        data["traced_to"],
        tuple(data.get("candidates", ())),
        Report(report) if report else None,
        data.get("search"),
    )


def _evidence(data: Mapping[str, Any]) -> Evidence:
    rests_on = data.get("rests_on")
    return Evidence(
        data["study"],
        Bearing(data["bearing"]),
        tuple(map(Difference, data.get("differs", ()))),
        RestsOn(rests_on) if rests_on else None,
        data.get("outcome"),
        data.get("note"),
    )


def _grade(data: Mapping[str, Any] | None) -> Grade | None:
    if data is None:
        return None
    size = data.get("size")
    changes = tuple(Change(Domain(c["domain"]), int(c["levels"]), c["reason"]) for c in data.get("changes", ()))
    return Grade(
        tuple(data["basis"]),
        data.get("adopts"),
        Direction(data["direction"]),
        Size(size) if size else None,
        Certainty(data["certainty"]),
        changes,
        data.get("override"),
        data.get("note"),
    )


def _review(data: Mapping[str, Any]) -> Review:
    return Review(
        ReviewStatus(data["status"]),
        tuple(data.get("curators", ())),
        tuple(data.get("reviewers", ())),
        data.get("last"),
        data.get("due"),
    )
