"""Runs the cases of tests/cases/rules/<rule>/<case>.yaml: a change to the toy base, and every finding that it brings.

A case holds
  today     the day of the run (default: TODAY of conftest.py)
  files     path -> text to write over the toy base; null deletes
  edits     path -> list of [old, new]: each `old` stands in the file exactly once and is replaced
  findings  every finding that the change brings beyond those of the toy base itself; [] for a good case
  gone      rules of the toy base's own findings that the change removes, one for each (default: none)

A change of a study makes its entry in the lock outdated: the rules on citations are left out of the cases of others.
"""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimgrade.finding import Finding
from claimgrade.rules import GROUPS
from conftest import TESTS, TODAY, check_base

CASES = sorted((TESTS / "cases" / "rules").glob("*/*.yaml"))
CITATIONS = {rule.id for rule in GROUPS["citations"]}
KEYS = {"today", "files", "edits", "findings", "gone"}


def read_case(path: Path) -> dict[str, Any]:
    """The case in a file."""
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return case


def change(root: Path, case: dict[str, Any]) -> None:
    """Make the change of a case to the base at `root`."""
    for path, text in case.get("files", {}).items():
        if text is None:
            (root / path).unlink()
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8", newline="")
    for path, pairs in case.get("edits", {}).items():
        text = (root / path).read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, f"{path} does not hold this exactly once: {old!r}"
            text = text.replace(old, new)
        (root / path).write_text(text, encoding="utf-8")


def as_case(finding: Finding) -> dict[str, Any]:
    """A finding as cases write it."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "file": finding.location.file,
        "line": finding.location.line,
        "column": finding.location.column,
        "pointer": finding.location.pointer,
        "record": finding.record,
    }


def name_of(path: Path) -> str:
    """Name of a case: rule/case."""
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_case(path: Path, toy: Path) -> None:
    """The change of a case brings exactly the findings that the case lists, whole and in order of place."""
    case = read_case(path)
    assert set(case) <= KEYS
    today: date = case.get("today", TODAY)
    left_out = set() if path.parent.name in CITATIONS else CITATIONS
    before = [finding for finding in check_base(toy, today).findings if finding.rule not in left_out]
    change(toy, case)
    after = [finding for finding in check_base(toy, today).findings if finding.rule not in left_out]
    brought = list((Counter(after) - Counter(before)).elements())
    removed = (Counter(before) - Counter(after)).elements()
    assert [as_case(finding) for finding in sorted(brought, key=lambda finding: finding.order)] == case["findings"]
    assert sorted(finding.rule for finding in removed) == sorted(case.get("gone", []))


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_case_is_about_its_rule(path: Path) -> None:
    """A case with findings has at least one of the rule whose folder it lies in."""
    findings = read_case(path)["findings"]
    assert not findings or path.parent.name in {finding["rule"] for finding in findings}


def test_there_are_cases() -> None:
    """The search for cases finds some."""
    assert len(CASES) > 60
