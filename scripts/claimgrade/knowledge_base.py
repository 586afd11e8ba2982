"""All records together, with look-ups by id; immutable."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from claimgrade.records import Article, Claim, Record, Search, Study, Vocabulary
from claimgrade.records.vocabularies import SourceKind


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """The readable records of a base, each kind by id in order of ids.

    `unreadable` holds, by kind (claim, study, article, search), the ids of files that exist but hold no usable record:
    references to them are not broken, but nothing can be said of what they lead to.
    """

    claims: Mapping[str, Claim]
    studies: Mapping[str, Study]
    articles: Mapping[str, Article]
    searches: Mapping[str, Search]
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    unreadable: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[Record], vocabulary: Vocabulary, unreadable: Iterable[tuple[str, str]] = ()) -> Self:
        """From records and the (kind, id) of files that hold none."""
        every = sorted(records, key=lambda record: record.id)
        claims = {record.id: record for record in every if isinstance(record, Claim)}
        studies = {record.id: record for record in every if isinstance(record, Study)}
        articles = {record.id: record for record in every if isinstance(record, Article)}
        searches = {record.id: record for record in every if isinstance(record, Search)}
        lost: dict[str, set[str]] = {}
        for kind, record_id in unreadable:
            lost.setdefault(kind, set()).add(record_id)
        return cls(claims, studies, articles, searches, vocabulary, {k: frozenset(v) for k, v in lost.items()})

    def of_kind(self, kind: str) -> Mapping[str, Record]:
        """Records of a kind (claim, study, article, search) by id."""
        by_kind: dict[str, Mapping[str, Record]] = {
            "claim": self.claims,
            "study": self.studies,
            "article": self.articles,
            "search": self.searches,
        }
        return by_kind[kind]

    def records(self) -> Iterator[Record]:
        """All records, kind by kind."""
        for kind in ("claim", "study", "article", "search"):
            yield from self.of_kind(kind).values()

    def exists(self, kind: str, record_id: str) -> bool:
        """Whether there is a file for that id, readable or not."""
        return record_id in self.of_kind(kind) or record_id in self.unreadable.get(kind, ())

    def find(self, record_id: str) -> Record | None:
        """The readable record of that id, of whichever kind."""
        return next(
            (
                self.of_kind(kind)[record_id]
                for kind in ("claim", "study", "article", "search")
                if record_id in self.of_kind(kind)
            ),
            None,
        )

    def referred_studies(self) -> Iterator[str]:
        """Ids of studies that another record refers to, each as often as it is referred to."""
        for claim in self.claims.values():
            yield from (entry.study for entry in claim.evidence)
            for appearance in claim.appearances:
                if appearance.cited:
                    yield from appearance.cited.candidates
                    yield from [appearance.cited.traced_to] if appearance.cited.traced_to else []
        for study in self.studies.values():
            yield from study.includes
            yield from study.same_as
            yield from [study.superseded.study] if study.superseded and study.superseded.study else []
        for search in self.searches.values():
            yield from (source.name for source in search.sources if source.kind is SourceKind.REVIEW)

    def first_with_key(self) -> dict[tuple[str, str], str]:
        """For each key that only one publication has, the first study by id that has it."""
        first: dict[tuple[str, str], str] = {}
        for study in self.studies.values():
            for key in study.same_publication_keys:
                first.setdefault(key, study.id)
        return first

    @property
    def is_whole(self) -> bool:
        """Whether every file could be read."""
        return not any(self.unreadable.values())
