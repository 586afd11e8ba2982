"""When verdicts changed: small repositories of git, each change of a base as a commit of its own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from claimgrade.grading import assess_all
from claimgrade.history import History
from claimgrade.layout import Layout
from claimgrade.loading import load, load_policy
from claimgrade.verdicts_over_time import history_of
from test_since import git, own_git  # noqa: F401, a fixture that this module uses by itself

PAIN = "claims/toy-effects/toyaline-reduces-pain.yaml"
DROWSY = "claims/toy-facts/toyaline-causes-drowsiness.yaml"
BELL = "claims/studies/bell-2020.yaml"
POLICY = "schema/grading.yaml"
Commit = Callable[[Path, str], None]


@pytest.fixture
def commit(monkeypatch: pytest.MonkeyPatch) -> Commit:
    """Commits all there is, on a day."""

    def run(root: Path, day: str) -> None:
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00+00:00")
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--allow-empty", "--message", "toys")

    return run


@pytest.fixture
def repository(toy: Path, commit: Commit) -> Path:
    """The toy base as the first commit, of the first of March 2026."""
    git(toy, "init", "--quiet")
    commit(toy, "2026-03-01")
    return toy


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def told(history: History, *, new: bool = False) -> list[str]:
    """Turns as lines, without those of new claims unless they are wanted."""

    def words(pair: tuple[str | None, str | None] | None) -> str:
        return "not there" if pair is None else " ".join(str(part) for part in pair)

    turns = [turn for turn in history.turns if new or turn.before is not None]
    return [f"{turn.date} {turn.claim}: {words(turn.before)} -> {words(turn.after)}" for turn in turns]


def standing(history: History) -> dict[str, tuple[str | None, str | None]]:
    """What became of each claim, from the turns alone."""
    states: dict[str, tuple[str | None, str | None]] = {}
    for turn in reversed(history.turns):
        if turn.after is None:
            del states[turn.claim]
        else:
            states[turn.claim] = turn.after
    return states


def assessed(root: Path) -> dict[str, tuple[str | None, str | None]]:
    """What became of each claim, from the work tree alone."""
    layout = Layout.at(root)
    found = assess_all(load(layout).base, load_policy(layout))
    return {claim: (assessment.verdict, assessment.certainty) for claim, assessment in found.items()}


def test_every_claim_is_new_at_first(repository: Path) -> None:
    """The first commit of a base adds all its claims, graded as they are now."""
    history = history_of(repository, None)
    assert history.gap is None
    assert {turn.before for turn in history.turns} == {None}
    assert {turn.date for turn in history.turns} == {"2026-03-01"}
    assert {turn.commit for turn in history.turns} == {git(repository, "rev-parse", "HEAD")}
    assert standing(history) == assessed(repository)
    assert len(history.turns) == 8


def test_what_changes_a_verdict(repository: Path, commit: Commit) -> None:
    """A judgement, the policy, a new name and a removal are told once each; other commits are not."""
    steps: list[tuple[str, Callable[[], object]]] = [
        ("2026-03-02", lambda: (repository / "README.md").write_text("toys")),
        ("2026-03-03", lambda: edit(repository, PAIN, "less pain", "a little less pain")),
        ("2026-03-04", lambda: edit(repository, PAIN, "levels: -1", "levels: -2")),
        ("2026-03-05", lambda: edit(repository, POLICY, "warning: moderate", "warning: low")),
        ("2026-03-06", lambda: _rename(repository)),
        ("2026-03-07", lambda: edit(repository, "claims/toy-effects/pain.yaml", "levels: -2", "levels: -1")),
        ("2026-03-08", (repository / DROWSY).unlink),
    ]
    for day, step in steps:
        step()
        commit(repository, day)
        assert standing(history_of(repository, None)) == assessed(repository), day
    assert told(history_of(repository, None)) == [
        "2026-03-08 toyaline-causes-drowsiness: possibly-supported low -> not there",
        "2026-03-07 pain: possibly-supported low -> supported moderate",
        "2026-03-05 toyaline-causes-drowsiness: supported moderate -> possibly-supported low",
        "2026-03-04 pain: supported moderate -> possibly-supported low",
    ]
    assert len(history_of(repository, None).of("pain")) == 3


def _rename(root: Path) -> None:
    edit(root, PAIN, "id: toyaline-reduces-pain", "id: pain\nformerly: [toyaline-reduces-pain]")
    (root / PAIN).rename(root / "claims/toy-effects/pain.yaml")


def test_a_change_of_another_record(repository: Path, commit: Commit) -> None:
    """A claim is graded again when a study or search of it changes, or a study that such a study pools."""
    retracted = "retraction: {date: 2026-03-02, notice: A toy.}"
    for day, path, old, new in (
        ("2026-03-02", "claims/studies/alder-2015.yaml", "retraction: none", retracted),
        ("2026-03-03", BELL, "includes: [alder-2015]", "includes: []"),
        ("2026-03-04", BELL, "retraction: none", retracted),
        (
            "2026-03-05",
            "claims/searches/toy-itching.yaml",
            "query: toyaline AND itching, date: 2025-01-01",
            "query: null",
        ),
        ("2026-03-06", "claims/searches/toy-itching.yaml", "date: 2021-11-22", "date: null"),
    ):
        edit(repository, path, old, new)
        commit(repository, day)
        assert standing(history_of(repository, None)) == assessed(repository), day
    assert told(history_of(repository, None)) == [
        "2026-03-06 toyaline-reduces-itching: no-evidence-found None -> unsourced None",
        "2026-03-04 toyaline-reduces-pain: supported moderate -> unsourced None",
        "2026-03-03 toyaline-reduces-pain: possibly-supported low -> supported moderate",
        "2026-03-02 toyaline-reduces-pain: supported moderate -> possibly-supported low",
    ]


def test_a_record_that_cannot_be_read(repository: Path, commit: Commit) -> None:
    """A claim keeps what became of it while it, or a study of it, cannot be read; that is told."""
    for day, path in (("2026-03-02", PAIN), ("2026-03-04", BELL)):
        good = (repository / path).read_text()
        (repository / path).write_text("id: [")
        commit(repository, day)
        (repository / path).write_text(good)
        commit(repository, day.replace("-02", "-03").replace("-04", "-05"))
    history = history_of(repository, None)
    assert told(history) == []
    assert history.gap == (
        "In 2 of 5 commits some records cannot be read by the schemas of now; "
        "their claims keep the verdict that they had before."
    )


def test_a_record_that_could_never_be_read(toy: Path, commit: Commit) -> None:
    """A claim is there from its first commit on, although nobody can say what became of it then."""
    good = (toy / PAIN).read_text()
    (toy / PAIN).write_text("id: [")
    git(toy, "init", "--quiet")
    commit(toy, "2026-03-01")
    (toy / PAIN).write_text(good)
    commit(toy, "2026-03-02")
    assert told(history_of(toy, None), new=True)[0] == (
        "2026-03-02 toyaline-reduces-pain: None None -> supported moderate"
    )
    assert [turn.date for turn in history_of(toy, None).of("toyaline-reduces-pain")] == ["2026-03-02", "2026-03-01"]


def test_a_policy_that_cannot_be_read(repository: Path, commit: Commit) -> None:
    """A commit without a usable policy is left out, and what it changed is told with the next."""
    good = (repository / POLICY).read_text()
    (repository / POLICY).write_text("- 1\n")
    edit(repository, PAIN, "levels: -1", "levels: -2")
    commit(repository, "2026-03-02")
    (repository / POLICY).write_text(good)
    commit(repository, "2026-03-03")
    history = history_of(repository, None)
    assert told(history) == ["2026-03-03 toyaline-reduces-pain: supported moderate -> possibly-supported low"]
    assert history.gap == "1 commit is left out, because the grading policy of then cannot be read any more."


def test_a_base_without_a_policy(repository: Path, commit: Commit) -> None:
    """The policy of the package holds where the base has none of its own."""
    edit(repository, POLICY, "warning: moderate", "warning: low")
    commit(repository, "2026-03-02")
    (repository / POLICY).unlink()
    commit(repository, "2026-03-03")
    history = history_of(repository, None)
    assert told(history)[0] == "2026-03-03 toyaline-causes-drowsiness: possibly-supported low -> supported moderate"
    assert standing(history) == assessed(repository)


def test_a_merge_is_one_change(repository: Path, commit: Commit) -> None:
    """What a branch tried out on its way is not told; its merge is, on the merge's day."""
    git(repository, "checkout", "--quiet", "-b", "branch")
    for day, old, new in (("2026-03-02", "-1", "-2"), ("2026-03-03", "-2", "-1"), ("2026-03-04", "-1", "-2")):
        edit(repository, PAIN, f"levels: {old}", f"levels: {new}")
        commit(repository, day)
    git(repository, "checkout", "--quiet", "main")
    (repository / "README.md").write_text("toys")
    commit(repository, "2026-03-05")
    git(repository, "merge", "--quiet", "--no-ff", "--no-commit", "branch")
    commit(repository, "2026-03-06")
    history = history_of(repository, None)
    assert told(history) == ["2026-03-06 toyaline-reduces-pain: supported moderate -> possibly-supported low"]
    assert history.turns[0].commit == git(repository, "rev-parse", "HEAD")


