"""Which evidence counts towards a grade, and where it would start (design of the base, section 4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from claimgrade.grading.policy import Policy
from claimgrade.records import Claim, Study
from claimgrade.records.claim import Evidence
from claimgrade.records.vocabularies import Bearing, Certainty, Design, Difference, Kind, RestsOn


@dataclass(frozen=True, slots=True)
class Standing:
    """One evidence entry: why it does not count (None: it counts), its body of evidence and its start."""

    entry: Evidence
    study: Study
    why_not: str | None
    body: str | None
    start: Certainty | None

    @property
    def counts(self) -> bool:
        """Whether the entry counts towards the grade."""
        return self.why_not is None

    @property
    def is_direct(self) -> bool:
        """Whether the study answers the claim's own question."""
        return not self.entry.differs


def standings(claim: Claim, studies: Mapping[str, Study], policy: Policy) -> tuple[Standing, ...]:
    """Standing of each evidence entry, in the order of the record."""
    table = policy.tables[claim.kind]
    result = []
    for entry in claim.evidence:
        study = studies[entry.study]
        why_not = why_not_counted(claim, entry, study)
        # A registry entry has no results, so the policy gives it no body of evidence.
        body = None if why_not else table.body(entry, study)
        result.append(Standing(entry, study, why_not, body, table.start[body] if body else None))
    return tuple(result)


def why_not_counted(claim: Claim, entry: Evidence, study: Study) -> str | None:
    """Why an entry does not count, in words that follow "does not count: "; None where it counts."""
    checks = (
        (study.retraction is not None, "the study was retracted"),
        (study.superseded is not None, "a newer version has taken its place"),
        (entry.bearing is Bearing.BACKGROUND, "it is background"),
        (study.design is Design.REGISTRY_ENTRY, "a registry entry has no results"),
        (entry.rests_on is RestsOn.NONE, "it rests on nothing"),
        (Difference.INTERVENTION in entry.differs, "it tests another intervention"),
        (claim.kind is Kind.EFFICACY and Difference.ROUTE in entry.differs, "it tests another route"),
        (claim.kind is Kind.EFFICACY and Difference.CONDITION in entry.differs, "it tests another condition"),
        (claim.kind is Kind.REGULATORY and _elsewhere(claim, study), f"it holds for another place ({study.place})"),
    )
    return next((reason for applies, reason in checks if applies), None)


def _elsewhere(claim: Claim, study: Study) -> bool:
    place = claim.question.place
    return bool(place and study.place and place.strip().casefold() != study.place.strip().casefold())


def are_linked(one: Study, other: Study) -> bool:
    """Whether two studies share trial, text or version, or one pools the other."""
    return (
        one.id == other.id
        or other.id in one.same_as + one.includes
        or one.id in other.same_as + other.includes
        or bool(set(one.same_as) & set(other.same_as))
    )


def linked_groups(studies: list[Study]) -> list[list[Study]]:
    """Groups of studies that no link joins: each is one source, and one body of people."""
    groups: list[list[Study]] = []
    for study in studies:
        joined = [group for group in groups if any(_share_people(study, member) for member in group)]
        apart = [group for group in groups if not any(group is other for other in joined)]
        groups = [*apart, [study, *(member for group in joined for member in group)]]
    return groups


def _share_people(one: Study, other: Study) -> bool:
    return are_linked(one, other) or not set(one.includes).isdisjoint(other.includes)
