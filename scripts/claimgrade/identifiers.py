"""Identifiers of publications: parsed and normalised once, at the door; afterwards equality is equality."""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, unquote

# DOI syntax: DOI Handbook 3.8 (prefix 10.NNNN[.N…], suffix of any printable characters); case-insensitive over ASCII.
_DOI = re.compile(r"10\.[0-9]{4,9}(\.[0-9]+)*/[!-~]+")
_DOI_LABEL = re.compile(r"\Adoi:\s*", re.IGNORECASE)
_DOI_ADDRESS = re.compile(r"\Ahttps?://(dx\.)?doi\.org/", re.IGNORECASE)
_PMID_LABEL = re.compile(
    r"\A(PMID:?\s*|https?://pubmed\.ncbi\.nlm\.nih\.gov/|https?://(www\.)?ncbi\.nlm\.nih\.gov/pubmed/)", re.IGNORECASE
)
_PMCID_LABEL = re.compile(
    r"\A(PMCID:?\s*|https?://pmc\.ncbi\.nlm\.nih\.gov/articles/|https?://(www\.)?ncbi\.nlm\.nih\.gov/pmc/articles/)",
    re.IGNORECASE,
)
_PMID = re.compile(r"[1-9][0-9]{0,8}")
_PMCID = re.compile(r"PMC[1-9][0-9]{0,8}")
# The registries that the records name; others are kept as text.
_REGISTRATION = re.compile(
    r"NCT[0-9]{8}|ISRCTN[0-9]{8}|CRD[0-9]{6,14}|ACTRN[0-9]{14}|[0-9]{4}-[0-9]{6}-[0-9]{2}|ChiCTR[-A-Z0-9]{6,20}"
    r"|UMIN[0-9]{9}|DRKS[0-9]{8}|IRCT[0-9N]{6,20}|CTRI/[0-9]{4}/[0-9]{2,3}/[0-9]{6}|NTR[0-9]{1,6}|jRCT[0-9s]{6,14}"
)


@dataclass(frozen=True, slots=True)
class Doi:
    """A Digital Object Identifier in lower case, without resolver."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """From "10.5555/AbC", "doi:10.5555/abc" or a doi.org address without query; None for anything else."""
        stripped = text.strip()
        bare = _DOI_LABEL.sub("", stripped)
        if address := _DOI_ADDRESS.match(stripped):
            tail = stripped[address.end() :]
            bare = "" if "?" in tail or "#" in tail else unquote(tail)
        return cls(bare.lower()) if _DOI.fullmatch(bare) else None

    @property
    def url(self) -> str:
        """Address at the DOI resolver."""
        return "https://doi.org/" + quote(self.value, safe="/:;()._-")


@dataclass(frozen=True, slots=True)
class Pmid:
    """A PubMed identifier: digits."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """From "39298168", "PMID: 39298168" or a PubMed address; None for anything else."""
        bare = _PMID_LABEL.sub("", text.strip()).rstrip("/")
        return cls(bare) if _PMID.fullmatch(bare) else None

    @property
    def url(self) -> str:
        """Address at PubMed."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.value}/"


@dataclass(frozen=True, slots=True)
class Pmcid:
    """A PubMed Central identifier: PMC and digits."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """From "PMC1234567", the digits alone, "PMCID: PMC1234567" or an address; None for anything else."""
        bare = _PMCID_LABEL.sub("", text.strip()).rstrip("/").upper()
        bare = bare if bare.startswith("PMC") else "PMC" + bare
        return cls(bare) if _PMCID.fullmatch(bare) else None

    @property
    def url(self) -> str:
        """Address at PubMed Central."""
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.value}/"


@dataclass(frozen=True, slots=True)
class Registration:
    """The number of a trial or review in a public register."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """From a registration number of a known register; None for anything else."""
        bare = text.strip()
        return cls(bare) if _REGISTRATION.fullmatch(bare) else None

    @property
    def url(self) -> str | None:
        """Address at ClinicalTrials.gov or ISRCTN; None for other registers."""
        if self.value.startswith("NCT"):
            return f"https://clinicaltrials.gov/study/{self.value}"
        if self.value.startswith("ISRCTN"):
            return f"https://www.isrctn.com/{self.value}"
        return None
