"""Reads the base as it stood at a revision of git; the work tree and the index are never touched."""

import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from claimgrade.finding import ClaimgradeError
from claimgrade.layout import Layout

_FOLDERS = ("claims", "schema")
# Set inside hooks; they would lead away from the repository that the base is in.
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")


@contextmanager
def base_at(root: Path, rev: str) -> Iterator[Layout]:
    """The repository at `root` as it stood at `rev`, in a temporary folder that is gone afterwards.

    Raises ClaimgradeError where git is missing, `root` is in no repository, `rev` is no commit of it, or the commit
    holds no base at that place.
    """
    commit = _commit(root, rev)
    found = _git(root, "ls-tree", "-d", "--name-only", commit, "--", *_FOLDERS).stdout.decode().splitlines()
    if missing := [name for name in _FOLDERS if name not in found]:
        raise ClaimgradeError(f"the revision '{rev}' holds no claims repository: it has no folder {missing[0]}/")
    with tempfile.TemporaryDirectory(prefix="claimgrade.") as work:
        folder = Path(work) / "base"
        folder.mkdir()
        with (Path(work) / "base.tar").open("w+b") as archive:
            told = _git(root, "archive", "--format=tar", commit, "--", *_FOLDERS, out=archive)
            if told.returncode:
                raise ClaimgradeError(f"the revision '{rev}' cannot be read: {_reason(told)}")
            archive.seek(0)
            _unpack(archive, folder, rev)
        wanted = _git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", *_FOLDERS).stdout.count(b"\0")
        if wanted != sum(1 for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()):
            raise ClaimgradeError(
                f"the revision '{rev}' cannot be read whole: .gitattributes keeps files out of archives"
            )
        yield Layout.at(folder)


def _commit(root: Path, rev: str) -> str:
    """The full name of the commit that `rev` stands for."""
    inside = _git(root, "rev-parse", "--is-inside-work-tree")
    if inside.returncode or inside.stdout.strip() != b"true":
        raise ClaimgradeError(f"{root} is not in a work tree of git, so there is no revision '{rev}' to compare with")
    if "\0" in rev or not rev:
        raise ClaimgradeError("a revision is a branch, tag or commit")
    told = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}")
    if told.returncode:
        raise ClaimgradeError(f"there is no revision '{rev}' here; if the clone is shallow, fetch it first")
    return told.stdout.decode().strip()


def _git(root: Path, *arguments: str, out: "int | IO[bytes]" = subprocess.PIPE) -> subprocess.CompletedProcess[bytes]:
    """One git command in `root`, which neither asks nor fetches what a partial clone lacks."""
    git = shutil.which("git")
    if git is None:
        raise ClaimgradeError("git is needed to read a revision, and is not installed")
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    environment = kept | {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = (git, "-C", str(root), *arguments)
    return subprocess.run(  # noqa: S603, no shell; what a user typed stands after --end-of-options
        command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, env=environment, check=False
    )


def _reason(told: subprocess.CompletedProcess[bytes]) -> str:
    lines = told.stderr.decode(errors="replace").strip().splitlines()
    return lines[0] if lines else f"git ended with {told.returncode}"


def _unpack(archive: IO[bytes], folder: Path, rev: str) -> None:
    """Only files and folders that stay inside: a revision may be a stranger's."""
    try:
        with tarfile.open(fileobj=archive, mode="r:") as tar:
            tar.extractall(folder, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise ClaimgradeError(f"the revision '{rev}' cannot be unpacked: {error}") from None
