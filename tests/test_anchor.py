"""`anchor` makes the passage of a phrase; cases are tests/cases/anchor/*.yaml."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from claimgrade.articles.anchoring import Anchor, anchor
from claimgrade.articles.passages import digest, find, normalise, shortest, too_wordy
from claimgrade.articles.text import ArticleText
from claimgrade.finding import ClaimgradeError
from claimgrade.records.parts import Passage
from claimgrade.yaml_source import YamlSource, parse
from claimgrade.yaml_text import scalar
from conftest import TESTS, Ran

Claimgrade = Callable[..., Ran]
SNAPSHOTS = TESTS / "toy-snapshots"
CASES = {
    f"{path.stem}: {name}": (data["article"], case)
    for path in sorted((TESTS / "cases" / "anchor").glob("*.yaml"))
    for data in [yaml.safe_load(path.read_text(encoding="utf-8"))]
    for name, case in data["cases"].items()
}
WORDS = st.lists(st.sampled_from(["a", "b", "toy", "no", "(c)", "x"]), min_size=1, max_size=60)


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    """A phrase gives the passage and the places of its case, or its error."""
    article, case = CASES[name]
    if "error" in case:
        with pytest.raises(ClaimgradeError) as raised:
            anchor(case["phrase"], ArticleText.of(article))
        assert str(raised.value) == case["error"]
        return
    passage = Passage(case["start"], case["end"], digest(normalise(case["phrase"])))
    assert anchor(case["phrase"], ArticleText.of(article)) == Anchor(passage, tuple(case["lines"]), case["others"])


@given(WORDS, st.integers(0, 59), st.integers(1, 60))
def test_anchor_leads_back(words: list[str], first: int, number: int) -> None:
    """The passage of any words of an article is found there, and keeps at most eight at each end and half of them."""
    chosen = words[first : first + number]
    assume(chosen)
    made = anchor(" ".join(chosen), ArticleText.of(" ".join(words)))
    start, end = made.passage.start.split(), made.passage.end.split()
    assert (chosen[: len(start)], chosen[-len(end) :]) == (start, end)
    assert max(len(start), len(end)) <= 8
    assert not too_wordy(len(start) + len(end), len(chosen))
    spans = find(made.passage, " ".join(words)).spans
    assert len(made.lines) == len(spans) >= 1
    assert made.passage.position == spans[0][0]
    if not made.others:
        assert set(shortest(made.passage.start, made.passage.end, " ".join(words))) <= set(spans)


@given(st.text(min_size=1).map(normalise).filter(bool))
def test_scalar_is_read_as_written(text: str) -> None:
    """Whatever words an article has, the block that is printed holds exactly them."""
    source = parse("x.yaml", f"passage: {{start: {scalar(text)}, end: x}}\n")
    assert isinstance(source, YamlSource)
    assert source.values == {"passage": {"start": text, "end": "x"}}


def test_longest_passage() -> None:
    """900 characters are a passage, 901 are not."""
    text = "toy " * 224 + "end."
    assert anchor(text, ArticleText.of(text)).lines == (1,)
    with pytest.raises(ClaimgradeError, match=r"^the phrase has 901 characters, a passage at most 900; anchor it in"):
        anchor(f"{text}.", ArticleText.of(f"{text}."))


def test_word_that_no_record_can_hold() -> None:
    """A word of more than 200 characters cannot be written into a record."""
    word = "t" + "o" * 200
    with pytest.raises(ClaimgradeError, match="cannot be anchored: its first and last words fit too many places, or"):
        anchor(word, ArticleText.of(word))


def printed(toy: Path, claimgrade: Claimgrade, *arguments: str) -> tuple[Any, str]:
    """What `anchor` prints, read as YAML, and what it remarks."""
    ran = claimgrade("anchor", *arguments, "--root", toy, "--snapshots", SNAPSHOTS)
    assert ran.code == 0
    return yaml.safe_load(ran.out), ran.err


def test_anchor_prints_a_block(toy: Path, claimgrade: Claimgrade) -> None:
    """The block is YAML; the remark goes to standard error."""
    sha256 = "cde716de36673c1856a93599725b8ae38154a0c905fad0625f0014b6faad7ec2"
    found = printed(toy, claimgrade, "toy-myths", "Read more about toys here.")
    passage = {"start": "Read", "end": "here.", "sha256": sha256, "position": 104}
    assert found == ({"passage": passage}, "One span, on line 4.\n")


def test_anchor_by_offsets(toy: Path, claimgrade: Claimgrade) -> None:
    """Offsets count the characters of the file, the second is that after the last."""
    text = (SNAPSHOTS / "toy-myths.txt").read_text()
    at = text.index("It may")
    block, remark = printed(toy, claimgrade, "toy-myths", "--from", str(at), "--to", str(at + 11))
    assert block["passage"] == {"start": "It", "end": "ease", "sha256": digest("It may ease"), "position": 66}
    assert remark == "One span, on line 3.\n"


def test_anchor_tells_how_many_spans(toy: Path, claimgrade: Claimgrade) -> None:
    """Repeats are one passage, and other spans of its ends are told."""
    assert printed(toy, claimgrade, "toy-miracle", "toy syndrome")[1] == (
        "3 spans, on lines 3, 4, 7: the passage means all of them.\n"
    )
    assert printed(toy, claimgrade, "toy-miracle", "Toyaline is highly effective against the pain of toy")[1] == (
        "One span, on line 3.\n"
    )


def test_anchor_in_a_changed_article(toy: Path, tmp_path: Path, claimgrade: Claimgrade) -> None:
    """The passage is that of the text at hand; that it is not the record's is said."""
    (tmp_path / "toy-myths.txt").write_text("Three toys.")
    ran = claimgrade("anchor", "toy-myths", "Three toys.", "--root", toy, "--snapshots", tmp_path)
    assert (ran.code, ran.err) == (
        0,
        "One span, on line 1.\n"
        "The snapshot is not the one that the article's record was written for (article-changed).\n",
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["toy-mith", "x"], "there is no article 'toy-mith'; did you mean 'toy-myths'?"),
        (["zebra", "x"], "there is no article 'zebra'"),
        (["toy-myths"], "give either PHRASE or both --from N and --to N"),
        (["toy-myths", "--from", "1"], "give either PHRASE or both --from N and --to N"),
        (["toy-myths", "toys", "--to", "1"], "give either PHRASE or both --from N and --to N"),
        (["toy-myths", "toys", "--from", "0", "--to", "1"], "give either PHRASE or both --from N and --to N"),
        (
            ["toy-myths", "--from", "5", "--to", "5"],
            "--from 5 --to 5: there is no such part of the article, which has 132 characters",
        ),
        (
            ["toy-myths", "--from", "5", "--to", "999"],
            "--from 5 --to 999: there is no such part of the article, which has 132 characters",
        ),
        (["toy-myths", "\x1b[31mred"], "the article does not hold '\ufffd[31mred'; it holds nothing like it"),
    ],
)
def test_mistakes(toy: Path, claimgrade: Claimgrade, arguments: list[str], sentence: str) -> None:
    """A mistake ends with 2 and one sentence."""
    ran = claimgrade("anchor", *arguments, "--root", toy, "--snapshots", SNAPSHOTS)
    assert (ran.code, ran.out, ran.err) == (2, "", f"claimgrade: {sentence}\n")


