"""A text of a record as one plain line: what line-based formats need before their own escapes."""

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def plain_line(text: object) -> str:
    """Every run of white space as one space, ends stripped, control characters and surrogates left out."""
    return _CONTROL.sub("", " ".join(str(text).split()))
