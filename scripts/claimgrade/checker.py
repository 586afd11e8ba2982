"""Applies the rules to what was loaded: findings with places, waivers, and counts of what was looked at."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from claimgrade.articles.located import LocatedPassages
from claimgrade.articles.snapshots import Snapshots
from claimgrade.finding import Finding, Result, Severity
from claimgrade.grading import Assessment, Policy
from claimgrade.loading import Loaded
from claimgrade.records import Record
from claimgrade.rules import GROUPS, RULES
from claimgrade.rules.rule import View

_NO_SNAPSHOTS = Snapshots()


def check(
    loaded: Loaded,
    assessments: dict[str, Assessment],
    policy: Policy,
    today: date,
    snapshots: Snapshots = _NO_SNAPSHOTS,
) -> Result:
    """Every finding of every rule, in order of place; nothing here needs the network.

    Passages are looked for in the snapshots of their articles; those of other articles are counted as not checked.
    """
    located = LocatedPassages.of(loaded.base, snapshots)
    view = View(
        base=loaded.base,
        assessments=assessments,
        policy=policy,
        today=today,
        referred_studies=frozenset(loaded.base.referred_studies()),
        first_with_key=loaded.base.first_with_key(),
        located=located,
    )
    found = [*loaded.findings, *_by_rules(loaded, view)]
    findings = sorted(_waive(found, loaded, today, _not_applied(loaded, located)), key=lambda finding: finding.order)
    base = loaded.base
    return Result(
        findings=tuple(_with_excerpt(finding, loaded) for finding in findings),
        records={
            "claims": len(base.claims),
            "studies": len(base.studies),
            "articles": len(base.articles),
            "searches": len(base.searches),
        },
        checked={"passages": located.checked, "citations": 0},
        not_checked={"passages": located.not_checked, "citations": len(base.studies)},
    )


def _with_excerpt(finding: Finding, loaded: Loaded) -> Finding:
    source = loaded.sources.get(finding.location.file)
    return replace(finding, excerpt=source.excerpt(finding.location)) if source else finding


def _by_rules(loaded: Loaded, view: View) -> Iterator[Finding]:
    for record in loaded.base.records():
        source = loaded.sources[record.file]
        for rule in RULES.values():
            if rule.check is None or rule.subject is None or not isinstance(record, rule.subject):
                continue
            for problem in rule.check(record, view):
                location = source.locate(problem.pointer, near=problem.near)
                yield Finding(rule.id, rule.severity, problem.message, problem.help, location, record.id)


def _not_applied(loaded: Loaded, located: LocatedPassages) -> frozenset[str]:
    """Rules that could not look at everything, so that nobody knows whether a waiver of theirs is used."""
    whole = loaded.base.articles.keys() <= located.snapshots.texts.keys()
    return frozenset() if whole else frozenset(rule.id for rule in GROUPS["articles"])


def _waive(findings: list[Finding], loaded: Loaded, today: date, not_applied: frozenset[str]) -> Iterator[Finding]:
    """Findings that no waiver holds back, and those that waivers themselves give rise to."""
    day = today.isoformat()
    holding = {
        (record.file, waiver.rule)
        for record in loaded.base.records()
        for waiver in record.waivers
        if waiver.until >= day
    }
    yield from (finding for finding in findings if (finding.location.file, finding.rule) not in holding)
    found = {(finding.location.file, finding.rule) for finding in findings}
    for record in loaded.base.records():
        found |= {(record.file, waiver.rule) for waiver in record.waivers if waiver.rule in not_applied}
        yield from _on_waivers(record, found, loaded, day)


def _on_waivers(record: Record, found: set[tuple[str, str]], loaded: Loaded, day: str) -> Iterator[Finding]:
    source = loaded.sources[record.file]
    for i, waiver in enumerate(record.waivers):
        place = source.locate(f"/waivers/{i}/rule")
        if waiver.until < day:
            yield Finding(
                "waiver-expired",
                Severity.WARNING,
                f"the waiver for '{waiver.rule}' ended on {waiver.until}",
                "Mend the defect and remove the waiver, or set a new date.",
                replace(place, pointer=f"/waivers/{i}"),
                record.id,
            )
        elif (record.file, waiver.rule) not in found:
            what = "matches no finding" if waiver.rule in RULES else "names no rule that exists"
            yield Finding(
                "unused-waiver",
                Severity.WARNING,
                f"the waiver for '{waiver.rule}' {what}",
                "Remove the waiver, or correct the name of the rule.",
                replace(place, pointer=f"/waivers/{i}"),
                record.id,
            )
