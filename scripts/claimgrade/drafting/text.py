"""Writes a draft as the text of a record that an editor completes."""

import textwrap
from collections.abc import Iterator, Sequence

from claimgrade.drafting.record import Draft
from claimgrade.records.vocabularies import Design
from claimgrade.yaml_text import block

_WIDTH = 110
_CHOOSE = "Nothing that the services say tells the design. Write one of:"
_PLACE = "Country or region where it holds; a guideline needs it."


def text_of(draft: Draft, study_id: str, services: Sequence[str]) -> str:
    """YAML in the habit of the records: what is still to be judged has a comment, what must be filled in is empty."""
    lines = [
        "# yaml-language-server: $schema=../../schema/study.schema.json",
        f"# Drafted from the answers of {' and '.join(services)}; what is null was not seen there.",
    ]
    for line in block({"id": study_id, **draft.fields}):
        if line.startswith("design: "):
            yielded = _design(draft)
        elif line == "place: null":
            yielded = [f"# {_PLACE}", "place:"]
        else:
            yielded = [line]
        lines += yielded
    return "\n".join(lines) + "\n"


def remarks_on(draft: Draft) -> Iterator[str]:
    """Sentences on what the record says that a curator must know, and on what it needs before it can be used."""
    status = draft.fields["status"] or {}
    for name, words in (("retraction", "it was retracted"), ("expression-of-concern", "there is a notice of concern")):
        if isinstance(notice := status.get(name), dict):
            yield f"{words} ({notice['date'] or 'date not told'}): {notice['notice']}"
    if draft.left_out:
        yield f"{draft.left_out} authors more than a record holds were left out"
    if draft.design is None:
        yield "nothing tells its design; write it in, the values are in the file"
    elif draft.design is not Design.REGISTRY_ENTRY:
        yield f"its design is a guess: {draft.design}"
    if draft.design is Design.GUIDELINE:
        yield "a guideline needs a place"


def _design(draft: Draft) -> list[str]:
    if draft.design is None:
        return [*_comment(_CHOOSE), *_comment(" | ".join(Design)), "design:"]
    if draft.design is Design.REGISTRY_ENTRY:
        return [f"design: {draft.design}"]
    what = f"its title and what it is called ({'; '.join(draft.called)})" if draft.called else "its title"
    return [
        *_comment(f"A guess from {what}: to be confirmed, or corrected, by who reads the study."),
        f"design: {draft.design}",
    ]


def _comment(text: str) -> list[str]:
    text = "".join(filter(str.isprintable, text))
    return [f"# {line}" for line in textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)]
