"""The site on paper, as Chromium prints it."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from chromium import KINDS, serving
from conftest import TESTS
from test_site import build, with_site

pytestmark = pytest.mark.browser


def pages_of(tab: Page, address: str) -> int:
    """Number of A4 pages that a page of the site takes."""
    tab.goto(address)
    return len(re.findall(rb"/Type\s*/Page\b", tab.pdf(format="A4", prefer_css_page_size=True)))


def test_a_claim_takes_one_or_two_pages(tab: Page, toy_address: str, toy_site: Path) -> None:
    """Every claim of the toy base prints on at most two A4 pages."""
    for path in sorted(toy_site.glob("claims/*/*/index.html")):
        assert 1 <= pages_of(tab, toy_address + path.parent.relative_to(toy_site).as_posix() + "/") <= 2, path


def test_the_longest_claims_take_two_pages(tab: Page, tmp_path: Path) -> None:
    """So do the five longest pages of this repository's own claims, with a dozen studies and more each."""
    for folder in ("claims", "schema"):
        shutil.copytree(TESTS.parent / folder, tmp_path / folder)
    site = build(with_site(tmp_path))
    claims = sorted(site.glob("claims/*/*/index.html"), key=lambda path: path.stat().st_size)
    with serving(site) as address:
        taken = {path: pages_of(tab, address + path.parent.relative_to(site).as_posix() + "/") for path in claims[-5:]}
    assert set(taken.values()) == {2}, taken


def test_paper_has_no_controls(tab: Page, toy_address: str) -> None:
    """What only serves the screen is not printed; verdict, evidence and what they are not are."""
    tab.emulate_media(media="print")
    tab.goto(toy_address + KINDS["claim"])
    unprinted = (".md-header", ".md-sidebar--primary", ".md-sidebar--secondary", ".headerlink", ".cg-ways")
    for selector in (*unprinted, ".cg-unprinted"):
        assert not tab.locator(selector).first.is_visible(), selector
    for selector in ("h1", ".cg-verdict", ".cg-evidence", ".cg-evidence thead", ".md-copyright"):
        assert tab.locator(selector).first.is_visible(), selector


def test_paper_says_that_it_is_no_advice(tab: Page, toy_address: str) -> None:
    """Every printed page of the site says that nothing on it is medical advice."""
    tab.emulate_media(media="print")
    for kind, path in KINDS.items():
        tab.goto(toy_address + path)
        assert tab.locator(".md-copyright").inner_text().startswith("Not medical advice"), kind
