"""The weekly workflow: its steps, run as GitHub would, against a server, a remote and a `gh` on this machine."""

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bibliographic_faults import Fault
from bibliographic_formats import Work
from bibliographic_server import BibliographicServer, serve
from claimgrade.layout import LOCK
from conftest import TESTS
from test_since import commit, git
from verifying import toy_works

REPOSITORY = TESTS.parent
WORKFLOW = yaml.safe_load((REPOSITORY / ".github" / "workflows" / "verify.yml").read_text(encoding="utf-8"))
ASK, PROPOSE, TELL = WORKFLOW["jobs"]["verify"]["steps"][2:]
GH = """#!/bin/sh
echo "$*" >> "$GH_LOG"
case "$1 $2" in
  "pr list") cat "$GH_OPEN" ;;
  "pr create" | "pr edit") for last; do :; done; cp "$last" "$GH_BODY" ;;
esac
"""


@dataclass(frozen=True)
class Runner:
    """A checkout with a remote, and folders for what is logged."""

    checkout: Path
    remote: Path
    logs: Path

    def run(self, step: dict[str, Any], server: BibliographicServer | None = None, **variables: str) -> int:
        """Exit code of a step."""
        logs = {name: str(self.logs / name.lower()) for name in ("GH_LOG", "GH_OPEN", "GH_BODY", "GITHUB_OUTPUT")}
        names = {"PATH": f"{self.logs / 'bin'}{os.pathsep}{os.environ['PATH']}", "RUNNER_TEMP": str(self.logs)}
        paths = {"PYTHONPATH": str(REPOSITORY / "scripts"), "HOME": str(self.logs)}
        where = server.environment if server else {}
        shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
        environment = {**os.environ, **logs, **names, **paths, **where, **variables}
        return subprocess.run(shell, cwd=self.checkout, env=environment, capture_output=True, check=False).returncode

    def asked_of_github(self) -> list[str]:
        """What `gh` was called with since the last time, without options."""
        log = self.logs / "gh_log"
        lines = log.read_text().splitlines() if log.exists() else []
        log.write_text("")
        return [" ".join(line.split()[:2]) for line in lines]

    def week(self, works: list[Work], fault: Fault | None = None) -> tuple[int, int, int]:
        """Exit codes of the steps on a new checkout of main."""
        git(self.checkout, "switch", "--quiet", "--force", "main")
        with serve(works) as server:
            if fault:
                server.always("/", fault)
            asked = self.run(ASK, server)
        proposed = self.run(PROPOSE)
        output = (self.logs / "github_output").read_text().splitlines()
        return asked, proposed, self.run(TELL, CODE=output[-1].removeprefix("code="))

    def branches(self) -> list[str]:
        """Branches of the remote."""
        return git(self.remote, "branch", "--format=%(refname:short)").splitlines()


@pytest.fixture
def runner(toy: Path, tmp_path: Path) -> Runner:
    """The toy base without a lock, checked out from a remote."""
    (toy / LOCK).unlink()
    logs, remote = tmp_path / "logs", tmp_path / "remote.git"
    scripts = {toy / ".venv/bin/claimgrade": f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m claimgrade "$@"\n'}
    scripts[logs / "bin" / "gh"] = GH
    for path, text in scripts.items():
        path.parent.mkdir(parents=True)
        path.write_text(text)
        path.chmod(0o755)
    (logs / "gh_open").write_text("0\n")
    git(toy, "init", "--quiet", "--initial-branch", "main")
    commit(toy)
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    git(toy, "remote", "add", "origin", str(remote))
    git(toy, "push", "--quiet", "origin", "main")
    return Runner(toy, remote, logs)


def test_one_pull_request(runner: Runner) -> None:
    """The first week opens it with the lock's diff, the next one updates it, from main and by one commit."""
    works = toy_works(runner.checkout)
    assert runner.week(list(works.values())) == (0, 0, 0)
    assert runner.branches() == ["main", "verify-lock"]
    assert runner.asked_of_github() == ["auth setup-git", "pr list", "pr create"]
    body = (runner.logs / "gh_body").read_text()
    assert body.startswith("What claimgrade verify found:\n\n    Written to claims/verify.lock.json:\n")
    (runner.logs / "gh_open").write_text("1\n")
    works["fern-2010"] = replace(works["fern-2010"], title="# @everybody <img src=x>")
    assert runner.week(list(works.values())) == (0, 0, 0)
    assert runner.asked_of_github() == ["auth setup-git", "pr list", "pr edit"]
    assert git(runner.remote, "diff", "--stat", "--name-only", "main", "verify-lock") == LOCK
    assert git(runner.remote, "rev-list", "--count", "main..verify-lock") == "1"
    lines = (runner.logs / "gh_body").read_text().splitlines()
    assert any("@everybody" in line for line in lines)
    assert all(line.startswith("    ") for line in lines[2:])


def test_nothing_to_propose(runner: Runner) -> None:
    """In an outage nothing is pushed, and the run is red; nor is anything where the answers are as before."""
    works = list(toy_works(runner.checkout).values())
    assert runner.week(works, Fault.BLOCKED) == (0, 0, 3)
    assert (runner.branches(), runner.asked_of_github()) == (["main"], [])
    runner.week(works)
    git(runner.checkout, "push", "--quiet", "origin", "verify-lock:main")
    git(runner.checkout, "switch", "--quiet", "main")
    git(runner.checkout, "pull", "--quiet", "--ff-only", "origin", "main")
    runner.asked_of_github()
    assert runner.week(works) == (0, 0, 0)
    assert runner.asked_of_github() == []


def test_a_broken_base_is_not_proposed(runner: Runner) -> None:
    """A lock that cannot be read ends the job at the step that asks."""
    (runner.checkout / LOCK).write_text("<<<<<<<")
    assert runner.run(ASK) == 2
