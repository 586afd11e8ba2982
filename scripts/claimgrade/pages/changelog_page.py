"""What changed: verdicts by day, from the history; and the repository's own change log."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from claimgrade.history import Turn
from claimgrade.pages.page import Content, Links, Page, render
from claimgrade.pages.repository import Repository
from claimgrade.pages.words import CERTAINTIES, SIGNS, Sign

URI = "changelog.md"
MOST = 500  # rows of the page
LISTED = 10  # new claims of a day that are listed; of more only the verdicts are counted

Shown = tuple[Sign, str | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A claim whose verdict changed: its name and address, its verdict and certainty then and now, and the commit.

    `address` is None where the claim is gone, `link` where nobody knows an address of the commit.
    """

    name: str
    address: Markup | None
    before: Shown | None
    after: Shown | None
    commit: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Day:
    """Changes of one day, the newest first. `added` counts new claims by verdict where they are too many to list."""

    date: str
    rows: tuple[Row, ...]
    added: tuple[tuple[Sign, int], ...]


def changelog_page(content: Content, feed: str) -> Page:
    """changelog.md; `feed` is the uri of the feed of verdict changes."""
    days, left = [], MOST
    for date, turns in groupby(content.history.turns, key=lambda turn: turn.date):
        day = _day(date, list(turns), left, content)
        left -= len(day.rows)
        days.append(day)
        if left <= 0:
            break
    shown = content.history.turns and days
    return render(
        "changelog.md.jinja",
        URI,
        days=days,
        gap=content.history.gap,
        is_cut=bool(shown) and left <= 0,
        feed=feed,
        changelog=Markup(_below(content.about.changelog)) if content.about.changelog else None,  # noqa: S704, see there
    )


def shown(pair: tuple[object, object] | None) -> Shown | None:
    """A verdict's sign and its certainty in words; None where the claim did not exist."""
    if pair is None:
        return None
    sign = next(sign for verdict, sign in SIGNS.items() if verdict == pair[0])
    return sign, next((words[1] for level, words in CERTAINTIES.items() if level == pair[1]), None)


def _day(date: str, turns: Sequence[Turn], most: int, content: Content) -> Day:
    new = [turn for turn in turns if turn.before is None]
    many = len(new) > LISTED
    counts = Counter(turn.after[0] for turn in new if turn.after) if many else Counter()
    listed = [turn for turn in turns if not (many and turn.before is None)]
    rows = tuple(_row(turn, content) for turn in listed[:most])
    return Day(date, rows, tuple((sign, counts[verdict]) for verdict, sign in SIGNS.items() if counts[verdict]))


def _row(turn: Turn, content: Content) -> Row:
    claim = content.base.claims.get(turn.claim)
    address = Links(URI).record(claim) if claim else None
    name = claim.statement if claim else turn.claim
    return Row(
        name,
        address,
        shown(turn.before),
        shown(turn.after),
        turn.commit[:7],
        Repository(content.origin).commit(turn.commit),
    )


def _below(text: str) -> str:
    """The text of CHANGELOG.md, without its own title and with headings one level down.

    It is Markdown by the owners of the repository, as the pages of site/ are: no record has a say in it.
    """
    without = re.sub(r"\A\s*# .*\n", "", text)
    return re.sub(r"^(#{1,5}) ", r"#\1 ", without, flags=re.MULTILINE)
