"""What a change means: two bases compared claim by claim."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from claimgrade.finding import Finding, Severity
from claimgrade.grading import Assessment, Policy, Step, assess_all
from claimgrade.loading import Loaded
from claimgrade.records import Claim, Search, Study
from claimgrade.records.claim import Evidence

T = TypeVar("T")
Named = TypeVar("Named", Claim, Study, Search)

_RULE = "grade-change-without-reason"
# Fields of a study that grading looks at.
_RATED = ("risk_of_bias", "published_certainty", "status")
_GRADED = ("design", "preprint", "participants", "outcomes", "includes", "same_as", *_RATED)


@dataclass(frozen=True, slots=True)
class State:
    """A base and what became of its claims."""

    loaded: Loaded
    policy: Policy
    assessments: Mapping[str, Assessment]

    @classmethod
    def of(cls, loaded: Loaded, policy: Policy) -> "State":
        """Graded by its own policy."""
        return cls(loaded, policy, assess_all(loaded.base, policy))


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with what became of it (None where it links to a record that cannot be read)."""

    claim: Claim
    assessment: Assessment | None

    @property
    def facts(self) -> dict[str, str | None]:
        """What a reader of the change wants to see of it, by name."""
        claim, found = self.claim, self.assessment
        return {
            "statement": claim.statement,
            "kind": claim.kind,
            "topic": claim.topic,
            "verdict": found.verdict if found else None,
            "certainty": found.certainty if found else None,
            "direction": claim.grade.direction if claim.grade else None,
            "size": claim.grade.size if claim.grade else None,
        }

    @property
    def steps(self) -> tuple[Step, ...]:
        """Steps of its grade."""
        return self.assessment.graded.steps if self.assessment and self.assessment.graded else ()


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in one claim. `facts` are (name, before, after); of steps, evidence and searches what went, came.

    `unexplained` is the finding of grade-change-without-reason.
    """

    before: Judged
    after: Judged
    facts: tuple[tuple[str, str | None, str | None], ...]
    steps: tuple[tuple[Step, ...], tuple[Step, ...]]
    evidence: tuple[tuple[Evidence, ...], tuple[Evidence, ...]]
    searches: tuple[tuple[str, ...], tuple[str, ...]]
    unexplained: Finding | None

    @property
    def was(self) -> str | None:
        """The id that it had, where that is another one."""
        return self.before.claim.id if self.before.claim.id != self.after.claim.id else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing that matters to a reader has changed."""
        return not (self.was or self.facts or any(self.steps) or any(self.evidence) or any(self.searches))