def test_a_shallow_clone(repository: Path, commit: Commit, tmp_path: Path) -> None:
    """What the oldest commit of a part shows is no change, and the pages say that the part is one."""
    for day, old, new in (("2026-03-02", "-1", "-2"), ("2026-03-03", "-2", "-1")):
        edit(repository, PAIN, f"levels: {old}", f"levels: {new}")
        commit(repository, day)
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{repository}", "shallow")
    history = history_of(tmp_path / "shallow", None)
    assert told(history, new=True) == ["2026-03-03 toyaline-reduces-pain: possibly-supported low -> supported moderate"]
    assert history.gap == "This was made from a part of the repository: what was before 2026-03-02 is not known."


def test_changes_that_are_not_committed(repository: Path) -> None:
    """They are no history, and the pages say that they are there."""
    edit(repository, PAIN, "levels: -1", "levels: -2")
    history = history_of(repository, None)
    assert told(history) == []
    assert history.gap == "Some records have changes that are not committed; those are not told here."


def test_no_history(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without repository, commits or git, or where git refuses, a sentence for readers stands for it."""
    gaps = [history_of(toy, None)]
    git(toy, "init", "--quiet")
    gaps.append(history_of(toy, None))
    (toy / ".git/config").write_text("[core\n")
    gaps.append(history_of(toy, None))
    monkeypatch.setenv("PATH", "/nowhere")
    gaps.append(history_of(toy, None))
    assert gaps == [
        History(gap="These records are in no git repository, so when verdicts changed is not known."),
        History(gap="These records are not committed yet, so there is no history of their verdicts."),
        History(gap="Git cannot read the repository of these records, so when verdicts changed is not known."),
        History(gap="Git is not installed where this was made, so when verdicts changed is not known."),
    ]


def test_a_base_in_a_folder_of_a_repository(toy: Path, commit: Commit) -> None:
    """Only what lies in the base is looked at."""
    git(toy.parent, "init", "--quiet")
    (toy.parent / "claims").mkdir()
    (toy.parent / "claims" / "other.txt").write_text("toys")
    commit(toy.parent, "2026-03-01")
    edit(toy, PAIN, "levels: -1", "levels: -2")
    commit(toy.parent, "2026-03-02")
    assert told(history_of(toy, None)) == [
        "2026-03-02 toyaline-reduces-pain: supported moderate -> possibly-supported low"
    ]


def test_configuration_has_no_say(repository: Path, commit: Commit) -> None:
    """What somebody has set for git, and replaced commits, change nothing."""
    edit(repository, PAIN, "levels: -1", "levels: -2")
    commit(repository, "2026-03-02")
    before = history_of(repository, None)
    for name, value in (
        ("log.showRoot", "false"),
        ("log.diffMerges", "off"),
        ("diff.renames", "copies"),
        ("diff.orderFile", os.devnull),
        ("core.quotePath", "true"),
        ("color.ui", "always"),
        ("log.showSignature", "true"),
    ):
        git(repository, "config", name, value)
    git(repository, "replace", "HEAD", "HEAD~1")
    assert history_of(repository, None) == before


def test_strange_files(repository: Path, commit: Commit) -> None:
    """Names that no record can have, links and deep folders are left alone."""
    (repository / "claims/toy-effects/über\nzwei.yaml").write_text("id: [")
    (repository / "claims/toy-effects/deep").mkdir()
    (repository / "claims/toy-effects/deep/x.yaml").write_text("id: x")
    (repository / "claims/studies/out.yaml").symlink_to("/etc/passwd")
    commit(repository, "2026-03-02")
    assert told(history_of(repository, None)) == []
    assert history_of(repository, None).gap is None
