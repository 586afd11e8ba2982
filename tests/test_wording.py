"""Words that a text shares with an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.articles.passages import normalise
from claimgrade.articles.text import ArticleText
from claimgrade.articles.wording import RUN, Copied, WordingIndex

WORDS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=40)


def index(**articles: str) -> WordingIndex:
    """The index of some articles."""
    return WordingIndex.of({name: ArticleText.of(text) for name, text in articles.items()})


TWELVE = "one two three four five six seven eight nine ten eleven twelve"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TWELVE, 12),
        ("Zero: ONE, two-three (four) 'five' six\nseven eight; nine ten eleven twelve. Thirteen", 12),
        (TWELVE.removeprefix("one "), 0),
        (TWELVE.replace("six", "six and"), 0),
        ("", 0),
    ],
)
def test_run_of_twelve_words(text: str, words: int) -> None:
    """Case and punctuation do not matter, the order does."""
    copied = index(toy="Zwölf: " + TWELVE.replace("five", "‘five’")).longest_copied(text)
    assert (len(copied.words) if copied else 0) == words


def test_longest_run_is_told() -> None:
    """Of several runs the longest is told, whole, with its article."""
    longer = " ".join(f"w{i}" for i in range(15))
    found = index(first=TWELVE, second=longer).longest_copied(f"{TWELVE}. And {longer}! {TWELVE}.")
    assert found == Copied("second", tuple(longer.split()))


def test_runs_of_two_articles_are_not_joined() -> None:
    """Words of one article that follow on words of another are two runs."""
    other = " ".join(f"w{i}" for i in range(12))
    found = index(first=TWELVE, second=other).longest_copied(f"{TWELVE} {other}")
    assert found == Copied("first", tuple(TWELVE.split()))


@given(st.text(max_size=40))
def test_normalised_text_has_the_same_words(text: str) -> None:
    """Words are those of the normalised text: a text of words that an article normalises to is found in it."""
    run = f"{TWELVE} {text}"
    found = WordingIndex.of({"toy": ArticleText.of(run)}).longest_copied(normalise(run))
    assert found == WordingIndex.of({"toy": ArticleText.of(run)}).longest_copied(run)


@given(WORDS, WORDS)
def test_copied_words_stand_in_both(ours: list[str], theirs: list[str]) -> None:
    """A run is told exactly where twelve words are shared, and its first twelve stand in both texts."""
    shared = {tuple(ours[i : i + RUN]) for i in range(len(ours) - RUN + 1)} & {
        tuple(theirs[i : i + RUN]) for i in range(len(theirs) - RUN + 1)
    }
    found = index(toy=" ".join(theirs)).longest_copied(" ".join(ours))
    assert bool(found) == bool(shared)
    if found:
        assert found.words[:RUN] in shared
        assert " ".join(found.words) in " ".join(ours)
