"""Splits an article into the parts that coverage counts: sentences, list items, table rows and headings."""

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from claimgrade.articles.text import ArticleText

_MARKER = re.compile(r"(?:(?:[-*+•●○◦▪▫■□‣⁃·–—]|\(?[0-9]{1,3}[.)]|#{1,6}) +)+")
_ROW = re.compile(r"\|.*\||\S \| \S")
_ENDS_SENTENCE = re.compile(r"""[.!?:;,。]["')\]]*$""")
_HEADING_WORDS = 15


class PartKind(StrEnum):
    """What a part of an article is."""

    SENTENCE = "sentence"
    LIST_ITEM = "list-item"
    TABLE_ROW = "table-row"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence, list item, table row or heading: line of the file, and offsets in the normalised text."""

    kind: PartKind
    line: int
    start: int
    end: int


def parts(article: ArticleText) -> Iterator[Part]:
    """The parts in order.

    Each line by itself; a list marker is taken off; a table row is one part; all else is split into sentences. A line
    of at most 15 words that ends without a punctuation mark is a heading. What holds no letter or digit is no part.
    """
    for line in article.lines:
        text = article.normalised[line.start : line.end]
        found = [(PartKind.TABLE_ROW, 0, len(text))] if _ROW.search(text) else _sentences(text)
        yield from (
            Part(kind, line.number, line.start + start, line.start + end)
            for kind, start, end in found
            if any(map(str.isalnum, text[start:end]))
        )


def _sentences(text: str) -> Iterator[tuple[PartKind, int, int]]:
    marker = _MARKER.match(text)
    at = marker.end() if marker else 0
    kind = PartKind.SENTENCE
    if marker and not text.startswith("#"):
        kind = PartKind.LIST_ITEM
    elif text.count(" ") < _HEADING_WORDS and not _ENDS_SENTENCE.search(text):
        kind = PartKind.HEADING
    # Loaded only here: a check without snapshots does without it.
    for sentence in importlib.import_module("sentencex").segment("en", text[at:]):
        yield kind, at + len(sentence) - len(sentence.lstrip()), at + len(sentence.rstrip())
        at += len(sentence)
