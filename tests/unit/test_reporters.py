from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from goodpractice.diagnostics import Diagnostic, Edit, Fix, Phrase, Reencode, Severity, Span
from goodpractice.markup import parse
from goodpractice.policy import rules_by_code
from goodpractice.reporters import (
    FORMATS,
    MAX_ALIKE,
    MAX_SUMMARY,
    SUMMARY,
    Report,
    as_json,
    as_text,
    markdown,
    one_line,
    printable,
    quote,
    summary,
    worst_first,
)
from goodpractice.terminal import plain

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
            "7 files read. 1 hint. Nothing has to be mended; the hints would make it better."
            "\nTo see the hints: goodpractice check --hints\n",
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
    assert plain(*line) == "    1 |     a: 学校 x!"
    assert plain(*caret) == "      |        ^^^^"


def test_a_long_line_is_cut_around_the_place() -> None:
    source = "a" * 500 + "HERE" + "b" * 500
    line, caret = (plain(*row) for row in quote([source], Span(1, 501, 1, 505), 80, ""))
    assert len(line) < 80
    assert line[caret.index("^") : caret.rindex("^") + 1] == "HERE"
    assert line.count("…") == 2


@given(
    st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=300),
    *(st.integers(1, 320) for _ in range(2)),
    st.integers(20, 200),
)
def test_no_line_breaks_a_quote(source: str, start: int, length: int, width: int) -> None:
    quoted = quote([source], Span(1, start, 1, start + length), width, "")
    for row in (plain(*line) for line in quoted):
        assert cell_len(row) <= max(width, 60)
        assert "\n" not in row
        assert "\x1b" not in row


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


def written(form: str, made: Report) -> str:
    file = io.StringIO()
    FORMATS[form](made, Console(file=file, width=80))
    return file.getvalue()


SAFE = Fix(True, Phrase("Write it."), (Edit("content/a.md", PLACE, "that"),))
UNSAFE = replace(SAFE, safe=False)
ANEW = Fix(True, Phrase("Encode it anew."), (Reencode("content/a.jpg"),))


def test_hints_are_shown_when_asked_for(tmp_path: Path) -> None:
    made = report(tmp_path, diagnostic(Severity.HINT), diagnostic(Severity.WARNING))
    assert text_of(made).count("GP999") == 1
    assert text_of(replace(made, hints=True)).count("GP999") == 2
    assert "--hints" not in text_of(replace(made, hints=True))


def test_the_last_line_says_what_can_be_mended(tmp_path: Path) -> None:
    found = [diagnostic(fix=SAFE), diagnostic(fix=SAFE), diagnostic(fix=UNSAFE), diagnostic()]
    assert text_of(report(tmp_path, *found)).endswith(
        "2 can be mended for you: goodpractice check --fix"
        "\n1 has a likely answer: goodpractice check --diff --unsafe-fixes\n"
    )


def test_statistics_say_how_often(tmp_path: Path) -> None:
    found = [diagnostic(), diagnostic(fix=SAFE), diagnostic(Severity.HINT)]
    found += [diagnostic()._replace(code="GP202")]
    made = replace(report(tmp_path, *found), statistics=True)
    assert [line.split() for line in text_of(made).splitlines()[:3]] == [
        ["2", "error", "GP999"],
        ["1", "error", "GP202", "A", "required", "field", "is", "missing"],
        ["1", "hint", "GP999"],
    ]
    assert json_of(made)["statistics"] == [
        {"code": "GP999", "severity": "error", "count": 2, "fixable": 1},
        {"code": "GP202", "severity": "error", "count": 1, "fixable": 0},
        {"code": "GP999", "severity": "hint", "count": 1, "fixable": 0},
    ]


def test_a_fix_of_bytes_in_json(tmp_path: Path) -> None:
    found: Any = json_of(report(tmp_path, diagnostic(fix=ANEW)))["diagnostics"]
    assert found[0]["fix"]["edits"] == [{"path": "content/a.jpg", "reencode": True}]


# GitHub -----------------------------------------------------------------------------------------

HOSTILE = [
    "::error::no",
    "a\n::set-output name=x::y",
    "a\r::add-mask::b",
    "##[group]x",
    "%0A::warning::x",
    "a\u2028::error::b",
    " ::error::c",
]


