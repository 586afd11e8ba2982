"""Where a mapping in a YAML file can take up a field that it lacks, in the style that it is written in."""

from dataclasses import dataclass

import yaml

from claimgrade.location import pointer_parts, pointer_to
from claimgrade.yaml_source import YamlSource


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a field can come last: an offset, and what goes there before the field."""

    at: int
    before: str


def gap(source: YamlSource, pointer: str) -> Gap | None:
    """Where the field at a JSON Pointer would stand: after a comma, or on a line of its own with the other fields.

    None where no mapping holds it, where that has no field yet, or where its last field is a list, mapping or block
    text.
    """
    holder = source.node(pointer_to(*pointer_parts(pointer)[:-1]))
    if not isinstance(holder, yaml.MappingNode) or not holder.value:
        return None
    key, last = holder.value[-1]
    if not isinstance(last, yaml.ScalarNode) or last.style in ("|", ">"):
        return None
    after: int = last.end_mark.index
    if holder.flow_style:
        return Gap(after, ", ")
    line_end = source.text.find("\n", after)
    at = len(source.text) if line_end < 0 else line_end
    if source.text[at - 1] == "\r":
        return Gap(at - 1, "\r\n" + " " * key.start_mark.column)
    return Gap(at, "\n" + " " * key.start_mark.column)
