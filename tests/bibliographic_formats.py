"""One publication in plain Python, and what the four services make of it: their field names and shapes, our contents.

Only the fields that mean something here are written; what the services send beyond them is of no use to anybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Date = tuple[int, ...]  # year, month, day as far as known
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Update:
    """A notice, in the words of Crossref (`type`, `source`) and of PubMed (`ref_type`); None where one lacks it."""

    type: str | None = None
    doi: str | None = None  # of the notice
    date: Date = (2020, 1, 2)
    source: str = "publisher"
    label: str | None = None
    ref_type: str | None = None
    pmid: str | None = None  # of the notice


@dataclass(frozen=True)
class Work:
    """A publication. `agency` says where its DOI is registered; `authors` are (family, given), or a group's name.

    `updates` are what was said of it, `own_updates` the notices that Crossref has under `update-to` of it, with the DOI
    that they are about.
    """

    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    nct: str | None = None
    nct_aliases: tuple[str, ...] = ()
    agency: str = "crossref"
    type: str = "journal-article"
    title: str = "A toy trial of toyaline"
    subtitle: str | None = None
    original_title: str | None = None
    authors: tuple[tuple[str, str] | str, ...] = (("Kite", "Ada"), ("Grove", "Ben"))
    journal: str | None = "Journal of Toys"
    short_journal: str | None = "J Toys"
    printed: Date | None = (2019, 5)
    online: Date | None = (2018, 12, 30)
    volume: str | None = "3"
    issue: str | None = "2"
    page: str | None = "14-20"
    publisher: str | None = "Toy Press"
    publication_types: tuple[str, ...] = ("Journal Article", "Randomized Controlled Trial")
    updates: tuple[Update, ...] = ()
    own_updates: tuple[Update, ...] = ()
    is_book: bool = False


def crossref_work(work: Work) -> dict[str, Any]:
    """A work as /works/{doi} has it under `message`."""
    told = {
        "DOI": work.doi,
        "type": work.type,
        "title": [work.title],
        "subtitle": [work.subtitle] if work.subtitle else [],
        "original-title": [work.original_title] if work.original_title else [],
        "short-title": [],
        "author": [
            {"name": author, "sequence": "additional", "affiliation": []}
            if isinstance(author, str)
            else {"family": author[0], "given": author[1], "sequence": "first", "affiliation": []}
            for author in work.authors
        ],
        "container-title": [work.journal] if work.journal else [],
        "short-container-title": [work.short_journal] if work.short_journal else [],
        "issued": _parts(work.online or work.printed),
        "published": _parts(work.online or work.printed),
        "volume": work.volume,
        "issue": work.issue,
        "page": work.page,
        "publisher": work.publisher,
        "URL": f"https://doi.org/{work.doi}",
    }
    told |= {"published-print": _parts(work.printed)} if work.printed else {}
    told |= {"published-online": _parts(work.online)} if work.online else {}
    told |= {"updated-by": [_update(u) for u in work.updates if u.type]} if any(u.type for u in work.updates) else {}
    told |= {"update-to": [_update(update) for update in work.own_updates]} if work.own_updates else {}
    return {key: value for key, value in told.items() if value is not None}


def _parts(date: Date | None) -> dict[str, Any]:
    return {"date-parts": [list(date) if date else [None]]}


def _update(update: Update) -> dict[str, Any]:
    day = "-".join(f"{part:02d}" for part in update.date)
    return {
        "DOI": update.doi,
        "type": update.type,
        "label": update.label or (update.type or "").replace("_", " ").capitalize(),
        "source": update.source,
        "updated": {**_parts(update.date), "date-time": f"{day}T00:00:00Z", "timestamp": 0},
    }


def pubmed_summary(work: Work) -> dict[str, Any]:
    """A document summary as esummary has it under `result` (version 2.0, retmode=json)."""
    ids = {"pubmed": work.pmid, "doi": work.doi, "pmc": work.pmcid}
    names = [author if isinstance(author, str) else f"{author[0]} {author[1][:1]}" for author in work.authors]
    return {
        "uid": work.pmid,
        "pubdate": _words(work.printed),
        "epubdate": _words(work.online),
        "source": work.short_journal or "",
        "authors": [{"name": name, "authtype": "Author", "clusterid": ""} for name in names],
        "title": "" if work.is_book else f"{_whole_title(work)}.",
        "booktitle": work.title if work.is_book else "",
        "vernaculartitle": work.original_title or "",
        "volume": work.volume or "",
        "issue": work.issue or "",
        "pages": work.page or "",
        "lang": ["eng"],
        "pubtype": list(work.publication_types),
        "recordstatus": "PubMed - indexed for MEDLINE",
        "articleids": [
            {"idtype": kind, "idtypen": number, "value": value}
            for number, (kind, value) in enumerate(ids.items(), 1)
            if value
        ],
        "references": [],
        "fulljournalname": work.journal or "",
        "doctype": "book" if work.is_book else "citation",
        "publishername": (work.publisher or "") if work.is_book else "",
        "sortpubdate": "2019/05/01 00:00",
    }


def _whole_title(work: Work) -> str:
    return f"{work.title}: {work.subtitle}" if work.subtitle else work.title


def _words(date: Date | None) -> str:
    if not date:
        return ""
    month = MONTHS[date[1] - 1] if len(date) > 1 else ""
    return " ".join([str(date[0]), *([month] if month else []), *(str(part) for part in date[2:])])


def pubmed_set(works: Iterable[Work]) -> str:
    """A PubmedArticleSet as efetch gives it."""
    return (
        '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
        '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
        f"<PubmedArticleSet>{''.join(map(_article, works))}</PubmedArticleSet>\n"
    )


def _article(work: Work) -> str:
    if work.is_book:
        return (
            f'<PubmedBookArticle><BookDocument><PMID Version="1">{work.pmid}</PMID></BookDocument></PubmedBookArticle>'
        )
    authors = "".join(
        f"<Author><CollectiveName>{escape(author)}</CollectiveName></Author>"
        if isinstance(author, str)
        else f"<Author><LastName>{escape(author[0])}</LastName><ForeName>{escape(author[1])}</ForeName>"
        f"<Initials>{escape(author[1][:1])}</Initials></Author>"
        for author in work.authors
    )
    ids = {"pubmed": work.pmid, "doi": work.doi, "pmc": work.pmcid}
    return f"""
