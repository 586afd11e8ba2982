"""Mending: only the scalar concerned moves, in whatever style it is written."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.finding import Finding, Severity
from claimgrade.location import Location
from claimgrade.mending import MENDS, Mended, as_diff, mend
from claimgrade.rules import RULES
from claimgrade.yaml_source import YamlSource, parse
from conftest import Ran, check_base

Claimgrade = Callable[..., Ran]
BELL = "claims/studies/bell-2020.yaml"
BEFORE = "# a comment\nid: x\ncitation:   # kept\n"
AFTER = "   # a remark\nlist: [ 1,2 ,  {a: 'b' }]\n\n\n"
STRAY, WRITTEN = "stray-white-space", "identifier-not-normalised"


def finding(rule: str, pointer: str) -> Finding:
    """A finding to mend."""
    return Finding(rule, Severity.WARNING, "m", "h", Location("a.yaml", 1, 1, pointer))


def mended(text: str, *findings: Finding) -> str:
    """The text after mending, the second time as the first."""
    source = parse("a.yaml", text)
    assert isinstance(source, YamlSource)
    after = mend(source, findings).after
    again = parse("a.yaml", after)
    assert isinstance(again, YamlSource)
    assert mend(again, findings).after == after
    return after


def test_mends_are_of_rules() -> None:
    """What can be mended is a rule, and its page says how."""
    assert set(MENDS) <= set(RULES)
    assert all("claimgrade check --fix" in RULES[rule].page for rule in MENDS)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("DOI", "https://doi.org/10.5555/TOY.1", "10.5555/toy.1"),
        ("DOI", "'doi:10.5555/toy.1'", "'10.5555/toy.1'"),
        ("DOI", '"HTTPS://DX.DOI.ORG/10.5555/toy%2F1"', '"10.5555/toy/1"'),
        ("DOI", "' DOI: 10.5555/Toy.1 '", "'10.5555/toy.1'"),
        ("DOI", "https://doi.org/10.5555/it's", "10.5555/it's"),
        ("DOI", "'10.5555/IT''S'", "'10.5555/it''s'"),
        ("PMID", "pmid:123", "'123'"),
        ("PMID", '"PMID: 123"', '"123"'),
        ("PMID", "https://www.ncbi.nlm.nih.gov/pubmed/123", "'123'"),
        ("PMCID", "'123'", "'PMC123'"),
        ("PMCID", "PMCID:pmc123", "PMC123"),
        ("PMCID", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/", "PMC123"),
    ],
)
def test_identifiers(name: str, old: str, new: str) -> None:
    """Every form of an identifier becomes the plain one, in the quotes that it had; a number of digits stays text."""
    result = mended(f"{BEFORE}  {name}: {old}{AFTER}", finding(WRITTEN, f"/citation/{name}"))
    assert result == f"{BEFORE}  {name}: {new}{AFTER}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("' a toy'", "'a toy'"),
        ("'it''s  a toy '", "'it''s  a toy'"),
        ('"a \\"toy\\" \\u00e9 "', '"a \\"toy\\" \\u00e9"'),
        ('"a toy\\x20"', '"a toy"'),
        ("a toy\u00a0", "a toy"),
        ("' 12 '", "'12'"),
        ("' true'", "'true'"),
        ("' a\n    toy '", "'a\n    toy'"),
        ('"a \\\\ toy\\t"', "'a \\ toy'"),
    ],
)
def test_white_space(old: str, new: str) -> None:
    """Ends are stripped; escapes, folds and quotes stay, and no text becomes a number or word."""
    result = mended(f"{BEFORE}  title: {old}{AFTER}", finding(STRAY, "/citation/title"))
    assert result == f"{BEFORE}  title: {new}{AFTER}"


@pytest.mark.parametrize("old", [">-\n    a toy\u00a0\n", "|-\n    a toy \n"])
def test_block_texts_are_left_alone(old: str) -> None:
    """A block text stays as it is, whatever its finding."""
    text = f"{BEFORE}  title: {old}other: 1\n"
    assert mended(text, finding(STRAY, "/citation/title")) == text


def test_several_in_one_file() -> None:
    """Two defects of one value are one edit, and edits do not shift each other; flow style and CRLF stay."""
    text = "a: [' x', \"y \",{b: ' z ' } ]\r\ncitation: {DOI: ' https://doi.org/10.5555/A', PMID: pmid:7}  # c\r\n"
    every = [finding(STRAY, pointer) for pointer in ("/a/0", "/a/1", "/a/2/b", "/citation/DOI", "/nowhere")]
    every += [finding(WRITTEN, pointer) for pointer in ("/citation/DOI", "/citation/PMID")]
    assert mended(text, *every) == "a: ['x', \"y\",{b: 'z' } ]\r\ncitation: {DOI: '10.5555/a', PMID: '7'}  # c\r\n"


PADS = st.text(" \t\u00a0\u2003", max_size=3)
CORES = st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12).map(
    str.strip
)


def quoted(text: str, style: str) -> str:
    """A text in single or double quotes."""
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'


FRAMES = st.sampled_from(
    [
        ("value: ", "   # end\n", "/value"),
        ("value:\n  - [a, ", ", b]\n", "/value/0/1"),
        ("value: {k: ", "}\n", "/value/k"),
        ("value:\r\n- k:   ", "\r\n", "/value/0/k"),
    ]
)


@given(PADS, CORES.filter(bool), PADS, st.sampled_from("'\""), FRAMES)
def test_only_the_scalar_moves(left: str, core: str, right: str, style: str, frame: tuple[str, str, str]) -> None:
    """Before and after the scalar not a byte moves, and the file means the same but for the mended value."""
    head, tail, pointer = f"# 'a' comment\n{frame[0]}", f"{frame[1]}other:  'é  '\n", frame[2]
    source = parse("a.yaml", head + quoted(left + core + right, style) + tail)
    assert isinstance(source, YamlSource)
    after = mended(head + quoted(left + core + right, style) + tail, finding(STRAY, pointer))
    assert after.startswith(head)
    assert after.endswith(tail)
    read = parse("a.yaml", after)
    assert isinstance(read, YamlSource)
    assert value_at(read.values, pointer) == core
    assert read.values["other"] == "é  "


def value_at(values: Any, pointer: str) -> Any:
    """The value at a pointer."""
    for part in pointer.split("/")[1:]:
        values = values[int(part) if isinstance(values, list) else part]
    return values


@given(st.text("ab\n", max_size=20), st.text("ab\n", max_size=20))
def test_diffs_are_whole(before: str, after: str) -> None:
    """A diff's lines, taken without their signs, are those of both files; a missing end of line is told."""
    lines = list(as_diff(Mended("f.yaml", before, after, ())))
    assert bool(lines) == (before != after)
    told = sum(line == "\\ No newline at end of file" for line in lines)
    lacking = sum(1 for text in (before, after) if text and not text.endswith("\n"))
    assert told <= lacking
    plus = [line[1:] for line in lines[2:] if line.startswith("+")]
    assert all(line in after.split("\n") for line in plus)


