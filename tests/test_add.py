"""`add` against a server on this machine that speaks the services' formats: what it writes, refuses, and tells."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from bibliographic_faults import Fault
from bibliographic_formats import Update, Work
from bibliographic_server import BibliographicServer, serve
from citations_time import opened
from claimgrade.cli import add_command
from claimgrade.finding import Severity
from claimgrade.schema_check import is_valid
from conftest import TESTS, TODAY, Ran, check_base

Claimgrade = Callable[..., Ran]
ODD = "10.5555/1531-8257(200011)15:6<1242::aid-toy1028>3.0.co;2-z"
RETRACTED = Update("retraction", "10.5555/notice", (2021, 3, 4), ref_type="RetractionIn", pmid="99")
WORKS = (
    Work(doi="10.5555/kite", pmid="70", pmcid="PMC99"),
    Work(doi="10.5555/fallen", pmid="71", title="RETRACTED: Toyaline and toy pain", updates=(RETRACTED,)),
    Work(doi=ODD, pmid="72", title="Odd", publication_types=("Journal Article",)),
    Work(doi="10.5555/data", agency="datacite", type="Dataset", title="Toy data"),
    Work(pmid="73", title="Toyaline in one case", publication_types=("Case Reports",)),
    Work(nct="NCT01234567", nct_aliases=("NCT07654321",), title="A registered toy"),
)
NO_HITS = {"count": "0", "idlist": []}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[BibliographicServer]:
    """The services, with the one article that a search by DOI brings."""
    with serve(WORKS, search={"count": "1", "idlist": ["70"]}) as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the services' limits make wait takes no time."""
    monkeypatch.setattr(add_command, "open_services", lambda environment, mailto: opened(environment, mailto=mailto))


@pytest.fixture
def add(toy: Path, claimgrade: Claimgrade) -> Claimgrade:
    """The command on the toy base, on the day of the tests."""
    return lambda *arguments: claimgrade("add", *arguments, "--root", toy, "--today", TODAY)


def written(toy: Path, ran: Ran) -> str:
    """The record that a run wrote."""
    return (toy / ran.out.strip()).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("identifier", "golden", "remarks"),
    [
        ("https://doi.org/10.5555/KITE", "add-doi.yaml", ["its design is a guess: rct"]),
        ("PMID: 70", "add-doi.yaml", ["its design is a guess: rct"]),
        (
            "71",
            "add-retracted.yaml",
            ["it was retracted (2021-03-04): 10.5555/notice", "its design is a guess: rct"],
        ),
        ("https://clinicaltrials.gov/study/nct01234567", "add-trial.yaml", []),
    ],
)
@pytest.mark.usefixtures("server")
def test_record_is_drafted(toy: Path, add: Claimgrade, identifier: str, golden: str, remarks: list[str]) -> None:
    """DOI and PMID lead to each other, and check asks no more than that somebody uses the new record."""
    before = set(check_base(toy).findings)
    ran = add(identifier)
    path = ran.out.strip()
    assert (ran.code, ran.err) == (0, "".join(f"claimgrade: {path}: {remark}\n" for remark in remarks))
    assert written(toy, ran) == (TESTS / "golden" / golden).read_text(encoding="utf-8")
    brought = [finding for finding in check_base(toy).findings if finding not in before]
    told = [finding for finding in brought if finding.severity is not Severity.INFO]
    assert [(finding.rule, finding.location.file) for finding in told] == [("unused-study", path)]


@pytest.mark.usefixtures("server")
def test_dry_run_writes_nothing(toy: Path, add: Claimgrade) -> None:
    """The record goes to standard output."""
    files = sorted(toy.rglob("*"))
    ran = add("10.5555/kite", "--dry-run", "--id", "a-kite")
    assert ran.code == 0
    golden = (TESTS / "golden" / "add-doi.yaml").read_text(encoding="utf-8")
    assert ran.out == golden.replace("id: kite-2019", "id: a-kite")
    assert sorted(toy.rglob("*")) == files


def test_what_no_service_tells_is_left_open(toy: Path, add: Claimgrade, server: BibliographicServer) -> None:
    """A design that nothing names, and the place of a guideline, are empty, and check says so until they are filled."""
    server.search = NO_HITS
    ran = add("10.5555/data")
    assert ran == Ran(
        0,
        "claims/studies/kite-2019.yaml\n",
        "claimgrade: claims/studies/kite-2019.yaml: nothing tells its design; write it in, the values are in the "
        "file\n",
    )
    record = yaml.safe_load(written(toy, ran))
    assert (record["design"], record["status"]) == (None, None)
    assert record["seen"][0]["url"] == "https://api.datacite.org/dois/10.5555%2Fdata"
    assert {f.rule for f in check_base(toy).findings if f.location.file == ran.out.strip()} == {"schema"}


