"""Reports: the diagnostics of a run, for people and for programs.

A format is one function and its line in FORMATS.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from goodpractice import messages
from goodpractice.diagnostics import Diagnostic, Edit, Fix, Reencode, Severity, Span
from goodpractice.rules.rule import N_

JSON_VERSION = 1
TAB = "    "
MIN_QUOTE = 40
# What would move the cursor, reorder the line or hide: nothing of a file acts on the terminal.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff]"
)

SEVERITIES: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: (N_("error"), "bold red"),
    Severity.WARNING: (N_("warning"), "yellow"),
    Severity.HINT: (N_("hint"), "cyan"),
}
COUNTS: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: (N_("{n} error"), N_("{n} errors")),
    Severity.WARNING: (N_("{n} warning"), N_("{n} warnings")),
    Severity.HINT: (N_("{n} hint"), N_("{n} hints")),
}


@dataclass(frozen=True)
class Report:
    """What a run has to say.

    Attributes:
        root: the folder that paths are relative to.
        diagnostics: what is reported.
        files_read: how many files were looked at.
        language: of the messages.
        error: why the run could not be made, if it could not.
        outcome: what was done, as the first sentence of the last line.
    """

    root: Path
    diagnostics: tuple[Diagnostic, ...]
    files_read: int
    language: str
    error: str = ""
    outcome: str = ""

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """Return how many diagnostics there are of each severity."""
        found = Counter(one.severity for one in self.diagnostics)
        return {severity: found[severity] for severity in Severity}

    def words(self, template: str, **params: str | int) -> str:
        """Return a sentence in the language of the report."""
        return messages.catalogue(self.language).gettext(template).format(**params)

    def plural(self, one: str, many: str, n: int) -> str:
        """Return a sentence with a number in the language of the report."""
        return messages.catalogue(self.language).ngettext(one, many, n).format(n=n)


Format = Callable[[Report, Console], None]


def worst_first(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return diagnostics by file, the files with the worst first, and by severity within a file."""
    listed = list(diagnostics)
    worst: dict[str, int] = {}
    for one in listed:
        worst[one.path] = min(worst.get(one.path, one.severity.rank), one.severity.rank)
    return sorted(listed, key=lambda one: (worst[one.path], one.path, one.severity.rank, one.span))


def one_line(diagnostic: Diagnostic, language: str) -> str:
    """Return a diagnostic in one line, for a log."""
    place = f"{diagnostic.path}:{diagnostic.span.line}:{diagnostic.span.column}"
    message = messages.text(diagnostic.message, language)
    return printable(f"{place}: {diagnostic.severity} {diagnostic.code}: {message}")


def printable(text: str) -> str:
    """Return one line of text without anything that acts on a terminal."""
    return _UNPRINTABLE.sub("\ufffd", text)


# For programs -----------------------------------------------------------------------------------


def as_json(report: Report, console: Console) -> None:
    """Write a report as one JSON object: the contract is in docs/reports.md."""
    summary: dict[str, int] = {"files": report.files_read}
    summary |= {f"{severity}s": count for severity, count in report.counts.items()}
    value: dict[str, Any] = {"version": JSON_VERSION, "summary": summary}
    if report.error:
        value["error"] = report.error
    value["diagnostics"] = [_json_diagnostic(one, report.language) for one in report.diagnostics]
    console.file.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _json_diagnostic(one: Diagnostic, language: str) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": str(one.severity),
        "path": one.path,
        **_json_range(one.span),
        "message": messages.text(one.message, language),
        "hint": messages.text(one.hint, language) if one.hint else None,
        "fix": _json_fix(one.fix, language) if one.fix else None,
    }


def _json_range(span: Span) -> dict[str, int]:
    return dict(span._asdict())


def _json_fix(fix: Fix, language: str) -> dict[str, Any]:
    description = messages.text(fix.description, language)
    edits = [_json_edit(edit) for edit in fix.edits]
    return {"safe": fix.safe, "description": description, "edits": edits}


def _json_edit(edit: Edit | Reencode) -> dict[str, Any]:
    if isinstance(edit, Reencode):
        return {"path": edit.path, "reencode": True}
    return {"path": edit.path, "range": _json_range(edit.span), "text": edit.text}


# For people -------------------------------------------------------------------------------------


