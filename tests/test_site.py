"""The site as MkDocs really builds it, from the toy base with this repository's mkdocs.yml and site/."""

import html
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from claimgrade.layout import Layout
from claimgrade.pages import render_pages
from claimgrade.site_content import content_of
from conftest import TESTS, TODAY, Ran
from hostile_base import poison

ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1768435200", "NO_MKDOCS_2_WARNING": "1"}  # 2026-01-15


def with_site(root: Path) -> Path:
    """Give a toy base this repository's site."""
    shutil.copytree(TESTS.parent / "site", root / "site")
    shutil.copy(TESTS.parent / "mkdocs.yml", root / "mkdocs.yml")
    return root


def mkdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run mkdocs in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=root,
        env=ENVIRONMENT,
        text=True,
        capture_output=True,
        check=False,
    )


def build(root: Path) -> Path:
    """Build a site strictly; the folder of the built site."""
    ran = mkdocs(root, "build", "--strict", "--quiet")
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
    return root / "build" / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the toy base, built once."""
    root = tmp_path_factory.mktemp("site") / "toy"
    shutil.copytree(TESTS / "toy", root)
    shutil.copytree(TESTS.parent / "schema", root / "schema")
    return build(with_site(root))


class Document(HTMLParser):
    """What a page links to, loads and names."""

    def __init__(self, path: Path) -> None:
        """Read a built page."""
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note addresses, ids and event handlers."""
        values = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.ids |= {values[name] for name in ("id", "name") if name in values}
        self.handlers += [name for name in values if name.startswith("on")]
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif "src" in values or (tag == "link" and values.get("rel") != "canonical" and "href" in values):
            self.loads.append(values.get("src") or values["href"])


def pages_of(site: Path) -> dict[str, Document]:
    """Built pages by their path in the site."""
    return {path.relative_to(site).as_posix(): Document(path) for path in sorted(site.rglob("*.html"))}


def test_every_page_is_built(site: Path) -> None:
    """Each page that is made from records or rules is in the site, and each file as it is."""
    root = site.parent.parent
    every = list(render_pages(content_of(Layout.at(root), TODAY)))
    made = [page.uri.removesuffix(".md") for page in every if page.uri.endswith(".md")]
    files = [page for page in every if not page.uri.endswith(".md")]
    assert len(files) == 1 + 1 + 4 + 6, "feed, JSON, tables, schemas"
    assert {page.uri: (site / page.uri).read_text(encoding="utf-8") for page in files} == {
        page.uri: page.text for page in files
    }
    expected = {f"{uri}.html" if posixpath.basename(uri) == "index" else f"{uri}/index.html" for uri in made}
    assert expected <= set(pages_of(site))


def test_ids_are_unique(site: Path) -> None:
    """No page has an id twice, since an anchor would lead to the first only."""
    for path in sorted(site.rglob("*.html")):
        ids = re.findall(r'<[a-z][^>]* id="([^"]+)"', path.read_text(encoding="utf-8"))
        assert len(ids) == len(set(ids)), path


def broken_links(site: Path) -> list[str]:
    """Relative addresses that are no file of the site, and fragments that are no id of their page."""
    pages = pages_of(site)
    broken = []
    for path, page in pages.items():
        for link in page.links + page.loads:
            parts = urlsplit(link)
            if parts.scheme or path == "404.html":
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            target = posixpath.join(target, "index.html") if (site / target).is_dir() else target
            found = (site / target).is_file()
            known = not parts.fragment or target not in pages or parts.fragment in pages[target].ids
            if not (found and known):
                broken.append(f"{path}: {link}")
    return broken


def test_every_link_inside_leads_somewhere(site: Path) -> None:
    """Every relative address is a file of the site, and every fragment an id of its page."""
    assert broken_links(site) == []


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    """No page, style sheet or script names a file of another host to load."""
    loads = {load for page in pages_of(site).values() for load in page.loads}
    assert [load for load in loads if urlsplit(load).netloc] == []
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert re.findall(r"url\(\s*['\"]?(?:https?:)?//", styles) == []


def test_only_https_becomes_a_link(site: Path) -> None:
    """Addresses of other sites are links only where they are https."""
    schemes = {urlsplit(link).scheme for page in pages_of(site).values() for link in page.links}
    assert schemes <= {"", "https"}


def test_same_commit_same_bytes(site: Path, tmp_path: Path) -> None:
    """A second build of the same base gives the same files with the same bytes."""
    root = tmp_path / "toy"
    shutil.copytree(site.parent.parent, root, ignore=shutil.ignore_patterns("build"))
    again = build(root)
    files = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()} == files


def test_a_citation_names_the_site(site: Path) -> None:
    """What mkdocs.yml calls the site stands in the citation of a page, with the day of its version."""
    page = (site / "claims" / "toy-effects" / "toyaline-reduces-pain" / "index.html").read_text(encoding="utf-8")
    assert "In: claimgrade. Version of 2026&#45;01&#45;15." in page


