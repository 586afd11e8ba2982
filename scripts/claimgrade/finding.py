"""What a run finds: problems that rules yield, findings with a place, and the result of a whole run."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from claimgrade.location import Location


class ClaimgradeError(Exception):
    """A wrong call or a broken installation, told in one sentence. Bad data is a Finding instead."""


class Severity(StrEnum):
    """How bad a finding is; ERROR is the worst."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return tuple(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule yields about one record.

    `message` says what is wrong with the offending value in it, `help` how to mend it. `pointer` leads to the
    offending value; where the record lacks it, the finding stands at `near` instead.
    """

    message: str
    help: str
    pointer: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect, with a place; `excerpt` is the text of the line, where there is one to show."""

    rule: str
    severity: Severity
    message: str
    help: str
    location: Location
    record: str | None = None
    excerpt: str | None = field(default=None, compare=False, repr=False)

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that stay the same when lines move: from rule, file and message."""
        text = f"{self.rule}\x1f{self.location.file}\x1f{self.message}"
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]

    @property
    def order(self) -> tuple[Location, str, str]:
        """Findings are shown in this order: by place, rule, message."""
        return (self.location, self.rule, self.message)


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found, and how much it looked at.

    `records` counts records by folder (claims, studies, articles, searches); `checked` and `not_checked` count
    passages and citations.
    """

    findings: tuple[Finding, ...]
    records: Mapping[str, int]
    checked: Mapping[str, int]
    not_checked: Mapping[str, int]

    def count(self, severity: Severity) -> int:
        """Number of findings of one severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)
