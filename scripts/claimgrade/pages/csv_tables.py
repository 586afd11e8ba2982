"""The base as tables for a spreadsheet: RFC 4180, UTF-8, one line a record or entry.

A text that a spreadsheet would take for a formula (it begins with = + - @ or a tab, or their full-width forms) gets an
apostrophe before it: OWASP, "CSV Injection". Lists are joined with "; ", yes and no are true and false, and what nobody
saw is empty.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from claimgrade.pages.page import Content
from claimgrade.records import Study

Row = dict[str, Any]

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def claims(content: Content) -> str:
    """One line a claim, with what was derived."""
    return _table(_claims(content))


def evidence(content: Content) -> str:
    """One line for each study that a claim links to."""
    return _table(_evidence(content))


def appearances(content: Content) -> str:
    """One line for each time that an article makes a claim."""
    return _table(_appearances(content))


def studies(content: Content) -> str:
    """One line a study."""
    return _table(_study(study) for study in content.base.studies.values())


def cell(value: Any) -> str:
    """A value as a spreadsheet may safely open it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value}"
    text = "; ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _table(rows: Iterable[Row]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for number, row in enumerate(rows):
        if not number:
            writer.writerow(row)
        writer.writerow(cell(value) for value in row.values())
    return stream.getvalue()


def _claims(content: Content) -> Iterator[Row]:
    for claim in content.base.claims.values():
        found = content.assessments.get(claim.id)
        question = claim.question
        yield {
            "id": claim.id,
            "topic": claim.topic,
            "kind": claim.kind,
            "statement": claim.statement,
            "verdict": found.verdict if found else None,
            "certainty": found.certainty if found else None,
            "system": found.system if found else None,
            "ceiling": found.graded.ceiling.certainty if found and found.graded else None,
            "plain": found.plain if found else None,
            "population": question.population,
            "intervention": question.intervention,
            "comparator": question.comparator,
            "outcome": question.outcome,
            "place": question.place,
            "direction": claim.grade.direction if claim.grade else None,
            "size": claim.grade.size if claim.grade else None,
            "basis": claim.grade.basis if claim.grade else None,
            "searches": claim.searches,
            "search_strength": found.search_strength if found else None,
            "appearances": len(claim.appearances),
            "overstated": sum(1 for is_overstated in found.overstated if is_overstated) if found else None,
            "review_status": claim.review.status,
            "review_last": claim.review.last,
            "review_due": claim.review_due(content.review_periods),
        }


def _evidence(content: Content) -> Iterator[Row]:
    for claim in content.base.claims.values():
        found = content.assessments.get(claim.id)
        for i, entry in enumerate(claim.evidence):
            standing = found.standings[i] if found else None
            yield {
                "claim": claim.id,
                "study": entry.study,
                "bearing": entry.bearing,
                "direct": standing.is_direct if standing else None,
                "differs": entry.differs,
                "rests_on": entry.rests_on,
                "outcome": entry.outcome,
                "counts": standing.counts if standing else None,
                "why_not": standing.why_not if standing else None,
                "start": standing.start if standing else None,
                "note": entry.note,
            }


def _appearances(content: Content) -> Iterator[Row]:
    for claim in content.base.claims.values():
        found = content.assessments.get(claim.id)
        for i, appearance in enumerate(claim.appearances):
            cited = appearance.cited
            yield {
                "claim": claim.id,
                "article": appearance.article,
                "stance": appearance.stance,
                "wording": appearance.wording,
                "overstated": found.overstated[i] if found else None,
                "support": appearance.support,
                "cited_as": cited.as_ if cited else None,
                "traced_to": cited.traced_to if cited else None,
                "candidates": cited.candidates if cited else None,
                "report": cited.report if cited else None,
                "search": cited.search if cited else None,
            }


def _study(study: Study) -> Row:
    cited = study.citation
    return {
        "id": study.id,
        "name": study.short_name,
        "title": cited.title,
        "published_in": cited.container_title,
        "publisher": cited.publisher,
        "year": cited.issued[0] if cited.issued else None,
        "doi": study.doi.value if study.doi else None,
        "pmid": study.pmid.value if study.pmid else None,
        "pmcid": study.pmcid.value if study.pmcid else None,
        "registration": study.registration,
        "url": cited.url,
        "design": study.design,
        "preprint": study.preprint,
        "place": study.place,
        "participants": study.participants,
        "studies_included": study.studies_included,
        "population": study.population,
        "intervention": study.intervention,
        "comparator": study.comparator,
        "risk_of_bias": study.risk_of_bias.judgement if study.risk_of_bias else None,
        "funding": study.funding,
        "retracted": study.retraction is not None,
        "superseded": study.superseded is not None,
        "status_checked": study.status is not None,
        "findings": study.findings,
    }
