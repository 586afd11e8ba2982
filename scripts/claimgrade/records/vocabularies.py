"""The controlled vocabularies of the records, as their schemas list them."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of claim it is."""

    EFFICACY = "efficacy"
    SAFETY = "safety"
    EPIDEMIOLOGY = "epidemiology"
    MECHANISM = "mechanism"
    PHARMACOKINETICS = "pharmacokinetics"
    DIAGNOSIS = "diagnosis"
    REGULATORY = "regulatory"
    RESEARCH = "research"


class Stance(StrEnum):
    """Whether an article says that the statement holds."""

    AFFIRMS = "affirms"
    DENIES = "denies"


class Wording(StrEnum):
    """How strongly an article says it."""

    EMPHATIC = "emphatic"
    CERTAIN = "certain"
    HEDGED = "hedged"
    REPORTED = "reported"
    IMPLIED = "implied"


class Support(StrEnum):
    """What an article offers as proof."""

    NONE = "none"
    VAGUE = "vague"
    ANECDOTE = "anecdote"
    NAMED = "named"
    LINKED = "linked"


class Report(StrEnum):
    """Whether an article reports what the study that it names found."""

    FAITHFUL = "faithful"
    DISTORTED = "distorted"


class Bearing(StrEnum):
    """What a study says of the statement."""

    SUPPORTS = "supports"
    NO_EFFECT = "no-effect"
    OPPOSITE = "opposite"
    INCONCLUSIVE = "inconclusive"
    BACKGROUND = "background"


class Difference(StrEnum):
    """In what a study differs from the claim's question."""

    INTERVENTION = "intervention"
    CLASS = "class"
    ROUTE = "route"
    CONDITION = "condition"
    POPULATION = "population"
    DOSE = "dose"
    COMPARATOR = "comparator"
    OUTCOME = "outcome"
    SPECIES = "species"


class RestsOn(StrEnum):
    """What a review, guideline or label rests on."""

    RANDOMISED = "randomised"
    NON_RANDOMISED = "non-randomised"
    UNCONTROLLED = "uncontrolled"
    WARNING = "warning"
    STATEMENT = "statement"
    NONE = "none"


class Direction(StrEnum):
    """What the basis of a grade says of the statement."""

    SUPPORTS = "supports"
    NO_EFFECT = "no-effect"
    OPPOSITE = "opposite"
    INCONCLUSIVE = "inconclusive"
    MIXED = "mixed"


class Size(StrEnum):
    """Size of a supported effect."""

    LARGE = "large"
    MODERATE = "moderate"
    SMALL = "small"
    UNCLEAR = "unclear"


class Certainty(StrEnum):
    """Certainty of evidence (GRADE), the highest first."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very-low"

    @property
    def rank(self) -> int:
        """3 for high, 0 for very-low."""
        return 3 - tuple(Certainty).index(self)

    @classmethod
    def of_rank(cls, rank: int) -> "Certainty":
        """The certainty of a rank, held within very-low and high."""
        return tuple(cls)[3 - max(0, min(3, rank))]


class Domain(StrEnum):
    """GRADE domains: five to rate down, three to rate up."""

    RISK_OF_BIAS = "risk-of-bias"
    INCONSISTENCY = "inconsistency"
    INDIRECTNESS = "indirectness"
    IMPRECISION = "imprecision"
    PUBLICATION_BIAS = "publication-bias"
    LARGE_EFFECT = "large-effect"
    DOSE_RESPONSE = "dose-response"
    CONFOUNDING = "confounding"


class ReviewStatus(StrEnum):
    """Where a record stands."""

    DRAFT = "draft"
    CURATED = "curated"
    REVIEWED = "reviewed"


class Design(StrEnum):
    """Design of a study or kind of document."""

    SYSTEMATIC_REVIEW = "systematic-review"
    META_ANALYSIS = "meta-analysis"
    RCT = "rct"
    CROSSOVER_RCT = "crossover-rct"
    NON_RANDOMISED_TRIAL = "non-randomised-trial"
    COHORT = "cohort"
    CASE_CONTROL = "case-control"
    CROSS_SECTIONAL = "cross-sectional"
    CASE_SERIES = "case-series"
    CASE_REPORT = "case-report"
    PHARMACOVIGILANCE = "pharmacovigilance"
    REGISTRY_ENTRY = "registry-entry"
    NARRATIVE_REVIEW = "narrative-review"
    GUIDELINE = "guideline"
    DRUG_LABEL = "drug-label"
    PHARMACOKINETIC = "pharmacokinetic"
    LABORATORY = "laboratory"
    ANIMAL = "animal"


class Better(StrEnum):
    """Which way an outcome is better for the patient."""

    LOWER = "lower"
    HIGHER = "higher"


class Judgement(StrEnum):
    """Overall risk of bias, in the words of the usual tools."""

    LOW = "low"
    SOME_CONCERNS = "some-concerns"
    MODERATE = "moderate"
    SERIOUS = "serious"
    CRITICAL = "critical"
    HIGH = "high"
    UNCLEAR = "unclear"


class Clear(StrEnum):
    """Checked, and there is no notice."""

    NONE = "none"


class SourceKind(StrEnum):
    """What was searched, the strongest first."""

    DATABASE = "database"
    REGISTRY = "registry"
    REVIEW = "review"
    WEB = "web"


class SearchOutcome(StrEnum):
    """What came of a search."""

    NONE_FOUND = "none-found"
    ONLY_INDIRECT = "only-indirect"
    FOUND = "found"


class NoClaim(StrEnum):
    """Why a passage is not a checkable statement."""

    ADVICE = "advice"
    NAVIGATION = "navigation"
    PROMOTION = "promotion"
    HEADING = "heading"
    TRANSITION = "transition"
    OPINION = "opinion"
