"""Tells the queue: one line a record for people, everything as JSON for other programs."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import version

from claimgrade.due import VERIFY_EVERY, Entry, Matter, Stakes

_LINES = 20  # that a person looks through; records that fell due are told even where they are more
_WORDS = {
    Matter.REVIEW_OVERDUE: "review was due",
    Matter.SEARCH_EXPIRED: "search expired",
    Matter.REVIEW_DUE_SOON: "review falls due",
    Matter.SEARCH_EXPIRES_SOON: "search expires",
    Matter.UNREVIEWED: "not reviewed independently",
    Matter.CITATION_UNVERIFIED: "citation never verified",
    Matter.CITATION_OVERDUE: "citation was due to be verified again",
    Matter.CITATION_DUE_SOON: "citation falls due to be verified again",
}
_CITATIONS = {
    Matter.CITATION_UNVERIFIED: "never verified",
    Matter.CITATION_OVERDUE: f"verified more than {VERIFY_EVERY} days ago",
    Matter.CITATION_DUE_SOON: "soon to be verified again",
}


def as_text(entries: Sequence[Entry], today: date, within: int) -> str:
    """Every record with a day and the first of the others, in order, each with why it stands where it does.

    Citations that were never verified, or long ago, are one line for all of them: one command does them together.
    """
    citations = [entry for entry in entries if not _CITATIONS.keys().isdisjoint(entry.matters)]
    records = [entry for entry in entries if _CITATIONS.keys().isdisjoint(entry.matters)]
    dated = sum(1 for entry in records if entry.day)
    room = max(0, _LINES - dated)
    lines = []
    for entry in records:
        if entry.day or room:
            lines.append(_line(entry))
            room -= not entry.day
    if more := len(records) - len(lines):
        lines.append(f"and {more} more, not reviewed independently; --format json lists all")
    lines += _citations(citations)
    if not lines:
        return f"Nothing is due within {within} days of {today}.\n"
    return "\n".join((*lines, "", _summary(entries, today, within))) + "\n"


def as_json(entries: Sequence[Entry], today: date, within: int) -> str:
    """One object with every entry in order, in ASCII, so that nothing in it can steer a terminal."""
    counts = _counts(entries)
    data = {
        "version": 1,
        "tool": "claimgrade",
        "tool_version": version("claimgrade"),
        "today": today.isoformat(),
        "within": within,
        "counts": {matter.value: counts[matter] for matter in Matter},
        "entries": [
            {
                "record": entry.record,
                "file": entry.file,
                "matters": [matter.value for matter in entry.matters],
                "date": entry.day,
                "stakes": int(entry.weight.stakes),
                "claim": entry.weight.claim,
                "kind": entry.weight.kind,
                "verdict": entry.weight.verdict,
                "overstated": entry.weight.overstated,
                "articles": entry.weight.articles,
                "claims": list(entry.claims),
                "reason": _reason(entry),
            }
            for entry in entries
        ],
    }
    return json.dumps(data, indent=1) + "\n"


def _line(entry: Entry) -> str:
    what = ", ".join(
        f"{_WORDS[matter]} {entry.day}" if i == 0 and entry.day else _WORDS[matter]
        for i, matter in enumerate(entry.matters)
    )
    return f"{entry.record}: {what} ({_reason(entry)})"


def _reason(entry: Entry) -> str:
    """What the place in the queue comes from, in the order of its keys."""
    weight = entry.weight
    if weight.stakes is Stakes.NONE:
        return "no claim rests on it"
    parts = [f"{weight.kind}, {weight.verdict or 'no verdict'}"]
    if entry.claims != (entry.record,):
        others = f" and {len(entry.claims) - 1} more" if len(entry.claims) > 1 else ""
        parts = [f"for {weight.claim}{others}: {parts[0]}"]
    if weight.overstated:
        parts.append(f"overstated {_times(weight.overstated)}")
    parts.append(_number(weight.articles, "article"))
    return ", ".join(parts)


def _citations(entries: Sequence[Entry]) -> Iterator[str]:
    for matter, words in _CITATIONS.items():
        if members := [entry for entry in entries if matter in entry.matters]:
            firm = sum(1 for entry in members if entry.weight.stakes is Stakes.FIRM_ON_HEALTH)
            on = f"; {firm} behind a firm verdict on benefit or harm" if firm else ""
            yield f"{_number(len(members), 'citation')} {words}{on}; --format json lists all"


def _summary(entries: Sequence[Entry], today: date, within: int) -> str:
    counts = _counts(entries)
    told = ", ".join(f"{counts[matter]} {matter.value}" for matter in Matter if counts[matter])
    return f"On {today}, and within {within} days: {told}."


def _counts(entries: Sequence[Entry]) -> Counter[Matter]:
    return Counter(matter for entry in entries for matter in entry.matters)


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
