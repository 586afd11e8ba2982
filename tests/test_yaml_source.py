"""Reading one file: values and places, or exactly one finding; never an exception, never a crash."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claimgrade.finding import Finding, Severity
from claimgrade.location import Location, pointer_to
from claimgrade.yaml_source import MAX_BYTES, YamlSource, parse, read

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # however slow the machine is
CASES = Path(__file__).parent / "cases" / "reading"
PATH = "claims/toys/toy.yaml"


def cases(*names: str) -> list[Any]:
    """Cases of the named files, or of all the others when none is named."""
    files = [CASES / f"{name}.yaml" for name in names] or sorted(p for p in CASES.glob("*.yaml") if p.stem != "depth")
    return [
        pytest.param(case, id=f"{file.stem}: {case['name']}")
        for file in files
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def expected_finding(case: dict[str, Any]) -> Finding:
    """The finding that a case asks for."""
    told = case["finding"]
    place = Location(PATH, told["line"], told["column"], told.get("pointer", ""))
    return Finding(told["rule"], Severity.ERROR, told["message"], told["help"], place)


def source_of(text: str) -> YamlSource:
    """The source of a text that is readable."""
    source = parse(PATH, text)
    assert isinstance(source, YamlSource), source
    return source


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of the same types, lists and mappings included."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


@pytest.mark.parametrize("case", cases())
def test_text_gives_values_or_one_finding(case: dict[str, Any]) -> None:
    """A text gives the values of its case, or the whole finding."""
    result = parse(PATH, case["text"])
    if "finding" in case:
        assert result == expected_finding(case)
    else:
        assert isinstance(result, YamlSource)
        assert same(result.values, case["values"]), result.values


@pytest.mark.parametrize("case", cases("depth"))
def test_depth(case: dict[str, Any]) -> None:
    """What nests 32 deep is read; what nests deeper gives a finding, however deep it is and however it is written."""
    times = case["times"]
    pieces = (case.get("before", ""), case["repeat"] * times, case.get("last", ""), case.get("after", "") * times)
    result = parse(PATH, "".join(pieces))
    if "finding" in case:
        assert result == expected_finding(case)
    else:
        assert isinstance(result, YamlSource)
        assert depth_of(result.values) == case["depth"]


@pytest.mark.parametrize("step", ["{pad}a:\n", "{pad}-\n"], ids=["mappings", "lists"])
def test_depth_of_indented_blocks(step: str) -> None:
    """Blocks, one level a line, may nest 32 deep and not 33; the place leads to the level that is too much."""
    lines = [step.format(pad=" " * level) for level in range(33)]
    assert depth_of(source_of("".join(lines[:32])).values) == 32
    refused = parse(PATH, "".join(lines))
    below = pointer_to(*(["a"] if "a" in step else [0]) * 32)
    message, mend = "lists and mappings nest deeper than 32 levels", "Flatten the record."
    by_values = Finding("yaml-syntax", Severity.ERROR, message, mend, Location(PATH, 33, 33, below))
    by_events = Finding("yaml-syntax", Severity.ERROR, message, mend, Location(PATH, 33, 33, ""))
    assert refused in (by_values, by_events)


def depth_of(values: Any) -> int:
    """Levels of lists and mappings."""
    inner = values.values() if isinstance(values, dict) else values if isinstance(values, list) else None
    return 0 if inner is None else 1 + max(map(depth_of, inner), default=0)


def test_file_is_read_as_utf_8_without_its_byte_order_mark(tmp_path: Path) -> None:
    """A file's bytes are UTF-8, with or without a byte order mark."""
    (tmp_path / "x.yaml").write_bytes(b"\xef\xbb\xbfa: \xc3\xa9\n")
    result = read(tmp_path, "x.yaml")
    assert isinstance(result, YamlSource)
    assert (result.path, result.text, result.values) == ("x.yaml", "a: é\n", {"a": "é"})


def finding(rule: str, message: str, mend: str, line: int = 1, column: int = 1) -> Finding:
    """A finding on x.yaml."""
    return Finding(rule, Severity.ERROR, message, mend, Location("x.yaml", line, column))


def test_bytes_that_are_not_utf_8(tmp_path: Path) -> None:
    """The first byte that is not UTF-8 is named with its place."""
    (tmp_path / "x.yaml").write_bytes(b"a: 1\nb: caf\xe9\n")
    assert read(tmp_path, "x.yaml") == finding("yaml-syntax", "byte 0xe9 is not UTF-8", "Save the file as UTF-8.", 2, 7)


def test_column_of_a_wrong_byte_counts_characters(tmp_path: Path) -> None:
    """Columns count characters, also before a byte that is none."""
    (tmp_path / "x.yaml").write_bytes("é: 疼痛".encode() + b"\xff\n")
    assert read(tmp_path, "x.yaml") == finding("yaml-syntax", "byte 0xff is not UTF-8", "Save the file as UTF-8.", 1, 6)


