"""Literature searches that are repeated: what PubMed has now that it did not have when the search was made."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from claimgrade.citations.pubmed import Hits, NotSearched
from claimgrade.finding import Finding, Severity
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.loading import Loaded
from claimgrade.records import Search
from claimgrade.records.vocabularies import SourceKind

Asking = Callable[[str, date], Hits | NotSearched]

_SHOWN = 10  # PMIDs in a message
_PUBMED = re.compile(r"pubmed|medline", re.IGNORECASE)
# The same data with another language for queries.
_OTHER_HOSTS = re.compile(r"ovid|ebsco|proquest|embase|web of science|dialog|scopus", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A source of a search that can be asked again: the search, the number of the source, query, and day."""

    search: Search
    source: int
    query: str
    since: date


@dataclass(frozen=True, slots=True)
class News:
    """What came of a repeated search: None for `hits` where it could not be run, `why` says why not."""

    asked: Repeatable
    hits: Hits | None
    why: str | None = None


def repeatable(base: KnowledgeBase) -> Iterator[Repeatable]:
    """Searches of PubMed, by whatever name, whose query and day are recorded; in PubMed's own language."""
    for search in base.searches.values():
        for i, source in enumerate(search.sources):
            at_pubmed = _PUBMED.search(source.name) and not _OTHER_HOSTS.search(source.name)
            if source.kind is SourceKind.DATABASE and at_pubmed and source.query and source.date:
                yield Repeatable(search, i, source.query, _first_day(source.date))


def repeat(asked: Repeatable, search: Asking) -> News:
    """Ask again."""
    answer = search(asked.query, asked.since)
    return News(asked, None, answer.why) if isinstance(answer, NotSearched) else News(asked, answer)


def news_findings(news: Iterable[News], loaded: Loaded) -> Iterator[Finding]:
    """One finding for each search that finds more."""
    for item in news:
        if item.hits and item.hits.count:
            asked = item.asked
            pmids = [pmid.value for pmid in item.hits.pmids[:_SHOWN]]
            more = item.hits.count - len(pmids)
            shown = ", ".join(pmids) + (f" and {more} more" if more and pmids else "")
            number = f"{item.hits.count} new record{'s' * (item.hits.count > 1)}"
            yield Finding(
                "search-has-news",
                Severity.INFO,
                f"PubMed has {number} for this query since {asked.since}" + (f": {shown}" if shown else ""),
                "Look through them, add what bears on a claim, and record the new day and numbers.",
                loaded.sources[asked.search.file].locate(f"/sources/{asked.source}/query"),
                asked.search.id,
            )


def _first_day(text: str) -> date:
    """The day, or the first of the month or year where no more is recorded."""
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :])
