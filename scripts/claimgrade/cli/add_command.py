"""claimgrade add."""

import os
import sys
from datetime import date
from pathlib import Path

import click

from claimgrade.citations.answer import Absent, Identifier, Unreachable
from claimgrade.citations.gathering import Gathered, gather, identifier_from, who_lacks
from claimgrade.citations.names import SERVICES, called
from claimgrade.citations.services import open_services
from claimgrade.cli.options import IsoDate, checked_id, layout_at, root_option
from claimgrade.configuration import read_settings
from claimgrade.drafting.duplicates import record_of, same_publication
from claimgrade.drafting.naming import proposed_id
from claimgrade.drafting.record import Draft, draft, study_of
from claimgrade.drafting.text import remarks_on, text_of
from claimgrade.files import write_new
from claimgrade.finding import ClaimgradeError
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.layout import Layout
from claimgrade.loading import load
from claimgrade.reporters.text import harmless


@click.command("add")
@click.argument("identifier", metavar="DOI|PMID|NCT")
@root_option
@click.option("--id", "chosen", metavar="ID", help="Id of the record (default: first author and year).")
@click.option("--dry-run", is_flag=True, help="Print the record and write nothing.")
@click.option("--today", type=IsoDate(), default=None, help="The day that 'seen' names (default: today).")
def command(identifier: str, root: Path | None, chosen: str | None, *, dry_run: bool, today: date | None) -> None:
    """Draft the record of a study from what the bibliographic services have of it; never over an existing file.

    DOI, PMID or NCT number may have their label or be an address. What the services do not say is null, and the design
    is a guess to be confirmed. Exit codes: 0 written; 1 no service has the identifier; 2 usage, or a study that the
    base has already; 3 a service could not be asked.
    """
    layout = layout_at(root)
    asked = identifier_from(identifier)
    if asked is None:
        raise ClaimgradeError(
            f"{identifier[:90]!r} is neither a DOI (10.5555/…), a PMID (digits) nor a number of ClinicalTrials.gov "
            "(NCT and 8 digits)"
        )
    if chosen is not None:
        checked_id("study", chosen, layout)
    base = load(layout).base
    if known := record_of(asked, base):
        raise ClaimgradeError(f"the base has it already: {known.file} has {called(asked)}")
    gathered = gather(asked, open_services(os.environ, read_settings(layout).mailto))
    _leave_unless_found(gathered, asked)
    made = draft(gathered.found, today or date.today())
    path = _written(made, gathered, layout, base, chosen, dry_run=dry_run)
    for remark in (*remarks_on(made), *_unread(base), *filter(None, (gathered.doubt, gathered.missing))):
        click.echo(f"claimgrade: {harmless(f'{path}: {remark}')}", err=True)
    if gathered.missing:
        sys.exit(3)


def _written(
    made: Draft, gathered: Gathered, layout: Layout, base: KnowledgeBase, chosen: str | None, *, dry_run: bool
) -> str:
    """Write or print the record; its path. Raises ClaimgradeError where the base has the publication already."""
    study = study_of(made)
    if twin := same_publication(study, base):
        raise ClaimgradeError(f"the base has it already: {twin[0].file} has {twin[1]}")
    taken = {file.stem for file in layout.record_files()}
    study_id = chosen or proposed_id(study, gathered.asked.identifier, taken)
    services = list(dict.fromkeys(SERVICES[answer.service] for answer in gathered.found))
    text = text_of(made, study_id, services)
    path = f"claims/studies/{study_id}.yaml"
    if dry_run:
        click.echo(text, nl=False)
    else:
        write_new(layout.root, path, text)
        click.echo(path)
    return path


def _leave_unless_found(gathered: Gathered, asked: Identifier) -> None:
    """End with 1 where no service has it, and with 3 where that could not be found out."""
    answer = gathered.asked
    if isinstance(answer, Absent):
        click.echo(f"claimgrade: {who_lacks(answer)} {called(asked)}; nothing was written", err=True)
        sys.exit(1)
    if isinstance(answer, Unreachable):
        why = harmless(f"{SERVICES[answer.service]} could not be asked: {answer.why}")
        click.echo(f"claimgrade: {why}; nothing was written", err=True)
        sys.exit(3)


def _unread(base: KnowledgeBase) -> list[str]:
    """What could hide a duplicate."""
    lost = sorted(base.unreadable.get("study", ()))
    return [f"whether {', '.join(lost)} is the same study is not known, since it cannot be read"] if lost else []
