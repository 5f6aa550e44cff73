"""From a proposed change to the comment on it: a real repository, and a GitHub of our own."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from goodpractice import bounded, cli, notes, reviews
from goodpractice.adapters import github
from goodpractice.bounded import UnfitError
from goodpractice.diagnostics import Severity
from goodpractice.policy import rules_by_code
from goodpractice.reviews import Ask, Problem, Review
from tools import proposal

COLLECTION = """\
label: Stories
singular: Story
fields:
  level: {kind: choice, vocabulary: levels, facet: true, label: Level}
  claim: {kind: choice, vocabulary: levels, label: Claim}
  proof: {kind: line, label: Proof}
  agreed:
    kind: group
    label: Agreed
    fields:
      who: {kind: line, label: Who}
      shown: {kind: yes-no, required: true, label: People are shown}
constraints:
  - {kind: must_be, field: agreed.shown, value: "no"}
  - {kind: claim_needs, field: claim, from: primary, needs: [proof]}
"""
LEVELS = "label: Levels\nterms:\n  primary: {label: Primary}\n  later: {label: Later}\n"
ENTRY = """\
---
title: "{title}"
summary: It was told on a Monday, and everybody who heard it of {name} went home a little wiser.
level: {level}
---

Once there was a {name}, and that was that.
"""
HOSTILE = "Fixes #1 @octocat ![x](https://evil.example/x.png) <img src=x> `a` ](y)"


ACTS = re.compile(r"@octocat|#1|https://|(?<!\\)(?:!\[|<img|\]\()")


def git(root: Path, *arguments: str) -> str:
    name = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=0"]
    done = subprocess.run(
        ["git", *name, *arguments], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "site"
    (root / "content/stories").mkdir(parents=True)
    (root / "content/vocabularies").mkdir()
    (root / "mkdocs.yml").write_text("site_name: Small\n", encoding="utf-8")
    (root / "content/stories/_collection.yml").write_text(COLLECTION, encoding="utf-8")
    (root / "content/vocabularies/levels.yml").write_text(LEVELS, encoding="utf-8")
    monkeypatch.chdir(root)
    for name in [*(n for n in os.environ if n.startswith("GIT")), "LC_ALL", "LC_MESSAGES", "LANG"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    write(root, "zebra")
    write(root, "lion", level="later")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Work")
    return root


def write(site: Path, name: str, title: str = "", level: str = "primary", more: str = "") -> None:
    text = ENTRY.format(title=title or f"The tale of the {name}", name=name, level=level)
    text = text.replace("level:", f"{more}level:")
    (site / f"content/stories/{name}.md").write_text(text, encoding="utf-8")


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(site: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    del site

    def run_it(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(list(arguments))
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, out, err

    return run_it


def made(run: Run) -> Review:
    code, out, _ = run("review", "--base", "HEAD", "--format", "json")
    assert code == 0
    return reviews.loads(out.encode())


# What a review says -----------------------------------------------------------------------------


def test_a_change_of_nothing_says_nothing(run: Run) -> None:
    review = made(run)
    assert review == Review(1, "en", 0, 0)
    assert not notes.says_anything(review)


def test_a_new_entry_that_is_well(site: Path, run: Run) -> None:
    write(site, "tapir")
    review = made(run)
    [entry] = review.entries
    assert (entry.title, entry.kind, entry.new) == ("The tale of the tapir", "Story", 1)
    assert (entry.state, entry.address) == ("published", "stories/tapir/")
    assert [(one.label, one.terms) for one in entry.headings] == [
        ("Level", ("Primary",)),
        ("Language", ("English",)),
    ]
    note = notes.of_review(review)
    assert "Thank you. The check has found nothing to mend." in note
    assert "The page will be at `/stories/tapir/`." in note
    assert len(note.splitlines()) < 25


def test_only_what_the_change_touches_is_shown(site: Path, run: Run) -> None:
    write(site, "lion", title="Another title here", level="later")
    [entry] = made(run).entries
    assert (entry.path, entry.new) == ("content/stories/lion.md", 0)


def test_what_is_wrong_keeps_an_entry_off_the_site(site: Path, run: Run) -> None:
    write(site, "tapir", level="nonsense")
    review = made(run)
    assert (review.errors, [one.code for one in review.problems]) == (1, ["GP206"])
    assert [one.state for one in review.entries] == ["left-out"]
    note = notes.of_review(review)
    assert "**1 error**" in note
    assert "`content/stories/tapir.md`, line 4 (error GP206)" in note


def test_a_draft_has_no_page(site: Path, run: Run) -> None:
    write(site, "tapir", more="status: draft\n")
    assert "It is a draft" in notes.of_review(made(run))


def test_what_is_taken_away_is_named(site: Path, run: Run) -> None:
    (site / "content/stories/lion.md").unlink()
    review = made(run)
    assert review.removed == ("content/stories/lion.md",)
    assert "aliases" in notes.of_review(review)


def test_near_duplicates_are_apart(site: Path, run: Run) -> None:
    example = Path(__file__).parents[1] / "rules/GP404/bad/content/notes/reading.md"
    body = example.read_text("utf-8").rpartition("---\n")[2]
    for name in ("a-tapir", "b-tapir"):
        write(site, name)
        path = site / f"content/stories/{name}.md"
        path.write_text(path.read_text("utf-8") + f"\n{body}\n", encoding="utf-8")
    review = made(run)
    assert [one.code for one in review.twins] == ["GP404"]
    assert "GP404" not in {one.code for one in review.problems}
    assert "Nearly the same text elsewhere" in notes.of_review(review)


def test_what_a_reviewer_must_ask(site: Path, run: Run) -> None:
    more = "claim: primary\nproof: We counted\nagreed: {who: The head, shown: no}\n"
    write(site, "tapir", more=more)
    (site / "content/stories/a.png").write_bytes(b"")
    path = site / "content/stories/tapir.md"
    path.write_text(path.read_text("utf-8") + "\n![A tapir](a.png)\n", encoding="utf-8")
    [entry] = made(run).entries
    assert [(one.about, one.label, one.value, one.count) for one in entry.questions] == [
        (Ask.CONSENT, "People are shown", "No", 0),
        (Ask.CLAIM, "Claim", "Primary", 0),
        (Ask.PICTURES, "", "", 1),
    ]
    note = notes.of_review(made(run))
    assert "“The tale of the tapir” says “People are shown: No”. How do you know?" in note
    assert "shows 1 picture." in note


def test_what_nobody_said_is_asked_for(site: Path, run: Run) -> None:
    write(site, "tapir", more="agreed: {who: The head}\n")
    assert "does not say “People are shown”. Who can?" in notes.of_review(made(run))


def test_rules_that_an_entry_sets_aside_are_asked_about(site: Path, run: Run) -> None:
    exceptions = "".join(
        f"  - {{rule: {code}, reason: {reason}}}\n"
        for code, reason in [("GP205", "It is short."), ("GP114", "So be it."), ("GP102", "No.")]
    )
    write(site, "tapir", more=f"ignore:\n{exceptions}")
    [entry] = made(run).entries
    question = entry.questions[0]
    assert question.about is Ask.EXCEPTION
    assert re.findall(r"GP\d+", question.label) == ["GP205", "GP114"]
    assert question.value == "It is short. So be it."
    asked = "“The tale of the tapir” sets aside what the check says: "
    assert asked in notes.of_review(made(run))


def test_many_exceptions_push_no_other_question_out(site: Path, run: Run) -> None:
    codes = [code for code, rule in rules_by_code().items() if rule.ignorable][:30]
    exceptions = "".join(f"  - {{rule: {code}, reason: {'x' * 90}}}\n" for code in codes)
    write(site, "tapir", more=f"ignore:\n{exceptions}agreed: {{who: The head, shown: no}}\n")
    [entry] = made(run).entries
    assert [one.about for one in entry.questions] == [Ask.EXCEPTION, Ask.CONSENT]


def test_an_entry_that_git_is_told_to_ignore_is_shown(site: Path, run: Run) -> None:
    (site / "content/stories/.gitignore").write_text("*\n", encoding="utf-8")
    write(site, "tapir")
    assert [one.path for one in made(run).entries] == ["content/stories/tapir.md"]


# A change of the model --------------------------------------------------------------------------


def test_what_a_new_model_would_break(site: Path, run: Run) -> None:
    levels = site / "content/vocabularies/levels.yml"
    levels.write_text(
        LEVELS.replace("later: {label: Later}", "oldest: {label: Oldest}"), encoding="utf-8"
    )
    [change] = made(run).model
    assert (change.files, change.breaks) == (("content/vocabularies/levels.yml",), 1)
    [broken] = change.broken
    assert (broken.path, broken.title) == ("content/stories/lion.md", "The tale of the lion")
    assert "later" in broken.reason
    note = notes.of_review(made(run))
    assert "1 entry that is well today would be left out of the site." in note


def test_a_new_required_field_breaks_them_all(site: Path, run: Run) -> None:
    model = site / "content/stories/_collection.yml"
    more = COLLECTION.replace("proof: {", "proof: {required: true, ")
    model.write_text(more, encoding="utf-8")
    [change] = made(run).model
    assert change.breaks == 2
    assert "2 entries that are well today" in notes.of_review(made(run))


def test_a_model_that_cannot_be_read_breaks_them_all(site: Path, run: Run) -> None:
    (site / "content/stories/_collection.yml").write_text("label: [\n", encoding="utf-8")
    assert made(run).model[0].breaks == 2


def test_what_needs_the_new_model(site: Path, run: Run) -> None:
    levels = site / "content/vocabularies/levels.yml"
    levels.write_text(LEVELS + "  newest: {label: Newest}\n", encoding="utf-8")
    write(site, "tapir", level="newest")
    [change] = made(run).model
    assert (change.breaks, change.needed_by) == (0, 1)
    note = notes.of_review(made(run))
    assert "Every entry that is well today stays so." in note
    assert "1 entry can only be published with it." in note


def test_the_old_model_is_looked_at_in_a_copy(site: Path, run: Run) -> None:
    levels = site / "content/vocabularies/levels.yml"
    levels.write_text("label: Levels\nterms:\n  other: {label: Other}\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in site.rglob("*.yml")}
    made(run)
    assert {path: path.read_bytes() for path in site.rglob("*.yml")} == before


# What strangers write ---------------------------------------------------------------------------


def test_nothing_of_a_hostile_title_acts(site: Path, run: Run) -> None:
    write(site, "tapir", title=HOSTILE.replace('"', ""), level=f'"{HOSTILE}"')
    note = notes.of_review(made(run))
    assert "evil" in note
    assert not ACTS.search(note)


def test_a_note_is_never_longer_than_github_takes() -> None:
    problem = Problem("p" * 300, 1, "GP202", Severity.ERROR, "é*" * 350, "*" * 700)
    review = bounded.fitted(Review(1, "en", 99, 0, problems=(problem,) * 90))
    note = notes.of_review(review)
    assert len(note) <= 65_536
    assert notes.of_review(replace(review, problems=(problem,))).count("GP202") == 1


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"language": "xx"},
        {"language": "../en"},
        {"errors": "1"},
        {"extra": 1},
        {"problems": [{"code": "GP202"}]},
    ],
)
def test_a_review_that_is_none_is_refused(change: dict[str, Any]) -> None:
    good = json.loads(bounded.dumps(Review(1, "en", 0, 0)))
    with pytest.raises(UnfitError):
        reviews.loads(json.dumps({**good, **change}).encode())


def test_a_review_names_only_rules_that_there_are() -> None:
    problem = Problem("a", 1, "GP999", Severity.ERROR, "m", "h")
    with pytest.raises(UnfitError):
        reviews.loads(bounded.dumps(Review(1, "en", 1, 0, problems=(problem,))).encode())


@pytest.mark.parametrize("base", ["nowhere", "--help"])
def test_without_such_a_revision(run: Run, base: str) -> None:
    code, _, err = run("review", "--base", base)
    assert code == 2
    assert "no revision" in err


def test_a_review_in_french(site: Path, run: Run) -> None:
    write(site, "tapir", level="nonsense")
    code, out, _ = run("review", "--base", "HEAD", "--lang", "fr")
    assert code == 0
    assert "Ce que le contrôle dit de cette proposition" in out


# A GitHub of our own ----------------------------------------------------------------------------


class Hub:
    """What there is, and what was written; lists are in pages as GitHub's are."""

    def __init__(self) -> None:
        self.pulls: list[dict[str, Any]] = []
        self.files: list[dict[str, Any]] = [{"filename": "content/stories/tapir.md"}]
        self.comments: list[dict[str, Any]] = []
        self.issues: list[dict[str, Any]] = []
        self.artifacts: list[dict[str, Any]] = []
        self.archive = b""
        self.runs: list[dict[str, Any]] = []
        self.written: list[tuple[str, str, dict[str, Any]]] = []
        self.tokens: list[tuple[str, str | None]] = []
        self.elsewhere = ""
        self.url = ""

    def lists(self) -> dict[str, Any]:
        base = "/repos/octo/site"
        return {
            f"{base}/pulls": self.pulls,
            f"{base}/pulls/7": self.pulls[0] if self.pulls else {},
            f"{base}/pulls/7/files": self.files,
            f"{base}/issues/7/comments": self.comments,
            f"{base}/issues": self.issues,
            f"{base}/actions/runs/55/artifacts": {"artifacts": self.artifacts},
            f"{base}/actions/workflows/upkeep.yml/runs": {"workflow_runs": self.runs},
        }


