"""claimgrade init."""

from pathlib import Path

import click

from claimgrade.example_base import write_example


@click.command("init")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
def command(folder: Path) -> None:
    """Write a small working claims repository into DIR: a new or empty folder (default: this one).

    It holds the schemas, one invented example of each record, a site, and files for git, pre-commit and GitHub. A
    folder that holds anything but .git is refused, and a failure leaves it as it was.
    """
    count = write_example(folder)
    click.echo(f"{count} files written to {folder}; its README.md says how to go on.")
