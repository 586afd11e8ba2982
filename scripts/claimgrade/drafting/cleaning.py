"""Texts of services as a record may hold them, whatever they hold."""

import re
import unicodedata

_JOINERS = "\u200c\u200d"  # Persian and Indic scripts spell with them
_BREAKS = ("Cc", "Zl", "Zp")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"})


def clean(text: str | None, limit: int) -> str | None:
    """One line of at most so many characters, without control and format characters; None where nothing is left.

    What is cut off ends with an ellipsis, so that nobody takes it for whole.
    """
    if text is None:
        return None
    shown = "".join(
        " " if unicodedata.category(char) in _BREAKS else char
        for char in text[: 20 * limit]
        if char in _JOINERS or unicodedata.category(char) not in ("Cf", "Cs", "Co", "Cn")
    )
    line = " ".join(shown.split())
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return line or None


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits with single hyphens, at most 60; empty where nothing of it is Latin."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = "".join(char for char in plain if not unicodedata.combining(char) and char not in "'’ʼ")
    return re.sub(r"[^a-z0-9]+", "-", kept)[:60].strip("-")
