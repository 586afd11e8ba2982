"""A page for each study: how it stands, how to cite it, what it found, and what rests on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from claimgrade.grading import Assessment, Verdict
from claimgrade.identifiers import Doi, Pmid
from claimgrade.impact import ClaimImpact, Fate, Impact, impacts
from claimgrade.pages.page import Content, Links, Page, escaped_lines, render, uri_of
from claimgrade.pages.repository import Repository
from claimgrade.pages.source_words import DESIGNS, JUDGEMENTS
from claimgrade.pages.study_names import with_study_names
from claimgrade.pages.verification import verification
from claimgrade.pages.words import BEARINGS, CERTAINTIES, SIGNS, Sign
from claimgrade.records import Claim, Study
from claimgrade.records.study import Notice, Status
from claimgrade.records.vocabularies import Clear
from claimgrade.references.bibtex import bibtex
from claimgrade.references.csl import csl_json
from claimgrade.references.ris import ris
from claimgrade.references.vancouver import reference

_SHOWS_AUTHORS = ("article", "article-journal", "book", "chapter", "paper-conference", "report", "review", "thesis")
_SHOWS_CONTAINER = ("article-journal", "article-magazine", "article-newspaper", "chapter", "paper-conference", "review")


@dataclass(frozen=True, slots=True)
class Outlook:
    """A verdict with its certainty, as a page shows them."""

    sign: Sign
    certainty: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Row:
    """A claim that the study bears on.

    `says` are the study's bearings on it with their notes, `why_not` why it does not count (None: it counts),
    `pools` the studies of the claim's basis that pool it; `without` and `retracted` are None where nothing
    changes, `left` what still counts where that would have to be graded anew.
    """

    claim: Claim
    now: Outlook
    says: tuple[tuple[str, str | None], ...]
    why_not: str | None
    pools: tuple[Study, ...]
    without: Outlook | None
    retracted: Outlook | None
    outlook: str
    left: tuple[Study, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the publication stands in one respect: its words, and the address of the notice where it is an identifier."""

    name: str
    words: str
    url: str | None = None
    notice: str | None = None


def study_pages(content: Content) -> Iterator[Page]:
    """studies/<id>.md for every study."""
    for impact in impacts(content.base, content.assessments, content.policy):
        yield _study_page(impact, content)


def _study_page(impact: Impact, content: Content) -> Page:
    study, base = impact.study, content.base
    rows = [(found, _row(found, content)) for found in impact.claims]
    newer = [study.superseded.study] if study.superseded and study.superseded.study else []
    versions = (*newer, *impact.supersedes)
    related = (
        ("Newer version", newer),
        ("Takes the place of", impact.supersedes),
        ("Same trial, text or earlier version", [other for other in impact.same_as if other not in versions]),
        ("Pools", study.includes),
        ("Pooled by", impact.included_by),
    )
    return render(
        "study.md.jinja",
        uri_of(study),
        study.file,
        study=study,
        base=base,
        reference=reference(study),
        findings=with_study_names(study.findings, base, Links(uri_of(study))) if study.findings else None,
        unseen=_unseen(study),
        identifiers=_identifiers(study),
        copies=[
            ("BibTeX", escaped_lines(bibtex([study]).rstrip("\n"))),
            ("RIS", escaped_lines(ris([study]).rstrip("\n"))),
            ("CSL-JSON", escaped_lines(csl_json([study]).rstrip("\n"))),
        ],
        standings=_standings(study),
        verified=verification(study, content.lock),
        resting=[row for found, row in rows if found.fate is not Fate.UNTOUCHED or found.pooled_by],
        naming=[row for found, row in rows if found.fate is Fate.UNTOUCHED and not found.pooled_by],
        changed=len(impact.changed),
        related=[(name, [(other, base.studies.get(other)) for other in ids]) for name, ids in related if ids],
        impact=impact,
        file_link=Repository(content.origin).file(study.file),
        report_link=Repository(content.origin).report(study.id, study.file, uri_of(study)),
        designs=DESIGNS,
        judgements=JUDGEMENTS,
        certainties=CERTAINTIES,
    )


def _row(found: ClaimImpact, content: Content) -> Row:
    now = content.assessments.get(found.claim.id)
    standings = [s for s in now.standings if s.entry in found.entries] if now else []
    changed = found.changes and found.without
    falls = found.falls_if_retracted and found.retracted
    return Row(
        claim=found.claim,
        now=_outlook(now),
        says=tuple((BEARINGS[entry.bearing], entry.note) for entry in found.entries),
        why_not=next((s.why_not for s in standings if not s.counts), None) if not found.counts else None,
        pools=tuple(content.base.studies[review] for review in found.pooled_by),
        without=_outlook(found.without) if changed else None,
        retracted=_outlook(found.retracted) if falls else None,
        outlook=found.outlook,
        left=_left(found, content),
    )


def _left(found: ClaimImpact, content: Content) -> tuple[Study, ...]:
    ungraded = found.changes and found.without is not None and found.without.verdict is None
    return tuple(content.base.studies[study] for study in found.left) if ungraded else ()


def _outlook(found: Assessment | None) -> Outlook:
    verdict: Verdict | None = found.verdict if found else None
    return Outlook(SIGNS[verdict], CERTAINTIES[found.certainty] if found and found.certainty else None)


def _unseen(study: Study) -> list[str]:
    """Parts of the reference that this kind of document has and nobody saw."""
    cited = study.citation
    parts = (
        ("authors", not cited.author and cited.type in _SHOWS_AUTHORS),
        ("where it was published", not cited.container_title and cited.type in _SHOWS_CONTAINER),
        ("date", not cited.issued),
    )
    return [name for name, missing in parts if missing]


def _identifiers(study: Study) -> list[tuple[str, str, str | None]]:
    """Name, text and address of each identifier that was seen; one that is malformed is shown without address."""
    cited = study.citation
    kinds = (
        ("DOI", study.doi, cited.doi),
        ("PubMed", study.pmid, cited.pmid),
        ("PubMed Central", study.pmcid, cited.pmcid),
        ("Registration", study.registered, study.registration),
        ("ISBN", None, cited.isbn),
    )
    return [(name, found.value if found else text, found.url if found else None) for name, found, text in kinds if text]


def _standings(study: Study) -> list[Standing]:
    """How the publication stands, in four respects; empty where it was never checked in any."""
    status = study.status or Status(None, None, None, None)
    kinds = (
        ("Retraction", status.retraction),
        ("Expression of concern", status.expression_of_concern),
        ("Correction", status.correction),
        ("Newer version", status.superseded_by),
    )
    return [_standing(name, value) for name, value in kinds] if any(value for _, value in kinds) else []


def _standing(name: str, value: Notice | Clear | None) -> Standing:
    if value is None:
        return Standing(name, "never checked")
    if isinstance(value, Clear):
        return Standing(name, "checked, there is none")
    found = Doi.parse(value.notice) or Pmid.parse(value.notice)
    return Standing(name, value.date or "date not seen", found.url if found else None, value.notice)
