"""Reads one YAML file: plain values and the place of every value, from one node tree.

Values follow YAML 1.2 as JSON has them (null, true, false, numbers); `no`, `012`, `1:20` and dates stay text. PyYAML's
C parser does the reading: its composer recurses in C, so the event stream is looked at first where a file could nest
deeply or hold anchors, aliases or tags, all of which are refused.
"""

import math
import os
import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from claimgrade.finding import Finding, Severity
from claimgrade.location import Location, pointer_parts, pointer_to
from claimgrade.regular_file import NotRegularError, read_regular
from claimgrade.yaml_composer import Composer

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
_MEND_SYNTAX = "Mend the syntax; often a colon, quote or indent is missing on this line or the one before."
_TOO_DEEP = f"lists and mappings nest deeper than {MAX_DEPTH} levels"

_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*|(?=[eE])))([eE][-+]?[0-9]{1,4})?")
_WORDS = {"": None, "~": None} | dict.fromkeys(("null", "Null", "NULL"))
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
# What could need the event stream: an anchor, alias or tag sign; deep indentation; many compact dashes or brackets.
# Wherever on a line: YAML also breaks lines at CR, NEL, LS and PS, and dashes may follow "? key" and ":".
_SUSPICIOUS = re.compile(r"[&*!]| {32}|(?:[-?:][ \t]+){8}")
_UNPRINTABLE = re.compile(r"[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, number or word in a file: offsets of its first character and after its last, style (None: plain)."""

    value: str
    start: int
    end: int
    style: str | None


@dataclass(frozen=True)
class YamlSource:
    """One readable file: `path` relative to the root, its text, and its values."""

    path: str
    text: str
    values: Any

    @cached_property
    def _tree(self) -> Any:
        return yaml.compose(self.text, Loader=Composer)

    def locate(self, pointer: str, *, near: str = "", at_key: bool = False) -> Location:
        """Place of the value at a JSON Pointer; of its key if `at_key` is set or the value is a list or mapping.

        Where the record lacks it: the place of `near`, else of the nearest mapping or list that holds it.
        """
        node: Any = self._tree
        mark = node.start_mark
        for part in pointer_parts(pointer):
            step = _step(node, part)
            if step is None:
                if near and near != pointer:
                    found = self.locate(near)
                    return Location(found.file, found.line, found.column, pointer)
                break
            key, node = step
            by_key = key is not None and (at_key or isinstance(node, yaml.CollectionNode))
            mark = key.start_mark if by_key and key is not None else node.start_mark
        return Location(self.path, *_place(self.text, mark), pointer)

    def locate_value(self, pointer: str) -> Location:
        """Place of the value itself at a JSON Pointer, lists and mappings included."""
        node: Any = self._tree
        for part in pointer_parts(pointer):
            step = _step(node, part)
            if step is None:
                break
            node = step[1]
        mark = node.start_mark
        return Location(self.path, *_place(self.text, mark), pointer)

    def node(self, pointer: str) -> yaml.Node | None:
        """What PyYAML composed at a JSON Pointer; None where there is nothing."""
        node: Any = self._tree
        for part in pointer_parts(pointer):
            step = _step(node, part)
            if step is None:
                return None
            node = step[1]
        return node  # type: ignore[no-any-return]

    def scalar(self, pointer: str) -> Scalar | None:
        """What is written at a JSON Pointer; None where there is nothing, a list or a mapping."""
        node = self.node(pointer)
        if not isinstance(node, yaml.ScalarNode):
            return None
        return Scalar(node.value, node.start_mark.index, node.end_mark.index, node.style or None)

    def excerpt(self, location: Location) -> str:
        """Text of the line that a location is in."""
        return _line(self.text, location.line)


def read(root: Path, path: str) -> YamlSource | Finding:
    """Read one file below `root`; what cannot be read gives exactly one finding."""
    content = _bytes(root, path)
    return content if isinstance(content, Finding) else from_bytes(path, content)


def from_bytes(path: str, content: bytes) -> YamlSource | Finding:
    """What `read` gives for a file with these contents."""
    if len(content) > MAX_BYTES:
        return _finding(
            "file-too-large",
            path,
            1,
            1,
            f"the file is larger than {MAX_BYTES // 1024} KiB",
            "Split the record, or shorten its texts.",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        message = f"byte {error.object[error.start]:#04x} is not UTF-8"
        place = _line_and_column(before, len(before))
        return _finding("yaml-syntax", path, *place, message, "Save the file as UTF-8.")
    return parse(path, text)


def parse(path: str, text: str) -> YamlSource | Finding:
    """Values and places of a YAML text; what cannot be read gives exactly one finding."""
    text = text.lstrip("\ufeff")
    read_or_refused = _parse(path, text)
    if isinstance(read_or_refused, Finding):
        return replace(read_or_refused, excerpt=_line(text, read_or_refused.location.line))
    return read_or_refused


def _parse(path: str, text: str) -> YamlSource | Finding:
    try:
        if _SUSPICIOUS.search(text) or text.count("[") + text.count("{") > MAX_DEPTH:
            refused = _refuse_by_events(path, text)
            if refused:
                return refused
        tree = yaml.compose(text, Loader=Composer)
    except yaml.YAMLError as error:
        return _syntax_finding(path, text, error)
    if tree is None:
        return _finding("yaml-syntax", path, 1, 1, "the file is empty", "Write the record, or delete the file.")
    try:
        values = _value(tree)
    except _RefusedError as refusal:
        place = _place(text, refusal.mark)
        return _finding(refusal.rule, path, *place, refusal.message, refusal.help, pointer_to(*refusal.parts))
    return YamlSource(path, text, values)


class _RefusedError(Exception):
    def __init__(self, rule: str, mark: Any, message: str, help_text: str, *parts: str | int) -> None:
        super().__init__(message)
        self.rule, self.mark, self.message, self.help = rule, mark, message, help_text
        self.parts: list[str | int] = list(parts)  # filled while the call stack unwinds


def _bytes(root: Path, path: str) -> bytes | Finding:
    full = root / path
    real = Path(os.path.realpath(full))
    if not real.is_relative_to(os.path.realpath(root)):
        return _finding(
            "link-leaves-base",
            path,
            1,
            1,
            f"{path} is a link that leads out of the repository",
            "Replace the link by the file itself.",
        )
    try:
        return read_regular(full, MAX_BYTES)
    except NotRegularError:
        return _finding("yaml-syntax", path, 1, 1, "this is not a regular file", "Replace it by a file.")
    except OSError as error:
        message = f"the file cannot be opened: {error.strerror}"
        return _finding("yaml-syntax", path, 1, 1, message, "Mend its permissions, or delete it.")


def _refuse_by_events(path: str, text: str) -> Finding | None:
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=Composer):
        rule, what, mend = "yaml-alias", "", ""
        if isinstance(event, yaml.AliasEvent):
            what, mend = f"alias *{event.anchor} is used", "Write the value out."
        elif isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            what, mend = f"anchor &{event.anchor} is used", "Write the value without an anchor."
        elif getattr(event, "tag", None) is not None:
            what, mend = f"tag {event.tag} is used", "Write the value without a tag."
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if not what and depth > MAX_DEPTH:
            rule, what, mend = "yaml-syntax", _TOO_DEEP, "Flatten the record."
        if what:
            return _finding(rule, path, *_place(text, event.start_mark), what, mend)
    return None


def _syntax_finding(path: str, text: str, error: yaml.YAMLError) -> Finding:
    if isinstance(error, yaml.reader.ReaderError) and (unprintable := _UNPRINTABLE.search(text)):
        what = f"the control character U+{ord(unprintable[0]):04X} stands here"
        return _finding("yaml-syntax", path, *_line_and_column(text, unprintable.start()), what, "Delete it.")
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    what, mend = f"this is not readable as YAML: {problem or 'it is not YAML'}", _MEND_SYNTAX
    if "single document" in str(error):
        what, mend = "a second document begins here", "Keep one record in a file; '---' begins another."
    elif "quoted scalar" in str(error) and problem == "found unexpected end of stream":
        mark, what = getattr(error, "context_mark", mark), "the quote that opens here is never closed"
        mend = "Close it; a quote inside the text is written twice ('') or, between double quotes, as \\\"."
    return _finding("yaml-syntax", path, *(_place(text, mark) if mark else (1, 1)), what, mend)


def _value(node: yaml.Node, depth: int = 0) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if depth == MAX_DEPTH:
        raise _RefusedError("yaml-syntax", node.start_mark, _TOO_DEEP, "Flatten the record.")
    step: str | int | None = None  # None while a key is read: what refuses it says where it stands
    try:
        if isinstance(node, yaml.SequenceNode):
            values = []
            for step, item in enumerate(node.value):  # noqa: B007, told by the handler below
                values.append(_value(item, depth + 1))
            return values
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            step = None
            step = _key(key_node, result)
            result[step] = _value(value_node, depth + 1)
    except _RefusedError as refusal:
        if step is not None:
            refusal.parts.insert(0, step)
        raise
    return result


def _key(node: yaml.Node, earlier: dict[str, Any]) -> str:
    mark = node.start_mark
    if not isinstance(node, yaml.ScalarNode):
        raise _RefusedError("yaml-syntax", mark, "a key is a list or mapping", "Write the key as plain text.")
    key: str = node.value
    if key in earlier:
        message = f"the key '{key[:80]}' stands here a second time"
        raise _RefusedError("duplicate-key", mark, message, "Keep one of the two.", key)
    return key


def _scalar(node: yaml.ScalarNode) -> Any:
    text = node.value
    if node.style in ("'", '"', "|", ">"):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1].rstrip("\r") if number <= len(lines) else ""


def _step(node: yaml.Node, part: str) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and part.isdecimal() and int(part) < len(node.value):
        return (None, node.value[int(part)])
    return None


def _place(text: str, mark: Any) -> tuple[int, int]:
    """Line and column of a mark as editors count them: PyYAML also ends lines at NEL, LS and PS."""
    return _line_and_column(text, mark.index)


def _line_and_column(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _finding(rule: str, path: str, line: int, column: int, message: str, help_text: str, pointer: str = "") -> Finding:
    return Finding(rule, Severity.ERROR, message, help_text, Location(path, line, column, pointer), None)
