"""Writes values as YAML: scalars, and mappings in the habit of the records."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*[A-Za-z0-9]|[A-Za-z]")
_WIDTH = 110
_SHORT = 4  # fields of a mapping that stands on one line
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def scalar(text: str) -> str:
    """One line that every YAML reader takes for exactly this text: plain where that is safe, quoted otherwise."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    if any(unicodedata.category(char)[0] in "CZ" and char != " " for char in text):
        return '"' + "".join(map(_escaped, text)) + '"'
    return "'" + text.replace("'", "''") + "'"


def block(values: Mapping[str, Any]) -> Iterator[str]:
    """Lines of a mapping: mappings in it as blocks, lists of mappings with an item a line, all else on one line."""
    for key, value in values.items():
        if isinstance(value, Mapping) and (len(value) > _SHORT or any(map(_is_deep, value.values()))):
            yield f"{key}:"
            yield from (f"  {line}" for line in block(value))
        elif isinstance(value, list) and _is_deep(value):
            yield f"{key}:"
            yield from (line for item in value for line in _item(item))
        else:
            yield f"{key}: {flow(value)}"


def _item(value: Mapping[str, Any]) -> Iterator[str]:
    """An item of a list: on one line where that is not too long."""
    lines = [flow(value)]
    if len(lines[0]) > _WIDTH:
        lines = list(block(value))
    yield from (f"  {'- ' if i == 0 else '  '}{line}" for i, line in enumerate(lines))


def _is_deep(value: Any) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(item, Mapping) for item in value))


def flow(value: Any) -> str:
    """A value on one line: null, true and false, numbers, texts, lists and mappings of them."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value) if isinstance(value, int | float) else scalar(str(value))


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    return f"\\U{ord(char):08X}" if unicodedata.category(char)[0] in "CZ" and char != " " else char
