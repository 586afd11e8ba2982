"""How a result is told: one format a module, each `(Result) -> str`."""

from collections.abc import Callable

from claimgrade.finding import Result
from claimgrade.reporters import json_report, text

REPORTERS: dict[str, Callable[[Result], str]] = {
    "text": text.report,
    "json": json_report.report,
}
