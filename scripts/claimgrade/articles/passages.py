"""Locates a passage of an article by its first words, its last words and a digest, without keeping its text."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from claimgrade.records.parts import Passage

MAX_CHARACTERS = 900
MAX_WORDS = 8  # of `start` and of `end`
_MAX_CANDIDATES = 10_000  # looked at for one passage: ends that fit more often locate nothing, and cost time

_FOLD = str.maketrans({**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‐‑‒–—―−", "-")})
_SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    """NFKC, plain quotes and hyphens, every run of white space as one space, ends stripped, case kept."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text).translate(_FOLD)).strip()


def digest(normalised: str) -> str:
    """SHA-256 (hex) of normalised text, over UTF-8."""
    return hashlib.sha256(normalised.encode()).hexdigest()


def too_wordy(kept: int, words: int) -> bool:
    """Whether a record keeps too many of a passage's words: over half, where it has more than eight."""
    return words > MAX_WORDS and 2 * kept > words


@dataclass(frozen=True, slots=True)
class Match:
    """Where a passage stands in a normalised article.

    `spans` fit wholly (start and end offsets in characters); `candidates` counts the spans that fit its ends, whatever
    their digest. Only the first 10,000 candidates are looked at.
    """

    spans: tuple[tuple[int, int], ...]
    candidates: int


def find(passage: Passage, article: str) -> Match:
    """All spans of a normalised article that start, end and hash as the passage does."""
    fitting = _candidates(normalise(passage.start), normalise(passage.end), article)
    candidates = list(islice(fitting, _MAX_CANDIDATES))
    spans = tuple(span for span in candidates if digest(article[span[0] : span[1]]) == passage.sha256)
    return Match(spans, len(candidates))


def shortest(start: str, end: str, article: str) -> Iterator[tuple[int, int]]:
    """For every place where a normalised article has `start`, the span up to the next `end`, as a reader takes it."""
    return (next(spans) for _, spans in groupby(_candidates(start, end, article), key=lambda span: span[0]))


def _candidates(start: str, end: str, article: str) -> Iterator[tuple[int, int]]:
    at = article.find(start) if start and end else -1
    while at >= 0:
        stop = article.find(end, max(at, at + len(start) - len(end)), at + MAX_CHARACTERS)
        while stop >= 0:
            yield (at, stop + len(end))
            stop = article.find(end, stop + 1, at + MAX_CHARACTERS)
        at = article.find(start, at + 1)