def test_anchor_needs_the_text(
    toy: Path, tmp_path: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a folder, without the file, and without a snapshot in the record, it says what is missing."""
    monkeypatch.delenv("CLAIMGRADE_SNAPSHOTS", raising=False)
    call = ("anchor", "toy-myths", "toys", "--root", toy)
    needed = "the texts of the articles are needed: name their folder with --snapshots DIR or CLAIMGRADE_SNAPSHOTS"
    assert claimgrade(*call) == Ran(2, "", f"claimgrade: {needed}\n")
    missing = f"{tmp_path}/toy-myths.txt, the snapshot of the article 'toy-myths', is missing"
    assert claimgrade(*call, "--snapshots", tmp_path) == Ran(2, "", f"claimgrade: {missing}\n")
    path = toy / "claims/articles/toy-myths.yaml"
    lines = ["snapshot: null" if "snapshot" in line else line for line in path.read_text().split("\n")]
    path.write_text("\n".join(lines))
    none = "the article 'toy-myths' names no snapshot"
    assert claimgrade(*call, "--snapshots", tmp_path) == Ran(2, "", f"claimgrade: {none}\n")
    path.write_text("id: [")
    unreadable = "the article 'toy-myths' cannot be read; 'claimgrade check' says why"
    assert claimgrade(*call, "--snapshots", tmp_path) == Ran(2, "", f"claimgrade: {unreadable}\n")
