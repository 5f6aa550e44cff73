from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path

import pytest

from goodpractice import publish
from goodpractice.publish import RefusedError, beside

PAGE = "<!doctype html><title>Page</title>"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root" / "content").mkdir(parents=True)
    return tmp_path / "root"


def build(root: Path, site: Path, text: str) -> None:
    with beside(site, root, root / "content") as folder:
        (folder / "index.html").write_text(text, encoding="utf-8")
        publish.mark(folder)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_build_takes_the_place_of_the_last(
    root: Path, monkeypatch: pytest.MonkeyPatch, in_one_step: bool
) -> None:
    if not in_one_step:
        monkeypatch.setattr(publish, "_exchange_in_one_step", lambda *_: False)
    site = root / "site"
    build(root, site, "one")
    build(root, site, "two")
    assert (site / "index.html").read_text("utf-8") == "two"
    assert names(root) == ["content", "site"]


def test_a_failed_build_leaves_the_last(root: Path) -> None:
    site = root / "site"
    build(root, site, "one")
    with pytest.raises(FileExistsError), beside(site, root, root / "content") as folder:
        shutil.copytree(root / "site", folder)
    assert (site / "index.html").read_text("utf-8") == "one"
    assert names(root) == ["content", "site"]


def test_what_a_killed_build_left_is_removed(root: Path) -> None:
    site = root / "site"
    build(root, site, "one")
    publish._begin(root / ".site.new")
    (root / ".site.new" / "half.html").write_text("half", encoding="utf-8")
    shutil.copytree(root / "site", root / ".site.old")
    build(root, site, "two")
    assert names(root) == ["content", "site"]
    assert names(site) == [".nojekyll", "index.html"]


@pytest.mark.parametrize("steps", range(3))
def test_a_build_killed_while_it_removed_is_still_known(
    root: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    remove, left = Path.unlink, iter(range(steps))

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        remove(path, missing_ok)

    build(root, root / "site", "one")
    (root / "site" / "second.html").write_text("two", encoding="utf-8")
    publish.mark(root / "site")
    monkeypatch.setattr(Path, "unlink", unlink)
    monkeypatch.setattr(shutil, "rmtree", lambda *_: unlink(root / "nothing"))
    with pytest.raises(KeyboardInterrupt):
        build(root, root / "site", "two")  # and so the old site is to be removed
    monkeypatch.undo()
    assert (root / ".site.new").is_dir()
    build(root, root / "site", "three")
    assert names(root) == ["content", "site"]


@pytest.mark.parametrize("left", [[], [".nojekyll"], [".nojekyll.new"]])
def test_a_build_killed_as_it_began_is_still_known(root: Path, left: list[str]) -> None:
    (root / ".site.new").mkdir()
    for name in left:
        (root / ".site.new" / name).write_bytes(b"")
    build(root, root / "site", "one")
    assert names(root) == ["content", "site"]


def test_a_site_set_aside_comes_back(root: Path) -> None:
    build(root, root / "site", "one")
    (root / "site").rename(root / ".site.old")
    with pytest.raises(ZeroDivisionError), beside(root / "site", root, root / "content"):
        raise ZeroDivisionError
    assert (root / "site" / "index.html").read_text("utf-8") == "one"


def test_a_link_to_the_site_stays(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / "site").symlink_to(tmp_path / "elsewhere")
    build(root, root / "site", "one")
    assert (root / "site").is_symlink()
    assert (tmp_path / "elsewhere" / "index.html").is_file()


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        ("content", "content"),
        ("content/site", "content"),
        (".", "content"),
        ("..", "content"),
        ("notes", "foreign"),
        ("file", "file"),
        ("/", "content"),
    ],
)
def test_nobody_elses_folder_is_replaced(root: Path, folder: str, reason: str) -> None:
    (root / "notes").mkdir()
    (root / "notes" / "mine.txt").write_text("mine", encoding="utf-8")
    (root / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedError) as refused:
        build(root, root / folder, "one")
    assert refused.value.reason == reason
    assert (root / "notes" / "mine.txt").read_text("utf-8") == "mine"


def test_the_roots_folder_is_kept_where_the_content_lies_elsewhere(
    root: Path, tmp_path: Path
) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(RefusedError) as refused, beside(root, root, tmp_path / "content"):
        pass
    assert refused.value.reason == "root"


def test_a_file_put_into_a_built_site_is_not_lost(root: Path) -> None:
    build(root, root / "site", "one")
    (root / "site" / "CNAME").write_text("school.example", encoding="utf-8")
    with pytest.raises(RefusedError) as refused:
        build(root, root / "site", "two")
    assert refused.value.path == root / "site" / "CNAME"


def test_a_file_put_deep_into_a_built_site_is_not_lost(root: Path) -> None:
    with beside(root / "site", root, root / "content") as folder:
        (folder / "stories" / "one").mkdir(parents=True)
        (folder / "stories" / "one" / "index.html").write_text("one", encoding="utf-8")
    mine = root / "site" / "stories" / "one" / os.fsdecode(b"caf\xe9.txt")
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedError) as refused:
        build(root, root / "site", "two")
    assert refused.value.path == mine
    assert mine.read_text("utf-8") == "mine"
    mine.unlink()
    (root / "site" / "stories" / ".DS_Store").write_bytes(b"seen")
    build(root, root / "site", "two")
    assert names(root / "site") == [".nojekyll", "index.html"]


@pytest.mark.parametrize("kind", ["new", "old"])
@pytest.mark.parametrize("has_site", [True, False])
def test_a_folder_that_is_called_like_one_of_ours_is_not_lost(
    root: Path, kind: str, has_site: bool
) -> None:
    if has_site:
        build(root, root / "site", "one")
    mine = root / f".site.{kind}" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    before = names(root)
    with pytest.raises(RefusedError) as refused:
        build(root, root / "site", "two")
    assert refused.value.path == mine
    assert (names(root), mine.read_text("utf-8")) == (before, "mine")


@pytest.mark.parametrize("kind", ["new", "old"])
def test_a_link_that_is_called_like_one_of_ours_is_not_followed(root: Path, kind: str) -> None:
    build(root, root / "notes", "mine")
    (root / f".site.{kind}").symlink_to("notes")
    with pytest.raises(RefusedError):
        build(root, root / "site", "one")
    assert names(root / "notes") == [".nojekyll", "index.html"]


def test_no_folder_is_left_where_no_site_can_be(root: Path) -> None:
    (root / "file").write_text("mine", encoding="utf-8")
    for folder, reason in ((root / "content/a/b", "content"), (root / "file/a/b", "unwritable")):
        with pytest.raises(RefusedError) as refused:
            build(root, folder, "one")
        assert refused.value.reason == reason
    with pytest.raises(ZeroDivisionError), beside(root / "a/b", root, root / "content"):
        raise ZeroDivisionError
    assert names(root) == ["content", "file"]
    assert names(root / "content") == []


def test_two_builds_do_not_meet(root: Path) -> None:
    inside = []

    def run() -> None:
        with beside(root / "site", root, root / "content") as folder:
            inside.append("in")
            time.sleep(0.1)
            publish.mark(folder)
            inside.append("out")

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert inside == ["in", "out"] * 3