@pytest.fixture
def step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(SUMMARY, str(tmp_path / "summary.md"))
    return tmp_path / "summary.md"


def test_an_annotation_has_its_place(tmp_path: Path, step: Path) -> None:
    made = replace(report(tmp_path, diagnostic(path="content/a, b:c.md")), prefix="site/")
    assert written("github", made).splitlines()[0] == (
        "::error file=site/content/a%2C b%3Ac.md,line=2,endLine=2,col=8,endColumn=11,title=GP999"
        "::“this” is wrong.%0AWrite it otherwise."
    )
    assert "content\\/a\\, b\\:c\\.md\\:2\\:8" in step.read_text("utf-8")


def test_an_annotation_is_headed_by_its_rule(tmp_path: Path, step: Path) -> None:
    out = written("github", report(tmp_path, diagnostic()._replace(code="GP202"), lang="fr"))
    assert ",title=GP202 Un champ obligatoire manque::" in out


def test_ten_of_each_the_touched_first_and_all_in_the_summary(tmp_path: Path, step: Path) -> None:
    found = [
        diagnostic(severity, f"content/{number:02}.md")
        for severity in Severity
        for number in range(15)
    ]
    made = replace(report(tmp_path, *found), touched=frozenset({"content/13.md"}))
    lines = written("github", made).splitlines()
    files = [re.findall(r"^::(\w+) file=content/(\d+)", line) for line in lines[:-2]]
    assert [command + number for [(command, number)] in files] == [
        f"{command}{number:02}" for command in ("error", "warning") for number in [13, *range(9)]
    ]
    assert lines[-2].startswith("7 files read. 15 errors, 15 warnings, 15 hints.")
    assert step.read_text("utf-8").count("GP999") == 45


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "made",
    [
        lambda text: diagnostic(message=text.replace("{", "")),
        lambda text: diagnostic(path=text),
        lambda text: diagnostic()._replace(hint=Phrase("{x}", {"x": text})),
    ],
)
def test_nothing_of_a_file_acts_as_a_command(
    tmp_path: Path, step: Path, text: str, made: Callable[[str], Diagnostic]
) -> None:
    out = written("github", report(tmp_path, made(text)))
    # As the runner reads lines, and as Unicode does.
    for lines in (re.split(r"\r\n|\r|\n", out), out.splitlines()):
        starts = [line for line in lines if line.lstrip().startswith(("::", "##"))]
        assert len(starts) == 1
        assert re.match(r"::error file=", starts[0])


def test_a_run_that_failed_is_an_annotation(tmp_path: Path, step: Path) -> None:
    out = written("github", report(tmp_path, error="No\n::warning::x"))
    assert out == "::error::No%0A::warning::x\n"
    assert not step.exists()


def test_the_summary_fits_into_what_github_takes(tmp_path: Path, step: Path) -> None:
    step.write_text("x" * 500_000, encoding="utf-8")
    found = [diagnostic(message="é" * 3000, path=f"{number}.md") for number in range(400)]
    written("github", report(tmp_path, *found))
    text = step.read_text("utf-8")
    assert MAX_SUMMARY - 10_000 < len(text.encode()) <= MAX_SUMMARY
    shown = text.count("GP999")
    assert text.rstrip().endswith(f"{400 - shown} more are left out here.")
    step.write_text("x" * MAX_SUMMARY, encoding="utf-8")
    written("github", report(tmp_path, *found))
    assert step.stat().st_size == MAX_SUMMARY


@given(text=st.text())
def test_markdown_of_a_text_shows_just_that(text: str) -> None:
    html = parse(f"x{markdown(text)}x").html
    assert html.startswith("<p>x")
    assert html.endswith("x</p>\n")
    assert unescape(html[3:-5]) == f"x{printable(text)}x"


def test_the_summary_is_a_table(tmp_path: Path) -> None:
    made = report(tmp_path, diagnostic(message="<b>|`x`|@you [a](b)"))
    row = summary(made).splitlines()[-1]
    assert row == (
        r"| content\/a\.md\:2\:8 | error GP999 "
        r"| \<b\>\|\`x\`\|\@you \[a\]\(b\)<br>Write it otherwise\. |"
    )


