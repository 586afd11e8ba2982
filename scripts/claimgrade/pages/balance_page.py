"""The balance page: how much of the recorded evidence supports claims, and how much speaks against them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from claimgrade.grading import Verdict
from claimgrade.pages.claim_list import Row, all_rows
from claimgrade.pages.page import Content, Page, render
from claimgrade.pages.tally import Tally, tally
from claimgrade.pages.words import BEARING_SIGNS, Sign
from claimgrade.records import Topic
from claimgrade.records.vocabularies import Bearing

_FOR = (Verdict.SUPPORTED, Verdict.POSSIBLY_SUPPORTED)
_AGAINST = (Verdict.CONTRADICTED, Verdict.POSSIBLY_CONTRADICTED)
# Three kinds of verdicts; "possibly" and not are counted together.
OUTCOMES: dict[str, Sign] = {
    "supported": Sign("supported", "▲", "Supported", "Verdict supported or possibly supported."),
    "contradicted": Sign("contradicted", "▼", "Contradicted", "Verdict contradicted or possibly contradicted."),
    "open": Sign("very-uncertain", "?", "Open", "Every other verdict: mixed, very uncertain, no evidence found."),
}


@dataclass(frozen=True, slots=True)
class Balance:
    """A topic, or all of them (None): its links by bearing, its claims by what became of them, with both tallies."""

    topic: Topic | None
    bearings: Counter[Bearing]
    outcomes: Counter[str]
    links: Tally
    claims: Tally


def balance_page(content: Content) -> Page:
    """balance.md."""
    rows = all_rows(content)
    topics = content.base.vocabulary.topics
    by_topic = [_balance(topic, [row for row in rows if row.claim.topic == topic.id]) for topic in topics]
    total = _balance(None, rows)
    telling = total.links.total - total.bearings[Bearing.BACKGROUND]
    return render(
        "balance.md.jinja",
        "balance.md",
        wide=True,
        lines=[line for line in by_topic if line.claims.total],
        total=total,
        telling=telling,
        share=round(100 * total.bearings[Bearing.SUPPORTS] / telling) if telling else None,
        signs=BEARING_SIGNS,
        outcomes=OUTCOMES,
    )


def _balance(topic: Topic | None, rows: Iterable[Row]) -> Balance:
    rows = list(rows)
    bearings = Counter(entry.bearing for row in rows for entry in row.claim.evidence)
    outcomes = Counter(_outcome(row.verdict) for row in rows)
    return Balance(topic, bearings, outcomes, tally(bearings, BEARING_SIGNS), tally(outcomes, OUTCOMES))


def _outcome(verdict: Verdict | None) -> str:
    return "supported" if verdict in _FOR else "contradicted" if verdict in _AGAINST else "open"
