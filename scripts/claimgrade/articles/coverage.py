"""Accounts for every part of an article, as code coverage does for lines: claim, not a claim, or unaccounted for."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from claimgrade.articles.located import LocatedPassages, Use
from claimgrade.articles.passages import MAX_CHARACTERS
from claimgrade.articles.sentences import Part, parts
from claimgrade.records.vocabularies import NoClaim

_Span = tuple[int, int]


class Status(StrEnum):
    """What became of a part."""

    CLAIM = "claim"
    NOT_A_CLAIM = "not-a-claim"
    UNACCOUNTED = "unaccounted"


@dataclass(frozen=True, slots=True)
class Account:
    """A part of an article, the claims that it makes, and the reason why it makes none; neither if unaccounted for."""

    part: Part
    claims: tuple[str, ...]
    reason: NoClaim | None

    @property
    def status(self) -> Status:
        """A part that is both counts as a claim."""
        if self.claims:
            return Status.CLAIM
        return Status.NOT_A_CLAIM if self.reason else Status.UNACCOUNTED


def account(article: str, located: LocatedPassages) -> Iterator[Account]:
    """What became of every part of an article whose text is at hand.

    A passage accounts for a part when it covers at least half of the part's characters. That of a claim also does when
    it lies wholly within it, for a clause may be a claim; but a heading that is repeated within a sentence says nothing
    of that sentence. So several claims may share a sentence, and a passage may hold several sentences.
    """
    spans = sorted(
        ((span, use) for use in located.uses[article] for span in located.matches[article, use.passage].spans),
        key=lambda pair: pair[0],
    )
    for part in parts(located.snapshots.texts[article]):
        first = bisect_left(spans, part.start - MAX_CHARACTERS, key=lambda pair: pair[0][0])
        last = bisect_left(spans, part.end, key=lambda pair: pair[0][0])
        uses = [use for span, use in spans[first:last] if _accounts(span, use, part)]
        yield Account(part, _claims(uses), next((use.reason for use in uses if use.reason), None))


def _claims(uses: list[Use]) -> tuple[str, ...]:
    return tuple(sorted({use.claim for use in uses if use.claim}))


def _accounts(span: _Span, use: Use, part: Part) -> bool:
    shared = min(span[1], part.end) - max(span[0], part.start)
    clause = use.claim is not None and part.start <= span[0] and span[1] <= part.end
    return shared > 0 and (clause or 2 * shared >= part.end - part.start)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many parts there are, and what became of them."""

    claims: int
    not_claims: int
    unaccounted: int

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> Self:
        """Count."""
        counts = Counter(found.status for found in accounts)
        return cls(counts[Status.CLAIM], counts[Status.NOT_A_CLAIM], counts[Status.UNACCOUNTED])

    @property
    def parts(self) -> int:
        """All of them."""
        return self.claims + self.not_claims + self.unaccounted

    def percent(self, number: int) -> float | None:
        """A share of the parts, to a tenth, rounded down: 100.0 means all. None where there are no parts."""
        return 1000 * number // self.parts / 10 if self.parts else None

    @property
    def accounted(self) -> float | None:
        """The share, in percent, of the parts that are a claim or not a claim."""
        return self.percent(self.parts - self.unaccounted)
