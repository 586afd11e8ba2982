"""Mistakes of users, and of those who install: one sentence, exit code 2, and nothing half done."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Ran

Claimgrade = Callable[..., Ran]
TOOL = (sys.executable, "-m", "claimgrade")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chek"], "Error: No such command 'chek'. Did you mean 'check'?\n"),
        (["zebra"], "Error: No such command 'zebra'.\n"),
        (["check", "--zebra"], "Error: No such option '--zebra'.\n"),
        (
            ["check", "--format", "xml"],
            "is not one of 'text', 'concise', 'json', 'github', 'sarif', 'junit', 'gitlab'.\n",
        ),
        (["check", "--today", "tomorrow"], "'--today': 'tomorrow' is not a date such as 2026-11-21\n"),
        (["check", "--today", "2026-02-30"], "'--today': '2026-02-30' is not a date such as 2026-11-21\n"),
        (["check", "--today", "20260101"], "'--today': '20260101' is not a date such as 2026-11-21\n"),
        (["check", "--fail-on", "always"], "'always' is not one of 'error', 'warning', 'info', 'never'.\n"),
        (["show"], "Error: Missing argument 'ID'.\n"),
        (["export", "json"], "Error: Missing option '--out'.\n"),
        (["export", "xml", "--out", "-"], "'FORMAT': 'xml' is not one of 'json', 'csl-json', 'bibtex', 'ris'.\n"),
    ],
)
def test_wrong_call(claimgrade: Claimgrade, arguments: list[str], message: str) -> None:
    """A wrong call ends with usage, one sentence and exit code 2."""
    ran = claimgrade(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: claimgrade ")
    assert ran.err.endswith(message)


@pytest.mark.parametrize("output", ["json", "xml:report", "text:", ":report"])
def test_output_without_format_or_file(toy: Path, claimgrade: Claimgrade, output: str) -> None:
    """--output needs a known format and a file."""
    formats = "text, concise, json, github, sarif, junit, gitlab"
    message = f"claimgrade: --output {output}: write FORMAT:FILE, where FORMAT is one of {formats}\n"
    assert claimgrade("check", "--root", toy, "--output", output) == Ran(2, "", message)


@pytest.mark.parametrize("place", ["missing/report.json", "folder", "file/report.json"])
@pytest.mark.parametrize("command", ["check", "export"])
def test_place_that_cannot_be_written(
    toy: Path, tmp_path: Path, claimgrade: Claimgrade, command: str, place: str
) -> None:
    """A place that cannot be written is a configuration error, worse than findings, and leaves no half file."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("kept")
    (toy / "claims/toy-effects/stray.yml").write_text("a warning\n")
    target = tmp_path / place
    options = {"check": ["--fail-on", "info", "--output", f"json:{target}"], "export": ["json", "--out", str(target)]}
    before = sorted(tmp_path.rglob("*"))
    ran = claimgrade(command, "--root", toy, *options[command])
    reason = {"folder": "it is a folder", "file/report.json": "Not a directory"}.get(place, "No such file or directory")
    assert (ran.code, ran.err) == (2, f"claimgrade: {target} cannot be written: {reason}\n")
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.parametrize("command", [["check"], ["show", "x"], ["export", "json", "--out", "-"]])
def test_no_base_at_or_above(
    tmp_path: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """Outside of a base every command says what is missing."""
    monkeypatch.chdir(tmp_path)
    message = f"no claims repository at or above {tmp_path}: it needs the folders claims/ and schema/"
    assert claimgrade(*command) == Ran(2, "", f"claimgrade: {message}\n")


@pytest.mark.parametrize("root", ["claims/vocabulary.yaml", "nowhere", "claims"])
def test_root_without_base(toy: Path, claimgrade: Claimgrade, root: str) -> None:
    """--root must be a base itself: not a file, not a folder that is not there, not a folder inside."""
    message = f"{toy / root} is not a claims repository: it has no folder claims/"
    assert claimgrade("check", "--root", toy / root) == Ran(2, "", f"claimgrade: {message}\n")


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("toyaline-reduces-pian", "there is no record 'toyaline-reduces-pian'; did you mean 'toyaline-reduces-pain'?"),
        ("zebra", "there is no record 'zebra'"),
        ("fern-2010", "the record 'fern-2010' cannot be read; 'claimgrade check' says why"),
    ],
)
def test_show_what_is_not_there(toy: Path, claimgrade: Claimgrade, record: str, message: str) -> None:
    """An unknown id gets the nearest one, an unreadable record the way to its findings."""
    (toy / "claims/studies/fern-2010.yaml").write_text("id: [")
    assert claimgrade("show", record, "--root", toy) == Ran(2, "", f"claimgrade: {message}\n")


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("unsurced-claim", "there is no rule 'unsurced-claim'; did you mean 'unsourced-claim'?"),
        ("zebra", "there is no rule 'zebra'; run 'claimgrade explain' for the list"),
    ],
)
def test_explain_what_is_no_rule(claimgrade: Claimgrade, rule: str, message: str) -> None:
    """An unknown rule gets the nearest one, or the way to the list."""
    assert claimgrade("explain", rule) == Ran(2, "", f"claimgrade: {message}\n")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("levels: [-1, -2]", "levels: [", "schema/grading.yaml:"),
        ("participants: {few: 100, enough: 400}", "participants: {few: many}", "schema/grading.yaml:"),
        ("certainty: low, systems", 'certainty: "\\e[31mlow\\u202e", systems', "schema/grading.yaml:"),
    ],
)
def test_policy_that_cannot_be_used(toy: Path, claimgrade: Claimgrade, old: str, new: str, message: str) -> None:
    """Without a policy nothing can be graded: one sentence with the place, and nothing that steers a terminal."""
    path = toy / "schema" / "grading.yaml"
    path.write_text(path.read_text().replace(old, new, 1))
    ran = claimgrade("check", "--root", toy)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"claimgrade: {message}")
    assert ran.err.count("\n") == 1
    assert ran.err.rstrip("\n").isprintable()


