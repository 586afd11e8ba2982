"""One record as text, as a reader would want it: first what became of it, then every step and source."""

import textwrap
from collections.abc import Iterator, Mapping

from claimgrade.grading import Assessment, Policy, Standing
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.records import Article, Claim, Record, Search, Study
from claimgrade.records.claim import Appearance, Change
from claimgrade.records.study import Outcome

_WIDTH = 98  # sections are indented by two more


def describe(
    record: Record,
    base: KnowledgeBase,
    assessments: dict[str, Assessment],
    policy: Policy,
    review_periods: Mapping[str, int],
) -> str:
    """The record as plain text, lines of at most 100 characters; `review_periods` are days by topic."""
    match record:
        case Claim():
            lines = _claim(record, base, assessments.get(record.id), policy, record.review_due(review_periods))
        case Study():
            lines = _study(record, base, assessments)
        case Article():
            lines = _article(record, base, assessments)
        case Search():
            lines = _search(record, base)
    return "\n".join([*lines, "", f"Record: {record.file}"]) + "\n"


def _claim(
    claim: Claim, base: KnowledgeBase, found: Assessment | None, policy: Policy, due: str | None
) -> Iterator[str]:
    if found is None:
        yield from _wrapped(claim.statement)
        yield "Verdict: not known, because a study or search that it names cannot be read."
        return
    yield from _wrapped(found.plain or claim.statement)
    yield ""
    verdict = found.verdict or "none yet: evidence counts, but no grade rests on it"
    certainty = f", {found.certainty} certainty ({found.system})" if found.certainty else ""
    yield f"Verdict: {verdict}{certainty}"
    yield from _wrapped(claim.summary, "Summary: ")
    question = claim.question
    parts = (
        ("population", question.population),
        ("intervention", question.intervention),
        ("comparator", question.comparator),
        ("outcome", question.outcome),
        ("place", question.place),
    )
    yield from _wrapped("; ".join(f"{name}: {value}" for name, value in parts if value), "Question: ")
    yield from _steps(claim, found, policy)
    yield from _section("Evidence", (line for s in found.standings for line in _standing(s)))
    yield from _section(
        "Where articles say this",
        (
            line
            for i, a in enumerate(claim.appearances)
            for line in _appearance(a, base, overstated=found.overstated[i])
        ),
    )
    yield from _section(
        "Searches",
        (
            line
            for search_id in claim.searches
            if search_id in base.searches
            for line in _wrapped(base.searches[search_id].question, f"{search_id}: ")
        ),
    )
    yield from _section(
        "Review",
        [
            f"{claim.review.status}; last {claim.review.last or 'never'}, "
            f"due {due or 'not planned'}; independently reviewed by "
            f"{', '.join(claim.review.reviewers) or 'nobody yet'}"
        ],
    )


def _steps(claim: Claim, found: Assessment, policy: Policy) -> Iterator[str]:
    if found.graded is None or claim.grade is None:
        return
    lines = [
        line
        for number, step in enumerate(found.graded.steps, 1)
        for line in _wrapped(f"{step.reason} -> {step.certainty}", f"{number}. {step.name}: ")
    ]
    for change in claim.grade.changes:
        lines += _anchor(change, policy)
    ceiling = found.graded.ceiling
    lines += _wrapped(f"{ceiling.certainty}. {' '.join(ceiling.reasons)}", "Ceiling: ")
    lines += _wrapped(claim.grade.note, "Note: ") if claim.grade.note else []
    lines.append(f"Direction of the basis: {claim.grade.direction}; size: {claim.grade.size or 'not given'}")
    yield from _section("How the grade came about", lines)


def _anchor(change: Change, policy: Policy) -> list[str]:
    anchor = policy.domains[change.domain].anchors.get(change.levels)
    return list(_wrapped(anchor, f"Anchor of {change.domain} {change.levels:+d}: ")) if anchor else []


def _standing(standing: Standing) -> Iterator[str]:
    entry, study = standing.entry, standing.study
    counts = f"starts {standing.start}" if standing.counts else f"does not count: {standing.why_not}"
    differs = f"differs in {', '.join(entry.differs)}" if entry.differs else "direct"
    people = f"{study.participants} people" if study.participants is not None else "number of people not seen"
    yield from _wrapped(
        f"{entry.bearing}; {study.design}, {people}; {differs}; {counts}", f"{study.id} ({study.short_name}): "
    )
    named = (entry.outcome or "").strip().casefold()
    for outcome in study.outcomes:
        if outcome.name.strip().casefold() == named:
            yield from _wrapped(_numbers(outcome), "    ")
    if entry.note:
        yield from _wrapped(entry.note, "    ")


