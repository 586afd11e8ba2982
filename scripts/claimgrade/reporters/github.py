"""The result as workflow commands, which GitHub Actions shows at the lines of a pull request, and as a step summary.

Format: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands. Escapes are those of
@actions/core: % CR LF everywhere, in properties also : and ,.
"""

import re
from collections.abc import Iterator

import click

from claimgrade.finding import Finding, Result, Severity
from claimgrade.reporters.text import count, harmless, summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SHOWN = 10  # of each command GitHub shows so many in a step, and drops the rest without a word
_SUMMARY_BYTES = 1_000_000  # GitHub refuses a step summary of more than 1 MiB
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def report(result: Result) -> str:
    """The worst findings as commands, at most ten of each severity; how many are not shown; the summary."""
    lines: list[str] = []
    rest: list[str] = []
    for severity in Severity:
        members = [finding for finding in result.findings if finding.severity is severity]
        lines += [_command(finding, result.folder) for finding in members[:_SHOWN]]
        if len(members) > _SHOWN:
            rest.append(count(len(members) - _SHOWN, f"{severity}s"))
    if rest:
        lines.append(f"Not shown here: {', '.join(rest)}, since GitHub shows {_SHOWN} of each; see the step summary.")
    return "\n".join([*lines, *map(click.unstyle, summary(result))]) + "\n"


def step_summary(result: Result) -> str:
    """Markdown for the file that GITHUB_STEP_SUMMARY names: every finding in a table, the worst first.

    Where that would be more than GitHub takes, the table ends early and says how many are left out.
    """
    lines = ["## claimgrade check", "", *(f"{_escaped(click.unstyle(line))}  " for line in summary(result)), ""]
    if result.findings:
        lines += ["| Severity | Rule | Place | What is wrong | What to do |", "|---|---|---|---|---|"]
    size = sum(len(line.encode()) + 1 for line in lines)
    rows = list(_rows(result))
    for i, row in enumerate(rows):
        size += len(row.encode()) + 1
        if size > _SUMMARY_BYTES:
            lines += ["", f"{count(len(rows) - i, 'findings')} more: GitHub takes no longer summary."]
            break
        lines.append(row)
    return "\n".join(lines) + "\n\n"


def _rows(result: Result) -> Iterator[str]:
    for finding in sorted(result.findings, key=lambda finding: finding.severity.rank):
        place = f"{result.folder}{finding.location.file}:{finding.location.line}:{finding.location.column}"
        cells = (finding.severity.value, finding.rule, place, finding.message, finding.help)
        yield f"| {' | '.join(map(_escaped, cells))} |"


def _command(finding: Finding, folder: str) -> str:
    place = finding.location
    properties = {"file": folder + place.file, "line": place.line, "col": place.column, "title": finding.rule}
    told = ",".join(f"{key}={_property(harmless(str(value)))}" for key, value in properties.items())
    text = f"{harmless(finding.message)}\n{harmless(finding.help)}"
    return f"::{_COMMANDS[finding.severity]} {told}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    """One line of Markdown that shows the text as it is."""
    return _PUNCTUATION.sub(r"\\\1", harmless(text))
