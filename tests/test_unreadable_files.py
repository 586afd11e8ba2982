"""Files that no case can hold as text, and that one broken file never hides what is wrong with the others."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from claimgrade.finding import Finding, Severity
from claimgrade.location import Location
from conftest import Ran, check_base

PATH = "claims/studies/toy-odd.yaml"
KIB = 1024


def error(rule: str, message: str, mend: str, *, line: int = 1, column: int = 1, path: str = PATH) -> Finding:
    """An error about a file as a whole, or a place in it."""
    return Finding(rule, Severity.ERROR, message, mend, Location(path, line, column), None)


def brought(root: Path, make: Callable[[], object]) -> list[Finding]:
    """The findings that a change brings."""
    before = set(check_base(root).findings)
    make()
    return [finding for finding in check_base(root).findings if finding not in before]


def test_bytes_that_are_not_utf8(toy: Path) -> None:
    """The first byte that is not UTF-8 is named, with its line and column."""
    expected = error("yaml-syntax", "byte 0xe9 is not UTF-8", "Save the file as UTF-8.", line=2, column=11)
    assert brought(toy, lambda: (toy / PATH).write_bytes(b"id: toy-odd\ntitle: caf\xe9\n")) == [expected]


def test_file_too_large(toy: Path) -> None:
    """One byte more than 256 KiB is refused without being read to its end."""
    text = "id: toy-odd\n".ljust(256 * KIB + 1, "#")
    expected = error("file-too-large", "the file is larger than 256 KiB", "Split the record, or shorten its texts.")
    assert brought(toy, lambda: (toy / PATH).write_text(text)) == [expected]


def test_file_just_small_enough(toy: Path) -> None:
    """256 KiB are allowed."""
    path = toy / "claims/studies/bell-2020.yaml"
    text = path.read_text() + "#"
    assert not brought(toy, lambda: path.write_text(text.ljust(256 * KIB, "x")))


def test_link_that_leaves_the_base(toy: Path, tmp_path: Path) -> None:
    """What a link outside leads to is not read, whatever it holds."""
    outside = tmp_path / "secret.yaml"
    outside.write_text("password: toys\n")
    expected = error(
        "link-leaves-base",
        f"{PATH} is a link that leads out of the repository",
        "Replace the link by the file itself.",
    )
    assert brought(toy, lambda: (toy / PATH).symlink_to(outside)) == [expected]


def test_folder_that_leaves_the_base(toy: Path, tmp_path: Path) -> None:
    """The same holds for the files of a folder that is a link."""
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "toy-odd.yaml").write_text("password: toys\n")
    path = "claims/toy-elsewhere/toy-odd.yaml"
    expected = error(
        "link-leaves-base",
        f"{path} is a link that leads out of the repository",
        "Replace the link by the file itself.",
        path=path,
    )
    assert brought(toy, lambda: (toy / "claims/toy-elsewhere").symlink_to(outside)) == [expected]


def test_link_inside_the_base(toy: Path) -> None:
    """A link to a file of the base is read like any file."""
    path = toy / "claims/studies/bell-2020.yaml"

    def replace() -> None:
        path.rename(toy / "bell.yaml")
        path.symlink_to("../../bell.yaml")

    assert not brought(toy, replace)


def test_link_that_leads_nowhere(toy: Path) -> None:
    """A link without a target is one finding."""
    (finding,) = brought(toy, lambda: (toy / PATH).symlink_to("nowhere.yaml"))
    assert (finding.rule, finding.location) == ("yaml-syntax", Location(PATH, 1, 1))
    assert finding.message == "the file cannot be opened: No such file or directory"


@pytest.mark.parametrize("bracket", ["[", "{", "- ", "? "])
def test_a_hundred_thousand_brackets(toy: Path, bracket: str) -> None:
    """Nesting that would overflow the stack of the parser is one finding."""
    (finding,) = brought(toy, lambda: (toy / PATH).write_text(bracket * 100_000))
    expected = "lists and mappings nest deeper than 32 levels"
    assert (finding.rule, finding.message, finding.location.file) == ("yaml-syntax", expected, PATH)


def test_pipe(toy: Path) -> None:
    """A named pipe does not hold the run up."""
    expected = error("yaml-syntax", "this is not a regular file", "Replace it by a file.")
    assert brought(toy, lambda: os.mkfifo(toy / PATH)) == [expected]


def test_folder_with_the_name_of_a_record(toy: Path) -> None:
    """A folder where a record should be is one finding."""
    expected = error("yaml-syntax", "this is not a regular file", "Replace it by a file.")
    assert brought(toy, (toy / PATH).mkdir) == [expected]


@pytest.mark.parametrize(
    "broken",
    [b"id: [", b"id: \xff", b"id: x\nid: x\n", b"id: &x y\n", b"kind: cure\n", b"", b"#" * (300 * KIB)],
    ids=["syntax", "bytes", "key", "anchor", "shape", "empty", "size"],
)
def test_broken_file_hides_nothing(toy: Path, broken: bytes) -> None:
    """Whichever file is broken, what is wrong with another one is told all the same."""
    claim = toy / "claims/toy-effects/toyaline-improves-sleep.yaml"
    text = claim.read_text()
    claim.write_text(text[: text.index("evidence:")] + text[text.index("summary:") :])
    search = toy / "claims/searches/toy-smith.yaml"
    search.write_text(search.read_text().replace("2099-01-01", "2025-06-01"))
    known = {f for f in check_base(toy).findings if f.rule in ("unsourced-claim", "search-expired")}
    assert {f.rule for f in known} == {"unsourced-claim", "search-expired"}
    others = sorted(path for path in (toy / "claims").rglob("*.yaml") if path not in (claim, search))
    assert len(others) == 22
    for path in others:
        whole = path.read_bytes()
        path.write_bytes(broken)
        found = set(check_base(toy).findings)
        path.write_bytes(whole)
        assert known <= found
        assert path.relative_to(toy).as_posix() in {finding.location.file for finding in found}


@pytest.mark.parametrize("left", ["evidence: []\nsearches: []\n", "searches: []\n", "evidence: []\n", ""])
def test_unsourced_claim_fails_the_run(toy: Path, claimgrade: Callable[..., Ran], left: str) -> None:
    """A claim whose evidence and searches are emptied or removed is an error at its place, and the exit code is 1."""
    name = "claims/toy-effects/toyaline-improves-sleep.yaml"
    text = (toy / name).read_text()
    (toy / name).write_text(text[: text.index("evidence:")] + left + text[text.index("summary:") :])
    ran = claimgrade("check", "--root", toy)
    line, column = (11, 1) if left.startswith("evidence") else (2, 12)
    assert ran.code == 1
    assert (
        f"{name}:{line}:{column}: error[unsourced-claim] "
        "the claim 'toyaline-improves-sleep' has no evidence and no search\n"
    ) in ran.out
