from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from goodpractice.baseline import Baseline, Known, Lines, fingerprint, known_faults, written
from goodpractice.diagnostics import Diagnostic, Label, Param, Phrase, Severity, Span
from goodpractice.documents import MAX_FILE_BYTES
from goodpractice.failures import Failure

PATH = "content/a.md"


def diagnostic(
    at: int = 2, /, severity: Severity = Severity.ERROR, code: str = "GP999", **params: Param
) -> Diagnostic:
    return Diagnostic(code, severity, PATH, Span(at, 1, at, 4), Phrase("Wrong.", params))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / PATH).write_text("---\ntitle: x\nlang: y\n---\n", encoding="utf-8")
    return tmp_path


def baseline(root: Path, *known: Diagnostic) -> Baseline:
    path = root / "known.json"
    path.write_text(written(known_faults(known, Lines(root))), encoding="utf-8")
    return Baseline(path)


def test_a_known_fault_is_tolerated_and_a_new_one_is_not(root: Path) -> None:
    old, new = diagnostic(2, key="title"), diagnostic(3, key="lang")
    assert baseline(root, old).tolerate([old, new], Lines(root)) == ([new], Counter())


def test_a_fault_is_known_wherever_its_line_stands(root: Path) -> None:
    known = baseline(root, diagnostic(2, key="title", line=7))
    (root / PATH).write_text("---\nlang: y\n\n  title:  x \n---\n", encoding="utf-8")
    moved = diagnostic(4, key="title", line=9)
    assert known.tolerate([moved], Lines(root)) == ([], Counter())


@pytest.mark.parametrize(
    "other",
    [
        diagnostic(2, key="lang"),
        diagnostic(3, key="title"),
        diagnostic(2, key="title", code="GP998"),
        diagnostic(2, key=("title",)),
    ],
)
def test_another_fault_is_not_known(root: Path, other: Diagnostic) -> None:
    known = baseline(root, diagnostic(2, key="title"))
    new, mended = known.tolerate([other], Lines(root))
    assert (new, len(mended)) == ([other], 1)


def test_the_same_fault_twice_is_known_as_often_as_it_was(root: Path) -> None:
    one = diagnostic()
    known = baseline(root, one, one)
    assert known.tolerate([one, one, one], Lines(root)) == ([one], Counter())
    new, mended = known.tolerate([one], Lines(root))
    assert (new, mended.total()) == ([], 1)


def test_hints_are_neither_known_nor_tolerated(root: Path) -> None:
    hint = diagnostic(severity=Severity.HINT)
    known = baseline(root, hint)
    assert known.known == Counter()
    assert baseline(root, diagnostic()).tolerate([hint], Lines(root))[0] == [hint]


def test_what_would_be_right_does_not_count() -> None:
    one = diagnostic(found="x", nearest="y", terms=("y", "z"), line=3)
    assert fingerprint(one, "a") == fingerprint(diagnostic(found="x"), "a")


def test_words_do_not_count() -> None:
    def said(text: str) -> str:
        value = (Label({"en": text}), Phrase(text, {"key": "a"}))
        return fingerprint(diagnostic(field=value), "title: x")

    assert said("Title") == said("Heading")


def test_the_file_is_one_fault_a_line_and_always_the_same(root: Path) -> None:
    faults = [diagnostic(3, key="lang"), diagnostic(2, key="title"), diagnostic(3, key="lang")]
    text = written(known_faults(faults, Lines(root)))
    assert text == written(known_faults(faults[::-1], Lines(root)))
    assert [line.count('"path"') for line in text.splitlines()] == [0, 0, 0, 1, 1, 0, 0]
    assert sorted(one.get("count", 1) for one in json.loads(text)["known"]) == [1, 2]
    assert json.loads(written(Counter())) == {"version": 1, "known": []}


def test_what_is_written_is_read(root: Path) -> None:
    faults = known_faults([diagnostic(), diagnostic(), diagnostic(3)], Lines(root))
    assert baseline(root, diagnostic(), diagnostic(), diagnostic(3)).known == faults


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 2, "known": []}',
        '{"version": 1, "known": [1]}',
        '{"version": 1, "known": [{"path": "a", "code": "b"}]}',
        '{"version": 1, "known": [{"path": 1, "code": "b", "fingerprint": "c"}]}',
        '{"version": 1, "known": [{"path": "a", "code": "b", "fingerprint": "c", "count": 0}]}',
        '{"version": 1, "known": [{"path": "a", "code": "b", "fingerprint": "c", "count": "x"}]}',
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "known.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Failure, match=r"known\.json"):
        _ = Baseline(path).known


def test_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    nothing = Baseline(tmp_path / "known.json")
    assert (nothing.exists, nothing.known) == (False, Counter())


def test_a_file_that_is_gone_has_no_lines(tmp_path: Path) -> None:
    gone = known_faults([diagnostic()], Lines(tmp_path))
    assert [type(one) for one in gone] == [Known]


def test_what_the_check_does_not_read_has_no_lines(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to("/etc/passwd")
    (tmp_path / "huge.md").write_bytes(b"x" * (MAX_FILE_BYTES + 1))
    lines = Lines(tmp_path)
    assert [lines.of(name) for name in ("pipe.md", "link.md", "huge.md")] == [[], [], []]
