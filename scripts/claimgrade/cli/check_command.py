"""claimgrade check."""

import os
import sys
from datetime import date
from pathlib import Path

import click

from claimgrade.checker import check
from claimgrade.cli.options import IsoDate, layout_at, root_option
from claimgrade.files import write_whole
from claimgrade.finding import ClaimgradeError, Result, Severity
from claimgrade.grading import assess_all
from claimgrade.loading import load, load_policy
from claimgrade.reporters import REPORTERS

_FAIL_ON = [*(severity.value for severity in Severity), "never"]


@click.command("check")
@root_option
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
def command(root: Path | None, format_name: str, outputs: tuple[str, ...], fail_on: str, today: date | None) -> None:
    """Hold every record to its schema and to the rules.

    Needs no network. Exit codes: 0 clean; 1 findings at or above --fail-on; 2 usage or configuration.
    """
    targets = [_target(output) for output in outputs]
    layout = layout_at(root)
    policy = load_policy(layout)
    loaded = load(layout)
    result = check(loaded, assess_all(loaded.base, policy), policy, today or date.today())
    for name, path in targets:
        write_whole(path, click.unstyle(REPORTERS[name](result)))
    click.echo(REPORTERS[format_name](result), nl=False, color=False if os.environ.get("NO_COLOR") else None)
    sys.exit(_exit_code(result, fail_on))


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