@dataclass(frozen=True, slots=True)
class Fallen:
    """A study that was retracted or superseded in the meantime, and the claims that link to it."""

    study: Study
    what: str
    notice: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All of it. `left_out` are files that cannot be read on one side: nothing can be said of them."""

    added: tuple[Judged, ...]
    removed: tuple[Judged, ...]
    changed: tuple[Change, ...]
    fallen: tuple[Fallen, ...]
    policy_changed: bool
    left_out: tuple[str, ...]


def compare(before: State, after: State) -> Difference:
    """What is different in `after`. A record that was renamed is followed through its `formerly`."""
    old, new = before.loaded.base, after.loaded.base
    claims = _pairs(old.claims, new.claims)
    studies = {was: now for now, was in _pairs(old.studies, new.studies).items()}
    searches = {was: now for now, was in _pairs(old.searches, new.searches).items()}
    changed = (_change(before, after, was, now, studies, searches) for now, was in claims.items())
    unreadable = (*_unreadable(before, "before: "), *_unreadable(after, "now: "))
    lost = old.unreadable.get("claim", frozenset()), new.unreadable.get("claim", frozenset())
    return Difference(
        added=tuple(
            Judged(claim, after.assessments.get(claim.id))
            for claim in new.claims.values()
            if claim.id not in claims and not {claim.id, *claim.formerly} & lost[0]
        ),
        removed=tuple(
            Judged(claim, before.assessments.get(claim.id))
            for claim in old.claims.values()
            if claim.id not in claims.values() and claim.id not in lost[1]
        ),
        changed=tuple(change for change in changed if not change.is_empty),
        fallen=tuple(_fallen(before, after, studies)),
        policy_changed=before.policy != after.policy,
        left_out=unreadable,
    )


def _pairs(old: Mapping[str, Named], new: Mapping[str, Named]) -> dict[str, str]:
    """Ids of records that are on both sides: now -> before."""
    pairs = {record_id: record_id for record_id in new if record_id in old}
    for record in new.values():
        former = next((was for was in record.formerly if was in old and was not in new), None)
        if record.id not in pairs and former and former not in pairs.values():
            pairs[record.id] = former
    return dict(sorted(pairs.items()))


def _change(
    before: State, after: State, was: str, now: str, studies: Mapping[str, str], searches: Mapping[str, str]
) -> Change:
    old = Judged(before.loaded.base.claims[was], before.assessments.get(was))
    new = Judged(after.loaded.base.claims[now], after.assessments.get(now))
    facts = tuple((name, value, new.facts[name]) for name, value in old.facts.items() if value != new.facts[name])
    reasons = tuple({(step.name, step.reason) for step in side.steps} for side in (old, new))
    steps = (
        tuple(step for step in old.steps if (step.name, step.reason) not in reasons[1]),
        tuple(step for step in new.steps if (step.name, step.reason) not in reasons[0]),
    )
    evidence = _went_and_came(
        [replace(entry, study=studies.get(entry.study, entry.study), note=None) for entry in old.claim.evidence],
        [replace(entry, note=None) for entry in new.claim.evidence],
    )
    looked = _went_and_came([searches.get(one, one) for one in old.claim.searches], list(new.claim.searches))
    change = Change(old, new, facts, steps, evidence, looked, None)
    return replace(change, unexplained=_unexplained(change, before, after, studies))


def _went_and_came(old: Iterable[T], new: Iterable[T]) -> tuple[tuple[T, ...], tuple[T, ...]]:
    had, has = Counter(old), Counter(new)
    return tuple((had - has).elements()), tuple((has - had).elements())


def _unexplained(change: Change, before: State, after: State, studies: Mapping[str, str]) -> Finding | None:
    old, new = change.before, change.after
    was = old.assessment.certainty if old.assessment else None
    now = new.assessment.certainty if new.assessment else None
    if was is None or now is None or now.rank <= was.rank or before.policy != after.policy:
        return None
    if any(waiver.rule == _RULE for waiver in new.claim.waivers) or _has_reason(change, before, after, studies):
        return None
    return Finding(
        _RULE,
        Severity.WARNING,
        f"the certainty rose from {was} to {now}, and nothing new is behind it",
        "Link the evidence that is new, or say under 'note' of the grade why the earlier one was too low.",
        after.loaded.sources[new.claim.file].locate("/grade/certainty"),
        new.claim.id,
    )


def _has_reason(change: Change, before: State, after: State, studies: Mapping[str, str]) -> bool:
    """Whether anything is new that could bear a higher certainty."""
    old, new, found = change.before.claim.grade, change.after.claim.grade, change.after.assessment
    if old is None or new is None or found is None:
        return True
    counted = {replace(standing.entry, note=None) for standing in found.counted}
    if counted & set(change.evidence[1]):
        return True
    basis = {studies.get(study, study): study for study in old.basis}
    adopted = studies.get(old.adopts, old.adopts) if old.adopts else None
    if set(new.basis) - set(basis) or (new.adopts and new.adopts != adopted) or set(new.changes) - set(old.changes):
        return True
    if (new.override and new.override != old.override) or (new.note and new.note != old.note):
        return True
    return any(
        getattr(before.loaded.base.studies[basis[study]], name) != getattr(after.loaded.base.studies[study], name)
        for study in new.basis
        if basis[study] in before.loaded.base.studies and study in after.loaded.base.studies
        for name in _GRADED
    )


def _fallen(before: State, after: State, studies: Mapping[str, str]) -> Iterator[Fallen]:
    """Studies that have a notice now and had none; new studies with one, too."""
    earlier = {now: before.loaded.base.studies[was] for was, now in studies.items()}
    for study in after.loaded.base.studies.values():
        old = earlier.get(study.id)
        for what, now, was in (
            ("retracted", study.retraction, old.retraction if old else None),
            ("superseded", study.superseded, old.superseded if old else None),
        ):
            if now and not was:
                notice = f"{now.date or 'date not seen'}: {now.notice}"
                claims = after.loaded.base.claims.values()
                users = (claim.id for claim in claims if any(entry.study == study.id for entry in claim.evidence))
                yield Fallen(study, what, notice, tuple(users))


def _unreadable(state: State, side: str) -> Iterator[str]:
    for kind in ("claim", "study", "article", "search"):
        yield from (f"{side}{record}" for record in sorted(state.loaded.base.unreadable.get(kind, ())))
