"""What rests on a study: each way in which a claim can lose it, and what holds whatever the records say."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from claimgrade.grading import Verdict, assess, assess_all
from claimgrade.impact import ClaimImpact, Fate, Impact, impact_of, impacts
from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.records import Claim, Record, Search, Study, Vocabulary
from claimgrade.records.vocabularies import Certainty
from claimgrade.study_links import Links
from test_grading_properties import SEARCHES, STUDIES, UNHURRIED, claims
from toy_records import appearance, change, claim, entry, grade, policy, search, study

NOTICE = {"date": "2021-05", "notice": "A toy notice."}
PUBLISHED = [{"outcome": "toy pain", "system": "GRADE", "certainty": "low"}]


def base_of(*records: Record) -> KnowledgeBase:
    """A base of these records."""
    return KnowledgeBase.of(records, Vocabulary())


def impact(study_id: str, *records: Record) -> Impact:
    """What rests on a study of a base of these records."""
    base = base_of(*records)
    return impact_of(base, assess_all(base, policy()), policy(), study_id)


def only_claim(*records: Record) -> ClaimImpact:
    """The one claim that is linked to the study "one"."""
    [found] = impact("one", *records).claims
    return found


def verdicts(found: ClaimImpact) -> tuple[Verdict | None, Certainty | None, Verdict | None, Certainty | None]:
    """Verdict and certainty as they are, and without the study."""
    assert found.now
    assert found.without
    return found.now.verdict, found.now.certainty, found.without.verdict, found.without.certainty


def test_rest_of_the_basis_is_graded() -> None:
    """A cohort study is what is left: the start falls, what the curator judged stays, and both steps are told."""
    subject = claim("efficacy", entry("one"), entry("two"), grade=grade("one", "two"))
    found = only_claim(subject, study("one", design="cohort"), study("two", participants=150))
    assert verdicts(found) == (Verdict.POSSIBLY_SUPPORTED, Certainty.LOW, Verdict.SUPPORTED, Certainty.MODERATE)
    assert (found.fate, found.changes, found.counts, found.left) == (Fate.GRADED, True, True, ("two",))
    went, came = found.steps
    assert [step.name for step in went] == ["start"]
    assert [(step.name, step.certainty) for step in came] == [
        ("start", Certainty.HIGH),
        ("ceiling", Certainty.MODERATE),
    ]
    assert found.outlook == (
        "The rest of its basis gives another grade; direction, size and changes are those that were judged with this "
        "study."
    )


def test_rest_of_the_basis_may_give_the_same() -> None:
    """One of two large trials less moves nothing."""
    subject = claim("efficacy", entry("one"), entry("two"), grade=grade("one", "two"))
    found = only_claim(subject, study("one"), study("two"))
    assert (found.fate, found.changes) == (Fate.GRADED, False)
    assert found.outlook.startswith("The rest of its basis gives the same;")


@pytest.mark.parametrize(
    ("sought", "verdict", "outlook"),
    [
        ([], Verdict.UNSOURCED, "No study that counts would be left, and no search is documented."),
        (
            ["a-search"],
            Verdict.NO_EVIDENCE_FOUND,
            "No study that counts would be left; a search for others is documented.",
        ),
    ],
)
def test_nothing_is_left(sought: list[str], verdict: Verdict, outlook: str) -> None:
    """Without its only study a claim is where it would be if nobody had found one."""
    subject = claim("efficacy", entry("one"), entry("two", "background"), grade=grade("one"), searches=sought)
    found = only_claim(subject, study("one"), study("two"), search())
    assert verdicts(found) == (Verdict.SUPPORTED, Certainty.HIGH, verdict, None)
    assert (found.fate, found.left, found.outlook) == (Fate.EMPTIED, (), outlook)


def test_basis_is_emptied_and_others_count() -> None:
    """No grade is made up for evidence on which none rests."""
    subject = claim("efficacy", entry("one"), entry("two"), grade=grade("one"))
    found = only_claim(subject, study("one"), study("two"))
    assert verdicts(found) == (Verdict.SUPPORTED, Certainty.HIGH, None, None)
    assert found.outlook == ("The grade rests on this study alone. What still counts would have to be graded anew.")


def test_adopted_certainty_goes_with_its_study() -> None:
    """The start that the authors published is not replaced by the higher one of a design: nobody judged that."""
    subject = claim(
        "efficacy", entry("one", rests_on="randomised"), entry("two"), grade=grade("one", "two", adopts="one")
    )
    review = study("one", design="systematic-review", published_certainty=PUBLISHED)
    found = only_claim(subject, review, study("two"))
    assert verdicts(found) == (Verdict.POSSIBLY_SUPPORTED, Certainty.LOW, None, None)
    assert (found.fate, found.outlook) == (
        Fate.ADOPTED,
        "The grade starts from the certainty that this study published. What still counts would have to be graded "
        "anew.",
    )


def test_direction_must_be_borne_out() -> None:
    """Studies that disagree are not mixed any more when one side is gone."""
    subject = claim(
        "efficacy",
        entry("one"),
        entry("two", "no-effect"),
        grade=grade("one", "two", direction="mixed", changes=[change("inconsistency", -2)]),
    )
    found = only_claim(subject, study("one"), study("two"))
    assert verdicts(found) == (Verdict.MIXED, Certainty.LOW, None, None)
    assert (found.fate, found.outlook) == (
        Fate.DIRECTION,
        "The rest of its basis does not bear out the direction of the grade. What still counts would have to be graded "
        "anew.",
    )


@pytest.mark.parametrize(
    ("records", "outlook"),
    [
        ((entry("one", "background"), entry("two")), "Its verdict does not rest on this study."),
        ((entry("one"), entry("two")), "Its verdict does not rest on this study."),
    ],
)
def test_grade_rests_on_another(records: tuple[dict[str, Any], ...], outlook: str) -> None:
    """What is outside the basis moves nothing, whether it counts or not."""
    found = only_claim(claim("efficacy", *records, grade=grade("two")), study("one"), study("two"))
    assert (found.fate, found.changes, found.outlook) == (Fate.UNTOUCHED, False, outlook)


def test_claim_without_a_grade() -> None:
    """Evidence that nobody judged: without it the claim is unsourced; with other evidence it stays without a grade."""
    alone = only_claim(claim("efficacy", entry("one")), study("one"))
    assert (alone.fate, verdicts(alone)) == (Fate.UNTOUCHED, (None, None, Verdict.UNSOURCED, None))
    assert alone.outlook == "No study that counts would be left, and no search is documented."
    other = only_claim(claim("efficacy", entry("one"), entry("two")), study("one"), study("two"))
    assert (other.changes, other.outlook) == (False, "It has no grade, with this study or without.")


def test_claim_with_a_link_that_cannot_be_read() -> None:
    """Nothing is said of what cannot be graded."""
    found = only_claim(claim("efficacy", entry("one"), entry("lost"), grade=grade()), study("one"))
    assert (found.fate, found.now, found.without, found.changes, found.counts) == (
        Fate.UNKNOWN,
        None,
        None,
        False,
        False,
    )
    assert found.outlook == "Nothing can be said of it, because the claim links to a record that cannot be read."


def test_pool_is_named_and_not_worked_out_anew() -> None:
    """A review that pools the study stays as it is; were the study retracted, it would come under a ceiling."""
    subject = claim("efficacy", entry("two", rests_on="randomised"), grade=grade("two"))
    review = study("two", design="systematic-review", includes=["one"])
    found = only_claim(subject, study("one"), review)
    assert (found.entries, found.pooled_by, found.fate, found.changes) == ((), ("two",), Fate.UNTOUCHED, False)
    assert found.falls_if_retracted
    assert found.retracted
    assert (found.retracted.verdict, found.retracted.certainty) == (Verdict.POSSIBLY_SUPPORTED, Certainty.LOW)
    fallen = only_claim(subject, study("one", status={"retraction": NOTICE}), review)
    assert not fallen.falls_if_retracted


def test_pool_outside_the_basis_is_no_link() -> None:
    """Only a pool that a grade rests on carries the study to a claim."""
    subject = claim("efficacy", entry("two", rests_on="randomised"), entry("three"), grade=grade("three"))
    found = impact("one", subject, study("one"), study("two", includes=["one"]), study("three"))
    assert (found.claims, found.included_by) == ((), ("two",))


def test_everything_that_leads_to_a_study() -> None:
    """Searches, citations, other versions and pools, articles and pages."""
    cited: dict[str, Any] = {"as": "A toy study", "traced_to": "one", "candidates": [], "report": None}
    perhaps = {**cited, "traced_to": None, "candidates": ["one"]}
    subject = claim("efficacy", entry("one"), grade=grade(), appearances=[appearance()])
    other = claim(
        "efficacy",
        id="b-toy-claim",
        appearances=[
            {**appearance(), "article": "b-article", "cited": cited},
            {**appearance(), "article": "c-article", "cited": perhaps},
        ],
        searches=["a-search"],
    )
    looked = {"name": "one", "kind": "review", "query": None, "date": "2026-01-02"}
    superseded = {"superseded-by": NOTICE | {"study": "one"}}
    found = impact(
        "one",
        subject,
        other,
        study("one", same_as=["two"]),
        study("two", includes=["one"]),
        study("three", same_as=["one"], status=superseded),
        search("a-search", looked),
        search("b-search", looked, {**looked, "name": "two"}),
    )
    assert [(s.search.id, [c.id for c in s.claims], s.others) for s in found.searches] == [
        ("a-search", ["b-toy-claim"], 0),
        ("b-search", [], 1),
    ]
    assert (found.included_by, found.same_as, found.supersedes) == (("two",), ("three", "two"), ("three",))
    assert [(c.claim.id, c.article, c.traced) for c in found.citations] == [
        ("b-toy-claim", "b-article", True),
        ("b-toy-claim", "c-article", False),
    ]
    assert found.articles == ("a-toy-article", "b-article", "c-article")
    assert found.pages == (
        "studies/one/",
        "claims/toys/a-toy-claim/",
        "claims/toys/b-toy-claim/",
        "articles/a-toy-article/",
        "articles/b-article/",
        "articles/c-article/",
        "searches/a-search/",
        "searches/b-search/",
        "studies/three/",
        "studies/two/",
        "topics/toys/",
    )


@UNHURRIED
@given(claims(), STUDIES, SEARCHES)
def test_what_does_not_count_changes_nothing(subject: Claim, known: tuple[Study, ...], sought: Search) -> None:
    """Leaving out a study that does not count leaves verdict, certainty, steps and sentence as they are."""
    base = base_of(subject, *known, sought)
    for found in impacts(base, assess_all(base, policy()), policy()):
        for touched in found.claims:
            if touched.now and touched.without and not touched.counts:
                assert not touched.changes
                assert touched.steps == ((), ())
                assert touched.without.plain == touched.now.plain


@UNHURRIED
@given(claims(), STUDIES, SEARCHES)
def test_without_it_is_as_if_it_had_never_been_named(subject: Claim, known: tuple[Study, ...], sought: Search) -> None:
    """What is told is what grading says of the claim with the study struck out; no grade is ever made, only lost."""
    base = base_of(subject, *known, sought)
    links = Links.of(base)
    for study_id in base.studies:
        found = impact_of(base, assess_all(base, policy()), policy(), study_id, links)
        for touched in found.claims:
            if touched.now is None or touched.without is None:
                continue
            kept = touched.fate in (Fate.UNTOUCHED, Fate.GRADED)
            struck = (
                subject.grade
                and kept
                and replace(subject.grade, basis=tuple(one for one in subject.grade.basis if one != study_id))
            )
            lesser = replace(
                subject,
                evidence=tuple(one for one in subject.evidence if one.study != study_id),
                grade=struck or None,
            )
            assert touched.without == assess(lesser, base.studies, base.searches, policy())
            assert touched.now.graded or not touched.without.graded
            assert study_id not in touched.left
            assert touched.outlook
