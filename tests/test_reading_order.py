"""Claims of an article, and its passages on other pages, in the order in which the article has them."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from claimgrade.layout import Layout
from claimgrade.pages import render_pages
from claimgrade.pages.article_pages import article_pages
from claimgrade.pages.page import Content
from claimgrade.records.claim import Appearance, Claim
from claimgrade.site_content import content_of
from conftest import TODAY

MIRACLE = "toy-miracle"
BY_TOPIC = [
    "toyaline-improves-mood",
    "toyaline-improves-sleep",
    "toyaline-reduces-fatigue",
    "toyaline-reduces-itching",
    "toyaline-reduces-pain",
    "toyaline-is-licensed-in-toyland",
    "toy-syndrome-affects-one-in-ten",
]
AS_READ = [
    "toyaline-reduces-pain",
    "toyaline-improves-sleep",
    "toyaline-improves-mood",
    "toyaline-reduces-fatigue",
    "toyaline-reduces-itching",
    "toy-syndrome-affects-one-in-ten",
    "toyaline-is-licensed-in-toyland",
]
PAIN = "claims/toy-effects/toyaline-reduces-pain.md"


@pytest.fixture
def content(toy: Path) -> Content:
    """The toy base."""
    return content_of(Layout.at(toy), TODAY)


def placed(content: Content, position_of: Callable[[Claim, Appearance], int | None]) -> Content:
    """The base with other positions."""

    def moved(claim: Claim) -> Claim:
        return replace(
            claim,
            appearances=tuple(
                replace(a, passage=replace(a.passage, position=position_of(claim, a))) for a in claim.appearances
            ),
        )

    claims = {id_: moved(claim) for id_, claim in content.base.claims.items()}
    return replace(content, base=replace(content.base, claims=claims))


def listed(content: Content) -> tuple[list[str], str]:
    """Ids of the claims on the page of an article, in order, and the caption of their table."""
    text = next(page.text for page in article_pages(content) if page.uri == f"articles/{MIRACLE}.md")
    captions = re.findall("<caption>(.*)</caption>", text)
    assert len(captions) == 1
    return re.findall(r'<th scope="row"><a href="[^"]*/([a-z-]+)/">', text), captions[0]


def test_claims_come_as_the_article_makes_them(content: Content) -> None:
    """The page lists them from the first passage to the last."""
    assert listed(content) == (AS_READ, "Claims that the article makes, in the order in which it first makes them")


def test_without_positions_the_order_is_that_of_topics(content: Content) -> None:
    """Where no record says where its passages stand, claims come by topic and statement, and the page says why."""
    caption = "Claims that the article makes, by topic: where in the article they stand is not recorded"
    assert listed(placed(content, lambda *_: None)) == (BY_TOPIC, caption)


def test_claims_of_one_place_come_by_topic(content: Content) -> None:
    """A sentence that makes several claims gives them one position."""
    assert listed(placed(content, lambda *_: 0))[0] == BY_TOPIC


@pytest.mark.parametrize(
    ("unplaced", "said"),
    [
        (["toyaline-reduces-pain"], "for the last one no place is recorded"),
        (["toyaline-improves-mood", "toyaline-reduces-pain"], "for the last 2&#44; by topic&#44; no place is recorded"),
    ],
)
def test_claims_without_a_position_come_last(content: Content, unplaced: list[str], said: str) -> None:
    """Those whose place nobody recorded follow the others, and the caption counts them."""
    mixed = placed(content, lambda claim, a: None if claim.id in unplaced else a.passage.position)
    caption = f"Claims that the article makes, in the order in which it first makes them; {said}"
    assert listed(mixed) == ([*(id_ for id_ in AS_READ if id_ not in unplaced), *unplaced], caption)


def test_first_place_of_a_claim_counts(content: Content) -> None:
    """A claim that is made twice stands where it is first made, also where its other passage has no position."""
    fatigue = content.base.claims["toyaline-reduces-fatigue"]
    (late,) = fatigue.appearances
    first = replace(late, passage=replace(late.passage, start="Toyaline", end="tired.", position=1))
    other = replace(late, passage=replace(late.passage, start="Nobody", end="tired.", position=None))
    for appearances in ((late, first, other), (other, first, late)):
        claims = {**content.base.claims, fatigue.id: replace(fatigue, appearances=appearances)}
        found = {fatigue.id: replace(content.assessments[fatigue.id], overstated=(True, True, True))}
        changed = replace(
            content, base=replace(content.base, claims=claims), assessments={**content.assessments, **found}
        )
        assert listed(changed)[0][0] == fatigue.id


@pytest.mark.parametrize(
    ("positions", "order"), [((9, 3), ["It may", "Toyaline"]), ((None, 3), ["It may", "Toyaline"])]
)
def test_passages_of_a_claim_come_as_the_article_has_them(
    content: Content, positions: tuple[int | None, int], order: list[str]
) -> None:
    """On a claim's page the passages of one article stand in reading order, those without a position last."""
    pain = content.base.claims["toyaline-reduces-pain"]
    both = [
        replace(a, article=MIRACLE, passage=replace(a.passage, position=position))
        for a, position in zip(pain.appearances, positions, strict=True)
    ]
    claims = {**content.base.claims, pain.id: replace(pain, appearances=tuple(both))}
    changed = replace(content, base=replace(content.base, claims=claims))
    text = next(page.text for page in render_pages(changed) if page.uri == PAIN)
    assert re.findall("<li>.*?“(It may|Toyaline) ", text) == order