def _numbers(outcome: Outcome) -> str:
    unit = f" {outcome.unit}" if outcome.unit else ""
    value = f" {outcome.value:g}{unit}" if outcome.value is not None else ""
    ends = (
        f" ({outcome.low:g} to {outcome.high:g}{unit})" if outcome.low is not None and outcome.high is not None else ""
    )
    p = f", p {outcome.p}" if outcome.p is not None else ""
    people = f", {outcome.participants} people" if outcome.participants is not None else ""
    return f"{outcome.name}: {outcome.measure or 'value'}{value or ' not seen'}{ends}{p}{people}"


def _appearance(appearance: Appearance, base: KnowledgeBase, *, overstated: bool | None) -> Iterator[str]:
    article = base.articles.get(appearance.article)
    title = article.title if article else "article cannot be read"
    mark = "; overstated" if overstated else ""
    yield from _wrapped(
        f"{appearance.stance}, {appearance.wording}; proof offered: {appearance.support}{mark}",
        f"{appearance.article} ({title}): ",
    )
    if cited := appearance.cited:
        leads = f"is {cited.traced_to}" if cited.traced_to else "could not be traced"
        perhaps = f", perhaps {', '.join(cited.candidates)}" if cited.candidates else ""
        report = f"; report {cited.report}" if cited.report else ""
        yield from _wrapped(f"{cited.as_}: {leads}{perhaps}{report}", "    ")


def _study(study: Study, base: KnowledgeBase, assessments: dict[str, Assessment]) -> Iterator[str]:
    cited = study.citation
    if study.retraction:
        yield from _wrapped(f"{study.retraction.date or 'date not seen'}: {study.retraction.notice}", "RETRACTED ")
    if study.superseded:
        yield from _wrapped(f"{study.superseded.study or study.superseded.notice}", "SUPERSEDED by ")
    yield from _wrapped(cited.title)
    where = ", ".join(part for part in (cited.container_title, cited.publisher) if part)
    yield from _wrapped(f"{study.short_name}. {where}" if where else study.short_name)
    ids = (
        ("DOI", cited.doi),
        ("PMID", cited.pmid),
        ("PMCID", cited.pmcid),
        ("registration", study.registration),
        ("URL", cited.url),
    )
    yield "; ".join(f"{name} {value}" for name, value in ids if value) or "No identifier was seen."
    people = study.participants if study.participants is not None else "not seen"
    yield f"Design: {study.design}; people: {people}"
    for name, value in (
        ("Population", study.population),
        ("Intervention", study.intervention),
        ("Comparator", study.comparator),
        ("Found", study.findings),
        ("Funding", study.funding),
    ):
        yield from _wrapped(value or "not seen", f"{name}: ")
    yield from _section("Outcomes", (line for outcome in study.outcomes for line in _wrapped(_numbers(outcome))))
    claims = [claim for claim in base.claims.values() if any(entry.study == study.id for entry in claim.evidence)]
    yield from _section("Claims that name it", (line for claim in claims for line in _listed(claim, assessments)))


def _article(article: Article, base: KnowledgeBase, assessments: dict[str, Assessment]) -> Iterator[str]:
    yield from _wrapped(article.title)
    yield f"Publisher: {article.publisher or 'unknown'}; address: {article.url or 'unknown'}"
    claims = [claim for claim in base.claims.values() if any(a.article == article.id for a in claim.appearances)]
    yield from _section("Its claims", (line for claim in claims for line in _listed(claim, assessments)))


def _search(search: Search, base: KnowledgeBase) -> Iterator[str]:
    yield from _wrapped(search.question)
    yield f"Outcome: {search.outcome}; expires {search.expires or 'never'}"
    yield from _section(
        "Sources",
        (
            line
            for source in search.sources
            for line in _wrapped(
                f"{source.kind}, {source.date or 'no date'}, {_hits(source.results)} hits, "
                f"{_hits(source.relevant)} relevant; {source.query or 'words not recorded'}",
                f"{source.name}: ",
            )
        ),
    )
    users = [claim for claim in base.claims.values() if search.id in claim.searches]
    yield from _section("Claims that rest on it", (line for claim in users for line in _wrapped(claim.statement)))


def _hits(number: int | None) -> str:
    return "unknown" if number is None else str(number)


def _listed(claim: Claim, assessments: dict[str, Assessment]) -> Iterator[str]:
    found = assessments.get(claim.id)
    yield from _wrapped(claim.statement, f"{(found.verdict if found else None) or 'no verdict'}: ")


def _section(title: str, lines: Iterator[str] | list[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield ""
        yield title
        yield from (f"  {line}" for line in body)


def _wrapped(text: str, label: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        label + " ".join(text.split()), _WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    ) or [label]
