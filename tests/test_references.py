"""References: every kind of document in Vancouver style, BibTeX, RIS and CSL-JSON, and texts that try to break out."""

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import citeproc
import pytest
import yaml
from citeproc.source.bibtex.bibparse import BibTeXParser
from citeproc.source.json import CiteProcJSON
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from claimgrade.records import Study
from claimgrade.references import csl, vancouver
from claimgrade.references.bibtex import bibtex, escape
from claimgrade.references.ris import ris
from conftest import TESTS

CASES = sorted((TESTS / "cases" / "references").glob("*.yaml"))
HOSTILE = yaml.safe_load((TESTS / "cases" / "hostile.yaml").read_text(encoding="utf-8"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
SCHEMA = Path(citeproc.SCHEMA_PATH)


def study_of(data: dict[str, Any]) -> Study:
    """A study from what a case says of it."""
    return Study.from_mapping({"id": "toy-2020", "design": "rct"} | data, "claims/studies/toy-2020.yaml")


def study_with(text: str) -> Study:
    """A study whose every free text is the same."""
    names = [{"family": text, "given": text, "suffix": text, "non-dropping-particle": text}, {"literal": text}]
    fields = ("title", "container-title", "publisher", "volume", "issue", "page", "edition", "ISBN")
    citation = dict.fromkeys(fields, text) | {"type": "book", "author": names, "DOI": f"10.5555/{text}", "URL": text}
    return study_of({"citation": citation})


def one_line(text: str) -> str:
    """A text as it can stand in one line."""
    return "".join(char for char in " ".join(text.split()) if not re.match(r"[\x00-\x1f\x7f-\x9f]", char))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_reference(path: Path) -> None:
    """Each kind of document, in all four formats, as it is meant to be."""
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    study = study_of(case["study"])
    assert vancouver.reference(study) == case["vancouver"]
    assert bibtex([study]) == case["bibtex"]
    assert ris([study]).splitlines() == case["ris"]
    assert csl.csl_json([study]) == case["csl"]


def test_style_is_valid() -> None:
    """The style is CSL by the schema that citeproc carries, and the schema refuses what is not."""
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    style = Path(vancouver.__file__).with_name("vancouver.csl")
    assert schema.validate(etree.parse(style)), schema.error_log
    wrong = style.read_text(encoding="utf-8").replace("et-al-min", "et-al-least")
    assert not schema.validate(etree.fromstring(wrong.encode()))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_reference_stays_text(text: str) -> None:
    """Titles that try to be markup stand in the reference as they are."""
    study = study_of({"citation": {"type": "webpage", "title": f"A {text} toy"}})
    assert vancouver.reference(study) == f"{one_line(f'A {text} toy')}. [date unknown]."


@given(TEXTS)
@example('<span class="nocase">')
@example("1-1")
@example(".")
@example("?")
def test_reference_is_made_of_anything(text: str) -> None:
    """Whatever a record says, there is a reference, in one line, without control characters."""
    line = vancouver.reference(study_with(text))
    assert line == one_line(line) != ""
    assert text.strip(" .") in line or not text.isalnum()


def braces(text: str) -> int:
    """How many braces are open at the end of a text; -1 where one was closed too often."""
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return -1
    return depth


COMMANDS = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
COMMANDS |= {"textasciitilde": "~"} | {sign: sign for sign in "$&#%_"}


@given(TEXTS)
@example("\\")
@example("}{")
@example("\\}")
@example("{\\textbraceleft{}")
def test_bibtex_escapes_what_tex_would_take(text: str) -> None:
    """Escaped text has balanced braces and no bare sign of TeX's, and reads back as it was, in one line."""
    written = escape(text)
    assert braces(written) == 0
    back = re.sub(r"\\(?:([a-z]+)\{\}|(.))", lambda match: COMMANDS[match[1] or match[2]], written)
    assert back == one_line(text)
    assert not re.search(r"[\\{}^~]|(?<!\\)[$&#%_]", re.sub(r"\\[a-z]+\{\}|\\[$&#%_]", "", written))


@given(TEXTS)
@example("a,\n}\n@book{evil,")
@example("Toy and others")
def test_bibtex_is_one_entry(text: str) -> None:
    """An independent reader finds the one entry with its fields, whatever stands in them."""
    written = bibtex([study_with(text)])
    entries = BibTeXParser(StringIO(written))
    assert list(entries) == ["toy-2020"]
    (entry,) = entries.values()
    assert entry["title"] == f"{{{escape(text)}}}"
    assert written.count("\n") == len(entry) + 2
    assert set(entry) <= {
        *("title", "author", "series", "publisher", "volume", "number", "pages", "edition", "doi", "isbn", "url")
    }


def read_ris(text: str) -> list[tuple[str, str]]:
    """Tags and values of RIS, by the letter of its specification: two capitals or digits, two spaces, hyphen, space."""
    lines = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in text.splitlines()]
    assert all(lines)
    return [(match[1], match[2]) for match in lines if match]


@given(TEXTS)
@example("a\nER  - \nTY  - JOUR")
@example("a\u2028ER  - ")
@example("a\x85ER  - ")
def test_ris_is_one_record(text: str) -> None:
    """No value begins a line of its own: one record, one title, each value as it was, in one line."""
    tags = read_ris(ris([study_with(text)]))
    names = [tag for tag, _ in tags]
    assert (names[0], names[-1]) == ("TY", "ER")
    assert [names.count(tag) for tag in ("TY", "ER", "ID")] == [1, 1, 1]
    assert [value for tag, value in tags if tag == "TI"] == ([one_line(text)] if one_line(text) else [])


@given(TEXTS)
def test_csl_json_is_read_by_citeproc(text: str) -> None:
    """The JSON reads back as the item, and citeproc takes every field of it."""
    study = study_with(text)
    (item,) = json.loads(csl.csl_json([study]))
    assert item == csl.csl_item(study)
    assert item["title"] == text
    assert set(CiteProcJSON([item])) == {"toy-2020"}
