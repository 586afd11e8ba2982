"""Fixtures for tests in a real Chromium: the browser, the toy base's site on loopback, and its kinds of pages."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import TESTS
from test_site import build, with_site

# One page of each kind, by its address in the toy site. A new kind of page joins by a line here.
KINDS = {
    "home": "",
    "claims": "claims/",
    "claim": "claims/toy-effects/toyaline-reduces-pain/",
    "claim without evidence": "claims/toy-effects/toyaline-reduces-itching/",
    "topics": "topics/",
    "topic": "topics/toy-effects/",
    "articles": "articles/",
    "article": "articles/toy-miracle/",
    "untraced citations": "untraced/",
    "studies": "studies/",
    "study": "studies/cedar-2022/",
    "searches": "searches/",
    "search": "searches/toy-sleep/",
    "balance": "balance/",
    "rules": "rules/",
    "rule": "rules/unsourced-claim/",
    "changelog": "changelog/",
    "queue": "queue/",
    "data": "data/",
    "fields": "schema/claim/",
    "grading tables": "grading/",
    "by hand": "method/",
    "by hand, with code": "configuration/",
    "not found": "404.html",
}

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SCREENS: list[tuple[int, Scheme]] = [(width, scheme) for width in (1280, 390) for scheme in SCHEMES]

# Ends when the results of a search have not changed for a second: they come anew with every letter.
RESULTS_SETTLE = """() => new Promise((done) => {
  let timer = setTimeout(done, 1000);
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(done, 1000);
  }).observe(document.querySelector(".md-search-result__list"), { childList: true });
})"""

# As root, in a container, without the browser's own calls home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, the base class names it so
        """Say nothing."""


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Address of a server on loopback that serves a built site."""
    handler = functools.partial(QuietHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def chromium_path() -> str:
    """The Chromium that the Makefile found, or the one on the path."""
    path = os.environ.get("CLAIMGRADE_CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium was found: install it, or leave these tests out with -m 'not browser'"
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium of the system."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab of its own; as an indirect parameter, the width of its window in pixels and its colour scheme."""
    screen: tuple[int, Scheme] = getattr(request, "param", SCREENS[0])
    width, scheme = screen
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def toy_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy base's site, built once for all tests that only look at it."""
    root = tmp_path_factory.mktemp("built") / "toy"
    shutil.copytree(TESTS / "toy", root)
    shutil.copytree(TESTS.parent / "schema", root / "schema")
    return build(with_site(root))


@pytest.fixture(scope="session")
def toy_address(toy_site: Path) -> Iterator[str]:
    """Address of the toy base's site."""
    with serving(toy_site) as address:
        yield address
