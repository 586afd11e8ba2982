"""The session and a server that misbehaves: waiting, trying again, giving up; a failure is never an answer."""

import threading
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
import requests

from bibliographic_faults import Fault
from bibliographic_formats import Work
from bibliographic_server import BibliographicServer, serve
from citations_time import FakeTime, opened
from claimgrade.citations import services as services_module
from claimgrade.citations import session
from claimgrade.citations.answer import Absent, Answer, Found, Identifier, Unreachable
from claimgrade.identifiers import Doi, Pmid, Registration

ONE = Doi("10.5555/one")
WORKS = [Work(doi=f"10.5555/{name}", pmid=str(i)) for i, name in enumerate(("one", "two", "three", "four", "five"), 1)]
DATA = Doi("10.5555/data")


@pytest.fixture
def server() -> Iterator[BibliographicServer]:
    """A server with five papers and a data set."""
    with serve([*WORKS, Work(doi=DATA.value, agency="datacite")]) as running:
        yield running


def ask(server: BibliographicServer, time: FakeTime | None = None, doi: Doi = ONE) -> Answer:
    """The answer about one DOI."""
    (answer,) = opened(server.environment, time).look_up([doi])
    return answer


def why(answer: Answer) -> str:
    """Why there is no answer."""
    assert isinstance(answer, Unreachable), answer
    return answer.why


@pytest.mark.parametrize(
    ("faults", "waits"),
    [
        ([Fault.ERROR, Fault.ERROR], [1.0, 2.0]),
        ([Fault.BUSY], [1.0]),
        ([Fault.BUSY_FOR_SECONDS], [7.0]),
        ([Fault.BUSY_UNTIL], [9.0]),
        ([Fault.BUSY_FOR_SECONDS, Fault.BUSY_UNTIL], [7.0, 9.0]),
        ([Fault.RESET], [1.0]),
        ([Fault.TRUNCATED, Fault.RESET], [1.0, 2.0]),
        ([Fault.SHAPELESS], [1.0]),
        ([Fault.MOVED, Fault.MOVED], [0.36, 0.36]),
    ],
)
def test_what_passes_is_waited_for(server: BibliographicServer, faults: list[Fault], waits: list[float]) -> None:
    """A failure that passes costs the wait that the service asks for, or one that doubles, and brings the answer."""
    time = FakeTime()
    server.misbehave("/works", *faults)
    assert isinstance(ask(server, time), Found)
    assert len(server.requests) == len(faults) + 1
    assert time.slept == waits


@pytest.mark.parametrize(
    ("fault", "reason", "asked"),
    [
        (Fault.ERROR, "it failed (500)", 3),
        (Fault.BUSY, "it was asked too often (429)", 3),
        (Fault.BUSY_FOR_HOURS, "it was asked too often (429)", 1),
        (Fault.BLOCKED, "it refuses to be asked (403)", 1),
        (Fault.REFUSED, "it answered 400", 1),
        (Fault.RESET, "the connection was dropped", 3),
        (Fault.TRUNCATED, "its answer is not as documented", 3),
        (Fault.SHAPELESS, "its answer is not as documented", 3),
        (Fault.WRONG_TYPE, "it answered with a page instead of data", 1),
        (Fault.PAGE, "it answered with a page instead of data", 1),
        (Fault.ABSENT_PAGE, "it answered 404", 1),
        (Fault.ELSEWHERE, "it redirects to another place", 1),
        (Fault.DOWNGRADE, "it redirects to another place", 1),
        (Fault.MOVED, "it redirects more than 3 times", 4),
        (Fault.BIG, "its answer is larger than 24 MiB", 1),
        (Fault.BOMB, "its answer is larger than 24 MiB", 1),
    ],
)
@pytest.mark.parametrize("path", ["/works", "/dois"])
def test_what_lasts_is_no_answer(server: BibliographicServer, path: str, fault: Fault, reason: str, asked: int) -> None:
    """A failure that lasts is 'could not check' with its reason: neither found nor absent."""
    server.always(path, fault)
    assert why(ask(server, doi=ONE if path == "/works" else DATA)) == reason
    assert len([told for told, _ in server.requests if told.startswith(path)]) == asked


