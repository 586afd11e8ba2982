"""claimgrade pages."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from claimgrade.cli.options import layout_at, root_option
from claimgrade.pages import render_pages
from claimgrade.site_addresses import missing
from claimgrade.site_content import content_of
from claimgrade.site_folder import site_name, write_site


@click.command("pages")
@root_option
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder to write: new, empty, or written by this command before.",
)
def command(root: Path | None, out: Path) -> None:
    """Write the site into DIR as mkdocs.yml and docs/, buildable without the plugin. A base with errors is refused."""
    layout = layout_at(root)
    content = content_of(layout, date.today())
    content = replace(content, origin=replace(content.origin, name=site_name(layout)))
    count = write_site(layout, render_pages(content), content.origin, out)
    for sentence in missing(content.origin):
        click.echo(sentence[0].upper() + sentence[1:] + ".")
    click.echo(f"{count} pages written to {out}; build them with: mkdocs build -f {out}/mkdocs.yml")
