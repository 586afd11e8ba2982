"""Tells what a change means: text for people, Markdown for the comment on a pull request, JSON for other programs."""

import json
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from claimgrade import listing
from claimgrade.difference import Change, Difference, Judged
from claimgrade.listing import Item, Quote, Section, code, on_one_line
from claimgrade.reporters.text import harmless


def as_text(difference: Difference, rev: str) -> str:
    """Sections with one record an item; what went is gone, what came is new."""
    headline = f"Compared with {harmless(rev)}: {_summary(difference)}."
    return listing.text(headline, _sections(difference, on_one_line))


def as_markdown(difference: Difference, rev: str) -> str:
    """The same as lists. Every text of a record is a code span, where no sign of Markdown, HTML or GitHub works."""
    headline = f"**What this change means**, compared with {code(rev)}: {_summary(difference)}."
    return listing.markdown(headline, _sections(difference, code), "claimgrade diff")


def as_json(difference: Difference, rev: str) -> str:
    """One object, in ASCII, so that nothing in it can steer a terminal."""
    data = {
        "version": 1,
        "tool": "claimgrade",
        "tool_version": version("claimgrade"),
        "revision": rev,
        "claims": {
            "added": [_judged(judged) for judged in difference.added],
            "removed": [_judged(judged) for judged in difference.removed],
            "changed": [_changed(change) for change in difference.changed],
        },
        "studies": [
            {"study": fallen.study.id, "what": fallen.what, "notice": fallen.notice, "claims": list(fallen.claims)}
            for fallen in difference.fallen
        ],
        "policy_changed": difference.policy_changed,
        "left_out": list(difference.left_out),
    }
    return json.dumps(data, indent=1) + "\n"


def _summary(difference: Difference) -> str:
    parts = [
        f"{len(members)} {'claim' if len(members) == 1 else 'claims'} {what}"
        for what, members in (
            ("added", difference.added),
            ("removed", difference.removed),
            ("changed", difference.changed),
        )
        if members
    ]
    parts += [f"{len(difference.fallen)} newly retracted or superseded"] if difference.fallen else []
    parts += ["the grading policy changed"] if difference.policy_changed else []
    return ", ".join(parts) or "nothing that readers would notice"


def _sections(difference: Difference, quote: Quote) -> Iterator[Section]:
    unexplained = [change.unexplained for change in difference.changed if change.unexplained]
    sections: list[Section] = [
        (
            "Certainty raised without a reason (grade-change-without-reason)",
            [(f"{quote(f.record or '')}: {f.message}", [f.help]) for f in unexplained],
        ),
        (
            "Studies newly retracted or superseded",
            [
                (
                    f"{quote(f.study.id)} ({quote(f.study.short_name)}) is {f.what}: {quote(f.notice)}",
                    [f"linked by {', '.join(map(quote, f.claims))}"] if f.claims else [],
                )
                for f in difference.fallen
            ],
        ),
        ("Claims added", [(_head(judged, quote), [quote(judged.claim.statement)]) for judged in difference.added]),
        ("Claims removed", [(_head(judged, quote), [quote(judged.claim.statement)]) for judged in difference.removed]),
        ("Claims changed", [_item(change, quote) for change in difference.changed]),
        ("Left out, because they cannot be read", [(quote(file), []) for file in difference.left_out]),
    ]
    yield from ((title, items) for title, items in sections if items)


def _head(judged: Judged, quote: Quote) -> str:
    facts = judged.facts
    certainty = f", {facts['certainty']} certainty" if facts["certainty"] else ""
    return f"{quote(judged.claim.id)}: {facts['verdict'] or 'no verdict'}{certainty}"


def _item(change: Change, quote: Quote) -> Item:
    was = f", before: {quote(change.was)}" if change.was else ""
    below = []
    for name, before, after in change.facts:
        free = name in ("statement", "topic")
        shown = [quote(value) if free and value else value or "none" for value in (before, after)]
        below.append(f"{name}: {shown[0]} -> {shown[1]}")
    for what, steps, entries, searches in zip(
        ("gone", "new"), change.steps, change.evidence, change.searches, strict=True
    ):
        below += [f"{what}: step {step.name}: {quote(step.reason)} -> {step.certainty}" for step in steps]
        for entry in entries:
            differs = f", differs in {', '.join(entry.differs)}" if entry.differs else ""
            below.append(f"{what}: evidence {quote(entry.study)}: {entry.bearing}{differs}")
        below += [f"{what}: search {quote(search)}" for search in searches]
    return f"{quote(change.after.claim.id)}{was}", below


def _judged(judged: Judged) -> dict[str, Any]:
    return {"id": judged.claim.id, "file": judged.claim.file, **judged.facts}


def _changed(change: Change) -> dict[str, Any]:
    finding = change.unexplained
    went, came = (
        {
            "steps": [{"name": s.name, "certainty": s.certainty, "reason": s.reason} for s in change.steps[side]],
            "evidence": [
                {
                    "study": entry.study,
                    "bearing": entry.bearing,
                    "differs": list(entry.differs),
                    "rests_on": entry.rests_on,
                    "outcome": entry.outcome,
                }
                for entry in change.evidence[side]
            ],
            "searches": list(change.searches[side]),
        }
        for side in (0, 1)
    )
    return {
        "id": change.after.claim.id,
        "formerly": change.was,
        "file": change.after.claim.file,
        "facts": {name: {"before": before, "after": after} for name, before, after in change.facts},
        "removed": went,
        "added": came,
        "finding": {
            "rule": finding.rule,
            "severity": finding.severity,
            "message": finding.message,
            "help": finding.help,
            "line": finding.location.line,
        }
        if finding
        else None,
    }
