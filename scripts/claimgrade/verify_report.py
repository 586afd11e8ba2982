"""Tells what a run of verify found: text for people, JSON for other programs."""

import json
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from claimgrade.citations.answer import Unreachable
from claimgrade.citations.entry import Outcome
from claimgrade.citations.lock import entry_data
from claimgrade.citations.names import SERVICES
from claimgrade.finding import Severity
from claimgrade.impact_report import as_json as impact_as_json
from claimgrade.impact_report import as_lines
from claimgrade.layout import LOCK
from claimgrade.news import News
from claimgrade.reporters.json_report import finding_data
from claimgrade.reporters.text import count, harmless, paragraph
from claimgrade.verify import Verification

_SHOWN = 10  # ids in a line
_NOTHING = "nothing to ask"


def as_text(found: Verification, *, is_written: bool) -> str:
    """Findings, what rests on retracted studies, what could not be checked, what changes in the lock, and counts.

    `is_written` tells whether the lock was written.
    """
    lines = [line for finding in found.findings for line in paragraph(finding)]
    for impact in found.impacts:
        lines += [f"What rests on {harmless(impact.study.id)}:", *map(harmless, as_lines(impact)), ""]
    lines += [*_not_checked(found), *_lock(found, is_written=is_written), *_summary(found)]
    return "\n".join(lines) + "\n"


def as_json(found: Verification, *, is_written: bool) -> str:
    """One object, in ASCII, so that nothing in it can steer a terminal."""
    selection = found.selection
    data = {
        "version": 1,
        "tool": "claimgrade",
        "tool_version": version("claimgrade"),
        "summary": {
            "outcomes": {outcome.value: found.counts[outcome] for outcome in Outcome},
            "nothing_to_ask": len(selection.nothing_to_ask),
            "left_out": selection.left_out,
            "unreadable": list(found.unreadable),
            "interrupted": found.is_interrupted,
            "lock_written": is_written,
            "findings": {
                severity.value: sum(1 for finding in found.findings if finding.severity is severity)
                for severity in Severity
            },
        },
        "changes": [
            {"study": change.study, "before": change.before, "after": change.after} for change in found.changes
        ],
        "studies": {
            study: {
                "outcome": decided.outcome.value,
                "entry": entry_data(decided.entry) if decided.entry else None,
                "unreachable": [_unreachable(answer) for answer in decided.unreachable],
            }
            for study, decided in found.decided.items()
        },
        "searches": [_searched(news) for news in found.news],
        "impacts": [json.loads(impact_as_json(impact)) for impact in found.impacts],
        "findings": [finding_data(finding) for finding in found.findings],
    }
    return json.dumps(data, indent=1) + "\n"


def _not_checked(found: Verification) -> Iterator[str]:
    """Each reason once, with the number of identifiers."""
    reasons: defaultdict[tuple[str, str], list[Unreachable]] = defaultdict(list)
    for answer in found.unreachable:
        reasons[SERVICES[answer.service], answer.why].append(answer)
    for (service, why), members in reasons.items():
        ids = _some([answer.identifier.value for answer in members])
        yield harmless(f"Could not check {count(len(members), 'identifiers')} at {service}, {why}: {ids}")
    for news in found.news:
        if news.hits is None:
            yield harmless(f"Could not repeat the search {news.asked.search.id}: {news.why}")
        elif news.hits.remarks:
            yield harmless(f"The search {news.asked.search.id}: PubMed remarks: {'; '.join(news.hits.remarks)}")
    if found.unreadable:
        yield harmless(f"Could not read {count(len(found.unreadable), 'studies')}: {_some(found.unreadable)}")


def _lock(found: Verification, *, is_written: bool) -> Iterator[str]:
    """What changed in the lock, or would: each sort of change once, with its studies."""
    if not found.changes and not found.renewed:
        return
    yield f"Written to {LOCK}:" if is_written else f"With --update, {LOCK} would change:"
    sorts: defaultdict[str, list[str]] = defaultdict(list)
    for change in sorted(found.changes, key=lambda change: (change.after or Outcome.UNCHECKED).rank):
        if change.before is None:
            what = f"new, {change.after}"
        elif change.after is None:
            what = f"gone, was {change.before}"
        else:
            same = change.before is change.after
            what = f"{change.after} as before, in other words" if same else f"{change.before} → {change.after}"
        sorts[what].append(change.study)
    for what, studies in sorts.items():
        yield harmless(f"  {what}: {_some(studies)}")
    if found.renewed:
        yield f"  the day of {count(found.renewed, 'entries')} that stay as they are"


def _summary(found: Verification) -> Iterator[str]:
    counts = ", ".join(f"{found.counts[outcome]} {outcome}" for outcome in Outcome if found.counts[outcome])
    asked = len(found.selection.studies)
    checked = asked - found.counts[Outcome.UNCHECKED]
    if not checked:
        yield "Nothing was checked." if asked else "There was nothing to ask."
    yield f"Asked for {count(asked, 'studies')}" + (f": {counts}." if counts else ".")
    if found.news:
        hits = sum(news.hits.count for news in found.news if news.hits)
        yield f"Repeated {count(len(found.news), 'searches')}: {count(hits, 'new records')}."
    if nothing := len(found.selection.nothing_to_ask):
        yield f"Without an identifier that a service knows, so with {_NOTHING}: {count(nothing, 'studies')}."
    if found.selection.left_out:
        yield f"Left out, as --since and --max-age say: {count(found.selection.left_out, 'studies')}."
    if found.is_interrupted:
        yield "Interrupted: what was not answered is unchecked."


def _some(names: "list[str] | tuple[str, ...]") -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _unreachable(answer: Unreachable) -> dict[str, str]:
    return {"service": answer.service.value, "identifier": answer.identifier.value, "why": answer.why}


def _searched(news: News) -> dict[str, Any]:
    asked = news.asked
    return {
        "search": asked.search.id,
        "source": asked.source,
        "query": asked.query,
        "since": asked.since.isoformat(),
        "count": news.hits.count if news.hits else None,
        "pmids": [pmid.value for pmid in news.hits.pmids] if news.hits else [],
        "remarks": list(news.hits.remarks) if news.hits else [],
        "why_not": news.why,
    }
