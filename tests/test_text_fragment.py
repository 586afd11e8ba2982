"""Links that lead to a passage."""

from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.articles.text_fragment import text_fragment_link
from claimgrade.records.parts import Passage
from conftest import TESTS

CASES = yaml.safe_load((TESTS / "cases" / "text-fragments.yaml").read_text(encoding="utf-8"))
WORDS = st.lists(st.text(st.characters(exclude_categories=("Z", "C")), min_size=1), min_size=1, max_size=8)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['start']} to {case['end']}")
def test_link_to_a_passage(case: dict[str, Any]) -> None:
    """The address has the passage's ends as its text directive."""
    assert text_fragment_link(case["address"], Passage(case["start"], case["end"], "0" * 64)) == case["link"]


@given(WORDS, WORDS)
def test_any_words_come_back(start: list[str], end: list[str]) -> None:
    """Whatever the words are, they are read back from the directive, and nothing of theirs is part of its syntax."""
    link = text_fragment_link("https://example.org/", Passage(" ".join(start), " ".join(end), "0" * 64))
    assert link is not None
    address, _, directive = link.partition("#:~:text=")
    assert address == "https://example.org/"
    assert not set(directive) & set("-& \"'<>#")
    ends = [unquote(part) for part in directive.split(",")]
    assert ends in ([" ".join(start)], [" ".join(start), " ".join(end)])
