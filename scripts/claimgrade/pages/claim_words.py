"""Words for readers on claim and article pages, where a record has terms of the trade."""

import re

from claimgrade.grading import Verdict
from claimgrade.records.vocabularies import (
    Difference,
    Direction,
    Domain,
    Kind,
    NoClaim,
    Report,
    RestsOn,
    Stance,
)

KINDS = {
    Kind.EFFICACY: "whether it helps",
    Kind.SAFETY: "whether it harms",
    Kind.EPIDEMIOLOGY: "how often, how many, what goes with what",
    Kind.MECHANISM: "how it acts",
    Kind.PHARMACOKINETICS: "how the body takes it up and gets rid of it",
    Kind.DIAGNOSIS: "how it is recognised",
    Kind.REGULATORY: "what licences, labels and guidelines say",
    Kind.RESEARCH: "which studies exist",
}

DIFFERENCES = {
    Difference.INTERVENTION: "another treatment",
    Difference.CLASS: "a whole class of treatments",
    Difference.ROUTE: "another route",
    Difference.CONDITION: "another condition",
    Difference.POPULATION: "other people",
    Difference.DOSE: "another dose",
    Difference.COMPARATOR: "another comparison",
    Difference.OUTCOME: "another outcome",
    Difference.SPECIES: "animals",
}

# Steps of a grade, by their names.
STEPS = {
    "start": "start",
    "agreement": "agreement",
    "change": "change",
    "refused": "not applied",
    "ceiling": "ceiling",
    "override": "above the ceiling",
}

DIRECTIONS = {
    Direction.SUPPORTS: "it is so",
    Direction.NO_EFFECT: "there is little or no such effect",
    Direction.OPPOSITE: "the reverse",
    Direction.INCONCLUSIVE: "it cannot tell",
    Direction.MIXED: "different things",
}

RESTS_ON = {
    RestsOn.RANDOMISED: "rests on randomised trials",
    RestsOn.NON_RANDOMISED: "rests on studies without randomisation",
    RestsOn.UNCONTROLLED: "rests on studies without a comparison",
    RestsOn.WARNING: "a warning",
    RestsOn.STATEMENT: "a statement",
    RestsOn.NONE: "rests on nothing",
}

STANCES = {Stance.AFFIRMS: "says it", Stance.DENIES: "denies it"}

REPORTS = {
    Report.FAITHFUL: "the article reports faithfully what that study found",
    Report.DISTORTED: "the article does not report faithfully what that study found",
}

NO_CLAIMS = {
    NoClaim.ADVICE: "advice",
    NoClaim.NAVIGATION: "navigation",
    NoClaim.PROMOTION: "promotion",
    NoClaim.HEADING: "headings",
    NoClaim.TRANSITION: "transitions",
    NoClaim.OPINION: "opinions",
}

# Verdicts that bear a statement out, and those that bear its denial out.
HOLDS = frozenset({Verdict.SUPPORTED, Verdict.POSSIBLY_SUPPORTED})
FAILS = frozenset({Verdict.CONTRADICTED, Verdict.POSSIBLY_CONTRADICTED})

# What a grade's step of the names "change" and "refused" begins with.
_CHANGE = re.compile(rf"({'|'.join(Domain)}) ([+-][0-9])")


def change_words(domain: Domain | str, levels: str) -> str:
    """A step in a domain as a reader writes it, with a minus sign: `levels` is "-1", "+2" and so on."""
    minus = levels.replace("-", "\N{MINUS SIGN}")
    return f"{domain.replace('-', ' ')} {minus}"


def reason_words(reason: str) -> str:
    """Why a step of a grade was taken; one in a domain begins with that and its levels."""
    found = _CHANGE.match(reason)
    return change_words(found[1], found[2]) + reason[found.end() :] if found else reason
