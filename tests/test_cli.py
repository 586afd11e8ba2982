"""The command line: what each command prints, how it ends, and what a mistake of its user brings."""

import json
import os
import unicodedata
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from claimgrade.cli import COMMANDS
from claimgrade.reporters import REPORTERS
from claimgrade.rules import RULES
from conftest import TESTS, TODAY, Ran

Claimgrade = Callable[..., Ran]
GOLDEN = TESTS / "golden"
PAIN = "claims/toy-effects/toyaline-reduces-pain.yaml"
KITE = "id: kite-2023\ncitation: {type: article-journal, title: A toy trial, ISBN: toy-kite}\ndesign: rct\n"


def negate(root: Path) -> None:
    """An error: a statement of the toy base is negated."""
    text = (root / PAIN).read_text()
    (root / PAIN).write_text(text.replace("toyaline reduces", "toyaline never reduces"))


def add_unused_study(root: Path) -> None:
    """A warning: a study that no record names."""
    (root / "claims/studies/kite-2023.yaml").write_text(KITE)


def printable(text: str) -> bool:
    """Whether a text holds nothing but characters for the eye, and line ends."""
    return not {unicodedata.category(char) for char in text.replace("\n", "")} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_check_prints_text(toy: Path, claimgrade: Claimgrade) -> None:
    """One finding of each severity as text: place, line with caret, help; infos in one line; a summary."""
    negate(toy)
    add_unused_study(toy)
    ran = claimgrade("check", "--root", toy)
    assert (ran.code, ran.out, ran.err) == (1, (GOLDEN / "check.txt").read_text(), "")


def test_check_prints_one_line_for_many_infos(toy: Path, claimgrade: Claimgrade) -> None:
    """What fires on many records is told once, with its number."""
    path = toy / "claims/searches/toy-sleep.yaml"
    path.write_text(path.read_text().replace("kind: database", "kind: web"))
    ran = claimgrade("check", "--root", toy)
    assert [line for line in ran.out.split("\n") if line.startswith("info")] == [
        "info[search-without-database] claims/searches/toy-sleep.yaml:3: "
        "the search 'toy-sleep' looked in no database, registry or review and 1 more"
    ]


def test_check_prints_json(toy: Path, claimgrade: Claimgrade) -> None:
    """The JSON report has the keys of the contract, in its order, and the whole finding."""
    negate(toy)
    ran = claimgrade("check", "--root", toy, "--format", "json")
    report = json.loads(ran.out)
    finding = report["findings"].pop()
    fingerprint = finding.pop("fingerprint")
    assert list(report) == ["version", "tool", "tool_version", "summary", "findings"]
    assert (report["version"], report["tool"], report["tool_version"]) == (1, "claimgrade", version("claimgrade"))
    assert report["summary"] == {
        "records": {"claims": 8, "studies": 10, "articles": 2, "searches": 3},
        "findings": {"error": 1, "warning": 0, "info": 1},
        "checked": {"passages": 0, "citations": 10},
        "not_checked": {"passages": 13, "citations": 0},
        "suppressed": 0,
    }
    assert finding == {
        "rule": "negated-statement",
        "severity": "error",
        "message": "the statement is negated: 'never'",
        "help": "Write it positively, and 'stance: denies' where an article denies it.",
        "file": PAIN,
        "line": 2,
        "column": 12,
        "pointer": "/statement",
        "record": "toyaline-reduces-pain",
    }
    assert len(fingerprint) == 16
    assert int(fingerprint, 16)


def test_fingerprints_outlive_moved_lines(toy: Path, claimgrade: Claimgrade) -> None:
    """A finding that moves down keeps its fingerprint; another finding has another one."""

    def fingerprints() -> dict[str, tuple[str, int]]:
        report = json.loads(claimgrade("check", "--root", toy, "--format", "json").out)
        return {finding["rule"]: (finding["fingerprint"], finding["line"]) for finding in report["findings"]}

    negate(toy)
    before = fingerprints()["negated-statement"]
    (toy / PAIN).write_text("# a comment\n" + (toy / PAIN).read_text())
    after = fingerprints()
    assert after["negated-statement"] == (before[0], before[1] + 1)
    assert len({fingerprint for fingerprint, _ in after.values()}) == len(after) == 2


