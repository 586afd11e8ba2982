"""The lock: written and read again, in the format that is agreed on; whatever else stands there is refused."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.citations import lock as lock_module
from claimgrade.citations.answer import Notice, NoticeKind, Service
from claimgrade.citations.entry import Agreement, Entry, Field, Judged, Outcome, worst
from claimgrade.citations.lock import Lock, lock_text, read_lock
from claimgrade.citations.standing import standing
from claimgrade.finding import Finding, Severity
from claimgrade.identifiers import Doi
from claimgrade.layout import LOCK
from claimgrade.location import Location
from conftest import TESTS, Ran, check_base

Claimgrade = Callable[..., Ran]
MALFORMED = yaml.safe_load((TESTS / "cases" / "lock" / "malformed.yaml").read_text(encoding="utf-8"))
HELP = "Restore it from git, or delete it and run 'claimgrade verify --update'."
ENTRY = Entry(
    Outcome.MISMATCH,
    "2026-11-21",
    "0" * 64,
    (
        Judged(
            Service.CROSSREF,
            Doi("10.5555/toy<1>"),
            Outcome.MISMATCH,
            {Field.TITLE: Agreement.MISMATCH, Field.YEAR: Agreement.NOT_COMPARED},
            {"title": "Ein “anderes” Spielzeug\u202e"},
            (Notice(NoticeKind.CORRECTION, "2025", None, "publisher"),),
        ),
    ),
)
WRITTEN = """{
  "studies": {
    "kite-2023": {
      "answers": [
        {
          "fields": {
            "title": "mismatch",
            "year": "not-compared"
          },
          "found": {
            "title": "Ein \\u201canderes\\u201d Spielzeug\\u202e"
          },
          "identifier": "10.5555/toy<1>",
          "notices": [
            {
              "date": "2025",
              "kind": "correction",
              "notice": null,
              "said_by": "publisher"
            }
          ],
          "outcome": "mismatch",
          "service": "crossref"
        }
      ],
      "checked_at": "2026-11-21",
      "digest": "0000000000000000000000000000000000000000000000000000000000000000",
      "outcome": "mismatch"
    }
  },
  "version": 1
}
"""


def write(root: Path, content: str | bytes) -> Path:
    """Write the lock of a base."""
    path = root / LOCK
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def malformed(told: str, line: int = 1, column: int = 1) -> Finding:
    """The one finding on a lock."""
    return Finding("lock-malformed", Severity.ERROR, f"{LOCK} {told}", HELP, Location(LOCK, line, column))


def test_format(toy: Path) -> None:
    """Sorted keys, a study a block, a line end at the end, ASCII; read again it is the same."""
    assert lock_text({"kite-2023": ENTRY}) == WRITTEN
    write(toy, WRITTEN)
    assert read_lock(toy) == Lock({"kite-2023": ENTRY}, {"kite-2023": 3})


NOTICES = st.builds(
    Notice,
    st.sampled_from(NoticeKind),
    st.sampled_from([None, "2020", "2020-02", "2020-02-03"]),
    st.none() | st.text(max_size=9),
    st.none() | st.text(max_size=9),
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry as outcomes make them."""
    answers = []
    for number in range(draw(st.integers(1, 3))):
        notices = tuple(draw(st.lists(NOTICES, max_size=2)))
        fields = draw(st.dictionaries(st.sampled_from(Field), st.sampled_from(Agreement)))
        differs = Outcome.MISMATCH if Agreement.MISMATCH in fields.values() else Outcome.VERIFIED
        found = {field.value: draw(st.text(max_size=9)) for field in fields if fields[field] is Agreement.MISMATCH}
        outcome = worst((standing(notices), differs))
        answers.append(Judged(Service.CROSSREF, Doi(f"10.5555/{number}"), outcome, fields, found, notices))
    return Entry(worst(a.outcome for a in answers), draw(st.dates()).isoformat(), "0" * 64, tuple(answers))


