"""Words of study and search pages, as a reader says them."""

from claimgrade.records.vocabularies import Design, Judgement, SearchOutcome, SourceKind

DESIGNS: dict[Design, str] = {
    Design.SYSTEMATIC_REVIEW: "systematic review",
    Design.META_ANALYSIS: "meta-analysis",
    Design.RCT: "randomised trial",
    Design.CROSSOVER_RCT: "randomised crossover trial",
    Design.NON_RANDOMISED_TRIAL: "trial without randomisation",
    Design.COHORT: "cohort study",
    Design.CASE_CONTROL: "case-control study",
    Design.CROSS_SECTIONAL: "cross-sectional study",
    Design.CASE_SERIES: "case series",
    Design.CASE_REPORT: "case report",
    Design.PHARMACOVIGILANCE: "reports of side effects",
    Design.REGISTRY_ENTRY: "entry in a register of trials, without results",
    Design.NARRATIVE_REVIEW: "narrative review",
    Design.GUIDELINE: "guideline",
    Design.DRUG_LABEL: "drug label",
    Design.PHARMACOKINETIC: "study of what the body does with the drug",
    Design.LABORATORY: "laboratory study",
    Design.ANIMAL: "study in animals",
}

# Documents that study nobody themselves.
WITHOUT_PEOPLE = frozenset(
    {Design.NARRATIVE_REVIEW, Design.GUIDELINE, Design.DRUG_LABEL, Design.LABORATORY, Design.ANIMAL}
)

JUDGEMENTS: dict[Judgement, str] = {
    Judgement.LOW: "low",
    Judgement.SOME_CONCERNS: "some concerns",
    Judgement.MODERATE: "moderate",
    Judgement.SERIOUS: "serious",
    Judgement.CRITICAL: "critical",
    Judgement.HIGH: "high",
    Judgement.UNCLEAR: "unclear",
}

SOURCE_KINDS: dict[SourceKind, str] = {
    SourceKind.DATABASE: "bibliographic database",
    SourceKind.REGISTRY: "register of trials",
    SourceKind.REVIEW: "published review that searched for it",
    SourceKind.WEB: "web pages",
}

OUTCOMES: dict[SearchOutcome, str] = {
    SearchOutcome.NONE_FOUND: "No study was found that answers this.",
    SearchOutcome.ONLY_INDIRECT: "Only indirect evidence was found.",
    SearchOutcome.FOUND: "Evidence was found.",
}
