"""The texts of a record that are written in our own words."""

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any

from claimgrade.location import pointer_to
from claimgrade.records.article import Article
from claimgrade.records.parts import Passage
from claimgrade.records.search import Source
from claimgrade.records.study import Study

# Titles and citations are the words of a publication, a query is what was typed.
_NOT_OWN = {(Article, "title"), (Study, "citation"), (Source, "query")}


def own_texts(record: Any) -> Iterator[tuple[str, str]]:
    """JSON Pointer and text of every text with a space in it: words without one are ids, addresses and vocabulary."""
    yield from _texts(record, ())


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if " " in value:
            yield pointer_to(*path), value
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _texts(item, (*path, i))
    else:
        kind: Any = type(value)
        for name, key in _fields(kind):
            yield from _texts(getattr(value, name), (*path, key))


@cache
def _fields(kind: type) -> tuple[tuple[str, str], ...]:
    """Names of the fields that may hold such a text, with their names in the schema; none where it is no record."""
    if kind is Passage or not dataclasses.is_dataclass(kind):
        return ()
    keys = ((field.name, field.metadata.get("key", field.name)) for field in dataclasses.fields(kind))
    return tuple((name, key) for name, key in keys if key is not None and (kind, name) not in _NOT_OWN)