def test_timeout(server: BibliographicServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that does not answer is not waited for."""
    monkeypatch.setattr(session, "READ_TIMEOUT", 0.05)
    server.always("/works", Fault.TIMEOUT)
    assert why(ask(server)) == "no answer within 0.05 s"


def test_a_slow_answer_ends(server: BibliographicServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that drips is not waited for either."""
    monkeypatch.setattr(session, "_ANSWER_TIME", -1.0)
    assert why(ask(server)) == "no whole answer within -1 s"


def test_no_server(server: BibliographicServer) -> None:
    """Nobody at the address is 'could not check'."""
    environment = server.environment | {"CLAIMGRADE_CROSSREF_URL": "http://127.0.0.1:1"}
    (answer,) = opened(environment).look_up([ONE])
    assert why(answer) == "no connection"


def test_a_failing_service_is_given_up(server: BibliographicServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """After three failed requests in a row the rest is not asked; the other services go on."""
    monkeypatch.setattr(services_module, "MOST_AT_ONCE", 1)
    server.always("/works", Fault.ERROR)
    dois = [Doi(f"10.5555/{i},x") for i in range(50)]
    answers = list(opened(server.environment).look_up([*dois, Pmid("1"), Pmid("999")]))
    assert [why(a) for a in answers if a.identifier in dois[:3]] == ["it failed (500)"] * 3
    assert {why(a) for a in answers if a.identifier in dois[3:]} == {
        "it failed (500); given up after failures in a row"
    }
    assert {type(a) for a in answers if isinstance(a.identifier, Pmid)} == {Found, Absent}
    assert len([path for path, _ in server.requests if path.startswith("/works")]) == 9


def test_a_success_ends_a_row_of_failures(server: BibliographicServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two failures, an answer and two failures are no row of three."""
    monkeypatch.setattr(services_module, "MOST_AT_ONCE", 1)
    two = [Fault.PAGE, Fault.PAGE]
    server.misbehave("/works/10.5555%2F1", *two)
    server.misbehave("/works/10.5555%2F3", *two)
    names = ("1,a", "1,b", "2,c", "3,d", "3,e", "2,f")
    answers = list(opened(server.environment).look_up([Doi(f"10.5555/{name}") for name in names]))
    assert sorted(a.identifier.value[8:] for a in answers if isinstance(a, Absent)) == ["2,c", "2,f"]


def test_a_block_ends_the_asking(server: BibliographicServer) -> None:
    """A service that refuses with 403 is not asked a second time."""
    server.always("/esummary.fcgi", Fault.BLOCKED)
    services = opened(server.environment)
    first, second = (next(services.look_up([Pmid(pmid)])) for pmid in ("1", "2"))
    assert (why(first), why(second)) == (
        "it refuses to be asked (403)",
        "it refuses to be asked (403); not asked again",
    )
    assert len(server.requests) == 1


class TimeOfThread(threading.local):
    """A clock for each thread, so that services that wait together do not add up; `latest` is of all threads."""

    now = 0.0
    latest: ClassVar[list[float]]

    def clock(self) -> float:
        """Seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass in this thread."""
        self.now += seconds
        self.latest.append(self.now)


def test_an_outage_of_all_ends_within_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every attempt runs into both timeouts, all services are given up within 60 seconds."""
    time, sent = TimeOfThread(), []
    monkeypatch.setattr(TimeOfThread, "latest", [], raising=False)

    def send(*_: Any, timeout: tuple[float, float], **__: Any) -> None:
        time.sleep(sum(timeout))
        sent.append(time.now)
        raise requests.exceptions.ReadTimeout

    monkeypatch.setattr(services_module, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    asked: list[Identifier] = [
        *(Doi(f"10.5555/{i}") for i in range(5000)),
        *(Pmid(str(i)) for i in range(1, 1000)),
        Registration("NCT00000001"),
    ]
    answers = list(opened({}, time).look_up(asked))
    assert {type(answer) for answer in answers} == {Unreachable}
    assert len(answers) == len(asked)
    assert max(time.latest) <= 60
    assert len(sent) <= 9


def test_who_stops_keeps_what_came(server: BibliographicServer) -> None:
    """Answers are handed on as they come: whoever stops in between has them, and nothing is asked any more."""
    server.always("/works/10.5555%2Fe", Fault.ERROR)
    found = opened(server.environment).look_up([*(Doi(work.doi or "") for work in WORKS), Doi("10.5555/e,x")])
    first = next(answer for answer in found if isinstance(answer, Found))  # the one that fails may be told before
    found.close()
    assert first.identifier in [Doi(work.doi or "") for work in WORKS]
    assert list(found) == []
