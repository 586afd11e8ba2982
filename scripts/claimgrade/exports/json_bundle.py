"""The whole base as one JSON object: records as written, claims with what was derived (contract, section 5)."""

import dataclasses
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from claimgrade.grading import Assessment
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.records import Claim


def export(base: KnowledgeBase, assessments: Mapping[str, Assessment]) -> str:
    """One object with the lists claims, studies, articles and searches, each in order of ids."""
    data = {
        "claims": [_claim(claim, assessments.get(claim.id)) for claim in base.claims.values()],
        "studies": [as_data(study) for study in base.studies.values()],
        "articles": [as_data(article) for article in base.articles.values()],
        "searches": [as_data(search) for search in base.searches.values()],
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def as_data(value: Any) -> Any:
    """A record as plain values, by the field names of its schema; what comes from the file's place is left out."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [as_data(item) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    result = {}
    for field in dataclasses.fields(value):
        key = field.metadata.get("key", field.name)
        held = getattr(value, field.name)
        if key == "issued":
            result[key] = None if held is None else {"date-parts": [list(held)]}  # CSL date
        elif key is not None:
            result[key] = as_data(held)
    return result


def _claim(claim: Claim, assessment: Assessment | None) -> dict[str, Any]:
    data: dict[str, Any] = as_data(claim)
    data["topic"] = claim.topic
    graded = assessment.graded if assessment else None
    data["verdict"] = assessment.verdict if assessment else None
    data["certainty"] = assessment.certainty if assessment else None
    data["system"] = assessment.system if assessment else None
    data["ceiling"] = graded.ceiling.certainty if graded else None
    data["ceiling_reasons"] = list(graded.ceiling.reasons) if graded else []
    data["plain"] = assessment.plain if assessment else None
    data["steps"] = [as_data(step) for step in graded.steps] if graded else []
    data["search_strength"] = assessment.search_strength if assessment else None
    for i, appearance in enumerate(data["appearances"]):
        appearance["overstated"] = assessment.overstated[i] if assessment else None
    for i, entry in enumerate(data["evidence"]):
        standing = assessment.standings[i] if assessment else None
        entry["counts"] = standing.counts if standing else None
        entry["why_not"] = standing.why_not if standing else None
        entry["direct"] = standing.is_direct if standing else None
    return data
