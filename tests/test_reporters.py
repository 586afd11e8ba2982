"""Reports stay harmless and whole, whatever strangers write into records and file names."""

import json
import unicodedata

import click
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.finding import Finding, Result, Severity
from claimgrade.location import Location
from claimgrade.reporters import REPORTERS
from claimgrade.reporters.text import harmless

ANY_TEXT = st.text(st.characters(), max_size=200)  # lone surrogates included: file names can hold them
FINDINGS = st.builds(
    Finding,
    rule=st.sampled_from(["schema", "unused-study"]),
    severity=st.sampled_from(Severity),
    message=ANY_TEXT,
    help=ANY_TEXT,
    location=st.builds(Location, ANY_TEXT, st.integers(1, 9), st.integers(1, 300), ANY_TEXT),
    record=st.none() | ANY_TEXT,
    excerpt=st.none() | ANY_TEXT,
)


def result_of(*findings: Finding) -> Result:
    """A result with these findings."""
    counts = {"claims": 1, "studies": 2, "articles": 0, "searches": 1}
    return Result(findings, counts, {"passages": 0}, {"passages": 1})


@given(ANY_TEXT)
def test_harmless_text_can_be_printed(text: str) -> None:
    """No character steers a terminal or cannot be encoded; all others stay, and so does the length."""
    shown = harmless(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert shown.encode().decode() == shown
    assert harmless(shown) == shown
    assert len(shown) == len(text)


def test_harmless_text_keeps_what_people_write() -> None:
    """Letters, quotes, dashes and signs of any script stay as they are."""
    text = "“Müller’s” – ≥ 75 % ‘β’ 痛み 🧸"
    assert harmless(text) == text


@given(st.lists(FINDINGS, max_size=4))
def test_text_report_is_harmless(findings: list[Finding]) -> None:
    """But for its own colours the text report holds no control character, and it ends with what was looked at."""
    report = click.unstyle(REPORTERS["text"](result_of(*findings)))
    assert harmless(report.replace("\n", " ")) == report.replace("\n", " ")
    assert report.endswith(".\nNot checked: 1 passage.\n")


@given(st.lists(FINDINGS, max_size=4))
def test_json_report_is_whole(findings: list[Finding]) -> None:
    """The JSON report is plain ASCII, and tells every finding as it is."""
    report = REPORTERS["json"](result_of(*findings))
    assert report.isascii()
    assert harmless(report.replace("\n", " ")) == report.replace("\n", " ")
    told = json.loads(report)["findings"]
    assert [(f["rule"], f["message"], f["help"], f["file"], f["pointer"], f["record"]) for f in told] == [
        (f.rule, f.message, f.help, f.location.file, f.location.pointer, f.record) for f in findings
    ]


def test_long_line_is_shown_around_the_caret() -> None:
    """Of a long line the part around the offending column is shown, with the caret below it."""
    line = "x" * 400 + "HERE" + "y" * 400
    finding = Finding("schema", Severity.ERROR, "wrong", "Mend it.", Location("a.yaml", 1, 401), None, line)
    shown, caret = click.unstyle(REPORTERS["text"](result_of(finding))).split("\n")[1:3]
    assert len(shown) <= 120
    assert shown[caret.index("^")] == "H"
