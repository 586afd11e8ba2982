"""Review queue, grading tables and method: what they tell follows from the base and the code."""

import re
from dataclasses import replace
from pathlib import Path

from claimgrade.due import Matter, queue
from claimgrade.grading import Verdict
from claimgrade.layout import Layout
from claimgrade.pages import render_pages
from claimgrade.pages.queue_page import MOST, WITHIN, queue_page
from claimgrade.pages.words import SIGNS
from claimgrade.site_content import content_of
from conftest import TESTS, TODAY
from test_due import neglected  # noqa: F401, a fixture that this module uses

GOLDEN = TESTS / "golden"


def test_golden_queue(neglected: Path) -> None:  # noqa: F811
    """Overdue and expired records with their day, claims that nobody reviewed and citations by what rests on them."""
    content = content_of(Layout.at(neglected), TODAY)
    assert queue_page(content).text == (GOLDEN / "queue.md").read_text(encoding="utf-8")


def test_order_is_that_of_the_command(neglected: Path) -> None:  # noqa: F811
    """Within every group records stand as `claimgrade due` tells them."""
    content = content_of(Layout.at(neglected), TODAY)
    entries = queue(content.base, content.assessments, TODAY, WITHIN, content.review_periods)
    order = {entry.record: place for place, entry in enumerate(entries)}
    shown = re.findall(r'<caption>|scope="row"><a href="\.\./[^"]*?([a-z0-9-]+)/"', queue_page(content).text)
    groups: list[list[int]] = []
    for record in shown:
        if record:
            groups[-1].append(order[record])
        else:
            groups.append([])
    assert sorted(place for group in groups for place in group) == list(range(len(entries)))
    assert all(group == sorted(group) for group in groups)


def test_day_is_that_of_the_site(neglected: Path) -> None:  # noqa: F811
    """What is due is counted from the day of the site, whatever the clock says."""
    content = content_of(Layout.at(neglected), TODAY)
    early = queue_page(replace(content, day=TODAY.replace(year=2019))).text
    assert "as of 2019&#45;01&#45;15" in early
    assert "No review is overdue and no search has expired" in early


def test_nothing_waits(toy: Path) -> None:
    """An empty queue says so in words."""
    content = content_of(Layout.at(toy), TODAY)
    text = queue_page(replace(content, base=replace(content.base, studies={}))).text
    assert "Every claim was reviewed independently." in text
    assert "Every citation was verified." in text
    assert f"Nothing is due within {WITHIN} days." in text


def test_a_long_queue_is_cut(toy: Path) -> None:
    """A group shows its first rows and counts the rest."""
    content = content_of(Layout.at(toy), TODAY)
    elm = content.base.studies["elm-2019"]
    studies = {f"elm-{i}": replace(elm, id=f"elm-{i}") for i in range(MOST + 7)}
    text = queue_page(replace(content, base=replace(content.base, claims={}, studies=studies))).text
    assert text.count('<th scope="row">') == MOST
    assert "<p>And 7 more.</p>" in text
    assert all(matter.value not in text for matter in Matter)


def test_golden_grading_tables(toy: Path) -> None:
    """Verdicts, sentences, starts, changes, ceilings and frequencies, from policy and code."""
    pages = {page.uri: page.text for page in render_pages(content_of(Layout.at(toy), TODAY))}
    assert pages["grading.md"] == (GOLDEN / "grading.md").read_text(encoding="utf-8")


def test_policy_of_the_base_is_shown(toy: Path) -> None:
    """Another policy gives other tables."""
    policy = toy / "schema" / "grading.yaml"
    policy.write_text(policy.read_text().replace("Fewer than 100 people were studied.", "Only a toyful of people."))
    pages = {page.uri: page.text for page in render_pages(content_of(Layout.at(toy), TODAY))}
    assert "Only a toyful of people&#46;" in pages["grading.md"]


def test_method_names_the_verdicts_as_the_site_does() -> None:
    """The table of the method page has every verdict with the words that the pages use, and no other."""
    text = (TESTS.parent / "site" / "method.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ([^|-]+) \| ([^|]+) \|$", text, re.MULTILINE)
    assert told[0] == ("Verdict", "What it means")
    assert told[1:] == [(sign.label, sign.meaning) for verdict, sign in SIGNS.items() if isinstance(verdict, Verdict)]
