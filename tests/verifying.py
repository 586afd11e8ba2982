"""What tests of `claimgrade verify` share: the command against a bibliographic server, with waits that take no time."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bibliographic_formats import Work
from bibliographic_records import works_of
from bibliographic_server import BibliographicServer, serve
from citations_time import opened
from claimgrade.citations.services import Services
from claimgrade.cli import verify_command
from claimgrade.layout import LOCK, Layout
from claimgrade.loading import load
from conftest import TODAY, Ran

Claimgrade = Callable[..., Ran]
FERN, ELM = "claims/studies/fern-2010.yaml", "claims/studies/elm-2019.yaml"


def toy_works(root: Path) -> dict[str, Work]:
    """What the services have for each study of a base, by its id."""
    studies = load(Layout.at(root)).base.studies
    return {study.id: work for study in studies.values() for work in works_of([study])}


@contextmanager
def serving(monkeypatch: pytest.MonkeyPatch, works: Iterable[Work], **settings: Any) -> Iterator[BibliographicServer]:
    """A server that the command asks, on a clock that waiting moves."""

    def services(environment: Mapping[str, str], mailto: str | None) -> Services:
        return opened(environment, mailto=mailto)

    with serve(works, **settings) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(verify_command, "open_services", services)
        yield server


def verify(claimgrade: Claimgrade, root: Path, *options: str) -> Ran:
    """The command on the day of the tests."""
    return claimgrade("verify", "--root", root, "--today", TODAY, *options)


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Change a file of a base."""
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def lock_of(root: Path) -> str:
    """The lock as it stands."""
    return (root / LOCK).read_text(encoding="utf-8")