@pytest.mark.usefixtures("server")
def test_guideline_needs_a_place(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its place is not in any answer."""
    with serve([Work(pmid="74", authors=("Guild of Toys",), publication_types=("Practice Guideline",))]) as guild:
        monkeypatch.setenv("CLAIMGRADE_EUTILS_URL", guild.environment["CLAIMGRADE_EUTILS_URL"])
        ran = claimgrade("add", "74", "--root", toy)
    assert ran.out == "claims/studies/guild-of-toys-2019.yaml\n"
    assert ran.err.endswith("a guideline needs a place\n")
    text = written(toy, ran)
    assert "# Country or region where it holds; a guideline needs it.\nplace:\n" in text
    assert is_valid("study", yaml.safe_load(text.replace("place:\n", "place: Toyland\n")) | {"seen": []})


def test_odd_doi(toy: Path, add: Claimgrade, server: BibliographicServer) -> None:
    """A DOI with brackets and signs is quoted for the search, and escaped in the address that is recorded."""
    server.search = {"count": "1", "idlist": ["72"]}
    record = yaml.safe_load(written(toy, add(f"doi:{ODD.upper()}")))
    assert (record["citation"]["DOI"], record["citation"]["PMID"]) == (ODD, "72")
    assert record["seen"][0]["url"].startswith(
        "https://api.crossref.org/works/10.5555%2F1531-8257%28200011%2915%3A6%3C"
    )
    assert [asked["term"] for path, asked in server.requests if path == "/esearch.fcgi"] == [f'"{ODD}"[doi]']


def test_article_of_another_doi_is_not_taken(toy: Path, add: Claimgrade, server: BibliographicServer) -> None:
    """What the search brings must have the DOI that was asked for."""
    server.search = {"count": "1", "idlist": ["72"]}
    assert yaml.safe_load(written(toy, add("10.5555/kite")))["citation"]["PMID"] is None


def test_two_papers_are_not_mixed(toy: Path, claimgrade: Claimgrade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PubMed gives a DOI under which Crossref has another paper, that DOI is left out."""
    with serve([Work(doi="10.5555/kite", title="Something else")]) as one, serve(WORKS) as other:
        monkeypatch.setenv("CLAIMGRADE_CROSSREF_URL", one.environment["CLAIMGRADE_CROSSREF_URL"])
        monkeypatch.setenv("CLAIMGRADE_EUTILS_URL", other.environment["CLAIMGRADE_EUTILS_URL"])
        ran = claimgrade("add", "70", "--root", toy)
    assert ran.code == 0
    assert "DOI 10.5555/kite was left out: Crossref has another title under it, 'Something else'" in ran.err
    assert yaml.safe_load(written(toy, ran))["citation"]["DOI"] is None


@pytest.mark.parametrize(
    ("identifier", "sentence"),
    [
        ("10.5555/kite", "the base has it already: claims/studies/kite-2019.yaml has DOI 10.5555/kite"),
        ("70", "the base has it already: claims/studies/kite-2019.yaml has PMID 70"),
        ("10.5555/toy.2", "the base has it already: claims/studies/bell-2020.yaml has DOI 10.5555/toy.2"),
        ("75", "the base has it already: claims/studies/kite-2019.yaml has the same title, author and year"),
        ("76", "the base has it already: claims/studies/kite-2019.yaml has the same title, author and year"),
    ],
)
def test_duplicates_are_refused(
    toy: Path, add: Claimgrade, server: BibliographicServer, identifier: str, sentence: str
) -> None:
    """The record that has the publication is named, whichever way it is found."""
    server.by_pmid["75"] = Work(pmid="75")
    server.by_pmid["76"] = Work(pmid="76", title="A TOY\N{EN DASH}trial of toyaline!", authors=(), printed=(2020, 1))
    assert add("10.5555/kite").code == 0
    files = sorted(toy.rglob("*"))
    assert add(identifier) == Ran(2, "", f"claimgrade: {sentence}\n")
    assert sorted(toy.rglob("*")) == files


@pytest.mark.usefixtures("server")
def test_trial_is_not_registered_twice(toy: Path, add: Claimgrade) -> None:
    """A number that a record has is not asked for."""
    assert add("NCT01234567").code == 0
    sentence = "the base has it already: claims/studies/nct01234567.yaml has registration NCT01234567"
    assert add("nct01234567") == Ran(2, "", f"claimgrade: {sentence}\n")


@pytest.mark.parametrize(
    ("identifier", "sentence"),
    [
        ("10.5555/nothing", "neither Crossref nor DataCite has DOI 10.5555/nothing; nothing was written"),
        ("999", "PubMed does not have PMID 999; nothing was written"),
        ("NCT99999999", "ClinicalTrials.gov does not have registration NCT99999999; nothing was written"),
    ],
)
@pytest.mark.usefixtures("server")
def test_unknown_identifiers(toy: Path, add: Claimgrade, identifier: str, sentence: str) -> None:
    """What no service has ends with 1."""
    files = sorted(toy.rglob("*"))
    assert add(identifier) == Ran(1, "", f"claimgrade: {sentence}\n")
    assert sorted(toy.rglob("*")) == files


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.BLOCKED, Fault.ELSEWHERE])
@pytest.mark.parametrize(
    ("identifier", "path", "name"),
    [
        ("10.5555/kite", "/works", "Crossref"),
        ("70", "/esummary.fcgi", "PubMed"),
        ("NCT01234567", "/api", "ClinicalTrials.gov"),
    ],
)
def test_outage_writes_nothing(
    toy: Path, add: Claimgrade, server: BibliographicServer, fault: Fault, identifier: str, path: str, name: str
) -> None:
    """Whoever cannot be asked is no reason to say that something is not there."""
    files = sorted(toy.rglob("*"))
    server.always(path, fault)
    ran = add(identifier)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"claimgrade: {name} could not be asked: ")
    assert ran.err.endswith("; nothing was written\n")
    assert sorted(toy.rglob("*")) == files


