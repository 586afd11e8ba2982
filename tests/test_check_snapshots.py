"""`check` with snapshots: what is counted, how it ends, and what a bad folder or file brings."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimgrade.articles.snapshots import MAX_BYTES
from conftest import TESTS, Ran, check_base

Claimgrade = Callable[..., Ran]
VARIABLE = "CLAIMGRADE_SNAPSHOTS"


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests set the environment variable themselves."""
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A copy of the toy snapshots, free to be changed."""
    return Path(shutil.copytree(TESTS / "toy-snapshots", tmp_path / "texts"))


def passages(ran: Ran) -> tuple[int, int]:
    """Passages that were checked, and that were not."""
    summary: dict[str, Any] = json.loads(ran.out)["summary"]
    return summary["checked"]["passages"], summary["not_checked"]["passages"]


def test_every_passage_is_checked(toy: Path, texts: Path, claimgrade: Claimgrade) -> None:
    """Every appearance and every not_claims entry counts."""
    ran = claimgrade("check", "--root", toy, "--snapshots", texts, "--format", "json")
    assert (ran.code, passages(ran), ran.err) == (0, (13, 0), "")


def test_text_tells_what_was_checked(toy: Path, texts: Path, claimgrade: Claimgrade) -> None:
    """The summary for people says it, too."""
    ran = claimgrade("check", "--root", toy, "--snapshots", texts)
    assert "Also checked: 13 passages, 10 citations.\n" in ran.out


def test_variable_names_the_folder(
    toy: Path, texts: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment variable does as --snapshots does, but what is missing is only counted."""
    monkeypatch.setenv(VARIABLE, str(texts))
    (texts / "toy-myths.txt").unlink()
    ran = claimgrade("check", "--root", toy, "--format", "json")
    assert (ran.code, passages(ran), ran.err) == (0, (9, 4), "")


@pytest.mark.parametrize("value", ["", "/nowhere/at/all"])
def test_variable_without_folder(
    toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """A folder that only the environment names may be missing: nothing is checked, and that is counted."""
    monkeypatch.setenv(VARIABLE, value)
    ran = claimgrade("check", "--root", toy, "--format", "json")
    assert (ran.code, passages(ran), ran.err) == (0, (0, 13), "")


@pytest.mark.parametrize("name", ["nowhere", "file.txt", ""])
def test_folder_that_was_typed_must_exist(toy: Path, tmp_path: Path, claimgrade: Claimgrade, name: str) -> None:
    """A missing folder, a file and an empty name end with 2 and one sentence."""
    (tmp_path / "file.txt").write_text("x")
    folder = str(tmp_path / name) if name else ""
    ran = claimgrade("check", "--root", toy, "--snapshots", folder)
    sentence = f"claimgrade: the snapshots folder '{folder}' is not a folder; name one with --snapshots DIR\n"
    assert (ran.code, ran.out, ran.err) == (2, "", sentence)


def leave_out(path: Path) -> None:
    """No file."""
    path.unlink()


def make_folder(path: Path) -> None:
    """A folder of that name."""
    path.unlink()
    path.mkdir()


def make_pipe(path: Path) -> None:
    """A pipe that nobody writes to."""
    path.unlink()
    os.mkfifo(path)


def lead_out(path: Path) -> None:
    """A link out of the folder."""
    path.replace(path.parent.parent / "outside.txt")
    path.symlink_to(path.parent.parent / "outside.txt")


def make_large(path: Path) -> None:
    """One byte too many."""
    path.write_bytes(b"a" * (MAX_BYTES + 1))


def make_latin(path: Path) -> None:
    """Not UTF-8."""
    path.write_bytes(b"Gr\xf6\xdfe")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (leave_out, "is missing"),
        (make_folder, "is not a regular file"),
        (make_pipe, "is not a regular file"),
        (lead_out, "leads out of the folder"),
        (make_large, "is larger than 1024 KiB"),
        (make_latin, "is not UTF-8"),
    ],
)
def test_snapshot_that_cannot_be_read(
    toy: Path, texts: Path, claimgrade: Claimgrade, spoil: Callable[[Path], None], why: str
) -> None:
    """It is named with the reason, its passages are not checked, and the command ends with 3."""
    spoil(texts / "toy-myths.txt")
    ran = claimgrade("check", "--root", toy, "--snapshots", texts, "--format", "json")
    sentence = f"claimgrade: {texts}/toy-myths.txt, the snapshot of the article 'toy-myths', {why}\n"
    assert (ran.code, passages(ran), ran.err) == (3, (9, 4), sentence)


