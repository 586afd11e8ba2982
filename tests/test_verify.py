"""claimgrade verify: what it asks, tells and writes, and how it ends."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bibliographic_faults import Fault
from bibliographic_formats import Update, Work
from claimgrade.layout import LOCK
from conftest import TESTS, TODAY
from test_since import commit, git
from verifying import ELM, FERN, Claimgrade, edit, lock_of, serving, toy_works, verify

GOLDEN = TESTS / "golden"
RETRACTED = Update(type="retraction", doi="10.5555/notice", date=(2025, 2, 3), source="retraction-watch")


def with_news(root: Path) -> list[Work]:
    """Works of the toy base: one was retracted, one has another title, one is absent, the rest are as recorded."""
    works = toy_works(root)
    works["bell-2020"] = replace(works["bell-2020"], updates=(RETRACTED,))
    works["cedar-2022"] = replace(works["cedar-2022"], title="Another paper")
    del works["dune-2018"]
    return list(works.values())


def outcomes(report: dict[str, Any]) -> dict[str, int]:
    """Outcomes that some study has, with their numbers."""
    return {outcome: number for outcome, number in report["summary"]["outcomes"].items() if number}


def files(root: Path) -> dict[Path, bytes]:
    """Every file of a base."""
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_plain_run_tells_and_writes_nothing(
    toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Findings, what rests on a retracted study, what would change in the lock; every file stays as it is."""
    edit(toy, LOCK, '"fern-2010"', '"gone-2010"')
    before = files(toy)
    with serving(monkeypatch, with_news(toy)):
        ran = verify(claimgrade, toy)
    assert (ran.code, ran.out) == (1, (GOLDEN / "verify.txt").read_text(encoding="utf-8"))
    assert ran.err.splitlines() == [f"claimgrade: {number} of 10 identifiers done" for number in range(1, 11)]
    assert files(toy) == before


