from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.cases import SMALL, check, copy_site, line

ENTRY = "content/everything/whole.md"
GROUP = "content/groups/green.md"


def said_after(folder: Path, path: str, old: str, new: str) -> list[str]:
    root = copy_site(SMALL, folder / "site")
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")
    return [f"{one.path} {line(one).split()[2]}" for one in check(root).diagnostics]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ended: 2015", "ended: 2009-01"),
        ("ended: 2015", "ended: 2009~"),
        ("ended: 2015", "ended: 2008~"),
        ("ended: 2015", "ended: not known"),
        ("started: 2009", "started: ../2020"),
        ("size: 2", "size: 200"),
        ("size: 2", "size: not known"),
        ("pupils: no", "pupils: not known"),
        ("whom: Ten schools", "whom: not known"),
        ("note: A survey", "note: not known"),
        ("choice: primary", "choice: upper\nreason: not known"),
    ],
)
def test_what_constraints_let_pass(tmp_path: Path, old: str, new: str) -> None:
    assert said_after(tmp_path, ENTRY, old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("ended: 2015", "ended: 2008-12", "GP221"),
        ("ended: 2015", "ended: 2007~", "GP221"),
        ("whom: Ten schools\n", "", "GP220"),
        ("choice: primary", "choice: upper", "GP222"),
        ("supports: group.level", "supports: place", "GP223"),
        ("pupils: no", "pupils: yes", "GP224"),
        ("size: 2", "size: 1", "GP225"),
    ],
)
def test_what_they_hold(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert said_after(tmp_path, ENTRY, old, new) == [f"{ENTRY} {code}"]


def test_a_group_in_an_item_of_a_list_backs_the_whole_claim(tmp_path: Path) -> None:
    assert said_after(tmp_path, ENTRY, "supports: group.level", "supports: group") == []


def test_a_circle_of_two_is_said_in_both(tmp_path: Path) -> None:
    said = said_after(tmp_path, GROUP, "title: The green group", "title: Green\npart_of: blue")
    assert said == ["content/groups/blue.md GP411", "content/groups/green.md GP411"]


def test_a_circle_further_on_is_not_the_fault_of_who_leads_to_it(tmp_path: Path) -> None:
    said = said_after(tmp_path, GROUP, "title: The green group", "title: Green\npart_of: green")
    assert said == ["content/groups/green.md GP411"]


def test_friendship_is_asked_of_the_one_who_names(tmp_path: Path) -> None:
    said = said_after(tmp_path, "content/groups/red.md", "friends: [blue]\n", "")
    assert said == ["content/groups/blue.md GP410"]


def add(root: Path, name: str, front: str) -> None:
    path = root / f"content/groups/{name}.md"
    path.write_text(f"---\ntitle: The group {name}\n{front}\n---\n\nText.\n", "utf-8")


def said(root: Path) -> list[str]:
    return [f"{Path(one.path).stem} {one.code}" for one in check(root).diagnostics]


def test_a_draft_need_not_be_named_in_turn(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    add(root, "begun", "status: draft\nfriends: [green]")
    assert said(root) == []
    add(root, "eager", "friends: [begun]")
    assert said(root) == ["eager GP402"]


def test_who_names_the_original_names_its_translation(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    add(root, "rouge", "lang: fr\ntranslation_of: groups/red\nfriends: [blue]")
    assert said(root) == []
    add(root, "azur", "lang: fr\ntranslation_of: groups/blue\nfriends: [rouge]")
    assert said(root) == []


def test_long_branches_and_long_circles_take_no_time(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    for number in range(600):
        add(root, f"branch-{number}", f"part_of: branch-{number + 1}")
    add(root, "branch-600", "")
    assert said(root) == []
    for number in range(12):
        add(root, f"ring-{number}", f"part_of: ring-{(number + 1) % 12}")
    found = check(root).diagnostics
    assert {one.code for one in found} == {"GP411"}
    assert len(found) == 12
    assert line(found[0]).endswith("groups/ring-4 → groups/ring-5 → … → groups/ring-0.")