# SARIF ------------------------------------------------------------------------------------------

# The whole schema of the standard; where from: tests/data/README.md.
SARIF = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parents[1] / "data/sarif-2.1.0.json").read_text("utf-8")),
    format_checker=jsonschema.FormatChecker(),
)


def sarif_of(made: Report) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(written("sarif", made))
    SARIF.validate(log)
    [run] = log["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif_has_places_rules_and_fixes(tmp_path: Path) -> None:
    found = [
        diagnostic(fix=SAFE, path="content/é a.md")._replace(code="GP207"),
        diagnostic(Severity.HINT, fix=ANEW, message="[a](b)")._replace(code="GP202"),
    ]
    run = sarif_of(replace(report(tmp_path, *found), prefix="site/"))
    assert [one["id"] for one in run["tool"]["driver"]["rules"]] == ["GP202", "GP207"]
    first, second = run["results"]
    assert (first["ruleIndex"], first["level"]) == (1, "error")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "site/content/%C3%A9%20a.md"
    assert place["region"] == {"startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 12}
    [change] = first["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "that"}
    assert (second["level"], "fixes" in second) == ("note", False)
    assert second["message"]["text"].startswith(r"\[a\](b)")


def test_sarif_of_nothing_and_of_a_run_that_failed(tmp_path: Path) -> None:
    assert sarif_of(report(tmp_path))["results"] == []
    [invocation] = sarif_of(report(tmp_path, error="No"))["invocations"]
    assert invocation["executionSuccessful"] is False


def test_sarif_of_every_rule(tmp_path: Path) -> None:
    found = [diagnostic()._replace(code=code) for code in rules_by_code()]
    run = sarif_of(report(tmp_path, *found))
    rules = run["tool"]["driver"]["rules"]
    assert len(rules) == len(found)
    # GitHub's code scanning asks for these of every rule (rule GH2012 of the SARIF Multitool).
    for one in rules:
        assert {"id", "name", "shortDescription", "fullDescription", "help"} <= one.keys()
        assert one["help"]["text"].endswith(f"goodpractice explain {one['id']}")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: log["runs"][0].update(more=1),
        lambda log: log["runs"][0]["results"][0].update(level="bad"),
        lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"][
            "region"
        ].update(startLine=0),
        lambda log: log.pop("version"),
    ],
)
def test_the_schema_of_sarif_refuses_what_is_none(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], object]
) -> None:
    log = json.loads(written("sarif", report(tmp_path, diagnostic())))
    spoil(log)
    assert not SARIF.is_valid(log)


# Many alike --------------------------------------------------------------------------------------


def many(number: int, **changed: Any) -> list[Diagnostic]:
    spans = (Span(line, 1, line, 2) for line in range(1, number + 1))
    return [diagnostic(span=span)._replace(**changed) for span in spans]


def test_of_many_faults_alike_people_see_the_first(tmp_path: Path) -> None:
    other = diagnostic(span=Span(5000, 1, 5000, 2))._replace(code="GP998")
    elsewhere = many(MAX_ALIKE, path="content/b.md")
    text = text_of(report(tmp_path, *many(5000), other, *elsewhere))
    assert text.count("content/a.md:") == MAX_ALIKE + 1
    assert text.count("content/b.md:") == MAX_ALIKE
    assert f"content/a.md  GP999  {5000 - MAX_ALIKE} more like them.\n" in text
    assert "more like" not in text_of(report(tmp_path, *elsewhere))
    assert "GP999  1 more like it.\n" in text_of(report(tmp_path, *many(MAX_ALIKE + 1)))
    assert "5011 errors" in text


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_programs_get_the_worst_of_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("goodpractice.reporters.MAX_LISTED", 10)
    hints = many(8, severity=Severity.HINT)
    made = report(tmp_path, *hints, *many(5, path="content/b.md"))
    file = io.StringIO()
    FORMATS[name](made, Console(file=file))
    value = json.loads(file.getvalue())
    listed = value["diagnostics"] if name == "json" else value["runs"][0]["results"]
    levels = [one.get("severity") or one["level"] for one in listed]
    assert (len(listed), levels.count("error")) == (10, 5)
    if name == "json":
        assert value["omitted"] == 3
        assert value["summary"]["hints"] == 8