def test_wrong_byte_behind_a_byte_order_mark(tmp_path: Path) -> None:
    """A byte order mark moves neither the place nor the byte that is named."""
    (tmp_path / "x.yaml").write_bytes(b"\xef\xbb\xbfa: \xe9\n")
    assert read(tmp_path, "x.yaml") == finding("yaml-syntax", "byte 0xe9 is not UTF-8", "Save the file as UTF-8.", 1, 4)


def test_size_limit(tmp_path: Path) -> None:
    """A file of exactly the limit is read; one byte more is refused unread."""
    head = b"a: 1\n#"
    (tmp_path / "x.yaml").write_bytes(head + b"x" * (MAX_BYTES - len(head)))
    assert isinstance(read(tmp_path, "x.yaml"), YamlSource)
    (tmp_path / "x.yaml").write_bytes(head + b"x" * (MAX_BYTES - len(head) + 1))
    assert read(tmp_path, "x.yaml") == finding(
        "file-too-large", "the file is larger than 256 KiB", "Split the record, or shorten its texts."
    )


def test_link_out_of_the_repository(tmp_path: Path) -> None:
    """A link that leads out of the repository is refused; one inside is followed."""
    root = tmp_path / "base"
    root.mkdir()
    (tmp_path / "outside.yaml").write_text("a: 1\n", encoding="utf-8")
    (root / "x.yaml").symlink_to(tmp_path / "outside.yaml")
    assert read(root, "x.yaml") == finding(
        "link-leaves-base", "x.yaml is a link that leads out of the repository", "Replace the link by the file itself."
    )
    (root / "y.yaml").write_text("a: 2\n", encoding="utf-8")
    (root / "z.yaml").symlink_to(root / "y.yaml")
    inside = read(root, "z.yaml")
    assert isinstance(inside, YamlSource)
    assert inside.values == {"a": 2}


def test_what_is_not_a_regular_file(tmp_path: Path) -> None:
    """A pipe does not hold the run up and a folder is no record: both are findings."""
    os.mkfifo(tmp_path / "x.yaml")
    not_regular = finding("yaml-syntax", "this is not a regular file", "Replace it by a file.")
    assert read(tmp_path, "x.yaml") == not_regular
    (tmp_path / "x.yaml").unlink()
    (tmp_path / "x.yaml").mkdir()
    assert read(tmp_path, "x.yaml") == not_regular


def test_file_that_cannot_be_opened(tmp_path: Path) -> None:
    """A file that is gone when it is read gives a finding."""
    assert read(tmp_path, "x.yaml") == finding(
        "yaml-syntax", "the file cannot be opened: No such file or directory", "Mend its permissions, or delete it."
    )


def pointers(values: Any, path: tuple[str | int, ...] = ()) -> list[str]:
    """Pointers to a value and to all in it."""
    inner = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    return [pointer_to(*path)] + [pointer for key, value in inner for pointer in pointers(value, (*path, key))]


YAMLISH = st.lists(
    st.sampled_from(
        [*"-?:,[]{}#&*!|>'\"%@`~ \n\t\r", "- ", ": ", "\n  ", "a", "b: ", "1", "\x85", "---\n", "\ufeff", "é"]
    ),
    max_size=60,
).map("".join)


@UNHURRIED
@given(st.text() | YAMLISH)
@example("? a\n: - - - - - - - - - -")
@example("%TAG ! a\n")
def test_no_text_raises(text: str) -> None:
    """Any text gives values or one finding on that file, with a rule that tells of unreadable files."""
    result = parse(PATH, text)
    if isinstance(result, Finding):
        assert result.rule in ("yaml-syntax", "yaml-alias", "duplicate-key")
        assert result.location.file == PATH
        assert result.location.line >= 1
        assert result.location.column >= 1
        assert result.message
        assert result.help
    else:
        json.dumps(result.values, allow_nan=False)


# Characters that YAML reads as they stand between quotes; it takes NEL, LS and PS for line ends.
_WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"))
_NUMBERS = st.integers(-(10**18) + 1, 10**18 - 1) | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _WORDS,
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(_WORDS.filter(lambda key: len(key) < 900), inner, max_size=5)
    ),
    max_leaves=25,
)


@UNHURRIED
@given(JSON, st.sampled_from([None, 1, 2]))
def test_json_reads_back_equal(values: Any, indent: int | None) -> None:
    """JSON is YAML: what JSON writes is read back with the same values and types."""
    source = source_of(json.dumps(values, ensure_ascii=False, indent=indent))
    assert same(source.values, values)


@UNHURRIED
@given(JSON, st.booleans())
def test_every_pointer_lies_inside_the_text(values: Any, flow: bool) -> None:  # noqa: FBT001, drawn
    """Every value of a document is found at a line and column that the text has."""
    source = source_of(yaml.safe_dump(values, allow_unicode=True, default_flow_style=flow, width=60))
    lines = [*source.text.split("\n"), ""]
    for pointer in pointers(source.values):
        for place in (source.locate(pointer), source.locate(pointer, at_key=True), source.locate_value(pointer)):
            assert place.pointer == pointer
            assert 1 <= place.line <= len(lines)
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1
