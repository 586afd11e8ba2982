"""`coverage` accounts for every sentence of an article."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.articles.coverage import Account, Status, Tally
from claimgrade.articles.sentences import Part, PartKind
from claimgrade.records.vocabularies import NoClaim
from conftest import TESTS, Ran

Claimgrade = Callable[..., Ran]
GOLDEN = TESTS / "golden"
MYTHS = "claims/articles/toy-myths.yaml"
DROWSINESS = "claims/toy-facts/toyaline-causes-drowsiness.yaml"
COUNTS = st.integers(0, 2000)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Snapshots in which some sentences are in no record."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, more in (("toy-miracle", ""), ("toy-myths", "• A toy sat. It \x1b[31msat there.\n\nMenu\n")):
        text = (TESTS / "toy-snapshots" / f"{name}.txt").read_text()
        (folder / f"{name}.txt").write_text(text + more)
    return folder


def run(claimgrade: Claimgrade, root: Path, folder: Path, *arguments: str) -> Ran:
    """`coverage` of the base at `root` with the snapshots in a folder."""
    return claimgrade("coverage", *arguments, "--root", root, "--snapshots", folder)


def statuses(ran: Ran) -> list[tuple[int, str]]:
    """Line and status of the parts of the only article."""
    (article,) = json.loads(ran.out)["articles"]
    return [(item["line"], item["status"]) for item in article["items"]]


@pytest.mark.parametrize(("arguments", "golden"), [((), "coverage.txt"), (("--format", "json"), "coverage.json")])
def test_report(toy: Path, texts: Path, claimgrade: Claimgrade, arguments: tuple[str, ...], golden: str) -> None:
    """The whole report in both formats; with --show the sentences that are in no record."""
    ran = run(claimgrade, toy, texts, "--show", *arguments)
    remark = "claimgrade: the snapshot of 'toy-myths' is not the one its record was written for\n"
    assert (ran.code, ran.out, ran.err) == (0, (GOLDEN / golden).read_text(encoding="utf-8"), remark)


def test_words_of_articles_only_on_demand(toy: Path, texts: Path, claimgrade: Claimgrade) -> None:
    """Without --show no report holds an article's words."""
    for name in ("text", "json"):
        assert "sat" not in run(claimgrade, toy, texts, "--format", name).out


def test_one_article(toy: Path, texts: Path, claimgrade: Claimgrade) -> None:
    """With an article only that one is told, and only its snapshot is needed."""
    (texts / "toy-miracle.txt").unlink()
    ran = run(claimgrade, toy, texts, "toy-myths", "--format", "json")
    assert statuses(ran) == [
        (1, "not-a-claim"),
        (3, "claim"),
        (3, "claim"),
        (4, "not-a-claim"),
        (5, "unaccounted"),
        (5, "unaccounted"),
        (7, "unaccounted"),
    ]
    assert ran.code == 0


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("anybody drowsy. It may ease the pain of toy syndrome.", ["unaccounted", "claim"]),
        ("not make anybody drowsy. It may ease the pain", ["claim", "claim"]),
        ("make anybody drowsy. It may", ["claim", "unaccounted"]),
        ("make", ["claim", "unaccounted"]),
        ("drowsy. It", ["unaccounted", "unaccounted"]),
    ],
)
def test_half_of_a_sentence(toy: Path, claimgrade: Claimgrade, words: str, wanted: list[str]) -> None:
    """A claim's passage accounts for a sentence of which it covers half the characters, or within which it lies."""
    folder = TESTS / "toy-snapshots"
    anchored = claimgrade("anchor", "toy-myths", words, "--root", toy, "--snapshots", folder).out.strip()
    path = toy / DROWSINESS
    lines = [f"    {anchored}" if "passage:" in line else line for line in path.read_text().split("\n")]
    path.write_text("\n".join(lines))
    pain = toy / "claims/toy-effects/toyaline-reduces-pain.yaml"
    pain.write_text(pain.read_text().replace("article: toy-myths", "article: toy-miracle"))
    ran = run(claimgrade, toy, folder, "toy-myths", "--format", "json")
    assert [status for line, status in statuses(ran) if line == 3] == wanted


def test_heading_within_a_sentence(toy: Path, tmp_path: Path, claimgrade: Claimgrade) -> None:
    """What is no claim by itself says nothing of a sentence that repeats its words."""
    text = (TESTS / "toy-snapshots" / "toy-myths.txt").read_text()
    (tmp_path / "toy-myths.txt").write_text(
        f"{text}Some like Three myths about toyaline better than all of the others.\n"
    )
    ran = run(claimgrade, toy, tmp_path, "toy-myths", "--format", "json")
    assert statuses(ran)[-1] == (5, "unaccounted")


