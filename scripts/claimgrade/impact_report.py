"""Tells what rests on a study: text for people, Markdown for the comment on a pull request, JSON for other programs."""

import json
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from claimgrade import listing
from claimgrade.grading import Assessment, Step
from claimgrade.impact import ClaimImpact, Fate, Impact
from claimgrade.listing import Item, Quote, Section, code, on_one_line
from claimgrade.records import Study
from claimgrade.reporters.text import count


def as_text(impact: Impact) -> str:
    """The study, what its absence would change, and all that leads to it."""
    return listing.text("\n".join(_headline(impact, on_one_line)), _sections(impact, on_one_line))


def as_markdown(impact: Impact) -> str:
    """The same as lists. Every text of a record is a code span, where no sign of Markdown, HTML or GitHub works."""
    first, *rest = _headline(impact, code)
    headline = "\n\n".join((f"**What rests on a study**: {first}", *rest))
    return listing.markdown(headline, _sections(impact, code), f"claimgrade impact {impact.study.id}")


def as_lines(impact: Impact) -> list[str]:
    """What its absence would change, in a few lines of text, for a report on many studies.

    Claims that would stay as they are, and what else leads to the study, are left out.
    """
    changing = [item for _, items in _claim_sections(impact, on_one_line, stable=False) for item in items]
    return [_verdict_on(impact), *(f"  {head}" for head, _ in changing)]


def as_json(impact: Impact) -> str:
    """One object, in ASCII, so that nothing in it can steer a terminal."""
    data = {
        "version": 1,
        "tool": "claimgrade",
        "tool_version": version("claimgrade"),
        "study": _study(impact.study),
        "claims": [_claim(found) for found in impact.claims],
        "searches": [
            {"id": found.search.id, "claims": [claim.id for claim in found.claims], "other_sources": found.others}
            for found in impact.searches
        ],
        "included_by": list(impact.included_by),
        "same_as": list(impact.same_as),
        "supersedes": list(impact.supersedes),
        "superseded_by": impact.superseded_by,
        "citations": [
            {
                "claim": citation.claim.id,
                "article": citation.article,
                "as": citation.cited.as_,
                "traced": citation.traced,
                "report": citation.cited.report,
            }
            for citation in impact.citations
        ],
        "articles": list(impact.articles),
        "pages": list(impact.pages),
    }
    return json.dumps(data, indent=1) + "\n"


def _headline(impact: Impact, quote: Quote) -> Iterator[str]:
    study = impact.study
    yield f"{quote(study.id)} ({quote(study.short_name)}): {quote(study.citation.title)}"
    for what, notice in (("Retracted", study.retraction), ("Superseded", study.superseded)):
        if notice:
            yield f"{what} ({notice.date or 'date not seen'}), so that it counts for no claim: {quote(notice.notice)}"
    yield _verdict_on(impact)


def _verdict_on(impact: Impact) -> str:
    linked = sum(1 for found in impact.claims if found.entries)
    if not impact.claims:
        return "No claim links to it as evidence."
    changed = f"{len(impact.changed)} would have another verdict or certainty without it"
    more = sum(1 for found in impact.claims if found.falls_if_retracted)
    pooled = f"; {count(more, 'claims')} would fall if it were retracted, since a review pools it" if more else ""
    return f"{count(linked, 'claims')} {'link' if linked != 1 else 'links'} to it; {changed}{pooled}."


def _sections(impact: Impact, quote: Quote) -> Iterator[Section]:
    yield from _claim_sections(impact, quote, stable=True)
    sections: list[Section] = [
        ("Searches that name it as a review", [_search_item(impact, i, quote) for i in range(len(impact.searches))]),
        ("Other studies that it is tied to", list(_ties(impact, quote))),
        (
            "Sources that articles name",
            [
                (
                    f"{quote(citation.article)}: {quote(citation.cited.as_)}, for {quote(citation.claim.id)}, "
                    f"{'is' if citation.traced else 'may be'} this study",
                    [],
                )
                for citation in impact.citations
            ],
        ),
        ("Pages that show it", [(quote(page), []) for page in impact.pages]),
    ]
    yield from ((title, items) for title, items in sections if items)


def _claim_sections(impact: Impact, quote: Quote, *, stable: bool) -> Iterator[Section]:
    falling = [found for found in impact.claims if found.falls_if_retracted and not found.changes]
    staying = [found for found in impact.claims if not (found.changes or found.falls_if_retracted)]
    sections = (
        ("Claims that would change without it", impact.changed),
        ("Claims that would change if it were retracted", falling),
        ("Claims that would stay as they are", staying if stable else ()),
    )
    for title, members in sections:
        if members:
            yield title, [_claim_item(found, quote) for found in members]


