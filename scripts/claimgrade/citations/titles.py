"""Titles as services give them: with markup, entities, brackets, and a word in front that the paper was taken back."""

import re
from collections.abc import Iterable
from html import unescape

from claimgrade.citations.answer import NoticeKind

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_TAKEN_BACK = re.compile(
    r"\A[\[(*\s]*(?P<how>retracted|withdrawn|removed)(\s+(article|chapter|paper|publication|review))?\s*[\])*]*"
    r"\s*(?:[:.–—-]\s*|(?<=[\])*])\s*)(?=\S)",
    re.IGNORECASE,
)
_KINDS = {
    "retracted": NoticeKind.RETRACTION,
    "withdrawn": NoticeKind.WITHDRAWAL,
    "removed": NoticeKind.REMOVAL,
}


def plain(text: str) -> str:
    """Text without markup, with entities decoded (twice: deposits encode them again), in one line."""
    for _ in range(2):
        text = unescape(_TAG.sub("", text))
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def bare(title: str) -> str:
    """A title without markup and without the word in front that the paper was taken back."""
    return _TAKEN_BACK.sub("", plain(title))


def taken_back(titles: Iterable[str]) -> NoticeKind | None:
    """What the word in front of a title says, such as RETRACTED: or WITHDRAWN:."""
    found = (_TAKEN_BACK.match(plain(title)) for title in titles)
    return next((_KINDS[match["how"].lower()] for match in found if match), None)


def forms(titles: Iterable[str], subtitles: Iterable[str] = ()) -> tuple[str, ...]:
    """All titles to compare with: each as it is and with each subtitle, bare, without those that repeat another."""
    ends = [plain(subtitle) for subtitle in subtitles]
    bares = [bare(title) for title in titles]
    joined = [f"{title}{'' if title[-1:] in '?!:' else ':'} {end}" for title in bares for end in ends if title and end]
    return tuple(dict.fromkeys(form for form in [*bares, *joined] if form))
