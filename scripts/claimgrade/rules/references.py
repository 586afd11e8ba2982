"""References that lead nowhere: shared by the rules on links."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from claimgrade.finding import Problem
from claimgrade.knowledge_base import KnowledgeBase


def unknown(kind: str, named: Iterable[tuple[str, str]], base: KnowledgeBase) -> Iterator[Problem]:
    """Problems for ids of one kind, given with their pointers, for which the base has no file."""
    for pointer, record_id in named:
        if not base.exists(kind, record_id):
            near = get_close_matches(record_id, base.of_kind(kind), 1)
            mend = f"Did you mean '{near[0]}'?" if near else f"Add the {kind}, or remove the reference."
            yield Problem(f"there is no {kind} '{record_id}'", mend, pointer)
