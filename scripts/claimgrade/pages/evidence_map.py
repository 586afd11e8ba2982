"""The evidence map: topics by kinds of claim, and effects by groups of outcomes; each cell with its verdicts.

Which outcomes belong together is said in claims/vocabulary.yaml (`outcome_groups`); nothing is grouped by guessing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from claimgrade.pages.claim_list import UNGROUPED, Row, verdicts
from claimgrade.pages.page import Content
from claimgrade.pages.tally import Tally
from claimgrade.pages.words import KINDS
from claimgrade.records import Topic
from claimgrade.records.vocabularies import Kind


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a kind of claim, or one group of outcomes of it (`outcome` is its id)."""

    kind: Kind
    outcome: str | None
    title: str

    @property
    def label(self) -> str:
        """Its title where the kind does not stand above it."""
        return f"{KINDS[self.kind]}: other" if self.outcome == UNGROUPED else self.title

    @property
    def query(self) -> str:
        """What filters a list of claims down to this column; ids need no encoding."""
        return f"?kind={self.kind}" + (f"&outcome={self.outcome}" if self.outcome else "")


@dataclass(frozen=True, slots=True)
class Head:
    """A kind with its columns: one of its own, or one for each group."""

    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the map: a topic, or all of them (None), with a tally for each column."""

    topic: Topic | None
    whole: Tally
    cells: tuple[tuple[Column, Tally], ...]


@dataclass(frozen=True, slots=True)
class EvidenceMap:
    """The map, without columns and rows that have no claims."""

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    total: Line


def evidence_map(rows: list[Row], content: Content) -> EvidenceMap:
    """The map of some claims."""
    vocabulary = content.base.vocabulary
    titles = {group.id: group.title for group in vocabulary.outcome_groups}
    present = {(row.claim.kind, row.outcome) for row in rows}
    heads = []
    for kind, words in KINDS.items():
        groups = [g for g in [*titles, UNGROUPED] if (kind, g) in present]
        if groups == [UNGROUPED]:
            heads.append(Head(words, (Column(kind, None, words),)))
        elif groups:
            heads.append(Head(words, tuple(Column(kind, g, titles.get(g, "Other")) for g in groups)))
    columns = [column for head in heads for column in head.columns]
    by_topic: dict[str, list[Row]] = {}
    for row in rows:
        by_topic.setdefault(row.claim.topic, []).append(row)
    lines = (_line(topic, by_topic[topic.id], columns) for topic in vocabulary.topics if topic.id in by_topic)
    return EvidenceMap(tuple(heads), tuple(lines), _line(None, rows, columns))


def _line(topic: Topic | None, rows: list[Row], columns: Iterable[Column]) -> Line:
    cells = tuple(
        (
            column,
            verdicts(r for r in rows if r.claim.kind is column.kind and column.outcome in (None, r.outcome)),
        )
        for column in columns
    )
    return Line(topic, verdicts(rows), cells)
