"""Links into the repository that a site is made from: a file, a commit, and a prefilled report of a mistake.

GitHub, GitLab and Forgejo each have their own forms of addresses, and the placeholder has GitHub's; where it is not
known which one a host runs, the repository itself is linked, and nothing is made up.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from claimgrade.pages.page import Origin


@dataclass(frozen=True, slots=True)
class _Forge:
    """Where a kind of host has files, commits and new reports, below a repository's address."""

    file: str
    commit: str
    report: str
    title: str
    body: str


_GITHUB = _Forge("blob/{ref}/", "commit/{ref}", "issues/new", "title", "body")
_GITLAB = _Forge("-/blob/{ref}/", "-/commit/{ref}", "-/issues/new", "issue[title]", "issue[description]")
_FORGEJO = _Forge("src/commit/{ref}/", "commit/{ref}", "issues/new", "title", "body")
_LONGEST = 2000  # characters of an address that every browser and host takes


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository of a site; `address` is https and ends with a slash."""

    origin: Origin

    @property
    def address(self) -> str:
        """Address of the repository."""
        return self.origin.repository

    @property
    def version(self) -> str | None:
        """The commit in the few digits that people use; None without git."""
        return self.origin.commit[:10] if self.origin.commit else None

    def file(self, path: str) -> str:
        """Address of a file of the base at the commit; the repository if its host or the commit is not known."""
        if not (self._forge and self.origin.commit):
            return self.address
        return f"{self.address}{self._forge.file.format(ref=self.origin.commit)}{quote(self.origin.folder + path)}"

    def commit(self, commit: str) -> str | None:
        """Address of a commit; None where it is not known, or the repository's is a placeholder."""
        if not (self._forge and self.origin.has_repository):
            return None
        return f"{self.address}{self._forge.commit.format(ref=quote(commit, safe=''))}"

    def report(self, record: str, file: str, uri: str) -> str:
        """Address that opens a report of a mistake, with title and text begun; the repository if its host is not known.

        `record` is the id, `file` the record's path, `uri` the page's.
        """
        forge = self._forge
        if forge is None:
            return self.address
        body = "\n".join(
            [
                f"Record: {record} ({self.origin.folder}{file})",
                f"Page: {page_address(self.origin, uri) if self.origin.has_address else uri}",
                f"Version: {self.origin.commit or 'not known'}{f' of {self.origin.date}' if self.origin.date else ''}",
                "",
                "What is wrong, and where can that be read?",
                "",
            ]
        )
        fields = {forge.title: f"Mistake in {record}", forge.body: body}
        link = f"{self.address}{forge.report}?{urlencode(fields, quote_via=quote, safe='')}"
        return link if len(link) <= _LONGEST else f"{self.address}{forge.report}"

    @property
    def _forge(self) -> _Forge | None:
        host = urlsplit(self.address).hostname or ""
        if host == "github.com" or not self.origin.has_repository:
            return _GITHUB
        if host == "codeberg.org":
            return _FORGEJO
        return _GITLAB if host.split(".")[0] == "gitlab" else None


def page_address(origin: Origin, uri: str) -> str:
    """Full address of the page at a uri such as "claims/alcohol/x.md"."""
    path = uri.removesuffix(".md")
    return origin.address + (path.removesuffix("index") if path.endswith("index") else f"{path}/")
