"""Reads the captured texts of articles from a folder outside the base: they are other people's texts."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from claimgrade.articles.text import ArticleText
from claimgrade.finding import ClaimgradeError
from claimgrade.records import Article
from claimgrade.records.article import Snapshot
from claimgrade.regular_file import NotRegularError, read_regular

MAX_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Snapshots:
    """The texts at hand, by id of the article; empty where no folder was given.

    `changed` holds the SHA-256 of files that differ from what their record says; `unread` one sentence for each
    snapshot that a record names and that cannot be read.
    """

    texts: Mapping[str, ArticleText] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


class _UnreadableError(Exception):
    """Why a snapshot cannot be read."""


def read_snapshots(folder: str | Path, articles: Iterable[Article]) -> Snapshots:
    """The snapshot of every article that names one. Raises ClaimgradeError where there is no such folder."""
    if not folder or not Path(folder).is_dir():
        raise ClaimgradeError(f"the snapshots folder '{folder}' is not a folder; name one with --snapshots DIR")
    texts, changed, unread = {}, {}, []
    for article in articles:
        if article.snapshot is None:
            continue
        try:
            content = _bytes(Path(folder), article.snapshot)
            texts[article.id] = ArticleText.of(content.decode("utf-8-sig"))
        except (_UnreadableError, UnicodeDecodeError) as error:
            why = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            unread.append(f"{Path(folder) / article.snapshot.file}, the snapshot of the article '{article.id}', {why}")
            continue
        found = hashlib.sha256(content).hexdigest()
        if found != article.snapshot.sha256:
            changed[article.id] = found
    return Snapshots(texts, changed, tuple(unread))


def _bytes(folder: Path, snapshot: Snapshot) -> bytes:
    path = folder / snapshot.file
    if path.name != snapshot.file or not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise _UnreadableError("leads out of the folder")
    try:
        content = read_regular(path, MAX_BYTES)
    except FileNotFoundError:
        raise _UnreadableError("is missing") from None
    except NotRegularError:
        raise _UnreadableError("is not a regular file") from None
    except OSError as error:
        raise _UnreadableError(f"cannot be opened: {error.strerror}") from None
    if len(content) > MAX_BYTES:
        raise _UnreadableError(f"is larger than {MAX_BYTES // 1024} KiB")
    return content
