"""`make tests` with and without a browser: a test that cannot run is never left out in silence."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import TESTS

INSTALL = "On Debian: apt-get install chromium"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the Makefile, whose pytest prints its arguments, and two names of tests when it shall collect."""
    shutil.copy(TESTS.parent / "Makefile", tmp_path)
    stand_in = tmp_path / ".venv" / "bin" / "pytest"
    stand_in.parent.mkdir(parents=True)
    stand_in.write_text(
        '#!/bin/sh\ncase "$*" in *--collect-only*) printf "a::b\\na::c\\n\\n2 collected\\n";;\n'
        '*) echo "ran: $*, in $CLAIMGRADE_CHROMIUM";; esac\n'
    )
    stand_in.chmod(0o755)
    for name in ("claims", "schema", "scripts", "site"):
        (tmp_path / name).mkdir()
    for name in ("mkdocs.yml", "pyproject.toml"):
        (tmp_path / name).touch()
    return tmp_path


def make_tests(folder: Path, chromium: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `make tests` does where this is the browser; CI is set only if it is given."""
    command = ["make", "--silent", "--old-file=.venv/dev-installed", "tests", f"CHROMIUM={chromium}"]
    rest = {
        name: value
        for name, value in os.environ.items()
        if name not in ("CI", "MAKEFLAGS", "MAKELEVEL", "CLAIMGRADE_CHROMIUM")
    }
    return subprocess.run(command, cwd=folder, env=rest | environment, check=False, capture_output=True, text=True)


def test_with_a_browser_all_tests_run(folder: Path) -> None:
    """A path with spaces, as macOS has it, stays one."""
    ran = make_tests(folder, "/Applications/Google Chrome", CI="true")
    assert (ran.returncode, ran.stdout) == (0, "ran: -n auto, in /Applications/Google Chrome\n")


def test_without_a_browser_ci_fails(folder: Path) -> None:
    """In CI nothing is left out."""
    ran = make_tests(folder, "", CI="true")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(
        f"No Chrome or Chromium was found, and in CI no test may be left out. {INSTALL}\nmake: *** "
    )


def test_without_a_browser_its_tests_are_counted(folder: Path) -> None:
    """Elsewhere the other tests run, and how many did not is told."""
    ran = make_tests(folder, "")
    assert (ran.returncode, ran.stdout) == (
        0,
        "ran: -n auto -m not browser, in \n"
        f"Not run: the 2 tests in a browser, because no Chrome or Chromium was found. {INSTALL}\n",
    )
