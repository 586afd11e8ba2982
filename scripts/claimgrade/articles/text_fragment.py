"""A link that leads a browser to a passage: the text fragment of its article's address.

Format: https://wicg.github.io/scroll-to-text-fragment/ (`#:~:text=start,end`). Browsers that do not know it open the
article at its top.
"""

from urllib.parse import quote

from claimgrade.records.parts import Passage


def text_fragment_link(address: str, passage: Passage) -> str | None:
    """Address of the article with a directive to the first place that fits; None unless the address is https.

    The first and last words of the passage are the two ends. Where they may overlap, the first words alone are: a
    browser looks for the end behind the start.
    """
    if not address.startswith("https://"):
        return None
    start, end = " ".join(passage.start.split()), " ".join(passage.end.split())
    ends = [start] if _may_overlap(start.split(), end.split()) else [start, end]
    join = ":~:text=" if "#" in address else "#:~:text="
    return f"{address}{join}{','.join(map(_encoded, ends))}"


def _may_overlap(start: list[str], end: list[str]) -> bool:
    return any(start[-words:] == end[:words] for words in range(1, min(len(start), len(end)) + 1))


def _encoded(text: str) -> str:
    """Percent-encoded, with the three characters that the directive itself uses: ampersand, comma and hyphen."""
    return quote(text, safe="", errors="replace").replace("-", "%2D")
