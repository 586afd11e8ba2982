"""The base in formats for other programs: one format a module, each `(KnowledgeBase, assessments) -> str`."""

from collections.abc import Callable, Mapping

from claimgrade.exports import bibtex, csl_json, json_bundle, ris
from claimgrade.grading import Assessment
from claimgrade.knowledge_base import KnowledgeBase

EXPORTS: dict[str, Callable[[KnowledgeBase, Mapping[str, Assessment]], str]] = {
    "json": json_bundle.export,
    "csl-json": csl_json.export,
    "bibtex": bibtex.export,
    "ris": ris.export,
}
