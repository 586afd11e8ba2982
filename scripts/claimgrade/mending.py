"""Mends what has one right answer, as edits of the text: nothing but the scalar concerned moves by a byte.

An edit is kept only where the file, read again, holds the same values as before but for the mended one; else the
finding stays. Block texts are left alone.
"""

import copy
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from claimgrade.files import write_whole
from claimgrade.finding import ClaimgradeError, Finding
from claimgrade.identifiers import Doi, Pmcid, Pmid
from claimgrade.location import pointer_parts
from claimgrade.regular_file import read_regular
from claimgrade.yaml_source import MAX_BYTES, Scalar, YamlSource, parse
from claimgrade.yaml_text import scalar

_LINES = re.compile(r"(?<=\n)")
_BOM = "\ufeff"
_PARSERS: dict[str, Callable[[str], Doi | Pmid | Pmcid | None]] = {
    "/citation/DOI": Doi.parse,
    "/citation/PMID": Pmid.parse,
    "/citation/PMCID": Pmcid.parse,
}


def _normalised(pointer: str, value: str) -> str:
    found = _PARSERS[pointer](value) if pointer in _PARSERS else None
    return found.value if found else value


def _stripped(_: str, value: str) -> str:
    return value.strip()


# What a mended value is, from its pointer and what it was.
MENDS: dict[str, Callable[[str, str], str]] = {
    "identifier-not-normalised": _normalised,
    "stray-white-space": _stripped,
}


@dataclass(frozen=True, slots=True)
class Mended:
    """A file as it was and as it will be, and the findings that this takes away."""

    path: str
    before: str
    after: str
    findings: tuple[Finding, ...]


def mend_all(findings: Iterable[Finding], sources: Mapping[str, YamlSource]) -> Iterator[Mended]:
    """Every file that findings with a mend are in, and that an edit changes; nothing is written."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rule in MENDS and finding.location.file in sources:
            by_file.setdefault(finding.location.file, []).append(finding)
    for path, members in by_file.items():
        mended = mend(sources[path], members)
        if mended.findings:
            yield mended


def mend(source: YamlSource, findings: Iterable[Finding]) -> Mended:
    """One file with as many of the findings mended as can be."""
    by_pointer: dict[str, list[Finding]] = {}
    for finding in findings:
        by_pointer.setdefault(finding.location.pointer, []).append(finding)
    places = [(place, pointer) for pointer in by_pointer if (place := source.scalar(pointer))]
    current, done = source, list[Finding]()
    for place, pointer in sorted(places, key=lambda found: found[0].start, reverse=True):  # earlier places stay right
        value = place.value
        for finding in by_pointer[pointer]:
            value = MENDS[finding.rule](pointer, value)
        edited = _edited(current, place, pointer, value)
        if edited:
            current = edited
            done += by_pointer[pointer]
    return Mended(source.path, source.text, current.text, tuple(sorted(done, key=lambda finding: finding.order)))


def write(root: Path, mended: Mended) -> None:
    """Write a file whole; a byte order mark stays, and a link stays a link.

    Raises ClaimgradeError where the file is not what it was when it was read, or cannot be written.
    """
    path = Path(os.path.realpath(root / mended.path))
    try:
        text = read_regular(path, MAX_BYTES).decode()
    except (OSError, UnicodeDecodeError):
        text = ""
    if text.lstrip(_BOM) != mended.before:
        raise ClaimgradeError(f"{mended.path} was changed by somebody else in the meantime; nothing was written to it")
    write_whole(path, text[: len(text) - len(mended.before)] + mended.after)


def as_diff(mended: Mended) -> Iterator[str]:
    """Lines of a unified diff."""
    before, after = ([line for line in _LINES.split(text) if line] for text in (mended.before, mended.after))
    for line in unified_diff(before, after, f"a/{mended.path}", f"b/{mended.path}"):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _edited(source: YamlSource, place: Scalar, pointer: str, value: str) -> YamlSource | None:
    """The file with another value at a place, in the style that it has there; None where that cannot be."""
    if value == place.value or not value:
        return None
    wanted = _replaced(source.values, pointer_parts(pointer), value)
    for written in _spellings(source.text[place.start : place.end], place, value):
        text = source.text[: place.start] + written + source.text[place.end :]
        read = parse(source.path, text)
        if isinstance(read, YamlSource) and _same(read.values, wanted):
            return read
    return None


def _spellings(written: str, place: Scalar, value: str) -> Iterator[str]:
    """Ways to write a value, those nearest to how it was written first."""
    if place.style in ("|", ">"):
        return
    quote = place.style or ""
    inner = written[len(quote) : len(written) - len(quote)]
    if value == place.value.strip():
        yield f"{quote}{inner.strip()}{quote}"  # keeps escapes and folds
    if "\n" not in written:
        yield f"{quote}{value}{quote}"
        yield scalar(value)


def _replaced(values: Any, parts: list[str], value: str) -> Any:
    result = copy.deepcopy(values)
    holder = result
    for part in parts[:-1]:
        holder = holder[int(part) if isinstance(holder, list) else part]
    holder[int(parts[-1]) if isinstance(holder, list) else parts[-1]] = value
    return result


def _same(one: Any, other: Any) -> bool:
    """Equal, with types: the text '1' is not the number 1, nor is true."""
    return repr(one) == repr(other)
