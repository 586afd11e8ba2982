"""Options that several commands share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from claimgrade.layout import Layout


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