class Handler(BaseHTTPRequestHandler):
    hub: Hub

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.hub.tokens.append((parts.path, self.headers.get("Authorization")))
        if parts.path.endswith("/zip") and self.hub.elsewhere:
            self.send_response(302)
            self.send_header("Location", f"{self.hub.elsewhere}/blob")
            self.end_headers()
        elif parts.path.endswith(("/zip", "/blob")):
            self._send(200, self.hub.archive)
        elif parts.path in self.hub.lists():
            query = {key: one[0] for key, one in parse_qs(parts.query).items()}
            self._send(200, json.dumps(_page(self.hub.lists()[parts.path], query)).encode())
        else:
            self._send(404, b"{}")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.hub.written.append((self.command, self.path, body))
        self._send(201, b"{}")

    do_PATCH = do_POST  # noqa: N815 - the base class has it so

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _page(value: Any, query: dict[str, str]) -> Any:
    if not isinstance(value, list):
        return value
    size = int(query.get("per_page", 30))
    first = (int(query.get("page", 1)) - 1) * size
    return value[first : first + size]


@pytest.fixture
def hub() -> Iterator[Hub]:
    there = Hub()
    with serving(there) as url:
        there.url = url
        yield there


class serving:  # noqa: N801 - used as a function
    def __init__(self, hub: Hub) -> None:
        handler = type("Ours", (Handler,), {"hub": hub})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def zipped(**files: bytes | str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(f"{name}.json", data)
    return archive.getvalue()


def happened(sha: str = "abc", **run: Any) -> dict[str, Any]:
    head = {"id": 3, "owner": {"login": "stranger"}}
    return {
        "repository": {"default_branch": "main"},
        "workflow_run": {
            "id": 55,
            "event": "pull_request",
            "path": ".github/workflows/check.yml",
            "head_sha": sha,
            "head_branch": "a b&c",
            "head_repository": head,
            **run,
        },
    }


def pull(number: int = 7, sha: str = "abc", repository: int = 3) -> dict[str, Any]:
    return {"number": number, "head": {"sha": sha, "repo": {"id": repository}}}


@pytest.fixture
def api(hub: Hub) -> github.Api:
    return github.Api(hub.url, "octo/site", "secret")


@pytest.fixture
def reviewed(hub: Hub) -> Hub:
    """A pull request with a run that has kept a review."""
    hub.pulls = [pull()]
    hub.artifacts = [{"id": 9, "name": "review", "expired": False}]
    hub.archive = zipped(review=bounded.dumps(Review(1, "en", 0, 0, removed=("a.md",))))
    return hub


def test_the_whole_way(
    site: Path, run: Run, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(site, "tapir", title=HOSTILE)
    hub.pulls = [pull()]
    hub.artifacts = [{"id": 9, "name": "review", "expired": False}]
    hub.archive = zipped(review=run("review", "--base", "HEAD", "--format", "json")[1])
    (tmp_path / "event.json").write_text(json.dumps(happened()), encoding="utf-8")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "event.json"))
    monkeypatch.setenv("GITHUB_REPOSITORY", "octo/site")
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.setenv("GITHUB_API_URL", hub.url)
    assert run("github", "comment")[:2] == (0, "The comment is up to date.\n")
    [(method, path, body)] = hub.written
    assert (method, path) == ("POST", "/repos/octo/site/issues/7/comments")
    assert body["body"].startswith(notes.REVIEW_MARK)
    assert "Fixes" in body["body"]
    assert not ACTS.search(body["body"])

    written = {"id": 4, "user": {"login": github.BOT}, "body": body["body"].replace("\n", "\r\n")}
    hub.comments = [written]
    run("github", "comment")
    assert len(hub.written) == 1
    hub.comments = [{**written, "body": notes.REVIEW_MARK}]
    run("github", "comment")
    assert hub.written[1][:2] == ("PATCH", "/repos/octo/site/issues/comments/4")