@pytest.mark.parametrize(
    ("identifier", "path", "reason", "key"),
    [
        ("10.5555/kite", "/esearch.fcgi", "PubMed could not be asked for the DOI: it answered 400", "PMID"),
        ("10.5555/kite", "/esummary.fcgi", "PubMed could not be asked for PMID 70: it answered 400", "PMID"),
        ("70", "/works", "Crossref could not be asked for DOI 10.5555/kite: it answered 400", None),
    ],
)
def test_outage_of_the_other_service(
    toy: Path, add: Claimgrade, server: BibliographicServer, identifier: str, path: str, reason: str, key: str | None
) -> None:
    """The record is written from what was answered, and the exit code says that something is missing."""
    server.always(path, Fault.REFUSED)
    ran = add(identifier)
    assert ran.code == 3
    assert ran.err.endswith(f"claims/studies/kite-2019.yaml: {reason}\n")
    record = yaml.safe_load(written(toy, ran))
    assert len(record["seen"]) == 1
    assert key is None or record["citation"][key] is None


@pytest.mark.parametrize(
    "identifier",
    ["", "nonsense", "PMC99", "NCT123", "10.5555", "0", "1234567890", "ISRCTN12345678", "10.5555/" + "x" * 300],
)
def test_malformed(toy: Path, add: Claimgrade, identifier: str) -> None:
    """What is no identifier is not asked for, and a service would be: none has an address here."""
    assert add(identifier) == Ran(
        2,
        "",
        f"claimgrade: {identifier[:90]!r} is neither a DOI (10.5555/…), a PMID (digits) nor a number of "
        "ClinicalTrials.gov (NCT and 8 digits)\n",
    )
    assert not (toy / "claims/studies/kite-2019.yaml").exists()


@pytest.mark.usefixtures("server")
def test_id_is_checked_first(add: Claimgrade, server: BibliographicServer) -> None:
    """Nothing is asked for a record that could not be written."""
    taken = "the id 'bell-2020' is taken by claims/studies/bell-2020.yaml; choose another"
    assert add("10.5555/kite", "--id", "bell-2020") == Ran(2, "", f"claimgrade: {taken}\n")
    assert add("10.5555/kite", "--id", "../x").code == 2
    assert server.requests == []


@pytest.mark.usefixtures("server")
def test_unreadable_record_may_be_the_same(toy: Path, add: Claimgrade) -> None:
    """It says that it could not look there."""
    (toy / "claims/studies/bell-2020.yaml").write_text("id: [")
    ran = add("73")
    assert ran.code == 0
    assert "whether bell-2020 is the same study is not known, since it cannot be read" in ran.err
