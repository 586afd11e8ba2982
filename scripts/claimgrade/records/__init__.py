"""The records of a claims base as frozen objects, one module a kind; built from values that satisfy their schema."""

from collections.abc import Mapping
from typing import Any

from claimgrade.records.article import Article
from claimgrade.records.claim import Claim
from claimgrade.records.search import Search
from claimgrade.records.study import Study
from claimgrade.records.vocabulary import OutcomeGroup, Topic, Vocabulary

Record = Claim | Study | Article | Search


def record_from(kind: str, data: Mapping[str, Any], file: str, topic: str | None) -> Record:
    """The record of a kind (claim, study, article, search) from schema-valid values and where its file lies."""
    match kind:
        case "claim":
            return Claim.from_mapping(data, file, topic or "")
        case "study":
            return Study.from_mapping(data, file)
        case "article":
            return Article.from_mapping(data, file)
    return Search.from_mapping(data, file)


__all__ = [
    "Article",
    "Claim",
    "OutcomeGroup",
    "Record",
    "Search",
    "Study",
    "Topic",
    "Vocabulary",
    "record_from",
]
