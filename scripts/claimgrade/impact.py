"""What rests on a study: every claim that links to it, as it is and as it would be without the study. Pure.

Without it means: its entries leave the claim's evidence, its id the basis, and what is left is graded by the same
policy. The curator's direction, size and changes are kept only where they still can be: a grade whose certainty was
adopted from the study, whose basis is emptied, or whose recorded direction the rest of the basis does not bear out is
no grade any more, and the verdict falls back to what then remains. Nobody's judgement is invented.

A review that pools the study is not worked out anew, since its figures without the study are not known; it is named.
Only where the study were retracted, the policy holds such a pool under a ceiling: that is told apart.
"""

from collections import ChainMap, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import cast

from claimgrade.grading import Assessment, Policy, Step, Verdict, conclude
from claimgrade.grading.certainty import published
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.records import Claim, Search, Study
from claimgrade.records.claim import Evidence, Grade
from claimgrade.records.study import Notice, Status
from claimgrade.records.vocabularies import SourceKind
from claimgrade.study_links import Citation, Links

_RETRACTED = Status(Notice(None, "if it were retracted", None), None, None, None)


class Fate(StrEnum):
    """What becomes of a claim's grade without the study."""

    UNKNOWN = "unknown"  # the claim links to a record that cannot be read
    UNTOUCHED = "untouched"  # no grade rests on the study
    GRADED = "graded"  # graded on the rest of its basis
    EMPTIED = "emptied"  # nothing is left of its basis
    ADOPTED = "adopted"  # its start was the certainty that the study published
    DIRECTION = "direction"  # the rest of its basis does not bear out its direction


@dataclass(frozen=True, slots=True)
class ClaimImpact:
    """A claim that links to the study, or whose basis pools it.

    `entries` are its evidence entries that name the study (none: it is only pooled), `pooled_by` ids of studies of its
    basis that pool the study. `now`, `without` (the study) and `retracted` (without it, and its pools under their
    ceiling) are None where the claim links to a record that cannot be read.
    """

    claim: Claim
    entries: tuple[Evidence, ...]
    pooled_by: tuple[str, ...]
    fate: Fate
    now: Assessment | None
    without: Assessment | None
    retracted: Assessment | None

    @property
    def changes(self) -> bool:
        """Whether verdict or certainty would be different without the study."""
        return _differ(self.now, self.without)

    @property
    def falls_if_retracted(self) -> bool:
        """Whether its retraction would change more than its absence: a pool in the basis comes under a ceiling."""
        return _differ(self.without, self.retracted)

    @property
    def counts(self) -> bool:
        """Whether the study counts towards this claim now."""
        return bool(self.now and any(standing.entry in self.entries for standing in self.now.counted))

    @property
    def steps(self) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
        """Steps of the grade that would go, and that would come."""
        now, then = _steps(self.now), _steps(self.without)
        return tuple(step for step in now if step not in then), tuple(step for step in then if step not in now)

    @property
    def outlook(self) -> str:
        """What would become of the claim without the study, in plain words; what `left` is they do not name."""
        now, then = self.now, self.without
        if now is None or then is None:
            return "Nothing can be said of it, because the claim links to a record that cannot be read."
        if then.graded or not self.changes:
            return _kept(now, then, self.fate)
        if then.verdict is Verdict.NO_EVIDENCE_FOUND:
            return "No study that counts would be left; a search for others is documented."
        if then.verdict is Verdict.UNSOURCED:
            return "No study that counts would be left, and no search is documented."
        return f"{_WHY_NONE[self.fate]} What still counts would have to be graded anew."

    @property
    def left(self) -> tuple[str, ...]:
        """Ids of other studies that still count, each once."""
        return tuple(dict.fromkeys(s.study.id for s in self.without.counted)) if self.without else ()


