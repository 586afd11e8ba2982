"""The addresses of site and repository as MkDocs and Zensical want them, from the base's configuration."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from claimgrade.finding import ClaimgradeError
from claimgrade.pages import Origin

# Canonical links need an address; .example is nobody's (RFC 2606).
PLACEHOLDER = "https://claimgrade.example/"
NO_ADDRESS = f"the site has no address yet, its canonical links say {PLACEHOLDER}: set site-url in claimgrade.toml"
# Where a service shows a file of the default branch; GitHub's form is also that of most others.
_VIEW_ELSE, _VIEW = "blob/HEAD/", {"gitlab.com": "-/blob/HEAD/"}


def addresses(origin: Origin, config: Mapping[str, Any]) -> dict[str, Any]:
    """Settings for mkdocs.yml that `config`, its contents, does not give: they are said once, in claimgrade.toml.

    Raises ClaimgradeError where mkdocs.yml gives another address.
    """
    for key, ours, known in (
        ("site_url", "site-url", origin.address),
        ("repo_url", "repo-url", origin.repository),
    ):
        given = config.get(key)
        if given and f"{str(given).rstrip('/')}/" != known:
            says = f"is {known}" if known else "is not set"
            raise ClaimgradeError(
                f"mkdocs.yml: {key} is {given}, but {ours} of the configuration {says}: "
                f"set {ours} in claimgrade.toml, and take {key} out of mkdocs.yml"
            )
    found: dict[str, Any] = {"site_url": origin.address or PLACEHOLDER}
    if origin.repository:
        parts = urlsplit(origin.repository)
        found |= {
            "repo_url": origin.repository,
            "repo_name": config.get("repo_name") or parts.path.strip("/") or parts.netloc,
            "edit_uri": config.get("edit_uri") or _VIEW.get(parts.netloc, _VIEW_ELSE) + origin.folder,
        }
    extra = config.get("extra") or {}
    return found | {"extra": {**extra, **({"date": origin.date} if origin.date else {})}}
