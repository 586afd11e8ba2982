"""Finds words that a record repeats from an article: its texts are to be our own."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from claimgrade.articles.text import ArticleText

RUN = 12  # consecutive words from which on a repetition counts as copied

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Copied:
    """A run of words that a text shares with an article."""

    article: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordingIndex:
    """Every run of twelve words of the articles, with the id of the first article that has it."""

    runs: Mapping[str, str]

    @classmethod
    def of(cls, texts: Mapping[str, ArticleText]) -> Self:
        """From the texts of articles by id."""
        runs: dict[str, str] = {}
        for article, text in texts.items():
            for run in _runs(_words(text.normalised)):
                runs.setdefault(run, article)
        return cls(runs)

    def longest_copied(self, text: str) -> Copied | None:
        """The longest run, of twelve words or more, that the text shares with an article; the first of equals."""
        words = _words(text)
        best: Copied | None = None
        first, before = 0, None
        for i, run in enumerate(_runs(words)):
            article = self.runs.get(run)
            if article != before:
                first, before = i, article
            if article and (best is None or i - first + RUN > len(best.words)):
                best = Copied(article, tuple(words[first : i + RUN]))
        return best


def _words(text: str) -> list[str]:
    """Quotes, dashes and white space, which normalising evens out, too, are between words anyway."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())


def _runs(words: list[str]) -> Iterator[str]:
    return (" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
