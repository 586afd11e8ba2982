"""All services on one session, asked at the same time. Kept out of the package's front, so that `check` stays light."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from queue import SimpleQueue
from random import SystemRandom
from typing import Protocol

from claimgrade.citations.addresses import base_addresses
from claimgrade.citations.answer import Absent, Answer, Identifier, Service
from claimgrade.citations.clinicaltrials import ClinicalTrials
from claimgrade.citations.contact import Contact, contact_from
from claimgrade.citations.crossref import Crossref
from claimgrade.citations.datacite import Datacite
from claimgrade.citations.pace import MOST_AT_ONCE, Pace
from claimgrade.citations.pubmed import Hits, NotSearched, Pubmed
from claimgrade.citations.session import Line
from claimgrade.identifiers import Doi, Pmid

_JITTER = SystemRandom().random


class Asked(Protocol):
    """A service: identifiers in batches, and an answer for each identifier of a batch."""

    def batches(self, identifiers: Sequence[Identifier]) -> Iterator[Sequence[Identifier]]:
        """Identifiers in batches as they are asked for."""
        ...

    def ask(self, batch: Sequence[Identifier]) -> Iterator[Answer]:
        """One answer for each identifier of a batch, never an exception."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """The four services of one run. What one of them refused or lacked in this run is remembered by its line."""

    crossref: Crossref
    pubmed: Pubmed
    datacite: Datacite
    clinicaltrials: ClinicalTrials

    def look_up(self, identifiers: Iterable[Identifier]) -> Iterator[Answer]:
        """One answer for each identifier that a service knows the kind of, as the answers come.

        Registrations in other registers than ClinicalTrials.gov bring none. A DOI that Crossref lacks is asked at
        DataCite, whose answer then counts. Whoever stops asking in between keeps what came so far.
        """
        wanted = list(dict.fromkeys(identifiers))
        dois = [found for found in wanted if isinstance(found, Doi)]
        pmids = [found for found in wanted if isinstance(found, Pmid)]
        trials = [found for found in wanted if not isinstance(found, Doi | Pmid) and found.value.startswith("NCT")]
        answers: SimpleQueue[Answer | Exception] = SimpleQueue()
        desks = {
            service: _Desk(asked, answers)
            for service, asked, known in (
                (Service.CROSSREF, self.crossref, dois),
                (Service.PUBMED, self.pubmed, pmids),
                (Service.DATACITE, self.datacite, dois),
                (Service.CLINICALTRIALS, self.clinicaltrials, trials),
            )
            if known
        }
        try:
            for service, known in (
                (Service.CROSSREF, dois),
                (Service.PUBMED, pmids),
                (Service.CLINICALTRIALS, trials),
            ):
                if known:
                    desks[service].take(known)
            left = len(dois) + len(pmids) + len(trials)
            while left:
                answer = answers.get()
                if isinstance(answer, Exception):
                    raise answer
                if isinstance(answer, Absent) and answer.service is Service.CROSSREF:
                    desks[Service.DATACITE].take([answer.identifier])
                    continue
                left -= 1
                yield answer
        finally:
            for desk in desks.values():
                desk.close()

    def search(self, query: str, since: date | None = None) -> Hits | NotSearched:
        """What a query finds in PubMed among the records made on or after a day."""
        return self.pubmed.search(query, since)


class _Desk:
    """Threads that ask one service for one batch after another, as many as may ever be under way at once.

    They are daemons: who interrupts the program does not wait for the answers under way.
    """

    def __init__(self, asked: Asked, answers: "SimpleQueue[Answer | Exception]") -> None:
        self._asked, self._answers = asked, answers
        self._batches: SimpleQueue[Sequence[Identifier] | None] = SimpleQueue()
        self._is_closed = threading.Event()
        for _ in range(MOST_AT_ONCE):
            threading.Thread(target=self._work, daemon=True).start()

    def take(self, identifiers: Sequence[Identifier]) -> None:
        for batch in self._asked.batches(identifiers):
            self._batches.put(batch)

    def close(self) -> None:
        self._is_closed.set()
        for _ in range(MOST_AT_ONCE):
            self._batches.put(None)

    def _work(self) -> None:
        while (batch := self._batches.get()) is not None and not self._is_closed.is_set():
            try:
                for answer in self._asked.ask(batch):
                    self._answers.put(answer)
                    if self._is_closed.is_set():
                        break
            except Exception as error:  # noqa: BLE001 - a defect of ours; it is raised where the answers are awaited
                self._answers.put(error)


def open_services(
    environment: Mapping[str, str],
    mailto: str | None = None,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    random: Callable[[], float] = _JITTER,
) -> Services:
    """The services at the addresses and with the contact that the environment names; `mailto` is the configured one.

    Nothing is asked yet. Raises ClaimgradeError where an address, CLAIMGRADE_MAILTO or the key is malformed.
    """
    bases, contact = base_addresses(environment), contact_from(environment, mailto)
    agent = _agent(contact)

    def line(service: Service) -> Line:
        return Line(bases[service], agent, environment, clock, sleep, random)

    def pace(limit: int, interval: float, at_once: int = 1) -> Pace:
        return Pace(limit, interval, at_once, clock, sleep)

    # Until something is announced: Crossref low, NCBI as its policy says, DataCite and ClinicalTrials.gov below theirs.
    return Services(
        Crossref(line(Service.CROSSREF), contact, lists=pace(1, 1), singles=pace(3, 1)),
        Pubmed(line(Service.PUBMED), contact, pace(10 if contact.ncbi_key else 3, 1, MOST_AT_ONCE)),
        Datacite(line(Service.DATACITE), pace(3, 1)),
        ClinicalTrials(line(Service.CLINICALTRIALS), pace(40, 60)),
    )


def _agent(contact: Contact) -> str:
    return f"claimgrade (mailto:{contact.mailto})" if contact.mailto else "claimgrade"
