"""When services are silent, or somebody stops the run: nothing is concluded from that, and nothing is lost."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bibliographic_faults import Fault
from bibliographic_formats import Update
from bibliographic_server import serve
from claimgrade.citations.answer import Answer, Identifier
from claimgrade.citations.services import Services
from claimgrade.cli import verify_command
from claimgrade.layout import LOCK
from conftest import TESTS, TODAY
from verifying import ELM, FERN, Claimgrade, edit, lock_of, serving, toy_works, verify

ASKING = ("--update", "--format", "json")
# The program, also where whoever runs the tests has told programs in the background to ignore Ctrl-C.
HEEDING = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from claimgrade.cli import main; main()"
)
RETRACTED = Update(type="retraction", doi="10.5555/notice", date=(2025, 2, 3))


def numbered(toy: Path) -> None:
    """One study of the toy base gets a PMID, too, and another has nothing but one."""
    edit(toy, FERN, "DOI: 10.5555/toy.6", "DOI: 10.5555/toy.6\n  PMID: 61")
    edit(toy, ELM, "DOI: 10.5555/toy.5", "PMID: 51")


@pytest.mark.parametrize("fault", [Fault.ERROR, Fault.BLOCKED, Fault.PAGE, Fault.RESET, Fault.BUSY, Fault.TRUNCATED])
def test_outage_of_all(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    """Every study is unchecked, the lock stays, exit code 3; a run that checked nothing says so."""
    numbered(toy)
    before = lock_of(toy)
    with serving(monkeypatch, toy_works(toy).values()) as server:
        server.always("/", fault)
        ran = verify(claimgrade, toy, "--update")
    assert (ran.code, lock_of(toy)) == (3, before)
    assert "Could not check 9 identifiers at Crossref, " in ran.out
    assert "Could not check 2 identifiers at PubMed, " in ran.out
    assert ran.out.endswith("Nothing was checked.\nAsked for 10 studies: 10 unchecked.\n")
    assert "error[" not in ran.out


def test_no_lock_comes_of_an_outage(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even an empty one."""
    (toy / LOCK).unlink()
    with serving(monkeypatch, toy_works(toy).values()) as server:
        server.always("/", Fault.ERROR)
        assert verify(claimgrade, toy, "--update").code == 3
    assert not (toy / LOCK).exists()


