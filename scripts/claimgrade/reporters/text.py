"""The result as text for people: place, the line itself with a caret, what to do; then how much was looked at.

Colours are click's styles (ANSI); whoever prints strips them where the output is not a terminal.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

import click

from claimgrade.finding import Finding, Result, Severity

_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_WIDTH = 110
# Control and format characters, lone surrogates (from file names that are not UTF-8), line and paragraph separators.
_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")


def report(result: Result) -> str:
    """Findings in order of place; infos as one line a rule; a summary."""
    told = [finding for finding in result.findings if finding.severity is not Severity.INFO]
    lines = [line for finding in told for line in paragraph(finding)]
    lines += _infos([finding for finding in result.findings if finding.severity is Severity.INFO])
    return "\n".join([*lines, *summary(result)]) + "\n"


def headline(finding: Finding) -> str:
    """Place, severity, rule and message, in one line."""
    place = finding.location
    label = click.style(f"{finding.severity}[{finding.rule}]", fg=_COLOUR[finding.severity], bold=True)
    where = click.style(harmless(f"{place.file}:{place.line}:{place.column}"), bold=True)
    return f"{where}: {label} {harmless(finding.message)}"


def paragraph(finding: Finding) -> Iterator[str]:
    """Headline, the line itself with a caret, and what to do."""
    place = finding.location
    yield headline(finding)
    if finding.excerpt is not None:
        shown, caret = _window(finding.excerpt, place.column - 1)
        margin = f"{place.line:>5} | "
        yield click.style(margin, dim=True) + harmless(shown)
        yield (
            click.style("      | ", dim=True) + " " * caret + click.style("^", fg=_COLOUR[finding.severity], bold=True)
        )
    yield f"      = {harmless(finding.help)}"
    yield ""


def _infos(findings: list[Finding]) -> Iterator[str]:
    for rule, group in groupby(sorted(findings, key=lambda finding: (finding.rule, finding.order)), lambda f: f.rule):
        members = list(group)
        first = members[0]
        more = f" and {len(members) - 1} more" if len(members) > 1 else ""
        label = click.style(f"info[{rule}]", fg="cyan", bold=True)
        yield f"{label} {harmless(first.location.file)}:{first.location.line}: {harmless(first.message)}{more}"
    if findings:
        yield ""


def summary(result: Result) -> Iterator[str]:
    """Lines that say how much was looked at and found, held back by waivers, and not checked."""
    counts = ", ".join(count(number, kind) for kind, number in result.records.items())
    found = ", ".join(count(result.count(severity), f"{severity}s") for severity in Severity)
    clean = not result.count(Severity.ERROR)
    yield click.style(f"Checked {counts}: {found}.", fg="green" if clean else "red", bold=True)
    if result.suppressed:
        yield f"Held back by waivers: {count(len(result.suppressed), 'findings')}."
    checked = [count(number, what) for what, number in result.checked.items() if number]
    unchecked = [count(number, what) for what, number in result.not_checked.items() if number]
    if checked:
        yield f"Also checked: {', '.join(checked)}."
    if unchecked:
        yield f"Not checked: {', '.join(unchecked)}."
    if result.held_back is not None:
        yield f"Held back, because known before: {count(len(result.held_back), 'findings')}."


def count(number: int, plural: str) -> str:
    """A number with its noun, in the singular where it is one."""
    singular = {"studies": "study", "searches": "search"}.get(plural, plural.removesuffix("s"))
    return f"{number} {singular if number == 1 else plural}"


def _window(text: str, column: int) -> tuple[str, int]:
    """The part of a long line around a column, and where the caret stands under it."""
    start = max(0, column - _WIDTH // 2) if len(text) > _WIDTH else 0
    shown = text[start : start + _WIDTH]
    return shown, min(column - start, len(shown))


def harmless(text: str) -> str:
    """Text without characters that could steer a terminal or not be printed: they come from strangers' files."""
    return "".join(
        " " if char == "\t" else "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in _STEERING else char
        for char in text
    )
