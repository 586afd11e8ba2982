"""References to all studies as CSL-JSON."""

from collections.abc import Mapping

from claimgrade.grading import Assessment
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.references.csl import csl_json


def export(base: KnowledgeBase, assessments: Mapping[str, Assessment]) -> str:
    """Every study, in order of ids."""
    return csl_json(base.studies.values())
