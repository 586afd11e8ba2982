"""What kind of notice a service means: its vocabulary, variants of it, and its misspellings."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from claimgrade.citations.answer import Notice, NoticeKind

# Stems, the more specific first. Crossref's types: crossref.org/documentation/register-maintain-records/…/crossmark.
_STEMS = {
    "reinstat": NoticeKind.REINSTATEMENT,
    "partial retract": NoticeKind.PARTIAL_RETRACTION,
    "partially retract": NoticeKind.PARTIAL_RETRACTION,
    "expression of concern": NoticeKind.CONCERN,
    "expressions of concern": NoticeKind.CONCERN,
    "retract": NoticeKind.RETRACTION,
    "withdraw": NoticeKind.WITHDRAWAL,
    "remov": NoticeKind.REMOVAL,
    "corrig": NoticeKind.CORRECTION,
    "correct": NoticeKind.CORRECTION,
    "errat": NoticeKind.CORRECTION,
}
_WORDS = {
    "reinstatement": NoticeKind.REINSTATEMENT,
    "partial retraction": NoticeKind.PARTIAL_RETRACTION,
    "expression of concern": NoticeKind.CONCERN,
    "retraction": NoticeKind.RETRACTION,
    "withdrawal": NoticeKind.WITHDRAWAL,
    "removal": NoticeKind.REMOVAL,
    "corrigendum": NoticeKind.CORRECTION,
    "correction": NoticeKind.CORRECTION,
    "erratum": NoticeKind.CORRECTION,
}
_LIKENESS = 0.8  # "retration" is 0.95 like "retraction"
TAKEN_BACK = frozenset(
    {NoticeKind.RETRACTION, NoticeKind.PARTIAL_RETRACTION, NoticeKind.WITHDRAWAL, NoticeKind.REMOVAL}
)


def kind_of(*said: str | None) -> NoticeKind | None:
    """The kind that the first of several texts with a known word names, such as a type and its label.

    None for notices that neither take back nor correct anything, such as a new version.
    """
    texts = [re.sub(r"[\W_]+", " ", text[:200]).strip().casefold() for text in said if text]
    for text in texts:
        if stem := next((stem for stem in _STEMS if stem in text), None):
            return _STEMS[stem]
    for text in texts:
        if near := get_close_matches(text, _WORDS, 1, _LIKENESS):
            return _WORDS[near[0]]
    return None


def in_order(notices: Iterable[Notice], from_title: NoticeKind | None) -> tuple[Notice, ...]:
    """Notices by date, none twice; with the one that only the title tells, where no other takes back or reinstates."""
    told = set(notices)
    if from_title and not any(notice.kind in TAKEN_BACK | {NoticeKind.REINSTATEMENT} for notice in told):
        told.add(Notice(from_title, None, None, "title"))
    return tuple(sorted(told, key=lambda n: (n.date or "", n.kind.value, n.notice or "", n.said_by or "")))


def iso_date(parts: tuple[int, ...] | None) -> str | None:
    """An ISO date, as far as known, from year, month and day."""
    return "-".join(f"{part:0{4 if i == 0 else 2}d}" for i, part in enumerate(parts)) if parts else None