<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{work.pmid}</PMID>
<Article PubModel="Print-Electronic"><Journal><JournalIssue CitedMedium="Internet">{_tag("Volume", work.volume)}
{_tag("Issue", work.issue)}<PubDate>{_date(work.printed)}</PubDate></JournalIssue>{_tag("Title", work.journal)}
{_tag("ISOAbbreviation", work.short_journal)}</Journal><ArticleTitle>{_whole_title(work)}.</ArticleTitle>
<Pagination>{_tag("MedlinePgn", work.page)}</Pagination><AuthorList CompleteYN="Y">{authors}</AuthorList>
<PublicationTypeList>{"".join(_tag("PublicationType", kind) for kind in work.publication_types)}</PublicationTypeList>
{_tag("VernacularTitle", work.original_title)}
<ArticleDate DateType="Electronic">{_date(work.online)}</ArticleDate></Article>
<MedlineJournalInfo>{_tag("MedlineTA", work.short_journal)}</MedlineJournalInfo>
<CommentsCorrectionsList>{"".join(_comment(u) for u in work.updates if u.ref_type)}</CommentsCorrectionsList>
</MedlineCitation><PubmedData><ArticleIdList>
{"".join(f'<ArticleId IdType="{kind}">{escape(value)}</ArticleId>' for kind, value in ids.items() if value)}
</ArticleIdList><ReferenceList><Reference><Citation>Another paper</Citation><ArticleIdList>
<ArticleId IdType="doi">10.5555/of-a-reference</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData>
</PubmedArticle>"""


def _tag(name: str, text: str | None) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _date(date: Date | None) -> str:
    if not date:
        return ""
    month = f"<Month>{MONTHS[date[1] - 1]}</Month>" if len(date) > 1 else ""
    return f"<Year>{date[0]}</Year>{month}" + (f"<Day>{date[2]}</Day>" if len(date) > 2 else "")


def _comment(update: Update) -> str:
    pmid = f'<PMID Version="1">{update.pmid}</PMID>' if update.pmid else ""
    source = f"J Toys. {_words(update.date)};4(1):9" + (f". doi: {update.doi}." if update.doi else "")
    return (
        f"<CommentsCorrections RefType={quoteattr(update.ref_type or '')}><RefSource>{escape(source)}</RefSource>{pmid}"
        "</CommentsCorrections>"
    )


def datacite_doi(work: Work) -> dict[str, Any]:
    """A DOI as /dois/{doi} has it under `data`."""
    titles = [{"title": work.title}]
    titles += [{"title": work.subtitle, "titleType": "Subtitle"}] if work.subtitle else []
    titles += [{"title": work.original_title, "titleType": "TranslatedTitle"}] if work.original_title else []
    creators = [
        {"name": author, "nameType": "Organizational", "affiliation": []}
        if isinstance(author, str)
        else {
            "name": f"{author[0]}, {author[1]}",
            "nameType": "Personal",
            "givenName": author[1],
            "familyName": author[0],
        }
        for author in work.authors
    ]
    day = "-".join(f"{part:02d}" for part in work.printed or ())
    dates = [{"date": day, "dateType": "Issued"}] if day else []
    dates += [
        {"date": "-".join(f"{part:02d}" for part in update.date), "dateType": "Withdrawn"}
        for update in work.updates
        if update.type == "withdrawal"
    ]
    return {
        "id": work.doi,
        "type": "dois",
        "attributes": {
            "doi": work.doi,
            "titles": titles,
            "creators": creators,
            "publisher": work.publisher,
            "container": {"type": "Series", "title": work.journal} if work.journal else {},
            "publicationYear": work.printed[0] if work.printed else None,
            "dates": dates,
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Trial data", "citeproc": "dataset"},
            "relatedIdentifiers": [
                {
                    "relationType": "IsObsoletedBy",
                    "relatedIdentifier": "10.5555/newer",
                    "relatedIdentifierType": "DOI",
                }
            ],
            "state": "findable",
        },
    }


def registered_study(work: Work) -> dict[str, Any]:
    """A study as /api/v2/studies lists it, with the fields that identify it."""
    told = {"nctId": work.nct, "briefTitle": work.title, "officialTitle": f"{work.title}: as registered"}
    aliases = {"nctIdAliases": list(work.nct_aliases)} if work.nct_aliases else {}
    return {"protocolSection": {"identificationModule": told | aliases}}
