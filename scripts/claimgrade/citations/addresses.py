"""Where the bibliographic services are asked: their own addresses, or those that the environment names."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from claimgrade.citations.answer import Service
from claimgrade.finding import ClaimgradeError

# Variable, and the service's own address: what precedes /works, /esummary.fcgi, /dois/ and /api/v2/studies.
ADDRESSES: dict[Service, tuple[str, str]] = {
    Service.CROSSREF: ("CLAIMGRADE_CROSSREF_URL", "https://api.crossref.org"),
    Service.PUBMED: ("CLAIMGRADE_EUTILS_URL", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"),
    Service.DATACITE: ("CLAIMGRADE_DATACITE_URL", "https://api.datacite.org"),
    Service.CLINICALTRIALS: ("CLAIMGRADE_CTGOV_URL", "https://clinicaltrials.gov"),
}
_PLAIN = re.compile(r"[!-~]{1,500}")


def base_addresses(environment: Mapping[str, str]) -> dict[Service, str]:
    """The address of each service, without slash at its end; an empty variable counts as not set.

    Raises ClaimgradeError where a variable holds no https address, or plain http to another machine than this one.
    """
    return {
        service: _checked(variable, environment[variable]) if environment.get(variable) else default
        for service, (variable, default) in ADDRESSES.items()
    }


def _checked(variable: str, value: str) -> str:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ClaimgradeError(f"{variable} is not an address: {value!r}") from None
    if "@" in parts.netloc:
        raise ClaimgradeError(f"{variable} must not hold a user name or password")
    if not host or not _PLAIN.fullmatch(value) or "\\" in value or parts.scheme not in ("https", "http"):
        raise ClaimgradeError(f"{variable} is not an https address: {value!r}")
    if "?" in value or "#" in value:
        raise ClaimgradeError(f"{variable} must end before any ? or #: {value!r}")
    if parts.scheme == "http" and not is_loopback(host):
        raise ClaimgradeError(f"{variable} must begin with https; plain http is only for this machine: {value!r}")
    return value.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
