"""Tells coverage: a table for people, JSON for other programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from claimgrade.articles.coverage import Account, Status, Tally
from claimgrade.articles.text import ArticleText

Accounts = Mapping[str, Sequence[Account]]
Texts = Mapping[str, ArticleText]

_COLUMNS = ("parts", "claim", "not a claim", "unaccounted", "accounted for")


def total(accounts: Accounts) -> Tally:
    """Of all articles together."""
    return Tally.of(found for members in accounts.values() for found in members)


def as_text(accounts: Accounts, texts: Texts, *, show: bool) -> str:
    """One line an article and the total; with `show`, first the unaccounted parts with their lines."""
    lines = [line for article in accounts for line in _shown(article, accounts, texts)] if show else []
    width = max(map(len, (*accounts, "article", "total")))
    lines.append(f"{'article':<{width}}" + "".join(f"  {column:>13}" for column in _COLUMNS))
    lines += [_row(article, Tally.of(members), width) for article, members in accounts.items()]
    lines.append(_row("total", total(accounts), width))
    return "\n".join(lines) + "\n"


def as_json(accounts: Accounts, texts: Texts, *, show: bool) -> str:
    """Every part of every article; with `show`, unaccounted parts have their text."""
    data = {
        "version": 1,
        "tool": "claimgrade",
        "tool_version": version("claimgrade"),
        "total": _numbers(total(accounts)),
        "articles": [
            {
                "article": article,
                **_numbers(Tally.of(members)),
                "items": [_item(found, texts[article], show=show) for found in members],
            }
            for article, members in accounts.items()
        ],
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _shown(article: str, accounts: Accounts, texts: Texts) -> Iterator[str]:
    missing = [found for found in accounts[article] if found.status is Status.UNACCOUNTED]
    if missing:
        yield f"{article}: unaccounted for"
        yield from (f"{found.part.line:>6}  {_words(found, texts[article])}" for found in missing)
        yield ""


def _row(name: str, tally: Tally, width: int) -> str:
    counts = (tally.parts, tally.claims, tally.not_claims, tally.unaccounted)
    share = "-" if tally.accounted is None else f"{tally.accounted:.1f} %"
    return f"{name:<{width}}" + "".join(f"  {cell:>13}" for cell in (*counts, share))


def _numbers(tally: Tally) -> dict[str, Any]:
    return {
        "parts": tally.parts,
        "claim": tally.claims,
        "not_a_claim": tally.not_claims,
        "unaccounted": tally.unaccounted,
        "percent": {
            "claim": tally.percent(tally.claims),
            "not_a_claim": tally.percent(tally.not_claims),
            "accounted": tally.accounted,
        },
    }


def _item(found: Account, text: ArticleText, *, show: bool) -> dict[str, Any]:
    item: dict[str, Any] = {
        "line": found.part.line,
        "kind": found.part.kind.value,
        "status": found.status.value,
        "claims": list(found.claims),
        "reason": found.reason.value if found.reason else None,
    }
    if show and found.status is Status.UNACCOUNTED:
        item["text"] = _words(found, text)
    return item


def _words(found: Account, text: ArticleText) -> str:
    return text.normalised[found.part.start : found.part.end]
