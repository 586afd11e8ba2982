"""claimgrade explain."""

from difflib import get_close_matches

import click

from claimgrade.finding import ClaimgradeError
from claimgrade.rules import GROUPS, RULES


@click.command("explain")
@click.argument("rule", required=False)
def command(rule: str | None) -> None:
    """Print the page of RULE; without RULE, list all rules."""
    if rule is None:
        for group, members in GROUPS.items():
            click.echo(click.style(group, bold=True))
            for member in members:
                click.echo(f"  {member.id:<30} {member.severity:<8} {member.title}")
        return
    found = RULES.get(rule)
    if found is None:
        near = get_close_matches(rule, RULES, 1)
        mend = f"did you mean '{near[0]}'?" if near else "run 'claimgrade explain' for the list"
        raise ClaimgradeError(f"there is no rule '{rule}'; {mend}")
    click.echo(click.style(f"{found.id} ({found.severity})", bold=True) + f"\n\n{found.page.strip()}")
