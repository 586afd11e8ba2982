"""The result with one line a finding, for editors, grep and logs: `file:line:column: severity[rule] message`."""

from claimgrade.finding import Result
from claimgrade.reporters.text import headline, summary


def report(result: Result) -> str:
    """Every finding in order of place, infos too, then the summary of the text format."""
    return "\n".join([*map(headline, result.findings), *summary(result)]) + "\n"
