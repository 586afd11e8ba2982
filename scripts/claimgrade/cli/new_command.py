"""claimgrade new."""

import sys
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

import click

from claimgrade.cli.options import checked_id, layout_at, root_option
from claimgrade.files import write_new
from claimgrade.finding import ClaimgradeError, Finding
from claimgrade.layout import RECORD_FOLDERS, VOCABULARY, Layout
from claimgrade.records import Vocabulary
from claimgrade.schema_check import is_valid, schema
from claimgrade.skeleton import skeleton
from claimgrade.yaml_source import read

_FOLDERS = {kind: folder for folder, kind in RECORD_FOLDERS.items()}
_KINDS = ("claim", "study", "article", "search")


@click.command("new")
@click.argument("kind", metavar="KIND", type=click.Choice(_KINDS))
@click.argument("record_id", metavar="[ID]", required=False)
@root_option
@click.option("--topic", metavar="TOPIC", help="Topic of a claim: the folder that it goes into.")
def command(kind: str, record_id: str | None, root: Path | None, topic: str | None) -> None:
    """Write the skeleton of a new claim, study, article or search; never over an existing file.

    To be completed in an editor: it holds every field, with what it means and which values it may have. What must be
    filled in is empty, and 'claimgrade check' says so until it is. On a terminal, what is missing here is asked for.
    """
    layout = layout_at(root)
    if topic is not None and kind != "claim":
        raise ClaimgradeError(f"--topic {topic}: only a claim has a topic; leave it out")
    name = checked_id(kind, _given(record_id, "the id of the record", "ID"), layout)
    folder = _FOLDERS.get(kind) or _checked_topic(topic, layout)
    path = f"claims/{folder}/{name}.yaml"
    write_new(layout.root, path, skeleton(kind, schema(kind), name))
    click.echo(path)


def _given(value: str | None, what: str, option: str, known: Iterable[str] = ()) -> str:
    """The value, or the answer to a question on a terminal."""
    if value is not None:
        return value
    choices = list(known)
    among = f" ({', '.join(choices)})" if choices else ""
    if not sys.stdin.isatty():
        raise ClaimgradeError(f"{what} is missing; give {option}{among}")
    answer: str = click.prompt(f"{what[:1].upper()}{what[1:]}", type=click.Choice(choices) if choices else str)
    return answer


def _checked_topic(topic: str | None, layout: Layout) -> str:
    source = read(layout.root, VOCABULARY)
    if isinstance(source, Finding) or not is_valid("vocabulary", source.values):
        raise ClaimgradeError(f"{VOCABULARY}, which lists the topics, cannot be read; 'claimgrade check' says why")
    known = [entry.id for entry in Vocabulary.from_mapping(source.values).topics]
    chosen = _given(topic, "the topic of the claim", "--topic TOPIC", known)
    if chosen not in known:
        near = get_close_matches(chosen, known, 1)
        mend = f"did you mean '{near[0]}'?" if near else f"list it in {VOCABULARY} first"
        raise ClaimgradeError(f"--topic {chosen!r} is not a topic of {VOCABULARY}; {mend}")
    return chosen
