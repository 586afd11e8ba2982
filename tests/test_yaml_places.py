"""Places in a record: where a value, a key or what is lacking stands, and the line that is shown for it."""

import pytest

from claimgrade.finding import Finding
from claimgrade.location import Location
from claimgrade.yaml_source import YamlSource, parse

PATH = "claims/toys/toy.yaml"


def source_of(text: str) -> YamlSource:
    """The source of a text that is readable."""
    source = parse(PATH, text)
    assert isinstance(source, YamlSource), source
    return source


TEXT = """\
größe: 疼痛
list:
  - a: 1
    😀b: {c: 2, "d/e~f": 3}
  - [x, y]
nothing:
text: |
  one
  two
"""


@pytest.mark.parametrize(
    ("pointer", "place", "key", "value"),
    [
        ("", (1, 1), (1, 1), (1, 1)),
        ("/größe", (1, 8), (1, 1), (1, 8)),
        ("/list", (2, 1), (2, 1), (3, 3)),
        ("/list/0", (3, 5), (3, 5), (3, 5)),
        ("/list/0/a", (3, 8), (3, 5), (3, 8)),
        ("/list/0/😀b", (4, 5), (4, 5), (4, 9)),
        ("/list/0/😀b/c", (4, 13), (4, 10), (4, 13)),
        ("/list/0/😀b/d~1e~0f", (4, 25), (4, 16), (4, 25)),
        ("/list/1", (5, 5), (5, 5), (5, 5)),
        ("/list/1/1", (5, 9), (5, 9), (5, 9)),
        ("/text", (7, 7), (7, 1), (7, 7)),
    ],
)
def test_places(pointer: str, place: tuple[int, int], key: tuple[int, int], value: tuple[int, int]) -> None:
    """A scalar is found at its value, a list or mapping at its key; `at_key` and `locate_value` choose one of them."""
    source = source_of(TEXT)
    assert source.locate(pointer) == Location(PATH, *place, pointer)
    assert source.locate(pointer, at_key=True) == Location(PATH, *key, pointer)
    assert source.locate_value(pointer) == Location(PATH, *value, pointer)


@pytest.mark.parametrize(
    ("pointer", "near", "place"),
    [
        ("/list/0/zebra", "", (3, 5)),
        ("/list/7", "", (2, 1)),
        ("/list/x", "", (2, 1)),
        ("/größe/x", "", (1, 8)),
        ("/zebra/yak", "", (1, 1)),
        ("/zebra", "/list/1/0", (5, 6)),
        ("/zebra", "/zebra", (1, 1)),
        ("/zebra", "/list/9", (2, 1)),
        ("/größe", "/list", (1, 8)),
    ],
)
def test_place_of_what_is_lacking(pointer: str, near: str, place: tuple[int, int]) -> None:
    """What the record lacks is found at `near`, else at what would hold it; the pointer stays the one asked for."""
    assert source_of(TEXT).locate(pointer, near=near) == Location(PATH, *place, pointer)


def test_value_of_what_is_lacking() -> None:
    """`locate_value` of what the record lacks is the value that would hold it."""
    assert source_of(TEXT).locate_value("/list/9") == Location(PATH, 3, 3, "/list/9")


@pytest.mark.parametrize(("line", "excerpt"), [(1, "a: 1"), (2, "  # größe 疼痛"), (3, "b: 2"), (4, ""), (9, "")])
def test_excerpt(line: int, excerpt: str) -> None:
    """The line that is shown for a place comes without its end; beyond the last line there is nothing."""
    source = source_of("a: 1\r\n  # größe 疼痛\nb: 2\n")
    assert source.excerpt(Location(PATH, line, 1)) == excerpt


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("a: 1\nb: &toy 2\n", "b: &toy 2"),
        ("a: 1\r\na: 2\r\n", "a: 2"),
        ("a: 1\nb: 'open\n\n", "b: 'open"),
        ("", ""),
    ],
)
def test_excerpt_of_what_cannot_be_read(text: str, excerpt: str) -> None:
    """A text that is refused shows the line to mend."""
    refused = parse(PATH, text)
    assert isinstance(refused, Finding)
    assert refused.excerpt == excerpt
