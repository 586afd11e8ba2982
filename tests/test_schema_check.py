"""Shape of the records: what is said of each mistake, and that both validators say the same."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from claimgrade.finding import ClaimgradeError, Finding, Severity
from claimgrade.layout import SCHEMAS, package_schemas
from claimgrade.location import Location
from claimgrade.schema_check import check_shape, is_valid, schema
from claimgrade.schema_words import explain
from claimgrade.yaml_source import YamlSource, parse, read

CASES = Path(__file__).parent / "cases"
FILE = "claims/toys/toy.yaml"
FULL: dict[str, Any] = yaml.safe_load((CASES / "full_records.yaml").read_text(encoding="utf-8"))
FULL["grading"] = yaml.safe_load((package_schemas() / "grading.yaml").read_text(encoding="utf-8"))


def source_of(text: str) -> YamlSource:
    """The source of a readable text."""
    source = parse(FILE, text)
    assert isinstance(source, YamlSource), source
    return source


def cases() -> list[Any]:
    """Kind, text and findings of every case of every file."""
    found = []
    for file in sorted((CASES / "schema").glob("*.yaml")):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        kind, record = data["kind"], data["record"]
        found.append(pytest.param(kind, record, [], id=f"{file.stem}: as it is"))
        for case in data["cases"]:
            if "replace" in case:
                assert case["replace"] in record, f"{file.stem}: nothing to replace: {case['replace']}"
            text = case.get("record") or record.replace(case["replace"], case["by"], 1)
            name = re.sub(r"\s+", " ", case.get("by") or f"not {case.get('replace', text)}")[:60]
            found.append(pytest.param(kind, text, case["findings"], id=f"{file.stem}: {name}"))
    return found


@pytest.mark.parametrize(("kind", "text", "told"), cases())
def test_what_is_said_of_a_mistake(kind: str, text: str, told: list[dict[str, Any]]) -> None:
    """A mistake gives the findings of its case, whole, and a valid record none."""
    expected = [
        Finding(
            "schema",
            Severity.ERROR,
            finding["message"],
            finding["help"],
            Location(FILE, finding["line"], finding["column"], finding["pointer"]),
            "toy",
        )
        for finding in told
    ]
    assert list(check_shape(kind, source_of(text), "toy")) == expected


@pytest.mark.parametrize("kind", SCHEMAS)
def test_full_record_is_valid(kind: str) -> None:
    """The record with every field is valid, and so is the grading policy."""
    assert is_valid(kind, FULL[kind])


@pytest.mark.parametrize("kind", [kind for kind in SCHEMAS if kind != "grading"])
def test_full_record_has_every_field(kind: str) -> None:
    """The full record uses every field that its schema knows, so that mutations reach all of them."""
    declared = {
        name
        for part in [schema(kind), *schema(kind)["$defs"].values()]
        if part.get("additionalProperties") is False
        for name in part["properties"]
    }
    assert declared - set(keys_of(FULL[kind])) <= {"word"}  # a quantity is a word or numbers


def keys_of(values: Any) -> list[str]:
    """Every key of a record, at every depth."""
    if isinstance(values, dict):
        return [*values, *(key for value in values.values() for key in keys_of(value))]
    return [key for value in values for key in keys_of(value)] if isinstance(values, list) else []


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schemas_are_schemas(kind: str) -> None:
    """Each schema follows its metaschema and refers only to itself."""
    Draft202012Validator.check_schema(schema(kind))
    references = re.findall(r"'\$ref': '([^']*)'", repr(schema(kind)))
    assert all(reference.startswith("#/$defs/") for reference in references)


def test_policy_of_this_repository_satisfies_its_schema() -> None:
    """The grading policy that travels with the package is valid by its own schema."""
    source = read(package_schemas(), "grading.yaml")
    assert isinstance(source, YamlSource)
    assert list(check_shape("grading", source, None)) == []


@pytest.mark.parametrize(
    ("old", "new", "message", "mend"),
    [
        (
            "    rct: randomised",
            "    rtc: randomised",
            "'rct' is missing in 'clinical'",
            "Add 'rct:'.",
        ),
        (
            "non-randomised-trial: {compared: compared, none: uncontrolled, unseen: uncontrolled}",
            "non-randomised-trial: {compared: compared, none: uncontrolled}",
            "'unseen' is missing in 'non-randomised-trial'",
            "Add 'unseen:'.",
        ),
        (
            "kinds: [efficacy]",
            "kinds: [eficacy]",
            "'kinds': 'eficacy' is not one of the allowed values",
            "Did you mean 'efficacy'?",
        ),
        ("few: 100", "few: 0", "'few': 0 is below 1", "Write a number from 1 upwards."),
    ],
)
def test_mistakes_in_the_policy(old: str, new: str, message: str, mend: str) -> None:
    """Mistakes in the grading policy are told like those in records."""
    text = (package_schemas() / "grading.yaml").read_text(encoding="utf-8")
    assert old in text
    told = [
        (finding.message, finding.help)
        for finding in check_shape("grading", source_of(text.replace(old, new, 1)), None)
    ]
    assert (message, mend) in told


def test_schema_that_the_installation_lacks() -> None:
    """A schema that is not there is a broken installation, not a finding."""
    with pytest.raises(ClaimgradeError, match=r"the installation is broken: .*zebra\.schema\.json cannot be read"):
        schema("zebra")


def both_answers(kind: str, values: Any) -> tuple[bool, bool]:
    """What jsonschema-rs and jsonschema say of a record."""
    careful = Draft202012Validator(schema(kind), format_checker=FormatChecker(["date"]))
    return is_valid(kind, values), careful.is_valid(values)


@pytest.mark.parametrize(
    "space", list("\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u180e\u2000\u200b\u2028\u2029\u202f\u205f\u3000\ufeff")
)
def test_white_space_means_the_same_to_both(space: str) -> None:
    """Both validators see the same words in a text, whatever white space stands between and around them."""
    for text in (space.join("abcdefgh"), space.join("abcdefghi"), f"{space}a{space}", space):
        record = copy.deepcopy(FULL["claim"])
        record["appearances"][0]["passage"]["start"] = text
        assert len(set(both_answers("claim", record))) == 1, repr(text)


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("2026-11-21", True),
        ("2024-02-29", True),
        ("2000-02-29", True),
        ("9999-12-31", True),
        ("0001-01-01", True),
        ("0000-01-01", False),
        ("2023-02-29", False),
        ("1900-02-29", False),
        ("2026-04-31", False),
        ("2026-00-10", False),
        ("2026-13-01", False),
        ("2026-1-1", False),
        ("20261121", False),
        ("2026-W47-6", False),
        ("2026-11-21T00:00:00Z", False),
        ("+002026-11-21", False),
        ("２０２６-11-21", False),
        ("2026-11-21\n", False),
        (" 2026-11-21", False),
    ],
)
def test_dates_mean_the_same_to_both(text: str, is_date: bool) -> None:  # noqa: FBT001, a row of the table
    """Both validators know the calendar."""
    assert both_answers("search", FULL["search"] | {"expires": text}) == (is_date, is_date)


ODD_ENDS = st.sampled_from(
    ["\n", "\r\n", " ", "\t", "\x85", "\u2028", "\u200b", "\u202e", "\x00", "-", "é", "\U0001f600"]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.sampled_from(
        [0, 1, -1, -1.0, 1.0, 2, 3, 0.5, 40.0, 1e300, 10**17, "", "none", "1", "a b", "2026-02-30", "2024-02-29"]
    )
    | st.sampled_from(
        ["2023-02-29", "0000-01-01", "20260101", "2026-W01-1", "2026-1-1", "2026", "2026-13", "٢٠٢٦-٠١-٠١", "K"]
    )
    | st.sampled_from(
        ["http://a.bc", "http://1.2.3.4", "https://a.b.c:1/x?y#z", "x" * 81, "a-" * 40 + "a", "x" * 2001, "\u212a"]
    )
    | st.text(max_size=20)
    | st.integers(-5, 5000)
)
ODD = (
    SCALARS
    | st.lists(SCALARS, max_size=4)
    | st.dictionaries(st.sampled_from(["id", "word", "date", "x"]), SCALARS, max_size=3)
)


@st.composite
def mutations(draw: st.DrawFn, kind: str) -> Any:
    """A full record with up to three changes somewhere."""
    record = copy.deepcopy(FULL[kind])
    for _ in range(draw(st.integers(1, 3))):
        holder: Any = {"": record}
        step: Any = ""
        while isinstance(holder[step], dict | list) and holder[step] and draw(st.integers(0, 9)):
            holder = holder[step]
            step = draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
        value = holder[step]
        match draw(st.sampled_from(["replace", "delete", "insert", "end", "start"])):
            case "delete" if step != "":
                del holder[step]
            case "insert" if isinstance(holder, dict) and step != "":
                holder[draw(st.sampled_from(sorted(keys_of(FULL[kind]))) | st.text(max_size=8))] = draw(ODD)
            case "insert" if isinstance(holder, list):
                holder.insert(step, copy.deepcopy(draw(st.sampled_from(holder) | ODD)))
            case "end" if isinstance(value, str):
                holder[step] = value + draw(ODD_ENDS)
            case "start" if isinstance(value, str):
                holder[step] = draw(ODD_ENDS) + value
            case _:
                holder[step] = draw(ODD)
        record = record if step != "" else holder[""]
    return record


class Plain(yaml.SafeDumper):
    """Writes records without anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        """Every value is written out."""
        return True


@pytest.mark.parametrize("kind", SCHEMAS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_both_validators_agree_and_say_why(kind: str, data: st.DataObject) -> None:
    """Whatever happens to a record, both validators give one answer, and an invalid one gets at least one finding."""
    source = source_of(yaml.dump(data.draw(mutations(kind)), Dumper=Plain, allow_unicode=True))
    fast, careful = both_answers(kind, source.values)
    assert fast == careful
    findings = list(explain(schema(kind), source, "toy"))
    assert bool(findings) != fast
    for finding in findings:
        assert finding.message.isprintable()
        assert finding.help.isprintable()
        assert finding.location.line <= source.text.count("\n") + 1
