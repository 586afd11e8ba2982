"""Claim, article and untraced pages in a real Chromium: links into articles, forest plots, what a phone shows first."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from chromium import serving
from claimgrade.history import History
from claimgrade.layout import Layout
from claimgrade.pages import render_pages
from claimgrade.site_content import content_of
from claimgrade.site_folder import write_site
from conftest import TESTS, TODAY
from test_golden_pages import ORIGIN, TURNS
from test_site import mkdocs, with_site

pytestmark = pytest.mark.browser

CLAIM = "claims/toy-effects/toyaline-reduces-pain/"
ARTICLE = """<!DOCTYPE html><meta charset="utf-8"><p style="height: 3000px">Toyaline is nothing here.</p>
<p id="there">Toyaline is highly effective, it says, for the pain of toy syndrome.</p>"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on loopback with the tree that `claimgrade pages` writes, built, of a base with history and repository.

    One article of the base lies on the same server, so that a link into it can be followed.
    """
    root = tmp_path_factory.mktemp("claims") / "toy"
    shutil.copytree(TESTS / "toy", root)
    shutil.copytree(TESTS.parent / "schema", root / "schema")
    layout = Layout.at(with_site(root))
    content = replace(content_of(layout, TODAY), origin=ORIGIN, history=History(TURNS))
    write_site(layout, render_pages(content), content.origin, root / "out")
    built = mkdocs(root / "out", "build", "--strict", "--quiet")
    assert built.returncode == 0, built.stderr
    site = root / "out" / "site"
    (site / "article.html").write_text(ARTICLE, encoding="utf-8")
    with serving(site) as address:
        yield address


@pytest.fixture(params=[(1280, "light"), (390, "dark")], ids=["desktop", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on a desktop in light colours, and on a phone in dark ones."""
    width, scheme = request.param
    opened = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    yield opened
    opened.close()


def test_the_answer_is_on_the_first_screen(page: Page, address: str) -> None:
    """Verdict, certainty and plain sentence are seen without scrolling."""
    page.goto(address + CLAIM)
    for part in (".cg-verdict", ".cg-certainty", ".cg-answer__plain"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 844


def test_forest_plots_are_seen_and_named(page: Page, address: str) -> None:
    """Each plot has a name and a description, its texts are as large as on a phone at least, and marks are inside."""
    page.goto(address + CLAIM)
    plots = page.get_by_role("img", name="Forest plot")
    assert plots.count() == 2
    for plot in plots.all():
        assert plot.is_visible()
        assert "No effect is at 0" in (plot.locator("desc").text_content() or "")
        outer = plot.bounding_box()
        assert outer is not None
        for mark in plot.locator(".cg-mark, text").all():
            inner = mark.bounding_box()
            assert inner is not None
            assert outer["x"] - 1 <= inner["x"]
            assert inner["x"] + inner["width"] <= outer["x"] + outer["width"] + 1
        assert min(text.bounding_box()["height"] for text in plot.locator("text").all()) >= 10  # type: ignore[index]
    assert page.evaluate("document.querySelectorAll('.cg-forest [style], .cg-forest style').length") == 0
    page.get_by_text("These figures as a table").click()
    assert page.get_by_role("table", name="Figures of the plots").is_visible()


def test_a_passage_link_leads_to_its_words(page: Page, address: str) -> None:
    """The link holds the passage's ends as a text directive, and Chromium scrolls to the place that has both."""
    page.goto(address + CLAIM)
    link = page.get_by_role("link", name="Toyaline is highly")
    target = link.get_attribute("href") or ""
    assert target == "https://example.org/toy-miracle#:~:text=Toyaline%20is%20highly,of%20toy%20syndrome."
    assert link.get_attribute("rel") == "nofollow noreferrer"
    link.evaluate(f"a => a.href = '{address}article.html#' + a.href.split('#')[1]")
    link.click()
    page.wait_for_function("window.scrollY > 1000")
    assert page.locator("#there").is_visible()


def test_a_report_is_prefilled(page: Page, address: str) -> None:
    """The link opens a new issue whose title and text name the record, its page and the version."""
    for path, record in ((CLAIM, "toyaline-reduces-pain"), ("articles/toy-miracle/", "toy-miracle")):
        page.goto(address + path)
        target = urlsplit(page.get_by_role("link", name="Report a mistake").get_attribute("href") or "")
        assert (target.netloc, target.path) == ("github.com", "/toys/base/issues/new")
        fields = parse_qs(target.query)
        assert fields["title"] == [f"Mistake in {record}"]
        for part in (record, f"https://toys.example.org/{path}", ORIGIN.commit, ORIGIN.date):
            assert part
            assert part in fields["body"][0]


def test_the_review_is_read_from_the_page(page: Page, address: str) -> None:
    """One JSON-LD script stands in a claim page and is data; other pages have none."""
    page.goto(address + CLAIM)
    scripts = page.locator("script[type='application/ld+json']")
    assert scripts.count() == 1
    assert json.loads(scripts.text_content() or "")["@type"] == "ClaimReview"
    for path in ("articles/toy-miracle/", "untraced/"):
        page.goto(address + path)
        assert scripts.count() == 0


def test_no_page_is_wider_than_the_screen(page: Page, address: str) -> None:
    """Claim, article and untraced pages fit with every part unfolded, and log nothing."""
    logged: list[str] = []
    page.on("console", lambda message: logged.append(message.text))
    for path in (CLAIM, "claims/toy-effects/toyaline-reduces-itching/", "articles/toy-miracle/", "untraced/"):
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert logged == []