def test_check_repeats_itself(toy: Path, claimgrade: Claimgrade) -> None:
    """The same base gives the same bytes."""
    negate(toy)
    add_unused_study(toy)
    first, second = (claimgrade("check", "--root", toy, "--format", "json") for _ in range(2))
    assert first == second


def test_check_writes_more_outputs(toy: Path, tmp_path: Path, claimgrade: Claimgrade) -> None:
    """--output is repeatable, and each file holds what standard output would hold in its format."""
    text, data = tmp_path / "report.txt", tmp_path / "report.json"
    ran = claimgrade("check", "--root", toy, "--output", f"text:{text}", "--output", f"json:{data}")
    assert (ran.code, text.read_text()) == (0, ran.out)
    assert data.read_text() == claimgrade("check", "--root", toy, "--format", "json").out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.json", "report.txt", "toy"]


def test_today_sets_the_day_of_date_rules(toy: Path, claimgrade: Claimgrade) -> None:
    """Searches expire on another day, as warnings; verdicts stay."""
    before = claimgrade("export", "json", "--root", toy, "--out", "-").out
    ran = claimgrade("check", "--root", toy, "--today", "2100-01-01")
    assert ran.code == 0
    assert ran.out.count("warning[search-expired]") == 3
    assert claimgrade("check", "--root", toy, "--today", TODAY.isoformat()).out.count("search-expired") == 0
    assert claimgrade("export", "json", "--root", toy, "--out", "-").out == before


@pytest.mark.parametrize(
    ("fail_on", "clean", "warned", "wrong"),
    [(None, 0, 0, 1), ("error", 0, 0, 1), ("warning", 0, 1, 1), ("info", 1, 1, 1), ("never", 0, 0, 0)],
)
def test_fail_on(toy: Path, claimgrade: Claimgrade, fail_on: str | None, clean: int, warned: int, wrong: int) -> None:
    """Exit code 1 means findings at least as bad as --fail-on; the toy base itself has one info."""
    options = ["check", "--root", toy, *(["--fail-on", fail_on] if fail_on else [])]
    assert claimgrade(*options).code == clean
    add_unused_study(toy)
    assert claimgrade(*options).code == warned
    negate(toy)
    assert claimgrade(*options).code == wrong


