"""What the tests share: a copy of the toy base, the command in this process, and no way to the network."""

import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from claimgrade.articles.snapshots import Snapshots, read_snapshots
from claimgrade.checker import check
from claimgrade.cli import main
from claimgrade.configuration import read_settings
from claimgrade.finding import Result
from claimgrade.grading import assess_all
from claimgrade.layout import Layout
from claimgrade.loading import load, load_policy

# A slow machine is no failure; speed is measured elsewhere.
settings.register_profile("claimgrade", deadline=None)
settings.load_profile("claimgrade")

pytest_plugins = ["chromium"]  # fixtures of tests in a browser

TESTS = Path(__file__).parent
TODAY = date(2026, 1, 15)  # the day on which tests run, unless they say otherwise


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the toy base with the schemas of this repository, free to be changed."""
    root = tmp_path / "toy"
    shutil.copytree(TESTS / "toy", root)
    shutil.copytree(TESTS.parent / "schema", root / "schema")
    return root


@pytest.fixture
def claimgrade(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """The command, called as `claimgrade(*arguments)` in this process."""

    def run(*arguments: str | Path) -> Ran:
        monkeypatch.setattr("sys.argv", ["claimgrade", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Ran(code, out, err)

    return run


def check_base(root: Path, today: date = TODAY) -> Result:
    """What `check` finds in the base at `root`, with the snapshots of the folder snapshots/ where a test writes one."""
    layout, folder = Layout.at(root), root / "snapshots"
    policy, loaded, settings = load_policy(layout), load(layout), read_settings(layout)
    snapshots = read_snapshots(folder, loaded.base.articles.values()) if folder.is_dir() else Snapshots()
    return check(loaded, assess_all(loaded.base, policy), policy, today, snapshots, settings)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests see none of the settings that whoever runs them has for the real records."""
    for name in ("CLAIMGRADE_SNAPSHOTS", "GITHUB_STEP_SUMMARY", "NO_COLOR", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes every connection that would leave this machine fail the test."""

    def guarded(method: Callable[..., Any]) -> Callable[..., Any]:
        def connect(self: socket.socket, address: Any) -> Any:
            is_remote = isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost")
            if is_remote:
                pytest.fail(f"a test tried to reach {address[0]}")
            return method(self, address)

        return connect

    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    known = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **options: Any) -> Any:
        if host not in (None, "", "127.0.0.1", "::1", "localhost"):
            pytest.fail(f"a test tried to look up {host}")
        return known(host, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
