"""When verdicts changed: what became of each claim at each commit that could change it."""

from dataclasses import dataclass

from claimgrade.grading import Verdict
from claimgrade.records.vocabularies import Certainty


@dataclass(frozen=True, slots=True)
class Turn:
    """A claim's verdict or certainty at one commit, and before it.

    `claim` is the id that the claim has now (or had last), `date` the commit's day (ISO), `commit` its full hash.
    `before` and `after` are (verdict, certainty), None where the claim did not exist; where it could not be judged,
    both are None inside the pair.
    """

    claim: str
    date: str
    commit: str
    before: tuple[Verdict | None, Certainty | None] | None
    after: tuple[Verdict | None, Certainty | None] | None


@dataclass(frozen=True, slots=True)
class History:
    """All turns, the newest first. `gap` says why there is none or why it is cut short; None where it is whole."""

    turns: tuple[Turn, ...] = ()
    gap: str | None = None

    def of(self, claim: str) -> tuple[Turn, ...]:
        """Turns of one claim, the newest first."""
        return tuple(turn for turn in self.turns if turn.claim == claim)
