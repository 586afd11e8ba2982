"""How the session meets the network: TLS, proxies, and JSON in shapes that nobody documents."""

import json
import socket
import threading
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from bibliographic_formats import Work
from bibliographic_server import serve
from citations_time import opened
from claimgrade.citations.answer import Found, Unreachable
from claimgrade.citations.crossref import read_work
from claimgrade.citations.failure import MalformedError
from claimgrade.citations.json_values import date_parts, parsed, text
from claimgrade.identifiers import Doi

ONE = Doi("10.5555/one")


@pytest.mark.parametrize(("environment", "verify"), [({}, True), ({"REQUESTS_CA_BUNDLE": "/ca.pem"}, "/ca.pem")])
def test_certificates_are_verified(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], verify: object
) -> None:
    """Certificates are verified, against a bundle of the network's own where one is named; a bad one is told."""
    told: dict[str, Any] = {}

    def send(*_: Any, **options: Any) -> None:
        told.update(options)
        raise requests.exceptions.SSLError

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    (answer,) = opened(environment).look_up([ONE])
    assert isinstance(answer, Unreachable)
    assert answer.why == "its certificate could not be verified"
    assert (told["verify"], told["timeout"], told["stream"]) == (verify, (4.0, 16.0), True)


@pytest.mark.parametrize("spared", ["", "example.com"])
def test_proxy(spared: str) -> None:
    """A proxy that the environment names is asked for the service's host."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        lines: list[bytes] = []

        def accept() -> None:
            for _ in range(3):
                client, _ = server.accept()
                with client:
                    lines.append(client.recv(1000).split(b"\r\n")[0])
                    client.sendall(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n")

        threading.Thread(target=accept, daemon=True).start()
        proxy = f"http://127.0.0.1:{server.getsockname()[1]}"
        environment = {"HTTPS_PROXY": proxy, "NO_PROXY": spared, "CLAIMGRADE_CROSSREF_URL": "https://example.org"}
        (answer,) = opened(environment).look_up([ONE])
    assert isinstance(answer, Unreachable)
    assert answer.why == "no connection"
    assert [line.rpartition(b" ")[0] for line in lines] == [b"CONNECT example.org:443"] * 3


def test_no_proxy() -> None:
    """Hosts that NO_PROXY names are asked directly; what a thread raises is raised where answers are awaited."""
    environment = {"https_proxy": "http://127.0.0.1:1", "no_proxy": "example.org"}
    services = opened(environment | {"CLAIMGRADE_CROSSREF_URL": "https://example.org"})
    with pytest.raises(pytest.fail.Exception, match=r"look up example\.org"):
        list(services.look_up([ONE]))


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"1", b"{", b"\xff{}", b"[" * 100_000, b'{"a": ' + b"1" * 5000 + b"}", b"null"]
)
def test_no_object(content: bytes) -> None:
    """What is no JSON object is malformed."""
    if content == b"null":
        assert parsed(content) == {}
        return
    with pytest.raises(MalformedError):
        parsed(content)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=4), v, max_size=3),
    max_leaves=8,
)
KEYS = (
    "title",
    "subtitle",
    "author",
    "issued",
    "published-print",
    "container-title",
    "updated-by",
    "update-to",
    "type",
    "volume",
    "ISBN",
)


@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_any_work(work: dict[str, Any]) -> None:
    """A work in any shape is read or malformed; nothing else happens, and its strange notices never vanish."""
    try:
        found = read_work({"DOI": "10.5555/one", **json.loads(json.dumps(work))})
    except MalformedError:
        return
    assert found.citation.doi == "10.5555/one"
    assert isinstance(work.get("updated-by", []), list | None)


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ({"date-parts": [[2020, 5, 1]]}, (2020, 5, 1)),
        ({"date-parts": [["2020", "05"]]}, (2020, 5)),
        ({"date-parts": [[2020, 13, 1]]}, (2020,)),
        ({"date-parts": [[2020, 0]]}, (2020,)),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": [[]]}, None),
        ({"date-parts": []}, None),
        ({}, None),
        (None, None),
    ],
)
def test_date_parts(value: Any, parts: tuple[int, ...] | None) -> None:
    """Dates are read as far as they make sense."""
    assert date_parts(value) == parts


@pytest.mark.parametrize(("value", "shown"), [(" a ", "a"), ("", None), ("  ", None), (3, "3"), (None, None)])
def test_text(value: Any, shown: str | None) -> None:
    """Numbers become texts, and blanks nothing."""
    assert text(value) == shown


def test_crossref_follows_an_alias() -> None:
    """A DOI that Crossref has as an alias leads to the work, with the work's own DOI."""
    with serve([Work(doi="10.5555/one", title="A toy trial")]) as server:
        server.by_doi["10.5555/alias"] = server.by_doi["10.5555/one"]
        (found,) = opened(server.environment).look_up([Doi("10.5555/alias")])
    assert isinstance(found, Found)
    assert (found.identifier, Doi.parse(found.paper.citation.doi or "")) == (Doi("10.5555/alias"), ONE)
