"""What the lists, the evidence map, the balance and the home page count, and how they say it."""

import dataclasses
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.grading import Verdict
from claimgrade.history import History, Turn
from claimgrade.layout import Layout
from claimgrade.pages import Content
from claimgrade.pages.balance_page import balance_page
from claimgrade.pages.claim_list import UNGROUPED, all_rows, filters, verdicts
from claimgrade.pages.evidence_map import evidence_map
from claimgrade.pages.home_page import home_page
from claimgrade.pages.source_lists import source_lists, standing
from claimgrade.pages.tally import tally
from claimgrade.pages.topic_pages import topic_pages
from claimgrade.pages.words import BEARING_SIGNS, KINDS, SIGNS
from claimgrade.records import OutcomeGroup
from claimgrade.records.study import Notice, Status
from claimgrade.records.vocabularies import Bearing, Certainty, Clear, Kind
from claimgrade.site_content import content_of
from conftest import TODAY

GROUPS = (
    OutcomeGroup("first", Kind.EFFICACY, "First", (" PAIN ",)),
    OutcomeGroup("second", Kind.EFFICACY, "Second", ("pain", "mood")),
    OutcomeGroup("not-these", Kind.SAFETY, "Of another kind", ("pain", "sleep")),
)


@pytest.fixture
def content(toy: Path) -> Content:
    """The toy base."""
    return content_of(Layout.at(toy), TODAY)


def with_groups(content: Content, *groups: OutcomeGroup) -> Content:
    """The same base with other groups of outcomes."""
    vocabulary = dataclasses.replace(content.base.vocabulary, outcome_groups=groups)
    return dataclasses.replace(content, base=dataclasses.replace(content.base, vocabulary=vocabulary))


@given(st.dictionaries(st.sampled_from(list(SIGNS)), st.integers(0, 10_000)))
def test_bar_fills_its_width(counts: dict[Verdict | None, int]) -> None:
    """The parts of a bar follow one another, none is empty, and together they are all there is."""
    made = tally(counts, SIGNS)
    assert made.total == sum(counts.values()) == sum(part.count for part in made.parts)
    assert all(part.count and part.start < part.middle < part.start + part.width for part in made.parts)
    assert [part.start for part in made.parts[:1]] == [0] * bool(made.total)
    for part, following in pairwise(made.parts):
        assert following.start == pytest.approx(part.start + part.width, abs=0.01)
    for part in made.parts[-1:]:
        assert part.start + part.width == pytest.approx(100, abs=0.01)


def test_words_of_a_bar_fit() -> None:
    """A wide part says sign and number, a narrow one the sign, a sliver nothing."""
    counts: dict[Verdict | None, int] = {Verdict.SUPPORTED: 90, Verdict.MIXED: 7, Verdict.CONTRADICTED: 3}
    parts = tally(counts, SIGNS).parts
    assert [part.words for part in parts] == ["▲ 90", "◆", ""]


def test_every_kind_and_bearing_has_words() -> None:
    """No kind of claim and no bearing is left without a name, and no two share one."""
    assert set(KINDS) == set(Kind)
    assert len(set(KINDS.values())) == len(KINDS)
    assert set(BEARING_SIGNS) == set(Bearing)
    assert len({sign.sign for sign in BEARING_SIGNS.values()}) == len(BEARING_SIGNS)


def test_groups_are_those_of_the_vocabulary(content: Content) -> None:
    """A claim is in the first group of its kind that names its outcome, whatever its capitals, and else in none."""
    rows = all_rows(with_groups(content, *GROUPS))
    assert {row.claim.question.outcome: row.outcome for row in rows if row.claim.kind is Kind.EFFICACY} == {
        "fatigue": UNGROUPED,
        "itching": UNGROUPED,
        "mood": "second",
        "pain": "first",
        "sleep": UNGROUPED,
    }
    assert {row.outcome for row in rows if row.claim.kind is not Kind.EFFICACY} == {UNGROUPED}


def test_columns_of_the_map(content: Content) -> None:
    """A kind with groups has a column for each that has claims and one for the rest; other kinds have one."""
    with_those = with_groups(content, *GROUPS)
    heads = evidence_map(all_rows(with_those), with_those).heads
    assert [(head.title, [column.title for column in head.columns]) for head in heads] == [
        ("Effects", ["First", "Second", "Other"]),
        ("Harms", ["Harms"]),
        ("How common", ["How common"]),
        ("Licence and guidance", ["Licence and guidance"]),
    ]
    queries = [column.query for head in heads for column in head.columns]
    assert queries[:4] == [
        "?kind=efficacy&outcome=first",
        "?kind=efficacy&outcome=second",
        "?kind=efficacy&outcome=_other",
        "?kind=safety",
    ]


def test_map_without_groups(content: Content) -> None:
    """A base that groups no outcomes has a column for each kind that it has."""
    plain = with_groups(content)
    heads = evidence_map(all_rows(plain), plain).heads
    assert [column.outcome for head in heads for column in head.columns] == [None] * len(heads)


def test_map_counts_every_claim_once(content: Content) -> None:
    """Rows, columns and the whole come to the number of claims, and each cell to its verdicts."""
    found = evidence_map(all_rows(content), content)
    assert found.total.whole.total == len(content.base.claims)
    assert sum(line.whole.total for line in found.lines) == len(content.base.claims)
    for line in (*found.lines, found.total):
        assert sum(cell.total for _, cell in line.cells) == line.whole.total
        assert all(sum(part.count for part in cell.parts) == cell.total for _, cell in line.cells)


