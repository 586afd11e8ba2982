"""The review queue: what somebody should look at next, in the order of `claimgrade due`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from claimgrade.due import Entry, Matter, Stakes, queue
from claimgrade.pages.page import Content, Links, Page, render
from claimgrade.pages.words import KINDS, SIGNS, times
from claimgrade.records import Claim, Record, Search, Study

URI = "queue.md"
WITHIN = 30  # days that count as soon
MOST = 25  # rows of a group; the page stays readable, and small, however large the base is

_WHY = {
    Matter.REVIEW_OVERDUE: "its review was due",
    Matter.SEARCH_EXPIRED: "the search is too old",
    Matter.REVIEW_DUE_SOON: "its review falls due",
    Matter.SEARCH_EXPIRES_SOON: "the search will be too old",
    Matter.UNREVIEWED: "nobody has reviewed it independently",
    Matter.CITATION_UNVERIFIED: "its citation was never compared with a bibliographic service",
}
_COUNTED = {
    Matter.REVIEW_OVERDUE: "reviews overdue",
    Matter.SEARCH_EXPIRED: "searches too old",
    Matter.REVIEW_DUE_SOON: f"reviews due within {WITHIN} days",
    Matter.SEARCH_EXPIRES_SOON: f"searches too old within {WITHIN} days",
    Matter.UNREVIEWED: "claims not reviewed independently",
    Matter.CITATION_UNVERIFIED: "citations never verified",
}
_STAKES = {
    Stakes.FIRM_ON_HEALTH: "firm verdicts on benefit or harm",
    Stakes.ON_HEALTH: "other claims of benefit or harm",
    Stakes.FIRM: "firm verdicts on other claims",
    Stakes.OTHER: "other claims",
    Stakes.NONE: "no claim rests on it",
}
_DATED = (Matter.REVIEW_OVERDUE, Matter.SEARCH_EXPIRED, Matter.REVIEW_DUE_SOON, Matter.SEARCH_EXPIRES_SOON)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record of the queue, as a row: its name, its address, why it waits, and what it weighs."""

    name: str
    address: Markup
    why: str
    day: str | None
    weight: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one title, the most pressing first; `more` are not shown."""

    title: str
    total: int
    rows: tuple[Waiting, ...]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)


def queue_page(content: Content) -> Page:
    """queue.md: dated records first, then claims that nobody reviewed, then citations; the latter two by stakes."""
    entries = queue(content.base, content.assessments, content.day, WITHIN, content.review_periods, content.lock)
    dated = [entry for entry in entries if set(entry.matters) & set(_DATED)]
    unreviewed = [entry for entry in entries if entry.matters == (Matter.UNREVIEWED,)]
    citations = [entry for entry in entries if Matter.CITATION_UNVERIFIED in entry.matters]
    counts = Counter(matter for entry in entries for matter in entry.matters)
    return render(
        "queue.md.jinja",
        URI,
        day=content.day.isoformat(),
        within=WITHIN,
        counts=[(_COUNTED[matter], counts[matter]) for matter in Matter if counts[matter]],
        dated=_group("Overdue, expired, or soon to be", dated, content),
        unreviewed=_by_stakes(unreviewed, content),
        citations=_by_stakes(citations, content),
    )


def _by_stakes(entries: Sequence[Entry], content: Content) -> list[Group]:
    groups = ((words, [e for e in entries if e.weight.stakes is stakes]) for stakes, words in _STAKES.items())
    return [_group(words, members, content) for words, members in groups if members]


def _group(title: str, entries: Sequence[Entry], content: Content) -> Group:
    return Group(title, len(entries), tuple(_waiting(entry, content) for entry in entries[:MOST]))


def _waiting(entry: Entry, content: Content) -> Waiting:
    record = content.base.find(entry.record)
    assert record
    why = ", and ".join(_WHY[matter] for matter in entry.matters)
    return Waiting(_name(record), Links(URI).record(record), why, entry.day, _weight(entry))


def _name(record: Record) -> str:
    match record:
        case Claim():
            return record.statement
        case Study():
            return record.short_name
        case Search():
            return record.question
    return record.title


def _weight(entry: Entry) -> str:
    """What its place in the queue comes from, in plain words."""
    weight = entry.weight
    if weight.stakes is Stakes.NONE:
        return "no claim rests on it"
    assert weight.kind  # set where a claim rests on the record
    parts = [f"{KINDS[weight.kind].lower()}, {SIGNS[weight.verdict].label.lower()}"]
    if entry.claims != (entry.record,):
        parts.insert(0, "1 claim rests on it" if len(entry.claims) == 1 else f"{len(entry.claims)} claims rest on it")
    if weight.overstated:
        parts.append(f"overstated {times(weight.overstated)}")
    parts.append("1 article" if weight.articles == 1 else f"{weight.articles} articles")
    return ", ".join(parts)
