"""What a check does besides reporting: waived findings, equal findings, rules that raise, step summary, folders."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from claimgrade.finding import ClaimgradeError, Finding, Problem, RuleFailure, Severity, Suppressed
from claimgrade.layout import Layout
from claimgrade.location import Location
from claimgrade.records import Study
from claimgrade.rules import RULES
from claimgrade.rules.rule import View
from claimgrade.site_content import content_of
from conftest import TODAY, Ran, check_base
from test_cli import KITE, PAIN, add_unused_study, negate

Claimgrade = Callable[..., Ran]
WAIVER = "waivers: [{rule: unused-study, reason: Kept for later., until: 2099-01-01}]\n"


@pytest.fixture
def broken_rule(toy: Path, monkeypatch: pytest.MonkeyPatch) -> RuleFailure:
    """The rule unused-study finds one thing in kite-2023 and then fails."""

    def check(study: Study, view: View) -> Iterator[Problem]:
        if study.id == "kite-2023":
            yield Problem("found before", "Mend it.", "/id")
            raise KeyError("toy\x1b")

    monkeypatch.setitem(RULES, "unused-study", replace(RULES["unused-study"], check=check))
    add_unused_study(toy)
    return RuleFailure("unused-study", "kite-2023", "claims/studies/kite-2023.yaml", "KeyError: 'toy\\x1b'")


def test_waived_findings_are_kept_apart(toy: Path, claimgrade: Claimgrade) -> None:
    """What a waiver holds back is no finding, but is there, with its reason, and counted."""
    (toy / "claims/studies/kite-2023.yaml").write_text(KITE)
    waived = next(finding for finding in check_base(toy).findings if finding.rule == "unused-study")
    (toy / "claims/studies/kite-2023.yaml").write_text(KITE + WAIVER)
    result = check_base(toy)
    assert "unused-study" not in {finding.rule for finding in result.findings}
    assert result.suppressed == (Suppressed(waived, "Kept for later.", "2099-01-01"),)
    assert result.suppressed[0].finding.excerpt == "id: kite-2023"
    assert "\nHeld back by waivers: 1 finding.\n" in claimgrade("check", "--root", toy).out
    assert claimgrade("check", "--root", toy, "--fail-on", "warning").code == 0
    assert json.loads(claimgrade("check", "--root", toy, "--format", "json").out)["summary"]["suppressed"] == 1


def test_equal_findings_have_their_own_fingerprints(toy: Path) -> None:
    """Findings that read the same are told apart by their order, and an edit above changes no fingerprint."""
    path = toy / "claims/toy-effects/toyaline-improves-mood.yaml"
    assert path.read_text().count("    differs: []\n") >= 2
    path.write_text(path.read_text().replace("    differs: []\n", "    differs: [specis]\n"))
    found = [finding for finding in check_base(toy).findings if finding.rule == "schema"]
    before = [finding.fingerprint for finding in found]
    assert len({finding.message for finding in found}) == 1
    assert len(set(before)) == len(found) >= 2
    path.write_text("# a comment\n" + path.read_text().replace("\nkind:", "\n\nkind:"))
    after = [finding for finding in check_base(toy).findings if finding.rule == "schema"]
    assert [finding.fingerprint for finding in after] == before
    assert [finding.location.line for finding in after] != [finding.location.line for finding in found]


def test_fingerprints_are_kept_by_others() -> None:
    """A finding has the same fingerprint in every version: baselines and services keep it."""
    finding = Finding("schema", Severity.ERROR, "wrong", "Mend it.", Location("claims/toy/a.yaml", 7, 1))
    fingerprints = [replace(finding, occurrence=number).fingerprint for number in (1, 2, 3)]
    assert fingerprints == ["4c825e372b7b6c36", "253121cc782686b5", "67774ab319c8fca8"]


def test_rule_that_raises(toy: Path, claimgrade: Claimgrade, broken_rule: RuleFailure) -> None:
    """The other findings are printed, rule and record named in one sentence on standard error; exit code 2."""
    negate(toy)
    ran = claimgrade("check", "--root", toy, "--format", "concise", "--fail-on", "never")
    assert ran.code == 2
    assert ran.err == (
        "claimgrade: internal error: the rule 'unused-study' failed on the record 'kite-2023' "
        "(claims/studies/kite-2023.yaml): KeyError: 'toy\\x1b'\n"
    )
    assert [line.split(" ")[1] for line in ran.out.splitlines()[:3]] == [
        "info[search-without-database]",
        "warning[unused-study]",
        "error[negated-statement]",
    ]
    assert check_base(toy).failures == (broken_rule,)


def test_rule_that_raises_on_many_records(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named once, with the first record and the number of the others; beats exit codes 1 and 3."""

    def check(study: Study, view: View) -> Iterator[Problem]:
        raise ValueError(study.id)

    monkeypatch.setitem(RULES, "unused-study", replace(RULES["unused-study"], check=check))
    (toy / "snapshots").mkdir()
    ran = claimgrade("check", "--root", toy, "--snapshots", toy / "snapshots", "--fail-on", "info")
    assert ran.code == 2
    first, *rest = ran.err.splitlines()
    assert first == (
        "claimgrade: internal error: the rule 'unused-study' failed on the record 'alder-2015' "
        "(claims/studies/alder-2015.yaml): ValueError: alder-2015; and on 9 records more"
    )
    assert [line for line in rest if "internal error" in line] == []


