"""From basis to certainty: start, changes and ceiling, with every step (design of the base, section 4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from claimgrade.grading.counting import Standing, linked_groups
from claimgrade.grading.policy import CeilingRule, Policy, System
from claimgrade.records import Claim, Study
from claimgrade.records.claim import Change, Grade
from claimgrade.records.vocabularies import Certainty, Direction, Domain

RATING_UP = frozenset({Domain.LARGE_EFFECT, Domain.DOSE_RESPONSE, Domain.CONFOUNDING})
_NAMES = {Certainty.HIGH: "high", Certainty.MODERATE: "moderate", Certainty.LOW: "low", Certainty.VERY_LOW: "very low"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a grade: its name, the certainty after it, and why.

    Names: start, agreement, change, refused (a change that is not applied), ceiling, override.
    """

    name: str
    certainty: Certainty
    reason: str


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The highest certainty that stored facts allow, and the sentences that say why (none where it is high)."""

    certainty: Certainty
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graded:
    """What the steps come to: `total` is start plus changes, `certainty` that under the ceiling unless overridden.

    `faults` are sentences on what is wrong with the arithmetic of the recorded grade.
    """

    steps: tuple[Step, ...]
    start: Certainty
    total: Certainty
    ceiling: Ceiling
    certainty: Certainty
    faults: tuple[str, ...]


def basis_of(grade: Grade, standings: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """Counted entries that the grade names as its basis, by study, so that the order in the record does not matter."""
    named = [standing for standing in standings if standing.counts and standing.entry.study in grade.basis]
    return tuple(sorted(named, key=lambda standing: (standing.entry.study, repr(standing.entry))))


def rate(
    claim: Claim, grade: Grade, basis: tuple[Standing, ...], studies: Mapping[str, Study], policy: Policy
) -> Graded:
    """Certainty of a grade that rests on at least one counted entry."""
    adopted = _adopted(claim, grade, basis)
    steps, faults = _start(claim, grade, basis, adopted, policy)
    start = steps[-1].certainty
    changed, change_faults = _change(grade, start, policy)
    steps += changed
    total = steps[-1].certainty
    rules = [
        rule
        for rule in policy.ceilings
        if policy.tables[claim.kind].system in rule.systems and (rule.adopted or not adopted)
    ]
    ceiling = _ceiling([rule for rule in rules if _holds(rule, grade, basis, studies, policy)])
    certainty = total
    if total.rank > ceiling.certainty.rank:
        if grade.override:
            steps.append(Step("override", total, grade.override))
        else:
            certainty = ceiling.certainty
            steps.append(Step("ceiling", certainty, " ".join(ceiling.reasons)))
    explained = any(change.domain is Domain.INCONSISTENCY for change in grade.changes)
    if grade.direction is Direction.MIXED and "mixed" in {rule.name for rule in rules} and not explained:
        faults.append("the direction is mixed, but no change in the domain inconsistency says so")
    return Graded(tuple(steps), start, total, ceiling, certainty, (*faults, *change_faults))


def published(study: Study, basis: tuple[Standing, ...], question_outcome: str) -> Certainty | None:
    """The GRADE certainty that a study published for the outcome its evidence entry, or else the question, names."""
    names = [s.entry.outcome for s in basis if s.study.id == study.id and s.entry.outcome] or [question_outcome]
    wanted = {name.strip().casefold() for name in names}
    return next(
        (
            p.certainty
            for p in study.published_certainty
            if p.system.strip().casefold() == "grade" and p.outcome.strip().casefold() in wanted
        ),
        None,
    )


def _adopted(claim: Claim, grade: Grade, basis: tuple[Standing, ...]) -> tuple[Study, Certainty] | None:
    source = next((standing.study for standing in basis if standing.study.id == grade.adopts), None)
    certainty = published(source, basis, claim.question.outcome) if source else None
    return (source, certainty) if source and certainty else None


def _start(
    claim: Claim,
    grade: Grade,
    basis: tuple[Standing, ...],
    adopted: tuple[Study, Certainty] | None,
    policy: Policy,
) -> tuple[list[Step], list[str]]:
    if adopted:
        source, certainty = adopted
        reason = f"{source.short_name} published {_NAMES[certainty]} certainty (GRADE) for this outcome."
        return [Step("start", certainty, reason)], []
    lowest = min(basis, key=lambda standing: (_rank(standing), standing.study.id, standing.body or ""))
    start = Certainty.of_rank(_rank(lowest))
    steps = [Step("start", start, f"{lowest.study.short_name}: {policy.bodies[lowest.body or '']}")]
    if grade.adopts:
        return steps, [
            f"it adopts the certainty of '{grade.adopts}', but that is not a counted study of the basis with a "
            "published GRADE certainty for the outcome that its evidence entry names"
        ]
    agreeing = [s.study for s in basis if s.entry.bearing.value == grade.direction.value]
    is_sourcing = policy.tables[claim.kind].system is System.SOURCING
    if is_sourcing and start is not Certainty.HIGH and len(linked_groups(agreeing)) > 1:
        names = " and ".join(dict.fromkeys(study.short_name for study in agreeing))
        steps.append(Step("agreement", Certainty.of_rank(start.rank + 1), f"Independent sources agree: {names}."))
    return steps, []


def _change(grade: Grade, start: Certainty, policy: Policy) -> tuple[list[Step], list[str]]:
    steps: list[Step] = []
    faults: list[str] = []
    level = start.rank
    down = any(change.levels < 0 for change in grade.changes)
    seen: set[Domain] = set()
    current = start
    # Every domain is added up before the bounds are applied, so that the order of changes does not matter.
    for change in sorted(grade.changes, key=lambda c: (tuple(Domain).index(c.domain), c.levels, c.reason)):
        fault = _fault_of(change, start, seen, policy, down=down)
        if fault:
            faults.append(fault)
            steps.append(Step("refused", current, f"{change.domain} {change.levels:+d} is not applied: {fault}."))
            continue
        seen.add(change.domain)
        level += change.levels
        current = Certainty.of_rank(level)
        steps.append(Step("change", current, f"{change.domain} {change.levels:+d}: {change.reason}"))
    return steps, faults


def _fault_of(change: Change, start: Certainty, seen: set[Domain], policy: Policy, *, down: bool) -> str | None:
    if change.domain in seen:
        return f"the domain {change.domain} is named twice"
    if change.levels not in policy.domains[change.domain].levels:
        allowed = " or ".join(f"{level:+d}" for level in policy.domains[change.domain].levels)
        return f"the domain {change.domain} may change by {allowed}, not {change.levels:+d}"
    if change.domain in RATING_UP and (down or start is not Certainty.LOW):
        return f"{change.domain} can rate up only from low and with no downgrade"
    return None


def _ceiling(holding: list[CeilingRule]) -> Ceiling:
    if not holding:
        return Ceiling(Certainty.HIGH, ())
    lowest = min(holding, key=lambda rule: rule.certainty.rank).certainty
    return Ceiling(lowest, tuple(rule.reason for rule in holding if rule.certainty is lowest))


def _holds(
    rule: CeilingRule, grade: Grade, basis: tuple[Standing, ...], studies: Mapping[str, Study], policy: Policy
) -> bool:
    match rule.name:
        case "all-indirect":
            return not any(standing.is_direct for standing in basis)
        case "retracted-in-pool":
            pooled = {study_id for standing in basis for study_id in standing.study.includes}
            return any(studies[study_id].retraction for study_id in pooled if study_id in studies)
        case "few-people":
            people = participants(basis)
            return people is not None and people < policy.few_people
        case "some-people":
            people = participants(basis)
            return people is None or policy.few_people <= people < policy.enough_people
        case "unjudged":
            return any(s.study.risk_of_bias is None or s.study.risk_of_bias.judgement is None for s in basis)
        case "preprint":
            return any(standing.study.preprint for standing in basis)
        case "mixed":
            return grade.direction is Direction.MIXED
    return False


def participants(basis: tuple[Standing, ...]) -> int | None:
    """People behind a basis, each linked group of studies once and by its largest number; None if one is unknown."""
    known: dict[str, list[int]] = {}
    for standing in basis:
        people = _people(standing)
        known.setdefault(standing.study.id, []).extend([] if people is None else [people])
    numbers = [
        max((people for study in group for people in known[study.id]), default=None)
        for group in linked_groups([standing.study for standing in basis])
    ]
    return None if None in numbers else sum(number for number in numbers if number is not None)


def _people(standing: Standing) -> int | None:
    """People of the outcome that the entry names, else of the study."""
    name = (standing.entry.outcome or "").strip().casefold()
    named = (o.participants for o in standing.study.outcomes if o.name.strip().casefold() == name)
    return next((people for people in named if people is not None), standing.study.participants)


def _rank(standing: Standing) -> int:
    return standing.start.rank if standing.start else 0
