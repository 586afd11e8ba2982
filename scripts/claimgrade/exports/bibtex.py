"""References to all studies as BibTeX."""

from collections.abc import Mapping

from claimgrade.grading import Assessment
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.references.bibtex import bibtex


def export(base: KnowledgeBase, assessments: Mapping[str, Assessment]) -> str:
    """Every study, in order of ids."""
    return bibtex(base.studies.values())
