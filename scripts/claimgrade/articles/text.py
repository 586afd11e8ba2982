"""The text of an article as passages see it: normalised, with the line of the file that each part comes from."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Self

from claimgrade.articles.passages import normalise

_LINE_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number in the file, from 1, and its offsets in the normalised text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticleText:
    """A captured article: `raw` as the file has it, `normalised` as a whole, and its lines."""

    raw: str
    normalised: str
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, raw: str) -> Self:
        """From the text of a file.

        A line break neither composes nor decomposes, so lines that are normalised one by one and joined by spaces are
        the normalised whole: every line knows its place in it.
        """
        lines, texts, at = [], [], 0
        for number, line in enumerate(_LINE_BREAK.split(raw), 1):
            if text := normalise(line):
                lines.append(Line(number, at, at + len(text)))
                texts.append(text)
                at += len(text) + 1
        return cls(raw, " ".join(texts), tuple(lines))

    def line_at(self, offset: int) -> int:
        """Number of the line that holds an offset of the normalised text."""
        return self.lines[bisect_right(self.lines, offset, key=lambda line: line.start) - 1].number
