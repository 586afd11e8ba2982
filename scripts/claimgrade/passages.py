"""Locates a passage of an article by its first words, its last words and a digest, without keeping its text."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from claimgrade.records.parts import Passage

MAX_CHARACTERS = 900

_FOLD = str.maketrans({**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‐‑‒–—―−", "-")})
_SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    """NFKC, plain quotes and hyphens, every run of white space as one space, ends stripped, case kept."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text).translate(_FOLD)).strip()


def digest(normalised: str) -> str:
    """SHA-256 (hex) of normalised text, over UTF-8."""
    return hashlib.sha256(normalised.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Match:
    """Where a passage stands in a normalised article.

    `spans` fit wholly (start and end offsets in characters); `candidates` counts the spans that fit its ends, whatever
    their digest.
    """

    spans: tuple[tuple[int, int], ...]
    candidates: int


def find(passage: Passage, article: str) -> Match:
    """All spans of a normalised article that start, end and hash as the passage does."""
    candidates = list(_candidates(normalise(passage.start), normalise(passage.end), article))
    spans = tuple(span for span in candidates if digest(article[span[0] : span[1]]) == passage.sha256)
    return Match(spans, len(candidates))


def _candidates(start: str, end: str, article: str) -> Iterator[tuple[int, int]]:
    at = article.find(start) if start and end else -1
    while at >= 0:
        stop = article.find(end, max(at, at + len(start) - len(end)))
        while stop >= 0 and stop + len(end) - at <= MAX_CHARACTERS:
            yield (at, stop + len(end))
            stop = article.find(end, stop + 1)
        at = article.find(start, at + 1)
