"""Numbers and words of studies, as a claim is held against them: shared by the rules on fit."""

import re

from claimgrade.records import Study
from claimgrade.records.claim import Evidence
from claimgrade.records.study import Outcome

_RATIO = re.compile(r"\b(a?RR|a?OR|a?HR|IRR|ratio)\b", re.IGNORECASE)
_DIFFERENCE = re.compile(r"\b(W?MD|SMD|difference|Hedges|Cohen|effect size)\b", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_WORD = re.compile(r"[a-z]{4,}")
_EMPTY = {"adults", "people", "with", "from", "that", "their", "than", "other", "share", "users", "effect", "effects"}
_STEM = 5  # letters that two forms of a word have in common ("spasticity", "spastic")


def named_outcome(study: Study, entry: Evidence) -> Outcome | None:
    """The outcome of a study that an evidence entry names."""
    wanted = (entry.outcome or "").strip().casefold()
    return next((outcome for outcome in study.outcomes if outcome.name.strip().casefold() == wanted), None)


def no_effect(measure: str | None) -> float | None:
    """The value of no effect: 1 for ratios, 0 for differences; None for other measures."""
    if measure and _RATIO.search(measure):
        return 1
    return 0 if measure and _DIFFERENCE.search(measure) else None


def numbers_of(*values: object) -> set[float]:
    """Every number in some values, texts included; also rounded, and as a share of 100 for one of 1,000 or of 1."""
    found = {float(number.replace(",", "")) for number in _NUMBER.findall(repr(values))}
    rounded = {float(round(number, digits)) for number in found for digits in (0, 1)}
    shares = {float(round(number * scale)) for number in found for scale in (0.1, 100)}
    return found | rounded | shares


def told_by(study: Study) -> tuple[object, ...]:
    """What a study tells: people, texts and outcomes, without its bibliography and the pages where it was seen."""
    return (
        study.citation.title,
        study.participants,
        study.studies_included,
        study.searched_to,
        study.citation.issued,
        study.place,
        study.population,
        study.intervention,
        study.comparator,
        study.findings,
        study.outcomes,
        study.risk_of_bias,
    )


def shares_a_word(text: str, study: Study) -> bool:
    """Whether a study's title, population, intervention, outcomes or findings have a content word of a text."""
    told = [
        study.citation.title,
        study.population,
        study.intervention,
        study.findings,
        *(outcome.name for outcome in study.outcomes),
    ]
    known = {word[:_STEM] for part in told if part for word in _WORD.findall(part.lower())}
    asked = {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _EMPTY}
    return not asked or bool(asked & known)
