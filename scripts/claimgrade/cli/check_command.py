"""claimgrade check."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click
from click.core import ParameterSource

from claimgrade.articles.snapshots import Snapshots, read_snapshots
from claimgrade.baseline import baseline_text, read_baseline
from claimgrade.checker import check
from claimgrade.cli.options import (
    IsoDate,
    fail_on_option,
    format_option,
    layout_at,
    output_files,
    output_option,
    root_option,
    snapshots_folder,
    snapshots_option,
)
from claimgrade.configuration import read_settings
from claimgrade.files import append, write_whole
from claimgrade.finding import Result, Severity
from claimgrade.grading import assess_all
from claimgrade.loading import Loaded, load, load_policy
from claimgrade.mending import Mended, as_diff, mend_all, write
from claimgrade.reporters import REPORTERS
from claimgrade.reporters.github import step_summary
from claimgrade.reporters.text import count, harmless
from claimgrade.since import findings_at

_FILE = click.Path(path_type=Path)


@click.command("check")
@root_option
@snapshots_option
@format_option(REPORTERS)
@output_option
@fail_on_option
@click.option("--baseline", metavar="FILE", type=_FILE, default=None, help="Hold back the findings in FILE.")
@click.option(
    "--write-baseline", metavar="FILE", type=_FILE, default=None, help="Write all findings to FILE, and hold them back."
)
@click.option("--since", metavar="REV", default=None, help="Hold back the findings that were there at a git revision.")
@click.option("--fix", is_flag=True, help="Mend what has one right answer in the files, then check them.")
@click.option("--diff", "show_diff", is_flag=True, help="Print what --fix would change, and write nothing.")
@click.option("--today", type=IsoDate(), default=None, help="The day that date rules look at (default: today).")
@click.pass_context
def command(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    root: Path | None,
    snapshots: str | None,
    format_name: str,
    outputs: tuple[str, ...],
    fail_on: str | None,
    baseline: Path | None,
    write_baseline: Path | None,
    since: str | None,
    today: date | None,
    fix: bool,
    show_diff: bool,
) -> None:
    """Hold every record to its schema and to the rules.

    Needs no network. Exit codes: 0 clean; 1 findings at or above --fail-on; 2 usage or configuration; 3 a passage
    could not be checked although --snapshots was given. A rule that fails ends with 2, after the other findings. With
    --diff: 1 where there is something to mend.
    """
    targets = output_files(outputs, REPORTERS)
    if sum(option is not None for option in (baseline, write_baseline, since)) > 1:
        raise click.UsageError("--baseline, --write-baseline and --since exclude each other.")
    layout, today = layout_at(root), today or date.today()
    settings = read_settings(layout)
    known = read_baseline(baseline, layout.root) if baseline else None
    policy = load_policy(layout)
    loaded = load(layout)
    asked = context.get_parameter_source("snapshots") is ParameterSource.COMMANDLINE
    settings.check_topics(loaded.base.vocabulary)
    folder = _folder(snapshots_folder(snapshots, layout, settings), asked=asked)
    texts = read_snapshots(folder, loaded.base.articles.values()) if folder is not None else Snapshots()
    result = check(loaded, assess_all(loaded.base, policy), policy, today, texts, settings)
    if show_diff:
        sys.exit(_show(mend_all(result.findings, loaded.sources)))
    if fix and _mend(loaded, result):
        loaded = load(layout)
        result = check(loaded, assess_all(loaded.base, policy), policy, today, texts, settings)
    if known:
        result = known.hold_back(result, settings)
    if since is not None:
        result = result.beyond(findings_at(layout, since, today, folder, settings))
    if write_baseline:
        write_whole(write_baseline, baseline_text(result.findings))
        result = result.beyond(Counter(finding.fingerprint for finding in result.findings))
    _write(result, targets, format_name)
    missed = list(_missed(result, texts)) if asked else []
    for reason in (*_failures(result), *missed):
        click.echo(f"claimgrade: {harmless(reason)}", err=True)
    if result.failures:
        sys.exit(2)
    sys.exit(3 if missed else _exit_code(result, fail_on or settings.fail_on))


def _write(result: Result, targets: list[tuple[str, Path]], format_name: str) -> None:
    """Write the files, GitHub's step summary with the format github, and standard output."""
    for name, path in targets:
        write_whole(path, click.unstyle(REPORTERS[name](result)))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and "github" in {format_name, *(name for name, _ in targets)}:
        append(Path(summary), step_summary(result))
    click.echo(REPORTERS[format_name](result), nl=False, color=False if os.environ.get("NO_COLOR") else None)


def _failures(result: Result) -> Iterator[str]:
    """Rules that raised, each with the first record on which it did."""
    times = Counter(failure.rule for failure in result.failures)
    for first in {failure.rule: failure for failure in reversed(result.failures)}.values():
        yield f"{first}" + (f"; and on {count(times[first.rule] - 1, 'records')} more" if times[first.rule] > 1 else "")


def _show(files: Iterable[Mended]) -> int:
    """Print what would change; 1 where there is something, else 0."""
    lines = [line for file in files for line in as_diff(file)]
    for line in lines:
        click.echo(harmless(line.removesuffix("\r")) + "\r" * line.endswith("\r"))
    return int(bool(lines))


def _mend(loaded: Loaded, result: Result) -> int:
    """Write the files that can be mended, and say so; their number."""
    files = list(mend_all(result.findings, loaded.sources))
    for file in files:
        write(loaded.layout.root, file)
    count = sum(len(file.findings) for file in files)
    if files:
        defects, places = f"{count} defect{'s' * (count > 1)}", f"{len(files)} file{'s' * (len(files) > 1)}"
        click.echo(f"claimgrade: mended {defects} in {places}", err=True)
    return len(files)


def _missed(result: Result, texts: Snapshots) -> Iterator[str]:
    """What was asked for and could not be checked."""
    yield from texts.unread
    passages = result.not_checked["passages"]
    if passages and not texts.unread:
        yield f"{passages} passage{'s' * (passages > 1)} could not be checked for want of a snapshot"


def _folder(name: str | None, *, asked: bool) -> str | None:
    """The folder of the snapshots; one that only the environment or the configuration names may be missing."""
    return name if name is not None and (asked or Path(name).is_dir()) else None


def _exit_code(result: Result, fail_on: str) -> int:
    if fail_on == "never":
        return 0
    worst = Severity(fail_on).rank
    return int(any(finding.severity.rank <= worst for finding in result.findings))
