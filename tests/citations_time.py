"""Time for tests of asking: it passes only where somebody waits."""

import threading
from collections.abc import Mapping
from typing import Any

from claimgrade.citations.services import Services, open_services


class FakeTime:
    """A clock that `sleep` moves; `slept` are the waits of a millisecond or more, in seconds."""

    def __init__(self) -> None:
        """It is a thousand seconds past."""
        self.now = 1000.0
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def clock(self) -> float:
        """Seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        with self._lock:
            self.now += seconds
            if seconds >= 0.001:
                self.slept.append(round(seconds, 2))


def opened(environment: Mapping[str, str], clock: Any = None, mailto: str | None = None) -> Services:
    """Services whose waits take no time, and whose jitter is in the middle."""
    clock = clock or FakeTime()
    return open_services(environment, mailto, clock=clock.clock, sleep=clock.sleep, random=lambda: 0.5)
