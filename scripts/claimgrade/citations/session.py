"""The one polite session: everything that this package sends over the network goes through here.

Waiting, retrying and giving up are our own and not urllib3's Retry, which knows neither a clock to test with, nor that
three failures in a row are an outage, nor that a service that asks to come back in an hour is to be left alone.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import requests

from claimgrade.citations.addresses import is_loopback
from claimgrade.citations.failure import MalformedError, NotThereError, UnansweredError
from claimgrade.citations.pace import MOST_AT_ONCE, Pace

CONNECT_TIMEOUT = 4.0  # seconds, for each address that a name has
READ_TIMEOUT = 12.0  # seconds without a byte
_ANSWER_TIME = 15.0  # seconds for a whole answer
_OUTAGE = 28.0  # seconds without an answer after which nothing is tried again; with the last answer's time below 60
_ATTEMPTS = 3  # of one request
_FAILURES = 3  # failed requests in a row, after which a service is given up
_LONGEST_WAIT = 20.0  # seconds; who asks for more is left alone in this run
MAX_BYTES = 24 * 1024 * 1024  # of an answer, decompressed; 200 articles of PubMed with all references stay far below
_CHUNK = 64 * 1024
_MOST_REDIRECTS = 3
_REFUSALS = (400, 404, 413, 414, 422)  # of one request, and not of the whole service

Answered = TypeVar("Answered")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: a path below the service's address, and a query or, as POST, a form.

    `media` is how the type of a proper answer ends. `says_absent` tells of the body of a 404 whether the service itself
    says that it does not have it; without it a 404 is a failure like any other.
    """

    path: str
    pace: Pace
    query: Mapping[str, str] | None = None
    form: Mapping[str, str] | None = None
    media: str = "json"
    says_absent: Callable[[bytes], bool] | None = None


class _FailedError(Exception):
    """One attempt failed: why, whether another is of use, and how long the service asks to wait (seconds)."""

    def __init__(self, why: str, *, again: bool, wait: float | None = None, status: int | None = None) -> None:
        super().__init__(why)
        self.again, self.wait, self.status = again, wait, status


class Line:
    """The line to one service. Once it is given up it fails at once, so that an outage costs one wait and not many.

    Safe for use by several threads.
    """

    def __init__(
        self,
        base: str,
        agent: str,
        environment: Mapping[str, str],
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        random: Callable[[], float],
    ) -> None:
        """`random` gives numbers from 0 to 1 for the jitter, `agent` is the User-Agent."""
        self._base, self._clock, self._sleep, self._random = base, clock, sleep, random
        self._http = _session(base, agent, environment)
        self._lock = threading.Lock()
        self._failures = 0
        self._failing_since: float | None = None
        self._given_up: str | None = None

    def ask(self, request: Request, read: Callable[[bytes], Answered]) -> Answered:
        """What `read` makes of the answer; `read` raises MalformedError where it is not as documented.

        Raises NotThereError where the service says that it does not have it, and UnansweredError for all else.
        """
        attempt = 0
        while True:
            attempt += 1
            with request.pace.turn():
                if self._given_up:
                    raise UnansweredError(self._given_up)
                started = self._clock()
                try:
                    answer = self._attempt(request, read, started)
                except NotThereError:
                    self._succeeded()
                    raise
                except _FailedError as failed:
                    wait = self._wait(failed, attempt, started)
                    if failed.wait is not None:
                        request.pace.hold(wait)  # for all threads: the service asked for it
                        wait = 0.0
                else:
                    self._succeeded()
                    return answer
            if wait:
                self._sleep(wait)

    def _succeeded(self) -> None:
        with self._lock:
            self._failures, self._failing_since = 0, None

    def _wait(self, failed: _FailedError, attempt: int, started: float) -> float:
        """Seconds until the next attempt; raises UnansweredError where there is to be none."""
        why = str(failed)
        wait = 2.0 ** (attempt - 1) * (0.5 + self._random()) if failed.wait is None else failed.wait
        with self._lock:
            since = self._failing_since = started if self._failing_since is None else min(started, self._failing_since)
            is_out = self._clock() + wait - since > _OUTAGE
            if failed.status == 403 or wait > _LONGEST_WAIT:
                self._given_up = f"{why}; not asked again"
            elif failed.again and attempt < _ATTEMPTS and not is_out:
                return wait
            else:
                self._failures += 1
                if self._failures >= _FAILURES or (failed.again and is_out):
                    self._given_up = f"{why}; given up after failures in a row"
        raise UnansweredError(why, is_refusal=failed.status in _REFUSALS) from None

    def _attempt(self, request: Request, read: Callable[[bytes], Answered], started: float) -> Answered:
        try:
            with self._response(request) as response:
                request.pace.heed(response.headers)
                content = self._content(response, started)
                _check_status(response, request, content)
                return read(content)
        except requests.exceptions.SSLError:
            raise _FailedError("its certificate could not be verified", again=False) from None
        except requests.exceptions.ConnectTimeout:
            raise _FailedError(f"no connection within {CONNECT_TIMEOUT:g} s", again=True) from None
        except requests.exceptions.Timeout:
            raise _FailedError(f"no answer within {READ_TIMEOUT:g} s", again=True) from None
        except requests.exceptions.ChunkedEncodingError:
            raise _FailedError("the connection was dropped", again=True) from None
        except requests.exceptions.ConnectionError as error:
            why = f"no answer within {READ_TIMEOUT:g} s" if "timed out" in str(error) else "no connection"
            raise _FailedError(why, again=True) from None
        except requests.exceptions.RequestException:
            raise _FailedError("its answer could not be read", again=True) from None
        except MalformedError as error:
            raise _FailedError(str(error) or "its answer is not as documented", again=True) from None

    def _response(self, request: Request) -> requests.Response:
        """The answer behind redirects, of which the body is not yet read."""
        url, query = self._base + request.path, request.query
        method = "GET" if request.form is None else "POST"
        for redirected in range(_MOST_REDIRECTS + 1):
            if redirected:
                request.pace.wait()
            response = self._http.request(
                method,
                url,
                params=query,
                data=request.form,
                timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
                allow_redirects=False,
                stream=True,
            )
            if response.status_code not in (301, 302, 303, 307, 308):
                return response
            target = response.headers.get("location", "")
            response.close()
            if method == "POST" and response.status_code < 307:
                raise _FailedError("it redirects what cannot be redirected", again=False)
            url, query = self._followed(url, target), None
        raise _FailedError(f"it redirects more than {_MOST_REDIRECTS} times", again=False)

    def _followed(self, url: str, target: str) -> str:
        """The address that a redirect leads to, if it stays at the service."""
        try:
            there = urljoin(url, target)
            here, parts = urlsplit(self._base), urlsplit(there)
            port = parts.port
        except ValueError:
            raise _FailedError("it redirects to no address", again=False) from None
        if (parts.scheme, parts.hostname, port) != (here.scheme, here.hostname, here.port) or "@" in parts.netloc:
            raise _FailedError("it redirects to another place", again=False)
        return there

    def _content(self, response: requests.Response, started: float) -> bytes:
        """The whole body, decompressed; never more than MAX_BYTES are held."""
        content = bytearray()
        for chunk in response.iter_content(_CHUNK):
            content += chunk
            if len(content) > MAX_BYTES:
                raise _FailedError(f"its answer is larger than {MAX_BYTES // 1024 // 1024} MiB", again=False)
            if self._clock() - started > _ANSWER_TIME:
                raise _FailedError(f"no whole answer within {_ANSWER_TIME:g} s", again=True)
        return bytes(content)