def test_a_proposal_as_the_workflow_takes_it(
    site: Path,
    run: Run,
    reviewed: Hub,
    api: github.Api,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A branch, merged, its content taken into a checkout of what it is to join."""
    git(site, "switch", "--quiet", "--create", "proposal")
    write(site, "tapir", title=HOSTILE, level="later")
    (site / "content/stories/secret.md").symlink_to("/etc/passwd")
    (site / "mkdocs.yml").write_text("site_name: Owned\nhooks: [evil.py]\n", encoding="utf-8")
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--message", "Fixes #1")
    git(site, "switch", "--quiet", "main")
    git(site, "merge", "--quiet", "--no-ff", "--message", "Merge", "proposal")
    trusted = site.parent / "trusted"
    git(site, "worktree", "add", "--quiet", "--detach", str(trusted), "HEAD^1")
    assert proposal.main(site, trusted) == 1
    assert "secret.md" in capsys.readouterr().out
    monkeypatch.chdir(trusted)
    code, out, _ = run("review", "--base", "HEAD", "--format", "json")
    assert (code, (trusted / "mkdocs.yml").read_text("utf-8")) == (0, "site_name: Small\n")
    assert [one.path for one in reviews.loads(out.encode()).entries] == ["content/stories/tapir.md"]
    reviewed.archive = zipped(review=out)
    assert github.comment(api, happened(), "en")
    assert not ACTS.search(reviewed.written[0][2]["body"])


def test_a_stranger_with_our_mark_is_left_alone(reviewed: Hub, api: github.Api) -> None:
    theirs = {"id": 1, "user": {"login": "stranger"}, "body": notes.REVIEW_MARK}
    nobody = {"id": 2, "user": None, "body": notes.REVIEW_MARK}
    reviewed.comments = [theirs, nobody]
    assert github.comment(api, happened(), "en")
    assert [method for method, _, _ in reviewed.written] == ["POST"]


def test_our_comment_is_found_behind_many(reviewed: Hub, api: github.Api) -> None:
    others = [{"id": n, "user": {"login": "a"}, "body": "x"} for n in range(250)]
    reviewed.comments = [
        *others,
        {"id": 999, "user": {"login": github.BOT}, "body": notes.REVIEW_MARK},
    ]
    github.comment(api, happened(), "en")
    assert [path for _, path, _ in reviewed.written] == ["/repos/octo/site/issues/comments/999"]


@pytest.mark.parametrize(
    ("pulls", "event"),
    [
        ([], happened()),
        ([pull(sha="newer")], happened()),
        ([pull(repository=4)], happened()),
        ([pull(), pull(8)], happened()),
        ([pull()], happened(event="push")),
        ([pull()], happened(path=".github/workflows/evil.yml")),
    ],
)
def test_a_run_that_is_of_no_pull_request_says_nothing(
    reviewed: Hub, api: github.Api, pulls: list[dict[str, Any]], event: dict[str, Any]
) -> None:
    reviewed.pulls = pulls
    assert not github.comment(api, event, "en")
    assert reviewed.written == []


def test_a_fork_that_is_gone_says_nothing(reviewed: Hub, api: github.Api) -> None:
    reviewed.pulls = [{"number": 7, "head": {"sha": "abc", "repo": None}}]
    assert not github.comment(api, happened(), "en")


def test_what_has_changed_meanwhile_is_not_commented_on(
    reviewed: Hub, api: github.Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = reviewed.lists()
    there["/repos/octo/site/pulls/7"] = pull(sha="newer")
    monkeypatch.setattr(reviewed, "lists", lambda: there)
    assert not github.comment(api, happened(), "en")


@pytest.mark.parametrize(
    "file",
    [
        {"filename": ".github/workflows/check.yml"},
        {"filename": "elsewhere.yml", "previous_filename": ".github/workflows/check.yml"},
    ],
)
def test_who_changes_the_workflows_is_not_believed(
    reviewed: Hub, api: github.Api, file: dict[str, Any]
) -> None:
    reviewed.files = [{"filename": f"content/{n}.md"} for n in range(150)] + [file]
    assert github.comment(api, happened(), "en")
    [(_, _, body)] = reviewed.written
    assert "could say anything" in body["body"]
    assert "a.md" not in body["body"]


LIES = {
    "no zip": b"PK nonsense",
    "nothing": b"",
    "another file": zipped(other="{}"),
    "two files": zipped(review="{}", other="{}"),
    "no review": zipped(review="{}"),
    "a bomb": zipped(review=b"0" * 50_000_000),
    "deep": zipped(review=b"[" * 400_000),
    "another language": zipped(review=bounded.dumps(Review(1, "xx", 0, 0))),
    "markup as a code": zipped(
        review=bounded.dumps(
            Review(1, "en", 1, 0, (Problem("a", 1, "[x](y)", Severity.ERROR, "", ""),))
        )
    ),
    "too large": os.urandom(bounded.MAX_BYTES + 1),
}


@pytest.mark.parametrize("name", LIES)
def test_an_artifact_that_lies(reviewed: Hub, api: github.Api, name: str) -> None:
    reviewed.archive = LIES[name]
    assert github.comment(api, happened(), "en")
    [(_, _, body)] = reviewed.written
    assert "could not be read" in body["body"]


def test_a_lie_of_the_right_shape_is_only_words(reviewed: Hub, api: github.Api) -> None:
    problem = Problem(HOSTILE, 1, "GP202", Severity.ERROR, HOSTILE, HOSTILE)
    reviewed.archive = zipped(review=bounded.dumps(Review(1, "en", 1, 0, (problem,))))
    github.comment(api, happened(), "en")
    [(_, path, body)] = reviewed.written
    assert path == "/repos/octo/site/issues/7/comments"
    outside = body["body"].replace(f"``{HOSTILE}``", "")
    assert outside != body["body"]
    assert not ACTS.search(outside)


@pytest.mark.parametrize("artifacts", [[], [{"id": 9, "name": "review", "expired": True}]])
def test_a_run_that_kept_nothing_changes_nothing(
    reviewed: Hub, api: github.Api, artifacts: list[dict[str, Any]]
) -> None:
    reviewed.artifacts = artifacts
    assert not github.comment(api, happened(), "en")


def test_code_alone_is_not_worth_a_comment(reviewed: Hub, api: github.Api) -> None:
    reviewed.archive = zipped(review=bounded.dumps(Review(1, "en", 0, 0)))
    assert not github.comment(api, happened(), "en")
    assert reviewed.written == []


def test_the_token_is_not_shown_to_another_host(reviewed: Hub, api: github.Api) -> None:
    store = Hub()
    store.archive = reviewed.archive
    with serving(store) as url:
        reviewed.elsewhere = url
        assert github.comment(api, happened(), "en")
    assert store.tokens == [("/blob", None)]
    assert {token for _, token in reviewed.tokens} == {"Bearer secret"}


@pytest.mark.parametrize("name", ["GITHUB_REPOSITORY", "GITHUB_TOKEN", "GITHUB_EVENT_PATH"])
def test_elsewhere_than_on_a_runner(
    run: Run, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "event.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "event.json"))
    monkeypatch.setenv("GITHUB_REPOSITORY", "octo/site")
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.delenv(name)
    code, _, err = run("github", "comment")
    assert (code, name in err) == (2, True)
