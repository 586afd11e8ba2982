"""The findings of a base as it stood at a revision, for telling which a change brought."""

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from claimgrade.articles.snapshots import Snapshots, read_snapshots
from claimgrade.checker import check
from claimgrade.configuration import Settings
from claimgrade.finding import ClaimgradeError
from claimgrade.grading import assess_all
from claimgrade.layout import Layout
from claimgrade.loading import load, load_policy
from claimgrade.revision import unpack


def findings_at(layout: Layout, revision: str, today: date, snapshots: str | None, settings: Settings) -> Counter[str]:
    """Fingerprints of the findings at a revision, and how often each is there.

    The whole base of that revision is checked, with its own grading policy, but with the day, snapshots and settings
    of today: what a new rule or setting finds in old records, no change to the records has brought.
    Raises ClaimgradeError where there is no such base, or where it cannot be checked.
    """
    with tempfile.TemporaryDirectory(prefix="claimgrade-") as folder:
        unpack(layout.root, revision, Path(folder))
        try:
            then = Layout.at(Path(folder))
            policy, loaded = load_policy(then), load(then)
        except ClaimgradeError as error:
            raise ClaimgradeError(f"the base at {revision} cannot be checked: {error}") from None
        texts = read_snapshots(snapshots, loaded.base.articles.values()) if snapshots is not None else Snapshots()
        result = check(loaded, assess_all(loaded.base, policy), policy, today, texts, settings)
        return Counter(finding.fingerprint for finding in result.findings)
