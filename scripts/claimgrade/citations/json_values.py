"""Values of a service's JSON. What is missing or null is empty; what has another shape is a MalformedError.

Nothing is passed over: a list of notices in a shape that nobody knows must not look like no notices.
"""

import json
from typing import Any

from claimgrade.citations.failure import MalformedError


def parsed(content: bytes) -> dict[str, Any]:
    """The object that is the whole answer."""
    try:
        return mapping(json.loads(content.decode()))
    except (ValueError, RecursionError):
        raise MalformedError from None


def mapping(value: Any) -> dict[str, Any]:
    """An object; empty where there is none."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise MalformedError
    return value


def sequence(value: Any) -> list[Any]:
    """A list; empty where there is none."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise MalformedError
    return value


def mappings(value: Any) -> list[dict[str, Any]]:
    """A list of objects."""
    return [mapping(item) for item in sequence(value)]


def text(value: Any) -> str | None:
    """A text that is not blank, or a number as text; None where there is none."""
    if value is None or isinstance(value, str):
        return value.strip() or None if value else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise MalformedError


def texts(value: Any) -> list[str]:
    """A list of texts without the blank ones."""
    return [found for item in sequence(value) if (found := text(item))]


def date_parts(value: Any) -> tuple[int, ...] | None:
    """Year, month and day as far as known, from {"date-parts": [[2020, 5, 1]]}; None where no year is told."""
    rows = sequence(mapping(value).get("date-parts"))
    parts = sequence(rows[0]) if rows else []
    known = []
    for part in parts[:3]:
        if part is None:
            break
        if not isinstance(part, int | str) or isinstance(part, bool) or not str(part).isdecimal():
            raise MalformedError
        known.append(int(str(part)[:9]))
    return tuple(known) or None
