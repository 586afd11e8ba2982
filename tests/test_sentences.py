"""An article is split into the parts that coverage counts; cases are tests/cases/sentences/*.yaml (text, parts)."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.articles.sentences import parts
from claimgrade.articles.text import ArticleText
from conftest import TESTS

CASES = sorted((TESTS / "cases" / "sentences").glob("*.yaml"))
LINES = st.lists(
    st.sampled_from(["a toy. ", "A b! ", "• ", "1. ", "| x ", "\n", "é“", "😀. ", "…", "\u0085"]) | st.text(max_size=4)
)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """The text of a case has exactly the parts that the case lists: kind, line and words."""
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    article = ArticleText.of(case["text"])
    found = [[part.kind.value, part.line, article.normalised[part.start : part.end]] for part in parts(article)]
    assert found == case["parts"]


def test_there_are_cases() -> None:
    """The search for cases finds some."""
    assert len(CASES) >= 5


@given(LINES.map("".join))
def test_parts_are_in_order_and_lose_no_word(raw: str) -> None:
    """Parts do not overlap, stand on their line, and hold every letter; only markers may go, which hold digits."""
    article = ArticleText.of(raw)
    found = list(parts(article))
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(article.line_at(part.start) == article.line_at(part.end - 1) == part.line for part in found)
    kept = "".join(article.normalised[part.start : part.end] for part in found)
    assert [char for char in kept if char.isalpha()] == [char for char in article.normalised if char.isalpha()]
