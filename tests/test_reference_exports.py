"""`export csl-json|bibtex|ris`: every study, as readers that others wrote find it."""

import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from citeproc.source.bibtex.bibparse import BibTeXParser
from citeproc.source.json import CiteProcJSON

from claimgrade.layout import Layout
from claimgrade.loading import load
from conftest import Ran


def titles(root: Path) -> dict[str, str]:
    """Titles of the studies of a base by id."""
    return {study.id: study.citation.title for study in load(Layout.at(root)).base.studies.values()}


def test_csl_json(toy: Path, claimgrade: Callable[..., Ran]) -> None:
    """Citeproc reads every study with its title."""
    ran = claimgrade("export", "csl-json", "--root", toy, "--out", "-")
    assert (ran.code, ran.err) == (0, "")
    read = CiteProcJSON(json.loads(ran.out))
    assert {key: str(item.title) for key, item in read.items()} == titles(toy)


def test_bibtex(toy: Path, claimgrade: Callable[..., Ran]) -> None:
    """A BibTeX reader finds every study with its title."""
    out = toy / "toy.bib"
    assert claimgrade("export", "bibtex", "--root", toy, "--out", out) == Ran(0, "", "")
    read = BibTeXParser(StringIO(out.read_text(encoding="utf-8")))
    assert {key: entry["title"].strip("{}") for key, entry in read.items()} == titles(toy)


def test_ris(toy: Path, claimgrade: Callable[..., Ran]) -> None:
    """Every record of RIS begins with its type, ends with ER and holds one study's title."""
    ran = claimgrade("export", "ris", "--root", toy, "--out", "-")
    assert (ran.code, ran.err) == (0, "")
    records = ran.out.split("ER  - \n")
    assert records.pop() == ""
    read = [dict(re.findall(r"^([A-Z][A-Z0-9])  - (.+)$", record, re.MULTILINE)) for record in records]
    assert {tags["ID"]: tags["TI"] for tags in read} == titles(toy)
    assert all(record.lstrip().startswith("TY  - ") for record in records)
