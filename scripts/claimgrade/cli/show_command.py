"""claimgrade show."""

from difflib import get_close_matches
from pathlib import Path

import click

from claimgrade.cli.options import layout_at, root_option
from claimgrade.configuration import read_settings
from claimgrade.finding import ClaimgradeError
from claimgrade.grading import assess_all
from claimgrade.loading import load, load_policy
from claimgrade.record_text import describe
from claimgrade.reporters.text import harmless


@click.command("show")
@click.argument("record_id", metavar="ID")
@root_option
def command(record_id: str, root: Path | None) -> None:
    """Print the record ID: for a claim its verdict, every step of its grade, its evidence and where it was made."""
    layout = layout_at(root)
    settings = read_settings(layout)
    policy = load_policy(layout)
    loaded = load(layout)
    record = loaded.base.find(record_id)
    if record is None:
        if any(record_id in ids for ids in loaded.base.unreadable.values()):
            raise ClaimgradeError(f"the record '{record_id}' cannot be read; 'claimgrade check' says why")
        near = get_close_matches(record_id, [known.id for known in loaded.base.records()], 1)
        raise ClaimgradeError(f"there is no record '{record_id}'" + (f"; did you mean '{near[0]}'?" if near else ""))
    text = describe(record, loaded.base, assess_all(loaded.base, policy), policy, settings.review_periods)
    click.echo("\n".join(harmless(line) for line in text.split("\n")), nl=False)
