"""The base in formats for other programs: one format a module, each `(KnowledgeBase, assessments) -> str`."""

from collections.abc import Callable, Mapping

from claimgrade.exports import json_bundle
from claimgrade.grading import Assessment
from claimgrade.knowledge_base import KnowledgeBase

EXPORTS: dict[str, Callable[[KnowledgeBase, Mapping[str, Assessment]], str]] = {"json": json_bundle.export}
