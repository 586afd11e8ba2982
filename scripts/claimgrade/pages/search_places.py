"""Where a search looked: its sources by place, since one place is often searched with several words."""

from dataclasses import dataclass

from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.records import Search, Study
from claimgrade.records.search import Source
from claimgrade.records.vocabularies import SourceKind


@dataclass(frozen=True, slots=True)
class Place:
    """A place that was searched: its name, its kind, the review if it is one, and the searches there."""

    name: str
    kind: SourceKind
    study: Study | None
    sources: tuple[Source, ...]

    @property
    def days(self) -> str | None:
        """The day (ISO) of the search, or the first and the last; None where no date is recorded."""
        dates = sorted(source.date for source in self.sources if source.date)
        if not dates:
            return None
        return dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"


def places_of(search: Search, base: KnowledgeBase) -> list[Place]:
    """Places in the order in which the record first names each."""
    groups: dict[tuple[str, SourceKind], list[Source]] = {}
    for source in search.sources:
        groups.setdefault((source.name, source.kind), []).append(source)
    return [
        Place(name, kind, base.studies.get(name) if kind is SourceKind.REVIEW else None, tuple(sources))
        for (name, kind), sources in groups.items()
    ]