def test_article_without_snapshot(toy: Path, texts: Path, claimgrade: Claimgrade) -> None:
    """Where the record names no snapshot, what was asked for cannot be done either."""
    path = toy / "claims/articles/toy-myths.yaml"
    lines = ["snapshot: null" if "snapshot" in line else line for line in path.read_text().split("\n")]
    path.write_text("\n".join(lines))
    ran = claimgrade("check", "--root", toy, "--snapshots", texts)
    assert (ran.code, ran.err) == (3, "claimgrade: 4 passages could not be checked for want of a snapshot\n")


def test_not_checked_beats_findings(toy: Path, texts: Path, claimgrade: Claimgrade) -> None:
    """3 beats 1, and --fail-on never does not hide it."""
    (texts / "toy-myths.txt").unlink()
    (texts / "toy-miracle.txt").write_text("Something else.")
    for option in ("error", "never"):
        assert claimgrade("check", "--root", toy, "--snapshots", texts, "--fail-on", option).code == 3


def test_findings_end_with_1(toy: Path, texts: Path, claimgrade: Claimgrade) -> None:
    """A passage that is gone is an error as any other."""
    (texts / "toy-myths.txt").write_text("Something else.")
    assert claimgrade("check", "--root", toy, "--snapshots", texts).code == 1


def test_byte_order_mark_is_no_text(toy: Path) -> None:
    """A mark at the beginning changes the file, not the passages."""
    (toy / "snapshots").mkdir()
    text = (TESTS / "toy-snapshots" / "toy-myths.txt").read_text()
    (toy / "snapshots" / "toy-myths.txt").write_text(text.replace("Three", "\ufeffThree"), encoding="utf-8")
    found = {finding.rule for finding in check_base(toy).findings}
    assert found == {"article-changed", "search-without-database"}


def test_unreadable_claim_may_account_for_sentences(toy: Path) -> None:
    """While a claim cannot be read, nobody knows which sentences are unaccounted for."""
    (toy / "snapshots").mkdir()
    text = (TESTS / "toy-snapshots" / "toy-myths.txt").read_text()
    (toy / "snapshots" / "toy-myths.txt").write_text("Menu\n" + text, encoding="utf-8")
    assert "sentence-unaccounted" in {finding.rule for finding in check_base(toy).findings}
    claim = toy / "claims/toy-facts/toyaline-causes-drowsiness.yaml"
    claim.write_text(claim.read_text().replace("kind: safety", "kind: safty"))
    assert "sentence-unaccounted" not in {finding.rule for finding in check_base(toy).findings}


def test_waiver_of_a_rule_that_could_not_look(toy: Path) -> None:
    """Without all snapshots nobody knows whether such a waiver is used; with all of them it may be unused."""
    path = toy / "claims/articles/toy-myths.yaml"
    waiver = "waivers: [{rule: sentence-unaccounted, reason: A toy reason., until: 2099-01-01}]\n"
    path.write_text(path.read_text() + waiver)
    shutil.copytree(TESTS / "toy-snapshots", toy / "snapshots")
    assert "unused-waiver" in {finding.rule for finding in check_base(toy).findings}
    (toy / "snapshots/toy-miracle.txt").unlink()
    assert "unused-waiver" not in {finding.rule for finding in check_base(toy).findings}
    shutil.rmtree(toy / "snapshots")
    assert "unused-waiver" not in {finding.rule for finding in check_base(toy).findings}
    path.write_text(path.read_text().replace("sentence-unaccounted", "no-such-rule"))
    assert "unused-waiver" in {finding.rule for finding in check_base(toy).findings}


@pytest.mark.parametrize("with_snapshots", [False, True])
def test_sentences_are_split_only_with_snapshots(toy: Path, *, with_snapshots: bool) -> None:
    """The library that splits sentences is loaded only when there is something to split."""
    options = ["--snapshots", str(TESTS / "toy-snapshots")] if with_snapshots else []
    code = (
        "import sys\nfrom claimgrade.cli import main\n"
        f"sys.argv = ['claimgrade', 'check', '--root', {str(toy)!r}, *{options!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    print('sentencex' in sys.modules, file=sys.stderr)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stderr.strip() == str(with_snapshots)
