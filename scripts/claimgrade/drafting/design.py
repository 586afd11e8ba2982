"""Guesses the design of a study from what services call the publication, and from its title."""

import re
from collections.abc import Iterable

from claimgrade.records.vocabularies import Design

# Publication types of PubMed (nlm.nih.gov/mesh/pubtypes.html), the more telling first: a record often has several.
_TYPES = {
    "practice guideline": Design.GUIDELINE,
    "guideline": Design.GUIDELINE,
    "systematic review": Design.SYSTEMATIC_REVIEW,
    "meta-analysis": Design.META_ANALYSIS,
    "randomized controlled trial, veterinary": Design.ANIMAL,
    "clinical trial, veterinary": Design.ANIMAL,
    "randomized controlled trial": Design.RCT,
    "controlled clinical trial": Design.NON_RANDOMISED_TRIAL,
    "clinical trial": Design.NON_RANDOMISED_TRIAL,
    "clinical trial, phase i": Design.NON_RANDOMISED_TRIAL,
    "clinical trial, phase ii": Design.NON_RANDOMISED_TRIAL,
    "clinical trial, phase iii": Design.NON_RANDOMISED_TRIAL,
    "clinical trial, phase iv": Design.NON_RANDOMISED_TRIAL,
    "case reports": Design.CASE_REPORT,
}
_TITLES = (
    (r"systematic(ally)? review", Design.SYSTEMATIC_REVIEW),
    (r"meta-?\s?analys[ei]s", Design.META_ANALYSIS),
    (r"guidelines? (for|on)\b", Design.GUIDELINE),
    (r"\b(in (the )?(rats?|mice|mouse|rabbits?|cats?|dogs?)|murine)\b", Design.ANIMAL),
    (r"pharmacokinetics?\b", Design.PHARMACOKINETIC),
    (r"(?<!non.)(?<!non)(?<!not )randomi[sz]ed\b.*\btrial", Design.RCT),
    (r"case[- ]control", Design.CASE_CONTROL),
    (r"cross[- ]sectional", Design.CROSS_SECTIONAL),
    (r"\bcohort\b", Design.COHORT),
    (r"case series", Design.CASE_SERIES),
    (r"case report|report of (a|one) case", Design.CASE_REPORT),
)
_CROSSOVER = re.compile(r"cross-?over", re.IGNORECASE)
_REVIEW = "review"


def guess(types: Iterable[str], title: str) -> Design | None:
    """The design that the types name, else the title; None where neither says anything."""
    named = {kind.strip().casefold() for kind in types}
    found = next((design for kind, design in _TYPES.items() if kind in named), None)
    if found in (None, Design.NON_RANDOMISED_TRIAL) and "protocol" not in title.casefold():
        by_title = next((design for words, design in _TITLES if re.search(words, title, re.IGNORECASE)), None)
        found = by_title if found is None or by_title is Design.RCT else found
    if found is None and _REVIEW in named:
        return Design.NARRATIVE_REVIEW
    return Design.CROSSOVER_RCT if found is Design.RCT and _CROSSOVER.search(title) else found
