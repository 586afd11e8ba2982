"""Records as text: nothing is lost when a file that they name is broken or gone, and lines keep their width."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claimgrade.grading import assess_all
from claimgrade.layout import Layout
from claimgrade.loading import load, load_policy
from claimgrade.record_text import describe

NOT_KNOWN = "Verdict: not known, because a study or search that it names cannot be read."


def described(root: Path) -> Iterator[tuple[str, str]]:
    """Every readable record of a base, by id, as text."""
    layout = Layout.at(root)
    base, policy = load(layout).base, load_policy(layout)
    found = assess_all(base, policy)
    yield from ((record.id, describe(record, base, found, policy, {})) for record in base.records())


def verdict(text: str) -> str:
    """The line of a claim's text that tells its verdict."""
    return next(line for line in text.split("\n") if line.startswith("Verdict: "))


def damage_by_breaking(path: Path) -> None:
    """A file that cannot be read."""
    path.write_text("id: [")


@pytest.mark.parametrize("damage", [damage_by_breaking, Path.unlink], ids=["broken", "gone"])
def test_records_survive_what_they_name(toy: Path, damage: Callable[[Path], None]) -> None:
    """Whichever record is broken or gone, all others are told; a claim on it has no verdict, others keep theirs."""
    whole = dict(described(toy))
    assert len(whole) == 23
    for path in sorted((toy / "claims").glob("*/*.yaml")):
        content = path.read_bytes()
        damage(path)
        told = dict(described(toy))
        path.write_bytes(content)
        assert set(told) == set(whole) - {path.stem}
        claims = {record: text for record, text in told.items() if "\nVerdict: " in text}
        assert set(claims) == {record for record in told if "\nVerdict: " in whole[record]}
        for record, text in claims.items():
            named = path.stem in whole[record]
            lost = named and path.parent.name in ("studies", "searches")
            assert verdict(text) == (NOT_KNOWN if lost else verdict(whole[record]))


def test_verdict_is_not_guessed(toy: Path) -> None:
    """A claim whose only review cannot be read has no verdict, though a grade is written."""
    damage_by_breaking(toy / "claims/studies/cedar-2022.yaml")
    statement = "Oral toyaline improves sleep in adults with toy syndrome."
    expected = f"{statement}\n{NOT_KNOWN}\n\nRecord: claims/toy-effects/toyaline-improves-sleep.yaml\n"
    assert dict(described(toy))["toyaline-improves-sleep"] == expected


def test_lines_keep_their_width(toy: Path) -> None:
    """No line is longer than 100 characters, however long the texts are."""
    path = toy / "claims/toy-effects/toyaline-reduces-pain.yaml"
    words = "A toy word or two " * 30
    text = path.read_text().replace("Most toy trials were not blinded.", words).replace("note: null", f"note: {words}")
    path.write_text(text)
    told = dict(described(toy))
    assert " ".join(told["toyaline-reduces-pain"].split()).count("toy word") == 60
    assert max(len(line) for text in told.values() for line in text.split("\n")) in range(95, 101)
