"""The ratchet: only findings that a change brought, told from the whole base of before and of now."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Ran
from test_cli import KITE, PAIN, add_unused_study, negate

Claimgrade = Callable[..., Ran]


@pytest.fixture(autouse=True)
def own_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git as it is without anybody's settings, and not one repository above the test's folder."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


def git(folder: Path, *arguments: str) -> str:
    """Run git, and give what it prints."""
    who = ("-c", "user.name=A. Toymaker", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    command = ["git", "-C", str(folder), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder: Path) -> str:
    """Commit all there is; the name of the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "toys")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(toy: Path) -> Path:
    """The toy base with a known warning, as the first commit of a repository."""
    git(toy, "init", "--quiet")
    add_unused_study(toy)
    commit(toy)
    return toy


def brought(ran: Ran) -> list[str]:
    """Rules of the findings that a JSON report shows."""
    assert ran.err == ""
    return [finding["rule"] for finding in json.loads(ran.out)["findings"]]


def since(claimgrade: Claimgrade, root: Path, revision: str, *more: str) -> list[str]:
    """Rules of the findings since a revision."""
    return brought(claimgrade("check", "--root", root, "--since", revision, "--format", "json", *more))


def test_only_what_the_change_brought(repository: Path, claimgrade: Claimgrade) -> None:
    """Committed or not, what was there before is held back, wherever it stands now."""
    negate(repository)
    kite = repository / "claims/studies/kite-2023.yaml"
    kite.write_text("# moved down\n" + kite.read_text())
    assert since(claimgrade, repository, "HEAD") == ["negated-statement"]
    commit(repository)
    assert since(claimgrade, repository, "HEAD~1") == ["negated-statement"]
    assert since(claimgrade, repository, "HEAD") == []
    ran = claimgrade("check", "--root", repository, "--since", "HEAD")
    assert (ran.code, ran.out.endswith("Held back, because known before: 3 findings.\n")) == (0, True)


def test_a_change_that_breaks_an_untouched_record(repository: Path, claimgrade: Claimgrade) -> None:
    """The whole base is checked: deleting a study brings findings in the claims that name it."""
    (repository / "claims/studies/bell-2020.yaml").unlink()
    rules = since(claimgrade, repository, "HEAD")
    assert "unknown-study" in rules
    assert "unused-study" not in rules


def test_two_green_changes_that_are_red_together(repository: Path, claimgrade: Claimgrade) -> None:
    """One branch drops an unused study, another begins to name it; merged, that is found."""
    git(repository, "branch", "naming")
    git(repository, "rm", "--quiet", "claims/studies/kite-2023.yaml")
    commit(repository)
    assert since(claimgrade, repository, "HEAD~1") == []
    dropped = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "--quiet", "naming")
    pain = repository / PAIN
    pain.write_text(pain.read_text().replace("evidence:\n", "evidence:\n  - {study: kite-2023, bearing: background}\n"))
    commit(repository)
    assert since(claimgrade, repository, "HEAD~1") == []
    git(repository, "merge", "--quiet", "--message", "both", dropped)
    assert since(claimgrade, repository, dropped) == ["unknown-study"]
    assert since(claimgrade, repository, "HEAD^1") == ["unknown-study"]


def test_nothing_of_the_repository_is_touched(repository: Path, claimgrade: Claimgrade) -> None:
    """Work tree, index and refs stay as they are, and no temporary folder stays behind."""
    negate(repository)
    git(repository, "add", "--all")
    add_unused_study(repository)

    def state() -> list[tuple[str, bytes]]:
        files = (path for path in repository.rglob("*") if path.is_file())
        return sorted((str(path), path.read_bytes()) for path in files)

    before = state()
    since(claimgrade, repository, "HEAD")
    assert state() == before


def test_attributes_have_no_say(repository: Path, claimgrade: Claimgrade) -> None:
    """Files are read as they were committed, whatever an archive or a checkout would make of them."""
    (repository / ".gitattributes").write_text("claims export-ignore\n*.yaml filter=toy\n")
    git(repository, "config", "filter.toy.clean", "cat")
    git(repository, "config", "filter.toy.smudge", "false")
    git(repository, "config", "filter.toy.required", "true")
    commit(repository)
    assert since(claimgrade, repository, "HEAD") == []


def test_links_and_strange_names(repository: Path, claimgrade: Claimgrade) -> None:
    """Links come along as links, so that one that leads out is found in both trees and read in none."""
    (repository / "claims/studies/out.yaml").symlink_to("/etc/passwd")
    (repository / "claims/studies/über\nzwei.yaml").write_text("id: [")
    commit(repository)
    assert since(claimgrade, repository, "HEAD") == []
    assert set(since(claimgrade, repository, "HEAD~1")) == {"link-leaves-base", "id-mismatch"}


