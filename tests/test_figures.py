"""Figures of outcomes as a reader sees them."""

from dataclasses import fields
from html import unescape
from typing import Any

import pytest
import yaml

from claimgrade.pages.page import _environment
from claimgrade.records.study import Outcome
from conftest import TESTS

CASES = yaml.safe_load((TESTS / "cases" / "figures.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_figures(case: dict[str, Any]) -> None:
    """Value, range, unit, p and people, each once, and nothing that was not seen."""
    given: dict[str, Any] = {field.name: case.get(field.name) for field in fields(Outcome)}
    outcome = Outcome(**given | {"name": "toy", "arms": ()})
    template = _environment().from_string('{% from "macros.md.jinja" import numbers %}{{ numbers(outcome) }}')
    assert unescape(template.render(outcome=outcome)) == case["says"]