def _session(base: str, agent: str, environment: Mapping[str, str]) -> requests.Session:
    """A session without cookies, and without .netrc, whose passwords are none of the services' business.

    Of the environment it heeds HTTPS_PROXY with NO_PROXY, and REQUESTS_CA_BUNDLE for networks with a certificate of
    their own; what stays on this machine never goes through a proxy.
    """
    http = requests.Session()
    http.trust_env = False
    http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    http.headers.update({"User-Agent": agent, "Accept-Encoding": "gzip"})
    http.verify = environment.get("REQUESTS_CA_BUNDLE") or True
    http.mount("https://", requests.adapters.HTTPAdapter(pool_maxsize=MOST_AT_ONCE))
    proxy, spared = (environment.get(name) or environment.get(name.lower()) for name in ("HTTPS_PROXY", "NO_PROXY"))
    host = urlsplit(base).hostname or ""
    if proxy and not is_loopback(host) and not requests.utils.should_bypass_proxies(base, no_proxy=spared or ""):
        http.proxies = {"https": proxy}
    return http


def _check_status(response: requests.Response, request: Request, content: bytes) -> None:
    """Raises what an answer other than 200 of the expected type means."""
    status = response.status_code
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if status == 404 and request.says_absent and kind != "text/html" and request.says_absent(content):
        raise NotThereError
    if status == 403:
        raise _FailedError("it refuses to be asked (403)", again=False, status=403)
    if status in (408, 429) or status >= 500:
        raise _FailedError(_SAID.get(status, f"it failed ({status})"), again=True, wait=_retry_after(response))
    if status != 200:
        raise _FailedError(f"it answered {status}", again=False, status=status)
    if not kind.endswith(request.media):
        raise _FailedError("it answered with a page instead of data", again=False)


_SAID = {408: "it waited too long (408)", 429: "it was asked too often (429)"}


def _retry_after(response: requests.Response) -> float | None:
    """Seconds that Retry-After asks for (RFC 9110, 10.2.3); a date counts from the answer's own Date."""
    told = response.headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        until, now = (parsedate_to_datetime(text) for text in (told, response.headers.get("date", "")))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None