def test_sentence_of_several_claims(toy: Path, claimgrade: Claimgrade) -> None:
    """A sentence may make several claims, and counts once; a repeat is found by the same passage."""
    path = toy / DROWSINESS
    other = path.read_text().replace("id: toyaline-causes-drowsiness", "id: a-second-claim")
    (toy / "claims/toy-facts/a-second-claim.yaml").write_text(other)
    ran = run(claimgrade, toy, TESTS / "toy-snapshots", "toy-myths", "--format", "json")
    (article,) = json.loads(ran.out)["articles"]
    assert article["items"][1]["claims"] == ["a-second-claim", "toyaline-causes-drowsiness"]
    assert (article["parts"], article["claim"], article["percent"]["accounted"]) == (4, 2, 100.0)


def test_claim_beats_not_a_claim() -> None:
    """A part that is both counts as a claim, and keeps its reason."""
    part = Part(PartKind.SENTENCE, 1, 0, 9)
    assert Account(part, ("a-claim",), NoClaim.ADVICE).status is Status.CLAIM
    assert Account(part, (), NoClaim.ADVICE).status is Status.NOT_A_CLAIM
    assert Account(part, (), None).status is Status.UNACCOUNTED


@given(COUNTS, COUNTS, COUNTS)
def test_only_all_is_100_percent(claims: int, not_claims: int, unaccounted: int) -> None:
    """Shares are rounded down: 100.0 means all, and what is there is never more than its share."""
    tally = Tally(claims, not_claims, unaccounted)
    share = tally.accounted
    if share is None:
        assert tally.parts == 0
    else:
        assert (share == 100) == (unaccounted == 0)
        assert 0 <= share <= 100 * (claims + not_claims) / tally.parts


@pytest.mark.parametrize(("percent", "code"), [("0", 0), ("81.2", 0), ("81.3", 1), ("100", 1)])
def test_fail_under(toy: Path, texts: Path, claimgrade: Claimgrade, percent: str, code: int) -> None:
    """Exit code 1 when less of the whole is accounted for: here 13 of 16, or 81.25 %, told as 81.2."""
    assert run(claimgrade, toy, texts, "--fail-under", percent).code == code


@pytest.mark.parametrize("percent", ["101", "-1", "all", "nan"])
def test_percentages_that_are_none(toy: Path, texts: Path, claimgrade: Claimgrade, percent: str) -> None:
    """What is no percentage ends with 2."""
    ran = run(claimgrade, toy, texts, "--fail-under", percent)
    assert (ran.code, ran.out) == (2, "")
    assert "--fail-under" in ran.err


def test_snapshot_is_missing(toy: Path, texts: Path, claimgrade: Claimgrade) -> None:
    """An article whose snapshot cannot be read is named, left out of the figures, and the command ends with 3."""
    (texts / "toy-miracle.txt").unlink()
    ran = run(claimgrade, toy, texts, "--fail-under", "100")
    assert ran.code == 3
    assert f"{texts}/toy-miracle.txt, the snapshot of the article 'toy-miracle', is missing\n" in ran.err
    assert [line.split()[0] for line in ran.out.splitlines()] == ["article", "toy-myths", "total"]


def test_no_snapshot_at_all(toy: Path, tmp_path: Path, claimgrade: Claimgrade) -> None:
    """Of nothing there is no share."""
    ran = run(claimgrade, toy, tmp_path)
    assert ran.code == 3
    assert ran.out.splitlines()[-1].split() == ["total", "0", "0", "0", "0", "-"]


def test_article_that_names_no_snapshot(toy: Path, claimgrade: Claimgrade) -> None:
    """It is named, too."""
    path = toy / MYTHS
    path.write_text("\n".join("snapshot: null" if "snapshot" in x else x for x in path.read_text().split("\n")))
    ran = run(claimgrade, toy, TESTS / "toy-snapshots")
    assert (ran.code, ran.err) == (3, "claimgrade: the article 'toy-myths' names no snapshot\n")


def test_unreadable_claim_is_named(toy: Path, claimgrade: Claimgrade) -> None:
    """A claim that cannot be read accounts for nothing, and that is said."""
    path = toy / DROWSINESS
    path.write_text("id: [")
    ran = run(claimgrade, toy, TESTS / "toy-snapshots", "toy-myths")
    assert (ran.code, ran.err) == (
        0,
        "claimgrade: left out, because they cannot be read: toyaline-causes-drowsiness\n",
    )
    assert ran.out.splitlines()[-1].split() == ["total", "4", "1", "2", "1", "75.0", "%"]


def test_mistakes(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown article and a missing folder end with 2 and one sentence."""
    monkeypatch.delenv("CLAIMGRADE_SNAPSHOTS", raising=False)
    ran = run(claimgrade, toy, TESTS / "toy-snapshots", "toy-myth")
    assert ran == Ran(2, "", "claimgrade: there is no article 'toy-myth'; did you mean 'toy-myths'?\n")
    needed = "the texts of the articles are needed: name their folder with --snapshots DIR or CLAIMGRADE_SNAPSHOTS"
    assert claimgrade("coverage", "--root", toy) == Ran(2, "", f"claimgrade: {needed}\n")
