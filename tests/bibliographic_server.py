"""A bibliographic server for tests: the four services on this machine, in their own formats, with contents of our own.

    with serve([Work(doi="10.5555/one", pmid="1", title="A toy trial")]) as server:
        services = open_services(server.environment)

A `Work` describes one publication in plain Python. From it the server makes what the services would say: a Crossref
work, a PubMed document summary and article, a DataCite DOI, a study of ClinicalTrials.gov. The formats themselves stand
in bibliographic_formats.py.

`server.misbehave("/works", Fault.ERROR, Fault.ERROR)` spoils the next two answers to paths that begin so, and
`always("/works", Fault.TIMEOUT)` all of them. `server.requests` are the paths asked for with their parameters;
`server.broken_limits` tells of limits that were announced, or are NCBI's, and not kept.
"""

import gzip
import json
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from bibliographic_faults import BIG, HTML, PLAIN_FAULTS, Fault
from bibliographic_formats import Work, crossref_work, datacite_doi, pubmed_set, pubmed_summary, registered_study


@dataclass(frozen=True)
class Limit:
    """So many requests in so many seconds, of which so many at once."""

    count: int
    seconds: int
    at_once: int = 1


@dataclass
class BibliographicServer:
    """What the server has, and what it was asked."""

    works: list[Work]
    delay: float = 0.0  # seconds before each answer
    limits: dict[str, Limit] = field(default_factory=dict)  # by the beginning of the path; Crossref's are announced
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    broken_limits: list[str] = field(default_factory=list)
    search: dict[str, Any] = field(default_factory=dict)  # the esearchresult
    clock: Callable[[], float] = time.monotonic  # limits are counted by it; give that of the client
    address: str = ""

    def __post_init__(self) -> None:
        """Index the works."""
        self.by_doi = {work.doi.lower(): work for work in self.works if work.doi}
        self.by_pmid = {work.pmid: work for work in self.works if work.pmid}
        self.by_nct = {number: work for work in self.works if work.nct for number in (work.nct, *work.nct_aliases)}
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.lasting: dict[str, Fault] = {}
        self.lock = threading.Lock()
        self.is_over = threading.Event()
        self.under_way: Counter[str] = Counter()
        self.arrivals: dict[str, deque[float]] = defaultdict(deque)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead to this server."""
        names = ("CROSSREF", "EUTILS", "DATACITE", "CTGOV")
        return {f"CLAIMGRADE_{name}_URL": f"{self.address}/{name.lower()}" for name in names}

    def misbehave(self, path: str, *faults: Fault) -> None:
        """Spoil the next answers to paths that begin so, such as /works or /esummary.fcgi."""
        self.faults[path].extend(faults)

    def always(self, path: str, fault: Fault) -> None:
        """Spoil all answers to paths that begin so."""
        self.lasting[path] = fault

    def fault_for(self, path: str) -> Fault | None:
        """The fault that is due at a path."""
        with self.lock:
            due = next((faults for start, faults in self.faults.items() if faults and path.startswith(start)), None)
            if due:
                return due.popleft()
        return next((fault for start, fault in self.lasting.items() if path.startswith(start)), None)

    def limit_for(self, path: str) -> tuple[str, Limit] | None:
        """The limit that holds at a path, with the path's beginning; the longest beginning goes first."""
        known = [start for start in self.limits if path.startswith(start)]
        start = max(known, key=len, default=None)
        return (start, self.limits[start]) if start is not None else None

    @contextmanager
    def counted(self, path: str, asked: dict[str, str]) -> Iterator[None]:
        """Remember a request, and hold it against the limits."""
        found = self.limit_for(path)
        now = self.clock()
        with self.lock:
            self.requests.append((path, asked))
            if found:
                start, limit = found
                recent = self.arrivals[start]
                recent.append(now)
                while recent[0] <= now - limit.seconds:
                    recent.popleft()
                self.under_way[start] += 1
                if len(recent) > limit.count:
                    self.broken_limits.append(f"{len(recent)} requests within {limit.seconds} s at {path}")
                if self.under_way[start] > limit.at_once:
                    self.broken_limits.append(f"{self.under_way[start]} requests at once at {path}")
        try:
            yield
        finally:
            if found:
                with self.lock:
                    self.under_way[found[0]] -= 1

    def answer(self, path: str, asked: dict[str, str]) -> tuple[int, str, bytes]:
        """Status, type and body of the proper answer to a path below a service's address."""
        if path == "/works":
            dois = [part.removeprefix("doi:") for part in asked["filter"].split(",")]
            found = [crossref_work(self.by_doi[doi]) for doi in dois if self._is_at(doi, "crossref")]
            return _json(
                {"status": "ok", "message-type": "work-list", "message": {"items": found[: int(asked["rows"])]}}
            )
        if path.startswith("/works/"):
            doi = unquote(path.removeprefix("/works/")).lower()
            if not self._is_at(doi, "crossref"):
                return 404, "text/plain", b"Resource not found."
            return _json({"status": "ok", "message-type": "work", "message": crossref_work(self.by_doi[doi])})
        if path.startswith("/dois/"):
            doi = unquote(path.removeprefix("/dois/")).lower()
            if not self._is_at(doi, "datacite"):
                return _json(
                    {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 404
                )
            return _json({"data": datacite_doi(self.by_doi[doi])})
        if path == "/api/v2/studies":
            asked_for = asked["filter.ids"].split(",")
            listed = [self.by_nct[number] for number in asked_for if number in self.by_nct]
            return _json({"studies": [registered_study(work) for work in listed if work.nct in asked_for]})
        if path.startswith("/api/v2/studies/"):
            number = path.rpartition("/")[2]
            if number not in self.by_nct:
                return 404, "text/plain; charset=UTF-8", f"NCT number {number} not found".encode()
            return _json(registered_study(self.by_nct[number]))
        return self._utility(path, asked)

    def _utility(self, path: str, asked: dict[str, str]) -> tuple[int, str, bytes]:
        assert asked["db"] == "pubmed"
        uids = asked.get("id", "").split(",")
        if path == "/esummary.fcgi":
            missing = {"error": "cannot get document summary"}
            told = {
                uid: pubmed_summary(self.by_pmid[uid]) if uid in self.by_pmid else {"uid": uid, **missing}
                for uid in uids
            }
            return _json({"header": {"type": "esummary", "version": "0.3"}, "result": {"uids": uids, **told}})
        if path == "/efetch.fcgi":
            assert asked["retmode"] == "xml"
            body = pubmed_set(self.by_pmid[uid] for uid in uids if uid in self.by_pmid)
            return 200, "text/xml; charset=UTF-8", body.encode()
        if path == "/esearch.fcgi":
            return _json({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": self.search})
        return 404, "text/html", HTML

    def _is_at(self, doi: str, agency: str) -> bool:
        return doi in self.by_doi and self.by_doi[doi].agency == agency


def _json(value: Any, status: int = 200) -> tuple[int, str, bytes]:
    return status, "application/json;charset=utf-8", json.dumps(value).encode()


@contextmanager
def serve(works: Iterable[Work], **settings: Any) -> Iterator[BibliographicServer]:
    """A server on a free port of this machine."""
    server = BibliographicServer(list(works), **settings)
    handler = type("Handler", (_Handler,), {"library": server})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        http.daemon_threads = True
        server.address = f"http://127.0.0.1:{http.server_address[1]}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.is_over.set()
            http.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Speaks HTTP/1.1 with connections that stay open, as the services do."""

    protocol_version = "HTTP/1.1"
    library: BibliographicServer
    wbufsize = -1  # head and body in one packet

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with parameters from the address."""
        self._handle(urlsplit(self.path).query)

    def do_POST(self) -> None:
        """Answer with parameters from the form."""
        self._handle(self.rfile.read(int(self.headers["content-length"])).decode())

    def _handle(self, query: str) -> None:
        path = "/" + urlsplit(self.path).path.removeprefix("/").partition("/")[2]
        asked = {key: values[0] for key, values in parse_qs(query).items()}
        self.library.agents.add(self.headers["user-agent"])
        with self.library.counted(path, asked):
            if self.library.delay:
                self.library.is_over.wait(self.library.delay)
            fault = self.library.fault_for(path)
            if fault is None:
                self._send(*self.library.answer(path, asked))
            else:
                self._spoil(fault, path, asked)

    def _send(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", headers.pop("length", str(len(body))))
        limit = self.library.limit_for("/" + urlsplit(self.path).path.removeprefix("/").partition("/")[2])
        if limit and limit[0].startswith("/works"):
            self.send_header("x-rate-limit-limit", str(limit[1].count))
            self.send_header("x-rate-limit-interval", f"{limit[1].seconds}s")
            self.send_header("x-concurrency-limit", str(limit[1].at_once))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def _spoil(self, fault: Fault, path: str, asked: dict[str, str]) -> None:
        status, kind, body = self.library.answer(path, asked)
        half = body[: len(body) // 2]
        match fault:
            case Fault.ABSENT if path.startswith("/dois"):
                self._send(*_json({"errors": [{"status": "404", "title": "Not found"}]}, 404))
            case Fault.TIMEOUT:
                self.library.is_over.wait(30)
            case Fault.RESET:
                self._send(status, kind, half, length=str(len(body)))
            case Fault.TRUNCATED:
                self._send(status, kind, half)
            case Fault.WRONG_TYPE:
                self._send(status, "text/plain", body)
            case Fault.BUSY_UNTIL:
                self._send(429, "text/plain", b"", retry_after=self.date_time_string(int(time.time()) + 9))
            case Fault.MOVED:
                self._send(308, "text/html", b"", location=self.path)
            case Fault.BIG:
                with suppress(ConnectionError):  # the client hangs up, as it should
                    self._send(200, kind, b"[" + b" " * BIG)
            case Fault.BOMB:
                with suppress(ConnectionError):
                    self._send(200, kind, gzip.compress(b" " * BIG), content_encoding="gzip")
            case _:
                told, kind, body, headers = PLAIN_FAULTS[fault]
                self._send(told, kind, body, **headers)
        self.close_connection |= fault in (Fault.TIMEOUT, Fault.RESET, Fault.BIG, Fault.BOMB)
