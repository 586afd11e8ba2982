"""Counts of things that have a sign, as parts of a bar: how many there are, where a part starts, how wide it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from claimgrade.pages.words import Sign

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar: its sign, its count, and where it starts and how wide it is, in percent."""

    sign: Sign
    count: int
    start: float
    width: float

    @property
    def middle(self) -> float:
        """Where its words stand, in percent."""
        return round(self.start + self.width / 2, 3)

    @property
    def words(self) -> str:
        """What fits into it on a phone: sign and count, the sign, or nothing."""
        return f"{self.sign.sign} {self.count}" if self.width >= 11 else self.sign.sign if self.width >= 5 else ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are in all, and the parts of the bar, without empty ones."""

    total: int
    parts: tuple[Segment, ...]


def tally(counts: Mapping[K, int], signs: Mapping[K, Sign]) -> Tally:
    """A bar of counts in the order of the signs."""
    total = sum(counts.get(key, 0) for key in signs)
    parts: list[Segment] = []
    before = 0
    for key, sign in signs.items():
        count = counts.get(key, 0)
        if count:
            parts.append(Segment(sign, count, round(100 * before / total, 3), round(100 * count / total, 3)))
            before += count
    return Tally(total, tuple(parts))
