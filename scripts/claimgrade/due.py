"""The queue: records that somebody should look at, those first whose neglect would cost readers most.

The order is a sort by five keys, all of them told on the entry's line:

1. stakes of the claim, or of the worst claim that rests on the record: efficacy or safety with a strong verdict
   (supported, contradicted), other efficacy or safety, other kinds with a strong verdict, the rest, nothing at all.
   Readers act on what is said to help or to harm, and most on what is said firmly;
2. appearances that say more than the evidence bears, many first;
3. articles that make the claim, many first;
4. the day on which the record fell or falls due, the earliest first, records without one last;
5. the id.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from claimgrade.citations.entry import askable
from claimgrade.citations.lock import Lock
from claimgrade.grading import Assessment, Verdict
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.records import Claim, Record, Study
from claimgrade.records.vocabularies import Kind, ReviewStatus

MAX_WITHIN = 3650  # days
VERIFY_EVERY = 365  # days after which a study is looked up again, for retractions of the meantime


class Matter(StrEnum):
    """Why a record is in the queue."""

    REVIEW_OVERDUE = "review-overdue"
    SEARCH_EXPIRED = "search-expired"
    REVIEW_DUE_SOON = "review-due-soon"
    SEARCH_EXPIRES_SOON = "search-expires-soon"
    UNREVIEWED = "unreviewed"
    CITATION_UNVERIFIED = "citation-unverified"
    CITATION_OVERDUE = "citation-overdue"
    CITATION_DUE_SOON = "citation-due-soon"


class Stakes(IntEnum):
    """What readers stand to lose; the lowest number first."""

    FIRM_ON_HEALTH = 0
    ON_HEALTH = 1
    FIRM = 2
    OTHER = 3
    NONE = 4


@dataclass(frozen=True, slots=True)
class Weight:
    """How much rests on a record: its worst claim, and that claim's stakes, overstated appearances and articles."""

    stakes: Stakes
    overstated: int = 0
    articles: int = 0
    claim: str | None = None
    kind: Kind | None = None
    verdict: Verdict | None = None

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The heaviest first."""
        return (self.stakes, -self.overstated, -self.articles, self.claim or "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of the queue; `day` (ISO date) is the earliest on which it fell or falls due, `claims` rest on it."""

    record: str
    file: str
    matters: tuple[Matter, ...]
    day: str | None
    weight: Weight
    claims: tuple[str, ...]

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """Place in the queue."""
        stakes, overstated, articles, _ = self.weight.order
        return (stakes, overstated, articles, self.day or "9999-99-99", self.record)


def queue(
    base: KnowledgeBase,
    assessments: Mapping[str, Assessment],
    today: date,
    within: int = 30,
    periods: Mapping[str, int] | None = None,
    lock: Lock | None = None,
) -> tuple[Entry, ...]:
    """Overdue reviews and expired searches, those of the next `within` days, unreviewed claims, unverified citations.

    A study that a service can be asked for is unverified where the `lock` has no entry for the record as it is, and
    due again VERIFY_EVERY days after it was checked. A claim that links to a record that cannot be read has no verdict
    here. `periods` are the days between reviews by topic.
    """
    soon = (today + timedelta(days=min(within, (date.max - today).days))).isoformat()
    day = today.isoformat()
    weights = {claim.id: _weigh(claim, assessments.get(claim.id)) for claim in base.claims.values()}
    found = [*_claims(base, weights, periods or {}, day, soon), *_searches(base, weights, day, soon)]
    found += _studies(base, weights, assessments, lock or Lock(), day, soon)
    return tuple(sorted(found, key=lambda entry: entry.order))


def _weigh(claim: Claim, assessment: Assessment | None) -> Weight:
    verdict = assessment.verdict if assessment else None
    on_health = claim.kind in (Kind.EFFICACY, Kind.SAFETY)
    firm = verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED)
    if on_health:
        stakes = Stakes.FIRM_ON_HEALTH if firm else Stakes.ON_HEALTH
    else:
        stakes = Stakes.FIRM if firm else Stakes.OTHER
    overstated = sum(1 for is_overstated in assessment.overstated if is_overstated) if assessment else 0
    articles = len({appearance.article for appearance in claim.appearances})
    return Weight(stakes, overstated, articles, claim.id, claim.kind, verdict)


def _claims(
    base: KnowledgeBase, weights: Mapping[str, Weight], periods: Mapping[str, int], day: str, soon: str
) -> Iterator[Entry]:
    for claim in base.claims.values():
        planned = claim.review_due(periods)
        due = planned if planned and planned <= soon else None
        matters = [Matter.REVIEW_OVERDUE if due < day else Matter.REVIEW_DUE_SOON] if due else []
        if claim.review.status is not ReviewStatus.REVIEWED:
            matters.append(Matter.UNREVIEWED)
        if matters:
            yield Entry(claim.id, claim.file, tuple(matters), due, weights[claim.id], (claim.id,))


def _searches(base: KnowledgeBase, weights: Mapping[str, Weight], day: str, soon: str) -> Iterator[Entry]:
    resting: dict[str, dict[str, None]] = {}
    for claim in base.claims.values():
        cited = (appearance.cited.search for appearance in claim.appearances if appearance.cited)
        for search_id in (*claim.searches, *cited):
            resting.setdefault(search_id or "", {})[claim.id] = None
    for search in base.searches.values():
        if search.expires and search.expires <= soon:
            matter = Matter.SEARCH_EXPIRED if search.expires < day else Matter.SEARCH_EXPIRES_SOON
            yield _resting_on(search, matter, search.expires, resting.get(search.id, ()), weights)


def _studies(
    base: KnowledgeBase,
    weights: Mapping[str, Weight],
    assessments: Mapping[str, Assessment],
    lock: Lock,
    day: str,
    soon: str,
) -> Iterator[Entry]:
    resting: dict[str, dict[str, None]] = {}
    for claim_id, assessment in assessments.items():
        for standing in assessment.counted:
            resting.setdefault(standing.study.id, {})[claim_id] = None
    for study in filter(askable, base.studies.values()):
        due = _verify_again(study, lock)
        if due is None:
            matter = Matter.CITATION_UNVERIFIED
        elif due <= soon:
            matter = Matter.CITATION_OVERDUE if due < day else Matter.CITATION_DUE_SOON
        else:
            continue
        yield _resting_on(study, matter, due, resting.get(study.id, ()), weights)


def _verify_again(study: Study, lock: Lock) -> str | None:
    """The day on which a study is to be looked up again; None where it never was, as its record is."""
    entry = lock.current(study)
    if entry is None:
        return None
    checked = date.fromisoformat(entry.checked_at)
    return (checked + timedelta(days=min(VERIFY_EVERY, (date.max - checked).days))).isoformat()


def _resting_on(
    record: Record, matter: Matter, day: str | None, claims: Iterable[str], weights: Mapping[str, Weight]
) -> Entry:
    members = tuple(sorted(claims))
    worst = min((weights[claim] for claim in members), key=lambda weight: weight.order, default=Weight(Stakes.NONE))
    return Entry(record.id, record.file, (matter,), day, worst, members)
