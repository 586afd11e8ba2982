"""Files are written whole or not at all."""

import io
import os
import stat
import threading
from pathlib import Path

import pytest

from claimgrade.files import write_new, write_whole
from claimgrade.finding import ClaimgradeError


def names(folder: Path) -> list[str]:
    """Everything in a folder."""
    return sorted(entry.name for entry in folder.iterdir())


def test_text_is_written_as_utf_8_with_its_line_ends(tmp_path: Path) -> None:
    """The bytes of a file are the text's, on every system, and others may read it."""
    write_whole(tmp_path / "toy.txt", "größe\nb\r\n")
    assert (tmp_path / "toy.txt").read_bytes() == "größe\nb\r\n".encode()
    assert stat.S_IMODE((tmp_path / "toy.txt").stat().st_mode) == 0o644
    assert names(tmp_path) == ["toy.txt"]


def test_what_stood_there_is_replaced(tmp_path: Path) -> None:
    """A longer file leaves nothing behind a shorter one."""
    write_whole(tmp_path / "toy.txt", "a longer text")
    write_whole(tmp_path / "toy.txt", "short")
    assert (tmp_path / "toy.txt").read_text(encoding="utf-8") == "short"
    assert names(tmp_path) == ["toy.txt"]


def test_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new file cannot take its place, the old one stays and no temporary file does."""
    write_whole(tmp_path / "toy.txt", "old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ClaimgradeError, match=r"^.*toy\.txt cannot be written: No space left on device$"):
        write_whole(tmp_path / "toy.txt", "new")
    assert (tmp_path / "toy.txt").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["toy.txt"]


def test_text_that_is_not_utf_8_leaves_the_old_file(tmp_path: Path) -> None:
    """A defect of the text itself is an error of the program, and leaves no trace on the disk."""
    write_whole(tmp_path / "toy.txt", "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "toy.txt", "new \ud800")
    assert (tmp_path / "toy.txt").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["toy.txt"]


def test_folder_in_the_way(tmp_path: Path) -> None:
    """A folder is not replaced by a file."""
    (tmp_path / "toy").mkdir()
    with pytest.raises(ClaimgradeError, match=r"^.*toy cannot be written: it is a folder$"):
        write_whole(tmp_path / "toy", "new")
    assert names(tmp_path) == ["toy"]


@pytest.mark.parametrize(
    ("place", "why"), [("missing/toy.txt", "No such file or directory"), ("file/toy.txt", "Not a directory")]
)
def test_no_folder_to_write_in(tmp_path: Path, place: str, why: str) -> None:
    """A place that is not there is told in one sentence."""
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    with pytest.raises(ClaimgradeError) as told:
        write_whole(tmp_path / place, "new")
    assert str(told.value) == f"{tmp_path / place} cannot be written: {why}"
    assert names(tmp_path) == ["file"]


def test_pipe_is_written_as_it_is(tmp_path: Path) -> None:
    """A pipe gets the text and stays a pipe."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_whole(pipe, "toy\n")
    reader.join()
    assert read == [b"toy\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert names(tmp_path) == ["pipe"]


@pytest.mark.parametrize("ending", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_new_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: BaseException
) -> None:
    """Whatever ends the writing, no part of the file is left."""

    class Ending(io.StringIO):
        def write(self, text: str) -> int:
            raise ending

    def opened(path: Path, *_: object, **__: object) -> Ending:
        path.touch()
        return Ending()

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises((ClaimgradeError, KeyboardInterrupt)):
        write_new(tmp_path, "toys/toy.txt", "new")
    assert names(tmp_path / "toys") == []
