"""Words and signs of the site: every verdict and certainty has a shape and a text besides its colour."""

from dataclasses import dataclass

from claimgrade.grading import Verdict
from claimgrade.records.vocabularies import Bearing, Certainty, Kind


@dataclass(frozen=True, slots=True)
class Sign:
    """How a verdict is shown: its name in CSS, a sign, a label and what it means."""

    name: str
    sign: str
    label: str
    meaning: str


SIGNS: dict[Verdict | None, Sign] = {
    Verdict.SUPPORTED: Sign("supported", "▲", "Supported", "Good evidence shows it."),
    Verdict.POSSIBLY_SUPPORTED: Sign("possibly-supported", "△", "Possibly supported", "Weak evidence points to it."),
    Verdict.MIXED: Sign("mixed", "◆", "Mixed", "Studies disagree."),
    Verdict.VERY_UNCERTAIN: Sign("very-uncertain", "?", "Very uncertain", "There is evidence, but it cannot tell."),
    Verdict.NO_EVIDENCE_FOUND: Sign(
        "no-evidence-found", "○", "No evidence found", "Somebody looked and found no study that tests it."
    ),
    Verdict.POSSIBLY_CONTRADICTED: Sign(
        "possibly-contradicted", "▽", "Possibly contradicted", "Weak evidence points against it."
    ),
    Verdict.CONTRADICTED: Sign("contradicted", "▼", "Contradicted", "Good evidence shows that it is not so."),
    Verdict.UNSOURCED: Sign("unsourced", "✕", "Unsourced", "Nobody has looked yet."),
    None: Sign("ungraded", "–", "Not graded", "Evidence counts, but nobody has judged it yet."),
}

CERTAINTIES: dict[Certainty, tuple[str, str]] = {
    Certainty.HIGH: ("⊕⊕⊕⊕", "high certainty"),
    Certainty.MODERATE: ("⊕⊕⊕◯", "moderate certainty"),
    Certainty.LOW: ("⊕⊕◯◯", "low certainty"),
    Certainty.VERY_LOW: ("⊕◯◯◯", "very low certainty"),
}

BEARINGS = {
    "supports": "supports it",
    "no-effect": "little or no effect",
    "opposite": "the reverse",
    "inconclusive": "cannot tell",
    "background": "background",
}

WORDINGS = {
    "emphatic": "with emphasis",
    "certain": "as certain",
    "hedged": "with “may”",
    "reported": "as somebody's finding",
    "implied": "by implication",
}

SUPPORTS = {
    "none": "nothing",
    "vague": "“studies show” or the like",
    "anecdote": "somebody's experience",
    "named": "a named study or journal",
    "linked": "a link",
}

KINDS: dict[Kind, str] = {
    Kind.EFFICACY: "Effects",
    Kind.SAFETY: "Harms",
    Kind.EPIDEMIOLOGY: "How common",
    Kind.MECHANISM: "How it works",
    Kind.PHARMACOKINETICS: "What the body does with it",
    Kind.DIAGNOSIS: "Diagnosis",
    Kind.REGULATORY: "Licence and guidance",
    Kind.RESEARCH: "Which studies exist",
}

# Their names are those of the verdicts whose colours they share.
BEARING_SIGNS: dict[Bearing, Sign] = {
    Bearing.SUPPORTS: Sign("supported", "▲", "Supports", "The study speaks for the statement."),
    Bearing.NO_EFFECT: Sign("possibly-contradicted", "▽", "No effect", "The study found little or no difference."),
    Bearing.OPPOSITE: Sign("contradicted", "▼", "Opposite", "The study found the reverse, or other numbers."),
    Bearing.INCONCLUSIVE: Sign(
        "very-uncertain", "?", "Inconclusive", "The study bears on the statement and cannot tell."
    ),
    Bearing.BACKGROUND: Sign(
        "no-evidence-found", "○", "Background", "The study is worth knowing but does not test the statement."
    ),
}


def times(number: int) -> str:
    """How often, in words."""
    return {1: "once", 2: "twice"}.get(number) or f"{number} times"
