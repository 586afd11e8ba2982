"""The whole real base against a server made from its records: all verified, and of twenty planted errors each one."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from bibliographic_formats import Update, Work
from bibliographic_records import works_of
from bibliographic_server import serve
from claimgrade.citations.answer import Identifier
from claimgrade.citations.entry import askable
from claimgrade.identifiers import Doi, Pmid, Registration
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.layout import Layout
from claimgrade.loading import load
from claimgrade.records import Study
from conftest import TESTS

REPOSITORY = TESTS.parent
OTHER: dict[str, Any] = {
    "title": "A toy survey of games",
    "authors": (("Toymaker", "Z"),),
    "journal": "Annals of Games",
}


def notice(kind: str | None = None, ref_type: str | None = None, year: int = 2024, **more: Any) -> Update:
    """A notice at Crossref (`kind`), at PubMed (`ref_type`), or at both."""
    return Update(type=kind, ref_type=ref_type, doi="10.5555/toy-notice", pmid="999999998", date=(year, 5, 6), **more)


def noticed(*updates: Update) -> Callable[[Work], list[Work]]:
    """What plants notices."""
    return lambda work: [replace(work, updates=updates)]


def other(**changes: Any) -> Callable[[Work], list[Work]]:
    """What plants other contents."""
    return lambda work: [replace(work, **changes)]


def year_off(work: Work) -> list[Work]:
    """Two years later."""
    assert work.printed
    return [replace(work, printed=(work.printed[0] + 2,))]


def in_place(work: Work) -> list[Work]:
    """The paper's own record holds the notice, under its own DOI."""
    return [replace(work, own_updates=(Update(type="retraction", doi=work.doi, date=(2024, 5, 6)),))]


def pmid_of_another(work: Work) -> list[Work]:
    """The number belongs to another paper."""
    return [replace(work, pmid=None), replace(work, doi="10.5555/toy-other", **OTHER)]


def doi_of_another(work: Work) -> list[Work]:
    """The DOI belongs to another paper; the number to the right one, under another DOI."""
    return [replace(work, pmid=None, **OTHER), replace(work, doi="10.5555/toy-right")]


def other_version(work: Work) -> list[Work]:
    """The number belongs to another version of the review, which has the same title, authors, journal and year."""
    return [replace(work, pmid=None), replace(work, doi=f"{work.doi}.pub9")]


@dataclass(frozen=True)
class Plant:
    """An error: what it is, the identifiers that the study has, what the services have instead, and what shall come."""

    name: str
    has: frozenset[type[Identifier]]
    change: Callable[[Work], list[Work]]
    outcome: str


BOTH: frozenset[type[Identifier]] = frozenset({Doi, Pmid})
BY_DOI: frozenset[type[Identifier]] = frozenset({Doi})
BY_PMID, BY_NCT = frozenset({Pmid}), frozenset({Registration})
PLANTS = (
    Plant("swapped PMID", BOTH, pmid_of_another, "mismatch"),
    Plant("swapped DOI", BOTH, doi_of_another, "mismatch"),
    Plant("other title", BOTH, other(title=OTHER["title"]), "mismatch"),
    Plant("wrong year", BOTH, year_off, "mismatch"),
    Plant("wrong year of a DOI alone", BY_DOI, year_off, "mismatch"),
    Plant("other author", BY_DOI, other(authors=OTHER["authors"]), "mismatch"),
    Plant("other journal", BY_PMID, other(journal=OTHER["journal"]), "mismatch"),
    Plant("absent DOI", BY_DOI, other(doi=None), "absent"),
    Plant("absent PMID", BY_PMID, other(pmid=None), "absent"),
    Plant("absent registration", BY_NCT, other(nct=None), "absent"),
    Plant("retracted", BY_DOI, noticed(notice("retraction", source="retraction-watch")), "retracted"),
    Plant("retracted in place", BY_DOI, in_place, "retracted"),
    Plant("retracted, says PubMed", BOTH, noticed(notice(ref_type="RetractionIn")), "retracted"),
    Plant("withdrawn", BOTH, noticed(notice("withdrawal")), "retracted"),
    Plant("removed", BY_DOI, noticed(notice("removal"), notice("correction", year=2025)), "retracted"),
    Plant("partly retracted", BY_DOI, noticed(notice("partial_retraction")), "retracted"),
    Plant("concern", BOTH, noticed(notice("expression_of_concern", "ExpressionOfConcernIn")), "concern"),
    Plant("concern, says PubMed", BY_PMID, noticed(notice(ref_type="ExpressionOfConcernIn")), "concern"),
    Plant(
        "reinstated",
        BY_DOI,
        noticed(notice("reinstatement", year=2025), notice("expression_of_concern", year=2023), notice("retraction")),
        "reinstated",
    ),
    Plant("disagreement", BOTH, other_version, "disagreement"),
)


