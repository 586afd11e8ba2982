"""Where services are asked and who asks: addresses, mail and key from the environment, and what never shows."""

import pytest

from bibliographic_faults import Fault
from bibliographic_formats import Work
from bibliographic_server import serve
from citations_time import FakeTime, opened
from claimgrade.citations.addresses import ADDRESSES, base_addresses
from claimgrade.citations.answer import Found, Service
from claimgrade.citations.contact import Contact, contact_from
from claimgrade.citations.pace import Pace
from claimgrade.finding import ClaimgradeError
from claimgrade.identifiers import Doi, Pmid

KEY = "0123456789abcdef0123456789abcdef0123"


def test_the_real_services_are_the_default() -> None:
    """Without variables, or with empty ones, the services' own addresses are asked."""
    own = {
        Service.CROSSREF: "https://api.crossref.org",
        Service.PUBMED: "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
        Service.DATACITE: "https://api.datacite.org",
        Service.CLINICALTRIALS: "https://clinicaltrials.gov",
    }
    assert base_addresses({}) == base_addresses({variable: "" for variable, _ in ADDRESSES.values()}) == own


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://example.org/mirror/", "https://example.org/mirror"),
        ("https://example.org:8443", "https://example.org:8443"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_address(given: str, used: str) -> None:
    """Any https address serves, and plain http to this machine."""
    assert base_addresses({"CLAIMGRADE_CROSSREF_URL": given})[Service.CROSSREF] == used


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("http://example.org", " must begin with https; plain http is only for this machine: 'http://example.org'"),
        (
            "http://127.0.0.1.example.org",
            " must begin with https; plain http is only for this machine: 'http://127.0.0.1.example.org'",
        ),
        ("ftp://example.org", " is not an https address: 'ftp://example.org'"),
        ("file:///etc/passwd", " is not an https address: 'file:///etc/passwd'"),
        ("api.crossref.org", " is not an https address: 'api.crossref.org'"),
        ("https://", " is not an https address: 'https://'"),
        ("https://example.org\\@x", " must not hold a user name or password"),
        ("https://me:secret@example.org", " must not hold a user name or password"),
        ("https://example.org/?x=1", " must end before any ? or #: 'https://example.org/?x=1'"),
        ("https://example.org/#x", " must end before any ? or #: 'https://example.org/#x'"),
        ("https://example.org:port", " is not an address: 'https://example.org:port'"),
        ("https://[x", " is not an address: 'https://[x'"),
        ("https://example.org/\x1b[31m", " is not an https address: 'https://example.org/\\x1b[31m'"),
    ],
)
def test_bad_address(given: str, sentence: str) -> None:
    """A bad address is told in a sentence, before anything is asked, and a password in it is not repeated."""
    with pytest.raises(ClaimgradeError) as raised:
        opened({"CLAIMGRADE_EUTILS_URL": given})
    assert str(raised.value) == f"CLAIMGRADE_EUTILS_URL{sentence}"


def test_contact() -> None:
    """The environment goes before the configuration; empty variables count as not set; bad ones are told."""
    assert contact_from({}, None) == contact_from({"CLAIMGRADE_MAILTO": ""}, None) == Contact()
    assert contact_from({}, "a@example.org").mailto == "a@example.org"
    assert contact_from({"CLAIMGRADE_MAILTO": "b@example.org"}, "a@example.org").mailto == "b@example.org"
    with pytest.raises(ClaimgradeError, match=r"\ACLAIMGRADE_MAILTO is not an address for mail: 'a@b\\r\\nX: y'\Z"):
        contact_from({"CLAIMGRADE_MAILTO": "a@b\r\nX: y"}, None)
    with pytest.raises(ClaimgradeError) as raised:
        contact_from({"CLAIMGRADE_NCBI_API_KEY": f"{KEY}!"}, None)
    assert str(raised.value) == "CLAIMGRADE_NCBI_API_KEY is not a key: it is 8 to 64 letters and digits"


def test_who_asks_is_told() -> None:
    """Crossref gets mailto, NCBI tool, email and key; the key goes to nobody else and stands in no address."""
    with serve([Work(doi="10.5555/one", pmid="1")]) as server:
        services = opened(server.environment | {"CLAIMGRADE_NCBI_API_KEY": KEY}, mailto="a@example.org")
        told = list(services.look_up([Doi("10.5555/one"), Doi("10.5555/none"), Pmid("1")]))
    assert Found in {type(answer) for answer in told}
    by_path = dict(server.requests)
    assert by_path["/works"]["mailto"] == "a@example.org"
    assert by_path["/efetch.fcgi"].items() >= {"tool": "claimgrade", "email": "a@example.org", "api_key": KEY}.items()
    assert [path for path, asked in server.requests if KEY in path + str(asked)] == ["/esummary.fcgi", "/efetch.fcgi"]
    assert server.agents == {"claimgrade (mailto:a@example.org)"}


@pytest.mark.parametrize("fault", [*Fault])
def test_the_key_never_shows(fault: Fault) -> None:
    """Whatever goes wrong, no answer and no object repeats the key."""
    if fault is Fault.TIMEOUT:
        fault = Fault.ERROR
    with serve([Work(pmid="1")]) as server:
        server.always("/esummary.fcgi", fault)
        services = opened(server.environment | {"CLAIMGRADE_NCBI_API_KEY": KEY})
        told = list(services.look_up([Pmid("1")]))
    assert KEY not in repr(told) + repr(services)
    assert len(told) == 1


def test_what_a_service_says_is_scrubbed() -> None:
    """A service's text loses the key, control characters and what is too long."""
    contact = Contact(None, KEY)
    assert contact.scrubbed(f"API key invalid: {KEY}\x1b[31m\n<b>") == "API key invalid: [key] [31m <b>"
    assert len(contact.scrubbed("x" * 5000)) == 200
    assert KEY not in repr(contact)


@pytest.mark.parametrize(
    ("headers", "gap"),
    [
        ({"x-rate-limit-limit": "10", "x-rate-limit-interval": "1s"}, 0.1),
        ({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1m"}, 1.2),
        ({"x-rate-limit-limit": "1", "x-rate-limit-interval": "500ms"}, 0.5),
        ({"x-rate-limit-limit": "1", "x-rate-limit-interval": "10"}, 10.0),
        ({"x-rate-limit-limit": "0", "x-rate-limit-interval": "1s"}, 2.0),
        ({"x-rate-limit-limit": "1", "x-rate-limit-interval": "1d"}, 2.0),
        ({"x-rate-limit-limit": "1", "x-rate-limit-interval": "900h"}, 2.0),
        ({"x-rate-limit-limit": "-1", "x-rate-limit-interval": "0s", "x-concurrency-limit": "x"}, 2.0),
        ({}, 2.0),
    ],
)
def test_pace(headers: dict[str, str], gap: float) -> None:
    """Requests are spaced as announced and 8 % more; what makes no sense is not heeded."""
    time = FakeTime()
    pace = Pace(1, 2.0, 1, time.clock, time.sleep)
    pace.heed(headers)
    for _ in range(3):
        with pace.turn():
            pass
    assert time.slept == [round(gap * 1.08, 2)] * 2
