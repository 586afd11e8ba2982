"""Says where something stands in a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a record's file.

    `file` is relative to the root of the base, with forward slashes; `line` and `column` count characters from 1;
    `pointer` is a JSON Pointer (RFC 6901) into the record, "" for the whole.
    """

    file: str
    line: int
    column: int
    pointer: str = ""


def pointer_to(*parts: str | int) -> str:
    """JSON Pointer (RFC 6901) from its unescaped parts."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def pointer_parts(pointer: str) -> list[str]:
    """Unescaped parts of a JSON Pointer (RFC 6901)."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
