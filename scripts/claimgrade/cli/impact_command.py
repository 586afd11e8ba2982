"""claimgrade impact."""

from difflib import get_close_matches
from pathlib import Path

import click

from claimgrade.cli.options import format_option, layout_at, root_option
from claimgrade.finding import ClaimgradeError
from claimgrade.grading import assess_all
from claimgrade.impact import impact_of
from claimgrade.impact_report import as_json, as_markdown, as_text
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.loading import load, load_policy

_FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


@click.command("impact")
@click.argument("study_id", metavar="STUDY")
@root_option
@format_option(_FORMATS)
def command(study_id: str, root: Path | None, format_name: str) -> None:
    """Tell what rests on the study STUDY, and what would be left without it.

    Claims that link to it with verdict, certainty and steps of the grade as they are and as they would be; reviews that
    pool it, searches and articles that name it, and the pages that show it. Exit codes: 0 told; 2 usage or
    configuration.
    """
    layout = layout_at(root)
    policy = load_policy(layout)
    base = load(layout).base
    _check(study_id, base)
    click.echo(_FORMATS[format_name](impact_of(base, assess_all(base, policy), policy, study_id)), nl=False)


def _check(study_id: str, base: KnowledgeBase) -> None:
    """Raise ClaimgradeError where there is no readable study of that id."""
    if study_id in base.studies:
        return
    for kind, article in (("claim", "a"), ("article", "an"), ("search", "a")):
        if base.exists(kind, study_id):
            raise ClaimgradeError(f"'{study_id}' is {article} {kind}, not a study; 'claimgrade show' prints it")
    if base.exists("study", study_id):
        raise ClaimgradeError(f"the study '{study_id}' cannot be read; 'claimgrade check' says why")
    near = get_close_matches(study_id, base.studies, 1)
    raise ClaimgradeError(f"there is no study '{study_id}'" + (f"; did you mean '{near[0]}'?" if near else ""))
