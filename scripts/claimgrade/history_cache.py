"""Keeps what was computed from the history, in the user's cache folder: never in the repository, where others write.

A key is a digest of everything that the result follows from: each commit with the blobs that it changed, the code and
schemas of this package, and the libraries that read records. So what is found under a key cannot be out of date. Each
file carries the digest of its contents, is written whole beside its place, and is held to its shape when it is read:
one that is cut short, garbled or of another shape counts as not there.
"""

import hashlib
import json
import os
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from claimgrade.commits import Walk
from claimgrade.files import write_whole
from claimgrade.finding import ClaimgradeError
from claimgrade.grading import Verdict
from claimgrade.history import Turn
from claimgrade.layout import package_schemas
from claimgrade.records.vocabularies import Certainty
from claimgrade.regular_file import read_regular

Pair = tuple[Verdict | None, Certainty | None]

_FORMAT = 1
_MAX_BYTES = 64 * 1024 * 1024
_KEPT = 8  # files, over all bases: some branches each
_LIBRARIES = ("pyyaml", "jsonschema-rs")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HASH = re.compile(r"[0-9a-f]{40,64}")


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the history stands after a commit.

    `turns` stand in order of commits, `states` is claim -> what became of it; `skipped` counts commits whose policy
    cannot be used, `partial` those in which a record that verdicts rest on cannot be read.
    """

    turns: tuple[Turn, ...] = ()
    states: Mapping[str, Pair] = field(default_factory=dict)
    skipped: int = 0
    partial: int = 0


def cache_folder() -> Path | None:
    """The user's folder for histories; None where the user has none."""
    chosen = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        caches = Path(chosen) if chosen else Path.home() / ".cache"
    except RuntimeError:
        return None
    return caches / "claimgrade" / "history" if caches.is_absolute() else None


def keys_of(walk: Walk) -> list[str]:
    """A key for the history up to each commit."""
    digest = hashlib.sha256(f"{_FORMAT} {_code()} {walk.is_cut}".encode())
    keys = []
    for commit in walk.commits:
        digest.update(json.dumps([commit.name, commit.day, list(commit.changes.items())]).encode())
        keys.append(digest.hexdigest())
    return keys


def find(folder: Path, keys: list[str]) -> tuple[int, Progress]:
    """How many commits are done, and the progress after them; (0, an empty one) where nothing is kept."""
    for i in range(len(keys) - 1, -1, -1):
        progress = _read(folder / f"{keys[i]}.json")
        if progress is not None:
            return i + 1, progress
    return 0, Progress()


def keep(folder: Path, key: str, progress: Progress) -> None:
    """Write it, and let go of the oldest files. That a cache cannot be written harms nobody."""
    body = json.dumps(
        {
            "turns": [[t.claim, t.date, t.commit, t.before, t.after] for t in progress.turns],
            "states": dict(progress.states),
            "skipped": progress.skipped,
            "partial": progress.partial,
        },
        separators=(",", ":"),
    )
    with suppress(OSError, ClaimgradeError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(folder / f"{key}.json", f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}")
        files = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
        for path in files[:-_KEPT]:
            path.unlink(missing_ok=True)


def _read(path: Path) -> Progress | None:
    try:
        content = read_regular(path, _MAX_BYTES)
        digest, _, body = content.partition(b"\n")
        if len(content) > _MAX_BYTES or hashlib.sha256(body).hexdigest().encode() != digest:
            return None
        data = json.loads(body)
        return Progress(
            tuple(_turns(data["turns"])),
            {_named(_ID, claim): _known(pair) for claim, pair in data["states"].items()},
            int(data["skipped"]),
            int(data["partial"]),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _turns(data: Iterable[Any]) -> Iterator[Turn]:
    for claim, day, commit, before, after in data:
        pairs = (None if before is None else _known(before), None if after is None else _known(after))
        yield Turn(_named(_ID, claim), _named(_DAY, day), _named(_HASH, commit), *pairs)


def _known(pair: Any) -> Pair:
    verdict, certainty = pair
    return None if verdict is None else Verdict(verdict), None if certainty is None else Certainty(certainty)


def _named(pattern: re.Pattern[str], text: Any) -> str:
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise ValueError(text)
    return text


@cache
def _code() -> str:
    """A digest of the code and schemas of this package, of Python's version, and of the libraries that read records."""
    digest = hashlib.sha256(platform.python_version().encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    package = Path(__file__).parent
    for path in sorted((*package.rglob("*.py"), *package_schemas().glob("*.json"), package_schemas() / "grading.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
