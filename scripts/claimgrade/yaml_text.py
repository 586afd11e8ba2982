"""Writes texts as YAML scalars."""

import re
import unicodedata

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*[A-Za-z0-9]|[A-Za-z]")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def scalar(text: str) -> str:
    """One line that every YAML reader takes for exactly this text: plain where that is safe, quoted otherwise."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    if any(unicodedata.category(char)[0] in "CZ" and char != " " for char in text):
        return '"' + "".join(map(_escaped, text)) + '"'
    return "'" + text.replace("'", "''") + "'"


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    return f"\\U{ord(char):08X}" if unicodedata.category(char)[0] in "CZ" and char != " " else char
