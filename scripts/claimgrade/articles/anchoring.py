"""Makes the passage that locates a phrase of an article with as few of its words as needed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice

from claimgrade.articles.passages import MAX_CHARACTERS, MAX_WORDS, digest, find, normalise, shortest, too_wordy
from claimgrade.articles.text import ArticleText
from claimgrade.finding import ClaimgradeError
from claimgrade.records.parts import Passage

_MAX_LENGTH = 200  # characters of `start` and of `end`, as the schema has it
_MAX_PLACES = 1_000  # that are looked at for one choice of ends


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage, the lines on which its spans begin, and how often a reader who follows its ends meets another text."""

    passage: Passage
    lines: tuple[int, ...]
    others: int


def anchor(phrase: str, article: ArticleText) -> Anchor:
    """The passage of a phrase. Raises ClaimgradeError where the article does not hold it, or it is no passage."""
    wanted = normalise(phrase)
    if not wanted:
        raise ClaimgradeError("the phrase is empty; give the words that the passage is to hold")
    if len(wanted) > MAX_CHARACTERS:
        raise ClaimgradeError(
            f"the phrase has {len(wanted)} characters, a passage at most {MAX_CHARACTERS}; anchor it in parts"
        )
    if wanted not in article.normalised:
        raise ClaimgradeError(f"the article does not hold {_quoted(wanted)}; {_nearest(wanted, article)}")
    if not any(_is_whole(article.normalised, at, at + len(wanted)) for at in _places(wanted, article.normalised)):
        raise ClaimgradeError(f"{_quoted(wanted)} begins or ends inside a word of the article; take whole words")
    others, found = _fewest(wanted, article.normalised)
    spans = find(found, article.normalised).spans
    passage = replace(found, position=spans[0][0])
    return Anchor(passage, tuple(article.line_at(first) for first, _ in spans), others)


def _quoted(text: str, width: int = 160) -> str:
    """A text between quotes, cut to a width, as messages show it."""
    return f"'{text if len(text) <= width else text[: width - 3] + '...'}'"


def _fewest(wanted: str, text: str) -> tuple[int, Passage]:
    """The first choice whose ends lead a reader nowhere else; else the one that leads to the fewest other places."""
    best: tuple[int, Passage] | None = None
    sha256 = digest(wanted)
    for start, end in _ends(wanted.split(" ")):
        passage = Passage(start, end, sha256)
        others = sum(text[first:last] != wanted for first, last in islice(shortest(start, end, text), _MAX_PLACES))
        if (best is None or others < best[0]) and find(passage, text).spans:
            best = (others, passage)
        if best and best[0] == 0:
            break
    if best is None:
        raise ClaimgradeError(
            f"{_quoted(wanted)} cannot be anchored: its first and last words fit too many places, "
            f"or are longer than {_MAX_LENGTH} characters"
        )
    return best


def _ends(words: list[str]) -> Iterator[tuple[str, str]]:
    """First and last words, from the fewest on and evenly where possible; at most half of a long passage."""
    most = min(MAX_WORDS, len(words))
    sizes = [(first, last) for first in range(1, most + 1) for last in range(1, most + 1)]
    for first, last in sorted(sizes, key=lambda size: (sum(size), abs(size[0] - size[1]), size[1])):
        start, end = " ".join(words[:first]), " ".join(words[-last:])
        if not too_wordy(first + last, len(words)) and max(len(start), len(end)) <= _MAX_LENGTH:
            yield start, end


def _places(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _is_whole(text: str, first: int, last: int) -> bool:
    """Whether no word is cut at either end."""
    return not any(0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() for at in (first, last))


def _nearest(wanted: str, article: ArticleText) -> str:
    """The place that shares the longest run of words, whatever their case and punctuation, told in words."""
    places = list(re.finditer(r"\w+", article.normalised))
    ours = [word.lower() for word in re.findall(r"\w+", wanted)]
    theirs = [place[0].lower() for place in places]
    run = SequenceMatcher(None, theirs, ours, autojunk=False).find_longest_match()
    if not run.size or not ours:
        return "it holds nothing like it"
    first = max(run.a - run.b, 0)
    last = min(first + len(ours), len(places)) - 1
    near = article.normalised[places[first].start() : places[last].end()]
    return f"the nearest, on line {article.line_at(places[first].start())}, is {_quoted(near)}"
