"""Writes the whole site as a folder that MkDocs builds without the plugin: the way out of MkDocs, if it is needed."""

import posixpath
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from claimgrade.finding import ClaimgradeError
from claimgrade.layout import Layout
from claimgrade.pages import Origin, Page, document
from claimgrade.site_addresses import addresses

_LINK = re.compile(r"(\]\()([^)#\s:]+\.md)")
_MARK = "# Written by 'claimgrade pages'; changes here are lost when it runs again.\n"


def write_site(layout: Layout, pages: Iterable[Page], origin: Origin, out: Path) -> int:
    """Write DIR/mkdocs.yml, DIR/docs/ and the theme's overrides; the number of pages made from records.

    The folder is made beside `out` and takes its place when it is whole. Raises ClaimgradeError where `out` holds
    something else, or cannot be written.
    """
    _refuse_foreign(out)
    config = _config(layout)
    config |= addresses(origin, config)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as work:
            new = Path(work) / "new"
            count = _write(layout, pages, config, new)
            if out.exists():
                out.rename(Path(work) / "old")
            new.rename(out)
    except OSError as error:
        raise ClaimgradeError(f"{out} cannot be written: {error.strerror}") from None
    return count


def site_name(layout: Layout) -> str:
    """What mkdocs.yml calls the site."""
    return str(_config(layout).get("site_name", "Health claims"))


def _refuse_foreign(out: Path) -> None:
    if out.is_dir():
        config = out / "mkdocs.yml"
        ours = config.is_file() and config.read_text(encoding="utf-8", errors="replace").startswith(_MARK)
        if any(out.iterdir()) and not ours:
            raise ClaimgradeError(f"{out} is not empty and was not written by this command: name a new folder")
    elif out.exists():
        raise ClaimgradeError(f"{out} is not a folder")


def _config(layout: Layout) -> dict[str, Any]:
    """The repository's mkdocs.yml, or a plain one where it has none."""
    try:
        text = layout.site_config.read_text(encoding="utf-8")
    except FileNotFoundError:
        theme = {"name": "material", "font": False}
        return {
            "site_name": "Health claims",
            "theme": theme,
            "plugins": ["search"],
            "markdown_extensions": ["attr_list"],
        }
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimgradeError(f"mkdocs.yml cannot be read: {error}") from None
    try:
        config = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ClaimgradeError(f"mkdocs.yml cannot be read as plain YAML: {error}".replace("\n", " ")) from None
    if not isinstance(config, dict):
        raise ClaimgradeError("mkdocs.yml is not a mapping")
    return config


def _write(layout: Layout, made: Iterable[Page], config: dict[str, Any], new: Path) -> int:
    pages = list(made)
    placed = {page.uri: _place(page) for page in pages}
    source = layout.root / str(config.get("docs_dir", "docs"))
    overrides = config.get("theme", {}).get("custom_dir") if isinstance(config.get("theme"), dict) else None
    docs = new / "docs"
    docs.mkdir(parents=True)
    if source.is_dir():
        _copy(source, docs, layout, leave_out=layout.root / overrides if overrides else None)
        _point_to(placed, docs)
    if overrides:
        _copy(layout.root / overrides, new / "overrides", layout)
        config["theme"]["custom_dir"] = "overrides"
    plugins = config.get("plugins", ["search"])
    config |= {"docs_dir": "docs", "site_dir": "site", "plugins": [p for p in plugins if p != "claimgrade"]}
    if "nav" in config:
        config["nav"] = _placed_nav(config["nav"], placed)
    (new / "mkdocs.yml").write_text(
        _MARK + yaml.safe_dump(config, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )
    for page in pages:
        target = docs / placed[page.uri]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(document(page), encoding="utf-8")
    return sum(page.uri.endswith(".md") for page in pages)


def _place(page: Page) -> str:
    """Where a page is written: in the folder that its address names, if it has links in HTML.

    MkDocs takes those for addresses seen from the page's address, Zensical for ones seen from its file: there both
    are right.
    """
    is_plain = not page.uri.endswith(".md") or page.uri.rpartition("/")[2] == "index.md"
    if is_plain or 'href="' not in page.text:
        return page.uri
    return f"{page.uri.removesuffix('.md')}/index.md"


def _placed_nav(part: Any, placed: Mapping[str, str]) -> Any:
    if isinstance(part, list):
        return [_placed_nav(item, placed) for item in part]
    if isinstance(part, dict):
        return {title: _placed_nav(item, placed) for title, item in part.items()}
    return placed.get(part, part)


def _point_to(placed: Mapping[str, str], docs: Path) -> None:
    """Let links of Markdown in pages written by hand follow the pages to where they are."""
    for path in sorted(docs.rglob("*.md")):
        folder = path.parent.relative_to(docs).as_posix()

        def follow(link: re.Match[str], folder: str = folder) -> str:
            target = posixpath.normpath(posixpath.join(folder, link[2]))
            if placed.get(target, target) == target:
                return link[0]
            return link[1] + posixpath.relpath(placed[target], folder)

        text = path.read_text(encoding="utf-8")
        path.write_text(_LINK.sub(follow, text), encoding="utf-8")


def _copy(source: Path, target: Path, layout: Layout, leave_out: Path | None = None) -> None:
    for path in sorted(source.rglob("*")):
        if not path.is_file() or (leave_out and path.is_relative_to(leave_out)):
            continue
        if not path.resolve().is_relative_to(layout.root):
            raise ClaimgradeError(f"{path.relative_to(layout.root)} is a link that leads out of the repository")
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
