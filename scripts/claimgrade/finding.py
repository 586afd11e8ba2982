"""What a run finds: problems that rules yield, findings with a place, and the result of a whole run."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
    offending value; where the record lacks it, the finding stands at `near` instead. `right` is the number that belongs
    there, where only one does.
    """

    message: str
    help: str
    pointer: str = ""
    near: str = ""
    right: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect, with a place; `excerpt` is the text of the line, where there is one to show.

    `occurrence` counts from 1 the findings of one run that share rule, file and message, in order of place. `right` is
    the number that belongs at the place, where only one does; `check --fix` writes it there.
    """

    rule: str
    severity: Severity
    message: str
    help: str
    location: Location
    record: str | None = None
    excerpt: str | None = field(default=None, compare=False, repr=False)
    occurrence: int = field(default=1, compare=False, repr=False)
    right: int | None = field(default=None, compare=False, repr=False)

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits, unique in a run, that stay the same when lines move.

        They come from rule, file, message and, from the second on, the occurrence.
        """
        text = f"{self.rule}\x1f{self.location.file}\x1f{self.message}"
        if self.occurrence > 1:
            text += f"\x1f{self.occurrence}"
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]

    @property
    def order(self) -> tuple[Location, str, str]:
        """Findings are shown in this order: by place, rule, message."""
        return (self.location, self.rule, self.message)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is held back, and why; `until` is the last day (ISO date) of the waiver that does so."""

    finding: Finding
    reason: str
    until: str


@dataclass(frozen=True, slots=True)
class RuleFailure:
    """A rule that raised on a record, which is a defect of the rule; `reason` is what it raised."""

    rule: str
    record: str
    file: str
    reason: str

    def __str__(self) -> str:
        """One sentence that names rule and record."""
        return (
            f"internal error: the rule '{self.rule}' failed on the record '{self.record}' ({self.file}): {self.reason}"
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found, and how much it looked at.

    `records` counts records by folder (claims, studies, articles, searches); `checked` and `not_checked` count
    passages and citations. `suppressed` is what waivers hold back. `folder` leads from the top of the git repository
    to the base: "" where they are the same, else with a slash at its end. `not_applied` are rules that could not look
    at everything. `held_back` are findings that were known before the run; None where the run was not asked to hold
    any back. `site` is the https address of the base's site, with a slash at its end, None where it is not configured.
    """

    findings: tuple[Finding, ...]
    records: Mapping[str, int]
    checked: Mapping[str, int]
    not_checked: Mapping[str, int]
    suppressed: tuple[Suppressed, ...] = ()
    failures: tuple[RuleFailure, ...] = ()
    folder: str = ""
    not_applied: frozenset[str] = frozenset()
    held_back: tuple[Finding, ...] | None = None
    site: str | None = None

    def beyond(self, known: Mapping[str, int]) -> "Result":
        """The result with as many findings of each fingerprint held back as are known, the first by place."""
        left = Counter(known)
        shown: list[Finding] = []
        held: list[Finding] = []
        for finding in self.findings:
            is_known = left[finding.fingerprint] > 0
            left[finding.fingerprint] -= is_known
            (held if is_known else shown).append(finding)
        return replace(self, findings=tuple(shown), held_back=tuple(held))

    def count(self, severity: Severity) -> int:
        """Number of findings of one severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)