def on_terminal(arguments: list[str], environment: dict[str, str]) -> str:
    """What a command prints when its output is a terminal."""
    ours, theirs = pty.openpty()
    subprocess.run([*TOOL, *arguments], stdout=theirs, env=environment, check=True)
    os.close(theirs)
    printed = b""
    try:
        while block := os.read(ours, 1 << 16):
            printed += block
    except OSError:
        pass  # Linux ends a terminal without writers so
    os.close(ours)
    return printed.decode().replace("\r\n", "\n")


def test_colours_only_on_a_terminal(toy: Path) -> None:
    """Colours stand on a terminal, unless NO_COLOR is set; a pipe gets plain text."""
    command = ["check", "--root", str(toy)]
    plain = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    piped = subprocess.run([*TOOL, *command], capture_output=True, text=True, env=plain, check=True).stdout
    coloured = on_terminal(command, plain)
    assert "\x1b" not in piped
    assert "\x1b[36m" in coloured
    assert on_terminal(command, plain | {"NO_COLOR": "1"}) == piped


def test_output_that_nobody_reads(toy: Path) -> None:
    """A reader that goes away, such as `head`, brings no traceback."""
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [*TOOL, "check", "--root", toy, "--format", "json"], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (1, b"")


def test_a_command_whose_extra_is_not_installed(
    toy: Path, claimgrade: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that needs an install extra names the package and how to get it."""
    for name in [name for name in sys.modules if name.startswith(("claimgrade.pages", "claimgrade.cli.pages"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    ran = claimgrade("pages", "--root", toy, "--out", toy / "out")
    expected = "claimgrade: 'pages' needs the package jinja2; install it with: pip install 'claimgrade[site]'\n"
    assert ran == Ran(2, "", expected)
