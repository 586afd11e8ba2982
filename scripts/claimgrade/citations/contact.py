"""Who asks: an address for mail, so that a service can write before it blocks, and NCBI's key."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from claimgrade.finding import ClaimgradeError

MAILTO_VARIABLE = "CLAIMGRADE_MAILTO"
KEY_VARIABLE = "CLAIMGRADE_NCBI_API_KEY"
# It is sent in a header: printable ASCII without what headers and addresses give a meaning to.
_MAILTO = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}")
_KEY = re.compile(r"[A-Za-z0-9]{8,64}")


@dataclass(frozen=True, slots=True)
class Contact:
    """The address for mail and the key for NCBI's services; None where there is none. The key is never shown."""

    mailto: str | None = None
    ncbi_key: str | None = field(default=None, repr=False)

    def scrubbed(self, text: str) -> str:
        """A service's text in one line without control characters, shortened, and without the key if it repeats it."""
        shown = text.replace(self.ncbi_key, "[key]") if self.ncbi_key else text
        return " ".join("".join(c if c.isprintable() else " " for c in shown[:2000]).split())[:200]


def is_mailto(text: str) -> bool:
    """Whether a text is an address for mail as it may be sent to the services."""
    return _MAILTO.fullmatch(text) is not None


def contact_from(environment: Mapping[str, str], configured: str | None) -> Contact:
    """The contact: CLAIMGRADE_MAILTO goes before what is configured; the key comes from the environment only.

    Raises ClaimgradeError, without showing the key, where one of them is malformed.
    """
    mailto, key = environment.get(MAILTO_VARIABLE) or configured, environment.get(KEY_VARIABLE) or None
    if mailto is not None and not is_mailto(mailto):
        raise ClaimgradeError(f"{MAILTO_VARIABLE} is not an address for mail: {mailto!r}")
    if key is not None and not _KEY.fullmatch(key):
        raise ClaimgradeError(f"{KEY_VARIABLE} is not a key: it is 8 to 64 letters and digits")
    return Contact(mailto, key)
