"""Applies the rules to what was loaded: findings with places, waivers, and counts of what was looked at."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from claimgrade.articles.located import LocatedPassages
from claimgrade.articles.snapshots import Snapshots
from claimgrade.configuration import Settings
from claimgrade.finding import Finding, Result, RuleFailure, Severity, Suppressed
from claimgrade.grading import Assessment, Policy
from claimgrade.loading import Loaded
from claimgrade.records import Record
from claimgrade.rules import BY_COMPARISON, GROUPS, RULES
from claimgrade.rules.rule import Rule, View

_NO_SNAPSHOTS = Snapshots()
_DEFAULTS = Settings()


def check(
    loaded: Loaded,
    assessments: dict[str, Assessment],
    policy: Policy,
    today: date,
    snapshots: Snapshots = _NO_SNAPSHOTS,
    settings: Settings = _DEFAULTS,
) -> Result:
    """Every finding of every rule, in order of place; nothing here needs the network.

    A rule that raises ends nothing: that is told under `failures`, and what it found before stays.
    Passages are looked for in the snapshots of their articles; those of other articles are counted as not checked.
    Waivers come before settings: that a rule is ignored makes no waiver unused.
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
        review_periods=settings.review_periods,
        lock=loaded.lock,
    )
    found = list(loaded.findings)
    failures = tuple(_apply_rules(loaded, view, found))
    kept, held = _waive(_in_order(found, loaded), loaded, today)
    known = {(finding.location.file, finding.rule) for finding in found}
    known |= {(failure.file, failure.rule) for failure in failures}
    not_applied = _not_applied(loaded, located)
    on_waivers = _on_waivers(loaded, known, not_applied, today)
    left = settings.applied([*kept, *_in_order(on_waivers, loaded)])
    base = loaded.base
    verified = sum(1 for study in base.studies.values() if loaded.lock.current(study))
    return Result(
        findings=tuple(sorted(left, key=lambda finding: finding.order)),
        records={
            "claims": len(base.claims),
            "studies": len(base.studies),
            "articles": len(base.articles),
            "searches": len(base.searches),
        },
        checked={"passages": located.checked, "citations": verified},
        not_checked={"passages": located.not_checked, "citations": len(base.studies) - verified},
        suppressed=tuple(held),
        failures=failures,
        folder=loaded.layout.folder,
        not_applied=not_applied,
        site=settings.site_url,
    )


def _apply_rules(loaded: Loaded, view: View, found: list[Finding]) -> Iterator[RuleFailure]:
    """Add what the rules find to `found`; the rules that raise."""
    for record in loaded.base.records():
        for rule in RULES.values():
            if rule.check is None or rule.subject is None or not isinstance(record, rule.subject):
                continue
            try:
                found.extend(_by_rule(rule, record, loaded, view))  # keeps what came before an exception
            except Exception as error:  # noqa: BLE001 - whatever a rule raises, the others go on
                yield RuleFailure(rule.id, record.id, record.file, f"{type(error).__name__}: {error}")


def _by_rule(rule: Rule[Any], record: Record, loaded: Loaded, view: View) -> Iterator[Finding]:
    assert rule.check
    source = loaded.sources[record.file]
    for problem in rule.check(record, view):
        location = source.locate(problem.pointer, near=problem.near)
        said = (problem.message, problem.help)
        yield Finding(rule.id, rule.severity, *said, location, record.id, right=problem.right)


def _in_order(findings: Iterable[Finding], loaded: Loaded) -> Iterator[Finding]:
    """Findings in order of place, each with its line, and with its number among those that read the same."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in sorted(findings, key=lambda finding: finding.order):
        same = (finding.rule, finding.location.file, finding.message)
        seen[same] += 1
        source = loaded.sources.get(finding.location.file)
        excerpt = source.excerpt(finding.location) if source else None
        yield replace(finding, excerpt=excerpt, occurrence=seen[same])


def _not_applied(loaded: Loaded, located: LocatedPassages) -> frozenset[str]:
    """Rules that could not look at everything, so that nobody knows whether a waiver of theirs is used."""
    whole = loaded.base.articles.keys() <= located.snapshots.texts.keys()
    return BY_COMPARISON if whole else BY_COMPARISON | {rule.id for rule in GROUPS["articles"]}


def _waive(findings: Iterable[Finding], loaded: Loaded, today: date) -> tuple[list[Finding], list[Suppressed]]:
    """Findings that no waiver holds back, and those that one does."""
    holding = {
        (record.file, waiver.rule): waiver
        for record in loaded.base.records()
        for waiver in record.waivers
        if waiver.until >= today.isoformat()
    }
    kept: list[Finding] = []
    held: list[Suppressed] = []
    for finding in findings:
        waiver = holding.get((finding.location.file, finding.rule))
        if waiver is None:
            kept.append(finding)
        else:
            held.append(Suppressed(finding, waiver.reason, waiver.until))
    return kept, held


def _on_waivers(
    loaded: Loaded, known: set[tuple[str, str]], not_applied: frozenset[str], today: date
) -> Iterator[Finding]:
    """Findings on waivers themselves; `known` are the files with the rules that have findings there."""
    for record in loaded.base.records():
        source = loaded.sources[record.file]
        for i, waiver in enumerate(record.waivers):
            place = replace(source.locate(f"/waivers/{i}/rule"), pointer=f"/waivers/{i}")
            if waiver.until < today.isoformat():
                yield Finding(
                    "waiver-expired",
                    Severity.WARNING,
                    f"the waiver for '{waiver.rule}' ended on {waiver.until}",
                    "Mend the defect and remove the waiver, or set a new date.",
                    place,
                    record.id,
                )
            elif (record.file, waiver.rule) not in known and waiver.rule not in not_applied:
                what = "matches no finding" if waiver.rule in RULES else "names no rule that exists"
                yield Finding(
                    "unused-waiver",
                    Severity.WARNING,
                    f"the waiver for '{waiver.rule}' {what}",
                    "Remove the waiver, or correct the name of the rule.",
                    place,
                    record.id,
                )