def test_hostile_records_stay_text(toy: Path, site: Path) -> None:
    """A base whose every text is hostile builds into pages with the same tags as a harmless one, and no handlers."""
    assert poison(toy) > 100
    hostile = pages_of(build(with_site(toy)))
    harmless = pages_of(site)
    assert set(hostile) == set(harmless)
    for path, page in hostile.items():
        assert page.handlers == harmless[path].handlers == []
        assert page.tags.count("script") == harmless[path].tags.count("script")
        assert not {"img", "iframe", "object", "embed", "form"} - set(harmless[path].tags) & set(page.tags)
        assert {urlsplit(link).scheme for link in page.links} <= {"", "https"}
        assert [link for link in page.links if urlsplit(link).netloc.startswith("evil")] == []


def test_titles_are_escaped(toy: Path) -> None:
    """A title that closes its own element stays a title."""
    claim = toy / "claims" / "toy-effects" / "toyaline-reduces-pain.yaml"
    text = claim.read_text(encoding="utf-8")
    claim.write_text(
        re.sub(r"(?m)^statement: .*$", "statement: 'A </title><script>x</script> toy.'", text), encoding="utf-8"
    )
    built = build(with_site(toy)) / "claims" / "toy-effects" / "toyaline-reduces-pain" / "index.html"
    assert "<title>A &lt;/title&gt;&lt;script&gt;x&lt;/script&gt; toy. - claimgrade</title>" in built.read_text(
        encoding="utf-8"
    )


def test_a_base_with_errors_is_not_published(toy: Path) -> None:
    """The build stops with the first error's place, and says what prints the rest."""
    (toy / "claims" / "studies" / "bell-2020.yaml").write_text("id: [\n", encoding="utf-8")
    ran = mkdocs(with_site(toy), "build", "--strict", "--quiet")
    assert ran.returncode == 1
    assert "claims/studies/bell-2020.yaml:2:1" in ran.stderr
    assert "'claimgrade check' prints all of them" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (toy / "build" / "site" / "index.html").exists()


def test_the_plugin_says_where_it_looked_for_a_base(tmp_path: Path) -> None:
    """A configuration without a claims repository ends with one sentence."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [claimgrade]\n", encoding="utf-8")
    ran = mkdocs(tmp_path, "build")
    assert ran.returncode == 1
    assert "is not a claims repository: it has no folder claims/" in ran.stderr


def test_written_pages_build_without_the_plugin(
    toy: Path, site: Path, tmp_path: Path, claimgrade: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`claimgrade pages` writes a folder that MkDocs builds into the same pages and files."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", ENVIRONMENT["SOURCE_DATE_EPOCH"])
    out = tmp_path / "out"
    ran = claimgrade("pages", "--root", with_site(toy), "--out", out)
    assert (ran.code, ran.err) == (0, "")
    assert "claimgrade" not in (out / "mkdocs.yml").read_text(encoding="utf-8").split("plugins:")[1].split(":")[0]
    ran_mkdocs = mkdocs(out, "build", "--strict", "--quiet")
    assert ran_mkdocs.returncode == 0, ran_mkdocs.stderr
    kinds = {".html", ".csv"}
    built = {p.relative_to(out / "site"): p.read_bytes() for p in (out / "site").rglob("*") if p.suffix in kinds}
    assert built == {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.suffix in kinds}


def test_zensical_builds_what_was_written(
    toy: Path, site: Path, tmp_path: Path, claimgrade: Callable[..., Ran]
) -> None:
    """Zensical builds the same pages from the written folder, with our policy and links that lead somewhere."""
    out = tmp_path / "out"
    assert claimgrade("pages", "--root", with_site(toy), "--out", out).code == 0
    command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", "mkdocs.yml"]
    ran = subprocess.run(command, cwd=out, env=ENVIRONMENT, text=True, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    built = out / "site"
    headings = {path: heading(site / path) for path in pages_of(site)}
    assert {path: heading(built / path) for path in pages_of(built)} == headings
    assert broken_links(built) == []
    policy = "default-src &#x27;none&#x27;; script-src &#x27;self&#x27;;"
    for path in headings:
        assert policy in (built / path).read_text(encoding="utf-8").replace("'", "&#x27;")
    assert (built / "javascripts" / "theme.js").read_bytes() == (site / "javascripts" / "theme.js").read_bytes()


def heading(path: Path) -> str:
    """Text of a built page's main heading."""
    (found,) = re.findall(
        r"<h1[^>]*>(.*?)(?:<a class=.headerlink.*)?</h1>", path.read_text(encoding="utf-8"), re.DOTALL
    )
    return html.unescape(found)


def test_pages_are_light(site: Path) -> None:
    """A claim's page has less than 60 kB of HTML, the home page less than 150 kB."""
    assert max(path.stat().st_size for path in site.glob("claims/*/*/index.html")) < 60_000
    assert (site / "index.html").stat().st_size < 150_000
