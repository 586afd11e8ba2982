"""How a publication stands after all its notices: the most severe one that no later reinstatement lifts."""

from collections.abc import Sequence

from claimgrade.citations.answer import Notice, NoticeKind
from claimgrade.citations.entry import Outcome, worst

# A partial retraction takes back a part, and nobody but a reader can tell whether it is the part that a claim rests on.
_MEANING = {
    NoticeKind.RETRACTION: Outcome.RETRACTED,
    NoticeKind.PARTIAL_RETRACTION: Outcome.RETRACTED,
    NoticeKind.WITHDRAWAL: Outcome.RETRACTED,
    NoticeKind.REMOVAL: Outcome.RETRACTED,
    NoticeKind.CONCERN: Outcome.CONCERN,
    NoticeKind.REINSTATEMENT: Outcome.REINSTATED,
    NoticeKind.CORRECTION: Outcome.CORRECTED,
}
_LIFTED = (Outcome.RETRACTED, Outcome.CONCERN)


def standing(notices: Sequence[Notice]) -> Outcome:
    """VERIFIED where there is no notice. Notices come in any order."""
    return worst([Outcome.VERIFIED, *(_MEANING[notice.kind] for notice in in_force(notices))])


def in_force(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """The notices that no reinstatement of the same day or later lifts."""
    return tuple(notice for notice in notices if not any(_lifts(other, notice) for other in notices))


def says(notice: Notice) -> Outcome:
    """What one notice means by itself."""
    return _MEANING[notice.kind]


def _lifts(reinstatement: Notice, notice: Notice) -> bool:
    """Whether it is sure to be no earlier: dates without day or month are compared as far as both go."""
    if reinstatement.kind is not NoticeKind.REINSTATEMENT or _MEANING[notice.kind] not in _LIFTED:
        return False
    if not reinstatement.date or not notice.date:
        return False
    known = min(len(reinstatement.date), len(notice.date))
    return reinstatement.date[:known] >= notice.date[:known]
