"""Computes the history of verdicts: each base that was committed, graded by its own policy.

Commits are walked from the oldest to the newest; a file is read where a commit changed it, and a claim graded again
where it, a record that its grade looks at, or the policy changed. Records are held to the schemas of now: a claim that
they cannot read at some commit keeps what became of it before.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from claimgrade.commits import Commit, NoCommitsError, Walk, contents, walk
from claimgrade.finding import ClaimgradeError
from claimgrade.grading import Policy, assess
from claimgrade.history import History, Turn
from claimgrade.history_cache import Pair, Progress, find, keep, keys_of
from claimgrade.layout import POLICY, RecordFile, package_schemas
from claimgrade.loading import policy_in, record_in
from claimgrade.records import Claim, Record, Search, Study
from claimgrade.yaml_source import from_bytes, read

_UNJUDGED: Pair = (None, None)
_KINDS = ("claim", "study", "search")  # articles bear on no verdict


def history_of(root: Path, cache: Path | None) -> History:
    """When the verdicts of the base at `root` changed, as far as its repository tells; `cache` is a folder or none."""
    try:
        seen = walk(root)
    except NoCommitsError as error:
        return History(gap=str(error))
    keys = keys_of(seen)
    done, progress = find(cache, keys) if cache else (0, Progress())
    if done < len(keys):
        progress, is_whole = _go_on(root, seen, done, progress)
        if cache and is_whole:
            keep(cache, keys[-1], progress)
    return History(tuple(_newest_first(seen, progress)), " ".join(_gaps(seen, progress)) or None)


def _newest_first(seen: Walk, progress: Progress) -> Iterator[Turn]:
    by_commit: dict[str, list[Turn]] = {}
    for turn in progress.turns:
        by_commit.setdefault(turn.commit, []).append(turn)
    for commit in reversed(seen.commits):
        yield from sorted(by_commit.get(commit.name, ()), key=lambda turn: turn.claim)


def _gaps(seen: Walk, progress: Progress) -> Iterator[str]:
    if seen.is_cut:
        yield f"This was made from a part of the repository: what was before {seen.commits[0].day} is not known."
    if seen.is_dirty:
        yield "Some records have changes that are not committed; those are not told here."
    if progress.skipped:
        yield f"{_commits(progress.skipped)} left out, because the grading policy of then cannot be read any more."
    if progress.partial:
        yield (
            f"In {progress.partial} of {len(seen.commits)} commits some records cannot be read by the schemas of now; "
            "their claims keep the verdict that they had before."
        )


def _commits(number: int) -> str:
    return "1 commit is" if number == 1 else f"{number} commits are"


def _go_on(root: Path, seen: Walk, done: int, progress: Progress) -> tuple[Progress, bool]:
    """Progress after the last commit, from that after `done` commits; and whether git had every file."""
    start: dict[str, str | None] = {}
    for commit in seen.commits[:done]:
        start |= commit.changes
    steps = [{path: blob for path, blob in start.items() if blob}, *(c.changes for c in seen.commits[done:])]
    wanted = [blob for step in steps for path, blob in step.items() if blob and _bears(path)]
    stream = contents(root, wanted)
    base, is_whole = _Base(), True
    for i, step in enumerate(steps):
        for path in step:
            if _bears(path):
                content = next(stream)[1] if step[path] else None
                is_whole &= content is not None or step[path] is None
                base.put(path, content, is_there=step[path] is not None)
        if i or done:
            base.grade()
        if i:
            progress = base.turned(progress, seen.commits[done + i - 1], is_first=seen.is_cut and done + i == 1)
    return progress, is_whole


def _bears(path: str) -> bool:
    file = RecordFile.at(path)
    return path == POLICY or (file is not None and file.kind in _KINDS)


class _Base:
    """The records at one commit after the other, and what became of each claim (None: nobody can say)."""

    def __init__(self) -> None:
        self._files: dict[str, Record | None] = {}
        self._own_policy = self._policy = _package_policy()
        self._changed: set[str] = set()
        self._all_changed = True
        self._looks_at: dict[str, Collection[str]] = {}
        self._claims: dict[str, Claim | None] = {}
        self._pairs: dict[str, Pair | None] = {}

    def put(self, path: str, content: bytes | None, *, is_there: bool) -> None:
        """Take a file as it now is; without content it is gone, or cannot be read."""
        if path == POLICY:
            self._all_changed = True
            self._policy = _policy(content) if is_there else self._own_policy
            return
        file = RecordFile.at(path)
        assert file
        self._changed.add(file.stem)
        if is_there:
            self._files[path] = None if content is None else record_in(file, from_bytes(path, content))[2]
        else:
            self._files.pop(path, None)

    def grade(self) -> None:
        """Judge again what may have changed; nothing without a policy: that waits for the next commit with one."""
        if self._policy is None:
            return
        records = [self._files[path] for path in sorted(self._files)]
        studies = {record.id: record for record in reversed(records) if isinstance(record, Study)}
        searches = {record.id: record for record in reversed(records) if isinstance(record, Search)}
        self._claims = dict(self._claims_by_id())
        for claim_id in self._pairs.keys() - self._claims.keys():
            del self._pairs[claim_id]
        for claim_id, claim in self._claims.items():
            known = claim_id in self._pairs and claim_id not in self._changed and not self._all_changed
            if not (known and self._changed.isdisjoint(self._looks_at[claim_id])):
                self._pairs[claim_id] = _judge(claim, studies, searches, self._policy)
                self._looks_at[claim_id] = _looks_at(claim, studies)
        self._changed, self._all_changed = set(), False

    def _claims_by_id(self) -> Iterator[tuple[str, Claim | None]]:
        seen = set()
        for path in sorted(self._files, key=lambda path: path.split("/")):
            file = RecordFile.at(path)
            if file and file.kind == "claim" and file.stem not in seen:
                seen.add(file.stem)
                record = self._files[path]
                yield file.stem, record if isinstance(record, Claim) else None

    def turned(self, progress: Progress, commit: Commit, *, is_first: bool) -> Progress:
        """Progress after a commit. What the first commit of a part shows is where it starts, and no turn."""
        if self._policy is None:
            return replace(progress, skipped=progress.skipped + 1)
        before = progress.states
        was_of = {claim: claim for claim in self._pairs if claim in before} | self._renamed(before)
        states: dict[str, Pair] = {}
        turns: list[Turn] = []
        for claim, judged in self._pairs.items():
            was = before.get(was_of.get(claim, ""))
            states[claim] = judged or was or _UNJUDGED
            if states[claim] != was:
                turns.append(Turn(claim, commit.day, commit.name, was, states[claim]))
        kept = set(was_of.values())
        turns += [Turn(claim, commit.day, commit.name, before[claim], None) for claim in before if claim not in kept]
        now_of = {was: now for now, was in was_of.items() if was != now}
        earlier = (replace(turn, claim=now_of.get(turn.claim, turn.claim)) for turn in progress.turns)
        return Progress(
            tuple(earlier if now_of else progress.turns) + (() if is_first else tuple(turns)),
            states,
            progress.skipped,
            progress.partial + (None in self._pairs.values()),
        )

    def _renamed(self, before: Mapping[str, Pair]) -> dict[str, str]:
        """Now -> before, for claims that say under `formerly` what they were called."""
        pairs: dict[str, str] = {}
        for claim_id, claim in sorted(self._claims.items()):
            if claim and claim_id not in before:
                names = (old for old in claim.formerly if old in before and old not in self._pairs)
                former = next((old for old in names if old not in pairs.values()), None)
                pairs |= {claim_id: former} if former else {}
        return pairs


def _judge(
    claim: Claim | None, studies: Mapping[str, Study], searches: Mapping[str, Search], policy: Policy
) -> Pair | None:
    if claim is None or not (
        all(entry.study in studies for entry in claim.evidence) and all(name in searches for name in claim.searches)
    ):
        return None
    found = assess(claim, studies, searches, policy)
    return found.verdict, found.certainty


def _looks_at(claim: Claim | None, studies: Mapping[str, Study]) -> Collection[str]:
    """Ids of the other records that a grade looks at: linked studies, what they pool, and searches."""
    if claim is None:
        return ()
    linked = [entry.study for entry in claim.evidence]
    pooled = [name for study in linked if study in studies for name in studies[study].includes]
    return frozenset((*linked, *pooled, *claim.searches))


def _policy(content: bytes | None) -> Policy | None:
    try:
        return policy_in(POLICY, from_bytes(POLICY, content or b""))
    except ClaimgradeError:
        return None


def _package_policy() -> Policy | None:
    return policy_in("grading.yaml", read(package_schemas(), "grading.yaml"))
