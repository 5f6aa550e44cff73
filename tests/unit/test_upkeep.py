"""What has aged on a site, and the issue about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goodpractice import bounded, cli, notes, upkeep
from goodpractice.adapters import github
from goodpractice.bounded import UnfitError
from goodpractice.external_links import Answer, Asker, Outcome
from goodpractice.pipeline import Checked, check
from goodpractice.settings import load_settings
from goodpractice.upkeep import Due, Memory, Place, Reason, Upkeep
from tests.unit.test_reviews import Hub, api, hub, zipped

__all__ = ["api", "hub"]  # fixtures

COLLECTION = """\
label: Stories
singular: Story
fields:
  home: {kind: link, label: Home}
  sources:
    kind: list
    of: {kind: group, fields: {doi: {kind: doi, label: DOI}, link: {kind: link, label: Link}}}
    label: Sources
"""
ENTRY = """\
---
title: The tale of the {name}
summary: It was told on a Monday, and everybody who heard it of {name} went home a little wiser.
{more}---

Once there was a {name}. {text}
"""
DAY = date(2026, 11, 22)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content/stories").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Small\nsite_url: https://own.example/\nrepo_url: https://code.example/site\n",
        encoding="utf-8",
    )
    (tmp_path / "content/stories/_collection.yml").write_text(COLLECTION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(site: Path, name: str, more: str = "", text: str = "") -> None:
    path = site / f"content/stories/{name}.md"
    path.write_text(ENTRY.format(name=name, more=more, text=text), encoding="utf-8")


def checked(site: Path) -> Checked:
    return check(load_settings(site / "mkdocs.yml", as_of=DAY)[0])


class Web:
    """Other sites, as they are said to be."""

    def __init__(self, **answers: Outcome) -> None:
        self.answers: Mapping[str, Outcome] = answers
        self.asked: list[str] = []

    def __call__(self, urls: Any, asker: Asker) -> dict[str, Answer]:
        del asker
        found = list(urls)
        self.asked += found
        names = ((url, url.rpartition("/")[2]) for url in found)
        return {url: Answer(self.answers[name], 404) for url, name in names}


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    made = Web(
        good=Outcome.OK, gone=Outcome.GONE, silent=Outcome.FAILING, shut=Outcome.REFUSED,
        round=Outcome.LOOP, inside=Outcome.PRIVATE,
    )  # fmt: skip
    monkeypatch.setattr(upkeep, "ask_all", made)
    return made


def look(site: Path, memory: Memory | None = None, day: date = DAY) -> tuple[Upkeep, Memory]:
    return upkeep.look(checked(site), "en", Asker(), memory or Memory(), day)


def link(name: str) -> str:
    return f"[A page](https://a.example/{name}) "


def test_which_links_are_asked_about(site: Path) -> None:
    more = (
        "home: https://a.example/home#part\n"
        "sources: [{doi: 10.1000/182}, {link: 'http://a.example/source'}]\n"
    )
    text = (
        link("body") + "[Own](https://own.example/x) [Mail](mailto:office@a.example) [In](two.md)"
    )
    write(site, "one", more, text)
    write(site, "two", text=link("body"))
    write(site, "draft", "status: draft\n", link("draft"))
    found = upkeep.external(checked(site))
    assert {
        url: [(p.path.rpartition("/")[2], p.line) for p in at] for url, at in found.items()
    } == {
        "https://a.example/home": [("one.md", 4)],
        "https://doi.org/10.1000/182": [("one.md", 5)],
        "http://a.example/source": [("one.md", 5)],
        "https://a.example/body": [("one.md", 8), ("two.md", 6)],
    }


def test_what_is_dead_and_what_is_not(site: Path, web: Web) -> None:
    write(site, "one", text="".join(map(link, web.answers)))
    found, memory = look(site)
    assert {one.url.rpartition("/")[2]: one.reason for one in found.links} == {
        "gone": Reason.GONE,
        "round": Reason.LOOP,
        "inside": Reason.PRIVATE,
    }
    assert found.asked == len(memory.links) == len(web.answers)
    assert found.links[0].places == (Place("content/stories/one.md", 6),)


def test_silence_is_named_after_a_week(site: Path, web: Web) -> None:
    write(site, "one", text=link("silent"))
    first, memory = look(site)
    assert first.is_well
    later, memory = look(site, memory, date(2026, 11, 29))
    assert [(one.reason, one.since) for one in later.links] == [(Reason.FAILING, "2026-11-22")]
    web.answers = {"silent": Outcome.OK}
    assert look(site, memory, date(2026, 11, 30))[0].is_well


def test_a_good_link_is_asked_about_every_four_weeks(site: Path, web: Web) -> None:
    write(site, "one", text=link("good") + link("gone"))
    _, memory = look(site)
    web.asked.clear()
    look(site, memory, date(2026, 12, 19))
    assert web.asked == ["https://a.example/gone"]
    web.asked.clear()
    look(site, memory, date(2026, 12, 20))
    assert sorted(web.asked) == ["https://a.example/gone", "https://a.example/good"]


def test_a_link_that_nobody_uses_is_forgotten(site: Path, web: Web) -> None:
    write(site, "one", text=link("gone"))
    _, memory = look(site)
    write(site, "one")
    found, memory = look(site, memory)
    assert (found.is_well, memory.links) == (True, ())


def test_more_links_than_one_run_may_ask(
    site: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "MAX_ASKED", 1)
    write(site, "one", text=link("gone") + link("round"))
    _, memory = look(site)
    _, memory = look(site, memory)
    assert sorted(web.asked) == ["https://a.example/gone", "https://a.example/round"]


def test_reviews_that_are_due(site: Path, web: Web) -> None:
    write(site, "one", "review_by: 2026-11-21\n")
    write(site, "two", "review_by: 2026-11-22\n")
    write(site, "three", "last_reviewed: 2024-01-01\n")
    write(site, "four", "review_by: 2020-01-01\nstatus: archived\n")
    found, _ = look(site)
    assert [one.title for one in found.reviews] == ["The tale of the three", "The tale of the one"]
    assert found.reviews_in_all == 2
    assert "21 November 2026" in notes.of_upkeep(found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        '{"version": 1, "links": [{"url": "x", "outcome": "ok", "status": 1,'
        ' "asked": "no", "since": ""}]}',
        '{"version": 9, "links": []}',
    ],
)
def test_a_memory_that_is_none_is_forgotten(tmp_path: Path, text: str) -> None:
    (tmp_path / "links.json").write_text(text, encoding="utf-8")
    assert upkeep.recall(tmp_path / "links.json") == Memory()
    assert upkeep.recall(tmp_path / "nowhere.json") == Memory()


def test_the_command(
    site: Path, web: Web, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    write(site, "one", "review_by: 2020-01-01\n", link("gone") + link("silent"))
    cache = tmp_path / "new/links.json"

    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit) as ended:
            cli.main(["upkeep", *arguments])
        assert ended.value.code == 0
        return capsys.readouterr().out

    assert "it has not answered since" in run()
    known = ("--cache", str(cache), "--as-of", "2026-11-22")
    assert "it has not answered since" not in run(*known)
    assert len(upkeep.recall(cache).links) == 2
    found = upkeep.loads(run(*known, "--format", "json").encode())
    assert (found.links_in_all, found.reviews_in_all) == (1, 1)
    assert "Liens qui ne mènent nulle part" in run("--lang", "fr")


# The issue --------------------------------------------------------------------------------------

WELL = Upkeep(1, "en", 0)
AGED = Upkeep(
    1, "en", 0, reviews=(Due("content/a.md", "Fixes #1 @octocat", "due"),), reviews_in_all=1
)


@pytest.fixture
def kept(hub: Hub) -> Hub:
    hub.artifacts = [{"id": 9, "name": "upkeep", "expired": False}]
    hub.archive = zipped(upkeep=bounded.dumps(AGED))
    return hub


def issue(state: str, body: str, **more: Any) -> dict[str, Any]:
    return {"number": 12, "state": state, "user": {"login": github.BOT}, "body": body, **more}


def test_the_issue_is_opened_edited_and_closed(kept: Hub, api: github.Api) -> None:
    assert github.keep_issue(api, 55) == "open"
    [(method, path, made)] = kept.written
    assert (method, path) == ("POST", "/repos/octo/site/issues")
    assert "@octocat" not in made["body"]
    assert made["title"] == "Upkeep: links and reviews"

    kept.issues = [issue("open", "x", pull_request={}), issue("open", made["body"])]
    github.keep_issue(api, 55)
    assert len(kept.written) == 1

    kept.issues = [issue("open", f"{notes.UPKEEP_MARK} before")]
    github.keep_issue(api, 55)
    assert kept.written[1][:2] == ("PATCH", "/repos/octo/site/issues/12")
    assert kept.written[1][2]["state"] == "open"

    kept.archive = zipped(upkeep=bounded.dumps(WELL))
    assert github.keep_issue(api, 55) == "closed"
    assert kept.written[2][2]["state"] == "closed"


def test_no_issue_where_all_is_well(kept: Hub, api: github.Api) -> None:
    kept.archive = zipped(upkeep=bounded.dumps(WELL))
    assert github.keep_issue(api, 55) == ""
    assert kept.written == []


def test_whoever_closes_the_issue_is_asked_again_only_about_more(
    kept: Hub, api: github.Api
) -> None:
    kept.issues = [issue("closed", notes.of_upkeep(AGED))]
    github.keep_issue(api, 55)
    assert kept.written == []
    kept.issues = [issue("closed", notes.of_upkeep(WELL))]
    github.keep_issue(api, 55)
    assert [(method, body["state"]) for method, _, body in kept.written] == [("PATCH", "open")]


@pytest.mark.parametrize("archive", [b"", zipped(upkeep="{}"), zipped(other="{}")])
def test_what_cannot_be_read_changes_nothing(kept: Hub, api: github.Api, archive: bytes) -> None:
    kept.archive = archive
    with pytest.raises(UnfitError):
        github.keep_issue(api, 55)
    kept.artifacts = []
    with pytest.raises(UnfitError):
        github.keep_issue(api, 55)
    assert kept.written == []


def test_the_command_for_the_issue(
    site: Path, kept: Hub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del site
    monkeypatch.setenv("GITHUB_REPOSITORY", "octo/site")
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.setenv("GITHUB_API_URL", kept.url)
    monkeypatch.setenv("GITHUB_RUN_ID", "55")

    def run() -> tuple[Any, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(["github", "issue"])
        captured = capsys.readouterr()
        return ended.value.code, captured.out + captured.err

    assert run() == (0, "The issue is up to date.\n")
    assert json.dumps(kept.written[0][2])
    kept.archive = b""
    code, said = run()
    assert (code, said.startswith("What the run has kept cannot be read")) == (2, True)
    monkeypatch.setenv("GITHUB_RUN_ID", "../../x")
    assert run()[0] == 2


def a_run(number: int, event: str = "schedule", repository: int = 3) -> dict[str, Any]:
    here = {"id": 3}
    return {"id": number, "event": event, "repository": here, "head_repository": {"id": repository}}


def test_the_memory_is_that_of_the_last_run_of_ours(kept: Hub, api: github.Api) -> None:
    assert github.memory(api) == b""
    kept.artifacts = [{"id": 9, "name": "links", "expired": False}]
    kept.archive = zipped(links="{}")
    kept.runs = [a_run(60, "pull_request"), a_run(61, repository=4), a_run(55), a_run(50)]
    assert github.memory(api) == b"{}"
    kept.archive = b"nonsense"
    assert github.memory(api) == b""


def test_the_command_for_the_memory(
    kept: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "octo/site")
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.setenv("GITHUB_API_URL", kept.url)
    kept.artifacts = [{"id": 9, "name": "links", "expired": False}]
    kept.archive = zipped(links="{}")
    for runs, there in (([], False), ([a_run(55)], True)):
        kept.runs = runs
        with pytest.raises(SystemExit) as ended:
            cli.main(["github", "memory", str(tmp_path / "new/links.json")])
        assert ended.value.code == 0
        assert (tmp_path / "new/links.json").exists() is there
    assert capsys.readouterr().out.splitlines()[-1] == "What the last run knew of links is here."
