"""Verdicts and plain sentences as tables, asked of the grading code itself, so that they cannot say anything else."""

from dataclasses import dataclass
from typing import Any

from claimgrade.grading import System, Verdict
from claimgrade.grading.verdict import plain_sentence, verdict_of
from claimgrade.pages.words import SIGNS, Sign
from claimgrade.records import Claim
from claimgrade.records.search import Source
from claimgrade.records.vocabularies import Certainty, Direction, SourceKind

LEVELS = tuple(sorted(Certainty, key=lambda level: -level.rank))
_SAYS = {
    Direction.SUPPORTS: "supports the claim",
    Direction.NO_EFFECT: "little or no effect",
    Direction.OPPOSITE: "the reverse",
    Direction.MIXED: "points different ways",
    Direction.INCONCLUSIVE: "cannot tell",
}
_KINDS = {System.GRADE: ("efficacy", "safety"), System.SOURCING: ("mechanism",)}
_LOOKED = [Source("a database", SourceKind.DATABASE, "words", "2026-01-01", 0, 0)]
_STATEMENT = "The claim."


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences of one system: by what the evidence says, one for each level; and those without a grade, by case."""

    system: System
    graded: tuple[tuple[str, tuple[str, ...]], ...]
    ungraded: tuple[tuple[str, str], ...]


def verdicts() -> list[tuple[str, list[Sign]]]:
    """What the evidence says, and the sign of the verdict at each level, the highest first."""
    return [(words, [SIGNS[verdict_of(says, level)] for level in LEVELS]) for says, words in _SAYS.items()]


def sentences() -> list[Sentences]:
    """The sentence that follows the claim's statement, for both systems."""
    return [_of(system, kinds) for system, kinds in _KINDS.items()]


def _of(system: System, kinds: tuple[str, ...]) -> Sentences:
    graded = tuple(
        (words, tuple(_sentence(system, kinds[0], verdict_of(says, level), says, level) for level in LEVELS))
        for says, words in _SAYS.items()
    )
    none_found = "no evidence found"
    ungraded = [
        (f"{none_found}, {kind}" if len(kinds) > 1 else none_found, _sentence(system, kind, Verdict.NO_EVIDENCE_FOUND))
        for kind in kinds
    ]
    ungraded.append(("nobody has looked", _sentence(system, kinds[0], Verdict.UNSOURCED)))
    return Sentences(system, graded, tuple(ungraded))


def _sentence(
    system: System, kind: str, verdict: Verdict, says: Direction | None = None, level: Certainty | None = None
) -> str:
    size = "moderate" if says is Direction.SUPPORTS and system is System.GRADE else None
    grade = {"basis": ["x"], "direction": says, "size": size, "certainty": level} if says and level else None
    data: dict[str, Any] = {
        "id": "x",
        "statement": _STATEMENT,
        "kind": kind,
        "question": {"population": "x", "outcome": "x"},
        "appearances": [],
        "grade": grade,
        "summary": "x",
        "review": {"status": "draft"},
    }
    claim = Claim.from_mapping(data, "x", "x")
    return plain_sentence(claim, system, verdict, level, _LOOKED, {}).removeprefix(f"{_STATEMENT} ")
