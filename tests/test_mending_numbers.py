"""Mending of numbers: in place of what is written, or as a new last field, in the style of its mapping."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.finding import Finding, Severity
from claimgrade.location import Location
from claimgrade.mending import Mended, mend
from claimgrade.yaml_source import YamlSource, parse


def finding(pointer: str, right: int = 5) -> Finding:
    """A finding whose place wants a number."""
    return Finding("a-rule", Severity.INFO, "m", "h", Location("a.yaml", 1, 1, pointer), right=right)


def mended(text: str, *findings: Finding) -> Mended:
    """The file with its numbers."""
    source = parse("a.yaml", text)
    assert isinstance(source, YamlSource)
    return mend(source, findings)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("p: {a: x, n: 12}  # why\n", "p: {a: x, n: 5}  # why\n"),
        ("p: {a: x, n: null}\n", "p: {a: x, n: 5}\n"),
        ("p:\n  n: ~ # why\n  a: x\n", "p:\n  n: 5 # why\n  a: x\n"),
        ("p:\n  n:\n  a: x\n", "p:\n  n: 5\n  a: x\n"),
        ("p: {a: x}\n", "p: {a: x, n: 5}\n"),
        ("p: { a: 'x' }   # why\n", "p: { a: 'x', n: 5 }   # why\n"),
        ("p: {a: x,}\n", "p: {a: x, n: 5,}\n"),
        ("p: {a: x,\n    b: y\n   }\n", "p: {a: x,\n    b: y, n: 5\n   }\n"),
        ("p:\n  a: x\n  b: y  # why\nq: z\n", "p:\n  a: x\n  b: y  # why\n  n: 5\nq: z\n"),
        ("p:\n  a: x\n  b: 'y\n    z'\n\nq: z\n", "p:\n  a: x\n  b: 'y\n    z'\n  n: 5\n\nq: z\n"),
        ("p:\r\n    a: x\r\nq: z\r\n", "p:\r\n    a: x\r\n    n: 5\r\nq: z\r\n"),
        ("q: z\np:\n  a: x", "q: z\np:\n  a: x\n  n: 5"),
        ("p:\n  a: é “x”\n", "p:\n  a: é “x”\n  n: 5\n"),
    ],
)
def test_number(before: str, after: str) -> None:
    """It replaces what stands there, or comes last: after a comma, or on a line of its own."""
    assert mended(before, finding("/p/n")).after == after


@pytest.mark.parametrize(
    "text",
    [
        "p: {}\n",
        "p: [1, 2]\n",
        "p: x\n",
        "q: {a: x}\n",
        "p:\n  a: |\n    x\n",
        "p:\n  a: >-\n    x\n",
        "p:\n  a: {b: x}\n",
        "p: {a: [x]}\n",
    ],
)
def test_file_without_a_place_for_it(text: str) -> None:
    """Where no mapping can take it up as it is written, the file stays as it is and the finding is left."""
    assert mended(text, finding("/p/n")) == Mended("a.yaml", text, text, ())


def test_what_cannot_be_mended_holds_nothing_else_back() -> None:
    """Of many edits those that would change anything else are left out, wherever they stand."""
    items = ["{a: x}", "{a: x, n: 1}", "{a: }", "{a: y}", "{}", "{a: z}"]
    text = "p:\n" + "".join(f"- {item}\n" for item in items)
    every = [finding(f"/p/{i}/n", i) for i in range(len(items))]
    result = mended(text, *every)
    new = ["{a: x, n: 0}", "{a: x, n: 1}", "{a: , n: 2}", "{a: y, n: 3}", "{}", "{a: z, n: 5}"]
    assert result.after == "p:\n" + "".join(f"- {item}\n" for item in new)
    assert result.findings == tuple(every[i] for i in (0, 1, 2, 3, 5))


@given(st.lists(st.sampled_from(["{a: x}", "{a: x, n: 1}", "{}", "\n    a: x", "\n    a: |\n      x"]), max_size=9))
def test_numbers_of_a_list(items: list[str]) -> None:
    """Whatever styles are mixed, each mapping that can gets its own number, and nothing else changes."""
    text = "p:\n" + "".join(f"  - {item}\n" for item in items) + "q: 'é  '  # kept\n"
    result = mended(text, *(finding(f"/p/{i}/n", i + 100) for i in range(len(items))))
    read, before = parse("a.yaml", result.after), parse("a.yaml", text)
    assert isinstance(read, YamlSource)
    assert isinstance(before, YamlSource)
    for i, item in enumerate(items):
        left_alone = item == "{}" or "|" in item
        before.values["p"][i].update({} if left_alone else {"n": i + 100})
    assert read.values == before.values
    assert result.after.endswith("q: 'é  '  # kept\n")
