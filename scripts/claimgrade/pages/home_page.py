"""The home page: what this is, the numbers, the verdicts as a bar, the evidence map and the latest changes."""

from claimgrade.grading import Verdict
from claimgrade.history import Turn
from claimgrade.pages.claim_list import all_rows, verdicts
from claimgrade.pages.evidence_map import evidence_map
from claimgrade.pages.page import Content, Page, render
from claimgrade.pages.words import SIGNS

LATEST = 8  # changes of verdicts that are shown


def home_page(content: Content) -> Page:
    """index.md."""
    base = content.base
    found = [content.assessments.get(claim.id) for claim in base.claims.values()]
    direct = sum(1 for a in found if a and any(s.counts and s.is_direct for s in a.standings))
    rows = all_rows(content)
    return render(
        "home.md.jinja",
        "index.md",
        wide=True,
        base=base,
        direct=direct,
        without=sum(1 for a in found if a and a.verdict is Verdict.NO_EVIDENCE_FOUND),
        overstated=sum(1 for a in found if a and any(a.overstated)),
        verdicts=verdicts(rows),
        map=evidence_map(rows, content),
        changes=[turn for turn in content.history.turns if is_change(turn)][:LATEST],
        gap=content.history.gap,
        signs=SIGNS,
    )


def is_change(turn: Turn) -> bool:
    """Whether a claim that was there before, and is there after, has another verdict."""
    return bool(turn.before and turn.after and turn.before[0] is not turn.after[0])
