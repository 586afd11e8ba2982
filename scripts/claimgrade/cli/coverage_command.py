"""claimgrade coverage."""

import math
import sys
from pathlib import Path

import click

from claimgrade.articles.coverage import account
from claimgrade.articles.coverage_report import as_json, as_text, total
from claimgrade.articles.located import LocatedPassages
from claimgrade.cli.options import article_in, format_option, layout_at, root_option, snapshots_of, snapshots_option
from claimgrade.finding import ClaimgradeError
from claimgrade.loading import load
from claimgrade.reporters.text import harmless

_FORMATS = {"text": as_text, "json": as_json}


@click.command("coverage")
@click.argument("article_id", metavar="[ARTICLE]", required=False)
@root_option
@snapshots_option
@click.option("--show", is_flag=True, help="List what is unaccounted for, with its lines in the snapshot.")
@format_option(_FORMATS)
@click.option(
    "--fail-under",
    metavar="PERCENT",
    type=click.FloatRange(0, 100),
    default=0,
    show_default=True,
    help="Exit with 1 when less of the whole is accounted for.",
)
def command(
    article_id: str | None,
    root: Path | None,
    snapshots: str | None,
    format_name: str,
    fail_under: float,
    *,
    show: bool,
) -> None:
    """Tell how much of ARTICLE, or of every article, the records account for.

    Every sentence, list item, table row and heading is a claim, not a claim, or unaccounted for. A passage accounts
    for it when it covers at least half of its characters, that of a claim also when it lies wholly within it. Exit
    codes: 0 clean; 1 below --fail-under; 2 usage or configuration; 3 a snapshot could not be read.
    """
    if math.isnan(fail_under):
        raise ClaimgradeError("--fail-under nan is not a percentage")
    layout = layout_at(root)
    base = load(layout).base
    articles = [article_in(base, article_id)] if article_id else list(base.articles.values())
    found = snapshots_of(snapshots, layout, articles)
    located = LocatedPassages.of(base, found)
    accounts = {article: list(account(article, located)) for article in found.texts}
    report = _FORMATS[format_name](accounts, found.texts, show=show)
    click.echo("\n".join(map(harmless, report.split("\n"))) if format_name == "text" else report, nl=False)
    missing = [*found.unread, *(f"the article '{one.id}' names no snapshot" for one in articles if not one.snapshot)]
    for reason in missing:
        click.echo(f"claimgrade: {harmless(reason)}", err=True)
    for article in found.changed:
        click.echo(f"claimgrade: the snapshot of '{article}' is not the one its record was written for", err=True)
    if broken := base.unreadable.get("claim"):
        click.echo(f"claimgrade: left out, because they cannot be read: {', '.join(sorted(broken))}", err=True)
    share = total(accounts).accounted
    sys.exit(3 if missing else int(share is not None and share < fail_under))
