"""A cache makes the check quicker and changes nothing of what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodpractice import cache, cli, documents, pictures, pipeline, rules
from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding
from goodpractice.files import checksum
from goodpractice.pipeline import Checked
from goodpractice.settings import load_settings
from tests.faults.cases import DAY, REPOSITORY, SMALL, copy_site, kept_cases

SITES = (SMALL, REPOSITORY, *sorted((REPOSITORY / "tests/sites").glob("foreign-*")))


def check(root: Path, file: Path | None) -> Checked:
    return pipeline.check(load_settings(root / "mkdocs.yml", as_of=DAY)[0], file)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the texts that are read, as they are read."""
    paths: list[str] = []
    read = documents.read_document

    def spy(path: str, data: bytes | Finding) -> documents.Document:
        paths.append(path)
        return read(path, data)

    monkeypatch.setattr(pipeline, "read_document", spy)
    return paths


@pytest.mark.parametrize("many", [1, 1_000], ids=["read ahead", "read in turn"])
@pytest.mark.parametrize("site", SITES, ids=lambda one: one.name)
def test_a_check_says_the_same_with_a_cache_and_without(
    site: Path, many: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_MANY", many)
    file = tmp_path / "cache.jsonl"
    plain, first, again = (check(site, one) for one in (None, file, file))
    assert file.is_file()
    assert plain.diagnostics == first.diagnostics == again.diagnostics
    assert plain.left_out == first.left_out == again.left_out
    assert plain.files_read == again.files_read


def test_every_fault_at_once_is_found_with_a_cache_too(tmp_path: Path) -> None:
    root, file = copy_site(SMALL, tmp_path / "site"), tmp_path / "cache.jsonl"
    for number, case in enumerate(one for one in kept_cases() if one.site == SMALL):
        if case.place.endswith(".md"):
            place = root / case.place
            case.write(place.with_name(f"{place.stem}-{number}.md"))
    plain, first, again = (check(root, one) for one in (None, file, file))
    assert len({one.code for one in plain.diagnostics}) > 20
    assert plain.diagnostics == first.diagnostics == again.diagnostics
    assert plain.left_out == again.left_out


def test_what_is_remembered_makes_the_same_pages(tmp_path: Path) -> None:
    file = tmp_path / "cache.jsonl"
    plain, _, again = (check(SMALL, one) for one in (None, file, file))
    assert list(plain.site.catalogue.entries) == list(again.site.catalogue.entries)
    for one, other in zip(plain.site.published, again.site.published, strict=True):
        assert dict(one.values) == dict(other.values)
        assert one.document.body == other.document.body
        assert [x.text for x in one.document.values] == [x.text for x in other.document.values]
        assert one.text is None or (other.text and one.text.html == other.text.html)


def test_only_what_has_changed_is_read(tmp_path: Path, reads: list[str]) -> None:
    root, file = copy_site(SMALL, tmp_path / "site"), tmp_path / "cache.jsonl"
    check(root, file)
    texts = sorted((root / "content").rglob("*.md"))
    assert len(reads) >= len(texts)
    changed = root / "content/notes/first.md"
    changed.write_text(changed.read_text("utf-8") + "\nOne more [line](nowhere.md).\n", "utf-8")
    reads.clear()
    again = check(root, file)
    assert "content/notes/first.md" in reads
    assert len(reads) < len(texts) / 2
    assert again.diagnostics == check(root, None).diagnostics
    assert any(one.code == "GP306" for one in again.diagnostics)


def test_a_changed_model_counts_for_all(tmp_path: Path, reads: list[str]) -> None:
    root, file = copy_site(SMALL, tmp_path / "site"), tmp_path / "cache.jsonl"
    check(root, file)
    count, model = len(reads), root / "content/notes/_collection.yml"
    model.write_text(model.read_text("utf-8") + "# Another line.\n", "utf-8")
    reads.clear()
    check(root, file)
    assert len(reads) >= count


def test_only_pictures_that_have_changed_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, file = copy_site(SMALL, tmp_path / "site"), tmp_path / "cache.jsonl"
    picture = next((root / "content").rglob("*.jpg"))
    check(root, file)
    opened, read = list[Path](), pictures.opened

    def spy(path: Path) -> object:
        opened.append(path)
        return read(path)

    monkeypatch.setattr(pictures, "opened", spy)
    check(root, file)
    assert opened == []
    picture.write_bytes(picture.read_bytes()[:-200])
    again = check(root, file)
    assert set(opened) == {picture}
    assert again.diagnostics == check(root, None).diagnostics
    assert any(one.code == "GP307" for one in again.diagnostics)


def write(path: Path, *, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text("utf-8")), "utf-8")


