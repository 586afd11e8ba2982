"""What a site is made from: a base that has no errors, graded."""

from datetime import date

from claimgrade.checker import check
from claimgrade.configuration import read_settings
from claimgrade.finding import ClaimgradeError, Severity
from claimgrade.grading import assess_all
from claimgrade.history_cache import cache_folder
from claimgrade.layout import Layout
from claimgrade.loading import load, load_policy
from claimgrade.pages import Content
from claimgrade.site_about import about_of
from claimgrade.verdicts_over_time import history_of


def content_of(layout: Layout, day: date) -> Content:
    """Load, grade and check a base. Raises ClaimgradeError, with the first place, where it has errors."""
    settings = read_settings(layout)
    policy = load_policy(layout)
    loaded = load(layout)
    settings.check_topics(loaded.base.vocabulary)
    assessments = assess_all(loaded.base, policy)
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
    history = history_of(layout.root, cache_folder())
    return Content(loaded.base, assessments, policy, settings.review_periods, day, about_of(layout), history)
