"""The commits that can have changed a verdict, as git tells them: one walk, no work tree, no index."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from claimgrade.finding import ClaimgradeError
from claimgrade.layout import POLICY
from claimgrade.revision import git

_PATHS = ("claims", POLICY)
_PLAIN = ("-c", "core.fsmonitor=false", "--no-replace-objects")
# Against the first parent only, with full names, whatever the user's configuration says.
_WALK = (
    *_PLAIN,
    *("-c", "log.showRoot=true", "-c", "log.showSignature=false"),
    *("log", "--reverse", "--first-parent", "--diff-merges=first-parent", "--raw", "-z", "--no-renames", "--no-abbrev"),
    *("--no-ext-diff", "--no-color", "--no-show-signature", "--relative", "--format=%x01%H %ct %P", "HEAD", "--"),
)
_FILES = ("100644", "100755", "120000")


class NoCommitsError(ClaimgradeError):
    """There is nothing to look at; the message is a sentence for readers, without any path."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its full hash, its day (UTC, ISO), and what it changed: path from the base -> blob, None if gone."""

    name: str
    day: str
    changes: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Walk:
    """Commits of the first-parent line that touch claims/ or the grading policy, the oldest first.

    `is_cut`: it is a shallow clone, so what the first one shows as new may be older. `is_dirty`: the work tree differs.
    """

    commits: tuple[Commit, ...]
    is_cut: bool
    is_dirty: bool


def walk(root: Path) -> Walk:
    """The commits behind HEAD for the base at `root`. Raises NoCommitsError where there is no git or no commit."""
    try:
        shallow = git(root, "rev-parse", "--is-shallow-repository")
    except ClaimgradeError:
        raise NoCommitsError(
            "Git is not installed where this was made, so when verdicts changed is not known."
        ) from None
    if shallow.returncode:
        what = "These records are in no git repository"
        if b"not a git repository" not in shallow.stderr:  # it may belong to somebody else: safe.directory
            what = "Git cannot read the repository of these records"
        raise NoCommitsError(f"{what}, so when verdicts changed is not known.")
    told = git(root, *_WALK, *_PATHS)
    commits, first_has_parents = _read(told.stdout) if not told.returncode else ((), False)
    if not commits:
        raise NoCommitsError("These records are not committed yet, so there is no history of their verdicts.")
    status = git(root, *_PLAIN, "status", "--porcelain", "-z", "--", *_PATHS)
    is_cut = shallow.stdout.strip() == b"true" and not first_has_parents
    return Walk(commits, is_cut, bool(status.stdout))


def contents(root: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    """Each blob, in the order asked for, with what is in it; None where git lacks it (partial clone, lost object)."""
    wanted = list(blobs)
    with tempfile.TemporaryFile() as stream:
        names = "".join(f"{blob}\n" for blob in wanted).encode()
        git(root, "--no-replace-objects", "cat-file", "--batch", given=names, to=stream.fileno())
        stream.seek(0)
        for blob in wanted:
            head = stream.readline().split()
            if head[1:2] != [b"blob"]:
                yield blob, None
                continue
            yield blob, stream.read(int(head[2]))
            stream.readline()


def _read(told: bytes) -> tuple[tuple[Commit, ...], bool]:
    """Commits of the log, and whether the first of them has a parent."""
    tokens = iter(os.fsdecode(told).split("\0"))
    commits: list[Commit] = []
    changes: dict[str, str | None] = {}
    first_has_parents = False
    for token in tokens:
        line = token.lstrip("\n")
        if line.startswith("\x01"):
            name, seconds, *parents = line[1:].split()
            first_has_parents = bool(parents) if not commits else first_has_parents
            changes = {}
            commits.append(Commit(name, datetime.fromtimestamp(int(seconds), UTC).date().isoformat(), changes))
        elif line.startswith(":"):
            _, mode, _, blob, _ = line.split(" ")
            changes[next(tokens)] = blob if mode in _FILES else None
    return tuple(commits), first_has_parents
