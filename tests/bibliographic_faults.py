"""What the bibliographic server of the tests can answer instead of the proper answer."""

from enum import Enum, auto

HTML = b"<!doctype html><title>Sign in</title><p>Please sign in to this network."
BIG = 50 * 1024 * 1024


class Fault(Enum):
    """What an answer can be instead of the proper one."""

    ABSENT = auto()  # 404 as the services say it
    ABSENT_PAGE = auto()  # 404 with an HTML page
    BUSY = auto()  # 429
    BUSY_FOR_SECONDS = auto()  # 429 with Retry-After: 7
    BUSY_UNTIL = auto()  # 429 with Retry-After as a date, 9 seconds after Date
    BUSY_FOR_HOURS = auto()  # 429 with Retry-After: 7200
    BLOCKED = auto()  # 403
    REFUSED = auto()  # 400
    ERROR = auto()  # 500
    TIMEOUT = auto()  # no answer while the client waits
    RESET = auto()  # the connection ends in the middle of the body
    TRUNCATED = auto()  # half of the JSON, as if it were all
    WRONG_TYPE = auto()  # the proper body as text/plain
    PAGE = auto()  # an HTML page with status 200
    SHAPELESS = auto()  # JSON of another shape
    ELSEWHERE = auto()  # a redirect to another host
    DOWNGRADE = auto()  # a redirect to another port of this machine
    MOVED = auto()  # a redirect within the service
    BIG = auto()  # a body of 50 MB
    BOMB = auto()  # 50 MB that gzip made small


# Status, type, body and headers of the faults that do not depend on what was asked.
PLAIN_FAULTS: dict[Fault, tuple[int, str, bytes, dict[str, str]]] = {
    Fault.ABSENT: (404, "text/plain", b"Resource not found.", {}),
    Fault.ABSENT_PAGE: (404, "text/html", HTML, {}),
    Fault.BUSY: (429, "text/plain", b"Too many requests", {}),
    Fault.BUSY_FOR_SECONDS: (429, "text/plain", b"", {"retry_after": "7"}),
    Fault.BUSY_FOR_HOURS: (429, "text/plain", b"", {"retry_after": "7200"}),
    Fault.BLOCKED: (403, "text/html", HTML, {}),
    Fault.REFUSED: (400, "application/json", b'{"status": "failed", "message-type": "validation-failure"}', {}),
    Fault.ERROR: (500, "text/html", HTML, {}),
    Fault.PAGE: (200, "text/html; charset=utf-8", HTML, {}),
    Fault.SHAPELESS: (200, "application/json", b'{"works": 1, "error": 0}', {}),
    Fault.ELSEWHERE: (302, "text/html", b"", {"location": "https://example.org/works"}),
    Fault.DOWNGRADE: (302, "text/html", b"", {"location": "http://127.0.0.1:1/works"}),
}
