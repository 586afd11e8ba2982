"""Every kind of page keeps its Content-Security-Policy and asks nobody but its own site, in a real Chromium."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

from chromium import KINDS, SCREENS

pytestmark = pytest.mark.browser

VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) =>
  violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


@pytest.fixture
def logged() -> list[str]:
    """What pages logged, threw, broke of their policy or asked of other hosts."""
    return []


@pytest.fixture
def watched(tab: Page, toy_address: str, logged: list[str]) -> Page:
    """A tab that notes what its pages do."""

    def asked(request: Request) -> None:
        if not request.url.startswith((toy_address, "data:")):
            logged.append(f"asked {request.url}")

    def told(message: ConsoleMessage) -> None:
        logged.append(f"{message.type}: {message.text}")

    tab.add_init_script(VIOLATIONS)
    tab.on("request", asked)
    tab.on("console", told)
    tab.on("pageerror", lambda error: logged.append(str(error)))
    return tab


@pytest.mark.parametrize("tab", SCREENS, indirect=True)
def test_no_page_breaks_its_policy(watched: Page, toy_address: str, logged: list[str]) -> None:
    """Opened, searched, with another palette and with its drawer, no page breaks the policy or leaves the site."""
    broken = {}
    for kind, path in KINDS.items():
        watched.goto(toy_address + path)
        use(watched)
        if found := [*watched.evaluate("violations"), *logged]:
            broken[kind] = found
            logged.clear()
    assert broken == {}


def use(page: Page) -> None:
    """Open what a page can open: search, the next palette, on a narrow screen the drawer, every disclosure."""
    page.keyboard.press("/")
    page.keyboard.type("toyaline")
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("Escape")
    page.locator("form[data-md-component=palette] label:visible").click()
    for summary in page.locator("main summary:visible").all():
        summary.click()
    drawer = page.locator(".md-header label[for=__drawer]")
    if drawer.is_visible():
        drawer.click()
        page.locator("#__drawer:checked").wait_for(state="attached")


def test_the_policy_forbids(watched: Page, toy_address: str) -> None:
    """The policy works: an inline script, a style attribute, a frame and another host are refused."""
    watched.goto(toy_address)
    watched.evaluate("""() => {
        for (const html of ["<p style='color: red'>", "<img src='https://example.org/x.png'>", "<iframe src='./'>"])
            document.body.insertAdjacentHTML("beforeend", html);
        document.body.append(Object.assign(document.createElement("script"), { text: "window.ran = true" }));
    }""")
    watched.wait_for_function("violations.length >= 4")
    assert sorted({text.split(":")[0] for text in watched.evaluate("violations")}) == [
        "frame-src",
        "img-src",
        "script-src-elem",
        "style-src-attr",
    ]
    assert watched.evaluate("window.ran") is None


class Inline(HTMLParser):
    """What a page has of inline scripts, styles and handlers."""

    def __init__(self, html: str) -> None:
        """Read a built page."""
        super().__init__()
        self.found: list[str] = []
        self.policies: list[tuple[int, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a strict policy refuses, and policies with the number of loads before them."""
        values = {name: value or "" for name, value in attrs}
        is_data = values.get("type", "") in ("application/json", "application/ld+json")
        if tag == "style" or (tag == "script" and "src" not in values and not is_data):
            self.found.append(tag)
        self.found += [name for name in values if name == "style" or name.startswith("on")]
        if tag == "meta" and values.get("http-equiv") == "Content-Security-Policy":
            self.policies.append((self.getpos()[0], values["content"]))


def test_nothing_is_inline(toy_site: Path) -> None:
    """No built page has an inline script, style or handler, and each has one policy, before all that it loads."""
    for path in toy_site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        page = Inline(html)
        assert page.found == [], path
        ((line, policy),) = page.policies
        assert policy.startswith("default-src 'none'; script-src 'self'; ")
        assert "unsafe" not in policy
        before = "\n".join(html.splitlines()[: line - 1])
        assert not re.search(r"<(link|script|img)\b", before), path


@pytest.mark.parametrize("tab", [(1280, "dark"), (1280, "light")], indirect=True)
def test_first_drawing_has_the_colours(watched: Page, toy_address: str) -> None:
    """The colours of the system, or those chosen before, are there when the page's body begins, not later."""
    seen = """
    new MutationObserver((records) => {
      for (const { target } of records)
        if (target === document.body) (window.schemes ??= []).push(document.body.dataset.mdColorScheme);
    }).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-md-color-scheme"] });
    document.addEventListener("DOMContentLoaded", () => { window.atEnd = document.body.dataset.mdColorScheme; });
    """
    watched.add_init_script(seen)
    dark = watched.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    watched.goto(toy_address)
    own = "slate" if dark else "default"
    assert set(watched.evaluate("schemes")) | {watched.evaluate("atEnd")} == {own}
    toggle = watched.locator("form[data-md-component=palette] label:visible")
    toggle.click()
    if not dark:
        toggle.click()
    other = watched.evaluate("document.body.dataset.mdColorScheme")
    assert other != own
    watched.goto(toy_address + KINDS["claim"])
    assert set(watched.evaluate("schemes")) == {other}
