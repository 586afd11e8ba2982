"""Changelog and feed: what they tell of a history, and what they keep from it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from claimgrade.grading import Verdict
from claimgrade.history import History, Turn
from claimgrade.layout import Layout
from claimgrade.pages import About, Content, Origin, render_pages
from claimgrade.pages.changelog_page import changelog_page
from claimgrade.pages.feed import MOST, feed
from claimgrade.records.vocabularies import Certainty
from claimgrade.site_content import content_of
from conftest import TESTS, TODAY

GOLDEN = TESTS / "golden"
ATOM = "{http://www.w3.org/2005/Atom}"
PAIN, DROWSY = "toyaline-reduces-pain", "toyaline-causes-drowsiness"
GOOD, WEAK = (Verdict.SUPPORTED, Certainty.MODERATE), (Verdict.POSSIBLY_SUPPORTED, Certainty.LOW)
TURNS = (
    Turn(PAIN, "2026-03-03", "c" * 40, WEAK, GOOD),
    Turn("toyaline-helps-kites", "2026-03-02", "b" * 40, (Verdict.UNSOURCED, None), None),
    Turn(DROWSY, "2026-03-02", "b" * 40, (None, None), GOOD),
    Turn(PAIN, "2026-03-01", "a" * 40, None, WEAK),
)
ABOUT = About(changelog="# Changelog\n\n## 1.0\n\n- Toys.\n", authors=("The Toymakers",))
ORIGIN = Origin(address="https://toys.example.org/claims/", repository="https://github.com/toys/")


@pytest.fixture
def content(toy: Path) -> Content:
    """The toy base with a history and an address."""
    return replace(content_of(Layout.at(toy), TODAY), history=History(TURNS), origin=ORIGIN, about=ABOUT)


def test_golden_changelog(content: Content) -> None:
    """Changes by day, the newest first, with claims that are gone, and the repository's own change log below."""
    assert changelog_page(content, "feed.xml").text == (GOLDEN / "changelog.md").read_text(encoding="utf-8")


def test_golden_feed(content: Content) -> None:
    """The feed, as it is meant to be."""
    page = feed(content)
    assert page.text == (GOLDEN / "feed.xml").read_text(encoding="utf-8")


def test_gap_is_told(content: Content) -> None:
    """Why there is no history, or where it ends, stands on the page; and that no change is known."""
    text = changelog_page(replace(content, history=History(gap="Nobody knows <why>.")), "feed.xml").text
    assert "Nobody knows &#60;why&#62;&#46;" in text
    assert "No change of a verdict is known." in text


def test_many_new_claims_are_counted(content: Content) -> None:
    """A day on which many claims came does not list them, but counts their verdicts."""
    turns = tuple(Turn(f"claim-{i}", "2026-03-01", "a" * 40, None, GOOD if i else WEAK) for i in range(11))
    page = changelog_page(replace(content, history=History(turns)), "feed.xml")
    assert "<p>New claims: 10 supported&#44; 1 possibly supported.</p>" in page.text
    assert "claim-1" not in page.text


def test_long_histories_are_cut(content: Content) -> None:
    """Page and feed stay small however long a history is; the page says where the rest is told."""
    turns = tuple(Turn(f"claim-{i}", f"2026-03-{i // 100 + 1:02}", "a" * 40, GOOD, WEAK) for i in range(1000))
    long = replace(content, history=History(turns))
    text = changelog_page(long, "feed.xml").text
    assert text.count("<tr>") - text.count("<thead>") == 500
    assert "Earlier changes are in the repository" in text
    assert "Earlier changes" not in changelog_page(content, "feed.xml").text
    page = feed(long)
    assert page.text.count("<entry>") == MOST


def entries(text: str) -> Iterator[ET.Element]:
    """Entries of a feed."""
    return ET.fromstring(text).iter(f"{ATOM}entry")  # noqa: S314, made by ourselves


def test_feed_has_what_the_standard_asks_for(content: Content) -> None:
    """RFC 4287, 4.1: one id, title and updated each, an author, links with relations, unique ids, times with a zone."""
    page = feed(content)
    root = ET.fromstring(page.text)  # noqa: S314, made by ourselves
    assert root.tag == f"{ATOM}feed"
    for element in (root, *entries(page.text)):
        for name in ("id", "title", "updated"):
            (only,) = element.findall(f"{ATOM}{name}")
            assert only.text
        day, _, time = (element.findtext(f"{ATOM}updated") or "").partition("T")
        assert date.fromisoformat(day)
        assert time == "00:00:00Z"
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries(page.text)]
    assert len(set(ids)) == len(ids) == len(TURNS)
    assert all(name.startswith("tag:toys.example.org,2026-03-0") for name in ids)
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "The Toymakers"
    assert root.findtext(f"{ATOM}updated") == "2026-03-03T00:00:00Z"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://toys.example.org/claims/feed.xml",
        "alternate": "https://toys.example.org/claims/changelog/",
    }


def test_links_of_the_feed_are_pages(content: Content) -> None:
    """Every entry leads to a page that is made."""
    uris = {page.uri for page in render_pages(content)}
    page = feed(content)
    for entry in entries(page.text):
        (link,) = entry.findall(f"{ATOM}link")
        path = (link.get("href") or "").removeprefix("https://toys.example.org/claims/").rstrip("/")
        assert f"{path}.md" in uris


def test_hostile_texts_stay_text(content: Content) -> None:
    """What a record says can neither end an element nor make the feed unreadable."""
    claim = replace(content.base.claims[PAIN], statement="</title><x>]]>&\x00\x1b\ufffe\U0001f9f8 toy")
    base = replace(content.base, claims={**content.base.claims, PAIN: claim})
    page = feed(replace(content, base=base))
    first = next(entries(page.text))
    assert first.findtext(f"{ATOM}title") == "Supported (moderate certainty): </title><x>]]>&���\U0001f9f8 toy"


def test_feed_without_an_address(content: Content) -> None:
    """A placeholder stands for the address until there is one."""
    root = ET.fromstring(feed(replace(content, origin=Origin())).text)  # noqa: S314, made by ourselves
    assert root.findtext(f"{ATOM}id") == "https://claimgrade.example/feed.xml"


def test_feed_of_a_base_without_history(content: Content) -> None:
    """It is empty, dated by the site, and valid."""
    page = feed(replace(content, history=History(gap="x"), about=About()))
    root = ET.fromstring(page.text)  # noqa: S314, made by ourselves
    assert root.findtext(f"{ATOM}updated") == f"{content.day}T00:00:00Z"
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert list(entries(page.text)) == []
