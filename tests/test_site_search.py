"""What the site's search holds, and what it finds through its real box."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claimgrade.layout import Layout
from claimgrade.pages import render_pages
from claimgrade.site_content import content_of
from conftest import TODAY

CLAIM = "claims/toy-effects/toyaline-reduces-pain/"


@pytest.fixture(scope="module")
def index(toy_site: Path) -> list[dict[str, Any]]:
    """Entries of the index: location, title, text, and a boost where one is set."""
    entries: list[dict[str, Any]] = json.loads((toy_site / "search" / "search_index.json").read_bytes())["docs"]
    return entries


def test_the_index_holds_no_boilerplate(index: list[dict[str, Any]]) -> None:
    """What stands on many pages is not in the index: provenance, names of columns and terms, other records."""
    text = " ".join(entry["text"] for entry in index if not entry["location"].startswith(("command", "method")))
    assert "made from the record" not in text
    assert not re.search(r"Studies that bear on|Articles that make|Comparator\b|data-label|<t[dhr]", text)
    statement = "Oral toyaline reduces pain in adults with toy syndrome."
    assert [entry["location"] for entry in index if statement in entry["title"] + entry["text"]] == [CLAIM]


def test_every_record_is_in_the_index(toy: Path, index: list[dict[str, Any]]) -> None:
    """Each page that is made from a record is found by its heading."""
    pages = [page for page in render_pages(content_of(Layout.at(toy), TODAY)) if page.source]
    found = {entry["location"] for entry in index}
    assert {page.uri.removesuffix(".md") + "/" for page in pages} <= found


def test_claims_weigh_more(index: list[dict[str, Any]]) -> None:
    """Articles and topics come first, a claim before studies and searches, rules and fields last."""
    boosts: dict[str, set[float]] = {}
    for entry in index:
        boosts.setdefault(entry["location"].partition("/")[0], set()).add(entry.get("boost", 1))
    assert {folder: boosts[folder] for folder in ("articles", "topics", "claims", "studies", "searches", "rules")} == {
        "articles": {4},
        "topics": {4},
        "claims": {2},
        "studies": {1},
        "searches": {1},
        "rules": {0.5},
    }


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("toyaline reduces pain", CLAIM),
        ("Toyaline: the toy miracle", "articles/toy-miracle/"),
        ("toy effects", "topics/toy-effects/"),
    ],
    ids=["claim", "article", "topic"],
)
def test_what_is_asked_for_comes_first(tab: Page, toy_address: str, words: str, first: str) -> None:
    """The words of a claim, or the name of an article or topic, find it before all others."""
    tab.goto(toy_address)
    tab.keyboard.press("/")
    tab.keyboard.type(words)
    link = tab.locator(".md-search-result__item a").first
    expect(link).to_have_attribute("href", re.compile(re.escape(toy_address + first) + r"(\?|$)"))


@pytest.mark.browser
@pytest.mark.parametrize(
    "words",
    ["toyaline pain", "toy syndrome", "Toyaline: the toy miracle", "Three myths", "Bell 2020", "alder"],
    ids=["drug", "condition", "article", "another article", "study", "study, other case"],
)
def test_a_claim_is_found(tab: Page, toy_address: str, words: str) -> None:
    """A claim is found by drug, condition, and the names of its articles and studies."""
    tab.goto(toy_address)
    tab.keyboard.press("/")
    tab.keyboard.type(words)
    tab.locator(f".md-search-result__item a[href*='{CLAIM}']").first.wait_for(state="attached")
