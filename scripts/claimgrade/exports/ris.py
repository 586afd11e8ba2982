"""References to all studies as RIS."""

from collections.abc import Mapping

from claimgrade.grading import Assessment
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.references.ris import ris


def export(base: KnowledgeBase, assessments: Mapping[str, Assessment]) -> str:
    """Every study, in order of ids."""
    return ris(base.studies.values())
