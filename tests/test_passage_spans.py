"""Every span of a passage is found, and hostile texts cost no more than they are worth."""

from hypothesis import given
from hypothesis import strategies as st

from claimgrade.articles.passages import MAX_CHARACTERS, Match, digest, find, normalise, too_wordy
from claimgrade.records.parts import Passage

SMALL = st.text("ab c", max_size=30).map(normalise)


@given(SMALL, SMALL, SMALL, SMALL)
def test_spans_are_all_that_fit(article: str, start: str, end: str, wanted: str) -> None:
    """The spans are those that a look at every part of the text finds."""
    parts = [(i, j) for i in range(len(article)) for j in range(i + 1, len(article) + 1)]
    ends = [
        (i, j)
        for i, j in parts
        if article[i:j].startswith(start) and article[i:j].endswith(end) and j - i >= max(len(start), len(end))
    ]
    found = find(Passage(start, end, digest(wanted)), article)
    if start and end:
        assert found.candidates == len(ends)
        assert sorted(found.spans) == [(i, j) for i, j in ends if article[i:j] == wanted]


def test_spans_end_after_900_characters() -> None:
    """A span of 900 characters is a passage, one of 901 is not."""
    fits = "a" + "x" * (MAX_CHARACTERS - 2) + "b"
    for text, spans in ((fits, ((0, 900),)), (fits.replace("a", "ax"), ())):
        assert find(Passage("a", "b", digest(text)), text) == Match(spans, len(spans))


def test_ends_that_fit_everywhere() -> None:
    """Of a hostile text only the first 10,000 candidates are looked at."""
    assert find(Passage("a", "a", "0" * 64), "a " * 100_000) == Match((), 10_000)


def test_no_end_fits_nothing() -> None:
    """Empty ends, which the schema refuses, fit nowhere."""
    assert find(Passage("", "", digest("")), "a b") == Match((), 0)


def test_too_wordy() -> None:
    """Over half of the words, where there are more than eight."""
    assert [too_wordy(*pair) for pair in ((8, 8), (4, 9), (5, 9), (5, 10), (6, 10))] == [
        False,
        False,
        True,
        False,
        True,
    ]
