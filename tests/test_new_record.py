"""`new` writes the skeleton of a record: what is in it, where it goes, and what it refuses."""

import io
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimgrade.schema_check import schema
from claimgrade.skeleton import skeleton
from conftest import Ran, check_base

Claimgrade = Callable[..., Ran]
KINDS = ("claim", "study", "article", "search")
FOLDERS = {"claim": "toy-effects", "study": "studies", "article": "articles", "search": "searches"}


def fields(part: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of a schema with its own schema, those of its parts included."""
    if isinstance(part, dict):
        yield from ((name, field) for name, field in part.get("properties", {}).items() if isinstance(field, dict))
        for inner in part.values():
            yield from fields(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from fields(inner)


@pytest.mark.parametrize("kind", KINDS)
def test_skeleton_has_every_field(kind: str) -> None:
    """Every field of the schema stands in the skeleton, and every value that it may have."""
    text = skeleton(kind, schema(kind), "a-toy")
    words = re.sub(r"\n[# ]*", " ", text)
    for name, field in fields(schema(kind)):
        assert re.search(rf"^[# -]*{name}:", text, re.MULTILINE), name
        values = " | ".join("null" if value is None else str(value) for value in field.get("enum", ()))
        assert values in words, name


@pytest.mark.parametrize("kind", KINDS)
def test_skeleton_says_what_fields_mean(kind: str) -> None:
    """The description of every field at the top is in the skeleton, and the modeline is its first line."""
    text = skeleton(kind, schema(kind), "a-toy")
    words = re.sub(r"\n[# ]*", " ", text)
    assert text.startswith(f"# yaml-language-server: $schema=../../schema/{kind}.schema.json\nid: a-toy\n")
    for name, field in schema(kind)["properties"].items():
        assert name == "id" or field.get("description", "") in words


@pytest.mark.parametrize("kind", KINDS)
def test_skeleton_is_yaml(kind: str) -> None:
    """It can be read as it is, with the fields of the schema at the top in their order."""
    data = yaml.safe_load(skeleton(kind, schema(kind), "a-toy"))
    assert list(data) == list(schema(kind)["properties"])


@pytest.mark.parametrize("kind", KINDS)
def test_comments_are_yaml(kind: str) -> None:
    """A field in a comment becomes live when the comment signs are taken away."""
    text = skeleton(kind, schema(kind), "a-toy")
    for match in re.finditer(r"(?:^# .*\n)+", text, re.MULTILINE):
        block = match[0]
        first = re.search(r"^# [\w-]+:$", block, re.MULTILINE)
        if first:
            live = "".join(line.removeprefix("# ") for line in block[first.start() :].splitlines(keepends=True))
            live = re.split(r"^(?![ ]|[\w-]+:$)", live, maxsplit=1, flags=re.MULTILINE)[0]
            (value,) = yaml.safe_load(live).values()
            assert value, live


def test_lists_and_nulls_leave_what_must_be_filled() -> None:
    """Only fields that the schema demands are without a value."""
    data = yaml.safe_load(skeleton("claim", schema("claim"), "a-toy"))
    assert data == {
        "id": "a-toy",
        "statement": None,
        "kind": None,
        "question": {"population": None, "intervention": None, "comparator": None, "outcome": None, "place": None},
        "quantity": None,
        "appearances": [],
        "evidence": [],
        "searches": [],
        "grade": None,
        "summary": None,
        "review": {"status": None, "curators": [], "reviewers": [], "last": None, "due": None},
        "formerly": [],
        "waivers": [],
    }


@pytest.mark.parametrize("kind", KINDS)
def test_new_writes_where_check_looks(toy: Path, claimgrade: Claimgrade, kind: str) -> None:
    """The file lies in its folder; check says of it only that values are missing."""
    before = set(check_base(toy).findings)
    options = ("--topic", "toy-effects") if kind == "claim" else ()
    ran = claimgrade("new", kind, "a-new-toy", *options, "--root", toy)
    path = f"claims/{FOLDERS[kind]}/a-new-toy.yaml"
    assert ran == Ran(0, f"{path}\n", "")
    assert (toy / path).read_text() == skeleton(kind, schema(kind), "a-new-toy")
    brought = [finding for finding in check_base(toy).findings if finding not in before]
    assert {(finding.rule, finding.location.file) for finding in brought} <= {("schema", path)}
    assert all("null" in finding.message for finding in brought)


def test_completed_skeleton_is_clean(toy: Path, claimgrade: Claimgrade) -> None:
    """A search needs two values and a source."""
    before = set(check_base(toy).findings)
    claimgrade("new", "search", "a-new-toy", "--root", toy)
    path = toy / "claims/searches/a-new-toy.yaml"
    text = path.read_text().replace("question:\n", "question: Is there a toy?\n")
    text = text.replace("\noutcome:\n", "\noutcome: none-found\n")
    path.write_text(
        text.replace("sources: []", "sources: [{name: Toy Index, kind: database, query: toy, date: 2025-01-01}]")
    )
    assert [finding for finding in check_base(toy).findings if finding not in before] == []


def test_folder_of_a_topic_is_made(toy: Path, claimgrade: Claimgrade) -> None:
    """The first claim of a topic makes its folder."""
    path = toy / "claims/vocabulary.yaml"
    path.write_text(
        path.read_text().rstrip() + "\n  - {id: toy-dreams, title: Dreams, description: What toys dream of.}\n"
    )
    ran = claimgrade("new", "claim", "toys-dream", "--topic", "toy-dreams", "--root", toy)
    assert ran.code == 0
    assert (toy / "claims/toy-dreams/toys-dream.yaml").is_file()


PLAIN = "a plain id: lower-case letters, digits and single hyphens, at most 80 characters"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("study",), "the id of the record is missing; give ID"),
        (("claim", "x"), "the topic of the claim is missing; give --topic TOPIC (toy-effects, toy-facts)"),
        (
            ("claim", "x", "--topic", "toy-efects"),
            "--topic 'toy-efects' is not a topic of claims/vocabulary.yaml; did you mean 'toy-effects'?",
        ),
        (
            ("claim", "x", "--topic", "../.."),
            "--topic '../..' is not a topic of claims/vocabulary.yaml; list it in claims/vocabulary.yaml first",
        ),
        (
            ("claim", "x", "--topic", "studies"),
            "--topic 'studies' is not a topic of claims/vocabulary.yaml; list it in claims/vocabulary.yaml first",
        ),
        (("study", "x", "--topic", "toy-effects"), "--topic toy-effects: only a claim has a topic; leave it out"),
        (("study", "../x"), f"'../x' is not {PLAIN}"),
        (("study", ""), f"'' is not {PLAIN}"),
        (("study", "A"), f"'A' is not {PLAIN}"),
        (("study", "a--b"), f"'a--b' is not {PLAIN}"),
        (("study", "a\n"), f"'a\\n' is not {PLAIN}"),
        (("study", "a" * 81), f"'{'a' * 81}' is not {PLAIN}"),
        (("study", "fern-2010"), "the id 'fern-2010' is taken by claims/studies/fern-2010.yaml; choose another"),
        (("search", "fern-2010"), "the id 'fern-2010' is taken by claims/studies/fern-2010.yaml; choose another"),
    ],
)
def test_mistakes(
    toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], sentence: str
) -> None:
    """A mistake ends with 2 and one sentence, and nothing is written."""
    before = sorted(toy.rglob("*"))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    ran = claimgrade("new", *arguments, "--root", toy)
    assert ran == Ran(2, "", f"claimgrade: {sentence}\n")
    assert sorted(toy.rglob("*")) == before


def test_nothing_is_overwritten(toy: Path, claimgrade: Claimgrade) -> None:
    """A file that is no record, such as a link that leads nowhere, is left alone, too."""
    (toy / "claims/studies/a-new-toy.yaml").symlink_to(toy / "claims/studies/other.txt")
    ran = claimgrade("new", "study", "a-new-toy", "--root", toy)
    assert ran.code == 2
    assert not (toy / "claims/studies/other.txt").exists()


def test_no_link_leads_out(toy: Path, tmp_path: Path, claimgrade: Claimgrade) -> None:
    """A folder that is a link to another place is not written to."""
    (tmp_path / "elsewhere").mkdir()
    (toy / "claims/searches").rename(tmp_path / "searches")
    (toy / "claims/searches").symlink_to(tmp_path / "elsewhere")
    sentence = "claims/searches/a-new-toy.yaml cannot be written: a link leads out of the repository"
    assert claimgrade("new", "search", "a-new-toy", "--root", toy) == Ran(2, "", f"claimgrade: {sentence}\n")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_place_that_cannot_be_written(toy: Path, claimgrade: Claimgrade) -> None:
    """A file where the folder should be."""
    path = toy / "claims/vocabulary.yaml"
    path.write_text(
        path.read_text().rstrip() + "\n  - {id: toy-dreams, title: Dreams, description: What toys dream of.}\n"
    )
    (toy / "claims/toy-dreams").write_text("")
    ran = claimgrade("new", "claim", "x", "--topic", "toy-dreams", "--root", toy)
    assert ran == Ran(2, "", "claimgrade: claims/toy-dreams/x.yaml cannot be written: its folder is a file\n")


def test_vocabulary_that_cannot_be_read(toy: Path, claimgrade: Claimgrade) -> None:
    """Without topics no claim can be placed."""
    (toy / "claims/vocabulary.yaml").write_text("topics: [")
    sentence = "claims/vocabulary.yaml, which lists the topics, cannot be read; 'claimgrade check' says why"
    ran = claimgrade("new", "claim", "x", "--topic", "toy-effects", "--root", toy)
    assert ran == Ran(2, "", f"claimgrade: {sentence}\n")


def test_terminal_is_asked(toy: Path) -> None:
    """On a terminal what is missing is asked for, and asked again when the answer is no topic."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "claimgrade", "new", "claim", "--root", str(toy)]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        os.write(ours, b"a-new-toy\nno-topic\ntoy-facts\n")
        out, _ = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0
    assert b"The id of the record" in out
    assert b"The topic of the claim" in out
    assert (toy / "claims/toy-facts/a-new-toy.yaml").is_file()
