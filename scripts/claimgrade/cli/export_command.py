"""claimgrade export."""

import sys
from pathlib import Path

import click

from claimgrade.cli.options import layout_at, root_option
from claimgrade.exports import EXPORTS
from claimgrade.files import write_whole
from claimgrade.grading import assess_all
from claimgrade.loading import load, load_policy


@click.command("export")
@click.argument("format_name", metavar="FORMAT", type=click.Choice(list(EXPORTS)))
@root_option
@click.option("--out", metavar="FILE|-", required=True, help="File to write; - for standard output.")
def command(format_name: str, root: Path | None, out: str) -> None:
    """Write the whole base in FORMAT. A base with unreadable records is not exported (exit code 1)."""
    layout = layout_at(root)
    policy = load_policy(layout)
    loaded = load(layout)
    if not loaded.base.is_whole:
        broken = sum(len(ids) for ids in loaded.base.unreadable.values())
        click.echo(
            f"claimgrade: {broken} record{'s' * (broken > 1)} cannot be read, nothing was written; "
            "run 'claimgrade check'",
            err=True,
        )
        sys.exit(1)
    text = EXPORTS[format_name](loaded.base, assess_all(loaded.base, policy))
    if out == "-":
        click.echo(text, nl=False)
    else:
        write_whole(Path(out), text)
