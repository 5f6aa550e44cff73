"""Days of change from the repository's log: the same for a commit wherever it is built."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml

from goodpractice import history as module
from goodpractice.history import History, history
from goodpractice.settings import source_day, source_time, today
from tests.faults.cases import REPOSITORY, SMALL, check, copy_site
from tests.unit.test_rendering import drawn

NOTE = "content/notes/first.md"
IDENTITY = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")}  # fmt: skip
FIRST, SECOND, THIRD = date(2024, 1, 31), date(2025, 2, 1), date(2026, 3, 1)


def git(root: Path, *arguments: str, day: date = FIRST) -> None:
    # Half an hour after midnight in the east: the day before in UTC.
    at = f"{day.isoformat()}T00:30:00+02:00" if day == SECOND else f"{day.isoformat()}T12:00:00Z"
    times = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    subprocess.run(
        ["git", "-C", root, *arguments], check=True, capture_output=True,
        env={**os.environ, **IDENTITY, **times, "GIT_CONFIG_GLOBAL": os.devnull},
    )  # fmt: skip


def commit(root: Path, day: date) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Change", day=day)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = copy_site(SMALL, tmp_path / "above" / "site")
    git(root.parent, "init", "-q")
    commit(root.parent, FIRST)
    return root


def rewrite(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")


def known(root: Path, files: int = 10) -> History:
    return history(root, "content", files)


def test_days_are_those_of_utc_and_of_each_file(site: Path) -> None:
    rewrite(site / NOTE)
    commit(site, SECOND)  # 31 January in UTC
    rewrite(site / NOTE)
    commit(site, THIRD)
    found = known(site)
    assert found.days[NOTE] == (THIRD, date(2025, 1, 31), FIRST)
    assert found.days["content/notes/second.md"] == (FIRST,)
    assert found.added[NOTE] == FIRST
    assert found.known


def test_a_renamed_file_keeps_its_days_and_a_new_one_under_the_old_name_has_its_own(
    site: Path,
) -> None:
    git(site, "mv", NOTE, "content/notes/new name é.md")
    commit(site, SECOND)
    (site / NOTE).write_text("---\ntitle: Something else entirely\n---\n\nNo word of it.\n")
    commit(site, THIRD)
    found = known(site)
    assert found.days["content/notes/new name é.md"] == (date(2025, 1, 31), FIRST)
    assert found.added["content/notes/new name é.md"] == FIRST
    assert found.days[NOTE] == (THIRD,)


def test_what_a_user_has_set_changes_nothing(site: Path) -> None:
    rewrite(site / NOTE)
    commit(site, THIRD)
    before = known(site)
    module._history.cache_clear()
    for key, value in (
        ("color.ui", "always"), ("core.quotePath", "true"), ("log.showSignature", "true"),
        ("log.date", "relative"), ("diff.renames", "false"), ("log.showRoot", "false"),
        ("log.diffMerges", "first-parent"), ("diff.relative", "false"), ("log.follow", "true"),
        ("i18n.logOutputEncoding", "UTF-16"),
    ):  # fmt: skip
        git(site, "config", key, value)
    assert known(site) == before


def test_a_commit_of_no_day_that_there_is_tells_none(site: Path) -> None:
    rewrite(site / NOTE)
    git(site, "add", "-A")
    late = {"GIT_COMMITTER_DATE": "@253402300800 +0000"}  # the year 10000
    subprocess.run(
        ["git", "-C", site, "commit", "-qm", "Late"], check=True, capture_output=True,
        env={**os.environ, **IDENTITY, **late, "GIT_CONFIG_GLOBAL": os.devnull},
    )  # fmt: skip
    assert known(site).days[NOTE] == (FIRST,)
    assert source_time(site) is None
    assert source_day(site) == today()


def test_what_is_not_committed_changes_nothing(site: Path) -> None:
    before = known(site)
    module._history.cache_clear()
    rewrite(site / NOTE)
    (site / "content/notes/third.md").write_text("---\ntitle: Third\n---\n")
    assert known(site) == before


def test_a_shallow_clone_and_no_repository_tell_nothing(site: Path, tmp_path: Path) -> None:
    rewrite(site / NOTE)
    commit(site, THIRD)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{site.parent}", str(shallow))
    assert known(shallow / "site") == History()
    assert known(copy_site(SMALL, tmp_path / "elsewhere")) == History()


def test_of_a_large_site_old_changes_are_not_told(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite(site / NOTE)
    commit(site, THIRD)
    monkeypatch.setattr(module, "MOST_PAIRS", 100)
    found = known(site, files=100)
    assert found.days == {NOTE: (THIRD,)}
    assert found.added == {}
    assert found.known


def test_a_page_says_when_it_was_added_and_changed(site: Path) -> None:
    assert "added 31 January 2024<" in drawn(check(site).site, "notes/first/index.html")
    rewrite(site / NOTE)
    commit(site, THIRD)
    found = check(site).site
    both = "added 31 January 2024, last changed 1 March 2026<"
    assert both in drawn(found, "notes/first/index.html")
    assert "do not say when" not in drawn(found, "worklist/index.html")


def test_without_a_history_pages_say_nothing_and_the_worklist_says_so(tmp_path: Path) -> None:
    found = check(copy_site(SMALL, tmp_path / "site")).site
    assert "On this site" not in drawn(found, "notes/first/index.html")
    assert "Pages do not say when they were added" in drawn(found, "worklist/index.html")


def test_the_site_is_published_with_its_whole_history() -> None:
    workflow = yaml.safe_load((REPOSITORY / ".github/workflows/deploy.yml").read_text("utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if "actions/checkout" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["fetch-depth"] == 0 for step in checkouts)
