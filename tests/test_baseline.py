"""Baselines: what is known is held back, what is new is shown, and what was mended must go."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.baseline import baseline_text, read_baseline
from claimgrade.configuration import Settings
from claimgrade.finding import Finding, Result, Severity
from claimgrade.location import Location
from conftest import TESTS, Ran
from test_cli import PAIN, add_unused_study, negate

Claimgrade = Callable[..., Ran]
KITE = "claims/studies/kite-2023.yaml"


@pytest.fixture
def baseline(toy: Path, tmp_path: Path, claimgrade: Claimgrade) -> Path:
    """A baseline of a toy base with an error, a warning and an info."""
    negate(toy)
    add_unused_study(toy)
    path = toy / "baseline.json"
    ran = claimgrade("check", "--root", toy, "--write-baseline", path)
    assert (ran.code, ran.err) == (0, "")
    assert "0 errors, 0 warnings, 0 infos" in ran.out
    assert ran.out.endswith("Held back, because known before: 3 findings.\n")
    return path


def report(ran: Ran) -> dict[str, Any]:
    """A JSON report."""
    told: dict[str, Any] = json.loads(ran.out)
    return told


def check(toy: Path, claimgrade: Claimgrade, baseline: Path, *more: str) -> tuple[int, list[dict[str, Any]], int]:
    """Exit code, findings that are shown, and number of those held back."""
    ran = claimgrade("check", "--root", toy, "--baseline", baseline, "--format", "json", *more)
    told = report(ran)
    return ran.code, told["findings"], told["summary"]["held_back"]


def test_known_findings_are_held_back(toy: Path, claimgrade: Claimgrade, baseline: Path) -> None:
    """They are neither shown nor counted, and the number of them is told; without a baseline nothing is said of it."""
    assert check(toy, claimgrade, baseline, "--fail-on", "info") == (0, [], 3)
    assert report(claimgrade("check", "--root", toy, "--baseline", baseline, "--format", "json"))["summary"][
        "findings"
    ] == {"error": 0, "warning": 0, "info": 0}
    assert "held_back" not in report(claimgrade("check", "--root", toy, "--format", "json"))["summary"]


def test_file_is_for_diffs(baseline: Path) -> None:
    """A line for each finding, in order of files, with nothing in it that moves with lines."""
    lines = baseline.read_text().splitlines()
    assert (lines[0], lines[-1], len(lines)) == ('{"tool": "claimgrade", "baseline": 1, "findings": [', "]}", 5)
    entries = json.loads("\n".join(lines))["findings"]
    assert [list(entry) for entry in entries] == [["file", "rule", "message", "fingerprint", "count"]] * 3
    assert [(entry["file"], entry["rule"], entry["count"]) for entry in entries] == [
        ("claims/searches/toy-smith.yaml", "search-without-database", 1),
        (KITE, "unused-study", 1),
        (PAIN, "negated-statement", 1),
    ]


def test_an_edit_above_revives_nothing(toy: Path, claimgrade: Claimgrade, baseline: Path) -> None:
    """A finding that moved is still known."""
    for path in (toy / KITE, toy / PAIN):
        path.write_text("# a comment\n\n" + path.read_text())
    assert check(toy, claimgrade, baseline, "--fail-on", "info") == (0, [], 3)


def test_a_new_finding_is_shown(toy: Path, claimgrade: Claimgrade, baseline: Path) -> None:
    """What is not in the baseline counts as ever."""
    lime = (toy / KITE).read_text().replace("kite-2023", "lime-2024").replace("toy.kite", "toy.lime")
    (toy / "claims/studies/lime-2024.yaml").write_text(lime)
    code, shown, held = check(toy, claimgrade, baseline, "--fail-on", "warning")
    assert (code, [finding["record"] for finding in shown], held) == (1, ["lime-2024"], 3)


def test_a_mended_finding_must_go(toy: Path, claimgrade: Claimgrade, baseline: Path) -> None:
    """An entry without its finding is an error at its line of the baseline; writing it again mends that."""
    (toy / KITE).unlink()
    code, shown, held = check(toy, claimgrade, baseline)
    for finding in shown:
        assert int(finding.pop("fingerprint"), 16)
    assert (code, held) == (1, 2)
    assert shown == [
        {
            "rule": "baseline-outdated",
            "severity": "error",
            "message": f"the finding unused-study in {KITE} is no longer there: "
            "no claim, search or other study refers to 'kite-2023'",
            "help": f"Renew the baseline: claimgrade check --write-baseline {baseline}",
            "file": "baseline.json",
            "line": 3,
            "column": 1,
            "pointer": "",
            "record": None,
        }
    ]
    before = baseline.read_text().splitlines()
    assert claimgrade("check", "--root", toy, "--write-baseline", baseline).code == 0
    assert baseline.read_text().splitlines() == before[:2] + before[3:]
    assert check(toy, claimgrade, baseline) == (0, [], 2)


def test_severity_of_an_outdated_baseline(toy: Path, claimgrade: Claimgrade, baseline: Path) -> None:
    """The configuration may make it a warning."""
    (toy / KITE).unlink()
    (toy / "claimgrade.toml").write_text('severity = {"baseline-outdated" = "warning"}')
    code, shown, _ = check(toy, claimgrade, baseline)
    assert (code, [(finding["rule"], finding["severity"]) for finding in shown]) == (
        0,
        [("baseline-outdated", "warning")],
    )


def test_entries_that_could_not_be_looked_at(
    toy: Path, tmp_path: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without snapshots nobody knows whether a finding on passages is still there, so its entry stays quiet."""
    monkeypatch.delenv("CLAIMGRADE_SNAPSHOTS", raising=False)
    texts, baseline = tmp_path / "texts", tmp_path / "baseline.json"
    shutil.copytree(TESTS / "toy-snapshots", texts)
    (texts / "toy-myths.txt").write_text((texts / "toy-myths.txt").read_text() + "\nToys are said to sing at night.\n")
    arguments = ("check", "--root", toy, "--snapshots", texts)
    claimgrade(*arguments, "--write-baseline", baseline)
    assert '"sentence-unaccounted"' in baseline.read_text()
    assert check(toy, claimgrade, baseline)[:2] == (0, [])
    shutil.copytree(TESTS / "toy-snapshots", texts, dirs_exist_ok=True)
    code, shown, _ = check(toy, claimgrade, baseline, "--snapshots", str(texts))
    assert (code, {finding["rule"] for finding in shown}) == (1, {"baseline-outdated"})


