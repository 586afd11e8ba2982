"""Whether two names are those of one journal: in full, abbreviated (ISO 4), an acronym, with or without its place."""

import re
from collections.abc import Iterator, Sequence

from claimgrade.citations.folding import words

_LITTLE = frozenset(
    [
        "the",
        "of",
        "and",
        "for",
        "in",
        "on",
        "a",
        "an",
        "de",
        "la",
        "le",
        "les",
        "des",
        "du",
        "et",
        "der",
        "die",
        "das",
        "und",
        "fur",
        "del",
        "della",
        "di",
        "e",
        "y",
        "van",
        "voor",
        "en",
    ]
)
_PLACE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
# Not a dash: "Drugs" and "Drugs - Real World Outcomes" are two journals.
_SUBTITLE = re.compile(r"\s*[:;=/]\s+")
_MIN_DROPPED = 2  # letters that an abbreviation leaves out at least
_MAX_CONTRACTION = 5  # letters of one that is no beginning of its word: Natl, Dtsch
_ACRONYM = range(3, 8)  # letters of an acronym


def same_journal(one: str, other: str) -> bool:
    """Whether both name one journal. What follows a colon, or stands in brackets, may be missing on one side."""
    mine, its = words(_PLACE.sub("", one)), words(_PLACE.sub("", other))
    if _same(mine, its):
        return True
    return any(_same(mine, main) for main in _mains(other)) or any(_same(main, its) for main in _mains(one))


def _mains(name: str) -> Iterator[list[str]]:
    bare = _PLACE.sub("", name)
    for cut in _SUBTITLE.finditer(bare):
        if main := words(bare[: cut.start()]):
            yield main


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    mine, its = ([word for word in side if word not in _LITTLE] or list(side) for side in (one, other))
    if not mine or not its:
        return False
    if len(mine) == len(its) == 1:  # a single word is never abbreviated
        return mine == its
    if len(mine) == len(its):
        return all(_same_word(word, partner) for word, partner in zip(mine, its, strict=True))
    short, long = sorted((mine, its), key=len)
    if "".join(short) == "".join(long):  # PM & R, PMR
        return True
    return len(short) == 1 and len(short[0]) in _ACRONYM and short[0] == "".join(word[0] for word in long)


def _same_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(long) - len(short) >= _MIN_DROPPED and _abbreviates(short, long))


def _abbreviates(short: str, word: str) -> bool:
    """Whether it is the word's beginning, or some of its letters in their order, the first at its front."""
    rest = iter(word)
    few = len(short) <= _MAX_CONTRACTION and short[0] == word[0]
    return word.startswith(short) or (few and all(letter in rest for letter in short))