def test_outage_turns_nothing_green(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was retracted stays so while the service is silent, and check goes on telling of it."""
    works = toy_works(toy)
    works["bell-2020"] = replace(works["bell-2020"], updates=(RETRACTED,))
    with serving(monkeypatch, works.values()):
        assert verify(claimgrade, toy, "--update").code == 1
    before = lock_of(toy)
    with serving(monkeypatch, toy_works(toy).values()) as server:
        server.always("/", Fault.ERROR)
        ran = verify(claimgrade, toy, "--update", "--fail-on", "never")
    assert (ran.code, lock_of(toy)) == (3, before)
    assert "error[citation-retracted]" in claimgrade("check", "--root", toy, "--today", TODAY).out


def test_partial_outage(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was answered is kept; a study of which one service is silent is unchecked; 3 beats 1."""
    numbered(toy)
    works = toy_works(toy)
    works["bell-2020"] = replace(works["bell-2020"], updates=(RETRACTED,))
    with serving(monkeypatch, works.values()) as server:
        server.always("/e", Fault.ERROR)
        ran = verify(claimgrade, toy, *ASKING)
        report = json.loads(ran.out)
        outcomes = {study: told["outcome"] for study, told in report["studies"].items()}
        assert (ran.code, outcomes["bell-2020"]) == (3, "retracted")
        assert [study for study, outcome in outcomes.items() if outcome == "unchecked"] == ["elm-2019", "fern-2010"]
        stored = json.loads(lock_of(toy))["studies"]
        assert stored["bell-2020"]["outcome"] == "retracted"
        assert [stored[study]["checked_at"] for study in ("elm-2019", "fern-2010")] == ["2026-01-01", "2026-01-01"]
        server.lasting.clear()
        again = json.loads(verify(claimgrade, toy, *ASKING, "--max-age", "10").out)
    assert {study: told["outcome"] for study, told in again["studies"].items()} == {
        "elm-2019": "verified",
        "fern-2010": "verified",
    }


def test_bad_news_in_a_partial_outage(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """One service is enough to call a study retracted; it is asked again, whatever its age, till both have answered."""
    numbered(toy)
    works = toy_works(toy)
    works["fern-2010"] = replace(works["fern-2010"], updates=(RETRACTED,))
    with serving(monkeypatch, works.values()) as server:
        server.always("/e", Fault.ERROR)
        first = json.loads(verify(claimgrade, toy, *ASKING).out)
        again = json.loads(verify(claimgrade, toy, *ASKING, "--max-age", "10").out)
    assert [run["studies"]["fern-2010"]["outcome"] for run in (first, again)] == ["retracted", "retracted"]
    assert list(again["studies"]) == ["elm-2019", "fern-2010"]


def test_record_that_cannot_be_read(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows what to ask for it: it is named, its entry stays, exit code 3."""
    with serving(monkeypatch, toy_works(toy).values()):
        (toy / FERN).write_text("id: [")
        ran = verify(claimgrade, toy, "--update")
    assert (ran.code, "fern-2010" in json.loads(lock_of(toy))["studies"]) == (3, True)
    assert "Could not read 1 study: fern-2010\n" in ran.out


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody presses Ctrl-C after the fourth answer."""
    look_up = Services.look_up

    def some(self: Services, identifiers: Iterable[Identifier]) -> Iterator[Answer]:
        for number, answer in enumerate(look_up(self, identifiers)):
            if number == 4:
                raise KeyboardInterrupt
            yield answer

    monkeypatch.setattr(Services, "look_up", some)


@pytest.mark.usefixtures("stopped")
def test_interrupted_run(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was answered is told and kept, the rest stays as it was; the next run asks for that."""
    before = json.loads(lock_of(toy))["studies"]
    with serving(monkeypatch, toy_works(toy).values()):
        plain = verify(claimgrade, toy)
        assert json.loads(lock_of(toy))["studies"] == before
        ran = verify(claimgrade, toy, "--update")
        after = json.loads(lock_of(toy))["studies"]
        rest = json.loads(verify(claimgrade, toy, *ASKING, "--max-age", "1").out)
    assert (plain.code, ran.code) == (130, 130)
    assert ran.out.endswith(
        "Asked for 10 studies: 4 verified, 6 unchecked.\nInterrupted: what was not answered is unchecked.\n"
    )
    assert sum(entry["checked_at"] == TODAY.isoformat() for entry in after.values()) == 4
    assert after.keys() == before.keys()
    assert len(rest["studies"]) == 6


def test_interrupted_before_anything_was_asked(
    toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, and the lock as it was."""

    def load(_: object) -> None:
        raise KeyboardInterrupt

    before = lock_of(toy)
    monkeypatch.setattr(verify_command, "load", load)
    ran = verify(claimgrade, toy, "--update")
    assert (ran.code, ran.out, ran.err, lock_of(toy)) == (130, "", "claimgrade: interrupted\n", before)


def test_ctrl_c_while_a_service_is_silent(toy: Path) -> None:
    """The real program, waiting for PubMed: Crossref's answers are kept, and there is no traceback."""
    numbered(toy)
    scripts = str(TESTS.parent / "scripts")
    with serve(toy_works(toy).values()) as server:
        server.always("/e", Fault.TIMEOUT)
        run = subprocess.Popen(
            [sys.executable, "-c", HEEDING, "verify", "--root", toy, "--update", "--today", str(TODAY)],
            env={**os.environ, **server.environment, "PYTHONPATH": scripts},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert run.stderr
        told = [run.stderr.readline() for _ in range(4)]
        while told[-1] != "claimgrade: 8 of 11 identifiers done\n":
            assert told[-1]
            told.append(run.stderr.readline())
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=60)
    assert (run.returncode, "Traceback" in err) == (130, False)
    assert out.endswith("Interrupted: what was not answered is unchecked.\n")
    days = [entry["checked_at"] for entry in json.loads(lock_of(toy))["studies"].values()]
    assert days.count(TODAY.isoformat()) >= 7
