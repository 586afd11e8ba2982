"""What a rule is, and what it may look at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import UnionType
from typing import Generic, TypeVar

from claimgrade.articles.located import LocatedPassages
from claimgrade.citations.lock import Lock
from claimgrade.finding import Problem, Severity
from claimgrade.grading import Assessment, Policy
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.records import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class View:
    """What rules look at besides the record itself.

    `referred_studies` are the ids that any record refers to, `first_with_key` the first study with each key that only
    one publication has; only date rules may look at `today`. `located` is empty where no snapshots are at hand.
    `review_periods` are days from a review to the next by topic; "default" is for topics without their own. `lock` is
    what bibliographic services have answered.
    """

    base: KnowledgeBase
    assessments: Mapping[str, Assessment]
    policy: Policy
    today: date
    referred_studies: frozenset[str]
    first_with_key: Mapping[tuple[str, str], str]
    located: LocatedPassages = field(default_factory=LocatedPassages)
    review_periods: Mapping[str, int] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


@dataclass(frozen=True, slots=True)
class Rule(Generic[R]):
    """One defect.

    `page` is its documentation (Markdown), `subject` the kind or kinds of record that `check` looks at.

    `check` is None for defects that are found while files are read; then nothing but the file is needed to see them.
    """

    id: str
    severity: Severity
    page: str
    subject: type[R] | UnionType | None = None
    check: Callable[[R, View], Iterator[Problem]] | None = None

    @property
    def title(self) -> str:
        """First line of the page."""
        return self.page.strip().split("\n", 1)[0]
