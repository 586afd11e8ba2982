"""Asks what the records' identifiers lead to, and draws the conclusions: the lock as it would be, and findings.

Nothing here knows the network or the terminal: whoever calls brings the answers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from claimgrade.checker import check
from claimgrade.citations.answer import Answer, Identifier, Unreachable
from claimgrade.citations.entry import Entry, Outcome, askable, digest_of
from claimgrade.citations.lock import Lock
from claimgrade.citations.outcome import Decided, decide
from claimgrade.configuration import Settings
from claimgrade.finding import ClaimgradeError, Finding, RuleFailure
from claimgrade.grading import Policy, assess_all
from claimgrade.impact import Impact, impact_of
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.layout import Layout
from claimgrade.loading import Loaded, load
from claimgrade.news import News, news_findings
from claimgrade.records import Study
from claimgrade.revision import base_at
from claimgrade.study_links import Links

_SHOWN = frozenset({"citation-mismatch", "citation-retracted", "citation-of-concern", "search-has-news"})


@dataclass(frozen=True, slots=True)
class Selection:
    """What a run asks for: `nothing_to_ask` are ids of studies without an identifier that a service knows.

    `left_out` counts studies that could be asked for and are not, because they were not touched or are known well
    enough.
    """

    studies: tuple[Study, ...]
    nothing_to_ask: tuple[str, ...]
    left_out: int = 0

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """Each identifier once, in the order of the studies."""
        return tuple(dict.fromkeys(identifier for study in self.studies for identifier in askable(study)))


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to an entry of the lock: None before for a new one, None after for one that goes."""

    study: str
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True, slots=True)
class Verification:
    """What a run found out. `entries` are the lock as it would be; `renewed` counts entries where only the day changes.

    `unreadable` are ids of records that could not be read; `is_interrupted` tells that somebody stopped the run.
    """

    selection: Selection
    decided: Mapping[str, Decided]
    entries: Mapping[str, Entry]
    changes: tuple[Change, ...]
    renewed: int
    findings: tuple[Finding, ...]
    impacts: tuple[Impact, ...]
    news: tuple[News, ...]
    unreadable: tuple[str, ...] = ()
    failures: tuple[RuleFailure, ...] = ()
    is_interrupted: bool = False

    @property
    def counts(self) -> Counter[Outcome]:
        """Studies that were to be asked for, by outcome."""
        return Counter(decided.outcome for decided in self.decided.values())

    @property
    def unreachable(self) -> tuple[Unreachable, ...]:
        """What a service could not be asked, each identifier once."""
        silent = (answer for decided in self.decided.values() for answer in decided.unreachable)
        return tuple(dict.fromkeys(silent))

    @property
    def is_whole(self) -> bool:
        """Whether everything that was asked for could be checked."""
        searched = all(news.hits is not None for news in self.news)
        silent = self.unreachable or self.counts[Outcome.UNCHECKED] or self.unreadable
        return searched and not silent and not self.is_interrupted


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back: answers of services, searches that were repeated, and whether somebody stopped the run."""

    found: list[Answer] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    is_interrupted: bool = False


def select(
    base: KnowledgeBase,
    lock: Lock,
    today: date,
    *,
    max_age: int = 0,
    before: Mapping[str, str] | None = None,
) -> Selection:
    """Studies to ask for: of `before` (digests by id) those that differ, of the others those `max_age` days old.

    A study of which the lock lacks an answer is asked for whatever the age of the others.
    """
    asked, nothing, left_out = [], [], 0
    for study in base.studies.values():
        if not askable(study):
            nothing.append(study.id)
        elif (before is not None and before.get(study.id) == digest_of(study)) or _is_fresh(
            study, lock, today, max_age
        ):
            left_out += 1
        else:
            asked.append(study)
    return Selection(tuple(asked), tuple(nothing), left_out)


def _is_fresh(study: Study, lock: Lock, today: date, max_age: int) -> bool:
    entry = lock.current(study)
    if entry is None or {answer.identifier for answer in entry.answers} != set(askable(study)):
        return False
    return 0 <= (today - date.fromisoformat(entry.checked_at)).days < max_age


def digests_at(layout: Layout, revision: str) -> dict[str, str]:
    """Digests of the studies as they stood at a revision, by id. Raises ClaimgradeError where there is no such base."""
    with base_at(layout.root, revision) as then:
        try:
            studies = load(then).base.studies
        except ClaimgradeError as error:
            raise ClaimgradeError(f"at the revision '{revision}': {error}") from None
        return {study.id: digest_of(study) for study in studies.values()}


def conclude(
    loaded: Loaded, policy: Policy, settings: Settings, today: date, selection: Selection, answers: Answers
) -> Verification:
    """What the answers mean for each study, for the lock, and for a curator.

    Findings are those of the rules on the lock as it would be, for the studies that were asked for: with the waivers
    of the records and the severities of the settings.
    """
    by_identifier: defaultdict[Identifier, list[Answer]] = defaultdict(list)
    for answer in answers.found:
        by_identifier[answer.identifier].append(answer)
    decided = {
        study.id: decide(
            study,
            [answer for identifier in askable(study) for answer in by_identifier[identifier]],
            loaded.lock.studies.get(study.id),
            today.isoformat(),
        )
        for study in selection.studies
    }
    entries = dict(_entries(loaded, decided))
    assessments = assess_all(loaded.base, policy)
    told = replace(loaded, findings=tuple(news_findings(answers.news, loaded)), lock=Lock(entries))
    result = check(told, assessments, policy, today, settings=settings)
    retracted = (study for study, found in decided.items() if found.outcome is Outcome.RETRACTED)
    before, links = loaded.lock.studies, Links.of(loaded.base)
    return Verification(
        selection=selection,
        decided=decided,
        entries=entries,
        changes=tuple(_changes(before, entries)),
        renewed=sum(1 for study, entry in entries.items() if _says_the_same(before.get(study), entry)),
        findings=tuple(_of_run(result.findings, decided)),
        impacts=tuple(impact_of(loaded.base, assessments, policy, study, links) for study in retracted),
        news=tuple(answers.news),
        unreadable=tuple(sorted(loaded.base.unreadable.get("study", ()))),
        failures=result.failures,
        is_interrupted=answers.is_interrupted,
    )


def _entries(loaded: Loaded, decided: Mapping[str, Decided]) -> Iterator[tuple[str, Entry]]:
    """The entries that stay, and those that are new; entries of studies that are gone, or cannot be asked, go."""
    for study_id, entry in loaded.lock.studies.items():
        study = loaded.base.studies.get(study_id)
        stays = askable(study) if study else loaded.base.exists("study", study_id)
        if stays and study_id not in decided:
            yield study_id, entry
    for study_id, found in decided.items():
        if found.entry:
            yield study_id, found.entry


def _changes(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> Iterator[Change]:
    """Entries that come, go or change in more than their day, by id."""
    for study in sorted(before.keys() | after.keys()):
        old, new = before.get(study), after.get(study)
        if old != new and not _says_the_same(old, new):
            yield Change(study, old.outcome if old else None, new.outcome if new else None)


def _says_the_same(old: Entry | None, new: Entry | None) -> bool:
    """Whether two entries are of different days, and the same else."""
    return bool(old and new and old != new and replace(old, checked_at=new.checked_at) == new)


def _of_run(findings: Iterable[Finding], decided: Mapping[str, Decided]) -> Iterator[Finding]:
    for finding in findings:
        if finding.rule in _SHOWN and (finding.record in decided or finding.rule == "search-has-news"):
            yield finding
