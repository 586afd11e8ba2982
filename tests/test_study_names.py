"""Names for ids of studies in the texts of records."""

import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.grading import assess_all
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.layout import Layout
from claimgrade.loading import load
from claimgrade.pages import render_pages
from claimgrade.pages.page import Links, one_line
from claimgrade.pages.study_names import with_study_names
from claimgrade.site_content import content_of
from conftest import TESTS, TODAY

CASES = yaml.safe_load((TESTS / "cases" / "study-names.yaml").read_text(encoding="utf-8"))
HERE = Links("claims/toy-effects/x.md")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The toy base, read once."""
    root = tmp_path_factory.mktemp("names")
    for folder in (TESTS / "toy" / "claims", TESTS.parent / "schema"):
        shutil.copytree(folder, root / folder.name)
    return load(Layout.at(root)).base


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_names(base: KnowledgeBase, case: dict[str, str]) -> None:
    """Ids of studies become links with names, and nothing else does."""
    assert with_study_names(case["text"], base, HERE) == case["html"]


@given(st.lists(st.sampled_from(["bell-2020", "oak-1999", "<", '"', "](", "{{", " ", "\n", "é"]) | st.text()))
def test_nothing_else_is_markup(base: KnowledgeBase, parts: list[str]) -> None:
    """Whatever stands around the ids is text: without our links, what a reader sees is what the record says."""
    text = "".join(parts)
    html = str(with_study_names(text, base, HERE))
    without = re.sub(r'<a href="\.\./\.\./\.\./studies/([a-z0-9-]+)/">[A-Za-z0-9 ]+</a>', r"\1", html)
    assert not set("<>\"'`*_[]{}|") & set(without)
    assert unescape(without) == one_line(text)


def test_pages_name_studies(toy: Path) -> None:
    """The note of a grade, that of an evidence link, and what a study found are such texts."""
    says = "bell-2020 agrees"
    content = content_of(Layout.at(toy), TODAY)
    claim, study = content.base.claims["toyaline-reduces-pain"], content.base.studies["alder-2015"]
    assert claim.grade
    noted = replace(
        claim,
        grade=replace(claim.grade, note=says),
        evidence=tuple(replace(entry, note=says) for entry in claim.evidence),
    )
    changed = replace(
        content.base,
        claims={**content.base.claims, claim.id: noted},
        studies={**content.base.studies, study.id: replace(study, findings=says)},
    )
    assessments = assess_all(changed, content.policy)
    pages = {page.uri: page.text for page in render_pages(replace(content, base=changed, assessments=assessments))}
    link = '<a href="{}bell-2020/">Bell 2020</a> agrees'
    found = pages["claims/toy-effects/toyaline-reduces-pain.md"].count(link.format("../../../studies/"))
    assert found == 1 + len(claim.evidence)
    assert link.format("../") in pages["studies/alder-2015.md"]
