"""claimgrade diff."""

from pathlib import Path

import click

from claimgrade.cli.options import format_option, layout_at, root_option
from claimgrade.difference import State, compare
from claimgrade.difference_report import as_json, as_markdown, as_text
from claimgrade.finding import ClaimgradeError
from claimgrade.layout import Layout
from claimgrade.loading import load, load_policy
from claimgrade.revision import base_at

_FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


@click.command("diff")
@click.argument("rev", metavar="REV")
@root_option
@format_option(_FORMATS)
def command(rev: str, root: Path | None, format_name: str) -> None:
    """Tell what has changed since REV, a branch, tag or commit.

    Claims added, removed and renamed; verdicts and certainties with the step of the grade that changed; evidence that
    went and came; studies newly retracted or superseded; certainties raised without a reason. Exit codes: 0 told; 2
    usage or configuration.
    """
    layout = layout_at(root)
    after = _state(layout)
    with base_at(layout.root, rev) as earlier:
        try:
            before = _state(earlier)
        except ClaimgradeError as error:
            raise ClaimgradeError(f"at the revision '{rev}': {error}") from None
    click.echo(_FORMATS[format_name](compare(before, after), rev), nl=False)


def _state(layout: Layout) -> State:
    return State.of(load(layout), load_policy(layout))