CHANGES: Mapping[str, Callable[[Path], object]] = {
    "an entry that others name is gone": lambda notes: (notes / "first.md").unlink(),
    "an entry has another name": lambda notes: (notes / "first.md").rename(notes / "other.md"),
    "an entry becomes a draft": lambda notes: write(
        notes / "first.md", change=lambda text: text.replace("---\n", "---\nstatus: draft\n", 1)
    ),
    "a heading that links lead to is gone": lambda notes: write(
        notes / "first.md", change=lambda text: text.replace("## ", "## Otherwise: ")
    ),
    "an entry takes the address of another": lambda notes: write(
        notes / "first.md",
        change=lambda text: text.replace("---\n", "---\naliases: [everything/whole]\n", 1),
    ),
    "an entry says what another says": lambda notes: (notes / "naming-again.md").write_text(
        NAMING.replace("title: Naming", "title: Naming again"), "utf-8"
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_one_file_is_told_of_the_others_too(tmp_path: Path, name: str) -> None:
    root, file = copy_site(SMALL, tmp_path / "site"), tmp_path / "cache.jsonl"
    (root / "content/notes/naming.md").write_text(NAMING, "utf-8")
    before = check(root, file).diagnostics
    CHANGES[name](root / "content/notes")
    again = check(root, file)
    assert again.diagnostics == check(root, None).diagnostics
    assert again.left_out == check(root, None).left_out
    assert {one.code for one in again.diagnostics} != {one.code for one in before}


NAMING = """---
title: Naming the first note
summary: A note that names the first one, links to it and to a heading of it, as notes do.
---

See [the first](first.md) and [a part of it](first.md#a-heading).

What follows is long enough to be compared with others: on Mondays three teachers of the two schools
meet in the library, read aloud what their classes have written in the week, agree on one thing that
each will try before they meet again, and write it on the door, where the next class can see it.
When the door is full, they copy what helped into the book that lies beside it, and begin anew.
"""


def test_two_checks_at_once_leave_a_cache_that_is_whole(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "kept")}
    command = [sys.executable, "-m", "goodpractice", "check"]
    for _ in range(2):
        running = [subprocess.Popen(command, cwd=root, env=environment) for _ in range(3)]
        assert [one.wait() for one in running] == [0] * 3
        (file,) = (tmp_path / "kept").rglob("*.*")
        head, _, body = file.read_bytes().partition(b"\n")
        assert head.split()[1] == checksum(body).encode()
        write(root / "content/notes/first.md", change=lambda text: f"{text}\nMore.\n")


def test_caches_that_nobody_used_for_long_are_taken_away(tmp_path: Path) -> None:
    old, new, other = (tmp_path / name for name in ("old.jsonl", "new.jsonl", "old.txt"))
    for one in (old, new, other):
        one.write_bytes(b"x")
    for one in (old, other):
        os.utime(one, (1_000_000_000, 1_000_000_000))
    check(SMALL, tmp_path / "cache.jsonl")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["cache.jsonl", "new.jsonl", "old.txt"]


@pytest.fixture(scope="module")
def known() -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cache.jsonl"
        check(SMALL, file)
        yield file.read_bytes()


PLAIN = check(SMALL, None).diagnostics


@settings(max_examples=25)
@given(at=st.floats(0, 1), instead=st.binary(max_size=40), cut=st.integers(0, 4_000))
@example(at=0.5, instead=b"", cut=1)
@example(at=0.0, instead=b"", cut=0)
def test_a_cache_that_was_changed_is_none(
    known: bytes, at: float, instead: bytes, cut: int
) -> None:
    place = int(at * len(known))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cache.jsonl"
        file.write_bytes(known[:place] + instead + known[place + cut :])
        assert check(SMALL, file).diagnostics == PLAIN
        assert check(SMALL, file).diagnostics == PLAIN


TABLES = 4  # of what findings say and pictures tell; then columns: path, checksum, findings, …


@pytest.mark.parametrize(
    ("line", "lie"),
    [
        (0, []),
        (0, ["5"]),
        (0, ["[]"]),
        (0, ['["n",{"":1}]']),
        (1, [[0]]),
        (1, [[99, 1, 1, 1, 1]]),
        (2, [[99]]),
        (2, [7]),
        (3, [7]),
        (3, [["damage", "content/notes/photo.jpg", "0"]]),
        (TABLES, []),
        (TABLES, None),
        (TABLES + 1, []),
        (TABLES + 1, {}),
        (TABLES + 2, [99]),
        (TABLES + 2, [[]]),
        (TABLES + 2, ["0"]),
    ],
)
def test_lines_that_hold_nothing_of_use_are_read_anew(
    known: bytes, tmp_path: Path, line: int, lie: list[object] | None
) -> None:
    """Even where the checksum fits, which nothing but the tool should have written."""
    head, *lines = known.split(b"\n")
    if lie and line > TABLES:
        lie *= len(json.loads(lines[line]))
    lines[line : line + 1] = [] if lie is None else [json.dumps(lie).encode()]
    forged = b"\n".join(lines)
    file = tmp_path / "cache.jsonl"
    file.write_bytes(b"%b %b\n%b" % (head.split()[0], checksum(forged).encode(), forged))
    assert check(SMALL, file).diagnostics == PLAIN


def test_a_text_that_changes_while_it_is_checked_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, file = copy_site(SMALL, tmp_path / "site"), tmp_path / "cache.jsonl"
    check(root, file)
    judge = rules.check_corpus

    def change(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
        (root / "content/notes/first.md").unlink(missing_ok=True)
        assert all(entry.document for entry in corpus.entries.values())
        return judge(corpus)

    monkeypatch.setattr(rules, "check_corpus", change)
    again = check(root, file)
    assert "notes/first" not in again.site.corpus.facts
    assert again.diagnostics == check(root, None).diagnostics


@pytest.mark.parametrize(
    "body",
    [b"", b"x", b"5\n5", b"[]\n[]", b"[]\n[[],1]", b'["5"]', b"[5]", b"[]\n" + b"[" * 90_000],
)
def test_a_cache_that_holds_nothing_of_use_is_none(
    known: bytes, tmp_path: Path, body: bytes
) -> None:
    file = tmp_path / "cache.jsonl"
    file.write_bytes(b"%b %b\n%b" % (known.split()[0], checksum(body).encode(), body))
    assert check(SMALL, file).diagnostics == PLAIN


def test_a_cache_of_another_user_is_none(
    known: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cache.jsonl"
    file.write_bytes(known)
    link = tmp_path / "link.jsonl"
    link.symlink_to(file)
    assert cache._data(file) == cache._data(link) == known
    monkeypatch.setattr(os, "geteuid", lambda: file.stat().st_uid + 1)
    assert cache._data(file) == cache._data(link) == b""


def test_a_cache_of_another_site_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "cache.jsonl"
    check(SITES[-1], file)
    assert check(SMALL, file).diagnostics == PLAIN


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for file in (tmp_path / "file/cache.jsonl", tmp_path / "folder"):
        assert check(SMALL, file).diagnostics == PLAIN
    assert [one.name for one in sorted(tmp_path.iterdir())] == ["file", "folder"]


def run(*options: str) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["check", *options])
    assert not ended.value.code


def test_the_cache_lies_outside_the_site_and_can_be_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    before = sorted(root.rglob("*"))
    monkeypatch.chdir(root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    run("--no-cache")
    assert not (tmp_path / "kept").exists()
    run()
    (file,) = (tmp_path / "kept").rglob("*.jsonl")
    assert sorted(root.rglob("*")) == before
    for line in file.read_bytes().split(b"\n")[1:]:
        assert isinstance(json.loads(line), list)
    file.unlink()
    run()
    assert file.is_file()


def test_a_few_changes_of_many_texts_are_not_written(tmp_path: Path) -> None:
    root, file = copy_site(SMALL, tmp_path / "site"), tmp_path / "cache.jsonl"
    for number in range(200):
        (root / f"content/notes/note-{number}.md").write_text(NAMING, "utf-8")
    check(root, file)
    before = file.read_bytes()
    for number in range(10):
        write(root / f"content/notes/note-{number}.md", change=lambda text: f"{text}\nMore.\n")
        assert check(root, file).diagnostics == check(root, None).diagnostics
        changed = file.read_bytes() != before
        assert changed == (number == 2)
        before = file.read_bytes()
        if changed:
            break


def test_another_version_of_a_library_counts_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cache.key_of(b"model")
    assert any(name.startswith("comrak-") for name in cache._installed())
    (tmp_path / "comrak-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    cache._tool.cache_clear()
    assert cache.key_of(b"model") != before
    monkeypatch.undo()
    cache._tool.cache_clear()
    assert cache.key_of(b"model") == before


def test_what_is_known_is_known_without_babel(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    code = (
        "import sys\nfrom goodpractice import cli\n"
        "try:\n    cli.main(['check', '--statistics'])\nexcept SystemExit:\n    pass\n"
        "print('babel' in sys.modules)"
    )
    command = [sys.executable, "-c", code]
    said = []
    for _ in range(2):
        done = subprocess.run(
            command, cwd=SMALL, env=environment, capture_output=True, text=True, check=True
        )
        said.append(done.stdout.splitlines()[-1])
    assert said == ["True", "False"]
