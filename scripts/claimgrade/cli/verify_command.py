"""claimgrade verify."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from claimgrade.citations.lock import lock_text, read_lock
from claimgrade.citations.services import Services, open_services
from claimgrade.cli.options import (
    IsoDate,
    fail_on_option,
    format_option,
    layout_at,
    output_files,
    output_option,
    root_option,
)
from claimgrade.configuration import read_settings
from claimgrade.files import write_whole
from claimgrade.finding import ClaimgradeError, Finding, Severity
from claimgrade.layout import LOCK, Layout
from claimgrade.loading import load, load_policy
from claimgrade.news import News, Repeatable, repeat, repeatable
from claimgrade.reporters.text import harmless
from claimgrade.verify import Answers, Selection, Verification, conclude, digests_at, select
from claimgrade.verify_report import as_json, as_text

_FORMATS = {"text": as_text, "json": as_json}
_MAX_AGE = 36_525  # days: a century
_INTERRUPTED = 130  # as shells tell of a program that Ctrl-C ended
_LINES = 10  # of progress where there is no terminal
T = TypeVar("T")


@click.command("verify")
@root_option
@click.option("--update", is_flag=True, help=f"Write what was answered to {LOCK}; else nothing is written.")
@click.option("--since", metavar="REV", default=None, help="Ask only for studies that differ from a git revision.")
@click.option(
    "--max-age",
    metavar="DAYS",
    type=click.IntRange(0, _MAX_AGE),
    default=0,
    show_default=True,
    help="Leave out what was checked less than so many days ago.",
)
@click.option("--searches", is_flag=True, help="Repeat the recorded searches of PubMed, too, and tell what is new.")
@format_option(_FORMATS)
@output_option
@fail_on_option
@click.option("--today", type=IsoDate(), default=None, help="The day of the run (default: today).")
def command(  # noqa: PLR0913 - one parameter an option
    *,
    root: Path | None,
    update: bool,
    since: str | None,
    max_age: int,
    searches: bool,
    format_name: str,
    outputs: tuple[str, ...],
    fail_on: str | None,
    today: date | None,
) -> None:
    """Ask Crossref, PubMed, DataCite and ClinicalTrials.gov whether every study is what its record says.

    Needs the network. Exit codes: 0 all is well; 1 findings at or above --fail-on; 2 usage or configuration; 3
    something could not be checked, whatever else was found; 130 interrupted, with what was answered told and, with
    --update, kept.
    """
    with _interruptible():
        targets = output_files(outputs, _FORMATS)
        layout, today = layout_at(root), today or date.today()
        settings = read_settings(layout)
        services = open_services(os.environ, settings.mailto)
        policy = load_policy(layout)
        _refuse_malformed_lock(layout)
        loaded = load(layout)
        before = digests_at(layout, since) if since is not None else None
        selection = select(loaded.base, loaded.lock, today, max_age=max_age, before=before)
        answers = _ask(services, selection, list(repeatable(loaded.base)) if searches else [])
        found = conclude(loaded, policy, settings, today, selection, answers)
        text = lock_text(found.entries)
        is_written = update and found.entries != loaded.lock.studies
        if is_written:
            _write(layout, text)
        for name, path in targets:
            write_whole(path, click.unstyle(_FORMATS[name](found, is_written=is_written)))
        report = _FORMATS[format_name](found, is_written=is_written)
        click.echo(report, nl=False, color=False if os.environ.get("NO_COLOR") else None)
        for failure in found.failures:
            click.echo(f"claimgrade: {harmless(str(failure))}", err=True)
        sys.exit(_exit_code(found, fail_on or settings.fail_on))


@contextmanager
def _interruptible() -> Iterator[None]:
    """End as shells tell of it where Ctrl-C comes while nothing is asked for yet, or any more."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("claimgrade: interrupted", err=True)
        sys.exit(_INTERRUPTED)


def _write(layout: Layout, text: str) -> None:
    """Write the lock, undisturbed: a second Ctrl-C must not cost what was answered."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        write_whole(layout.root / LOCK, text)
    finally:
        signal.signal(signal.SIGINT, before)


def _refuse_malformed_lock(layout: Layout) -> None:
    """Raise ClaimgradeError where the lock cannot be read: what it holds of other studies would be lost."""
    lock = read_lock(layout.root)
    if isinstance(lock, Finding):
        raise ClaimgradeError(f"{lock.location.file}:{lock.location.line}: {lock.message}. {lock.help}")


def _ask(services: Services, selection: Selection, searches: list[Repeatable]) -> Answers:
    """Every answer that comes until all are there, or until somebody interrupts."""
    answers: Answers = Answers()
    identifiers = selection.identifiers
    try:
        for answer in _with_progress(services.look_up(identifiers), len(identifiers), "identifiers"):
            answers.found.append(answer)
        repeated: Iterator[News] = (repeat(asked, services.search) for asked in searches)
        for news in _with_progress(repeated, len(searches), "searches"):
            answers.news.append(news)
    except KeyboardInterrupt:
        return Answers(answers.found, answers.news, is_interrupted=True)
    return answers


def _with_progress(items: Iterable[T], length: int, what: str) -> Iterator[T]:
    """The items, with a bar on a terminal and a line now and then elsewhere, both on standard error."""
    if not length:
        return
    if sys.stderr.isatty():
        with click.progressbar(items, length=length, label=f"Asking for {what}", file=sys.stderr) as bar:
            yield from bar
        return
    step = max(1, -(-length // _LINES))
    for number, item in enumerate(items, 1):
        yield item
        if number % step == 0 or number == length:
            click.echo(f"claimgrade: {number} of {length} {what} done", err=True)


def _exit_code(found: Verification, fail_on: str) -> int:
    """2 beats 130 beats 3 beats 1."""
    if found.failures:
        return 2
    if found.is_interrupted:
        return _INTERRUPTED
    if not found.is_whole:
        return 3
    if fail_on == "never":
        return 0
    return int(any(finding.severity.rank <= Severity(fail_on).rank for finding in found.findings))
