"""The data page, and the files that it offers."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from claimgrade.exports import json_bundle
from claimgrade.layout import SCHEMAS
from claimgrade.pages import csv_tables
from claimgrade.pages.page import Content, Page, render
from claimgrade.schema_check import schema


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the site: its path, its format, what is in it, and its size in words."""

    uri: str
    form: str
    what: str
    size: Markup

    @property
    def name(self) -> str:
        """Its name without folder."""
        return self.uri.rpartition("/")[2]


_TABLES: tuple[tuple[str, str, Callable[[Content], str]], ...] = (
    ("claims", "one line a claim, with verdict, certainty and plain sentence", csv_tables.claims),
    ("evidence", "one line for each study that a claim links to, with what it says of the claim", csv_tables.evidence),
    ("appearances", "one line for each time that an article makes a claim", csv_tables.appearances),
    ("studies", "one line a study, guideline or label", csv_tables.studies),
)
_WHOLE = "every record whole: claims with verdict, grade and steps, studies, articles and searches"


def data_pages(content: Content) -> Iterator[Page]:
    """data.md, data/claimgrade.json, data/<table>.csv and data/schema/<kind>.schema.json."""
    whole = Page("data/claimgrade.json", json_bundle.export(content.base, content.assessments))
    tables = [(Page(f"data/{name}.csv", table(content)), what) for name, what, table in _TABLES]
    downloads = [_download(whole, "JSON", _WHOLE), *(_download(page, "CSV", what) for page, what in tables)]
    schemas = [(name, schema(name)) for name in SCHEMAS]
    yield render(
        "data.md.jinja",
        "data.md",
        about=content.about,
        origin=content.origin,
        day=content.day.isoformat(),
        cite=_cite(content),
        downloads=downloads,
        schemas=[(name, made["title"], made["description"]) for name, made in schemas],
    )
    yield whole
    yield from (page for page, _ in tables)
    for name, made in schemas:
        yield Page(f"data/schema/{name}.schema.json", json.dumps(made, indent=2) + "\n")


def _download(page: Page, form: str, what: str) -> Download:
    size = len(page.text.encode("utf-8", errors="surrogatepass"))
    number, unit = (f"{size / 1e6:.1f}", "MB") if size >= 1e6 else (f"{max(1, round(size / 1e3))}", "kB")
    return Download(page.uri, form, what, Markup("{}&nbsp;{}").format(number, unit))


def _cite(content: Content) -> str:
    about, origin = content.about, content.origin
    parts = [
        ", ".join(about.authors),
        f"{about.title or 'A base of health claims'}{f', version {about.version}' if about.version else ''}",
        f"As of {origin.date or content.day}{f', commit {origin.commit[:12]}' if origin.commit else ''}",
    ]
    return ". ".join(part for part in parts if part) + "."