@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}(-[0-9]{4})?", fullmatch=True), entries(), max_size=3))
def test_what_is_written_can_be_read(tmp_path_factory: pytest.TempPathFactory, studies: dict[str, Entry]) -> None:
    """Every entry, with whatever texts of services in it; in the same bytes when it is written again."""
    root = tmp_path_factory.mktemp("base")
    (root / "claims").mkdir()
    write(root, lock_text(studies))
    lock = read_lock(root)
    assert isinstance(lock, Lock)
    assert lock.studies == studies
    assert lock_text(lock.studies) == lock_text(dict(reversed(studies.items())))
    assert lock.lines.keys() == studies.keys()


def test_no_lock_is_an_empty_lock(tmp_path: Path) -> None:
    """A base need not have one."""
    assert read_lock(tmp_path) == Lock()


@pytest.mark.parametrize("case", MALFORMED, ids=lambda case: case["told"][:60])
def test_malformed_lock(toy: Path, case: dict[str, Any]) -> None:
    """Each gives one finding with its place, and leaves no study that looks verified."""
    text = case.get("text")
    if text is None:
        whole = (toy / LOCK).read_text()
        before, mark, rest = whole.partition(case["after"]) if "after" in case else ("", "", whole)
        assert case["replace"][0] in rest
        text = before + mark + rest.replace(case["replace"][0], case["replace"][1], 1)
    write(toy, text)
    assert read_lock(toy) == malformed(case["told"], *case["at"])
    result = check_base(toy)
    assert [found for found in result.findings if found.severity is Severity.ERROR] == [
        malformed(case["told"], *case["at"])
    ]
    assert (result.checked["citations"], result.not_checked["citations"]) == (0, 10)


@pytest.mark.parametrize(
    ("content", "told", "line"),
    [
        (b"[" * 100_000, "is not JSON that can be read", 1),
        (b'{"version": ' + b"1" * 5000 + b"}", "is not JSON that can be read", 1),
        (b"{\n\xff}", "is not UTF-8", 2),
        (b"\x00", "is not JSON: Expecting value", 1),
    ],
    ids=["deep", "number", "bytes", "nul"],
)
def test_hostile_lock(toy: Path, content: bytes, told: str, line: int) -> None:
    """What would make a parser stumble is told like the rest."""
    write(toy, content)
    assert read_lock(toy) == malformed(told, line)


def test_lock_that_is_too_large(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more of it is read than the limit."""
    monkeypatch.setattr(lock_module, "MAX_BYTES", 1 << 20)
    write(toy, b" " * ((1 << 20) + 1))
    assert read_lock(toy) == malformed("is larger than 1 MiB")


def test_lock_that_is_no_file(toy: Path, tmp_path: Path) -> None:
    """Folders, pipes and links are refused."""
    path = toy / LOCK
    path.unlink()
    path.mkdir()
    assert read_lock(toy) == malformed("is not a regular file")
    path.rmdir()
    os.mkfifo(path)
    assert read_lock(toy) == malformed("is not a regular file")
    path.unlink()
    path.symlink_to("nowhere.json")
    assert read_lock(toy) == malformed("is a link to nothing")
    path.unlink()
    (tmp_path / "outside.json").write_text(WRITTEN)
    path.symlink_to(tmp_path / "outside.json")
    assert read_lock(toy) == malformed("is a link that leads out of the repository")


def test_malformed_lock_as_text(toy: Path, claimgrade: Claimgrade) -> None:
    """The command tells place, defect and mend, and ends with 1."""
    write(toy, '{"version": 1, "studies": {\n  "fern\x1b-2010": {}}}')
    ran = claimgrade("check", "--root", toy, "--format", "concise")
    assert (ran.code, ran.err) == (1, "")
    assert (
        "claims/verify.lock.json:2:8: error[lock-malformed] claims/verify.lock.json is not JSON: Invalid control"
        in ran.out
    )
    assert "\x1b" not in ran.out


def test_a_grade_never_comes_from_the_lock(toy: Path, claimgrade: Claimgrade) -> None:
    """With every study retracted in the lock, each claim stays as it is."""
    before = claimgrade("export", "json", "--root", toy, "--out", "-").out
    data = json.loads((toy / LOCK).read_text())
    for entry in data["studies"].values():
        entry["outcome"] = entry["answers"][0]["outcome"] = "retracted"
    write(toy, json.dumps(data))
    assert claimgrade("check", "--root", toy).code == 1
    assert claimgrade("export", "json", "--root", toy, "--out", "-").out == before
