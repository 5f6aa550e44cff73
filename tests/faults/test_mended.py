"""Laws of fixes, on every fault there is an example of."""

from __future__ import annotations

import random
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from goodpractice.diagnostics import Diagnostic, Edit, Fix
from goodpractice.documents import read_data_file, read_document
from goodpractice.fixes import Mending, apply_edits
from tests.faults.cases import MODEL, SMALL, check, copy_site, kept_cases


def site(to: Path) -> Path:
    """The small site with every case that is not of the model, each spoiling none of the others."""
    root = copy_site(SMALL, to)
    for case in kept_cases():
        if case.family not in (*MODEL, "shipped"):
            case.write(root / case.place)
    return root


def files(root: Path) -> dict[str, bytes]:
    """Every file that can be opened, with its bytes."""
    found = (path for path in (root / "content").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def fixes(diagnostics: Iterable[Diagnostic], unsafe: bool) -> list[Fix]:
    return [one.fix for one in diagnostics if one.fix and (one.fix.safe or unsafe)]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Diagnostic, ...]]:
    root = site(tmp_path_factory.mktemp("mended") / "site")
    return root, check(root).diagnostics


def test_there_are_fixes_to_look_at(found: tuple[Path, tuple[Diagnostic, ...]]) -> None:
    safe, every = (len(fixes(found[1], unsafe)) for unsafe in (False, True))
    assert safe >= 5
    assert every > safe


@pytest.mark.parametrize("unsafe", [False, True])
def test_fixing_twice_is_fixing_once_and_breaks_nothing(tmp_path: Path, unsafe: bool) -> None:
    root = site(tmp_path / "site")
    before = files(root)
    first = Mending(root, root / "content", unsafe)
    first.run(lambda: check(root).diagnostics)
    once = files(root)
    assert first.made > 0
    assert first.changed == {path for path in before if before[path] != once[path]}
    second = Mending(root, root / "content", unsafe)
    second.run(lambda: check(root).diagnostics)
    assert (second.made, files(root)) == (0, once)
    assert fixes(check(root).diagnostics, unsafe) == []
    for path in first.changed:
        read = read_document if path.endswith(".md") else read_data_file
        assert read(path, once[path]).readable >= read(path, before[path]).readable, path


def test_the_order_of_findings_does_not_matter(tmp_path: Path) -> None:
    def mend(number: int) -> dict[str, bytes]:
        root = site(tmp_path / str(number))

        def find() -> list[Diagnostic]:
            diagnostics = list(check(root).diagnostics)
            random.Random(number).shuffle(diagnostics)  # noqa: S311 - no secret
            return diagnostics

        Mending(root, root / "content", unsafe=True).run(find)
        return files(root)

    assert mend(1) == mend(2)


def test_each_fix_changes_what_it_names_and_ends_its_finding(
    found: tuple[Path, tuple[Diagnostic, ...]],
) -> None:
    root, diagnostics = found
    for one in diagnostics:
        edits = [edit for edit in one.fix.edits if isinstance(edit, Edit)] if one.fix else []
        for path in {edit.path for edit in edits}:
            raw = (root / path).read_bytes()
            text = raw.decode().removeprefix("\ufeff")
            after = apply_edits(text, [edit for edit in edits if edit.path == path])
            assert after != text, one
            lines, changed = text.split("\n"), after.split("\n")
            named = {
                line for edit in edits for line in range(edit.span.line, edit.span.end_line + 1)
            }
            for tag, start, end, _, _ in SequenceMatcher(None, lines, changed, False).get_opcodes():
                if tag != "equal":
                    assert set(range(start + 1, end + 1)) <= named, one
