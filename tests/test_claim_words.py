"""Words for readers where a grade has terms of the trade."""

import pytest

from claimgrade.pages.claim_words import reason_words


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("risk-of-bias -1: Not blinded.", "risk of bias \N{MINUS SIGN}1: Not blinded."),
        ("large-effect +2: Tenfold.", "large effect +2: Tenfold."),
        ("imprecision -3 is not applied: too much.", "imprecision \N{MINUS SIGN}3 is not applied: too much."),
        ("Bell 2020: Randomised trials.", "Bell 2020: Randomised trials."),
        ("Fewer studies: risk-of-bias -1 was meant.", "Fewer studies: risk-of-bias -1 was meant."),
        ("", ""),
    ],
)
def test_reasons_of_steps(reason: str, words: str) -> None:
    """A domain and its levels at the beginning are said as a reader says them; the curator's words stay."""
    assert reason_words(reason) == words
