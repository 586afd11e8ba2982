"""Writes the whole site as a folder that MkDocs builds without the plugin: the way out of MkDocs, if it is needed."""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from claimgrade.finding import ClaimgradeError
from claimgrade.layout import Layout
from claimgrade.pages import Origin, Page, document
from claimgrade.site_addresses import addresses

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


def _write(layout: Layout, pages: Iterable[Page], config: dict[str, Any], new: Path) -> int:
    source = layout.root / str(config.get("docs_dir", "docs"))
    overrides = config.get("theme", {}).get("custom_dir") if isinstance(config.get("theme"), dict) else None
    docs = new / "docs"
    docs.mkdir(parents=True)
    if source.is_dir():
        _copy(source, docs, layout, leave_out=layout.root / overrides if overrides else None)
    if overrides:
        _copy(layout.root / overrides, new / "overrides", layout)
        config["theme"]["custom_dir"] = "overrides"
    plugins = config.get("plugins", ["search"])
    config |= {"docs_dir": "docs", "site_dir": "site", "plugins": [p for p in plugins if p != "claimgrade"]}
    (new / "mkdocs.yml").write_text(
        _MARK + yaml.safe_dump(config, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )
    count = 0
    for page in pages:
        target = docs / page.uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(document(page), encoding="utf-8")
        count += 1
    return count


def _copy(source: Path, target: Path, layout: Layout, leave_out: Path | None = None) -> None:
    for path in sorted(source.rglob("*")):
        if not path.is_file() or (leave_out and path.is_relative_to(leave_out)):
            continue
        if not path.resolve().is_relative_to(layout.root):
            raise ClaimgradeError(f"{path.relative_to(layout.root)} is a link that leads out of the repository")
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
