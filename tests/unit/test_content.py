"""The names of texts: what is taken without a closer look has no fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodpractice import content
from goodpractice.model import MAX_NAME

NAMES = (
    "a 1 a- -a a--b index con con-1 com1 com10 com lpt9 nul prn aux a.b A é a_b _a .a "
    f"{'a' * MAX_NAME} {'a' * (MAX_NAME + 1)} api browse en"
).split()


@pytest.mark.parametrize("folder", ["", "en", "notes", "con", "A", "data", "en/data", "data/notes"])
def test_the_usual_names_have_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (tmp_path / "content" / folder).mkdir(parents=True)
    for name in NAMES:
        (tmp_path / "content" / folder / f"{name}.md").write_text("", "utf-8")
    (tmp_path / "content" / folder / "link.md").symlink_to("a.md")
    (tmp_path / "content" / folder / "folder.md").mkdir()

    def listed() -> content.Listing:
        return content.list_content(tmp_path, tmp_path / "content", ["a-.md"], ("en", "fr"))

    found = listed()
    monkeypatch.setattr(content, "_is_good", lambda *_: False)
    assert listed() == found
