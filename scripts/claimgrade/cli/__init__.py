"""The command line: parses, calls, prints, exits. One module a command, loaded only when it is called.

Exit codes: 0 clean; 1 findings at or above --fail-on; 2 usage or configuration; 3 something that was asked for could
not be checked.
"""

import gc
import importlib
import sys
from difflib import get_close_matches
from importlib.metadata import version

import click

from claimgrade.finding import ClaimgradeError
from claimgrade.reporters.text import harmless

COMMANDS = {
    "anchor": "Print the passage block that locates a phrase of an article.",
    "check": "Hold the records to their schemas and to the rules.",
    "config": "Print what is configured, and where.",
    "coverage": "Tell which sentences of the articles are accounted for.",
    "diff": "Tell what a change means, compared with a revision.",
    "due": "Tell what to look at next, the most harmful neglect first.",
    "explain": "Print the page of a rule.",
    "export": "Write the whole base in a format for other programs.",
    "impact": "Tell what rests on a study, and what would be left without it.",
    "init": "Begin a claims repository, with one example of each record.",
    "new": "Write the skeleton of a new record.",
    "pages": "Write the site's pages as files that MkDocs builds.",
    "show": "Print a record as a reader would want it.",
}

# The install extra that a command needs beyond check and verify.
EXTRAS = {"pages": "site"}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that --help costs nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        try:
            module = importlib.import_module(f"claimgrade.cli.{cmd_name}_command")
        except ModuleNotFoundError as error:
            if cmd_name not in EXTRAS or (error.name or "claimgrade").startswith("claimgrade"):
                raise
            extra = EXTRAS[cmd_name]
            raise ClaimgradeError(
                f"'{cmd_name}' needs the package {error.name}; install it with: pip install 'claimgrade[{extra}]'"
            ) from None
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names, or a usage error with the nearest name."""
        if args[0] not in COMMANDS and (near := get_close_matches(args[0], COMMANDS, 1)):
            ctx.fail(f"No such command '{args[0]}'. Did you mean '{near[0]}'?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line a command, without importing it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("claimgrade"), prog_name="claimgrade")
def claimgrade() -> None:
    """Keep a knowledge base of health claims: each linked to citable studies, with an evidence grade."""


def main() -> None:
    """Entry point: wrong calls and broken installations end with one sentence and exit code 2."""
    # Runs are short and make few cycles; without the collector a check of the whole base takes a fifth less time.
    gc.disable()
    try:
        claimgrade(prog_name="claimgrade")
    except ClaimgradeError as error:
        click.echo(f"claimgrade: {harmless(str(error))}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    finally:
        gc.enable()
