"""GitHub: one comment on a pull request and one issue, kept up to date.

This runs where it can write, so it believes nothing of what a pull request's own run has made:
neither its words nor its size, and not which pull request it is of. It needs no file of the pull
request and writes none.
"""

from __future__ import annotations

import io
import json
import os
import re
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from goodpractice import __version__, notes, reviews, upkeep
from goodpractice.bounded import MAX_BYTES, MAX_MEMORY, UnfitError
from goodpractice.failures import Failure
from goodpractice.rules.rule import N_

API = "https://api.github.com"
# Who writes with the token of a run.
BOT = "github-actions[bot]"
# The workflow whose runs are believed to be runs of the check; any other can have the same name.
CHECK_WORKFLOW = ".github/workflows/check.yml"
WORKFLOWS = ".github/"
REVIEW, UPKEEP, MEMORY = "review", "upkeep", "links"
PER_PAGE = 100
MAX_PAGES = 30  # of the files of a pull request GitHub lists no more
MAX_ANSWER = 20_000_000
TIMEOUT = 30

_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
T = TypeVar("T")


class _Careful(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to another host without telling it who we are."""

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        made = super().redirect_request(req, fp, code, msg, headers, newurl)
        if made is not None and urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            made.remove_header("Authorization")
        return made


@dataclass(frozen=True)
class Api:
    """The API of one repository.

    Attributes:
        url: where the API is.
        repository: owner and name.
        token: with which to write.
    """

    url: str
    repository: str
    token: str

    def get(self, path: str, **query: str | int) -> Any:
        """Return what is at a path of the repository."""
        asked = f"?{urlencode(query)}" if query else ""
        return self._json("GET", f"{path}{asked}")

    def send(self, method: str, path: str, **body: str) -> Any:
        """Write something at a path of the repository."""
        return self._json(method, path, json.dumps(body).encode())

    def pages(self, path: str, **query: str | int) -> Iterator[Any]:
        """Yield the items of a list, page after page."""
        for page in range(1, MAX_PAGES + 1):
            items = self.get(path, **query, per_page=PER_PAGE, page=page)
            yield from items
            if len(items) < PER_PAGE:
                return

    def download(self, path: str, most: int) -> bytes:
        """Return the bytes at a path.

        Raises:
            UnfitError: there are more than asked for.
        """
        with self._open("GET", path) as answer:
            data: bytes = answer.read(most + 1)
        if len(data) > most:
            raise UnfitError("too large")
        return data

    def _json(self, method: str, path: str, body: bytes | None = None) -> Any:
        with self._open(method, path, body) as answer:
            return json.loads(answer.read(MAX_ANSWER))

    def _open(self, method: str, path: str, body: bytes | None = None) -> Any:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "User-Agent": f"goodpractice/{__version__}",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        url = f"{self.url}/repos/{self.repository}/{path}"
        # The address comes from the runner, not from anybody's content.
        request = urllib.request.Request(url, body, headers, method=method)  # noqa: S310
        try:
            return urllib.request.build_opener(_Careful).open(request, timeout=TIMEOUT)
        except urllib.error.HTTPError as error:
            error.close()
            raise Failure(_SAID_NO, reason=f"{method} {path}: {error.code}") from error


_SAID_NO = N_("GitHub did not do it: {reason}")
_NOT_HERE = N_("This runs on GitHub Actions only: {name} is not set.")


def from_environment() -> Api:
    """Return the API as the runner names it.

    Raises:
        Failure: this is no runner.
    """
    values = {name: os.environ.get(name, "") for name in ("GITHUB_REPOSITORY", "GITHUB_TOKEN")}
    for name, value in values.items():
        if not value:
            raise Failure(_NOT_HERE, name=name)
    if not _REPOSITORY.fullmatch(values["GITHUB_REPOSITORY"]):
        raise Failure(_NOT_HERE, name="GITHUB_REPOSITORY")
    url = os.environ.get("GITHUB_API_URL") or API
    return Api(url.rstrip("/"), values["GITHUB_REPOSITORY"], values["GITHUB_TOKEN"])


def event() -> Mapping[str, Any]:
    """Return what GitHub says of why this runs.

    Raises:
        Failure: this is no runner.
    """
    path = os.environ.get("GITHUB_EVENT_PATH")
    if not path:
        raise Failure(_NOT_HERE, name="GITHUB_EVENT_PATH")
    found: Mapping[str, Any] = json.loads(Path(path).read_bytes())
    return found


# Artifacts --------------------------------------------------------------------------------------


def artifact(
    api: Api, run: int, name: str, read: Callable[[bytes], T], most: int = MAX_BYTES
) -> T | None:
    """Return what a run has kept, or None where it kept nothing of that name.

    The archive is read in memory, and only the one file in it.

    Args:
        api: of the repository.
        run: number of the run.
        name: of the artifact; the file in it is of the same name, as JSON.
        read: reads the file.
        most: how many bytes the archive may have, and the file in it.

    Raises:
        UnfitError: it is larger than it may be, or not what it should be.
    """
    listed = api.get(f"actions/runs/{run}/artifacts", name=name, per_page=PER_PAGE)["artifacts"]
    ours = [one for one in listed if one["name"] == name and not one["expired"]]
    if not ours:
        return None
    newest = max(int(one["id"]) for one in ours)
    return read(_only_file(api.download(f"actions/artifacts/{newest}/zip", most), name, most))


def _only_file(archive: bytes, name: str, most: int) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            [inside] = opened.infolist()
            if inside.filename != f"{name}.json":
                raise UnfitError("another file")
            with opened.open(inside) as file:
                # One byte more than may be read: the reader refuses that, however it unpacks.
                return file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, RuntimeError) as error:
        raise UnfitError("no archive of one file") from error


# The comment ------------------------------------------------------------------------------------


def comment(api: Api, happened: Mapping[str, Any], language: str) -> bool:
    """Keep the comment on the pull request that a run of the check is of.

    Args:
        api: of the repository.
        happened: the event `workflow_run`.
        language: of what is said where no report can be believed.

    Returns:
        Whether there is a comment now that is of this run.
    """
    run = happened["workflow_run"]
    number = _pull_request(api, run, happened["repository"]["default_branch"])
    if number is None:
        return False
    said = _said(api, run, number, language)
    # What was asked about has to be what is there still: somebody may have sent more since.
    if said is None or api.get(f"pulls/{number}")["head"]["sha"] != run["head_sha"]:
        return False
    return _keep_comment(api, number, *said)


def _pull_request(api: Api, run: Mapping[str, Any], base: str) -> int | None:
    """Return the number of the open pull request that a run is of, as GitHub has it.

    The event itself names none where the proposal comes from a fork.
    """
    if run["event"] != "pull_request" or run["path"].partition("@")[0] != CHECK_WORKFLOW:
        return None
    head = run["head_repository"]
    branch = f"{head['owner']['login']}:{run['head_branch']}"
    found = [
        int(one["number"])
        for one in api.get("pulls", state="open", head=branch, base=base, per_page=PER_PAGE)
        if one["head"]["sha"] == run["head_sha"]
        and (one["head"]["repo"] or {}).get("id") == head["id"]
    ]
    return found[0] if len(found) == 1 else None


def _said(api: Api, run: Mapping[str, Any], number: int, language: str) -> tuple[str, bool] | None:
    """Return what to say and whether it is worth a new comment; None where nothing is known."""
    if _changes_workflows(api, number):
        return notes.of_distrusted(language), True
    try:
        review = artifact(api, int(run["id"]), REVIEW, reviews.loads)
    except UnfitError:
        return notes.of_unreadable(language), True
    return (notes.of_review(review), notes.says_anything(review)) if review else None


def _changes_workflows(api: Api, number: int) -> bool:
    """Return whether a pull request could have changed what checks it."""
    files = list(api.pages(f"pulls/{number}/files"))
    names = {one[key] for one in files for key in ("filename", "previous_filename") if key in one}
    return len(files) >= PER_PAGE * MAX_PAGES or any(one.startswith(WORKFLOWS) for one in names)


def _keep_comment(api: Api, number: int, body: str, worth: bool) -> bool:
    known = _ours(api.pages(f"issues/{number}/comments"), notes.REVIEW_MARK)
    if known is None and worth:
        api.send("POST", f"issues/{number}/comments", body=body)
    elif known is not None and not _same(known["body"], body):
        api.send("PATCH", f"issues/comments/{int(known['id'])}", body=body)
    return worth or known is not None


def _same(known: str, body: str) -> bool:
    """Return whether a text is there already; GitHub may have changed how its lines end."""
    return known.split() == body.split()


def _ours(items: Iterator[Any], mark: str) -> Any:
    """Return what we wrote before: anybody can copy the mark, but nobody can be us."""
    for one in items:
        author = (one.get("user") or {}).get("login")
        if author == BOT and (one.get("body") or "").startswith(mark):
            return one
    return None


# The issue --------------------------------------------------------------------------------------


def keep_issue(api: Api, run: int) -> str:
    """Keep the issue about a site's upkeep: opened, edited, and closed when all is well.

    Args:
        api: of the repository.
        run: number of the run that has looked.

    Returns:
        Its state now: open, closed or nothing.

    Raises:
        UnfitError: the run did not keep what it found.
    """
    found = artifact(api, run, UPKEEP, upkeep.loads)
    if found is None:
        raise UnfitError("nothing was kept")
    issues = (one for one in api.pages("issues", state="all", creator=BOT) if _is_issue(one))
    known = _ours(issues, notes.UPKEEP_MARK)
    body, state = notes.of_upkeep(found), "closed" if found.is_well else "open"
    if known is None:
        if not found.is_well:
            title = notes.title_of_upkeep(found.language)
            api.send("POST", "issues", title=title, body=body)
        return "" if found.is_well else state
    if not _same(known["body"], body):  # whoever closed it with the same in it wants no more of it
        api.send("PATCH", f"issues/{int(known['number'])}", body=body, state=state)
    return state


def _is_issue(one: Mapping[str, Any]) -> bool:
    return "pull_request" not in one


def memory(api: Api) -> bytes:
    """Return what the last run that looked at links knew of them; nothing where none has.

    Anybody can start a run of the same name and branch in a copy of the repository, so it counts
    only if it was started here, by the calendar or by hand.
    """
    listed = api.get(f"actions/workflows/{UPKEEP}.yml/runs", status="success", per_page=PER_PAGE)
    ours = (one for one in listed["workflow_runs"] if _is_of_here(one))
    newest = max((int(one["id"]) for one in ours), default=None)
    if newest is None:
        return b""
    try:
        return artifact(api, newest, MEMORY, bytes, MAX_MEMORY) or b""
    except UnfitError:
        return b""


def _is_of_here(run: Mapping[str, Any]) -> bool:
    by_us = run["event"] in ("schedule", "workflow_dispatch")
    return by_us and run["head_repository"]["id"] == run["repository"]["id"]


def run_number() -> int:
    """Return the number of the run that this is.

    Raises:
        Failure: this is no runner.
    """
    value = os.environ.get("GITHUB_RUN_ID", "")
    if not value.isdigit():
        raise Failure(_NOT_HERE, name="GITHUB_RUN_ID")
    return int(value)
