"""Which texts of a record are held to be in our own words."""

from pathlib import Path

import pytest

from claimgrade.articles.own_texts import own_texts
from claimgrade.layout import Layout
from claimgrade.loading import load


@pytest.mark.parametrize(
    ("record", "texts"),
    [
        ("toy-miracle", {"/publisher": "The Toy Gazette"}),
        (
            "toy-sleep",
            {
                "/question": "Does toyaline improve sleep in adults with toy syndrome?",
                "/sources/0/name": "Toy Database",
            },
        ),
        (
            "fern-2010",
            {
                "/population": "Adults with toy syndrome",
                "/intervention": "Oral toyaline 10 mg a day",
                "/findings": "Seven of twelve toy patients were less tired.",
                "/risk_of_bias/tool": "RoB 2",
                "/risk_of_bias/reason": "Judged as a toy.",
            },
        ),
        (
            "toyaline-improves-mood",
            {
                "/statement": "Oral toyaline improves mood in adults with toy syndrome.",
                "/question/population": "adults with toy syndrome",
                "/question/intervention": "oral toyaline",
                "/appearances/0/cited/as": "a toy study in the Journal of Toys",
                "/grade/changes/0/reason": "One toy trial found better mood and one found none.",
                "/summary": "Two toy trials disagree about mood.",
                "/review/curators/0": "A. Toymaker",
                "/review/reviewers/0": "B. Toyreader",
            },
        ),
    ],
)
def test_own_texts(toy: Path, record: str, texts: dict[str, str]) -> None:
    """Every text with a space, but no title, citation, query or passage; each pointer leads to it."""
    loaded = load(Layout.at(toy))
    found = loaded.base.find(record)
    assert found is not None
    assert dict(own_texts(found)) == texts
    for pointer in texts:
        assert loaded.sources[found.file].locate(pointer).pointer == pointer
