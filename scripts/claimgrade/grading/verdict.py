"""From certainty to words: verdict, plain sentence, and what an article overstates (design of the base, section 4)."""

from collections.abc import Mapping
from enum import StrEnum

from claimgrade.grading.policy import System
from claimgrade.records import Claim, Search, Study
from claimgrade.records.claim import Appearance
from claimgrade.records.search import Source
from claimgrade.records.vocabularies import Certainty, Direction, Kind, Report, Size, SourceKind, Stance, Wording


class Verdict(StrEnum):
    """What became of a claim."""

    SUPPORTED = "supported"
    POSSIBLY_SUPPORTED = "possibly-supported"
    CONTRADICTED = "contradicted"
    POSSIBLY_CONTRADICTED = "possibly-contradicted"
    MIXED = "mixed"
    VERY_UNCERTAIN = "very-uncertain"
    NO_EVIDENCE_FOUND = "no-evidence-found"
    UNSOURCED = "unsourced"


_STRONG = (Certainty.HIGH, Certainty.MODERATE)


def verdict_of(direction: Direction, certainty: Certainty) -> Verdict:
    """Verdict of a graded claim."""
    if certainty is Certainty.VERY_LOW or direction is Direction.INCONCLUSIVE:
        return Verdict.VERY_UNCERTAIN
    if direction is Direction.MIXED:
        return Verdict.MIXED
    if direction is Direction.SUPPORTS:
        return Verdict.SUPPORTED if certainty in _STRONG else Verdict.POSSIBLY_SUPPORTED
    return Verdict.CONTRADICTED if certainty in _STRONG else Verdict.POSSIBLY_CONTRADICTED


def documented(claim: Claim, searches: Mapping[str, Search]) -> list[Source]:
    """Sources of the claim's searches that say when and with what words they were searched."""
    return [
        source
        for search_id in claim.searches
        if search_id in searches
        for source in searches[search_id].sources
        if source.is_documented
    ]


def search_strength(sources: list[Source]) -> SourceKind | None:
    """The strongest kind of source that was searched."""
    kinds = {source.kind for source in sources}
    return next((kind for kind in SourceKind if kind in kinds), None)


def plain_sentence(
    claim: Claim,
    system: System,
    verdict: Verdict,
    certainty: Certainty | None,
    sources: list[Source],
    studies: Mapping[str, Study],
) -> str:
    """The statement, whole and first, then one sentence after GRADE's informative statements.

    Santesso N et al., J Clin Epidemiol 2020;119:126-35. No word of the record is re-cased.
    """
    statement = claim.statement if claim.statement.endswith((".", "!", "?")) else claim.statement + "."
    sentence = _sentence(claim, verdict, certainty, sources, studies)
    if system is System.SOURCING:
        for evidence_word, source_word in _SOURCE_WORDS:
            sentence = sentence.replace(evidence_word, source_word)
        if verdict is Verdict.UNSOURCED:
            sentence = "Nobody has looked for sources on this yet."
    if verdict is Verdict.NO_EVIDENCE_FOUND:
        sentence += f"; {_looked_for(sources, studies)}."
        if claim.kind is Kind.SAFETY:
            sentence += " That is not proof of safety."
    return f"{statement} {sentence}"


_SOURCE_WORDS = (
    ("The evidence shows", "The sources show"),
    ("Studies disagree", "Sources disagree"),
    ("No study was found", "No source was found"),
)


def _sentence(
    claim: Claim, verdict: Verdict, certainty: Certainty | None, sources: list[Source], studies: Mapping[str, Study]
) -> str:
    if verdict is Verdict.UNSOURCED:
        return "Nobody has looked for evidence on this yet."
    if verdict is Verdict.NO_EVIDENCE_FOUND:
        return "No study was found that tests this"
    if verdict is Verdict.VERY_UNCERTAIN or claim.grade is None or certainty is None:
        return "It is very uncertain whether this is true."
    if verdict is Verdict.MIXED:
        return "Studies disagree on this."
    if claim.grade.direction is Direction.SUPPORTS:
        size = claim.grade.size
        effect = f" The effect is {size}." if size and size is not Size.UNCLEAR else ""
        return {
            Certainty.HIGH: "The evidence shows this.",
            Certainty.MODERATE: "This is probably true.",
            Certainty.LOW: "This may be true.",
        }[certainty] + effect
    found = (
        "there is little or no such effect" if claim.grade.direction is Direction.NO_EFFECT else "the reverse was found"
    )
    return {
        Certainty.HIGH: "The evidence shows that this is not so",
        Certainty.MODERATE: "This is probably not so",
        Certainty.LOW: "This may not be so",
    }[certainty] + f": {found}."


def _looked_for(sources: list[Source], studies: Mapping[str, Study]) -> str:
    names = list(
        dict.fromkeys(
            f"the review {studies[source.name].short_name}"
            if source.kind is SourceKind.REVIEW and source.name in studies
            else source.name
            for source in sources
        )
    )
    only = " (web pages only)" if all(source.kind is SourceKind.WEB for source in sources) else ""
    return f"looked for in {', '.join(names)}{only}"


def is_overstated(appearance: Appearance, verdict: Verdict | None, size: Size | None) -> bool | None:
    """Whether an article says more than the evidence bears; None where there is no verdict to hold it to."""
    if verdict is None:
        return None
    holds = verdict is (Verdict.SUPPORTED if appearance.stance is Stance.AFFIRMS else Verdict.CONTRADICTED)
    match appearance.wording:
        case Wording.EMPHATIC:
            if appearance.stance is Stance.AFFIRMS:
                return not (holds and size in (Size.LARGE, Size.MODERATE))
            return not holds
        case Wording.CERTAIN:
            return not holds
        case Wording.REPORTED:
            return appearance.cited is None or appearance.cited.report is not Report.FAITHFUL
    return False
