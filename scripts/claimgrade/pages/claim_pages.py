"""A page for each claim: verdict and plain sentence first, then every step behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from claimgrade.grading import Assessment, Standing
from claimgrade.grading.certainty import participants
from claimgrade.pages import claim_words
from claimgrade.pages.appearance import Shown, appearances_of
from claimgrade.pages.claim_review import claim_review
from claimgrade.pages.forest_plot import forest_plots
from claimgrade.pages.page import Content, Links, Page, render, uri_of
from claimgrade.pages.repository import Repository, page_address
from claimgrade.pages.search_places import Place, places_of
from claimgrade.pages.source_words import DESIGNS, OUTCOMES, SOURCE_KINDS, WITHOUT_PEOPLE
from claimgrade.pages.study_names import with_study_names
from claimgrade.pages.words import BEARINGS, CERTAINTIES, SIGNS, SUPPORTS, WORDINGS, Sign
from claimgrade.records import Article, Claim, Search
from claimgrade.records.study import Outcome
from claimgrade.records.vocabularies import Certainty

Entry = tuple[Standing, Outcome | None]


@dataclass(frozen=True, slots=True)
class Turned:
    """A change of a verdict as the history shows it; None: the claim did not exist."""

    date: str
    commit: str
    link: str | None
    before: tuple[Sign, str | None] | None
    after: tuple[Sign, str | None] | None


@dataclass(frozen=True, slots=True)
class InArticle:
    """An article (None: it cannot be read), its id, and what it says, as it has it."""

    id: str
    article: Article | None
    shown: tuple[Shown, ...]


def claim_pages(content: Content) -> Iterator[Page]:
    """claims/<topic>/<id>.md for every claim."""
    for claim in content.base.claims.values():
        yield _claim_page(claim, content)


def _claim_page(claim: Claim, content: Content) -> Page:
    found = content.assessments.get(claim.id)
    certainty = found.certainty if found else None
    evidence: list[Entry] = [(s, outcome_of(s)) for s in _sorted(found)] if found else []
    plots, not_drawn = forest_plots(evidence, claim.kind)
    return render(
        "claim.md.jinja",
        uri_of(claim),
        claim.file,
        claim=claim,
        found=found,
        sign=SIGNS[found.verdict if found else None],
        certainty=CERTAINTIES[certainty] if certainty else None,
        counted=[entry for entry in evidence if entry[0].counts],
        not_counted=[entry for entry in evidence if not entry[0].counts],
        plots=plots,
        not_drawn=not_drawn,
        people=participants(found.basis) if found and found.basis else None,
        anchors=_anchors(claim, content),
        articles=_by_article(claim, content),
        searches=_searches(claim, content),
        turns=[
            _turned(turn.date, turn.commit, turn.before, turn.after, content) for turn in content.history.of(claim.id)
        ],
        review=claim_review(claim, content),
        **_about(claim, content),
    )


def _about(claim: Claim, content: Content) -> dict[str, Any]:
    """What does not depend on the verdict: where the page and its record stand, and words."""
    repository = Repository(content.origin)
    return {
        "due": claim.review_due(content.review_periods),
        "topics": {topic.id: topic.title for topic in content.base.vocabulary.topics},
        "base": content.base,
        "named": partial(with_study_names, base=content.base, to=Links(uri_of(claim))),
        "gap": content.history.gap,
        "origin": content.origin,
        "repository": repository,
        "file_link": repository.file(claim.file),
        "report_link": repository.report(claim.id, claim.file, uri_of(claim)),
        "address": page_address(content.origin, uri_of(claim)),
        "bearings": BEARINGS,
        "wordings": WORDINGS,
        "supports": SUPPORTS,
        "words": claim_words,
        "designs": DESIGNS,
        "without_people": WITHOUT_PEOPLE,
        "source_kinds": SOURCE_KINDS,
        "search_outcomes": OUTCOMES,
    }


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


def _anchors(claim: Claim, content: Content) -> Sequence[tuple[str, int, str | None]]:
    """For each change of the grade its domain, its levels, and when the policy has such a step."""
    changes = claim.grade.changes if claim.grade else ()
    return [(c.domain.value, c.levels, content.policy.domains[c.domain].anchors.get(c.levels)) for c in changes]


def _searches(claim: Claim, content: Content) -> list[tuple[str, Search | None, list[Place]]]:
    """For each search of a claim its id, its record if that can be read, and where it looked."""
    records = [(id_, content.base.searches.get(id_)) for id_ in claim.searches]
    return [(id_, record, places_of(record, content.base) if record else []) for id_, record in records]


def _by_article(claim: Claim, content: Content) -> list[InArticle]:
    """Appearances by article: articles in the order in which the record first names each, passages in their own."""
    groups: dict[str, list[Shown]] = {}
    for shown in appearances_of(claim, content):
        groups.setdefault(shown.appearance.article, []).append(shown)
    return [
        InArticle(id_, content.base.articles.get(id_), tuple(sorted(group, key=lambda shown: shown.place)))
        for id_, group in groups.items()
    ]


_State = tuple[Any, Certainty | None] | None


def _turned(date: str, commit: str, before: _State, after: _State, content: Content) -> Turned:
    return Turned(date, commit[:7], Repository(content.origin).commit(commit), _signed(before), _signed(after))


def _signed(state: _State) -> tuple[Sign, str | None] | None:
    if state is None:
        return None
    verdict, certainty = state
    return SIGNS[verdict], CERTAINTIES[certainty][1] if certainty else None
