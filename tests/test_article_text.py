"""The normalised text of an article, and the lines that its parts come from."""

from hypothesis import given
from hypothesis import strategies as st

from claimgrade.articles.passages import normalise
from claimgrade.articles.text import ArticleText, Line

# Any text, and above all line breaks, white space, and marks and letters that compose or decompose.
ODD = st.sampled_from(
    ["\n", "\r", "\r\n", " ", "\t", "\u00a0", "\u2028", "\x85", "\u0301", "e", "\u0344", "ﬁ", "¨", "가", "ᆨ"]
)
TEXTS = st.lists(ODD | st.text(max_size=3)).map("".join)


@given(TEXTS)
def test_lines_joined_are_the_normalised_whole(raw: str) -> None:
    """Normalising line by line, as the places of lines need it, gives the text that the contract defines."""
    assert ArticleText.of(raw).normalised == normalise(raw)


@given(TEXTS)
def test_every_character_has_its_line(raw: str) -> None:
    """The lines cover the text in order, with one space between two, and each is the normalised line of the file."""
    article = ArticleText.of(raw)
    numbered = raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line in article.lines:
        assert article.normalised[line.start : line.end] == normalise(numbered[line.number - 1])
        assert article.line_at(line.start) == article.line_at(line.end - 1) == line.number
    assert [line.start for line in article.lines[1:]] == [line.end + 1 for line in article.lines[:-1]]


def test_lines_of_a_small_text() -> None:
    """Blank lines count, and every kind of line end is one."""
    article = ArticleText.of("A “toy”\r\n\r\n  two \rthree\n")
    assert article.normalised == 'A "toy" two three'
    assert article.lines == (Line(1, 0, 7), Line(3, 8, 11), Line(4, 12, 17))


def test_empty_text() -> None:
    """A file of white space has no lines."""
    assert ArticleText.of(" \n\t\n") == ArticleText(" \n\t\n", "", ())
