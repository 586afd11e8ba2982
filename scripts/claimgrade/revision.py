"""The records of a base as they stood at a revision, read from git without touching the work tree or the index.

Blobs are read as they were committed (`git cat-file`): no attribute, filter or hook of the repository has a say.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimgrade.finding import ClaimgradeError
from claimgrade.layout import Layout

FOLDERS = ("claims", "schema")
# Set inside hooks; they would lead away from the repository that the base is in.
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
_LINK, _COMMIT_OF_ANOTHER = "120000", "160000"


@contextmanager
def base_at(root: Path, revision: str) -> Iterator[Layout]:
    """The repository at `root` as it stood at a revision, in a temporary folder that is gone afterwards.

    Raises ClaimgradeError as `unpack` does.
    """
    with tempfile.TemporaryDirectory(prefix="claimgrade.") as work:
        folder = Path(work) / "base"
        folder.mkdir()
        unpack(root, revision, folder)
        yield Layout.at(folder)


def unpack(root: Path, revision: str, into: Path) -> None:
    """Write claims/ and schema/ of the base at `root`, as they stood at a revision, below the empty folder `into`.

    Raises ClaimgradeError where there is no git, no repository, no such revision, or no base at that revision.
    """
    commit = _commit(root, revision)
    entries = list(_entries(root, commit))
    missing = [name for name in FOLDERS if not any(path.startswith(f"{name}/") for _, _, path in entries)]
    if missing:
        raise ClaimgradeError(f"there is no base at {revision}: {root} had no folder {missing[0]}/ then")
    try:
        _write(root, entries, into)
    except (OSError, ValueError) as error:  # a link to a text with NUL is a ValueError
        why = error.strerror if isinstance(error, OSError) else error
        raise ClaimgradeError(f"the base at {revision} cannot be unpacked: {why}") from None


def head(root: Path) -> tuple[str, int] | None:
    """The commit that is checked out at `root` and its time (seconds since 1970); None without git or a commit."""
    try:
        told = _git(root, "log", "-1", "--no-show-signature", "--format=%H %ct")
    except ClaimgradeError:
        return None
    commit, _, seconds = told.stdout.decode().strip().partition(" ")
    return (commit, int(seconds)) if told.returncode == 0 and seconds.isdecimal() else None


def _commit(root: Path, revision: str) -> str:
    """The full name of the commit that a revision names."""
    if not revision or "\0" in revision:
        raise ClaimgradeError("a revision is a branch, tag or commit")
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if shallow.returncode:
        told = _first_line(shallow.stderr)
        what = (
            f"{root} is in no git repository" if "not a git repository" in told else f"git cannot read {root}: {told}"
        )
        raise ClaimgradeError(what)
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    if shallow.stdout.strip() == b"true":
        raise ClaimgradeError(
            f"the revision '{revision}' is not in this shallow clone: fetch it, or clone with the whole history "
            "(git fetch --unshallow; fetch-depth: 0 in actions/checkout)"
        )
    raise ClaimgradeError(f"there is no revision '{revision}' in the git repository of {root}")


def _entries(root: Path, commit: str) -> Iterator[tuple[str, str, str]]:
    """Mode, name of the blob and path from the root of the base, for each file."""
    listed = _git(root, "ls-tree", "-r", "-z", commit, *FOLDERS)
    if listed.returncode:
        raise ClaimgradeError(f"git cannot list the files of {commit}: {_first_line(listed.stderr)}")
    for line in os.fsdecode(listed.stdout).split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, _, blob = about.split(" ")
        if mode != _COMMIT_OF_ANOTHER:
            yield mode, blob, path


def _write(root: Path, entries: list[tuple[str, str, str]], into: Path) -> None:
    """Write every file, then every link, so that nothing is written through a link."""
    entries = sorted(entries, key=lambda entry: entry[0] == _LINK)
    with tempfile.TemporaryFile() as stream:
        wanted = "".join(f"{blob}\n" for _, blob, _ in entries)
        _git(root, "cat-file", "--batch", given=wanted.encode(), to=stream.fileno())
        stream.seek(0)
        for mode, blob, path in entries:
            parts = Path(path).parts
            if ".." in parts or Path(path).is_absolute():
                raise ClaimgradeError(f"git names the file {path}, which would be outside of the base")
            head = stream.readline().split()
            if head[1:2] != [b"blob"]:
                raise ClaimgradeError(f"git does not have the contents of {path} ({blob}): fetch them first")
            content = stream.read(int(head[2]))
            stream.readline()
            place = into.joinpath(*parts)
            place.parent.mkdir(parents=True, exist_ok=True)
            if mode == _LINK:
                place.symlink_to(os.fsdecode(content))
            else:
                place.write_bytes(content)


def _git(
    root: Path, *arguments: str, given: bytes = b"", to: int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    offline = {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(  # noqa: S603 - a list of arguments; the revision stands behind --end-of-options
            ["git", "-C", str(root), *arguments],  # noqa: S607 - the git that the user has
            input=given,
            stdout=to,
            stderr=subprocess.PIPE,
            env=kept | offline,
            check=False,
        )
    except FileNotFoundError:
        raise ClaimgradeError("git is needed to look at another revision, and it is not installed") from None


def _first_line(told: bytes) -> str:
    return told.decode(errors="replace").strip().split("\n")[0]
