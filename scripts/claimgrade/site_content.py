"""What a site is made from: a base that has no errors, graded, and where it stands."""

import os
from datetime import UTC, date, datetime

from claimgrade.checker import check
from claimgrade.configuration import Settings, read_settings
from claimgrade.finding import ClaimgradeError, Severity
from claimgrade.grading import assess_all
from claimgrade.history_cache import cache_folder
from claimgrade.layout import Layout
from claimgrade.loading import load, load_policy
from claimgrade.pages import NO_ADDRESS, NO_REPOSITORY, Content, Origin
from claimgrade.revision import head
from claimgrade.site_about import about_of
from claimgrade.verdicts_over_time import history_of


def content_of(layout: Layout, today: date) -> Content:
    """Load, grade and check a base, as of the day of its commit, or `today` where there is none.

    Raises ClaimgradeError, with the first place, where the base has errors.
    """
    settings = read_settings(layout)
    policy = load_policy(layout)
    loaded = load(layout)
    settings.check_topics(loaded.base.vocabulary)
    assessments = assess_all(loaded.base, policy)
    origin = origin_of(layout, settings)
    day = date.fromisoformat(origin.date) if origin.date else today
    result = check(loaded, assessments, policy, day, settings=settings)
    if result.failures:
        raise ClaimgradeError(str(result.failures[0]))
    errors = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    if errors:
        place, many = errors[0].location, "s" * (len(errors) > 1)
        raise ClaimgradeError(
            f"{len(errors)} error{many} in the records, the first: {place.file}:{place.line}:{place.column}: "
            f"{errors[0].message}. 'claimgrade check' prints all of them."
        )
    history, about = history_of(layout.root, cache_folder()), about_of(layout)
    return Content(loaded.base, assessments, policy, settings.review_periods, day, about, history, origin, loaded.lock)


def origin_of(layout: Layout, settings: Settings) -> Origin:
    """Where the site stands, by the configuration or else placeholders, and what it is made from, by git.

    The day is that of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/) where it is set,
    else the commit's, in UTC. Raises ClaimgradeError where the variable is no time.
    """
    commit, seconds = head(layout.root) or (None, None)
    given = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = int(given) if given else seconds
        day = datetime.fromtimestamp(moment, UTC).date().isoformat() if moment is not None else None
    except (ValueError, OverflowError, OSError):
        raise ClaimgradeError(f"SOURCE_DATE_EPOCH is {given!r}, and not a number of seconds since 1970") from None
    return Origin(settings.site_url or NO_ADDRESS, settings.repo_url or NO_REPOSITORY, commit, day, layout.folder)