def test_base_below_the_root_of_the_repository(
    toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A base may be a folder of a repository, and the command may run in a folder of the base, or in a hook."""
    git(toy.parent, "init", "--quiet")
    commit(toy.parent)
    negate(toy)
    monkeypatch.chdir(toy / "claims" / "toy-facts")
    assert brought(claimgrade("check", "--since", "HEAD", "--format", "json")) == ["negated-statement"]
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert brought(claimgrade("check", "--since", "HEAD", "--format", "json")) == ["negated-statement"]


def test_settings_of_now_hold_for_both(repository: Path, claimgrade: Claimgrade) -> None:
    """A setting that finds more brings nothing: no record changed."""
    (repository / "claimgrade.toml").write_text('severity = {unused-study = "error"}\n')
    assert since(claimgrade, repository, "HEAD") == []


@pytest.mark.parametrize(
    "revision",
    ["nowhere", "-h", "--help", "--all", "HEAD~9", "HEAD..HEAD", "HEAD^{tree}", ":claims", "0" * 40, "HEAD\nHEAD"],
)
def test_no_such_revision(repository: Path, claimgrade: Claimgrade, revision: str) -> None:
    """Whatever is no commit is told as one sentence, and never taken for an option of git."""
    shown = revision.replace("\n", "\N{REPLACEMENT CHARACTER}")
    message = f"there is no revision '{shown}' in the git repository of {repository}"
    assert claimgrade("check", "--root", repository, f"--since={revision}") == Ran(2, "", f"claimgrade: {message}\n")


def test_no_repository(toy: Path, claimgrade: Claimgrade) -> None:
    """A base outside of git has no revisions."""
    message = f"claimgrade: {toy} is in no git repository\n"
    assert claimgrade("check", "--root", toy, "--since", "HEAD") == Ran(2, "", message)


def test_no_git(repository: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git the command says that it needs it."""
    monkeypatch.setenv("PATH", "/nowhere")
    message = "claimgrade: git is needed to look at another revision, and it is not installed\n"
    assert claimgrade("check", "--root", repository, "--since", "HEAD") == Ran(2, "", message)


def test_no_base_then(toy: Path, claimgrade: Claimgrade) -> None:
    """A revision from before the base was there has nothing to be compared with."""
    git(toy, "init", "--quiet")
    git(toy, "commit", "--quiet", "--allow-empty", "--message", "empty")
    message = f"claimgrade: there is no base at HEAD: {toy} had no folder claims/ then\n"
    assert claimgrade("check", "--root", toy, "--since", "HEAD") == Ran(2, "", message)


def test_base_that_could_not_be_checked_then(repository: Path, claimgrade: Claimgrade) -> None:
    """A grading policy that was broken at the revision is told as that of the revision."""
    policy = repository / "schema/grading.yaml"
    good = policy.read_text()
    policy.write_text("- 1\n")
    commit(repository)
    policy.write_text(good)
    ran = claimgrade("check", "--root", repository, "--since", "HEAD")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("claimgrade: the base at HEAD cannot be checked: schema/grading.yaml:1:1: ")


def test_shallow_clone(repository: Path, tmp_path: Path, claimgrade: Claimgrade) -> None:
    """What a shallow clone lacks is told with how to get it; what it has can be used."""
    commit(repository)
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository}", "shallow")
    shallow = tmp_path / "shallow"
    assert since(claimgrade, shallow, "HEAD") == []
    message = (
        "the revision 'HEAD~1' is not in this shallow clone: fetch it, or clone with the whole history "
        "(git fetch --unshallow; fetch-depth: 0 in actions/checkout)"
    )
    assert claimgrade("check", "--root", shallow, "--since", "HEAD~1") == Ran(2, "", f"claimgrade: {message}\n")


def test_contents_that_git_lacks(repository: Path, claimgrade: Claimgrade) -> None:
    """A lost or never fetched file ends the command; nothing is taken for a clean past."""
    path = "claims/studies/kite-2023.yaml"
    blob = git(repository, "rev-parse", f"HEAD:{path}")
    (repository / ".git/objects" / blob[:2] / blob[2:]).unlink()
    message = f"git does not have the contents of {path} ({blob}): fetch them first"
    assert claimgrade("check", "--root", repository, "--since", "HEAD") == Ran(2, "", f"claimgrade: {message}\n")
    assert KITE in (repository / path).read_text()
