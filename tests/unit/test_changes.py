from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from goodpractice.changes import base_of, before, prefix, touched
from goodpractice.failures import Failure
from goodpractice.history import History, history

ODD = ["a b.md", "-n.md", "é\n.md", '"q".md', "$(touch x).md", ":(top)x.md", "*.md"]


def git(root: Path, *arguments: str) -> str:
    name = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=0"]
    done = subprocess.run(
        ["git", *name, *arguments], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout


def commit(root: Path) -> str:
    git(root, "add", "--all", "--force")
    git(root, "commit", "--quiet", "--message", "Work")
    return git(root, "rev-parse", "HEAD").strip()


def write(path: Path, text: str = "text\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


@pytest.fixture(autouse=True)
def own_git(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    write(root / "site/content/kept.md")
    write(root / "site/content/changed.md")
    write(root / "site/content/deleted.md")
    write(root / "elsewhere.md")
    commit(root)
    return root


def test_what_a_change_touches(repository: Path) -> None:
    site = repository / "site"
    base = base_of(site, "HEAD")
    write(site / "content/changed.md", "other\n")
    (site / "content/deleted.md").unlink()
    write(site / "content/staged.md")
    git(repository, "add", "--all")
    write(site / "content/new.md")
    write(site / "content/ignored.md")
    write(repository / ".gitignore", "ignored.md\n")
    write(repository / "elsewhere.md", "other\n")
    assert touched(site, base) == {
        *("content/changed.md", "content/deleted.md", "content/staged.md", "content/new.md"),
    }


def test_names_may_be_odd(repository: Path) -> None:
    site = repository / "site"
    for name in ODD:
        write(site / "content" / name)
    expected = {f"content/{name}" for name in ODD}
    first = base_of(site, "HEAD")
    assert touched(site, first) == expected
    second = commit(repository)
    assert touched(site, first) == expected
    for name in ODD:
        write(site / "content" / name, "other\n")
    with before(site, second, ["content"]) as old:
        assert {one.name for one in (old / "content").iterdir()} >= set(ODD)
        assert (old / "content" / ODD[2]).read_text("utf-8") == "text\n"


def test_a_renamed_file_is_touched_under_both_names(repository: Path) -> None:
    site = repository / "site"
    git(repository, "mv", "site/content/kept.md", "site/content/moved.md")
    assert touched(site, "HEAD") == {"content/kept.md", "content/moved.md"}


def test_work_on_the_other_branch_is_none_of_ours(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "work")
    write(repository / "site/content/ours.md")
    commit(repository)
    git(repository, "switch", "--quiet", "main")
    write(repository / "site/content/theirs.md")
    commit(repository)
    git(repository, "switch", "--quiet", "work")
    base = base_of(repository / "site", "main")
    assert touched(repository / "site", base) == {"content/ours.md"}


def test_the_site_as_it_was(repository: Path) -> None:
    site = repository / "site"
    write(site / "content/changed.md", "other\n")
    write(site / "content/new.md")
    status = git(repository, "status", "--porcelain")
    with before(site, base_of(site, "HEAD"), ["content", "mkdocs.yml"]) as old:
        names = sorted(path.name for path in old.rglob("*.md"))
        assert names == ["changed.md", "deleted.md", "kept.md"]
        assert (old / "content/changed.md").read_text("utf-8") == "text\n"
    assert not old.exists()
    assert git(repository, "status", "--porcelain") == status
    assert git(repository, "worktree", "list").count("\n") == 1


def test_files_that_an_archive_would_leave_out_are_there(repository: Path) -> None:
    write(repository / ".gitattributes", "*.md export-ignore\n")
    commit(repository)
    with before(repository / "site", "HEAD", ["content"]) as old:
        assert (old / "content/kept.md").is_file()


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD:site", "", "HEAD~99"])
def test_a_revision_that_is_not_there(repository: Path, revision: str) -> None:
    with pytest.raises(Failure, match="no revision"):
        base_of(repository, revision)


def test_without_a_repository(tmp_path: Path) -> None:
    assert prefix(tmp_path) == ""
    with pytest.raises(Failure, match="not a git repository"):
        base_of(tmp_path, "HEAD")


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(Failure, match="git"):
        base_of(repository, "HEAD")


def test_the_folder_within_the_repository(repository: Path) -> None:
    assert (prefix(repository), prefix(repository / "site")) == ("", "site/")


def test_a_folder_made_to_look_like_a_repository_runs_nothing(repository: Path) -> None:
    ran = repository.parent / "ran"
    for name in ("objects/x", "refs/x"):
        write(repository / "site" / name)
    write(repository / "site/HEAD", "ref: refs/heads/main\n")
    settings = f'worktree = ..\n\tfsmonitor = "touch {ran}; false"\n'
    write(
        repository / "site/config",
        f"[core]\n\trepositoryformatversion = 0\n\tbare = false\n\t{settings}",
    )
    commit(repository)
    git(repository / "site", "ls-files", "--others")
    assert ran.exists()  # what git does by itself
    ran.unlink()
    with pytest.raises(Failure):
        touched(repository / "site", base_of(repository / "site", "HEAD"))
    assert history(repository / "site", "content", 1) == History()
    assert not ran.exists()


def test_a_hook_of_git_in_another_folder_changes_nothing(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository / "site/content/changed.md", "other\n")
    monkeypatch.setenv("GIT_DIR", ".git")
    assert touched(repository / "site", base_of(repository / "site", "HEAD"))
    assert history(repository / "site", "content", 1).known
