from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from goodpractice.diagnostics import Diagnostic, Edit, Fix, Phrase, Severity, Span
from goodpractice.reporters import FORMATS, Report, as_json, as_text, one_line, quote, worst_first

PLACE = Span(2, 8, 2, 12)


def diagnostic(
    severity: Severity = Severity.ERROR,
    path: str = "content/a.md",
    span: Span = PLACE,
    message: str = "“{text}” is wrong.",
    fix: Fix | None = None,
) -> Diagnostic:
    hint = Phrase("Write it otherwise.")
    return Diagnostic("GP999", severity, path, span, Phrase(message, {"text": "this"}), hint, fix)


def report(root: Path, *diagnostics: Diagnostic, error: str = "", lang: str = "en") -> Report:
    return Report(root, diagnostics, 7, lang, error=error)


def text_of(made: Report, width: int = 80) -> str:
    file = io.StringIO()
    as_text(made, Console(file=file, width=width))
    return file.getvalue()


def json_of(made: Report) -> dict[str, object]:
    file = io.StringIO()
    as_json(made, Console(file=file))
    value: dict[str, object] = json.loads(file.getvalue())
    return value


def test_text_says_where_what_and_how_to_mend(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("---\ntitle: this\n---\n", encoding="utf-8")
    assert text_of(report(tmp_path, diagnostic())) == (
        "content/a.md:2:8  error GP999\n"
        "  “this” is wrong.\n"
        "    2 | title: this\n"
        "      |        ^^^^\n"
        "  → Write it otherwise.\n"
        "\n"
        "7 files read. 1 error. Mend the errors and run the check again: goodpractice check\n"
    )


def test_the_worst_come_first() -> None:
    found = [
        diagnostic(Severity.HINT, "a.md"),
        diagnostic(Severity.WARNING, "b.md"),
        diagnostic(Severity.WARNING, "c.md", Span(1, 1, 1, 2)),
        diagnostic(Severity.ERROR, "c.md", Span(9, 1, 9, 2)),
    ]
    assert [(one.path, one.severity) for one in worst_first(found)] == [
        *(("c.md", Severity.ERROR), ("c.md", Severity.WARNING)),
        *(("b.md", Severity.WARNING), ("a.md", Severity.HINT)),
    ]


@pytest.mark.parametrize(
    ("severity", "end"),
    [
        (Severity.WARNING, "7 files read. 1 warning. Look at the warnings when you can.\n"),
        (
            Severity.HINT,
            "7 files read. 1 hint. Nothing has to be mended; the hints would make it better.\n",
        ),
    ],
)
def test_the_last_line_says_what_to_do(tmp_path: Path, severity: Severity, end: str) -> None:
    assert text_of(report(tmp_path, diagnostic(severity))).endswith(end)


def test_nothing_to_say(tmp_path: Path) -> None:
    assert text_of(report(tmp_path)) == "7 files read. All is well.\n"


def test_json_is_what_was_promised(tmp_path: Path) -> None:
    edit = Edit("content/a.md", Span(2, 8, 2, 12), "that")
    fix = Fix(True, Phrase("Write {word}.", {"word": "that"}), (edit,))
    assert json_of(report(tmp_path, diagnostic(fix=fix), diagnostic(Severity.HINT))) == {
        "version": 1,
        "summary": {"files": 7, "errors": 1, "warnings": 0, "hints": 1},
        "diagnostics": [
            {
                "code": "GP999",
                "severity": severity,
                "path": "content/a.md",
                "line": 2,
                "column": 8,
                "end_line": 2,
                "end_column": 12,
                "message": "“this” is wrong.",
                "hint": "Write it otherwise.",
                "fix": made,
            }
            for severity, made in [
                (
                    "error",
                    {
                        "safe": True,
                        "description": "Write that.",
                        "edits": [
                            {
                                "path": "content/a.md",
                                "range": {
                                    "line": 2,
                                    "column": 8,
                                    "end_line": 2,
                                    "end_column": 12,
                                },
                                "text": "that",
                            }
                        ],
                    },
                ),
                ("hint", None),
            ]
        ],
    }


def test_json_of_a_run_that_could_not_be_made(tmp_path: Path) -> None:
    value = json_of(report(tmp_path, error="There is nothing."))
    assert value["error"] == "There is nothing."
    assert value["diagnostics"] == []


def test_tabs_and_wide_characters_keep_the_caret_in_place() -> None:
    line, caret = quote(["\ta: 学校 x!"], Span(1, 5, 1, 7), 80, "")
    assert line.plain == "    1 |     a: 学校 x!"
    assert caret.plain == "      |        ^^^^"


def test_a_long_line_is_cut_around_the_place() -> None:
    source = "a" * 500 + "HERE" + "b" * 500
    line, caret = (row.plain for row in quote([source], Span(1, 501, 1, 505), 80, ""))
    assert len(line) < 80
    assert line[caret.index("^") : caret.rindex("^") + 1] == "HERE"
    assert line.count("…") == 2


@given(
    st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=300),
    *(st.integers(1, 320) for _ in range(2)),
    st.integers(20, 200),
)
def test_no_line_breaks_a_quote(source: str, start: int, length: int, width: int) -> None:
    rows = list(quote([source], Span(1, start, 1, start + length), width, ""))
    for row in rows:
        assert cell_len(row.plain) <= max(width, 60)
        assert "\n" not in row.plain
        assert "\x1b" not in row.plain


def test_a_place_outside_the_file_is_not_quoted() -> None:
    assert list(quote(["one"], Span(9, 1, 9, 2), 80, "")) == []


def test_content_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("\ntitle: \x1b[2Jthis\u202e\n", encoding="utf-8")
    message = "\x1b]0;owned\x07 and\n::error::owned"
    made = text_of(report(tmp_path, diagnostic(message=message)))
    assert not {"\x1b", "\x07", "\u202e"} & set(made)
    assert not [line for line in made.splitlines() if line.startswith("::")]
    assert "\n" not in one_line(diagnostic(message=message), "en")


def test_colour_only_where_it_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    file = io.StringIO()
    as_text(report(tmp_path, diagnostic()), Console(file=file, force_terminal=True))
    assert "\x1b[" in file.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    file = io.StringIO()
    as_text(report(tmp_path, diagnostic()), Console(file=file, force_terminal=True))
    assert "\x1b[31m" not in file.getvalue()
    assert "\x1b[1;31m" not in file.getvalue()


def test_formats_write_every_report(tmp_path: Path) -> None:
    for write in FORMATS.values():
        file = io.StringIO()
        write(report(tmp_path, diagnostic()), Console(file=file))
        assert "GP999" in file.getvalue()
