"""Identifiers: what is read, what it becomes, and that reading it again changes nothing."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgrade.identifiers import Doi, Pmcid, Pmid, Registration

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # however slow the machine is
PARSERS: dict[str, Any] = {"doi": Doi, "pmid": Pmid, "pmcid": Pmcid, "registration": Registration}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10.5555/toy.1", "10.5555/toy.1"),
        ("10.5555/TOY.1", "10.5555/toy.1"),
        ("  10.5555/toy.1\n", "10.5555/toy.1"),
        ("doi:10.5555/toy.1", "10.5555/toy.1"),
        ("DOI: 10.5555/toy.1", "10.5555/toy.1"),
        ("https://doi.org/10.5555/toy.1", "10.5555/toy.1"),
        ("http://dx.doi.org/10.5555/Toy.1", "10.5555/toy.1"),
        ("HTTPS://DOI.ORG/10.5555/toy.1", "10.5555/toy.1"),
        ("https://doi.org/10.5555%2Ftoy%3C1%3E", "10.5555/toy<1>"),
        ("10.5555/(toy)1<2>::aid-3;2-#", "10.5555/(toy)1<2>::aid-3;2-#"),
        ("10.5555/toy%201", "10.5555/toy%201"),
        ("10.5555/toy.doi:2", "10.5555/toy.doi:2"),
        ("10.5555/http://doi.org/2", "10.5555/http://doi.org/2"),
        ("10.1000.10/toy", "10.1000.10/toy"),
        ("10.123456789/toy", "10.123456789/toy"),
        ("", None),
        ("10.5555", None),
        ("10.5555/", None),
        ("10.555/toy", None),
        ("10.1234567890/toy", None),
        ("11.5555/toy", None),
        ("10.5555/toy 1", None),
        ("10.5555/töy", None),
        ("١٠.5555/toy", None),
        ("10.5555/toy\x07", None),
        ("https://example.org/10.5555/toy.1", None),
        ("see doi:10.5555/toy.1", None),
        ("doi:doi:10.5555/toy.1", None),
        ("https://doi.org/10.5555/toy%201", None),
    ],
)
def test_doi(text: str, value: str | None) -> None:
    """A DOI is read from its plain form, with a label or from a resolver's address, in lower case; nothing else is."""
    parsed = Doi.parse(text)
    assert (parsed.value if parsed else None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12345678", "12345678"),
        (" 1 ", "1"),
        ("PMID: 123", "123"),
        ("pmid 123", "123"),
        ("PMID123", "123"),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", "123"),
        ("http://pubmed.ncbi.nlm.nih.gov/123", "123"),
        ("0123", None),
        ("0", None),
        ("1234567890", None),
        ("12a", None),
        ("١٢٣", None),
        ("PMC123", None),
        ("https://example.org/123/", None),
        ("", None),
    ],
)
def test_pmid(text: str, value: str | None) -> None:
    """A PubMed identifier is up to nine digits, with a label or from PubMed's address."""
    parsed = Pmid.parse(text)
    assert (parsed.value if parsed else None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("PMC123", "PMC123"),
        ("pmc123", "PMC123"),
        ("123", "PMC123"),
        (" PMC123 ", "PMC123"),
        ("PMC0123", None),
        ("PMC", None),
        ("PMCPMC123", None),
        ("PMC12.1", None),
        ("", None),
    ],
)
def test_pmcid(text: str, value: str | None) -> None:
    """A PubMed Central identifier is PMC and digits."""
    parsed = Pmcid.parse(text)
    assert (parsed.value if parsed else None) == value


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("NCT00000000", "https://clinicaltrials.gov/study/NCT00000000"),
        ("ISRCTN00000000", "https://www.isrctn.com/ISRCTN00000000"),
        (" NCT00000000 ", "https://clinicaltrials.gov/study/NCT00000000"),
        ("CRD42000000000", None),
        ("ACTRN00000000000000", None),
        ("2000-000000-00", None),
        ("ChiCTR2000000000", None),
        ("UMIN000000000", None),
        ("DRKS00000000", None),
        ("IRCT20000000000000N1", None),
        ("CTRI/2000/00/000000", None),
        ("NTR0000", None),
        ("jRCTs000000000", None),
    ],
)
def test_registration(text: str, url: str | None) -> None:
    """Numbers of known registers are read; two of the registers have an address for each."""
    parsed = Registration.parse(text)
    assert parsed is not None
    assert (parsed.value, parsed.url) == (text.strip(), url)


@pytest.mark.parametrize("text", ["", "NCT123", "NCT000000000", "XYZ00000000", "NCT0000000a", "NCT00000000 and more"])
def test_no_registration(text: str) -> None:
    """Other texts are no registration numbers."""
    assert Registration.parse(text) is None


@pytest.mark.parametrize(
    ("identifier", "url"),
    [
        (Doi("10.5555/toy.1"), "https://doi.org/10.5555/toy.1"),
        (Doi("10.5555/(toy)1<2>#3?4%5"), "https://doi.org/10.5555/(toy)1%3C2%3E%233%3F4%255"),
        (Pmid("123"), "https://pubmed.ncbi.nlm.nih.gov/123/"),
        (Pmcid("PMC123"), "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/"),
    ],
)
def test_address(identifier: Doi | Pmid | Pmcid, url: str) -> None:
    """Each identifier has an address that holds no sign which would end it."""
    assert identifier.url == url


def test_equal_however_written() -> None:
    """Two ways to write one identifier are equal once they are read."""
    assert Doi.parse("10.5555/AbC") == Doi.parse("https://doi.org/10.5555/abc")
    assert Pmcid.parse("123") == Pmcid.parse("PMC123")


DOIS = st.from_regex(r"10\.[0-9]{4,9}/[!-~]{1,30}", fullmatch=True)


@UNHURRIED
@given(DOIS, st.sampled_from(["", "doi:", "DOI: ", " "]))
def test_doi_read_again_is_the_same(text: str, label: str) -> None:
    """A DOI that was read is read as itself, and from its own address."""
    parsed = Doi.parse(label + text)
    assert parsed is not None
    assert Doi.parse(parsed.value) == parsed
    assert Doi.parse(parsed.url) == parsed
    assert Doi.parse(text.upper()) == parsed


@UNHURRIED
@given(st.sampled_from(sorted(PARSERS)), st.text(max_size=30) | DOIS | st.from_regex(r"[A-Z]{0,6}[0-9]{0,14}"))
def test_no_text_raises_and_reading_is_idempotent(name: str, text: str) -> None:
    """Any text gives an identifier or None; the value that was read is read as itself."""
    parsed = PARSERS[name].parse(text)
    assert parsed is None or PARSERS[name].parse(parsed.value) == parsed


@UNHURRIED
@given(st.integers(1, 999_999_999))
def test_numbers_are_read_from_their_addresses(number: int) -> None:
    """A PubMed identifier is read from its own address."""
    parsed = Pmid.parse(str(number))
    assert parsed is not None
    assert Pmid.parse(parsed.url) == parsed
