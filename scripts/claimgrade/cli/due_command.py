"""claimgrade due."""

from datetime import date
from pathlib import Path

import click

from claimgrade.cli.options import IsoDate, format_option, layout_at, root_option
from claimgrade.configuration import read_settings
from claimgrade.due import MAX_WITHIN, queue
from claimgrade.due_report import as_json, as_text
from claimgrade.grading import assess_all
from claimgrade.loading import load, load_policy
from claimgrade.reporters.text import harmless

_FORMATS = {"text": as_text, "json": as_json}


@click.command("due")
@root_option
@click.option(
    "--within",
    metavar="DAYS",
    type=click.IntRange(0, MAX_WITHIN),
    default=30,
    show_default=True,
    help="Also what falls due in so many days.",
)
@format_option(_FORMATS)
@click.option("--today", type=IsoDate(), default=None, help="The day to count from (default: today).")
def command(root: Path | None, within: int, format_name: str, today: date | None) -> None:
    """Tell what to look at next.

    Overdue and soon-due reviews, expired and soon-expiring searches, claims that nobody reviewed, citations never
    verified or long ago. First comes what would mislead readers most: efficacy and safety claims with a firm verdict,
    then overstated ones, then those in many articles, then the longest due. Exit codes: 0 told; 2 usage or
    configuration.
    """
    layout = layout_at(root)
    policy = load_policy(layout)
    loaded = load(layout)
    base = loaded.base
    day = today or date.today()
    periods = read_settings(layout).review_periods
    found = queue(base, assess_all(base, policy), day, within, periods, loaded.lock)
    report = _FORMATS[format_name](found, day, within)
    click.echo("\n".join(map(harmless, report.split("\n"))), nl=False)
    lost = sorted(record for ids in base.unreadable.values() for record in ids)
    if lost:
        click.echo(f"claimgrade: left out, because they cannot be read: {harmless(', '.join(lost))}", err=True)
