"""How fast a service is asked: requests evenly spaced, and so many at once, as it announces or by default."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

MOST_AT_ONCE = 3
# Clocks and networks jitter: a little slower than announced, so that no window ever holds a request too many.
_MARGIN = 1.04
_INTERVAL = re.compile(r"([0-9]{1,6})\s*(ms|s|m|h)?")
_UNITS = {"ms": 0.001, "s": 1.0, None: 1.0, "m": 60.0, "h": 3600.0}
_TICK = 1e-6  # seconds; below that a sleep need not move the clock
_LONGEST_GAP = 60.0  # seconds; who announces fewer than a request a minute is not believed


class Pace:
    """The pace of one pool of requests: `limit` requests in `interval` seconds, `at_once` under way together.

    Safe for use by several threads.
    """

    def __init__(
        self,
        limit: int,
        interval: float,
        at_once: int,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        """At first as given; `heed` follows what the service announces."""
        self._gap, self._at_once = interval / limit * _MARGIN, at_once
        self._clock, self._sleep = clock, sleep
        self._room = threading.Condition()
        self._under_way = 0
        self._next = clock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for a turn, and holds a place until the request is done."""
        with self._room:
            self._room.wait_for(lambda: self._under_way < self._at_once)
            self._under_way += 1
        try:
            self.wait()
            yield
        finally:
            with self._room:
                self._under_way -= 1
                self._room.notify()

    def wait(self) -> None:
        """Waits until one more request may begin."""
        while True:
            with self._room:
                now = self._clock()
                left = self._next - now
                if left <= _TICK:
                    self._next = now + self._gap
                    return
            self._sleep(left)

    def hold(self, seconds: float) -> None:
        """No request begins before so many seconds have passed."""
        with self._room:
            self._next = max(self._next, self._clock() + seconds)

    def heed(self, headers: Mapping[str, str]) -> None:
        """Follows what Crossref announces: x-rate-limit-limit, x-rate-limit-interval and x-concurrency-limit."""
        limit, interval = _whole(headers.get("x-rate-limit-limit")), headers.get("x-rate-limit-interval", "")
        known = _INTERVAL.fullmatch(interval.strip())
        at_once = _whole(headers.get("x-concurrency-limit"))
        with self._room:
            if limit and known and int(known[1]):
                gap = int(known[1]) * _UNITS[known[2]] / limit * _MARGIN
                self._gap = gap if gap <= _LONGEST_GAP else self._gap
            if at_once:
                self._at_once = min(at_once, MOST_AT_ONCE)
                self._room.notify_all()


def _whole(text: str | None) -> int | None:
    stripped = (text or "").strip()
    return int(stripped) if re.fullmatch(r"[0-9]{1,6}", stripped) else None
