"""The grading policy as data: read once, and refused with its place where it cannot be used."""

import shutil
from pathlib import Path

import pytest

from claimgrade.finding import ClaimgradeError
from claimgrade.grading import Policy
from claimgrade.layout import Layout, package_schemas
from claimgrade.loading import load_policy
from claimgrade.records.vocabularies import Certainty, Domain, Kind


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base without records that has its own copy of the policy."""
    (tmp_path / "claims").mkdir()
    (tmp_path / "schema").mkdir()
    shutil.copy(package_schemas() / "grading.yaml", tmp_path / "schema" / "grading.yaml")
    return tmp_path


def refusal(root: Path) -> str:
    """What is said when the policy of a base is loaded."""
    with pytest.raises(ClaimgradeError) as told:
        load_policy(Layout.at(root))
    return str(told.value)


def test_policy_of_the_package_where_a_base_has_none(root: Path) -> None:
    """A base without a policy is graded by that of the package."""
    own = load_policy(Layout.at(root))
    (root / "schema" / "grading.yaml").unlink()
    assert load_policy(Layout.at(root)) == own


def test_policy_holds_what_the_contract_says(root: Path) -> None:
    """Numbers and words of the policy that the contract fixes."""
    policy = load_policy(Layout.at(root))
    assert isinstance(policy, Policy)
    assert (policy.few_people, policy.enough_people) == (100, 400)
    assert set(policy.tables) == set(Kind)
    assert set(policy.domains) == set(Domain)
    assert {name: rule.levels for name, rule in policy.domains.items()} == {
        "risk-of-bias": (-1, -2),
        "inconsistency": (-1, -2),
        "indirectness": (-1, -2),
        "imprecision": (-1, -2),
        "publication-bias": (-1,),
        "large-effect": (1, 2),
        "dose-response": (1,),
        "confounding": (1,),
    }
    assert {rule.name: rule.certainty for rule in policy.ceilings} == {
        "all-indirect": Certainty.LOW,
        "retracted-in-pool": Certainty.LOW,
        "few-people": Certainty.LOW,
        "mixed": Certainty.LOW,
        "some-people": Certainty.MODERATE,
        "unjudged": Certainty.MODERATE,
        "preprint": Certainty.MODERATE,
    }
    assert policy.frequency["rare"] == (0.0001, 0.001)


def test_every_step_has_an_anchor(root: Path) -> None:
    """Each level that a domain may change has its anchor, and no other has one."""
    for rule in load_policy(Layout.at(root)).domains.values():
        assert set(rule.anchors) == set(rule.levels)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "few: 100",
            "few: none",
            "'few': the text 'none' stands here, but a whole number is wanted. Write a whole number.",
        ),
        ("  - name: imprecision\n", "  - name: imprecison\n", "the domain 'imprecison' does not exist"),
        ("  - name: imprecision\n", "  - name: inconsistency\n", "the domain 'imprecision' is missing"),
        ("kinds: [regulatory]", "kinds: [research]", "the kind 'regulatory' is missing"),
        ("{word: rare,", "{word: seldom,", "the frequency word 'seldom' does not exist"),
        ("{word: rare,", "{word: common,", "the frequency word 'rare' is missing"),
        ("designs: document", "designs: documents", "there is no table of designs named 'documents'"),
        (
            "start: {itself: high, second-hand: moderate}\n    designs: document",
            "start: {itself: high}\n    designs: document",
            "there is no start for the body of evidence 'second-hand'",
        ),
        (
            "start: {itself: high, second-hand: moderate}\n    designs: document",
            "start: {itself: high, second-hand: moderate, rumour: low}\n    designs: document",
            "the body of evidence 'rumour' is not listed in bodies",
        ),
        ("    animal: bench\n", "    animal: zoo\n", "the body of evidence 'zoo' is not listed in bodies"),
        ("few: 100", "few: 100, few: 50", "the key 'few' stands here a second time. Keep one of the two."),
    ],
)
def test_broken_policy(root: Path, old: str, new: str, told: str) -> None:
    """A policy that cannot be used is refused in one sentence, with its file, line and column."""
    file = root / "schema" / "grading.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    path, line, column, message = refusal(root).split(":", 3)
    assert (path, message) == ("schema/grading.yaml", f" {told}")
    assert 1 <= int(line) <= text.count("\n") + 1
    assert int(column) >= 1


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("  - name: imprecision\n", "  - name: imprecison\n", "  - name: imprecison"),
        ("{word: rare,", "{word: seldom,", "  - {word: seldom,"),
        ("designs: document\n", "designs: documents\n", "    designs: documents"),
    ],
)
def test_place_in_a_broken_policy(root: Path, old: str, new: str, place: str) -> None:
    """The line that is named is the one to mend."""
    file = root / "schema" / "grading.yaml"
    text = file.read_text(encoding="utf-8").replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    line = int(refusal(root).split(":")[1])
    assert text.splitlines()[line - 1].startswith(place)


def test_policy_that_is_no_yaml(root: Path) -> None:
    """Unreadable text is refused like any other defect of the policy."""
    (root / "schema" / "grading.yaml").write_text("bodies: [\n", encoding="utf-8")
    assert refusal(root).startswith("schema/grading.yaml:2:1: this is not readable as YAML: ")
