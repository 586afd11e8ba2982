"""What a change means: a toy repository of git in which records are changed, and what `diff` tells of it."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.listing import code
from conftest import TESTS, Ran
from hostile_base import poison

Claimgrade = Callable[..., Ran]
PAIN = "claims/toy-effects/toyaline-reduces-pain.yaml"
SLEEP = "claims/toy-effects/toyaline-improves-sleep.yaml"
BELL = "claims/studies/bell-2020.yaml"
# Findings of the rule that needs two revisions are in tests here, not in cases:
RULE = ("grade-change-without-reason", "warning")


def git(root: Path, *arguments: str) -> str:
    """One git command, apart from the configuration of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    person = {f"GIT_{who}_{what}": "toy" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    apart = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ("git", "-C", str(root), *arguments)
    return subprocess.run(command, env=kept | person | apart, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def repository(toy: Path) -> Path:
    """The toy base, committed."""
    git(toy, "init", "--quiet", "--initial-branch=main")
    commit(toy)
    return toy


def commit(root: Path) -> None:
    """Commit all that is there."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=A toy commit")


def edit(root: Path, path: str, *pairs: tuple[str, str]) -> None:
    """Replace texts that stand in a file exactly once."""
    text = (root / path).read_text()
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (root / path).write_text(text)


def change_much(root: Path) -> None:
    """Rename a claim and weaken its grade, remove and add one, retract a study, break a record."""
    edit(
        root,
        PAIN,
        ("id: toyaline-reduces-pain\n", "id: toyaline-eases-pain\nformerly: [toyaline-reduces-pain]\n"),
        ("certainty: moderate", "certainty: low"),
        ("levels: -1, reason: Most toy trials were not blinded.", "levels: -2, reason: No toy trial was blinded."),
        ("  - study: alder-2015\n    bearing: supports\n", "  - study: alder-2015\n    bearing: inconclusive\n"),
        ("searches: []", "searches: [toy-sleep]"),
    )
    (root / PAIN).rename(root / PAIN.replace("reduces", "eases"))
    (root / SLEEP).rename(root / SLEEP.replace("improves", "lengthens"))
    edit(root, SLEEP.replace("improves", "lengthens"), ("id: toyaline-improves", "id: toyaline-lengthens"))
    edit(
        root,
        "claims/studies/elm-2019.yaml",
        ("retraction: none", "retraction: {date: 2025-12-24, notice: Made up.}"),
    )
    (root / "claims/articles/toy-myths.yaml").write_text("id: [")


@pytest.mark.parametrize(("name", "ending"), [("text", "txt"), ("markdown", "md"), ("json", "json")])
def test_change_is_told(repository: Path, claimgrade: Claimgrade, name: str, ending: str) -> None:
    """A change of every sort, in every format."""
    change_much(repository)
    ran = claimgrade("diff", "HEAD", "--root", repository, "--format", name)
    assert ran == Ran(0, (TESTS / "golden" / f"diff.{ending}").read_text(), "")


def test_no_change(repository: Path, claimgrade: Claimgrade) -> None:
    """What readers would not notice is not told: comments, notes, summaries, dates of reviews."""
    edit(repository, PAIN, ("note: null", "note: Read again."), ("last: 2025-01-01", "last: 2026-01-01"))
    (repository / BELL).write_text("# a comment\n" + (repository / BELL).read_text())
    ran = claimgrade("diff", "HEAD", "--root", repository)
    assert ran == Ran(0, "Compared with HEAD: nothing that readers would notice.\n", "")


def test_work_tree_is_not_touched(repository: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither files nor index change, nothing is left in the temporary folder, and a hook's variables do not matter."""
    change_much(repository)
    work = repository.parent / "work"
    work.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(work))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    files = {path: path.read_bytes() for path in sorted(repository.rglob("*")) if path.is_file()}
    assert claimgrade("diff", "main", "--root", repository).code == 0
    assert files == {path: path.read_bytes() for path in sorted(repository.rglob("*")) if path.is_file()}
    assert list(work.iterdir()) == []


def test_base_below_the_top_of_a_repository(toy: Path, claimgrade: Claimgrade) -> None:
    """The base may be a folder of a repository, and REV a tag, a branch or a short name of a commit."""
    git(toy.parent, "init", "--quiet")
    commit(toy.parent)
    git(toy.parent, "tag", "first")
    edit(toy, PAIN, ("size: moderate", "size: small"))
    for rev in ("first", "HEAD", git(toy.parent, "rev-parse", "--short", "HEAD").strip()):
        ran = claimgrade("diff", rev, "--root", toy)
        assert ran.out == (
            f"Compared with {rev}: 1 claim changed.\n\nClaims changed: 1\n  toyaline-reduces-pain\n"
            "      size: moderate -> small\n"
        )


def test_change_of_the_policy(repository: Path, claimgrade: Claimgrade) -> None:
    """Each side is graded by its own policy, and a policy that changed is told."""
    edit(
        repository,
        "schema/grading.yaml",
        ("participants: {few: 100, enough: 400}", "participants: {few: 1, enough: 2}"),
    )
    out = claimgrade("diff", "HEAD", "--root", repository).out
    assert "the grading policy changed" in out.split("\n")[0]
    assert RULE[0] not in out


RAISED = [("certainty: moderate", "certainty: high")]
CHANGE = "    - {domain: risk-of-bias, levels: -1, reason: Most toy trials were not blinded.}\n"
GONE = (f"  changes:\n{CHANGE}", "  changes: []\n")


@pytest.mark.parametrize(
    ("edits", "is_found"),
    [
        ({PAIN: [*RAISED, GONE]}, True),
        ({PAIN: [*RAISED, (f"  changes:\n{CHANGE}", "  changes: []\n  note: They were, on a second look.\n")]}, False),
        ({PAIN: [*RAISED, GONE, ("basis: [bell-2020]", "basis: [bell-2020, alder-2015]")]}, False),
        ({PAIN: [*RAISED, GONE], BELL: [("judgement: low", "judgement: moderate")]}, False),
        ({PAIN: [*RAISED, GONE], BELL: [("title: A toy review", "title: The toy review")]}, True),
        (
            {
                PAIN: [
                    *RAISED,
                    GONE,
                    ("searches: []", "  - {study: hill-2016, bearing: supports, outcome: pain}\nsearches: []"),
                ]
            },
            False,
        ),
        (
            {PAIN: [*RAISED, GONE, ("searches: []", "  - {study: hill-2016, bearing: background}\nsearches: []")]},
            True,
        ),
        (
            {
                PAIN: [
                    *RAISED,
                    GONE,
                    ("review:", f"waivers: [{{rule: {RULE[0]}, reason: Toy., until: 2099-01-01}}]\nreview:"),
                ]
            },
            False,
        ),
        ({PAIN: [("certainty: moderate", "certainty: low"), ("levels: -1", "levels: -2")]}, False),
    ],
    ids=["change-gone", "note", "basis", "study", "title", "evidence", "background", "waiver", "lowered"],
)
def test_certainty_raised_without_a_reason(
    repository: Path, claimgrade: Claimgrade, edits: dict[str, list[tuple[str, str]]], *, is_found: bool
) -> None:
    """A certainty that rises with nothing new behind it is a finding; anything new that could bear it is a reason."""
    for path, pairs in edits.items():
        edit(repository, path, *pairs)
    changed = json.loads(claimgrade("diff", "HEAD", "--root", repository, "--format", "json").out)["claims"]["changed"]
    assert [change["id"] for change in changed] == ["toyaline-reduces-pain"]
    expected = {
        "rule": RULE[0],
        "severity": RULE[1],
        "message": "the certainty rose from moderate to high, and nothing new is behind it",
        "help": "Link the evidence that is new, or say under 'note' of the grade why the earlier one was too low.",
        "line": (repository / PAIN).read_text().split("  certainty:")[0].count("\n") + 1,
    }
    assert changed[0]["finding"] == (expected if is_found else None)
    checked = json.loads(claimgrade("check", "--root", repository, "--format", "json").out)["findings"]
    assert not {"unused-waiver", RULE[0]} & {finding["rule"] for finding in checked}


def test_renamed_studies_and_searches_are_followed(repository: Path, claimgrade: Claimgrade) -> None:
    """A study that was renamed is neither gone nor new, for the claims that link to it as for the grade."""
    for path in sorted(repository.rglob("*.yaml")):
        path.write_text(path.read_text().replace("bell-2020", "bell-2021").replace("toy-sleep", "toy-slumber"))
    (repository / BELL).rename(repository / BELL.replace("2020", "2021"))
    edit(repository, BELL.replace("2020", "2021"), ("id: bell-2021\n", "id: bell-2021\nformerly: [bell-2020]\n"))
    old, new = (repository / f"claims/searches/{name}.yaml" for name in ("toy-sleep", "toy-slumber"))
    new.write_text(old.read_text() + "formerly: [toy-sleep]\n")
    old.unlink()
    assert claimgrade("diff", "HEAD", "--root", repository).out.endswith(": nothing that readers would notice.\n")


@pytest.mark.parametrize("rev", ["nowhere", "--help", "--output=x", "HEAD:claims", "HEAD~1", "HEAD HEAD"])
def test_revision_that_is_none(repository: Path, claimgrade: Claimgrade, rev: str) -> None:
    """What is no commit, or looks like an option, is one sentence."""
    message = f"claimgrade: there is no revision '{rev}' in the git repository of {repository}\n"
    assert claimgrade("diff", "--root", repository, "--", rev) == Ran(2, "", message)


def test_empty_revision(repository: Path, claimgrade: Claimgrade) -> None:
    """A revision has a name."""
    expected = Ran(2, "", "claimgrade: a revision is a branch, tag or commit\n")
    assert claimgrade("diff", "", "--root", repository) == expected


def test_no_repository(toy: Path, claimgrade: Claimgrade) -> None:
    """Outside of git there is nothing to compare with."""
    message = f"claimgrade: {toy} is in no git repository\n"
    assert claimgrade("diff", "HEAD", "--root", toy) == Ran(2, "", message)


def test_no_git(repository: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git it says so."""
    monkeypatch.setenv("PATH", "")
    message = "claimgrade: git is needed to look at another revision, and it is not installed\n"
    assert claimgrade("diff", "HEAD", "--root", repository) == Ran(2, "", message)


def test_no_base_at_the_revision(toy: Path, claimgrade: Claimgrade) -> None:
    """A commit from before there was a base."""
    git(toy, "init", "--quiet")
    git(toy, "add", "claims")
    git(toy, "commit", "--quiet", "--message=No schema yet")
    message = f"claimgrade: there is no base at HEAD: {toy} had no folder schema/ then\n"
    assert claimgrade("diff", "HEAD", "--root", toy) == Ran(2, "", message)


def test_policy_of_the_revision_cannot_be_used(repository: Path, claimgrade: Claimgrade) -> None:
    """The sentence says on which side the policy is broken."""
    policy = (repository / "schema/grading.yaml").read_text()
    (repository / "schema/grading.yaml").write_text("ceilings: [")
    commit(repository)
    (repository / "schema/grading.yaml").write_text(policy)
    ran = claimgrade("diff", "HEAD", "--root", repository)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("claimgrade: at the revision 'HEAD': schema/grading.yaml:1:")


def test_link_that_leads_out_of_the_revision(repository: Path, claimgrade: Claimgrade) -> None:
    """What a stranger's link leads to is never read: the record counts as unreadable at that revision."""
    link = repository / "claims/studies/evil.yaml"
    link.symlink_to("/etc/passwd")
    commit(repository)
    link.unlink()
    ran = claimgrade("diff", "HEAD", "--root", repository)
    assert (ran.code, ran.err) == (0, "")
    assert "evil" in ran.out
    assert "root:" not in ran.out


def test_files_that_attributes_hide(repository: Path, claimgrade: Claimgrade) -> None:
    """Attributes that keep files out of archives hide nothing here."""
    (repository / ".gitattributes").write_text("claims/studies export-ignore\n")
    commit(repository)
    assert claimgrade("diff", "HEAD", "--root", repository).out.endswith(": nothing that readers would notice.\n")


def test_hostile_records(repository: Path, claimgrade: Claimgrade) -> None:
    """Whatever strangers write, text steers no terminal, and Markdown holds it in code spans only."""
    assert poison(repository)
    text = claimgrade("diff", "HEAD", "--root", repository).out
    assert "8 claims changed" in text
    assert all(line.isprintable() for line in text.split("\n"))
    markdown = claimgrade("diff", "HEAD", "--root", repository, "--format", "markdown").out
    outside = re.sub(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)", "", markdown)
    assert re.fullmatch(r"[a-zA-Z0-9 ,.:;()*#>+\n-]*", outside)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_code_spans_hold(text: str) -> None:
    """A text is one line between fences that it does not hold, so that nothing in it can be more than text."""
    span = code(text)
    found = re.fullmatch(r"(`+)( ?)((?:.|\s)*?)\2\1", span)
    assert found
    inside = span[len(found[1]) : -len(found[1])]
    assert not inside.startswith("`")
    assert not inside.endswith("`")
    assert found[1] not in re.findall("`+", inside)
    assert len(span.splitlines()) == 1
    assert span.isprintable() or not text.isprintable()
