"""A page for each study and each search."""

from collections.abc import Iterator

from claimgrade.pages.page import Content, Page, render, uri_of
from claimgrade.pages.words import BEARINGS, SIGNS
from claimgrade.records import Claim, Study
from claimgrade.records.study import Notice, Status
from claimgrade.records.vocabularies import Clear


def source_pages(content: Content) -> Iterator[Page]:
    """studies/<id>.md and searches/<id>.md."""
    base = content.base
    using: dict[str, list[Claim]] = {}
    for claim in base.claims.values():
        for name in {entry.study for entry in claim.evidence} | set(claim.searches):
            using.setdefault(name, []).append(claim)
    signs = {claim_id: SIGNS[found.verdict] for claim_id, found in content.assessments.items()}
    for study in base.studies.values():
        entries = [
            (claim, entry, signs.get(claim.id, SIGNS[None]))
            for claim in using.get(study.id, ())
            for entry in claim.evidence
            if entry.study == study.id
        ]
        yield render(
            "study.md.jinja",
            uri_of(study),
            study.file,
            study=study,
            entries=entries,
            base=base,
            standing=_standing(study),
            bearings=BEARINGS,
        )
    for search in base.searches.values():
        users = [(claim, signs.get(claim.id, SIGNS[None])) for claim in using.get(search.id, ())]
        yield render("search.md.jinja", uri_of(search), search.file, search=search, users=users, base=base)


def _standing(study: Study) -> list[tuple[str, str]]:
    """How the publication stands, as (what, words)."""
    status = study.status or Status(None, None, None, None)
    kinds = (
        ("Retraction", status.retraction),
        ("Expression of concern", status.expression_of_concern),
        ("Correction", status.correction),
        ("Newer version", status.superseded_by),
    )
    return [(name, _words(value)) for name, value in kinds]


def _words(standing: Notice | Clear | None) -> str:
    if standing is None:
        return "never checked"
    if isinstance(standing, Clear):
        return "none"
    return f"{standing.date or 'date not seen'}: {standing.notice}"
