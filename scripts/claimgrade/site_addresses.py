"""The addresses of site and repository as MkDocs and Zensical want them, from the base's configuration."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from claimgrade.finding import ClaimgradeError
from claimgrade.pages import FEED, Origin

# Where a service shows a file of the default branch; GitHub's form is also that of most others.
_VIEW_ELSE, _VIEW = "blob/HEAD/", {"gitlab.com": "-/blob/HEAD/"}


def addresses(origin: Origin, config: Mapping[str, Any]) -> dict[str, Any]:
    """Settings for mkdocs.yml that `config`, its contents, does not give: they are said once, in claimgrade.toml.

    Raises ClaimgradeError where mkdocs.yml gives another address.
    """
    for key, ours, known in (
        ("site_url", "site-url", origin.address if origin.has_address else None),
        ("repo_url", "repo-url", origin.repository if origin.has_repository else None),
    ):
        given = config.get(key)
        if given and f"{str(given).rstrip('/')}/" != known:
            says = f"is {known}" if known else "is not set"
            raise ClaimgradeError(
                f"mkdocs.yml: {key} is {given}, but {ours} of the configuration {says}: "
                f"set {ours} in claimgrade.toml, and take {key} out of mkdocs.yml"
            )
    found: dict[str, Any] = {"site_url": origin.address}
    if origin.has_repository:
        parts = urlsplit(origin.repository)
        found |= {
            "repo_url": origin.repository,
            "repo_name": config.get("repo_name") or parts.path.strip("/") or parts.netloc,
            "edit_uri": config.get("edit_uri") or _VIEW.get(parts.netloc, _VIEW_ELSE) + origin.folder,
        }
    extra = config.get("extra") or {}
    date = {"date": origin.date} if origin.date else {}
    return found | {"extra": {**extra, **date, "feed": FEED}}


def missing(origin: Origin) -> Iterator[str]:
    """A sentence for each address for which a placeholder stands."""
    if not origin.has_address:
        yield f"the site has no address yet, its own links say {origin.address}: set site-url in claimgrade.toml"
    if not origin.has_repository:
        yield (
            f"the site names no repository yet, its links to records say {origin.repository}: "
            "set repo-url in claimgrade.toml"
        )
