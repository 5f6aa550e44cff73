from __future__ import annotations

import random
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from goodpractice.diagnostics import Diagnostic, Edit, Fix, Phrase, Reencode, Severity, Span
from goodpractice.documents import read_document
from goodpractice.fixes import Mending, apply_edits, choose, copied, difference, mended

PATH = "content/a.md"
WORDS = Phrase("write it so")


def edit(line: int, column: int, end_column: int, text: str, path: str = PATH) -> Edit:
    return Edit(path, Span(line, column, line, end_column), text)


def fix(*edits: Edit | Reencode, safe: bool = True) -> Fix:
    return Fix(safe, WORDS, edits)


def diagnostic(mending: Fix, path: str = PATH) -> Diagnostic:
    span = next((one.span for one in mending.edits if isinstance(one, Edit)), Span(1, 1, 1, 1))
    return Diagnostic("GP999", Severity.WARNING, path, span, Phrase("Wrong."), None, mending)


def test_an_edit_changes_its_range_and_nothing_else() -> None:
    text = "a: 'x'  # why\nb: [🎉, y]\n"
    assert apply_edits(text, [edit(2, 8, 9, "z")]) == "a: 'x'  # why\nb: [🎉, z]\n"


@pytest.mark.parametrize(
    ("edits", "after"),
    [
        ([edit(1, 1, 1, ">")], ">abc\ndef"),
        ([edit(2, 4, 4, "<")], "abc\ndef<"),
        ([edit(1, 1, 2, "1"), edit(1, 2, 3, "2")], "12c\ndef"),
        ([Edit(PATH, Span(1, 3, 2, 2), "-")], "ab-ef"),
        ([Edit(PATH, Span(1, 4, 2, 1), "")], "abcdef"),
        ([edit(9, 9, 12, "!")], "abc\ndef!"),
        ([edit(1, 2, 99, "!")], "a!\ndef"),
        ([], "abc\ndef"),
    ],
)
def test_edits_of_every_form(edits: list[Edit], after: str) -> None:
    assert apply_edits("abc\ndef", edits) == after


def test_of_two_that_overlap_the_first_by_place_wins() -> None:
    edits = [edit(1, 2, 4, "second"), edit(1, 1, 3, "first"), edit(1, 4, 5, "!")]
    assert apply_edits("abcd", edits) == "firstc!"
    assert apply_edits("abcd", edits[::-1]) == "firstc!"


def test_line_ends_are_kept() -> None:
    text = "a: x\r\nb: y\r\n"
    assert apply_edits(text, [edit(1, 4, 5, "z\nc: 1")]) == "a: z\r\nc: 1\r\nb: y\r\n"
    assert apply_edits(text, [edit(2, 5, 6, "")]) == "a: x\r\nb: y\n"


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    whole = fix(edit(1, 1, 2, "1"), edit(1, 5, 6, "5"))
    other, third = fix(edit(1, 5, 7, "x"), edit(1, 9, 9, "y")), fix(edit(1, 9, 9, "z"))
    assert choose([whole, other, third]) == [whole, third]


def test_a_fix_that_breaks_the_yaml_is_not_made() -> None:
    text = "---\na: x\nb: y\n---\n"
    breaking, good = fix(edit(2, 4, 5, "[")), fix(edit(3, 4, 5, "z", "content/b.md"))
    changed, made = mended({PATH: text, "content/b.md": text}, [breaking, good])
    assert changed == {"content/b.md": "---\na: x\nb: z\n---\n"}
    assert made == [good]


# Laws -------------------------------------------------------------------------------------------

lines = st.text(st.sampled_from("abé🎉 :\t"), max_size=6)
texts = st.lists(lines, min_size=1, max_size=6).flatmap(
    lambda some: st.sampled_from(["\n", "\r\n"]).map(lambda end: end.join(some))
)


