"""Asks ClinicalTrials.gov's API, version 2, whether registrations exist (clinicaltrials.gov/data-api/api).

Other registers have no such interface, so that their numbers are not asked for.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from claimgrade.citations.answer import Absent, Answer, Found, Identifier, Paper, Service, Unreachable
from claimgrade.citations.failure import MalformedError, UnansweredError
from claimgrade.citations.json_values import mapping, mappings, parsed, text, texts
from claimgrade.citations.pace import Pace
from claimgrade.citations.papers import paper
from claimgrade.citations.session import Line, Request

BATCH = 100  # numbers in a filter
_FIELDS = "NCTId,NCTIdAlias,BriefTitle,OfficialTitle"


class ClinicalTrials:
    """ClinicalTrials.gov."""

    service = Service.CLINICALTRIALS

    def __init__(self, line: Line, pace: Pace) -> None:
        """On a line to clinicaltrials.gov."""
        self._line, self._pace = line, pace

    def batches(self, identifiers: Sequence[Identifier]) -> Iterator[Sequence[Identifier]]:
        """Numbers in batches as they are asked for."""
        return (identifiers[i : i + BATCH] for i in range(0, len(identifiers), BATCH))

    def ask(self, batch: Sequence[Identifier]) -> Iterator[Answer]:
        """An answer for each number; found also under a number that it had before."""
        numbers = ",".join(number.value for number in batch)
        query = {"filter.ids": numbers, "fields": _FIELDS, "pageSize": str(BATCH), "format": "json"}
        try:
            trials = self._line.ask(Request("/api/v2/studies", self._pace, query), _trials)
        except UnansweredError as error:
            yield from (Unreachable(self.service, number, str(error)) for number in batch)
            return
        for number in batch:
            if number.value in trials:
                yield Found(self.service, number, trials[number.value])
            else:
                yield Absent(self.service, number)


def _trials(content: bytes) -> dict[str, Paper]:
    answer = parsed(content)
    if "studies" not in answer or "nextPageToken" in answer:  # more than were asked for: the filter was not heeded
        raise MalformedError
    trials: dict[str, Paper] = {}
    for study in mappings(answer["studies"]):
        told = mapping(mapping(study.get("protocolSection")).get("identificationModule"))
        number = text(told.get("nctId"))
        if number is None:
            raise MalformedError
        trials |= dict.fromkeys([number, *texts(told.get("nctIdAliases"))], _paper(told))
    return trials


def _paper(told: dict[str, Any]) -> Paper:
    titles = [text(told.get(key)) for key in ("officialTitle", "briefTitle")]
    return paper(titles=[title for title in titles if title], type="webpage", publisher="ClinicalTrials.gov")
