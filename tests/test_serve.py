"""`mkdocs serve` as a curator uses it: an edited record reloads its page."""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from test_site import ENVIRONMENT, with_site

PATIENCE = 60  # seconds until the test gives up


@pytest.fixture
def served(toy: Path) -> Iterator[str]:
    """Address of `mkdocs serve` for a toy base."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        command, cwd=with_site(toy), env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        yield f"http://127.0.0.1:{port}/"
        process.terminate()


def page(address: str) -> str:
    """A page as it is served; empty while the server is not ready."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            text: str = answer.read().decode()
            return text
    except OSError:
        return ""


def wait_for(holds: Callable[[], bool]) -> bool:
    """Whether something holds before patience ends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False


def test_an_edited_record_reloads_its_page(toy: Path, served: str) -> None:
    """The page of a claim shows its new summary soon after the record was saved."""
    address = f"{served}claims/toy-effects/toyaline-reduces-pain/"
    assert wait_for(lambda: "One toy review" in page(address))
    record = toy / "claims" / "toy-effects" / "toyaline-reduces-pain.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(re.sub("One toy review", "An edited toy review", text), encoding="utf-8")
    assert wait_for(lambda: "An edited toy review" in page(address))