def _claim_item(found: ClaimImpact, quote: Quote) -> Item:
    now, then, retracted = found.now, found.without, found.retracted
    head = f"{quote(found.claim.id)}: {_grade(now)}"
    if found.changes:
        head += f" -> {_grade(then)}"
    if found.falls_if_retracted:
        head += f"{',' if found.changes else ' ->'} if it were retracted {_grade(retracted)}"
    moves = found.changes or found.falls_if_retracted
    below = [quote(now.plain if now and now.plain else found.claim.statement)] if moves else []
    below += _links(found, quote)
    if found.changes or found.fate is not Fate.UNTOUCHED:
        below.append(found.outlook)
    if found.changes and found.left:
        below.append(f"still counts: {', '.join(map(quote, found.left))}")
    went, came = found.steps
    below += [f"gone: step {step.name}: {quote(step.reason)} -> {step.certainty}" for step in went if found.changes]
    below += [f"new: step {step.name}: {quote(step.reason)} -> {step.certainty}" for step in came if found.changes]
    return head, below


def _links(found: ClaimImpact, quote: Quote) -> Iterator[str]:
    """How the study is linked to the claim."""
    basis = {standing.entry for standing in found.now.basis} if found.now else set()
    whys = {standing.entry: standing.why_not for standing in found.now.standings} if found.now else {}
    for entry in found.entries:
        differs = f", differs in {', '.join(entry.differs)}" if entry.differs else ""
        why = whys.get(entry)
        if found.now is None:
            weight = ""
        elif why:
            weight = f"; does not count: {quote(why)}"
        else:
            weight = "; the grade rests on it" if entry in basis else "; counts, but the grade does not rest on it"
        yield f"link: {entry.bearing}{differs}{weight}"
    if found.pooled_by:
        yield f"pooled by {', '.join(map(quote, found.pooled_by))}, on which the grade rests; not worked out anew"


def _grade(found: Assessment | None) -> str:
    if found is None:
        return "not known"
    return f"{found.verdict or 'no verdict'}{f', {found.certainty} certainty' if found.certainty else ''}"


def _search_item(impact: Impact, number: int, quote: Quote) -> Item:
    found = impact.searches[number]
    others = f"{count(found.others, 'other sources')}" if found.others else "no other source"
    users = f"named by {', '.join(quote(claim.id) for claim in found.claims)}" if found.claims else "no claim names it"
    return f"{quote(found.search.id)}: {others} documented; {users}", []


def _ties(impact: Impact, quote: Quote) -> Iterator[Item]:
    newer = (impact.superseded_by,) if impact.superseded_by else ()
    for what, studies in (
        ("pools it", impact.included_by),
        ("shares trial, text or an earlier version with it", impact.same_as),
        ("has been superseded by it", impact.supersedes),
        ("has taken its place", newer),
    ):
        yield from ((f"{quote(study)} {what}", []) for study in studies)


def _study(study: Study) -> dict[str, Any]:
    retraction = study.retraction
    return {
        "id": study.id,
        "file": study.file,
        "short_name": study.short_name,
        "title": study.citation.title,
        "retraction": {"date": retraction.date, "notice": retraction.notice} if retraction else None,
    }


def _claim(found: ClaimImpact) -> dict[str, Any]:
    went, came = found.steps
    return {
        "id": found.claim.id,
        "file": found.claim.file,
        "statement": found.claim.statement,
        "evidence": [
            {"bearing": entry.bearing, "differs": list(entry.differs), "outcome": entry.outcome}
            for entry in found.entries
        ],
        "pooled_by": list(found.pooled_by),
        "counts": found.counts,
        "fate": found.fate,
        "changes": found.changes,
        "now": _state(found.now),
        "without": _state(found.without),
        "if_retracted": _state(found.retracted),
        "still_counts": list(found.left),
        "steps": {"gone": [_step(step) for step in went], "new": [_step(step) for step in came]},
        "outlook": found.outlook,
    }


def _state(found: Assessment | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"verdict": found.verdict, "certainty": found.certainty, "plain": found.plain}


def _step(step: Step) -> dict[str, str]:
    return {"name": step.name, "certainty": step.certainty, "reason": step.reason}
