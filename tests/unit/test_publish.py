from __future__ import annotations

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
    for kind in ("new", "old"):
        (root / f".site.{kind}").mkdir()
        (root / f".site.{kind}" / "stale.html").write_text("stale", encoding="utf-8")
    build(root, site, "two")
    assert names(root) == ["content", "site"]
    assert names(site) == [".nojekyll", "index.html"]


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
