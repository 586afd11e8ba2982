"""Whether two titles name the same paper.

Titles of one subject are alike: of the studies of this base, two different papers have titles that agree in 92 of 100
characters ("… Neck Pain in Workers: Results of …", "… Neck Pain in the General Population: Results of …"). So words are
paired, not characters: each word of one title needs its partner in the other, up to spelling and one slip of the pen.
"""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from claimgrade.citations.folding import words

# One more word in ten may stand on one side (a label of the journal, "updated"), none may be another one.
MIN_SHARE = 0.95
_MIN_MAIN = 3  # words of a title that may stand for it without its subtitle
_MIN_SLIP = 5  # letters of a word in which one may be wrong
_LITTLE = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "and",
        "or",
        "for",
        "to",
        "with",
        "by",
        "from",
        "as",
        "at",
        "is",
        "are",
        "vs",
        "versus",
        "der",
        "die",
        "das",
        "und",
        "la",
        "le",
        "les",
        "et",
        "de",
        "des",
        "du",
        "el",
        "y",
    ]
)
# What changes a title's sense though it is a short word: negations and numbers, Roman ones too.
_TELLING = re.compile(r"\w*\d\w*|without|not|no|non|[ivx]+")
_STATUS = re.compile(r"\s*(retracted( article)?|withdrawn|removed|temporary removal)\s*[:.\]-]\s*", re.IGNORECASE)
_SUBTITLE = re.compile(r"[:?!.;]\s+|\s[-‐‑‒–—―]\s|[–—―]")
_SUPPLIED = re.compile(r"\s*\[.*\]\.?\s*", re.DOTALL)


def is_supplied(title: str) -> bool:
    """Whether a title stands in square brackets: a cataloguer's own words or translation, not the paper's."""
    return _SUPPLIED.fullmatch(title) is not None


def same_title(stated: str, found: Iterable[str]) -> bool:
    """Whether the title of a record is one of the forms that a service has.

    Words at the front that tell of a retraction are no part of a title.
    """
    title = words(_bare(stated))
    return any(_same(title, words(_bare(form))) for form in found)


def same_but_for_subtitle(stated: str, found: Iterable[str]) -> bool:
    """Whether the titles are the same when one side has a subtitle and the other has none.

    Not enough by itself: "Baclofen for alcohol use disorder" is a review, and the beginning of another review's title.
    """
    title, forms = _bare(stated), sorted((_bare(form) for form in found), key=len)
    without_its = any(_same(words(title), main) for form in forms for main in _mains(form))
    # The longest form only: a service that has the subtitle has to have the one of the record.
    return without_its or any(_same(main, words(forms[-1])) for main in _mains(title) if forms)


def _bare(title: str) -> str:
    text = title.strip()
    if is_supplied(text):
        text = text.rstrip(" .")[1:-1]
    return _STATUS.sub("", text, count=1) if _STATUS.match(text) else text


def _mains(title: str) -> Iterable[list[str]]:
    """The words before the subtitle, wherever it may begin."""
    for cut in _SUBTITLE.finditer(title):
        main = words(title[: cut.start()])
        if len(main) >= _MIN_MAIN and title[cut.end() :].strip():
            yield main


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    mine, its = _joined(one, other), _joined(other, one)
    mine, its = ([word for word in side if word not in _LITTLE] or list(side) for side in (mine, its))
    left, right = _unpaired(mine, its)
    if (left and right) or not mine or not its:
        return False
    more = left or right
    if any(_TELLING.fullmatch(word) for word in more):
        return False
    return 1 - len(more) / (len(mine) + len(its)) >= MIN_SHARE


def _joined(side: Sequence[str], other: Sequence[str]) -> list[str]:
    """Neighbours that the other side writes as one word are one: anti epileptic, antiepileptic."""
    whole, result, i = set(other), list[str](), 0
    while i < len(side):
        pair = "".join(side[i : i + 2])
        two = i + 1 < len(side) and pair in whole and side[i] not in whole
        result.append(pair if two else side[i])
        i += 2 if two else 1
    return result


def _unpaired(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words without a partner on the other side: equal ones are paired first, then those with a slip of the pen."""
    left, right = list(one), list(other)
    for is_partner in (str.__eq__, _is_slip):
        for word in list(left):
            partner = next((its for its in right if is_partner(word, its)), None)
            if partner is not None:
                left.remove(word)
                right.remove(partner)
    return left, right


def _is_slip(one: str, other: str) -> bool:
    letters = one.isalpha() and other.isalpha() and min(len(one), len(other)) >= _MIN_SLIP
    return letters and OSA.distance(one, other, score_cutoff=1) <= 1
