"""A page for each claim: verdict first, then every step behind it."""

from collections.abc import Iterator

from claimgrade.grading import Assessment, Standing
from claimgrade.grading.certainty import participants
from claimgrade.pages.page import Content, Page, render, uri_of
from claimgrade.pages.words import BEARINGS, CERTAINTIES, SIGNS, SUPPORTS, WORDINGS
from claimgrade.records import Claim
from claimgrade.records.study import Outcome


def claim_pages(content: Content) -> Iterator[Page]:
    """claims/<topic>/<id>.md for every claim."""
    for claim in content.base.claims.values():
        yield _claim_page(claim, content)


def _claim_page(claim: Claim, content: Content) -> Page:
    found = content.assessments.get(claim.id)
    certainty = found.certainty if found else None
    return render(
        "claim.md.jinja",
        uri_of(claim),
        claim.file,
        claim=claim,
        found=found,
        due=claim.review_due(content.review_periods),
        sign=SIGNS[found.verdict if found else None],
        certainty=CERTAINTIES[certainty] if certainty else None,
        evidence=[(s, outcome_of(s)) for s in _sorted(found)] if found else [],
        people=participants(found.basis) if found and found.basis else None,
        anchors={
            (c.domain, c.levels): content.policy.domains[c.domain].anchors.get(c.levels) for c in claim.grade.changes
        }
        if claim.grade
        else {},
        topics={topic.id: topic.title for topic in content.base.vocabulary.topics},
        base=content.base,
        bearings=BEARINGS,
        wordings=WORDINGS,
        supports=SUPPORTS,
    )


def outcome_of(standing: Standing) -> Outcome | None:
    """The outcome of the study that an evidence entry names."""
    name = (standing.entry.outcome or "").strip().casefold()
    return next((o for o in standing.study.outcomes if o.name.strip().casefold() == name), None)


def _sorted(found: Assessment) -> list[Standing]:
    """What the grade rests on first, then what else counts, then the rest."""
    basis = {standing.entry.study for standing in found.basis}
    return sorted(
        found.standings,
        key=lambda s: (not (s.counts and s.entry.study in basis), not s.counts, -(s.start.rank if s.start else -1)),
    )