def test_base_is_found_upwards(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --root the nearest folder upwards that holds a base is taken."""
    monkeypatch.chdir(toy / "claims" / "studies")
    assert claimgrade("check").out == claimgrade("check", "--root", toy).out


def test_show_a_claim(toy: Path, claimgrade: Claimgrade) -> None:
    """A claim is told with its verdict, every step of its grade, its evidence and where it was made."""
    ran = claimgrade("show", "toyaline-improves-sleep", "--root", toy)
    assert (ran.code, ran.out) == (0, (GOLDEN / "show-claim.txt").read_text())


@pytest.mark.parametrize("record", ["grove-2012", "toy-miracle", "toy-itching"])
def test_show_another_record(toy: Path, claimgrade: Claimgrade, record: str) -> None:
    """Studies, articles and searches are told, too; a retraction comes first."""
    ran = claimgrade("show", record, "--root", toy)
    assert (ran.code, ran.out) == (0, (GOLDEN / f"show-{record}.txt").read_text())


@pytest.mark.parametrize("rule", RULES)
def test_explain_a_rule(claimgrade: Claimgrade, rule: str) -> None:
    """The page of a rule, under its name and severity."""
    ran = claimgrade("explain", rule)
    assert (ran.code, ran.out) == (0, f"{rule} ({RULES[rule].severity})\n\n{RULES[rule].page.strip()}\n")


def test_explain_lists_all_rules(claimgrade: Claimgrade) -> None:
    """Without a rule every rule is listed with its severity and what it is about."""
    lines = claimgrade("explain").out.splitlines()
    told = [line.split(maxsplit=2) for line in lines if line.startswith("  ")]
    assert told == [[rule.id, rule.severity.value, rule.title] for rule in RULES.values()]


def test_export_to_a_file(toy: Path, tmp_path: Path, claimgrade: Claimgrade) -> None:
    """--out FILE gets what --out - prints, and nothing else is left behind."""
    out = tmp_path / "base.json"
    assert claimgrade("export", "json", "--root", toy, "--out", out) == Ran(0, "", "")
    assert out.read_text() == claimgrade("export", "json", "--root", toy, "--out", "-").out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base.json", "toy"]


def test_export_to_a_pipe(toy: Path, tmp_path: Path, claimgrade: Claimgrade) -> None:
    """A pipe or device is written to, never replaced by a file."""
    (toy / "claims/searches/toy-sleep.yaml").unlink()  # a small base fits into the pipe
    for path in (toy / "claims").glob("toy-*/*.yaml"):
        path.unlink()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    assert claimgrade("export", "json", "--root", toy, "--out", pipe).code == 0
    assert pipe.is_fifo()
    assert json.loads(os.read(reader, 1 << 16))["claims"] == []
    os.close(reader)


def test_export_of_a_broken_base(toy: Path, tmp_path: Path, claimgrade: Claimgrade) -> None:
    """A base with unreadable records is not exported, and the exit code is 1."""
    (toy / "claims/studies/bell-2020.yaml").write_text("id: [")
    ran = claimgrade("export", "json", "--root", toy, "--out", tmp_path / "base.json")
    expected = "claimgrade: 1 record cannot be read, nothing was written; run 'claimgrade check'\n"
    assert ran == Ran(1, "", expected)
    assert not (tmp_path / "base.json").exists()


def test_export_has_the_keys_of_the_contract(toy: Path, claimgrade: Claimgrade) -> None:
    """Each claim carries its record, what was derived, and that of each appearance and evidence entry."""
    data = json.loads(claimgrade("export", "json", "--root", toy, "--out", "-").out)
    assert {kind: len(records) for kind, records in data.items()} == {
        "claims": 8,
        "studies": 10,
        "articles": 2,
        "searches": 3,
    }
    derived = ["verdict", "certainty", "system", "ceiling", "plain", "steps", "search_strength"]
    schema = json.loads((toy / "schema" / "claim.schema.json").read_text())
    for claim in data["claims"]:
        assert {*schema["properties"], *derived} <= set(claim)
        assert all({*schema["$defs"]["appearance"]["properties"], "overstated"} <= set(a) for a in claim["appearances"])
        assert all(
            {*schema["$defs"]["evidence"]["properties"], "counts", "direct"} <= set(e) for e in claim["evidence"]
        )
    sleep = next(claim for claim in data["claims"] if claim["id"] == "toyaline-improves-sleep")
    assert [sleep[key] for key in derived] == [
        "contradicted",
        "moderate",
        "grade",
        "high",
        "Oral toyaline improves sleep in adults with toy syndrome. "
        "This is probably not so: there is little or no such effect.",
        [{"name": "start", "certainty": "moderate", "reason": sleep["steps"][0]["reason"]}],
        "database",
    ]
    assert (sleep["appearances"][0]["overstated"], sleep["evidence"][0]["counts"]) == (True, True)
    for kind in ("study", "article", "search"):
        plural = {"study": "studies", "search": "searches"}.get(kind, f"{kind}s")
        schema = json.loads((toy / "schema" / f"{kind}.schema.json").read_text())
        assert all(list(record) == list(schema["properties"]) for record in data[plural])


def test_help_and_version(claimgrade: Claimgrade) -> None:
    """--help lists every command with its line, --version tells the version."""
    shown = claimgrade("--help")
    assert shown.code == 0
    assert all(f"  {name}" in shown.out and line in shown.out for name, line in COMMANDS.items())
    assert claimgrade("--version").out == f"claimgrade, version {version('claimgrade')}\n"


@pytest.mark.parametrize("hostile", ["file-name", "bytes-name", "value", "key"])
def test_control_characters_are_not_printed(
    toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch, hostile: str
) -> None:
    """What could steer a terminal in a stranger's record or file name never reaches the output."""
    folder, nasty = toy / "claims" / "searches", "\\x1b]0;toy\\x07\\x9b31m\\u202e\\u2028"
    name = {"file-name": b"toy\x1b[31m\n\xe2\x80\xae.yaml", "bytes-name": b"toy\xff\xfe.yaml"}.get(hostile, b"toy.yaml")
    text = {"value": f'id: toy\noutcome: "{nasty}"\n', "key": f'id: toy\n"{nasty}": \u202etoy\u202c\n'}.get(
        hostile, "x"
    )
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(text, encoding="utf-8")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    for form in REPORTERS:
        ran = claimgrade("check", "--root", toy, "--format", form)
        assert ran.code == 1
        assert printable(ran.out)
        assert ran.err == ""
