"""Passages: how a text is made comparable, and how a passage is found by its ends and its digest."""

import hashlib

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from claimgrade.articles.passages import MAX_CHARACTERS, Match, digest, find, normalise
from claimgrade.records.parts import Passage

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # however slow the machine is
ARTICLE = "Toys are fun. Toyamine helps in toy pain. It helps. Toyamine helps in toy pain. No doubt."


def passage(start: str, end: str, text: str) -> Passage:
    """A passage with the digest of its text."""
    return Passage(start, end, digest(normalise(text)))


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("", ""),
        (" \n\t", ""),
        ("Toy", "Toy"),
        ("TOY toy", "TOY toy"),
        ("\u2018\u2019\u201a\u201b", "''''"),
        ("\u201c\u201d\u201e\u201f", '""""'),
        ("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-------"),
        ("\u02bc \u2032 \u2033", "\u02bc \u2032 \u2032\u2032"),
        ("\u00ad\u2043\u200b", "\u00ad\u2043\u200b"),
        ("\uff07\uff02\uff0d\ufe58\ufe63", "'\"---"),
        ("a\u00a0b\u2009c\u3000d\u202fe", "a b c d e"),
        ("a\r\nb\tc  d\n\n e\x85f\u2028g\u2029h\x0bi\x0cj", "a b c d e f g h i j"),
        ("  a  ", "a"),
        ("\u00a0a\u00a0", "a"),
        ("ﬁve ½ ² ™ …", "five 1\u20442 2 TM ..."),
        ("e\u0301", "é"),
        ("Å \u212b A\u030a", "Å Å Å"),
        ("ＴＯＹ", "TOY"),
        ("疼痛。", "疼痛。"),
        ("<>&*_`", "<>&*_`"),
    ],
)
def test_normalise(text: str, normalised: str) -> None:
    """NFKC first, then plain quotes and hyphens, then single spaces; case and everything else stay."""
    assert normalise(text) == normalised


@UNHURRIED
@given(st.text())
def test_normalise_twice_is_once(text: str) -> None:
    """What is normalised stays as it is."""
    assert normalise(normalise(text)) == normalise(text)


def test_digest_is_sha_256_over_utf_8() -> None:
    """The digest is what any other program computes."""
    expected = hashlib.sha256("größe".encode()).hexdigest()
    assert digest("größe") == expected
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("wanted", "match"),
    [
        (passage("Toys are", "fun.", "Toys are fun."), Match(((0, 13),), 1)),
        (passage("Toyamine helps", "toy pain.", "Toyamine helps in toy pain."), Match(((14, 41), (52, 79)), 3)),
        (passage("It", "doubt.", "It helps. Toyamine helps in toy pain. No doubt."), Match(((42, 89),), 1)),
        (
            passage("Toyamine  helps\n", " toy\u00a0pain.", "Toyamine helps in toy pain."),
            Match(((14, 41), (52, 79)), 3),
        ),
        (passage("Toyamine helps", "toy pain.", "Toyamine hurts in toy pain."), Match((), 3)),
        (passage("toyamine helps", "toy pain.", "toyamine helps in toy pain."), Match((), 0)),
        (passage("No doubt", "Toys are", "No doubt Toys are"), Match((), 0)),
        (passage("Zebra", "doubt.", "Zebra doubt."), Match((), 0)),
        (passage("Toys", "zebra", "Toys zebra"), Match((), 0)),
        (passage("It helps.", "It helps.", "It helps."), Match(((42, 51),), 1)),
        (passage("It helps.", "helps.", "It helps."), Match(((42, 51),), 1)),
        (passage("It", "It helps.", "It helps."), Match(((42, 51),), 1)),
        (passage("Toys are", "are fun.", "Toys are fun."), Match(((0, 13),), 1)),
    ],
)
def test_find(wanted: Passage, match: Match) -> None:
    """All spans that start, end and hash so are found; candidates are those that fit the ends."""
    assert find(wanted, ARTICLE) == match


def test_end_does_not_stop_before_the_start_is_whole() -> None:
    """An end that also stands inside the start does not cut it short."""
    assert find(passage("a b a c", "a", "a b a c a"), "a b a c a").spans == ((0, 9),)
    assert find(passage("a b a c", "a", "a b a"), "a b a c a") == Match((), 1)


@pytest.mark.parametrize(("length", "found"), [(MAX_CHARACTERS, 1), (MAX_CHARACTERS + 1, 0)])
def test_longest_passage(length: int, found: int) -> None:
    """A passage has at most 900 characters; what is longer is no candidate."""
    text = "First " + "x" * (length - 11) + " last"
    assert len(text) == length
    assert MAX_CHARACTERS == 900
    assert find(passage("First", "last", text), text) == Match(((0, length),) * found, found)


@pytest.mark.parametrize(("start", "end"), [("", "fun."), ("Toys", ""), ("\x85", "fun."), (" ", " ")])
def test_ends_without_a_word_find_nothing(start: str, end: str) -> None:
    """Ends that are empty once they are normalised fit nowhere, instead of everywhere."""
    assert find(passage(start, end, "Toys are fun."), ARTICLE) == Match((), 0)


WORDS = st.text(st.sampled_from("ab é-—’'\u00a0\n\u0301ﬁ1.") | st.characters(codec="utf-8"), max_size=200)


@UNHURRIED
@given(WORDS, st.data())
def test_a_passage_made_from_a_span_is_found_there(text: str, data: st.DataObject) -> None:
    """A passage that is made from any span of an article, by any of its ends, is found in it, at that span."""
    article = normalise(text)
    start = data.draw(st.integers(0, max(0, len(article) - 1)))
    stop = data.draw(st.integers(start + 1, max(start + 1, len(article))))
    span = article[start:stop]
    assume(span and span == span.strip())
    first = normalise(span[: data.draw(st.integers(1, len(span)))])
    last = normalise(span[-data.draw(st.integers(1, len(span))) :])
    match = find(Passage(first, last, digest(span)), article)
    assert (start, stop) in match.spans
    assert match.candidates >= len(match.spans)
    assert all(article[a:b] == span for a, b in match.spans)
