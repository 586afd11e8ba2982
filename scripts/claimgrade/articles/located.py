"""Where every passage that the records name stands in the snapshots at hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Self

from claimgrade.articles.passages import Match, find
from claimgrade.articles.snapshots import Snapshots
from claimgrade.articles.wording import WordingIndex
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.location import pointer_to
from claimgrade.records import Article, Claim
from claimgrade.records.parts import Passage
from claimgrade.records.vocabularies import NoClaim


@dataclass(frozen=True, slots=True)
class Use:
    """A passage as a record names it: by the claim that appears there, or with the reason why it holds no claim."""

    pointer: str
    article: str
    passage: Passage
    claim: str | None = None
    reason: NoClaim | None = None


def uses_of(record: Claim | Article) -> Iterator[Use]:
    """Every passage that a record names, in order."""
    if isinstance(record, Claim):
        for i, appearance in enumerate(record.appearances):
            pointer = pointer_to("appearances", i, "passage")
            yield Use(pointer, appearance.article, appearance.passage, claim=record.id)
    else:
        for i, entry in enumerate(record.not_claims):
            yield Use(pointer_to("not_claims", i, "passage"), record.id, entry.passage, reason=entry.reason)


@dataclass(frozen=True)
class LocatedPassages:
    """The snapshots, the uses of passages in each of them by id of the article, and their matches.

    `checked` counts the uses that could be looked for, `not_checked` those in articles without a text at hand.
    """

    snapshots: Snapshots = field(default_factory=Snapshots)
    uses: Mapping[str, tuple[Use, ...]] = field(default_factory=dict)
    matches: Mapping[tuple[str, Passage], Match] = field(default_factory=dict)
    checked: int = 0
    not_checked: int = 0

    @classmethod
    def of(cls, base: KnowledgeBase, snapshots: Snapshots) -> Self:
        """Look for every passage of a base."""
        if not snapshots.texts:
            named = sum(len(claim.appearances) for claim in base.claims.values())
            named += sum(len(article.not_claims) for article in base.articles.values())
            return cls(snapshots, not_checked=named)
        uses: dict[str, list[Use]] = {article: [] for article in snapshots.texts}
        matches: dict[tuple[str, Passage], Match] = {}
        missed = 0
        records: Iterator[Claim | Article] = chain(base.claims.values(), base.articles.values())
        for use in chain.from_iterable(map(uses_of, records)):
            text = snapshots.texts.get(use.article)
            if text is None:
                missed += 1
                continue
            uses[use.article].append(use)
            if (use.article, use.passage) not in matches:
                matches[use.article, use.passage] = find(use.passage, text.normalised)
        found = {article: tuple(members) for article, members in uses.items()}
        return cls(snapshots, found, matches, sum(map(len, found.values())), missed)

    def of_record(self, record: Claim | Article) -> Iterator[tuple[Use, Match]]:
        """The passages of a record that were looked for, and where they stand."""
        if self.matches:
            for use in uses_of(record):
                match = self.matches.get((use.article, use.passage))
                if match is not None:
                    yield use, match

    def first_starts(self, record: Claim | Article) -> Iterator[tuple[Use, int]]:
        """The passages of a record that stand in the snapshot that it was written for, and where each first starts.

        A position is an offset in that text: a snapshot with another digest gives none.
        """
        for use, match in self.of_record(record):
            if match.spans and use.article not in self.snapshots.changed:
                yield use, match.spans[0][0]

    @cached_property
    def wording(self) -> WordingIndex:
        """The words of the articles at hand."""
        return WordingIndex.of(self.snapshots.texts)
