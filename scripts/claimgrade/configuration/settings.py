"""What is in force, and what it makes of findings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase

from claimgrade.finding import ClaimgradeError, Finding, Severity
from claimgrade.records import Vocabulary
from claimgrade.rules import GROUPS

DEFAULT_PERIOD = "default"  # the key of [review-period] for topics that have none of their own

# A file with such a defect is no record: whoever did not see it would take the base for whole.
ALWAYS = frozenset(rule.id for rule in GROUPS["shape"] if rule.check is None and rule.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class PathSettings:
    """What holds for the files that one of the patterns matches, beyond what holds for all."""

    paths: tuple[str, ...]
    ignore: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)

    def matches(self, file: str) -> bool:
        """Whether the settings hold for a file, named from the root of the base with forward slashes."""
        return any(matches(pattern, file) for pattern in self.paths)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one base; as made without arguments, those of a base without configuration.

    `hidden` are the rules that select leaves out or ignore names. Of `per_path` every entry that matches holds, the
    last one first. `review_periods` are days from the last review to the next by topic, or for DEFAULT_PERIOD.
    `snapshots` is a folder as written in `file`, seen from the root of the base; `keys` are the keys that `file` sets.
    `site_url` and `repo_url` are https addresses of the site and of the repository that end with a slash.
    """

    file: str | None = None
    keys: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_path: tuple[PathSettings, ...] = ()
    review_periods: Mapping[str, int] = field(default_factory=dict)
    fail_on: str = Severity.ERROR.value
    snapshots: str | None = None
    site_url: str | None = None
    repo_url: str | None = None

    def applied(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Findings that are to be shown, with their severities in force; a rule that no setting knows is shown."""
        entries: dict[str, tuple[PathSettings, ...]] = {}
        for finding in findings:
            file = finding.location.file
            if file not in entries:
                entries[file] = tuple(entry for entry in self.per_path if entry.matches(file))
            here = entries[file]
            if finding.rule in self.hidden or any(finding.rule in entry.ignore for entry in here):
                continue
            severity = self.severity.get(finding.rule, finding.severity)
            for entry in here:
                severity = entry.severity.get(finding.rule, severity)
            yield finding if severity is finding.severity else replace(finding, severity=severity)

    def check_topics(self, vocabulary: Vocabulary) -> None:
        """Raises ClaimgradeError where a review period is for a topic that the base does not have."""
        if not vocabulary.is_known:
            return
        topics = [topic.id for topic in vocabulary.topics]
        for topic in self.review_periods:
            if topic != DEFAULT_PERIOD and topic not in topics:
                near = nearest(topic, [*topics, DEFAULT_PERIOD])
                raise ClaimgradeError(f"{self.file}: review-period: there is no topic '{topic}'{near}")


def matches(pattern: str, file: str) -> bool:
    """Whether a pattern matches a file's path: * and ? within a part, ** for any number of whole parts."""
    return _parts_match(tuple(pattern.split("/")), tuple(file.split("/")))


def _parts_match(pattern: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_parts_match(pattern[1:], parts[i:]) for i in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _parts_match(pattern[1:], parts[1:])


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: the nearest known one, or all of them where they are few."""
    names = list(known)
    if near := get_close_matches(word, names, 1):
        return f"; did you mean '{near[0]}'?"
    return f"; there are: {', '.join(names)}" if len(names) < 10 else ""
