"""Links from a record's page into the repository that the site is made from."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from claimgrade.pages.page import Origin


@dataclass(frozen=True, slots=True)
class RecordLinks:
    """Addresses of a record's file and of a new report about it."""

    file: str
    report: str


def record_links(origin: Origin, record_id: str, file: str) -> RecordLinks | None:
    """Links in the form that GitHub has; None where no repository is configured."""
    if origin.repository is None:
        return None
    title = urlencode({"title": f"Mistake in {record_id}", "body": f"Record: {file}\n\n"}, quote_via=quote)
    return RecordLinks(
        f"{origin.repository}blob/{origin.commit or 'HEAD'}/{quote(file)}", f"{origin.repository}issues/new?{title}"
    )
