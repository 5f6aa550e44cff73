"""What the check says to do, where it depends on how the file is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodpractice import messages
from tests.faults.cases import SMALL, check, copy_site

TEXT = "\n## The story\n\nIt went well.\n\n## Lessons\n\nBegin early.\n"
LEVEL = "Before the closing bracket of “group”, add “, note: A survey”. Or claim less."


def hints(folder: Path, front: str, place: str = "content/everything/case.md") -> list[str]:
    """The hints for an entry with this front matter, in order."""
    root = copy_site(SMALL, folder / "site")
    path = root / place
    path.write_text(f"---\ntitle: A case\nwhom: Ten schools\n{front}---\n{TEXT}", "utf-8")
    found = [one for one in check(root).diagnostics if one.path == place]
    return [messages.text(one.hint) for one in found if one.hint]


@pytest.mark.parametrize(
    ("front", "wanted"),
    [
        ("group: {level: measured}\nlist: [{name: A, supports: group.level}]\n", LEVEL),
        (
            "group:\n  level: measured\nlist: [{name: A, supports: group.level}]\n",
            "Below “group:”, add a line that begins with two spaces: “note: A survey”. "
            "Or claim less.",
        ),
        (
            "group: {level: measured, note: A survey}\n",
            "Add a line such as “list: [{supports: group.level}]”, or claim less.",
        ),
        (
            "group: {level: measured, note: A survey}\nlist: [{name: A}]\n",
            "Add “supports: group.level” to the reference that shows it, or claim less.",
        ),
        ("choices: primary, upper\n", "Write “[primary, upper]”."),
        ("group: measured\n", "For example: {level: told}"),
        (
            "reference: nowhere-at-all\n",
            "Write the name of the folder and of the file without .md, such as “notes/name”. "
            "If the entry is not written yet, leave it out; if nothing else is left, write "
            "“reference: not known” and name it in the text.",
        ),
        ("country: Atlantis-upon-Sea\n", "Write a country code such as PT or GB-WLS."),
        (
            "group: {lvl: told}\n",
            "Write “level:” instead, or delete the line.",
        ),
        (
            "group: {how_strong: told}\n",
            "Write “level:” instead, or delete the line.",
        ),
        (
            "group: {how_strong: zebra}\n",
            "Delete the line, or move what it says into the text below.",
        ),
        ("date: 05/04/2004\n", "Write “2004-04-05” or “2004-05-04”, whichever is meant."),
        ("level: told\n", "Put it below a line “group:”, with two spaces before it."),
        (
            "paragraph: What it is in a few words.\n",
            "Write what belongs there, or delete it. If nobody knows, write “Not known.”",
        ),
    ],
)
def test_hints_fit_what_is_written(tmp_path: Path, front: str, wanted: str) -> None:
    assert wanted in hints(tmp_path, front)


def test_nobody_is_told_to_write_that_a_title_is_not_known(tmp_path: Path) -> None:
    path = copy_site(SMALL, tmp_path / "site") / "content/everything/case.md"
    front = "title: What it is in a few words.\nwhom: Ten schools\n"
    path.write_text(f"---\n{front}---\n{TEXT}", "utf-8")
    found = [one for one in check(tmp_path / "site").diagnostics if one.code == "GP308"]
    said = [messages.text(one.hint) for one in found if one.hint]
    assert said == ["Write your own words in its place."]


def test_an_entry_in_the_wrong_folder_is_one_fault(tmp_path: Path) -> None:
    front = "reason: It was wanted\nsize: 3\nchoice: primary\n"
    assert hints(tmp_path, front, "content/case.md") == [
        "Move the file to content/everything/, and run the check again."
    ]


def test_headings_are_asked_for_in_the_language_of_the_entry(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    path = root / "content/everything/cas.md"
    path.write_text("---\ntitle: Un cas\nlang: fr\nwhom: Dix écoles\n---\n\nBref.\n", "utf-8")
    found = [one.hint for one in check(root).diagnostics if one.code == "GP301" and one.hint]
    assert [messages.text(hint) for hint in found] == [
        "Add a line “## L’histoire” and write below it. If nobody knows, write “Non connu.”"
    ]
