"""How it is told what rests on a study: the command, its formats, and its mistakes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from claimgrade.grading import assess_all
from claimgrade.impact import impact_of
from claimgrade.impact_report import as_lines
from claimgrade.layout import Layout
from claimgrade.loading import load, load_policy
from conftest import TESTS, Ran
from hostile_base import poison

Claimgrade = Callable[..., Ran]


@pytest.mark.parametrize(
    ("study", "name", "golden"),
    [
        ("bell-2020", "text", "impact-basis.txt"),
        ("alder-2015", "text", "impact-pooled.txt"),
        ("grove-2012", "text", "impact-retracted.txt"),
        ("cedar-2022", "markdown", "impact.md"),
        ("dune-2018", "json", "impact.json"),
    ],
)
def test_impact_is_told(toy: Path, claimgrade: Claimgrade, study: str, name: str, golden: str) -> None:
    """Studies that a grade rests on, that a review pools, that were retracted, that a search and an article name."""
    ran = claimgrade("impact", study, "--root", toy, "--format", name)
    assert ran == Ran(0, (TESTS / "golden" / golden).read_text(), "")


def lines_of(root: Path, study: str) -> list[str]:
    """What a report on many studies tells of one."""
    layout = Layout.at(root)
    base, policy = load(layout).base, load_policy(layout)
    return as_lines(impact_of(base, assess_all(base, policy), policy, study))


def test_few_lines(toy: Path) -> None:
    """Only claims that would change, without their steps."""
    assert lines_of(toy, "alder-2015") == [
        "2 claims link to it; 0 would have another verdict or certainty without it; 1 claim would fall if it were "
        "retracted, since a review pools it.",
        "  toyaline-reduces-pain: supported, moderate certainty -> if it were retracted possibly-supported, "
        "low certainty",
    ]
    assert lines_of(toy, "grove-2012") == ["1 claim links to it; 0 would have another verdict or certainty without it."]


def test_study_that_nothing_rests_on(toy: Path, claimgrade: Claimgrade) -> None:
    """A new record is linked to by nothing."""
    text = (toy / "claims/studies/fern-2010.yaml").read_text()
    (toy / "claims/studies/fern-2011.yaml").write_text(text.replace("fern-2010", "fern-2011"))
    ran = claimgrade("impact", "fern-2011", "--root", toy)
    assert ran == Ran(
        0,
        "fern-2011 (Fern 2010): Twelve toy cases\nNo claim links to it as evidence.\n\n"
        "Pages that show it: 1\n  studies/fern-2011/\n",
        "",
    )


def test_claim_that_cannot_be_graded(toy: Path, claimgrade: Claimgrade) -> None:
    """A claim of which another study cannot be read is named, and nothing is said of its verdict."""
    (toy / "claims/studies/elm-2019.yaml").write_text("id: [")
    ran = claimgrade("impact", "dune-2018", "--root", toy)
    assert ran.code == 0
    assert (
        "Claims that would stay as they are: 1\n  toyaline-improves-mood: not known\n      link: supports\n"
        "      Nothing can be said of it, because the claim links to a record that cannot be read.\n"
    ) in ran.out


@pytest.mark.parametrize(
    ("study", "sentence"),
    [
        ("cedar-2021", "there is no study 'cedar-2021'; did you mean 'cedar-2022'?"),
        ("", "there is no study ''"),
        (
            "toyaline-improves-sleep",
            "'toyaline-improves-sleep' is a claim, not a study; 'claimgrade show' prints it",
        ),
        ("toy-myths", "'toy-myths' is an article, not a study; 'claimgrade show' prints it"),
        ("toy-smith", "'toy-smith' is a search, not a study; 'claimgrade show' prints it"),
        ("elm-2019", "the study 'elm-2019' cannot be read; 'claimgrade check' says why"),
    ],
)
def test_mistakes(toy: Path, claimgrade: Claimgrade, study: str, sentence: str) -> None:
    """A wrong id ends with 2 and one sentence."""
    (toy / "claims/studies/elm-2019.yaml").write_text("id: [")
    assert claimgrade("impact", study, "--root", toy) == Ran(2, "", f"claimgrade: {sentence}\n")


def test_hostile_records(toy: Path, claimgrade: Claimgrade) -> None:
    """Whatever strangers write, text steers no terminal, and Markdown holds it in code spans only."""
    assert poison(toy)
    for study in ("bell-2020", "alder-2015", "cedar-2022", "dune-2018", "grove-2012"):
        text = claimgrade("impact", study, "--root", toy).out
        assert "claim links to it" in text or "claims link to it" in text
        assert all(line.isprintable() for line in text.split("\n"))
        markdown = claimgrade("impact", study, "--root", toy, "--format", "markdown").out
        outside = re.sub(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)", "", markdown)
        assert re.fullmatch(r"[a-zA-Z0-9 ,.:;()*#>+\n-]*", outside)