def test_rule_that_raises_in_reports(toy: Path, claimgrade: Claimgrade, broken_rule: RuleFailure) -> None:
    """SARIF says that the run was not whole, JUnit counts an error."""
    run = json.loads(claimgrade("check", "--root", toy, "--format", "sarif").out)["runs"][0]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]] == [
        str(broken_rule)
    ]
    junit = claimgrade("check", "--root", toy, "--format", "junit").out
    assert '<testsuite name="unused-study" tests="2" failures="1" errors="1" skipped="0" time="0">' in junit


def test_waiver_of_a_rule_that_raises(toy: Path, broken_rule: RuleFailure) -> None:
    """Nobody knows whether it would be used, so it is not called unused."""
    text = (KITE + WAIVER).replace("unused-study", "doi-malformed")
    (toy / broken_rule.file).write_text(text)
    assert "unused-waiver" in {finding.rule for finding in check_base(toy).findings}
    (toy / broken_rule.file).write_text(KITE + WAIVER)
    assert "unused-waiver" not in {finding.rule for finding in check_base(toy).findings}


def test_no_site_where_a_rule_raises(toy: Path, broken_rule: RuleFailure) -> None:
    """A site is made from records that every rule has seen."""
    with pytest.raises(ClaimgradeError) as raised:
        content_of(Layout.at(toy), TODAY)
    assert str(raised.value) == str(broken_rule)


@pytest.mark.parametrize("options", [["--format", "github"], ["--output", "github:commands.txt"]])
def test_step_summary_is_added(
    toy: Path, tmp_path: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    """The format github adds the table to the file that GitHub names; what stands there stays."""
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.chdir(tmp_path)
    assert claimgrade("check", "--root", toy).code == 0
    assert summary.read_text() == "before\n"
    assert claimgrade("check", "--root", toy, *options).code == 0
    assert summary.read_text().startswith("before\n## claimgrade check\n\nChecked 8 claims")
    assert "| info | search\\-without\\-database |" in summary.read_text()


@pytest.mark.parametrize(("place", "reason"), [("folder", "Is a directory"), ("no/file", "No such file or directory")])
def test_step_summary_that_cannot_be_written(
    toy: Path, tmp_path: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch, place: str, reason: str
) -> None:
    """One sentence and exit code 2."""
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / place))
    ran = claimgrade("check", "--root", toy, "--format", "github")
    assert ran == Ran(2, "", f"claimgrade: {tmp_path / place} cannot be written: {reason}\n")


def test_two_formats_in_one_file(toy: Path, tmp_path: Path, claimgrade: Claimgrade) -> None:
    """The second would replace the first: a wrong call, before anything is checked or written."""
    file = tmp_path / "report"
    ran = claimgrade("check", "--root", toy, "--output", f"json:{file}", "--output", f"sarif:{file}")
    message = f"--output sarif:{file}: {file} is named twice; give each format a file of its own"
    assert ran == Ran(2, "", f"claimgrade: {message}\n")
    assert not file.exists()


@pytest.mark.parametrize(("top", "folder"), [("toy", ""), (".", "toy/"), (None, "")])
def test_paths_begin_at_the_top_of_the_repository(
    toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch, top: str | None, folder: str
) -> None:
    """GitHub, GitLab and SARIF get paths from the top of the git repository, JSON and text from the base."""
    if top:
        (toy.parent / top / ".git").mkdir()
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    negate(toy)
    told = {name: claimgrade("check", "--root", toy, "--format", name).out for name in ("github", "gitlab", "sarif")}
    assert f"::error file={folder}{PAIN},line=2" in told["github"]
    assert f'"path": "{folder}{PAIN}"' in told["gitlab"]
    assert f'"uri": "{folder}{PAIN}"' in told["sarif"]
    for name in ("text", "json", "concise"):
        assert f"toy/{PAIN}" not in claimgrade("check", "--root", toy, "--format", name).out