@st.composite
def edits_of(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(texts)
    places = [
        (number, column)
        for number, line in enumerate(text.split("\n"), 1)
        for column in range(1, len(line) + 2)
    ]
    made = []
    for _ in range(draw(st.integers(0, 6))):
        start, end = sorted([draw(st.sampled_from(places)), draw(st.sampled_from(places))])
        made.append(Edit(PATH, Span(*start, *end), draw(lines)))
    return text, made


def at(text: str, line: int, column: int) -> int:
    return sum(len(one) + 1 for one in text.split("\n")[: line - 1]) + column - 1


@given(case=edits_of(), chance=st.randoms(use_true_random=False))
def test_the_order_of_edits_does_not_matter(
    case: tuple[str, list[Edit]], chance: random.Random
) -> None:
    text, edits = case
    shuffled = [*edits]
    chance.shuffle(shuffled)
    assert apply_edits(text, edits) == apply_edits(text, shuffled)


@given(case=edits_of())
def test_only_the_ranges_that_were_named_change(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    named = {
        place for one in edits for place in range(at(text, *one.span[:2]), at(text, *one.span[2:]))
    }
    kept = "".join(letter for place, letter in enumerate(text) if place not in named)
    left = iter(apply_edits(text, edits))
    assert all(letter in left for letter in kept)  # as a subsequence, in order


@given(case=edits_of())
def test_what_could_be_read_can_be_read_after(case: tuple[str, list[Edit]]) -> None:
    body, edits = case
    text = f"---\n{body}\n---\n"
    moved = [Edit(PATH, Span(s.line + 1, s.column, s.end_line + 1, s.end_column), t)
             for _, s, t in edits]  # fmt: skip
    changed, _ = mended({PATH: text}, [fix(one) for one in moved])
    if read_document(PATH, text.encode()).readable:
        assert read_document(PATH, changed.get(PATH, text).encode()).readable


# Files ------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / PATH).write_bytes(b"one two\n")
    return tmp_path


def run(root: Path, *rounds: list[Fix], unsafe: bool = False) -> Mending:
    mending = Mending(root, root / "content", unsafe)
    left = list(rounds)
    mending.run(lambda: [diagnostic(one) for one in (left.pop(0) if left else [])])
    return mending


def test_fixes_that_wait_are_made_in_the_next_round(root: Path) -> None:
    overlapping = [fix(edit(1, 1, 4, "1")), fix(edit(1, 3, 6, "-"))]
    mending = run(root, overlapping, [fix(edit(1, 3, 6, "2"))])
    assert (root / PATH).read_text("utf-8") == "1 2\n"
    assert (mending.made, mending.changed) == (2, {PATH})


def test_fixes_that_undo_each_other_come_to_an_end(root: Path) -> None:
    def find() -> list[Diagnostic]:
        first = (root / PATH).read_text("utf-8")[0]
        return [diagnostic(fix(edit(1, 1, 2, "x" if first == "o" else "o")))]

    Mending(root, root / "content").run(find)


def test_an_unsafe_fix_is_made_when_asked_for(root: Path) -> None:
    guess = fix(edit(1, 1, 4, "1"), safe=False)
    assert run(root, [guess]).made == 0
    assert run(root, [guess], unsafe=True).made == 1
    assert (root / PATH).read_text("utf-8") == "1 two\n"


def test_the_same_fix_of_two_findings_is_made_once(root: Path) -> None:
    mending = run(root, [fix(edit(1, 1, 4, "1")), fix(edit(1, 1, 4, "1"))])
    assert (mending.made, (root / PATH).read_text("utf-8")) == (1, "1 two\n")


def test_a_byte_order_mark_stays_unless_it_is_the_fault(root: Path) -> None:
    (root / PATH).write_bytes(b"\xef\xbb\xbfone\r\n")
    run(root, [fix(edit(1, 1, 4, "1"))])
    assert (root / PATH).read_bytes() == b"\xef\xbb\xbf1\r\n"
    run(root, [fix(Reencode(PATH))])
    assert (root / PATH).read_bytes() == b"1\r\n"


def test_a_file_keeps_its_mode_and_leaves_nothing_beside_it(root: Path) -> None:
    (root / PATH).chmod(0o640)
    run(root, [fix(edit(1, 1, 4, "1"))])
    assert stat.S_IMODE((root / PATH).stat().st_mode) == 0o640
    assert [one.name for one in (root / "content").iterdir()] == ["a.md"]


def links_out(root: Path) -> str:
    (root / "content/link.md").symlink_to(root / "outside.md")
    return "content/link.md"


def folder_links_out(root: Path) -> str:
    (root / "content/folder").symlink_to(root, target_is_directory=True)
    return "content/folder/outside.md"


@pytest.mark.parametrize(
    "path",
    [
        links_out,
        folder_links_out,
        lambda _: "outside.md",
        lambda _: "content/../outside.md",
        lambda root: str(root / "outside.md"),
        lambda _: "content/nowhere.md",
        lambda _: "content",
    ],
)
def test_only_regular_files_of_the_content_are_written(
    root: Path, path: Callable[[Path], str]
) -> None:
    (root / "outside.md").write_bytes(b"one\n")
    where = path(root)
    assert run(root, [fix(edit(1, 1, 4, "1", where)), fix(Reencode(where))]).made == 0
    assert (root / "outside.md").read_bytes() == b"one\n"


def test_bytes_that_are_no_text_stay(root: Path) -> None:
    (root / PATH).write_bytes(b"one \xff\n")
    assert run(root, [fix(edit(1, 1, 4, "1"))]).made == 0
    assert (root / PATH).read_bytes() == b"one \xff\n"


def with_position(path: Path) -> Path:
    exif = Image.Exif()
    exif[0x010E] = "Someone's name"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (2000, 500), "red").save(path, exif=exif)
    return path


def test_a_picture_is_encoded_anew_once(root: Path) -> None:
    picture = with_position(root / "content/a.jpg")
    again = [fix(Reencode("content/a.jpg"))]
    mending = run(root, again, again, again)
    with Image.open(picture) as mended_picture:
        assert (mended_picture.size, dict(mended_picture.getexif())) == ((1600, 400), {})
    assert (mending.made, mending.changed) == (1, {"content/a.jpg"})


def test_a_damaged_picture_stays(root: Path) -> None:
    (root / "content/a.jpg").write_bytes(b"\xff\xd8 no")
    assert run(root, [fix(Reencode("content/a.jpg"))]).made == 0
    assert (root / "content/a.jpg").read_bytes() == b"\xff\xd8 no"


def test_a_copy_can_be_mended_without_harm(root: Path) -> None:
    (root / "content/link").symlink_to(root)
    with copied(root, root / "content") as other:
        run(other, [fix(edit(1, 1, 4, "1"))])
        assert (other / PATH).read_text("utf-8") == "1 two\n"
    assert (root / PATH).read_text("utf-8") == "one two\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\nb\nc\n", "a\nB\nc\n"),
        ("a\nb", "a\nB"),
        ("a\u2028b\x0cc\nd\n", "a\u2028b\x0cC\nd\n"),
        ("a\r\nb\r\n", "a\nb\n"),
    ],
)
def test_a_difference_is_a_patch(tmp_path: Path, old: str, new: str) -> None:
    for name, text in (("old", old), ("new", new)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_bytes(text.encode())
    patch = difference(tmp_path / "old", tmp_path / "new", "a.md")
    assert patch
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"], cwd=tmp_path / "old", check=True,
        input=patch.encode(),
    )  # fmt: skip
    assert (tmp_path / "old" / "a.md").read_bytes() == new.encode()


def test_a_picture_has_no_difference_in_words(tmp_path: Path) -> None:
    assert difference(tmp_path, tmp_path, "content/a.jpg") is None
