"""How a publication stands, as a study record says it, from the notices that services have of it."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from claimgrade.citations.answer import Found, Notice, NoticeKind, Service
from claimgrade.citations.standing import in_force
from claimgrade.drafting.cleaning import clean

# Services that hold notices: only with their answer "none" can be said.
_WATCHING = (Service.CROSSREF, Service.PUBMED)
_KINDS = {
    "retraction": (
        NoticeKind.RETRACTION,
        NoticeKind.WITHDRAWAL,
        NoticeKind.REMOVAL,
        NoticeKind.PARTIAL_RETRACTION,
    ),
    "expression-of-concern": (NoticeKind.CONCERN,),
    "correction": (NoticeKind.CORRECTION,),
}
_PARTIAL = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")


def status_of(found: Sequence[Found]) -> dict[str, Any] | None:
    """The field `status`; None where no service was asked that holds notices.

    Whether a newer version has taken its place no service says reliably: that stays null.
    """
    notices = [notice for answer in found for notice in answer.paper.notices]
    if not notices and not any(answer.service in _WATCHING for answer in found):
        return None
    status: dict[str, Any] = {name: _standing(notices, kinds) for name, kinds in _KINDS.items()}
    return {**status, "superseded-by": None}


def _standing(notices: Sequence[Notice], kinds: Sequence[NoticeKind]) -> dict[str, str | None] | str:
    """Of the notices in force that one which says most: the gravest kind, then one that is named and dated."""
    standing = [notice for notice in in_force(notices) if notice.kind in kinds]
    if not standing:
        return "none"
    told = min(standing, key=lambda n: (kinds.index(n.kind), not n.notice, not n.date, n.date or "", n.notice or ""))
    what = told.kind.value.replace("-", " ")
    notice = clean(told.notice, 400)
    if notice is None:
        notice = f"{what}, of which only {clean(told.said_by, 60) or 'the service'} tells"
    elif told.kind is not kinds[0]:
        notice = f"{notice} ({what})"
    return {"date": _day(told.date), "notice": notice}


def _day(told: str | None) -> str | None:
    """An ISO date, perhaps without day or month, that is one; None else."""
    if not told or _PARTIAL.fullmatch(told):
        return told if told and told[:4] != "0000" else None
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError:
        return None
