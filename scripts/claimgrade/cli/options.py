"""Options and look-ups that several commands share."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from claimgrade.articles.snapshots import Snapshots, read_snapshots
from claimgrade.configuration import FAIL_ON, Settings, read_settings
from claimgrade.finding import ClaimgradeError
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.layout import Layout
from claimgrade.records import Article
from claimgrade.schema_check import schema

SNAPSHOTS_VARIABLE = "CLAIMGRADE_SNAPSHOTS"


class IsoDate(click.ParamType[date]):
    """A calendar date, YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Parse, or fail with the value and an example."""
        if isinstance(value, date):
            return value
        try:
            parsed = date.fromisoformat(value)
        except ValueError:
            parsed = None
        if parsed is None or parsed.isoformat() != value:
            self.fail(f"{value!r} is not a date such as 2026-11-21", param, ctx)
        return parsed


def root_option(function: Callable[..., None]) -> Callable[..., None]:
    """--root DIR."""
    return click.option(
        "--root",
        metavar="DIR",
        type=click.Path(path_type=Path),
        default=None,
        help="The claims repository (default: the nearest folder upwards with claims/ and schema/).",
    )(function)


def layout_at(root: Path | None) -> Layout:
    """The repository that --root names, or the nearest one upwards."""
    return Layout.find(Path.cwd()) if root is None else Layout.at(root)


def snapshots_option(function: Callable[..., None]) -> Callable[..., None]:
    """--snapshots DIR, or CLAIMGRADE_SNAPSHOTS."""
    return click.option(
        "--snapshots",
        metavar="DIR",
        envvar=SNAPSHOTS_VARIABLE,
        show_envvar=True,
        default=None,
        help="Folder with the captured texts of the articles.",
    )(function)


def snapshots_folder(given: str | None, layout: Layout, settings: Settings) -> str | None:
    """The folder that an option or the variable names, or the one of the configuration."""
    if given is None and settings.snapshots is not None:
        return str(layout.root / settings.snapshots)
    return given


def snapshots_of(given: str | None, layout: Layout, articles: Iterable[Article]) -> Snapshots:
    """The snapshots that a command cannot do without."""
    folder = snapshots_folder(given, layout, read_settings(layout))
    if folder is None:
        raise ClaimgradeError(
            "the texts of the articles are needed: name their folder with --snapshots DIR or CLAIMGRADE_SNAPSHOTS"
        )
    return read_snapshots(folder, articles)


def article_in(base: KnowledgeBase, article_id: str) -> Article:
    """The article of that id. Raises ClaimgradeError, with the nearest id, where there is none."""
    article = base.articles.get(article_id)
    if article is not None:
        return article
    if base.exists("article", article_id):
        raise ClaimgradeError(f"the article '{article_id}' cannot be read; 'claimgrade check' says why")
    near = get_close_matches(article_id, base.articles, 1)
    raise ClaimgradeError(f"there is no article '{article_id}'" + (f"; did you mean '{near[0]}'?" if near else ""))


def checked_id(kind: str, record_id: str, layout: Layout) -> str:
    """The id of a new record, if it is a plain one that no file has. Raises ClaimgradeError."""
    wanted = schema(kind)["$defs"]["id"]
    if len(record_id) > wanted["maxLength"] or not re.search(wanted["pattern"], record_id):
        raise ClaimgradeError(f"{record_id[:90]!r} is not {wanted['title']}")
    taken = next((file.path for file in layout.record_files() if file.stem == record_id), None)
    if taken:
        raise ClaimgradeError(f"the id '{record_id}' is taken by {taken}; choose another")
    return record_id


def format_option(formats: Iterable[str]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """--format FORMAT, one of `formats`; text where it is not given."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(list(formats)),
        default="text",
        show_default=True,
        help="What standard output gets.",
    )


def output_option(function: Callable[..., None]) -> Callable[..., None]:
    """--output FORMAT:FILE, any number of times; output_files reads them."""
    return click.option(
        "--output", "outputs", metavar="FORMAT:FILE", multiple=True, help="Write FORMAT to FILE, too; repeatable."
    )(function)


def fail_on_option(function: Callable[..., None]) -> Callable[..., None]:
    """--fail-on SEVERITY; None leaves it to the configuration."""
    return click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        default=None,
        help="Exit with 1 on findings at least this bad (default: that of the configuration, or error).",
    )(function)


def output_files(outputs: Iterable[str], formats: Iterable[str]) -> list[tuple[str, Path]]:
    """Each --output FORMAT:FILE as format and file.

    Raises ClaimgradeError for what is no such pair, for an unknown format, and for a file that is named twice.
    """
    known = list(formats)
    found: list[tuple[str, Path]] = []
    for output in outputs:
        name, colon, file = output.partition(":")
        if name not in known or not colon or not file:
            raise ClaimgradeError(f"--output {output}: write FORMAT:FILE, where FORMAT is one of {', '.join(known)}")
        if Path(file) in (path for _, path in found):
            raise ClaimgradeError(f"--output {output}: {file} is named twice; give each format a file of its own")
        found.append((name, Path(file)))
    return found
