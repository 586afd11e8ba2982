"""Toy records for tests of grading: each constructor gives a whole record, with what a test wants to be different."""

from functools import cache
from typing import Any

import yaml

from claimgrade.grading import Assessment, Policy, assess
from claimgrade.layout import package_schemas
from claimgrade.records import Claim, Search, Study

STATEMENT = "Oral toyamine reduces toy pain in adults."


@cache
def policy() -> Policy:
    """The grading policy of this repository."""
    text = (package_schemas() / "grading.yaml").read_text(encoding="utf-8")
    return Policy.from_mapping(yaml.safe_load(text))


def study(study_id: str = "one", **changes: Any) -> Study:
    """A large, direct, unretracted randomised trial that nothing speaks against; its short name is "One 2020"."""
    data = {
        "id": study_id,
        "citation": {
            "type": "article-journal",
            "title": f"A toy trial, {study_id}",
            "author": [{"family": study_id.capitalize()}],
            "issued": {"date-parts": [[2020]]},
        },
        "design": "rct",
        "preprint": False,
        "participants": 500,
        "comparator": "placebo",
        "risk_of_bias": {"judgement": "low"},
    }
    return Study.from_mapping(data | changes, f"claims/studies/{study_id}.yaml")


def entry(study_id: str = "one", bearing: str = "supports", **changes: Any) -> dict[str, Any]:
    """An entry of a claim's evidence."""
    return {"study": study_id, "bearing": bearing} | changes


def change(domain: str, levels: int, reason: str = "A toy reason.") -> dict[str, Any]:
    """A change of a grade."""
    return {"domain": domain, "levels": levels, "reason": reason}


def grade(*basis: str, direction: str = "supports", **changes: Any) -> dict[str, Any]:
    """A grade that rests on the named studies, or on "one"."""
    return {"basis": list(basis) or ["one"], "direction": direction, "certainty": "high"} | changes


def appearance(wording: str = "certain", stance: str = "affirms", report: str | None = None) -> dict[str, Any]:
    """A place where a toy article says it; with `report`, about a study that it names."""
    cited = {"as": "a toy study", "traced_to": "one", "report": report} if report else None
    passage = {"start": "Toyamine", "end": "pain.", "sha256": "0" * 64}
    support = "named" if cited else "none"
    return {
        "article": "a-toy-article",
        "passage": passage,
        "stance": stance,
        "wording": wording,
        "support": support,
        "cited": cited,
    }


def claim(kind: str = "efficacy", *evidence: dict[str, Any], **changes: Any) -> Claim:
    """A claim of a kind with its evidence; without a grade unless it is given."""
    question = {
        "population": "adults with toy pain",
        "intervention": "oral toyamine",
        "comparator": "placebo",
        "outcome": "toy pain",
        "place": "Toyland" if kind == "regulatory" else None,
    }
    data = {
        "id": "a-toy-claim",
        "statement": STATEMENT,
        "kind": kind,
        "question": question,
        "appearances": [],
        "evidence": list(evidence),
        "summary": "A toy.",
        "review": {"status": "draft"},
    }
    return Claim.from_mapping(data | changes, "claims/toys/a-toy-claim.yaml", "toys")


def search(search_id: str = "a-search", *sources: dict[str, Any], **changes: Any) -> Search:
    """A search that looked in a toy database, unless sources are given."""
    source = {"name": "Toybase", "kind": "database", "query": "toyamine", "date": "2026-01-02", "results": 3}
    data = {
        "id": search_id,
        "question": "A toy question?",
        "sources": list(sources) or [source],
        "outcome": "none-found",
    }
    return Search.from_mapping(data | changes, f"claims/searches/{search_id}.yaml")


def assessed(subject: Claim, *records: Study | Search) -> Assessment:
    """What became of a claim, given the studies and searches that it names."""
    studies = {record.id: record for record in records if isinstance(record, Study)}
    searches = {record.id: record for record in records if isinstance(record, Search)}
    return assess(subject, studies, searches, policy())