def real_base() -> KnowledgeBase:
    """The records of this repository."""
    return load(Layout.at(REPOSITORY)).base


def verify(works: Iterable[Work], *options: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON report of the real command on this repository, against a server with these works."""
    with serve(works) as server:
        ended = subprocess.run(
            [sys.executable, "-m", "claimgrade", "verify", "--root", REPOSITORY, "--format", "json", *options],
            env={**os.environ, **server.environment, "PYTHONPATH": str(REPOSITORY / "scripts")},
            capture_output=True,
            text=True,
            check=False,
        )
    assert "Traceback" not in ended.stderr
    assert server.broken_limits == []
    return ended.returncode, json.loads(ended.stdout)


def planted(base: KnowledgeBase) -> dict[str, Plant]:
    """A study for each error, with the identifiers that it needs and everything stated: the first that is free."""
    numbers = Counter(identifier for study in base.studies.values() for identifier in askable(study))
    chosen: dict[str, Plant] = {}
    for plant in PLANTS:
        free = (study.id for study in base.studies.values() if study.id not in chosen and _fits(study, plant, numbers))
        chosen[next(free)] = plant
    return chosen


def _fits(study: Study, plant: Plant, numbers: Counter[Any]) -> bool:
    cited, identifiers = study.citation, askable(study)
    stated = cited.author and cited.author[0].family and cited.issued and cited.container_title
    alone = all(numbers[identifier] == 1 for identifier in identifiers)
    is_supplied = cited.title.startswith("[")
    whole = stated or plant.has == BY_NCT
    kinds = {type(identifier) for identifier in identifiers}
    return bool(kinds == plant.has and whole and alone and not is_supplied and study.status is None)


def test_every_study_is_verified() -> None:
    """Nothing in the comparison takes a right record for a wrong one; what no service knows is counted apart."""
    base = real_base()
    asked = [study for study in base.studies.values() if askable(study)]
    code, report = verify(works_of(base.studies.values()))
    assert (code, report["findings"]) == (0, [])
    assert {study: told["outcome"] for study, told in report["studies"].items()} == {
        study.id: "verified" for study in asked
    }
    assert report["summary"]["outcomes"]["verified"] == len(asked) > 300
    assert report["summary"]["nothing_to_ask"] == len(base.studies) - len(asked)


def test_exactly_the_planted_errors_are_found() -> None:
    """Each with its outcome; a curator is told of all of them but the reinstated one."""
    base = real_base()
    chosen = planted(base)
    works: list[Work] = []
    for study in base.studies.values():
        for work in works_of([study]):
            works += chosen[study.id].change(work) if study.id in chosen else [work]
    code, report = verify(works)
    found = {study: told["outcome"] for study, told in report["studies"].items() if told["outcome"] != "verified"}
    assert (code, len(found)) == (1, 20)
    assert found == {study: plant.outcome for study, plant in chosen.items()}
    told = {finding["record"] for finding in report["findings"]}
    assert told == {study for study, plant in chosen.items() if plant.outcome != "reinstated"}
    assert {impact["study"]["id"] for impact in report["impacts"]} == {
        study for study, plant in chosen.items() if plant.outcome == "retracted"
    }
