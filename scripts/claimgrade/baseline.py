"""A baseline: findings that a base has when somebody begins to check it, to be mended later.

The file is JSON, a line for each finding, in order of files, rules and messages. A finding is known again by its
fingerprint, which has no line in it; rule, file and message are for people.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from claimgrade.configuration import Settings
from claimgrade.finding import ClaimgradeError, Finding, Result, Severity
from claimgrade.location import Location
from claimgrade.regular_file import NotRegularError, read_regular

_MAX_BYTES = 64 * 1024 * 1024
_KEYS = {"rule": str, "file": str, "message": str, "fingerprint": str, "count": int}


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding that is known, how often it is there, and the line of the file that says so."""

    rule: str
    file: str
    message: str
    fingerprint: str
    count: int
    line: int = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings that a file holds: `file` as the user wrote it, `place` as locations name it."""

    file: str
    place: str
    entries: tuple[Entry, ...]

    def hold_back(self, result: Result, settings: Settings) -> Result:
        """The findings that are not in the baseline, and one for each entry that no longer has its finding."""
        left = result.beyond(Counter({entry.fingerprint: entry.count for entry in self.entries}))
        outdated = settings.applied(self._outdated(result))
        findings = sorted([*left.findings, *outdated], key=lambda finding: finding.order)
        return replace(left, findings=tuple(findings))

    def _outdated(self, result: Result) -> Iterator[Finding]:
        found = Counter(finding.fingerprint for finding in result.findings)
        for entry in self.entries:
            number = found[entry.fingerprint]
            if number >= entry.count or entry.rule in result.not_applied:
                continue
            there = f"is there {number} and not {entry.count} times" if number else "is no longer there"
            yield Finding(
                "baseline-outdated",
                Severity.ERROR,
                f"the finding {entry.rule} in {entry.file} {there}: {entry.message}",
                f"Renew the baseline: claimgrade check --write-baseline {self.file}",
                Location(self.place, entry.line, 1),
            )


def baseline_text(findings: Sequence[Finding]) -> str:
    """The contents of a baseline with these findings."""
    count = Counter(finding.fingerprint for finding in findings)
    known = {
        finding.fingerprint: {
            "file": finding.location.file,
            "rule": finding.rule,
            "message": finding.message,
            "fingerprint": finding.fingerprint,
            "count": count[finding.fingerprint],
        }
        for finding in findings
    }
    entries = sorted(known.values(), key=lambda entry: [str(value) for value in entry.values()])
    lines = ",\n".join(f"  {json.dumps(entry)}" for entry in entries)
    return '{"tool": "claimgrade", "baseline": 1, "findings": [\n' + lines + "\n]}\n"


def read_baseline(path: Path, root: Path) -> Baseline:
    """The baseline in a file, for the base at `root`.

    Raises ClaimgradeError where the file cannot be read or is no baseline.
    """
    try:
        content = read_regular(path, _MAX_BYTES)
    except NotRegularError:
        raise ClaimgradeError(f"the baseline {path} cannot be read: it is not a regular file") from None
    except OSError as error:
        raise ClaimgradeError(f"the baseline {path} cannot be read: {error.strerror}") from None
    if len(content) > _MAX_BYTES:
        raise ClaimgradeError(f"the baseline {path} cannot be read: it is larger than {_MAX_BYTES >> 20} MiB")
    try:
        text = content.decode()
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ClaimgradeError(f"the baseline {path} is not JSON; {_mend(path)}") from None
    if not isinstance(data, dict) or data.get("tool") != "claimgrade" or not isinstance(data.get("findings"), list):
        raise ClaimgradeError(f"{path} is not a baseline of claimgrade; {_mend(path)}")
    if data.get("baseline") != 1:
        raise ClaimgradeError(f"{path} is not a baseline that this claimgrade reads; {_mend(path)}")
    lines = _lines(text)
    entries = tuple(_entry(path, i, item, lines) for i, item in enumerate(data["findings"]))
    if len({entry.fingerprint for entry in entries}) < len(entries):
        raise ClaimgradeError(f"{path}: a fingerprint is there twice; {_mend(path)}")
    whole = path.resolve()
    place = whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(path)
    return Baseline(str(path), place, entries)


def _entry(path: Path, number: int, item: Any, lines: Mapping[str, int]) -> Entry:
    well = isinstance(item, dict) and all(type(item.get(key)) is kind for key, kind in _KEYS.items())
    if not well or item["count"] < 1:
        raise ClaimgradeError(f"{path}: findings.{number} is not an entry of a baseline; {_mend(path)}")
    return Entry(**{key: item[key] for key in _KEYS}, line=lines.get(item["fingerprint"], 1))


def _lines(text: str) -> dict[str, int]:
    """The line of each fingerprint, as written by baseline_text."""
    mark = '"fingerprint": "'
    return {
        line.split(mark, 1)[1].split('"', 1)[0]: number
        for number, line in enumerate(text.split("\n"), 1)
        if mark in line
    }


def _mend(path: Path) -> str:
    return f"write one with: claimgrade check --write-baseline {path}"
