"""Asks ClinicalTrials.gov's API, version 2, whether registrations exist (clinicaltrials.gov/data-api/api).

Other registers have no such interface, so that their numbers are not asked for.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from claimgrade.citations.answer import Absent, Answer, Found, Identifier, Paper, Service, Unreachable
from claimgrade.citations.failure import MalformedError, NotThereError, UnansweredError
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
        """An answer for each number; what a list does not bring is asked for by itself."""
        trials: dict[str, Paper] = {}
        if len(batch) > 1:
            numbers = ",".join(number.value for number in batch)
            query = {"filter.ids": numbers, "fields": _FIELDS, "pageSize": str(BATCH), "format": "json"}
            try:
                trials = self._line.ask(Request("/api/v2/studies", self._pace, query), _trials)
            except UnansweredError as error:
                if not error.is_refusal:
                    yield from (Unreachable(self.service, number, str(error)) for number in batch)
                    return
        for number in batch:
            found = trials.get(number.value)
            yield self._single(number) if found is None else Found(self.service, number, found)

    def _single(self, number: Identifier) -> Answer:
        """What is under one number; of one that a trial had before, the service redirects to its present one."""
        query = {"fields": _FIELDS, "format": "json"}
        path = "/api/v2/studies/" + quote(number.value, safe="")

        def says_absent(content: bytes) -> bool:
            return content.strip() == f"NCT number {number.value} not found".encode()

        try:
            trials = self._line.ask(Request(path, self._pace, query, says_absent=says_absent), _trial)
        except NotThereError:
            return Absent(self.service, number)
        except UnansweredError as error:
            return Unreachable(self.service, number, str(error))
        if number.value not in trials:
            return Unreachable(self.service, number, "it answered about another number")
        return Found(self.service, number, trials[number.value])


def _trials(content: bytes) -> dict[str, Paper]:
    answer = parsed(content)
    if "studies" not in answer or "nextPageToken" in answer:  # more than were asked for: the filter was not heeded
        raise MalformedError
    return {number: paper for study in mappings(answer["studies"]) for number, paper in _numbered(study).items()}


def _trial(content: bytes) -> dict[str, Paper]:
    return _numbered(parsed(content))


def _numbered(study: dict[str, Any]) -> dict[str, Paper]:
    """A trial under its number and those that it had before."""
    told = mapping(mapping(study.get("protocolSection")).get("identificationModule"))
    number = text(told.get("nctId"))
    if number is None:
        raise MalformedError
    return dict.fromkeys([number, *texts(told.get("nctIdAliases"))], _paper(told))


def _paper(told: dict[str, Any]) -> Paper:
    titles = [text(told.get(key)) for key in ("officialTitle", "briefTitle")]
    return paper(titles=[title for title in titles if title], type="webpage", publisher="ClinicalTrials.gov")
