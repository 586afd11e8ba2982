"""Links from a record's page into the repository that the site is made from."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from claimgrade.pages.page import Origin


@dataclass(frozen=True, slots=True)
class RecordLinks:
    """Addresses of a record's file and of a new report about it; None where they are not known."""

    file: str | None
    report: str | None


def record_links(origin: Origin, record_id: str, file: str) -> RecordLinks:
    """Links of a record; the report's form is GitHub's and Forgejo's, and other hosts open an empty one."""
    if origin.repository is None:
        return RecordLinks(None, None)
    begun = urlencode({"title": f"Mistake in {record_id}", "body": f"Record: {file}\n\n"}, quote_via=quote)
    return RecordLinks(origin.file(file), f"{origin.repository}issues/new?{begun}")
