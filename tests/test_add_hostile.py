"""`add` with answers that nobody should trust."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bibliographic_formats import Update, Work
from bibliographic_server import serve
from citations_time import opened
from claimgrade.cli import add_command
from claimgrade.schema_check import is_valid
from conftest import TESTS, Ran


def test_hostile_answers(toy: Path, claimgrade: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a service says, the file is valid, holds it as text only, and lies where records lie."""
    monkeypatch.setattr(add_command, "open_services", lambda environment, mailto: opened(environment, mailto=mailto))
    payloads = yaml.safe_load((TESTS / "cases" / "hostile.yaml").read_text(encoding="utf-8"))
    nasty = ["\x00\x07\x1b[31m", "\u202egnp.exe", "x" * 5000, "\n---\nid: evil\n...\n", *payloads]
    works = [
        Work(
            doi=f"10.5555/evil.{number}",
            title=f"{text} {number}",
            authors=((text, text), text),
            journal=text,
            volume=text,
            issue=text,
            page=text,
            publisher=text,
            updates=(Update("retraction", text),),
        )
        for number, text in enumerate(nasty)
    ]
    with serve(works, search={"count": "0", "idlist": []}) as evil:
        for name, value in evil.environment.items():
            monkeypatch.setenv(name, value)
        paths = set()
        for work in works:
            ran = claimgrade("add", work.doi or "", "--root", toy)
            assert (ran.code, ran.out.isprintable() or ran.out.endswith("\n")) == (0, True), ran
            assert all(line.isprintable() for line in ran.err.split("\n"))
            paths.add(ran.out.strip())
    assert len(paths) == len(works)
    for path in paths:
        assert (toy / path).parent == toy / "claims" / "studies"
        text = (toy / path).read_text(encoding="utf-8")
        assert all(line.isprintable() for line in text.split("\n"))
        record = yaml.safe_load(text)
        assert record["status"]["retraction"]["date"] == "2020-01-02"
        assert is_valid("study", json.loads(json.dumps(record)) | {"design": "cohort"})
