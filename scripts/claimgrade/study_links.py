"""What leads to each study of a base: evidence, citations of articles, searches, other studies."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.records import Claim, Search
from claimgrade.records.claim import Cited
from claimgrade.records.vocabularies import SourceKind


@dataclass(frozen=True, slots=True)
class Citation:
    """A source that an article names for a claim, and that was traced to the study, or may be it (a candidate)."""

    claim: Claim
    article: str
    cited: Cited
    traced: bool


@dataclass(frozen=True, slots=True)
class Links:
    """What leads to each study, by its id: made once for a base, in time that grows with the number of links."""

    evidence: Mapping[str, list[Claim]]
    citations: Mapping[str, list[Citation]]
    reviews: Mapping[str, list[Search]]
    users: Mapping[str, list[Claim]]  # by search
    included_by: Mapping[str, list[str]]
    same_as: Mapping[str, list[str]]
    supersedes: Mapping[str, list[str]]

    @classmethod
    def of(cls, base: KnowledgeBase) -> "Links":
        """All links of a base, in the order of ids."""
        evidence: defaultdict[str, list[Claim]] = defaultdict(list)
        citations: defaultdict[str, list[Citation]] = defaultdict(list)
        reviews: defaultdict[str, list[Search]] = defaultdict(list)
        users: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in base.claims.values():
            for study in dict.fromkeys(entry.study for entry in claim.evidence):
                evidence[study].append(claim)
            for search in dict.fromkeys(claim.searches):
                users[search].append(claim)
            for study, citation in _citations(claim):
                citations[study].append(citation)
        for record in base.searches.values():
            for name in dict.fromkeys(source.name for source in record.sources if source.kind is SourceKind.REVIEW):
                reviews[name].append(record)
        pools, twins, older = _between(base)
        return cls(evidence, citations, reviews, users, pools, twins, older)


def _citations(claim: Claim) -> Iterator[tuple[str, Citation]]:
    """Studies that the sources which articles name for a claim lead to, each with the citation."""
    for appearance in claim.appearances:
        if cited := appearance.cited:
            if cited.traced_to:
                yield cited.traced_to, Citation(claim, appearance.article, cited, traced=True)
            for study in cited.candidates:
                if study != cited.traced_to:
                    yield study, Citation(claim, appearance.article, cited, traced=False)


def _between(base: KnowledgeBase) -> tuple[dict[str, list[str]], ...]:
    """Links between studies, each from the one that is linked to: what pools it, is the same, is superseded by it."""
    pools: defaultdict[str, list[str]] = defaultdict(list)
    twins: defaultdict[str, list[str]] = defaultdict(list)
    older: defaultdict[str, list[str]] = defaultdict(list)
    for study in base.studies.values():
        for included in study.includes:
            pools[included].append(study.id)
        for twin in study.same_as:
            twins[twin].append(study.id)
            twins[study.id].append(twin)
        if study.superseded and study.superseded.study:
            older[study.superseded.study].append(study.id)
    return pools, twins, older
