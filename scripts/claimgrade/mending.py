"""Mends what has one right answer, as edits of the text: nothing but the scalar concerned moves by a byte.

A number that a mapping lacks is written as its last field. An edit is kept only where the file, read again, holds the
same values as before but for the mended one; else the finding stays. Block texts are left alone.
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
from claimgrade.yaml_gap import gap
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


# What a mended text is, from its pointer and what it was; a number comes with its finding.
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
        if (finding.rule in MENDS or finding.right is not None) and finding.location.file in sources:
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
    edits = [edit for pointer, members in by_pointer.items() if (edit := _edit(source, pointer, members))]
    edits.sort(key=lambda edit: edit.start, reverse=True)  # earlier places stay right
    current, kept = _applied(source, edits)
    done = [finding for edit in kept for finding in by_pointer[edit.pointer]]
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


@dataclass(frozen=True, slots=True)
class _Edit:
    """A value at a pointer, and ways to write it between two offsets of the file, the best first."""

    pointer: str
    value: str | int
    start: int
    end: int
    spellings: tuple[str, ...]


def _edit(source: YamlSource, pointer: str, findings: Iterable[Finding]) -> _Edit | None:
    """What mends all findings at one place, in the style that the file has there; None where nothing can."""
    right = next((finding.right for finding in findings if finding.right is not None), None)
    if right is not None:
        return _number(source, pointer, right)
    place = source.scalar(pointer)
    if place is None:
        return None
    value = place.value
    for finding in findings:
        value = MENDS[finding.rule](pointer, value)
    spellings = tuple(_spellings(source.text[place.start : place.end], place, value))
    is_other = value and value != place.value
    return _Edit(pointer, value, place.start, place.end, spellings) if is_other and spellings else None


def _number(source: YamlSource, pointer: str, right: int) -> _Edit | None:
    """A number in place of what is written, or as a new field of its mapping."""
    if place := source.scalar(pointer):
        return _Edit(pointer, right, place.start, place.end, (f"{right}", f" {right}"))  # where all ends with a colon
    if opening := gap(source, pointer):
        written = f"{opening.before}{pointer_parts(pointer)[-1]}: {right}"
        return _Edit(pointer, right, opening.at, opening.at, (written,))
    return None


def _applied(source: YamlSource, edits: list[_Edit]) -> tuple[YamlSource, list[_Edit]]:
    """The file with as many of the edits as hold, and these; all in one go where that can be, else by halves."""
    if not edits:
        return source, []
    alone = len(edits) == 1
    for choice in [[written] for written in edits[0].spellings] if alone else [[e.spellings[0] for e in edits]]:
        text, wanted = source.text, copy.deepcopy(source.values)
        for edit, written in zip(edits, choice, strict=True):
            text = text[: edit.start] + written + text[edit.end :]
            _put(wanted, pointer_parts(edit.pointer), edit.value)
        read = parse(source.path, text)
        if isinstance(read, YamlSource) and _same(read.values, wanted):
            return read, edits
    if alone:
        return source, []
    half = len(edits) // 2
    later, kept = _applied(source, edits[:half])
    whole, more = _applied(later, edits[half:])
    return whole, kept + more


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


def _put(values: Any, parts: list[str], value: str | int) -> None:
    *above, last = parts
    for part in above:
        values = values[int(part) if isinstance(values, list) else part]
    values[int(last) if isinstance(values, list) else last] = value


def _same(one: Any, other: Any) -> bool:
    """Equal, with types: the text '1' is not the number 1, nor is true."""
    return repr(one) == repr(other)
