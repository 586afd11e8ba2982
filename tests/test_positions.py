"""Positions of passages: what they are worth without a text, and how `check --fix` writes them."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from claimgrade.records.parts import Passage
from conftest import TESTS, Ran

Claimgrade = Callable[..., Ran]
SNAPSHOTS = TESTS / "toy-snapshots"
CLAIM = "claims/toy-effects/toyaline-reduces-pain.yaml"


def records(root: Path) -> dict[str, bytes]:
    """The files of a base."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.yaml"))}


@pytest.fixture
def unplaced(toy: Path) -> Path:
    """The toy base without positions."""
    for path in (toy / "claims").rglob("*.yaml"):
        path.write_text(re.sub(r", position: \d+", "", path.read_text()))
    return toy


def test_a_passage_is_the_same_without_its_position() -> None:
    """Two mentions of a passage are one, whether or not somebody looked where it stands."""
    assert len({Passage("a", "b", "0" * 64), Passage("a", "b", "0" * 64, 0), Passage("a", "b", "0" * 64, 7)}) == 1
    assert Passage.from_mapping({"start": "a", "end": "b", "sha256": "0" * 64}).position is None
    assert Passage.from_mapping({"start": "a", "end": "b", "sha256": "0" * 64, "position": 0}).position == 0


def test_fix_writes_every_position(unplaced: Path, claimgrade: Claimgrade) -> None:
    """With the snapshots --fix writes all positions, and brings back the toy base byte by byte."""
    ran = claimgrade("check", "--root", unplaced, "--snapshots", SNAPSHOTS, "--fix")
    assert ran.err == "claimgrade: mended 13 defects in 10 files\n"
    assert "Also checked: 13 passages" in ran.out
    assert "passage-unplaced" not in ran.out
    expected = records(TESTS / "toy")
    assert {path: text for path, text in records(unplaced).items() if path in expected} == expected


def test_fix_keeps_a_block_a_block(unplaced: Path, claimgrade: Claimgrade) -> None:
    """A passage on lines of its own gets another line; a wrong position is replaced."""
    path = unplaced / CLAIM
    text = re.sub(
        r"passage: \{start: (.*), end: (.*), sha256: (\w+)\}",
        r"passage:\n      start: \1\n      end: \2\n      sha256: \3  # why",
        path.read_text(),
    )
    second = text.rindex("  # why") + len("  # why")
    path.write_text(text[:second] + "\n      position: 7" + text[second:])
    claimgrade("check", "--root", unplaced, "--snapshots", SNAPSHOTS, "--fix")
    mended = text[:second] + "\n      position: 66" + text[second:]
    assert path.read_text() == mended.replace("  # why\n    stance", "  # why\n      position: 26\n    stance", 1)


def test_without_snapshots_nothing_is_forced(unplaced: Path, claimgrade: Claimgrade) -> None:
    """Whoever has no captured text leaves positions out: no finding, and nothing to mend."""
    before = records(unplaced)
    ran = claimgrade("check", "--root", unplaced, "--fix", "--fail-on", "warning")
    assert (ran.code, ran.err) == (0, "")
    assert records(unplaced) == before


def test_another_text_moves_no_position(toy: Path, tmp_path: Path, claimgrade: Claimgrade) -> None:
    """A snapshot with another digest is told, and does not overwrite what was right for the recorded one."""
    texts = Path(shutil.copytree(SNAPSHOTS, tmp_path / "texts"))
    for path in texts.iterdir():
        path.write_text(f"Menu\n{path.read_text()}")
    before = records(toy)
    ran = claimgrade("check", "--root", toy, "--snapshots", texts, "--fix")
    assert ran.out.count("[article-changed]") == 2
    assert "position" not in ran.out
    assert (ran.err, records(toy)) == ("", before)