@dataclass(frozen=True, slots=True)
class SearchImpact:
    """A search that names the study as a review that looked; `claims` are those that name the search.

    `others` counts its other sources that say when and with what words they were searched.
    """

    search: Search
    claims: tuple[Claim, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Impact:
    """All that rests on a study or is tied to it; lists of ids are in order.

    `claims` are in the order of ids, what changes first; `included_by` are studies that pool it, `same_as` those that
    share trial, text or version by either record, `supersedes` those that it has taken the place of.
    """

    study: Study
    claims: tuple[ClaimImpact, ...]
    searches: tuple[SearchImpact, ...]
    included_by: tuple[str, ...]
    same_as: tuple[str, ...]
    supersedes: tuple[str, ...]
    citations: tuple[Citation, ...]

    @property
    def superseded_by(self) -> str | None:
        """Id of the study that has taken its place."""
        return self.study.superseded.study if self.study.superseded else None

    @property
    def changed(self) -> tuple[ClaimImpact, ...]:
        """Claims that would have another verdict or certainty without it."""
        return tuple(claim for claim in self.claims if claim.changes)

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of articles that make a claim to which it is linked as evidence, or that name it."""
        making = {a.article for found in self.claims if found.entries for a in found.claim.appearances}
        return tuple(sorted(making | {citation.article for citation in self.citations}))

    @property
    def pages(self) -> tuple[str, ...]:
        """Addresses, below that of the site, of pages that show the study, its claims, or what is made of them."""
        shown = [*(found.claim for found in self.claims), *(citation.claim for citation in self.citations)]
        shown += [claim for found in self.searches for claim in found.claims]
        related = {*self.included_by, *self.same_as, *self.supersedes, *filter(None, [self.superseded_by])}
        return (
            f"studies/{self.study.id}/",
            *sorted({f"claims/{claim.topic}/{claim.id}/" for claim in shown}),
            *(f"articles/{article}/" for article in self.articles),
            *(f"searches/{found.search.id}/" for found in self.searches),
            *(f"studies/{study}/" for study in sorted(related)),
            *sorted({f"topics/{found.claim.topic}/" for found in self.changed}),
        )


_CARRIED = (Fate.UNTOUCHED, Fate.GRADED)  # in all else no grade is left: only the other evidence and the searches are
_WHY_NONE = {
    Fate.EMPTIED: "The grade rests on this study alone.",
    Fate.ADOPTED: "The grade starts from the certainty that this study published.",
    Fate.DIRECTION: "The rest of its basis does not bear out the direction of the grade.",
}


def impact_of(
    base: KnowledgeBase,
    assessments: Mapping[str, Assessment],
    policy: Policy,
    study_id: str,
    links: Links | None = None,
) -> Impact:
    """What rests on a readable study of the base; `assessments` are its claims' as they are.

    Raises KeyError where the base has no such study. Who asks for many makes the `links` once, or calls `impacts`.
    """
    links = links or Links.of(base)
    study = base.studies[study_id]
    pools: defaultdict[str, list[str]] = defaultdict(list)  # by claim
    claims = {claim.id: claim for claim in links.evidence.get(study_id, ())}
    for review in links.included_by.get(study_id, ()):
        for claim in links.evidence.get(review, ()):
            found = assessments.get(claim.id)
            if found and any(standing.study.id == review for standing in found.basis):
                pools[claim.id].append(review)
                claims[claim.id] = claim
    touched = (
        _claim_impact(claim, study, tuple(pools.get(claim.id, ())), assessments.get(claim.id), base, policy)
        for claim in claims.values()
    )
    return Impact(
        study=study,
        claims=tuple(sorted(touched, key=lambda found: (not found.changes, found.claim.id))),
        searches=tuple(_search_impact(search, study_id, links) for search in links.reviews.get(study_id, ())),
        included_by=tuple(links.included_by.get(study_id, ())),
        same_as=tuple(sorted(set(links.same_as.get(study_id, ())))),
        supersedes=tuple(links.supersedes.get(study_id, ())),
        citations=tuple(links.citations.get(study_id, ())),
    )


def impacts(base: KnowledgeBase, assessments: Mapping[str, Assessment], policy: Policy) -> Iterator[Impact]:
    """What rests on each readable study, in the order of ids."""
    links = Links.of(base)
    return (impact_of(base, assessments, policy, study_id, links) for study_id in base.studies)


def _claim_impact(
    claim: Claim,
    study: Study,
    pooled_by: tuple[str, ...],
    now: Assessment | None,
    base: KnowledgeBase,
    policy: Policy,
) -> ClaimImpact:
    entries = tuple(entry for entry in claim.evidence if entry.study == study.id)
    if now is None:
        return ClaimImpact(claim, entries, pooled_by, Fate.UNKNOWN, None, None, None)
    fate = _fate(claim, study, now)
    standings = tuple(standing for standing in now.standings if standing.study.id != study.id)
    lesser = claim
    without = replace(now, standings=standings)
    if fate is not Fate.UNTOUCHED or not now.graded:
        lesser = replace(claim, grade=_grade_without(claim.grade, study) if fate in _CARRIED else None)
        without = conclude(lesser, standings, base.studies, base.searches, policy)
    retracted = without
    if pooled_by and not study.retraction:
        fallen = ChainMap({study.id: replace(study, status=_RETRACTED)}, cast("dict[str, Study]", base.studies))
        retracted = conclude(lesser, standings, fallen, base.searches, policy)
    return ClaimImpact(claim, entries, pooled_by, fate, now, without, retracted)


def _fate(claim: Claim, study: Study, now: Assessment) -> Fate:
    grade = claim.grade
    if grade is None or not any(standing.study.id == study.id for standing in now.basis):
        return Fate.UNTOUCHED
    bearings = {standing.entry.bearing.value for standing in now.basis if standing.study.id != study.id}
    if not bearings:
        return Fate.EMPTIED
    if grade.adopts == study.id and published(study, now.basis, claim.question.outcome):
        return Fate.ADOPTED
    borne_out = grade.direction.value in bearings or (grade.direction.value == "mixed" and len(bearings) > 1)
    return Fate.GRADED if borne_out else Fate.DIRECTION


def _grade_without(grade: Grade | None, study: Study) -> Grade | None:
    return grade and replace(grade, basis=tuple(study_id for study_id in grade.basis if study_id != study.id))


def _search_impact(search: Search, study_id: str, links: Links) -> SearchImpact:
    others = sum(
        1
        for source in search.sources
        if source.is_documented and not (source.kind is SourceKind.REVIEW and source.name == study_id)
    )
    return SearchImpact(search, tuple(links.users.get(search.id, ())), others)


def _differ(one: Assessment | None, other: Assessment | None) -> bool:
    if one is None or other is None:
        return False
    return (one.verdict, one.certainty) != (other.verdict, other.certainty)


def _kept(now: Assessment, then: Assessment, fate: Fate) -> str:
    """What to say where there is a verdict still, or none on either side."""
    if fate is Fate.GRADED:
        same = (now.verdict, now.certainty) == (then.verdict, then.certainty)
        return (
            f"The rest of its basis {'gives the same' if same else 'gives another grade'}; direction, size and changes "
            "are those that were judged with this study."
        )
    return "Its verdict does not rest on this study." if now.verdict else "It has no grade, with this study or without."


def _steps(found: Assessment | None) -> tuple[Step, ...]:
    return found.graded.steps if found and found.graded else ()
