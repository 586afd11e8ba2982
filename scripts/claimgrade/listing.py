"""A report that is a headline and sections of items, as lines of text and as Markdown for a pull request.

An item is a line with lines below it. Whoever makes the items is handed the way to quote texts of records, and quotes
every one of them: in text by `on_one_line`, in Markdown by `code`.
"""

import re
from collections.abc import Callable, Iterable

from claimgrade.reporters.text import harmless

Quote = Callable[[str], str]
Item = tuple[str, list[str]]
Section = tuple[str, list[Item]]

_MARKDOWN_LIMIT = 60_000  # characters; GitHub takes 65,536 for a comment


def text(headline: str, sections: Iterable[Section]) -> str:
    """Each section with the number of its items, and what belongs to an item below it."""
    lines = [headline]
    for title, items in sections:
        lines += ["", f"{title}: {len(items)}"]
        for head, below in items:
            lines += [f"  {head}", *(f"      {line}" for line in below)]
    return "\n".join(lines) + "\n"


def markdown(headline: str, sections: Iterable[Section], command: str) -> str:
    """The same as lists; what is too long for a comment ends with a line that names the command which prints it all."""
    lines = [headline]
    for title, items in sections:
        lines += ["", f"### {title}: {len(items)}", ""]
        for head, below in items:
            lines += [f"- {head}", *(f"    - {line}" for line in below)]
    size = 0
    shown: list[str] = []
    for line in lines:
        size += len(line) + 1
        if size > _MARKDOWN_LIMIT:
            shown += ["", f"{len(lines) - len(shown)} more lines do not fit; `{command}` prints all of them."]
            break
        shown.append(line)
    return "\n".join(shown) + "\n"


def code(text: str) -> str:
    """A code span of CommonMark that shows this text on one line: its fence is longer than any run of backticks."""
    shown = on_one_line(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def on_one_line(text: str) -> str:
    """A text on one line that steers no terminal."""
    return " ".join(harmless(text.replace("\n", " ")).split())