def test_report_as_json(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Everything, findings in the shape of check's; the same in a file."""
    edit(toy, FERN, "DOI: 10.5555/toy.6", "ISBN: toy-6")
    with serving(monkeypatch, with_news(toy)):
        ran = verify(claimgrade, toy, "--format", "json", "--output", f"text:{tmp_path / 'a report.txt'}")
    report = json.loads(ran.out)
    assert report.pop("tool_version")
    assert [impact["study"]["id"] for impact in report.pop("impacts")] == ["bell-2020"]
    assert (ran.code, report) == (1, json.loads((GOLDEN / "verify.json").read_text(encoding="utf-8")))
    checked = json.loads(claimgrade("check", "--root", toy, "--today", TODAY, "--format", "json").out)
    assert {frozenset(finding) for finding in report["findings"]} == {frozenset(checked["findings"][0])}
    assert (tmp_path / "a report.txt").read_text().endswith("with nothing to ask: 1 study.\n")


def test_update_writes_the_lock(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """And check reads it; entries of studies that are gone, or that nobody can ask for, go."""
    edit(toy, LOCK, '"elm-2019"', '"gone-2010"')
    edit(toy, FERN, "DOI: 10.5555/toy.6", "ISBN: toy-6")
    with serving(monkeypatch, with_news(toy)):
        first = verify(claimgrade, toy, "--update", "--format", "json")
        written = lock_of(toy)
        again = verify(claimgrade, toy, "--update", "--format", "json")
    studies = json.loads(written)["studies"]
    assert (first.code, again.code) == (1, 1)
    assert outcomes(json.loads(first.out)) == {"retracted": 1, "mismatch": 1, "absent": 1, "verified": 6}
    assert {"elm-2019", "fern-2010", "gone-2010"} & studies.keys() == {"elm-2019"}
    assert {entry["checked_at"] for entry in studies.values()} == {TODAY.isoformat()}
    told = json.loads(again.out)
    assert (lock_of(toy), told["changes"], told["summary"]["lock_written"]) == (written, [], False)
    checked = json.loads(claimgrade("check", "--root", toy, "--today", TODAY, "--format", "json").out)
    rules = sorted(finding["rule"] for finding in checked["findings"] if finding["severity"] == "error")
    assert rules == ["citation-mismatch", "citation-mismatch", "citation-retracted"]
    assert checked["summary"]["checked"]["citations"] == 9


def test_first_lock_of_a_base(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none yet it is made."""
    (toy / LOCK).unlink()
    with serving(monkeypatch, toy_works(toy).values()):
        ran = verify(claimgrade, toy, "--update")
    assert ran.code == 0
    assert "Written to claims/verify.lock.json:\n  new, verified: alder-2015, " in ran.out
    assert claimgrade("check", "--root", toy, "--today", TODAY, "--fail-on", "warning").code == 0
    assert len(json.loads(lock_of(toy))["studies"]) == 10


def test_bad_news_goes_before_good_news(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mismatch that is mended, a retraction that is withdrawn, and what is recorded already."""
    with serving(monkeypatch, with_news(toy)):
        verify(claimgrade, toy, "--update")
    edit(toy, "claims/studies/cedar-2022.yaml", "title: A toy review of toyaline and sleep", "title: Another paper")
    works = with_news(toy)
    works[1] = replace(works[1], updates=(RETRACTED, Update(type="reinstatement", date=(2025, 3, 4))))
    with serving(monkeypatch, works):
        report = json.loads(verify(claimgrade, toy, "--format", "json").out)
    assert report["changes"] == [
        {"study": "bell-2020", "before": "retracted", "after": "reinstated"},
        {"study": "cedar-2022", "before": "mismatch", "after": "verified"},
    ]
    assert [finding["record"] for finding in report["findings"]] == ["dune-2018"]


@pytest.fixture
def repository(toy: Path) -> Path:
    """The toy base as the first commit of a repository."""
    git(toy, "init", "--quiet")
    commit(toy)
    return toy


def test_only_what_a_change_touched(repository: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Studies whose identifiers or compared fields differ from a revision, and new ones; nothing else is asked for."""
    works = toy_works(repository)
    edit(repository, FERN, "title: Twelve toy cases", "title: Twelve cases of toys")
    edit(repository, ELM, "design: rct", "design: rct\nfunding: A toy fund")
    kite = (repository / ELM).read_text().replace("elm-2019", "kite-2019").replace("10.5555/toy.5", "10.5555/toy.99")
    (repository / "claims/studies/kite-2019.yaml").write_text(kite)
    with serving(monkeypatch, works.values()) as server:
        ran = verify(claimgrade, repository, "--since", "HEAD", "--format", "json")
        asked = [found for _, form in server.requests for found in form.get("filter", "").split(",") if found]
        report = json.loads(ran.out)
        assert (report["summary"]["left_out"], list(report["studies"])) == (9, ["fern-2010", "kite-2019"])
        assert sorted(asked) == ["doi:10.5555/toy.6", "doi:10.5555/toy.99"]
        assert {finding["record"] for finding in report["findings"]} == {"fern-2010", "kite-2019"}
        commit(repository)
        server.requests.clear()
        ran = verify(claimgrade, repository, "--since", "HEAD")
    assert (ran.code, server.requests) == (0, [])
    assert ran.out.startswith("There was nothing to ask.\nAsked for 0 studies.\n")


@pytest.mark.parametrize(("days", "asked"), [("0", 10), ("14", 10), ("15", 0), ("36525", 0)])
def test_what_was_checked_lately_is_left_out(
    toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch, days: str, asked: int
) -> None:
    """Less than so many days ago: the lock of the toy base is fourteen days old."""
    with serving(monkeypatch, toy_works(toy).values()):
        report = json.loads(verify(claimgrade, toy, "--max-age", days, "--format", "json").out)
    assert (len(report["studies"]), report["summary"]["left_out"]) == (asked, 10 - asked)


def test_what_changed_is_asked_again_at_any_age(
    toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record that changed, one that the lock lacks, and one that it has from the future."""
    edit(toy, FERN, "title: Twelve toy cases", "title: Twelve cases of toys")
    edit(toy, LOCK, '"elm-2019"', '"gone-2019"')
    text = lock_of(toy).split('"grove-2012"')
    (toy / LOCK).write_text(text[0] + '"grove-2012"' + text[1].replace("2026-01-01", "2999-01-01", 1))
    with serving(monkeypatch, toy_works(toy).values()):
        report = json.loads(verify(claimgrade, toy, "--max-age", "365", "--format", "json").out)
    assert list(report["studies"]) == ["elm-2019", "fern-2010", "grove-2012"]


def test_waivers_and_settings_hold(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record may be excused, a base may call a rule something else, and an option decides what fails."""
    path = toy / "claims/studies/cedar-2022.yaml"
    path.write_text(path.read_text() + "waivers: [{rule: citation-mismatch, reason: Toys., until: 2099-01-01}]\n")
    (toy / "claimgrade.toml").write_text('[severity]\ncitation-retracted = "warning"\n')
    works = with_news(toy)
    with serving(monkeypatch, works):
        report = json.loads(verify(claimgrade, toy, "--format", "json").out)
        assert [(finding["record"], finding["severity"]) for finding in report["findings"]] == [
            ("bell-2020", "warning"),
            ("dune-2018", "error"),
        ]
        assert verify(claimgrade, toy, "--fail-on", "never").code == 0
    works.append(toy_works(toy)["dune-2018"])
    with serving(monkeypatch, works):
        assert verify(claimgrade, toy).code == 0
        assert verify(claimgrade, toy, "--fail-on", "warning").code == 1


def test_what_services_say_steers_no_terminal(
    toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control characters, right-to-left marks and markup of a service are shown, and do nothing."""
    works = toy_works(toy)
    works["fern-2010"] = replace(works["fern-2010"], title="\x1b[2J<b>Toys</b>\u202e\r\nclaimgrade: all is well")
    with serving(monkeypatch, works.values()):
        ran = verify(claimgrade, toy, "--update")
    assert (ran.code, "Toys" in ran.out) == (1, True)
    assert not {"\x1b", "\u202e", "\r"} & set(ran.out + lock_of(toy))
    assert not [line for line in ran.out.splitlines() if line.startswith("claimgrade: all")]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--max-age", "-1"), "Invalid value for '--max-age'"),
        (("--max-age", "soon"), "Invalid value for '--max-age'"),
        (("--max-age", "36526"), "Invalid value for '--max-age'"),
        (("--since", "nowhere"), "is in no git repository"),
        (("--since", ""), "a revision is a branch, tag or commit"),
        (("--format", "sarif"), "Invalid value for '--format'"),
        (("--output", "report.json"), "--output report.json: write FORMAT:FILE, where FORMAT is one of text, json"),
        (("--output", "json:"), "--output json:: write FORMAT:FILE"),
        (("--output", "json:a", "--output", "text:a"), "a is named twice"),
        (("--output", "json:/nowhere/report.json"), "/nowhere/report.json cannot be written"),
        (("--fail-on", "fatal"), "Invalid value for '--fail-on'"),
        (("--today", "tomorrow"), "is not a date such as 2026-11-21"),
        (("--root", "/nowhere"), "is not a claims repository"),
        (("--searches", "now"), "Got unexpected extra argument"),
    ],
)
def test_wrong_calls(
    toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], told: str
) -> None:
    """One sentence, exit code 2, and the lock as it was."""
    before = lock_of(toy)
    with serving(monkeypatch, toy_works(toy).values()):
        ran = verify(claimgrade, toy, *options)
    assert (ran.code, ran.out, lock_of(toy)) == (2, "", before)
    assert told in ran.err


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("CLAIMGRADE_CROSSREF_URL", "http://example.org", "CLAIMGRADE_CROSSREF_URL must begin with https"),
        ("CLAIMGRADE_MAILTO", "nobody", "CLAIMGRADE_MAILTO is not an address for mail"),
    ],
)
def test_wrong_environment(
    toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    """Addresses and contact are looked at before anything is asked."""
    monkeypatch.setenv(variable, value)
    ran = verify(claimgrade, toy)
    assert (ran.code, ran.out, told in ran.err) == (2, "", True)


def test_a_lock_that_cannot_be_read(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is asked, and nothing is written over it: it may hold what git can still restore."""
    (toy / LOCK).write_text("<<<<<<< HEAD\n")
    with serving(monkeypatch, toy_works(toy).values()) as server:
        server.always("/", Fault.ERROR)
        ran = verify(claimgrade, toy, "--update")
    assert (ran.code, ran.out, server.requests, lock_of(toy)) == (2, "", [], "<<<<<<< HEAD\n")
    assert ran.err == (
        "claimgrade: claims/verify.lock.json:1: claims/verify.lock.json is not JSON: Expecting value. "
        "Restore it from git, or delete it and run 'claimgrade verify --update'.\n"
    )
