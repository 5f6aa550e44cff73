"""A pull request's content is taken as data only."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tools.proposal import changed_paths, is_rule, main, quoted, take_content


@pytest.fixture
def trusted(tmp_path: Path) -> Path:
    folder = tmp_path / "trusted"
    (folder / "content/old").mkdir(parents=True)
    (folder / "content/old/gone.md").write_text("deleted by the proposal", encoding="utf-8")
    (folder / "mkdocs.yml").write_text("ours", encoding="utf-8")
    return folder


@pytest.fixture
def proposed(tmp_path: Path) -> Path:
    folder = tmp_path / "proposed"
    (folder / "content/case-studies").mkdir(parents=True)
    (folder / "content/case-studies/new.md").write_text("theirs", encoding="utf-8")
    (folder / "mkdocs.yml").write_text("theirs", encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in found}


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_content_is_replaced_and_nothing_else(proposed: Path, trusted: Path) -> None:
    assert take_content(proposed, trusted) == []
    assert files(trusted) == {"content/case-studies/new.md": "theirs", "mkdocs.yml": "ours"}


def test_links_and_special_files_are_refused(proposed: Path, trusted: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key.md").write_text("secret", encoding="utf-8")
    (proposed / "content/file.md").symlink_to(secret / "key.md")
    (proposed / "content/folder").symlink_to(secret)
    (proposed / "content/nowhere.md").symlink_to("missing.md")
    os.mkfifo(proposed / "content/pipe.md")

    assert take_content(proposed, trusted) == [
        "content/file.md",
        "content/folder",
        "content/nowhere.md",
        "content/pipe.md",
    ]
    assert files(trusted) == {"content/case-studies/new.md": "theirs", "mkdocs.yml": "ours"}


def test_content_that_is_itself_a_link_is_refused(
    proposed: Path, trusted: Path, tmp_path: Path
) -> None:
    (proposed / "content").rename(tmp_path / "elsewhere")
    (proposed / "content").symlink_to(tmp_path / "elsewhere")
    assert take_content(proposed, trusted) == ["content"]
    assert files(trusted) == {"mkdocs.yml": "ours"}


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("content/case-studies/one.md", False),
        ("content/case-studies/one.png", False),
        ("content/index.md", False),
        ("content/case-studies/vocabularies/one.md", False),
        ("content/case-studies/_collection.yml", True),
        ("content/vocabularies/themes.yml", True),
        ("content/guides/start.md", True),
        ("content", True),
        ("mkdocs.yml", True),
        ("theme/card.html", True),
        (".github/workflows/check.yml", True),
    ],
)
def test_what_changes_the_rules(path: str, rule: bool) -> None:
    assert is_rule(path) is rule


def test_a_strange_name_cannot_act() -> None:
    assert quoted("content/a`b\n::error::é<x>.md") == "`content/a?b???error????x?.md`"


def test_the_report_of_a_merge(
    proposed: Path, trusted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(proposed, "init", "-q")
    git(proposed, "add", ".")
    git(proposed, "commit", "-qm", "before")
    (proposed / "mkdocs.yml").write_text("changed", encoding="utf-8")
    (proposed / "content/case-studies/é.md").write_text("new", encoding="utf-8")
    (proposed / "content/case-studies/link.md").symlink_to("new.md")
    git(proposed, "add", ".")
    git(proposed, "commit", "-qm", "after")

    assert changed_paths(proposed) == [
        "content/case-studies/link.md",
        "content/case-studies/é.md",
        "mkdocs.yml",
    ]
    assert main(proposed, trusted) == 1
    assert capsys.readouterr().out == (
        "### Changes the rules\n\n- `mkdocs.yml`\n"
        "### Refused: not a regular file\n\n- `content/case-studies/link.md`\n"
    )
