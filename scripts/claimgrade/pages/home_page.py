"""The home page: what this is, the numbers, and the verdicts as a bar."""

from collections import Counter
from dataclasses import dataclass

from claimgrade.grading import Verdict
from claimgrade.pages.page import Content, Page, render
from claimgrade.pages.words import SIGNS, Sign


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the bar: its sign, its count, and where it starts and how wide it is, in percent."""

    sign: Sign
    count: int
    start: float
    width: float


def home_page(content: Content) -> Page:
    """index.md."""
    base = content.base
    found = [content.assessments.get(claim.id) for claim in base.claims.values()]
    direct = sum(1 for a in found if a and any(s.counts and s.is_direct for s in a.standings))
    without = sum(1 for a in found if a and a.verdict is Verdict.NO_EVIDENCE_FOUND)
    overstated = sum(1 for a in found if a and any(a.overstated))
    topics = Counter(claim.topic for claim in base.claims.values())
    return render(
        "home.md.jinja",
        "index.md",
        base=base,
        direct=direct,
        without=without,
        overstated=overstated,
        segments=segments(content.count_verdicts()),
        topics=[(t, topics[t.id]) for t in base.vocabulary.topics if topics[t.id]],
    )


def segments(counts: Counter[Verdict | None]) -> list[Segment]:
    """Parts of the bar in the order of the signs, without empty ones."""
    total = sum(counts.values())
    result: list[Segment] = []
    start = 0.0
    for verdict, sign in SIGNS.items():
        if counts[verdict]:
            width = 100 * counts[verdict] / total
            result.append(Segment(sign, counts[verdict], round(start, 3), round(width, 3)))
            start += width
    return result
