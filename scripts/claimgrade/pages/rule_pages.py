"""A page for each rule, from the rule's own docstring, and their list."""

from collections.abc import Iterator

from claimgrade.pages.page import Page, render
from claimgrade.rules import GROUPS, RULES


def rule_pages() -> Iterator[Page]:
    """rules/index.md and rules/<id>.md."""
    yield render("rules.md.jinja", "rules/index.md", groups=GROUPS)
    for rule in RULES.values():
        first, _, rest = rule.page.strip().partition("\n")
        text = f"# {rule.id}\n\n**{first}** Severity: {rule.severity}.\n{rest}\n"
        yield Page(f"rules/{rule.id}.md", text)
