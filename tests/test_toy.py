"""The toy base is what the other tests take it for."""

from hashlib import sha256
from pathlib import Path

import pytest

from claimgrade.articles.passages import find, normalise
from claimgrade.finding import Finding, Severity
from claimgrade.grading import assess_all
from claimgrade.layout import Layout
from claimgrade.loading import load, load_policy
from claimgrade.location import Location
from conftest import TESTS, check_base

VERDICTS = {
    "toy-syndrome-affects-one-in-ten": ("supported", "high", "sourcing", (False,)),
    "toyaline-causes-drowsiness": ("supported", "moderate", "grade", (True,)),
    "toyaline-improves-mood": ("mixed", "low", "grade", (False,)),
    "toyaline-improves-sleep": ("contradicted", "moderate", "grade", (True,)),
    "toyaline-is-licensed-in-toyland": ("supported", "high", "sourcing", (False,)),
    "toyaline-reduces-fatigue": ("very-uncertain", "very-low", "grade", (True,)),
    "toyaline-reduces-itching": ("no-evidence-found", None, "grade", (False,)),
    "toyaline-reduces-pain": ("supported", "moderate", "grade", (False, False)),
}


def test_toy_base_is_clean_but_for_one_info(toy: Path) -> None:
    """The toy base brings one finding, on purpose."""
    result = check_base(toy)
    assert result.findings == (
        Finding(
            "search-without-database",
            Severity.INFO,
            "the search 'toy-smith' looked in no database, registry or review",
            "Repeat it in a database such as PubMed, or name a review that looked.",
            Location("claims/searches/toy-smith.yaml", 3, 1, "/sources"),
            "toy-smith",
        ),
    )
    assert result.records == {"claims": 8, "studies": 10, "articles": 2, "searches": 3}


def test_verdicts_of_the_toy_base(toy: Path) -> None:
    """Its claims have the verdict, certainty and overstatements that they were written for."""
    layout = Layout.at(toy)
    found = assess_all(load(layout).base, load_policy(layout))
    assert {claim: (a.verdict, a.certainty, a.system, a.overstated) for claim, a in found.items()} == VERDICTS


@pytest.mark.parametrize("article", ["toy-miracle", "toy-myths"])
def test_passages_of_the_toy_articles(toy: Path, article: str) -> None:
    """Every passage that records name stands in the snapshot of its article, once."""
    base = load(Layout.at(toy)).base
    snapshot = base.articles[article].snapshot
    assert snapshot
    content = (TESTS / "toy-snapshots" / snapshot.file).read_bytes()
    assert sha256(content).hexdigest() == snapshot.sha256
    text = normalise(content.decode())
    passages = [item.passage for item in base.articles[article].not_claims]
    passages += [a.passage for claim in base.claims.values() for a in claim.appearances if a.article == article]
    assert len(passages) > 3
    assert [len(find(passage, text).spans) for passage in passages] == [1] * len(passages)
