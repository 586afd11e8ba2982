"""claimgrade check."""

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
from click.core import ParameterSource

from claimgrade.articles.snapshots import Snapshots, read_snapshots
from claimgrade.checker import check
from claimgrade.cli.options import IsoDate, layout_at, root_option, snapshots_option
from claimgrade.files import write_whole
from claimgrade.finding import ClaimgradeError, Result, Severity
from claimgrade.grading import assess_all
from claimgrade.loading import Loaded, load, load_policy
from claimgrade.reporters import REPORTERS
from claimgrade.reporters.text import harmless

_FAIL_ON = [*(severity.value for severity in Severity), "never"]


@click.command("check")
@root_option
@snapshots_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(REPORTERS)),
    default="text",
    show_default=True,
    help="What standard output gets.",
)
@click.option(
    "--output", "outputs", metavar="FORMAT:FILE", multiple=True, help="Write FORMAT to FILE, too; repeatable."
)
@click.option(
    "--fail-on",
    type=click.Choice(_FAIL_ON),
    default="error",
    show_default=True,
    help="Exit with 1 on findings at least this bad.",
)
@click.option("--today", type=IsoDate(), default=None, help="The day that date rules look at (default: today).")
@click.pass_context
def command(
    context: click.Context,
    root: Path | None,
    snapshots: str | None,
    format_name: str,
    outputs: tuple[str, ...],
    fail_on: str,
    today: date | None,
) -> None:
    """Hold every record to its schema and to the rules.

    Needs no network. Exit codes: 0 clean; 1 findings at or above --fail-on; 2 usage or configuration; 3 a passage
    could not be checked although --snapshots was given.
    """
    targets = [_target(output) for output in outputs]
    layout = layout_at(root)
    policy = load_policy(layout)
    loaded = load(layout)
    asked = context.get_parameter_source("snapshots") is ParameterSource.COMMANDLINE
    texts = _texts(snapshots, loaded, asked=asked)
    result = check(loaded, assess_all(loaded.base, policy), policy, today or date.today(), texts)
    for name, path in targets:
        write_whole(path, click.unstyle(REPORTERS[name](result)))
    click.echo(REPORTERS[format_name](result), nl=False, color=False if os.environ.get("NO_COLOR") else None)
    missed = list(_missed(result, texts)) if asked else []
    for reason in missed:
        click.echo(f"claimgrade: {harmless(reason)}", err=True)
    sys.exit(3 if missed else _exit_code(result, fail_on))


def _missed(result: Result, texts: Snapshots) -> Iterator[str]:
    """What was asked for and could not be checked."""
    yield from texts.unread
    passages = result.not_checked["passages"]
    if passages and not texts.unread:
        yield f"{passages} passage{'s' * (passages > 1)} could not be checked for want of a snapshot"


def _texts(folder: str | None, loaded: Loaded, *, asked: bool) -> Snapshots:
    """The snapshots; a folder that only the environment names may be missing."""
    if folder is None or not (asked or Path(folder).is_dir()):
        return Snapshots()
    return read_snapshots(folder, loaded.base.articles.values())


def _target(output: str) -> tuple[str, Path]:
    name, colon, file = output.partition(":")
    if name not in REPORTERS or not colon or not file:
        raise ClaimgradeError(f"--output {output}: write FORMAT:FILE, where FORMAT is one of {', '.join(REPORTERS)}")
    return name, Path(file)


def _exit_code(result: Result, fail_on: str) -> int:
    if fail_on == "never":
        return 0
    worst = Severity(fail_on).rank
    return int(any(finding.severity.rank <= worst for finding in result.findings))
