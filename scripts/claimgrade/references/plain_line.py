"""A text of a record as one plain line: what line-based formats need before their own escapes."""

import unicodedata


def plain_line(text: object) -> str:
    """Every run of white space as one space, ends stripped, control characters left out: no text can begin a line."""
    spaced = " ".join(str(text).split())
    return "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cs"))
