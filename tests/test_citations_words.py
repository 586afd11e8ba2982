"""What notices and titles of bibliographic services mean, in all their spellings."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimgrade.citations.answer import Notice, NoticeKind
from claimgrade.citations.notices import in_order, iso_date, kind_of
from claimgrade.citations.pubmed_xml import date_of, title
from claimgrade.citations.titles import bare, forms, plain, taken_back
from conftest import TESTS

CASES = TESTS / "cases" / "citations"
NOTICES = yaml.safe_load((CASES / "notices.yaml").read_text(encoding="utf-8"))
TITLES = yaml.safe_load((CASES / "titles.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("said", "kind"), NOTICES)
def test_kind_of_a_notice(said: list[str | None], kind: str | None) -> None:
    """Types, labels, variants and misspellings name the kind of a notice; a newer version is none."""
    assert kind_of(*said) == (NoticeKind(kind) if kind else None)


@pytest.mark.parametrize(("given_title", "shown", "kind"), TITLES)
def test_title(given_title: str, shown: str, kind: str | None) -> None:
    """Markup, entities and the word in front are taken off, and the word is told."""
    assert bare(given_title) == shown
    assert taken_back(["A title", given_title]) == (NoticeKind(kind) if kind else None)


@given(st.text())
def test_plain_text(text: str) -> None:
    """Whatever comes in, one printable line goes out."""
    shown = plain(text)
    assert shown.isprintable()
    assert shown == " ".join(shown.split())


@given(st.text(max_size=30), st.text(max_size=300))
def test_any_text_is_a_notice_or_none(first: str, second: str) -> None:
    """No text of a service stops the reading."""
    assert kind_of(first, second) in {None, *NoticeKind}


def test_forms_of_a_title() -> None:
    """A title is compared alone and with its subtitle; a question keeps its mark."""
    assert forms(["Toys", "RETRACTED: Spielzeug", ""], ["a trial"]) == (
        "Toys",
        "Spielzeug",
        "Toys: a trial",
        "Spielzeug: a trial",
    )
    assert forms(["Toys?"], ["A trial"]) == ("Toys?", "Toys? A trial")
    assert forms([]) == ()


def test_the_title_speaks_only_where_nothing_else_does() -> None:
    """The word in front of a title is a notice of its own only where no service tells a better one."""
    told = Notice(NoticeKind.REINSTATEMENT, "2021", None, "publisher")
    corrected = Notice(NoticeKind.CORRECTION, "2020", None, "publisher")
    own = Notice(NoticeKind.RETRACTION, None, None, "title")
    assert in_order([told, corrected, corrected], NoticeKind.RETRACTION) == (corrected, told)
    assert in_order([corrected], NoticeKind.RETRACTION) == (own, corrected)
    assert in_order([], None) == ()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2010 Feb 6", "2010-02-06"),
        ("2010 02 06", "2010-02-06"),
        ("2010 Feb", "2010-02"),
        ("2010 Winter", "2010"),
        ("1998 Dec-1999 Jan", "1998-12"),
        ("J Toys. 2020 Jan 2;4(1):9. doi: 10.5555/2031", "2020-01-02"),
        ("2020 13", "2020"),
        ("no date", None),
        ("", None),
    ],
)
def test_date_of_pubmed(text: str, date: str | None) -> None:
    """PubMed's dates are read as far as they are told."""
    assert iso_date(date_of(text)) == date


@pytest.mark.parametrize(
    ("text", "shown"), [("A trial.", "A trial"), ("[A trial].", "A trial"), ("A [toy] trial", "A [toy] trial")]
)
def test_title_of_pubmed(text: str, shown: str) -> None:
    """PubMed's full stop and its brackets around a translated title are taken off."""
    assert title(text) == shown
