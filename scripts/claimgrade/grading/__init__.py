"""Grading: what counts, where it starts, what changes it, what caps it, and so what became of the claim.

Pure: records and policy in, an Assessment out. Nothing here looks at the clock, the network or the disk.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from claimgrade.grading.certainty import Ceiling, Graded, Step, basis_of, rate
from claimgrade.grading.counting import Standing, standings
from claimgrade.grading.policy import Policy, System
from claimgrade.grading.verdict import (
    Verdict,
    documented,
    is_overstated,
    plain_sentence,
    search_strength,
    verdict_of,
)
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.records import Claim, Search, Study
from claimgrade.records.vocabularies import Certainty, SourceKind

__all__ = [
    "Assessment",
    "Ceiling",
    "Graded",
    "Policy",
    "Standing",
    "Step",
    "System",
    "Verdict",
    "assess",
    "assess_all",
    "conclude",
]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What became of one claim.

    `graded` is None where there is no grade that rests on counted evidence; `verdict` and `plain` are None where
    evidence counts and no such grade is there. `overstated` goes with the claim's appearances, one each.
    """

    system: System
    standings: tuple[Standing, ...]
    basis: tuple[Standing, ...]
    graded: Graded | None
    verdict: Verdict | None
    plain: str | None
    search_strength: SourceKind | None
    overstated: tuple[bool | None, ...]

    @property
    def counted(self) -> tuple[Standing, ...]:
        """Entries that count."""
        return tuple(standing for standing in self.standings if standing.counts)

    @property
    def certainty(self) -> Certainty | None:
        """Certainty under the ceiling."""
        return self.graded.certainty if self.graded else None


def assess(claim: Claim, studies: Mapping[str, Study], searches: Mapping[str, Search], policy: Policy) -> Assessment:
    """Assess one claim. Every study of its evidence must be in `studies`."""
    return conclude(claim, standings(claim, studies, policy), studies, searches, policy)


def conclude(
    claim: Claim,
    entries: tuple[Standing, ...],
    studies: Mapping[str, Study],
    searches: Mapping[str, Search],
    policy: Policy,
) -> Assessment:
    """Assess one claim whose evidence has these standings, one each."""
    system = policy.tables[claim.kind].system
    basis = basis_of(claim.grade, entries) if claim.grade else ()
    graded = rate(claim, claim.grade, basis, studies, policy) if claim.grade and basis else None
    sources = documented(claim, searches)
    verdict: Verdict | None
    if graded and claim.grade:
        verdict = verdict_of(claim.grade.direction, graded.certainty)
    elif any(standing.counts for standing in entries):
        verdict = None
    else:
        verdict = Verdict.NO_EVIDENCE_FOUND if sources else Verdict.UNSOURCED
    certainty = graded.certainty if graded else None
    plain = plain_sentence(claim, system, verdict, certainty, sources, studies) if verdict else None
    size = claim.grade.size if claim.grade and graded else None
    overstated = tuple(is_overstated(appearance, verdict, size) for appearance in claim.appearances)
    return Assessment(system, entries, basis, graded, verdict, plain, search_strength(sources), overstated)


def assess_all(base: KnowledgeBase, policy: Policy) -> dict[str, Assessment]:
    """Assessments by claim id; claims that link to studies or searches that cannot be read are left out."""
    return {
        claim.id: assess(claim, base.studies, base.searches, policy)
        for claim in base.claims.values()
        if all(entry.study in base.studies for entry in claim.evidence)
        and all(search in base.searches for search in claim.searches)
    }
