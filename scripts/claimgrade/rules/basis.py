"""Studies of a grade's basis that must not be in it, by reason: shared by the rules on grades."""

from collections.abc import Iterator

from claimgrade.grading.counting import why_not_counted
from claimgrade.records import Claim
from claimgrade.rules.rule import View

Fault = tuple[int, str, str]  # index in the basis, study id, reason


def retracted(claim: Claim, view: View) -> Iterator[Fault]:
    """Retracted studies of the basis."""
    for i, study_id in enumerate(claim.grade.basis if claim.grade else ()):
        study = view.base.studies.get(study_id)
        if study and study.retraction:
            yield (
                i,
                study_id,
                f"it was retracted ({study.retraction.date or 'date not seen'}: {study.retraction.notice})",
            )


def superseded(claim: Claim, view: View) -> Iterator[Fault]:
    """Studies of the basis that a newer version has replaced."""
    for i, study_id in enumerate(claim.grade.basis if claim.grade else ()):
        study = view.base.studies.get(study_id)
        if study and study.superseded:
            by = study.superseded.study or study.superseded.notice
            yield i, study_id, f"a newer version has taken its place ({by})"


def other_question(claim: Claim, view: View) -> Iterator[Fault]:
    """Studies of the basis all of whose entries test another intervention, route, condition or place."""
    for i, study_id in enumerate(claim.grade.basis if claim.grade else ()):
        study = view.base.studies.get(study_id)
        if study is None:
            continue
        reasons = [why_not_counted(claim, entry, study) for entry in claim.evidence if entry.study == study_id]
        others = [reason for reason in reasons if reason and ("another" in reason)]
        if reasons and None not in reasons and others:
            yield i, study_id, others[0]


def has_own_rule(claim: Claim, study_id: str, view: View) -> bool:
    """Whether another rule tells why a study of the basis does not count."""
    return any(
        fault[1] == study_id for faults in (retracted, superseded, other_question) for fault in faults(claim, view)
    )
