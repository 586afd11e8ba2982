"""A citable study, guideline or drug label. Fields are those of schema/study.schema.json."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from claimgrade.identifiers import Doi, Pmcid, Pmid, Registration
from claimgrade.records.citation import Citation
from claimgrade.records.parts import DERIVED, Waiver
from claimgrade.records.vocabularies import Better, Certainty, Clear, Design, Judgement


@dataclass(frozen=True, slots=True)
class Arm:
    """Figures of one arm; `value` and `sd` in the unit of the outcome."""

    name: str
    participants: int | None
    events: int | None
    value: float | None
    sd: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome as measured; `value`, `low` and `high` (95 % interval or range) in `unit`."""

    name: str
    measure: str | None
    unit: str | None
    better: Better | None
    value: float | None
    low: float | None
    high: float | None
    p: float | str | None
    participants: int | None
    studies: int | None
    arms: tuple[Arm, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class RiskOfBias:
    """Risk of bias as judged."""

    tool: str | None
    judgement: Judgement | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class PublishedCertainty:
    """A certainty that the authors published for one outcome."""

    outcome: str
    system: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice on a publication: its date (ISO, perhaps without day), what it is, and the study that follows."""

    date: str | None
    notice: str
    study: str | None


@dataclass(frozen=True, slots=True)
class Status:
    """How a publication stands. A notice, Clear.NONE where it was checked, None where it never was."""

    retraction: Notice | Clear | None
    expression_of_concern: Notice | Clear | None = field(metadata={"key": "expression-of-concern"})
    correction: Notice | Clear | None
    superseded_by: Notice | Clear | None = field(metadata={"key": "superseded-by"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that somebody opened: its address, or what it was where that may not be published."""

    url: str | None
    source: str | None
    date: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """A citable study with what was seen of it; a field that nobody saw is None."""

    id: str
    citation: Citation
    registration: str | None
    design: Design
    preprint: bool | None
    place: str | None
    participants: int | None
    studies_included: int | None
    searched_to: str | None
    population: str | None
    intervention: str | None
    comparator: str | None
    outcomes: tuple[Outcome, ...]
    findings: str | None
    includes: tuple[str, ...]
    risk_of_bias: RiskOfBias | None
    published_certainty: tuple[PublishedCertainty, ...]
    funding: str | None
    status: Status | None
    seen: tuple[Seen, ...]
    same_as: tuple[str, ...]
    formerly: tuple[str, ...]
    waivers: tuple[Waiver, ...]
    file: str = field(metadata=DERIVED)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any], file: str) -> Self:
        """From schema-valid values and the path of the file."""
        certainties = (
            PublishedCertainty(c["outcome"], c["system"], Certainty(c["certainty"]))
            for c in data.get("published_certainty") or ()
        )
        return cls(
            id=data["id"],
            citation=Citation.from_mapping(data["citation"]),
            registration=data.get("registration"),
            design=Design(data["design"]),
            preprint=data.get("preprint"),
            place=data.get("place"),
            participants=_whole(data.get("participants")),
            studies_included=_whole(data.get("studies_included")),
            searched_to=data.get("searched_to"),
            population=data.get("population"),
            intervention=data.get("intervention"),
            comparator=data.get("comparator"),
            outcomes=tuple(_outcome(item) for item in data.get("outcomes", ())),
            findings=data.get("findings"),
            includes=tuple(data.get("includes", ())),
            risk_of_bias=_risk(data.get("risk_of_bias")),
            published_certainty=tuple(certainties),
            funding=data.get("funding"),
            status=_status(data.get("status")),
            seen=tuple(
                Seen(s["url"], s.get("source"), s["date"], tuple(s.get("fields", ()))) for s in data.get("seen", ())
            ),
            same_as=tuple(data.get("same_as", ())),
            formerly=tuple(data.get("formerly", ())),
            waivers=Waiver.all_from(data),
            file=file,
        )

    @property
    def doi(self) -> Doi | None:
        """Normalised DOI; None where there is none or it is malformed."""
        return Doi.parse(self.citation.doi) if self.citation.doi else None

    @property
    def pmid(self) -> Pmid | None:
        """Normalised PMID; None where there is none or it is malformed."""
        return Pmid.parse(self.citation.pmid) if self.citation.pmid else None

    @property
    def pmcid(self) -> Pmcid | None:
        """Normalised PMCID; None where there is none or it is malformed."""
        return Pmcid.parse(self.citation.pmcid) if self.citation.pmcid else None

    @property
    def registered(self) -> Registration | None:
        """Normalised registration number; None where there is none or its register is not known."""
        return Registration.parse(self.registration) if self.registration else None

    @property
    def retraction(self) -> Notice | None:
        """The retraction notice, if the record holds one."""
        return _notice_of(self.status.retraction if self.status else None)

    @property
    def superseded(self) -> Notice | None:
        """The notice of a newer version, if the record holds one."""
        return _notice_of(self.status.superseded_by if self.status else None)

    @property
    def same_publication_keys(self) -> tuple[tuple[str, str], ...]:
        """What only one publication has, as (what, value): identifiers, and title, first author and year together."""
        cited = self.citation
        keys = [(type(found).__name__.upper(), found.value) for found in (self.doi, self.pmid, self.pmcid) if found]
        first = cited.author[0].family or cited.author[0].literal if cited.author else None
        if first and cited.issued:
            keys.append(("title, author and year", f"{cited.title.casefold()}, {first}, {cited.issued[0]}"))
        return tuple(keys)

    @property
    def short_name(self) -> str:
        """First author and year, as a reader would call it: "Agabio 2023"; without authors the title's first words."""
        cited = self.citation
        first = cited.author[0] if cited.author else None
        words = cited.title.split()
        title = " ".join(words[:4]) + (" …" if len(words) > 4 else "")
        name = (first.family or first.literal if first else None) or cited.publisher or f"“{title}”"
        return f"{name} {cited.issued[0]}" if cited.issued else name


def _notice_of(standing: Notice | Clear | None) -> Notice | None:
    return standing if isinstance(standing, Notice) else None


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _outcome(data: Mapping[str, Any]) -> Outcome:
    better = data.get("better")
    arms = tuple(
        Arm(a["name"], _whole(a.get("participants")), _whole(a.get("events")), a.get("value"), a.get("sd"))
        for a in data.get("arms", ())
    )
    return Outcome(
        data["name"],
        data.get("measure"),
        data.get("unit"),
        Better(better) if better else None,
        data.get("value"),
        data.get("low"),
        data.get("high"),
        data.get("p"),
        _whole(data.get("participants")),
        _whole(data.get("studies")),
        arms,
        data.get("note"),
    )


def _risk(data: Mapping[str, Any] | None) -> RiskOfBias | None:
    if data is None:
        return None
    judgement = data["judgement"]
    return RiskOfBias(data.get("tool"), Judgement(judgement) if judgement else None, data.get("reason"))


def _status(data: Mapping[str, Any] | None) -> Status | None:
    if data is None:
        return None
    return Status(
        _standing(data.get("retraction")),
        _standing(data.get("expression-of-concern")),
        _standing(data.get("correction")),
        _standing(data.get("superseded-by")),
    )


def _standing(data: Mapping[str, Any] | str | None) -> Notice | Clear | None:
    if data is None:
        return None
    return Clear(data) if isinstance(data, str) else Notice(data["date"], data["notice"], data.get("study"))
