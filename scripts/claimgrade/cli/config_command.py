"""claimgrade config."""

import os
from pathlib import Path

import click

from claimgrade.citations.contact import MAILTO_VARIABLE
from claimgrade.cli.options import SNAPSHOTS_VARIABLE, format_option, layout_at, root_option
from claimgrade.configuration import read_settings
from claimgrade.configuration.report import as_json, as_text, in_force
from claimgrade.loading import load_vocabulary
from claimgrade.reporters.text import harmless

_FORMATS = {"text": as_text, "json": as_json}


@click.command("config")
@root_option
@format_option(_FORMATS)
def command(root: Path | None, format_name: str) -> None:
    """Print what is in force where the command line says nothing else, and where it comes from."""
    layout = layout_at(root)
    settings = read_settings(layout)
    settings.check_topics(load_vocabulary(layout))
    snapshots, mailto = (os.environ.get(name) or None for name in (SNAPSHOTS_VARIABLE, MAILTO_VARIABLE))
    told = in_force(settings, layout, snapshots, mailto)
    click.echo("\n".join(map(harmless, _FORMATS[format_name](told).split("\n"))), nl=False)