@pytest.fixture
def untidy(toy: Path) -> Path:
    """The toy base with three defects in two files, one file with a byte order mark and CRLF."""
    text = (toy / BELL).read_text().replace("DOI: 10.5555/toy.2", "DOI: https://doi.org/10.5555/TOY.2  # seen")
    text = text.replace("comparator: placebo", "comparator: 'placebo '")
    (toy / BELL).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    path = toy / "claims/searches/toy-sleep.yaml"
    path.write_text(path.read_text().replace("query: toyaline AND sleep", "query: ' toyaline AND sleep'"))
    return toy


def test_fix_writes_and_checks(untidy: Path, claimgrade: Claimgrade) -> None:
    """--fix mends the files, says so, and reports what is left; a second time there is nothing to do."""
    before = (untidy / BELL).read_bytes()
    ran = claimgrade("check", "--root", untidy, "--fix")
    assert (ran.code, ran.err) == (0, "claimgrade: mended 3 defects in 2 files\n")
    assert "0 warnings" in ran.out
    expected = before.replace(b"https://doi.org/10.5555/TOY.2", b"10.5555/toy.2").replace(b"'placebo '", b"'placebo'")
    assert (untidy / BELL).read_bytes() == expected
    again = claimgrade("check", "--root", untidy, "--fix")
    assert (again.code, again.out, again.err) == (0, ran.out, "")
    assert (untidy / BELL).read_bytes() == expected


