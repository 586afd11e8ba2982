"""What is kept of a history: found again as it was, and never taken for more than it is."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from claimgrade import history_cache
from claimgrade.history_cache import Progress, cache_folder, find, keep
from claimgrade.verdicts_over_time import history_of
from test_history import PAIN, Commit, commit, edit, repository  # noqa: F401, fixtures that this module uses
from test_since import git, own_git  # noqa: F401, likewise


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A folder that does not exist yet."""
    return tmp_path / "caches" / "history"


def test_found_again(repository: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """The second time no file of the past is read."""
    first = history_of(repository, cache)
    assert [path.suffix for path in cache.iterdir()] == [".json"]
    monkeypatch.setattr("claimgrade.verdicts_over_time.contents", None)
    assert history_of(repository, cache) == first == history_of(repository, cache)
    with pytest.raises(TypeError):
        history_of(repository, None)


def test_goes_on_from_what_is_kept(repository: Path, cache: Path, commit: Commit) -> None:  # noqa: F811
    """A new commit is told as if all had been looked at anew, renamed claims included."""
    for day, old, new in (
        ("2026-03-02", "levels: -1", "levels: -2"),
        ("2026-03-03", "id: toyaline-reduces-pain", "id: pain\nformerly: [toyaline-reduces-pain]"),
        ("2026-03-04", "levels: -2", "levels: -1"),
    ):
        history_of(repository, cache)
        path = PAIN if (repository / PAIN).exists() else "claims/toy-effects/pain.yaml"
        edit(repository, path, old, new)
        if new.startswith("id"):
            (repository / path).rename(repository / "claims/toy-effects/pain.yaml")
        commit(repository, day)
        assert history_of(repository, cache) == history_of(repository, None)
    assert len(history_of(repository, cache).of("pain")) == 3


def test_rewritten_history(repository: Path, cache: Path, commit: Commit) -> None:  # noqa: F811
    """What was kept of commits that are no more is not used."""
    edit(repository, PAIN, "levels: -1", "levels: -2")
    commit(repository, "2026-03-02")
    history_of(repository, cache)
    git(repository, "reset", "--quiet", "--hard", "HEAD~1")
    assert history_of(repository, cache) == history_of(repository, None)


def test_other_code_computes_anew(
    repository: Path,  # noqa: F811
    cache: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What another version of this package, of a schema or of a library has kept is not used."""
    history_of(repository, cache)
    monkeypatch.setattr(history_cache, "_code", lambda: "another version")
    monkeypatch.setattr("claimgrade.verdicts_over_time.contents", None)
    with pytest.raises(TypeError):
        history_of(repository, cache)


def signed(body: str) -> str:
    """A file with the digest of its contents."""
    return f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}"


GOOD = '{"turns":[["a","2026-03-01","%s",null,["supported","high"]]],"states":{},"skipped":0,"partial":0}' % ("0" * 40)


@pytest.mark.parametrize(
    "text",
    [
        "",
        GOOD,
        signed(GOOD)[:-1],
        signed(GOOD) + " ",
        signed("[" * 100_000),
        signed("[]"),
        signed("null"),
        signed("{}"),
        signed(GOOD.replace("2026-03-01", "<script>")),
        signed(GOOD.replace('"a"', '"../a"')),
        signed(GOOD.replace('"a"', "1")),
        signed(GOOD.replace("supported", "true")),
        signed(GOOD.replace('["supported","high"]', '["supported"]')),
        signed(GOOD.replace("0" * 40, "x")),
        signed(GOOD.replace('"skipped":0', '"skipped":{}')),
        signed(GOOD.replace('"states":{}', '"states":[]')),
    ],
)
def test_garbled_files_are_not_there(cache: Path, text: str) -> None:
    """Half-written, changed or foreign contents count as nothing kept, and never end in an error."""
    cache.mkdir(parents=True)
    (cache / "key.json").write_text(text)
    assert find(cache, ["key"]) == (0, Progress())
    (cache / "key.json").write_text(signed(GOOD))
    assert find(cache, ["key"])[0] == 1


def test_anything_in_the_place_of_the_cache(repository: Path, cache: Path) -> None:  # noqa: F811
    """A file where the folder should be, a folder where a file should be, or bytes that are no text do no harm."""
    cache.parent.mkdir()
    cache.write_text("a file")
    history = history_of(repository, cache)
    assert history == history_of(repository, None)
    cache.unlink()
    history_of(repository, cache)
    (kept,) = cache.iterdir()
    kept.write_bytes(b"\xff\xfe")
    assert history_of(repository, cache) == history
    kept.unlink()
    kept.mkdir()
    assert history_of(repository, cache) == history


def test_only_the_newest_are_kept(cache: Path) -> None:
    """The folder does not grow for ever."""
    for number in range(20):
        keep(cache, f"{number:02}", Progress(skipped=number))
    assert len(list(cache.iterdir())) == 8
    assert find(cache, ["19"]) == (1, Progress(skipped=19))


def test_several_at_a_time(repository: Path, cache: Path) -> None:  # noqa: F811
    """Builds that run at once find the same, and leave one whole file."""
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: history_of(repository, cache), range(8)))
    assert found == [history_of(repository, None)] * 8
    (kept,) = cache.iterdir()
    digest, body = kept.read_text().split("\n", 1)
    assert digest == hashlib.sha256(body.encode()).hexdigest()
    assert len(json.loads(body)["turns"]) == 8


def test_lost_files_are_not_kept(repository: Path, cache: Path) -> None:  # noqa: F811
    """What git lacks today it may have tomorrow: nothing that was computed without it is kept."""
    blob = git(repository, "rev-parse", f"HEAD:{PAIN}")
    lost = repository / ".git/objects" / blob[:2] / blob[2:]
    content = lost.read_bytes()
    lost.unlink()
    history = history_of(repository, cache)
    assert history.gap
    assert history.of("toyaline-reduces-pain")[0].after == (None, None)
    assert not cache.exists()
    lost.write_bytes(content)
    assert history_of(repository, cache).gap is None


def test_where_it_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In the user's own folder for caches, never in the repository; nowhere where the user has none."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "claimgrade" / "history"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder() is None
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home" / ".cache" / "claimgrade" / "history"