def same(*columns: int) -> Result:
    """A result whose findings differ in nothing but their columns."""
    found = (
        Finding("schema", Severity.ERROR, "wrong", "Mend it.", Location("a.yaml", 1, column)) for column in columns
    )
    return Result(tuple(found), {}, {}, {})


def test_findings_that_read_the_same_are_counted(tmp_path: Path) -> None:
    """Of three where two were known, one is shown; of one where two were known, one must go."""
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text(same(1, 2).findings))
    baseline = read_baseline(path, tmp_path)
    more = baseline.hold_back(same(1, 2, 3), Settings())
    assert [finding.location.column for finding in more.findings] == [3]
    fewer = baseline.hold_back(same(2), Settings())
    assert [finding.message for finding in fewer.findings] == [
        "the finding schema in a.yaml is there 1 and not 2 times: wrong"
    ]
    assert fewer.held_back == same(2).findings


TEXT = st.text(st.characters(), max_size=20)
FINDINGS = st.builds(
    Finding, TEXT, st.sampled_from(Severity), TEXT, TEXT, st.builds(Location, TEXT, st.integers(1, 9), st.just(1))
)


@given(st.lists(FINDINGS, max_size=5))
def test_a_baseline_holds_back_what_it_was_written_from(found: list[Finding]) -> None:
    """Whatever stands in findings, the file is ASCII, and nothing is shown, lost or outdated."""
    text = baseline_text(found)
    assert text.isascii()
    counted = {entry["fingerprint"]: entry["count"] for entry in json.loads(text)["findings"]}
    left = Result(tuple(found), {}, {}, {}).beyond(counted)
    assert (left.findings, left.held_back) == ((), tuple(found))
    assert sum(counted.values()) == len(found)
    assert text == baseline_text(found[::-1])


ENTRY = {"file": "a", "rule": "schema", "message": "m", "fingerprint": "0" * 16, "count": 1}


def baseline_of(*entries: object, version: object = 1) -> str:
    """The text of a baseline."""
    return json.dumps({"tool": "claimgrade", "baseline": version, "findings": entries})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "the baseline {} is not JSON; "),
        ("[" * 100_000, "the baseline {} is not JSON; "),
        ("\udcff", "the baseline {} is not JSON; "),
        ("[]", "{} is not a baseline of claimgrade; "),
        ('{"tool": "ruff"}', "{} is not a baseline of claimgrade; "),
        (baseline_of(version=2), "{} is not a baseline that this claimgrade reads; "),
        (baseline_of(ENTRY, 3), "{}: findings.1 is not an entry of a baseline; "),
        (baseline_of(ENTRY | {"count": 0}), "{}: findings.0 is not an entry of a baseline; "),
        (baseline_of(ENTRY | {"count": True}), "{}: findings.0 is not an entry of a baseline; "),
        (baseline_of(ENTRY | {"file": None}), "{}: findings.0 is not an entry of a baseline; "),
        (baseline_of(ENTRY, ENTRY), "{}: a fingerprint is there twice; "),
    ],
)
def test_file_that_is_no_baseline(toy: Path, tmp_path: Path, claimgrade: Claimgrade, text: str, why: str) -> None:
    """A foreign file ends the command with one sentence, and the way to a baseline."""
    path = tmp_path / "baseline.json"
    path.write_text(text, errors="surrogateescape")
    mend = f"write one with: claimgrade check --write-baseline {path}"
    expected = Ran(2, "", f"claimgrade: {why.format(path)}{mend}\n")
    assert claimgrade("check", "--root", toy, "--baseline", path) == expected


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing", "No such file or directory"),
        ("folder", "it is not a regular file"),
        ("pipe", "it is not a regular file"),
    ],
)
def test_baseline_that_cannot_be_read(toy: Path, tmp_path: Path, claimgrade: Claimgrade, name: str, why: str) -> None:
    """What is no readable file ends the command with one sentence."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    path = tmp_path / name
    expected = Ran(2, "", f"claimgrade: the baseline {path} cannot be read: {why}\n")
    assert claimgrade("check", "--root", toy, "--baseline", path) == expected


def test_baseline_that_cannot_be_written(toy: Path, tmp_path: Path, claimgrade: Claimgrade) -> None:
    """A place that cannot be written ends the command with one sentence."""
    path = tmp_path / "missing" / "baseline.json"
    expected = Ran(2, "", f"claimgrade: {path} cannot be written: No such file or directory\n")
    assert claimgrade("check", "--root", toy, "--write-baseline", path) == expected


@pytest.mark.parametrize("other", [["--write-baseline", "b.json"], ["--since", "HEAD"]])
def test_options_that_exclude_each_other(toy: Path, claimgrade: Claimgrade, other: list[str]) -> None:
    """Only one thing can say what was known before."""
    ran = claimgrade("check", "--root", toy, "--baseline", "a.json", *other)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("Error: --baseline, --write-baseline and --since exclude each other.\n")