@pytest.mark.parametrize("options", [["--diff"], ["--fix", "--diff"], ["--diff", "--fix"]])
def test_diff_shows_and_writes_nothing(untidy: Path, claimgrade: Claimgrade, options: list[str]) -> None:
    """--diff prints a unified diff, alone, and ends with 1; no file changes."""
    files = {path: path.read_bytes() for path in untidy.rglob("*.yaml")}
    ran = claimgrade("check", "--root", untidy, *options)
    assert (ran.code, ran.err) == (1, "")
    assert files == {path: path.read_bytes() for path in untidy.rglob("*.yaml")}
    source = "  - {name: Toy Database, kind: database, query: 'toyaline AND sleep', date: 2025-01-01, "
    source += "results: 9, relevant: 1}"
    changed = [line for line in ran.out.split("\n") if re.match(r"[-+]", line)]
    assert changed == [
        "--- a/claims/searches/toy-sleep.yaml",
        "+++ b/claims/searches/toy-sleep.yaml",
        "-" + source.replace("'toyaline", "' toyaline"),
        "+" + source,
        f"--- a/{BELL}",
        f"+++ b/{BELL}",
        "-  DOI: https://doi.org/10.5555/TOY.2  # seen\r",
        "+  DOI: 10.5555/toy.2  # seen\r",
        "-comparator: 'placebo '\r",
        "+comparator: 'placebo'\r",
    ]


def test_nothing_to_mend(toy: Path, claimgrade: Claimgrade) -> None:
    """Without defects --diff prints nothing and ends with 0."""
    assert claimgrade("check", "--root", toy, "--diff") == Ran(0, "", "")


def test_waived_defects_stay(untidy: Path, claimgrade: Claimgrade) -> None:
    """What a waiver holds back is not mended."""
    path = untidy / "claims/searches/toy-sleep.yaml"
    path.write_text(path.read_text() + f"waivers: [{{rule: {STRAY}, reason: Toy., until: 2099-01-01}}]\n")
    text = path.read_text()
    assert claimgrade("check", "--root", untidy, "--fix").err == "claimgrade: mended 2 defects in 1 file\n"
    assert path.read_text() == text


def test_links_stay_links(untidy: Path, claimgrade: Claimgrade) -> None:
    """A record that is a link inside the base is mended where it lies."""
    (untidy / BELL).rename(untidy / "bell.yaml")
    (untidy / BELL).symlink_to("../../bell.yaml")
    claimgrade("check", "--root", untidy, "--fix")
    assert (untidy / BELL).is_symlink()
    assert not [found for found in check_base(untidy).findings if found.rule in MENDS]


def test_file_that_cannot_be_written(untidy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that somebody else changed meanwhile is not overwritten."""
    source = parse(BELL, (untidy / BELL).read_bytes().decode())
    assert isinstance(source, YamlSource)
    stale = Mended(BELL, source.text + "# older\n", source.text, ())
    monkeypatch.setattr("claimgrade.cli.check_command.mend_all", lambda *_: [stale])
    before = (untidy / BELL).read_bytes()
    message = f"claimgrade: {BELL} was changed by somebody else in the meantime; nothing was written to it\n"
    assert claimgrade("check", "--root", untidy, "--fix") == Ran(2, "", message)
    assert (untidy / BELL).read_bytes() == before
