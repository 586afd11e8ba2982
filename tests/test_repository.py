"""Links into the repository that a site is made from."""

from typing import Any

import pytest
import yaml

from claimgrade.pages.page import NO_ADDRESS, NO_REPOSITORY, Origin
from claimgrade.pages.repository import Repository, page_address
from conftest import TESTS

CASES = yaml.safe_load((TESTS / "cases" / "repository.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.get("repository")))
def test_links(case: dict[str, Any]) -> None:
    """A commit and a prefilled report, in the form of the host; the placeholder where none is configured."""
    address, date = case.get("address", NO_ADDRESS), str(case.get("date") or "") or None
    origin = Origin(address, case.get("repository", NO_REPOSITORY), case.get("commit"), date)
    repository = Repository(origin)
    assert repository.commit("abc") == case["turn"]
    assert repository.report("a-toy", "claims/t/a b.yaml", "claims/t/a-toy.md") == case["report"]


def test_a_report_is_never_too_long() -> None:
    """A report that no browser could open is begun without its text."""
    repository = Repository(Origin(repository="https://github.com/toys/base/"))
    assert repository.report("a-toy", "x" * 3000, "a.md") == "https://github.com/toys/base/issues/new"


def test_addresses_of_pages() -> None:
    """A page's full address has its folder."""
    origin = Origin("https://toys.example.org/base/")
    assert page_address(origin, "claims/t/a.md") == "https://toys.example.org/base/claims/t/a/"
    assert page_address(origin, "claims/index.md") == "https://toys.example.org/base/claims/"
    assert page_address(origin, "index.md") == "https://toys.example.org/base/"
    assert page_address(Origin(), "index.md") == NO_ADDRESS