def test_filters_tell_claims_apart(content: Content) -> None:
    """Choices are what the claims have, with their numbers; what all of them share is no filter."""
    rows = all_rows(content)
    found = {each.name: {choice.value: choice.count for choice in each.choices} for each in filters(rows, content)}
    assert found["topic"] == {"toy-effects": 5, "toy-facts": 3}
    assert found["outcome"] == {"feeling": 2, UNGROUPED: 6}
    assert sum(found["verdict"].values()) == sum(found["certainty"].values()) == len(rows)
    here = [row for row in rows if row.claim.topic == "toy-effects"]
    assert "topic" not in {each.name for each in filters(here, content)}
    assert "kind" not in {each.name for each in filters(here, content)}


NOTICE = Notice("2025-01-02", "https://example.org/notice", None)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (None, "never checked"),
        (Status(None, None, None, None), "partly checked"),
        (Status(Clear.NONE, None, Clear.NONE, Clear.NONE), "partly checked"),
        (Status(Clear.NONE, Clear.NONE, Clear.NONE, Clear.NONE), "no notice"),
        (Status(Clear.NONE, Clear.NONE, NOTICE, None), "corrected"),
        (Status(Clear.NONE, Clear.NONE, NOTICE, NOTICE), "superseded"),
        (Status(None, NOTICE, NOTICE, NOTICE), "expression of concern"),
        (Status(NOTICE, NOTICE, NOTICE, NOTICE), "retracted"),
    ],
)
def test_standing_names_the_gravest(status: Status | None, words: str) -> None:
    """What was never checked is not called clear, and of several notices the gravest is named."""
    assert standing(status) == words


SUPPORTED, MIXED = (Verdict.SUPPORTED, Certainty.HIGH), (Verdict.MIXED, Certainty.LOW)


def turn(day: int, before: object, after: object, claim: str = "toyaline-reduces-pain") -> Turn:
    """A turn on a day of January."""
    return Turn(claim, f"2026-01-{day:02}", "0" * 40, before, after)  # type: ignore[arg-type]


def latest(content: Content, history: History) -> str:
    """What the home page says of changes."""
    return home_page(dataclasses.replace(content, history=history)).text.partition("## Latest changes")[2]


def test_home_shows_changes_of_verdicts(content: Content) -> None:
    """New and removed claims, and changes of certainty alone, are no changes of a verdict; a lost claim has its id."""
    turns = (
        turn(9, MIXED, None),
        turn(8, MIXED, SUPPORTED),
        turn(7, MIXED, (Verdict.MIXED, Certainty.VERY_LOW)),
        turn(6, (None, None), MIXED, "gone"),
        turn(5, None, SUPPORTED),
    )
    text = latest(content, History(turns))
    assert text.count('<tr><th scope="row">') == 2
    assert text.index("2026&#45;01&#45;08") < text.index("2026&#45;01&#45;06")
    assert '<a href="claims/toy-effects/toyaline-reduces-pain/">' in text
    assert '<th scope="row">gone</th>' in text
    assert "Not graded" in text


def test_home_shows_the_latest_changes_only(content: Content) -> None:
    """However long the history is, the home page shows eight changes."""
    turns = tuple(turn(day, MIXED, SUPPORTED) for day in range(28, 0, -1))
    assert latest(content, History(turns)).count('<tr><th scope="row">') == 8


@pytest.mark.parametrize(
    ("history", "said", "not_said"),
    [
        (History(), "No verdict has changed since its claim was recorded.", "cg-note"),
        (History(gap="There is no git here."), "There is no git here&#46;", "No verdict has changed"),
        (History((turn(1, MIXED, SUPPORTED),), "It is cut short."), "It is cut short&#46;", "No verdict has changed"),
    ],
)
def test_home_says_why_there_is_no_history(content: Content, history: History, said: str, not_said: str) -> None:
    """Without history the page does not claim that nothing changed."""
    text = latest(content, history)
    assert said in text
    assert not_said not in text


def test_balance_counts_links_and_claims(content: Content) -> None:
    """Every evidence entry and every claim is counted once, topic by topic and in all."""
    links = [entry.bearing for claim in content.base.claims.values() for entry in claim.evidence]
    text = balance_page(content).text
    total = text.partition("<tfoot>")[2].partition("</tfoot>")[0]
    numbers = [len(links), *(links.count(bearing) for bearing in BEARING_SIGNS)]
    assert [int(cell.split("<")[0]) for cell in total.split('">')[2:8]] == numbers
    telling = len(links) - links.count(Bearing.BACKGROUND)
    assert f"Of the {telling} that say something" in text
    assert f"{round(100 * links.count(Bearing.SUPPORTS) / telling)} % support it" in text


def test_pages_of_an_empty_base(content: Content) -> None:
    """A base without records has pages that say so."""
    nothing = dataclasses.replace(content.base, claims={}, studies={}, articles={}, searches={})
    empty = dataclasses.replace(content, base=nothing, assessments={})
    texts = {page.uri: page.text for page in (home_page(empty), balance_page(empty), *topic_pages(empty))}
    assert "There are no claims yet." in texts["index.md"]
    assert "There are no claims yet." in texts["claims/index.md"]
    assert "There are no claims on this topic yet." in texts["topics/toy-facts.md"]
    assert "No evidence is recorded yet." in texts["balance.md"]
    assert len(list(source_lists(empty))) == 3
    assert verdicts(all_rows(empty)).parts == ()