def as_text(report: Report, console: Console) -> None:
    """Write a report for people: by file, the line quoted, and what to do next."""
    for path, found in groupby(worst_first(report.diagnostics), key=lambda one: one.path):
        lines = _lines(report.root / path)
        for one in found:
            _print_diagnostic(one, lines, report, console)
    _print_end(report, console)


def _print_diagnostic(one: Diagnostic, lines: list[str], report: Report, console: Console) -> None:
    word, style = SEVERITIES[one.severity]
    head = Text(printable(f"{one.path}:{one.span.line}:{one.span.column}"), style="bold")
    head.append("  ").append(report.words(word), style=style)
    head.append(f" {one.code}", style="dim")
    _print(console, head)
    _print_indented(console, messages.text(one.message, report.language))
    for line in quote(lines, one.span, console.width, style):
        _print(console, line)
    if one.hint:
        _print_indented(console, "→ " + messages.text(one.hint, report.language))
    _print(console, Text())


def _print(console: Console, text: Text) -> None:
    """Print a line; into a pipe or a file without rich, which takes ten times as long."""
    if console.is_terminal:
        console.print(text, soft_wrap=True, highlight=False)
    else:
        console.file.write(f"{text.plain}\n")


def _print_indented(console: Console, text: str) -> None:
    """Print a paragraph, wrapped on a terminal and in one line elsewhere."""
    body = Text(printable(text))
    width = max(console.width - 2, MIN_QUOTE)
    for line in body.wrap(console, width) if console.is_terminal else [body]:
        _print(console, Text("  ").append_text(line))


def quote(lines: list[str], span: Span, width: int, style: str) -> Iterator[Text]:
    """Yield the line of a place with a caret under it; a long line is cut around the place.

    Args:
        lines: the lines of the file.
        span: the place.
        width: columns of the terminal.
        style: colour of the caret.
    """
    if span.line > len(lines) or not lines[span.line - 1].strip():
        return
    line = lines[span.line - 1].rstrip("\r")
    start = min(span.column - 1, len(line))
    end = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    before, marked, after = line[:start], line[start : max(end, start)], line[max(end, start) :]
    gutter = f"{span.line:>5} | "
    room = max(width - len(gutter) - 1, MIN_QUOTE)
    marked = _cut_end(_shown(marked), room * 2 // 3)
    before = _cut_start(_shown(before), (room - cell_len(marked)) * 2 // 3)
    after = _cut_end(_shown(after), room - cell_len(before) - cell_len(marked))
    yield Text(gutter, style="dim").append(before + marked + after, style="none")
    caret = "^" * max(cell_len(marked), 1)
    yield Text(" " * 5 + " | ", style="dim").append(" " * cell_len(before)).append(caret, style)


def _shown(text: str) -> str:
    return printable(text.replace("\t", TAB))


def _cut_end(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    while text and cell_len(text) > room - 1:
        text = text[: min(len(text) - 1, room)]
    return text + "…"


def _cut_start(text: str, room: int) -> str:
    return _cut_end(text[::-1], room)[::-1]


def _lines(path: Path) -> list[str]:
    """Return the lines of a file as its diagnostics count them, or none."""
    try:
        return path.read_bytes().decode("utf-8-sig", errors="replace").split("\n")
    except OSError:
        return []


def _print_end(report: Report, console: Console) -> None:
    if report.error:
        for line in report.error.split("\n"):
            _print(console, Text(printable(line)))
        return
    counted = ", ".join(
        report.plural(*COUNTS[severity], count)
        for severity, count in report.counts.items()
        if count
    )
    files = report.plural(N_("{n} file read."), N_("{n} files read."), report.files_read)
    parts = [report.outcome, files, f"{counted}." if counted else "", _advice(report)]
    style = SEVERITIES[Severity.ERROR][1] if report.counts[Severity.ERROR] else "bold green"
    _print(console, Text(" ".join(filter(None, parts)), style=style))


def _advice(report: Report) -> str:
    if report.counts[Severity.ERROR]:
        return report.words(N_("Mend the errors and run the check again: goodpractice check"))
    if report.counts[Severity.WARNING]:
        return report.words(N_("Look at the warnings when you can."))
    if report.counts[Severity.HINT]:
        return report.words(N_("Nothing has to be mended; the hints would make it better."))
    return report.words(N_("All is well."))


FORMATS: Mapping[str, Format] = {"text": as_text, "json": as_json}
