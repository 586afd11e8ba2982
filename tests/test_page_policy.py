"""Every kind of page keeps its Content-Security-Policy and asks nobody but its own site, in a real Chromium."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from chromium import KINDS

pytestmark = pytest.mark.browser

WIDTHS = [1280, 390]
SCHEMES = ["light", "dark"]
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
def context(browser: Browser, toy_address: str, logged: list[str], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab of its own that notes what its pages do; `request.param` is (width, colour scheme)."""
    width, scheme = request.param
    context: BrowserContext = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_init_script(VIOLATIONS)

    def asked(request: Request) -> None:
        if not request.url.startswith((toy_address, "data:")):
            logged.append(f"asked {request.url}")

    def told(message: ConsoleMessage) -> None:
        logged.append(f"{message.type}: {message.text}")

    context.on("request", asked)
    context.on("console", told)
    context.on("weberror", lambda error: logged.append(str(error.error)))
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("context", [(w, s) for w in WIDTHS for s in SCHEMES], indirect=True)
def test_no_page_breaks_its_policy(context: Page, toy_address: str, logged: list[str]) -> None:
    """Opened, searched, with another palette and with its drawer, no page breaks the policy or leaves the site."""
    broken = {}
    for kind, path in KINDS.items():
        context.goto(toy_address + path)
        use(context)
        if found := [*context.evaluate("violations"), *logged]:
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


@pytest.mark.parametrize("context", [(1280, "light")], indirect=True)
def test_the_policy_forbids(context: Page, toy_address: str) -> None:
    """The policy works: an inline script, a style attribute, a frame and another host are refused."""
    context.goto(toy_address)
    context.evaluate("""() => {
        for (const html of ["<p style='color: red'>", "<img src='https://example.org/x.png'>", "<iframe src='./'>"])
            document.body.insertAdjacentHTML("beforeend", html);
        document.body.append(Object.assign(document.createElement("script"), { text: "window.ran = true" }));
    }""")
    context.wait_for_function("violations.length >= 4")
    assert sorted({text.split(":")[0] for text in context.evaluate("violations")}) == [
        "frame-src",
        "img-src",
        "script-src-elem",
        "style-src-attr",
    ]
    assert context.evaluate("window.ran") is None


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


@pytest.mark.parametrize("context", [(1280, "dark"), (1280, "light")], indirect=True)
def test_first_drawing_has_the_colours(context: Page, toy_address: str) -> None:
    """The colours of the system, or those chosen before, are there when the page's body begins, not later."""
    seen = """
    new MutationObserver((records) => {
      for (const { target } of records)
        if (target === document.body) (window.schemes ??= []).push(document.body.dataset.mdColorScheme);
    }).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-md-color-scheme"] });
    document.addEventListener("DOMContentLoaded", () => { window.atEnd = document.body.dataset.mdColorScheme; });
    """
    context.add_init_script(seen)
    dark = context.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    context.goto(toy_address)
    own = "slate" if dark else "default"
    assert set(context.evaluate("schemes")) | {context.evaluate("atEnd")} == {own}
    toggle = context.locator("form[data-md-component=palette] label:visible")
    toggle.click()
    if not dark:
        toggle.click()
    other = context.evaluate("document.body.dataset.mdColorScheme")
    assert other != own
    context.goto(toy_address + KINDS["claim"])
    assert set(context.evaluate("schemes")) == {other}
