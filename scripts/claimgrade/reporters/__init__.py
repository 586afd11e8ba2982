"""How a result is told: one format a module, each `(Result) -> str`."""

from collections.abc import Callable

from claimgrade.finding import Result
from claimgrade.reporters import concise, github, gitlab, json_report, junit, sarif, text

REPORTERS: dict[str, Callable[[Result], str]] = {
    "text": text.report,
    "concise": concise.report,
    "json": json_report.report,
    "github": github.report,
    "sarif": sarif.report,
    "junit": junit.report,
    "gitlab": gitlab.report,
}
