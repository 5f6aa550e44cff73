"""Reports: the diagnostics of a run, for people and for programs.

A format is one function and its line in FORMATS.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote as percent_encoded

from goodpractice import __version__, messages, terminal
from goodpractice.baseline import Lines, fingerprint
from goodpractice.diagnostics import (
    IN_ORDER,
    WHOLE_FILE,
    Diagnostic,
    Edit,
    Fix,
    Reencode,
    Severity,
    Span,
)
from goodpractice.late import late
from goodpractice.policy import rules_by_code
from goodpractice.rules.rule import N_, Rule
from goodpractice.terminal import Part, columns

if TYPE_CHECKING:
    from rich.console import Console

JSON_VERSION = 1
TAB = "    "
MAX_ALIKE = 10  # faults of one rule in one file that people are shown
MAX_LISTED = 25_000  # diagnostics in a report for programs: as many as code scanning takes in one
MIN_QUOTE = 40
# What would move the cursor, reorder the line or hide: nothing of a file acts on the terminal.
_UNPRINTABLE = late(
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
        hints: whether people are shown hints too; programs always are.
        statistics: whether to say how often each rule found something, instead of where.
        touched: files that a change touches, which come first where not all can be shown.
        tolerated: how many known faults are not among what is reported.
        prefix: path of `root` within its repository, with a closing slash, or nothing.
    """

    root: Path
    diagnostics: tuple[Diagnostic, ...]
    files_read: int
    language: str
    error: str = ""
    outcome: str = ""
    hints: bool = False
    statistics: bool = False
    touched: frozenset[str] = frozenset()
    prefix: str = ""
    tolerated: int = 0

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """Return how many diagnostics there are of each severity."""
        counts = dict.fromkeys(Severity, 0)
        for (severity, _), count in self._by_rule.items():
            counts[severity] += count
        return counts

    @cached_property
    def _by_rule(self) -> Counter[tuple[Severity, str]]:
        return Counter(map(attrgetter("severity", "code"), self.diagnostics))

    @cached_property
    def fixable(self) -> tuple[int, int]:
        """Return how many can be mended by --fix, and how many more by --unsafe-fixes."""
        found = Counter(one.fix.safe for one in self.diagnostics if one.fix)
        return found[True], found[False]

    @cached_property
    def rules(self) -> list[tuple[str, Severity, int, int]]:
        """Return code, severity, number and number of fixes of each rule that found something."""
        found = self._by_rule
        fixes = Counter((one.severity, one.code) for one in self.diagnostics if one.fix)
        ordered = sorted(found, key=lambda key: (key[0].rank, -found[key], key[1]))
        return [(key[1], key[0], found[key], fixes[key]) for key in ordered]

    def words(self, template: str, **params: str | int) -> str:
        """Return a sentence in the language of the report."""
        return messages.catalogue(self.language).gettext(template).format(**params)

    def plural(self, one: str, many: str, n: int) -> str:
        """Return a sentence with a number in the language of the report."""
        return messages.catalogue(self.language).ngettext(one, many, n).format(n=n)


Format: TypeAlias = "Callable[[Report, Console], None]"


def worst_first(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return diagnostics by file, the files with the worst first, and by severity within a file."""
    listed = list(diagnostics)
    worst: dict[str, int] = {}
    for one in listed:
        worst[one.path] = min(worst.get(one.path, one.severity.rank), one.severity.rank)
    return sorted(listed, key=lambda one: (worst[one.path], one.path, one.severity.rank, one.span))


def worst_of(diagnostics: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """Return diagnostics as they are, or of too many for any program the worst."""
    if len(diagnostics) <= MAX_LISTED:
        return diagnostics
    worst = sorted(diagnostics, key=lambda one: (one.severity.rank, IN_ORDER(one)))[:MAX_LISTED]
    return sorted(worst, key=IN_ORDER)


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
    if report.statistics:
        keys = ("code", "severity", "count", "fixable")
        value["statistics"] = [dict(zip(keys, row, strict=True)) for row in report.rules]
    listed = worst_of(report.diagnostics)
    if len(listed) < len(report.diagnostics):
        value["omitted"] = len(report.diagnostics) - len(listed)
    value["diagnostics"] = [_json_diagnostic(one, report.language) for one in listed]
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
    lines = Lines(report.root)
    if report.statistics:
        _print_statistics(report, console)
    else:
        shown = (one for one in report.diagnostics if report.hints or not _is_hint(one))
        for path, found in groupby(worst_first(shown), key=lambda one: one.path):
            quoted = lines.of(path) if path.endswith(_TEXTS) else []
            _print_file(path, list(found), quoted, report, console)
    _print_end(report, console)


# What has lines to quote: of a picture they would be gibberish.
_TEXTS = (".md", ".yml", ".txt")


def _print_file(
    path: str, found: list[Diagnostic], lines: list[str], report: Report, console: Console
) -> None:
    """Print what is wrong with a file; of many faults alike, the first, and how many there are."""
    count: Counter[str] = Counter()
    for one in found:
        count[one.code] += 1
        if count[one.code] <= MAX_ALIKE:
            _print_diagnostic(one, lines, report, console)
    for code, number in count.items():
        if number > MAX_ALIKE:
            said = report.plural(*_MORE, number - MAX_ALIKE)
            head = (printable(path), "bold"), (f"  {code}", "bold dim")
            terminal.write(console, *head, (f"  {said}\n", "bold"))


_MORE = (N_("{n} more like it."), N_("{n} more like them."))


def _is_hint(one: Diagnostic) -> bool:
    return one.severity is Severity.HINT


def _print_statistics(report: Report, console: Console) -> None:
    for code, severity, count, _ in report.rules:
        word, style = SEVERITIES[severity]
        title = report.words(rules_by_code()[code].title) if code in rules_by_code() else ""
        said = (report.words(word), style), (f" {code}  ", "dim")
        terminal.write(console, f"{count:>6}  ", *said, title)
    if report.rules:
        terminal.write(console)


def _print_diagnostic(one: Diagnostic, lines: list[str], report: Report, console: Console) -> None:
    word, style = SEVERITIES[one.severity]
    place = printable(f"{one.path}:{one.span.line}:{one.span.column}")
    said = (report.words(word), f"bold {style}"), (f" {one.code}", "bold dim")
    terminal.write(console, (f"{place}  ", "bold"), *said)
    _print_indented(console, messages.text(one.message, report.language))
    for line in quote(lines, one.span, console.width, style):
        terminal.write(console, *line)
    if one.hint:
        _print_indented(console, "→ " + messages.text(one.hint, report.language))
    terminal.write(console)


def _print_indented(console: Console, text: str) -> None:
    """Print a paragraph, wrapped on a terminal and in one line elsewhere."""
    width = max(console.width - 2, MIN_QUOTE)
    for line in terminal.wrapped(console, printable(text), width):
        terminal.write(console, f"  {line}")


def quote(lines: list[str], span: Span, width: int, style: str) -> Iterator[list[Part]]:
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
    # Only what has room is measured: a line may be a megabyte long.
    marked = _cut_end(_shown(marked[: room + 1]), room * 2 // 3)
    before = _cut_start(_shown(before[-room - 1 :]), (room - columns(marked)) * 2 // 3)
    after = _cut_end(_shown(after[: room + 1]), room - columns(before) - columns(marked))
    yield [(gutter + before + marked + after, "dim")]
    caret = "^" * max(columns(marked), 1)
    yield [(" " * 5 + " | " + " " * columns(before), "dim"), (caret, f"dim {style}")]


def _shown(text: str) -> str:
    return printable(text.replace("\t", TAB))


def _cut_end(text: str, room: int) -> str:
    if columns(text) <= room:
        return text
    while text and columns(text) > room - 1:
        text = text[: min(len(text) - 1, room)]
    return text + "…"


def _cut_start(text: str, room: int) -> str:
    return _cut_end(text[::-1], room)[::-1]


def _print_end(report: Report, console: Console) -> None:
    if report.error:
        for line in report.error.split("\n"):
            terminal.write(console, printable(line))
        return
    style = SEVERITIES[Severity.ERROR][1] if report.counts[Severity.ERROR] else "bold green"
    for line in last_lines(report):
        terminal.write(console, (line, style))


def last_lines(report: Report) -> list[str]:
    """Return what was done and found, and what to do next; nothing of any file is in it.

    Each command that would help has a line of its own, where nothing else can be taken for it.
    """
    counted = _counted(report)
    parts = [
        report.outcome,
        report.plural(N_("{n} file read."), N_("{n} files read."), report.files_read),
        f"{counted}." if counted else "",
        _advice(report),
    ]
    return [" ".join(filter(None, parts)), *_commands(report)]


def _counted(report: Report) -> str:
    found = ((COUNTS[severity], count) for severity, count in report.counts.items() if count)
    return ", ".join(report.plural(*words, count) for words, count in found)


_MENDED = (
    N_("{n} can be mended for you: goodpractice check --fix"),
    N_("{n} can be mended for you: goodpractice check --fix"),
)
_TOLERATED = (
    N_("{n} known fault is not shown: goodpractice check --no-baseline"),
    N_("{n} known faults are not shown: goodpractice check --no-baseline"),
)
_LIKELY = (
    N_("{n} has a likely answer: goodpractice check --diff --unsafe-fixes"),
    N_("{n} have a likely answer: goodpractice check --diff --unsafe-fixes"),
)


def _commands(report: Report) -> Iterator[str]:
    """Yield which commands would help with what was found."""
    safe, unsafe = report.fixable
    if safe:
        yield report.plural(*_MENDED, safe)
    if unsafe:
        yield report.plural(*_LIKELY, unsafe)
    if report.tolerated:
        yield report.plural(*_TOLERATED, report.tolerated)
    if report.counts[Severity.HINT] and not report.hints and not report.statistics:
        yield report.words(N_("To see the hints: goodpractice check --hints"))


def _advice(report: Report) -> str:
    if report.counts[Severity.ERROR]:
        return report.words(N_("Mend the errors and run the check again: goodpractice check"))
    if report.counts[Severity.WARNING]:
        return report.words(N_("Look at the warnings when you can."))
    if report.counts[Severity.HINT]:
        return report.words(N_("Nothing has to be mended; the hints would make it better."))
    return report.words(N_("All is well."))


# For GitHub Actions ------------------------------------------------------------------------------

# What GitHub shows of one step beside the changed lines; more is dropped without a word. A step's
# summary may hold 1 MiB, or all of it is dropped. ("Workflow commands", "Limits of annotations".)
MAX_ANNOTATIONS = 10
MAX_SUMMARY = 1_000_000
SUMMARY = "GITHUB_STEP_SUMMARY"
_COMMANDS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def as_github(report: Report, console: Console) -> None:
    """Write the worst as annotations, and everything into the summary of the step.

    What strangers wrote is only ever data of a command, so that no line of it acts as one.
    """
    if report.error:
        console.file.write(f"::error::{_escaped(report.error, _DATA)}\n")
        return
    for severity, command in _COMMANDS.items():
        worst = (one for one in _touched_first(report) if one.severity is severity)
        for one in list(worst)[:MAX_ANNOTATIONS]:
            console.file.write(_annotation(command, one, report))
    console.file.write("".join(f"{line}\n" for line in last_lines(report)))
    if os.environ.get(SUMMARY):
        _append_summary(Path(os.environ[SUMMARY]), report)


def _touched_first(report: Report) -> list[Diagnostic]:
    """Return diagnostics by severity, those of files that the change touches first."""
    return sorted(
        report.diagnostics,
        key=lambda one: (one.severity.rank, one.path not in report.touched, one.path, one.span),
    )


def _annotation(command: str, one: Diagnostic, report: Report) -> str:
    span = one.span
    properties = {"file": f"{report.prefix}{one.path}", "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line and span != WHOLE_FILE:
        properties |= {"col": span.column, "endColumn": max(span.column, span.end_column - 1)}
    rule = rules_by_code().get(one.code)
    properties["title"] = f"{one.code} {report.words(rule.title)}" if rule else one.code
    written = ",".join(f"{key}={_escaped(str(v), _PROPERTY)}" for key, v in properties.items())
    return f"::{command} {written}::{_escaped(_message(one, report.language), _DATA)}\n"


def _message(one: Diagnostic, language: str) -> str:
    """Return what is wrong and how to mend it, each a line."""
    said = (messages.text(part, language) for part in (one.message, one.hint) if part)
    return "\n".join(printable(line) for line in said)


def _escaped(text: str, table: Mapping[str, str]) -> str:
    """Return a text as data of a workflow command."""
    safe = text.encode("utf-8", "replace").decode()
    return "".join(table.get(character, character) for character in safe)


def _append_summary(path: Path, report: Report) -> None:
    """Add to the summary of the step as much as it can hold."""
    room = MAX_SUMMARY - (path.stat().st_size if path.exists() else 0)
    with path.open("a", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(summary(report, room))


def summary(report: Report, room: int = MAX_SUMMARY) -> str:
    """Return a report as Markdown in which nothing of any file acts.

    Args:
        report: the report.
        room: how many bytes it may take.
    """
    found = worst_first(report.diagnostics)
    head = f"### {report.words(_HEADING)}\n\n{'<br>'.join(last_lines(report))}\n\n"
    rows = [f"| {' | '.join(_row(one, report))} |\n" for one in found]
    table = f"| {' | '.join(report.words(one) for one in _COLUMNS)} |\n|---|---|---|\n"
    left = room - len((head + table).encode()) - 200  # for the line that says how many are left out
    parts = [head, table if rows else ""]
    for number, row in enumerate(rows):
        left -= len(row.encode("utf-8", "replace"))
        if left < 0:
            one, many = N_("{n} more is left out here."), N_("{n} more are left out here.")
            parts.append(f"\n{report.plural(one, many, len(rows) - number)}\n")
            break
        parts.append(row)
    return "".join(parts) if room > len(head.encode()) else ""


_HEADING = N_("The check of the content")
_COLUMNS = (N_("Place"), N_("Rule"), N_("What to mend"))


def _row(one: Diagnostic, report: Report) -> Iterator[str]:
    yield markdown(f"{one.path}:{one.span.line}:{one.span.column}")
    yield f"{report.words(SEVERITIES[one.severity][0])} {one.code}"
    lines = _message(one, report.language).split("\n")
    yield "<br>".join(markdown(line) for line in lines)


def markdown(text: str) -> str:
    """Return a line of text as Markdown that shows just that."""
    return _PUNCTUATION.sub(r"\\\1", printable(text))


# For code scanning (SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/) ---------------

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_BRACKET = re.compile(r"([\[\]])")  # else “[text](address)” would be a link (section 3.11.6)
_LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.HINT: "note",
}


def as_sarif(report: Report, console: Console) -> None:
    """Write a report as a SARIF log of one run."""
    listed = worst_of(report.diagnostics)
    codes = sorted({one.code for one in listed})
    lines = Lines(report.root)
    run = {
        "tool": {
            "driver": {
                "name": "goodpractice",
                "version": __version__,
                "rules": [_sarif_rule(code, report) for code in codes],
            }
        },
        "invocations": [_sarif_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(one, codes.index(one.code), lines, report) for one in listed],
    }
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    console.file.write(json.dumps(log, ensure_ascii=False, indent=2) + "\n")


def _sarif_invocation(report: Report) -> dict[str, Any]:
    if not report.error:
        return {"executionSuccessful": True}
    notification = {"level": "error", "message": {"text": report.error}}
    return {"executionSuccessful": False, "toolExecutionNotifications": [notification]}


def _sarif_rule(code: str, report: Report) -> dict[str, Any]:
    rule = rules_by_code().get(code)
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": report.words(rule.title)},
        "fullDescription": {"text": report.words(rule.why)},
        "help": {"text": _sarif_help(rule, report)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _sarif_help(rule: Rule, report: Report) -> str:
    """Return why a rule matters and what to do; GitHub shows no rule without it."""
    more = report.words(_READ_MORE, command=f"goodpractice explain {rule.code}")
    examples = (
        report.words(_EXAMPLES, bad=rule.bad, good=rule.good) if rule.bad and rule.good else ""
    )
    return "\n\n".join(filter(None, (report.words(rule.why), examples, more)))


_EXAMPLES = N_("Not so:\n{bad}\n\nBut so:\n{good}")
_READ_MORE = N_("To read more: {command}")


def _sarif_result(one: Diagnostic, rule: int, lines: Lines, report: Report) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": _LEVELS[one.severity],
        "message": {"text": _BRACKET.sub(r"\\\1", _message(one, report.language))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _sarif_file(one.path, report),
                    "region": _sarif_region(one.span),
                }
            }
        ],
        "partialFingerprints": {"goodpractice/v1": fingerprint(one, lines.text(one))},
    }
    fix = _sarif_fix(one.fix, report) if one.fix else None
    return {**result, "fixes": [fix]} if fix else result


def _sarif_file(path: str, report: Report) -> dict[str, str]:
    encoded = percent_encoded(f"{report.prefix}{path}".encode("utf-8", "surrogateescape"))
    return {"uri": encoded}


def _sarif_region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _sarif_fix(fix: Fix, report: Report) -> dict[str, Any] | None:
    """Return a fix as replacements of text, which is all that SARIF can say."""
    edits = [edit for edit in fix.edits if isinstance(edit, Edit)]
    if len(edits) < len(fix.edits):
        return None
    changes = [
        {
            "artifactLocation": _sarif_file(path, report),
            "replacements": [_sarif_replacement(edit) for edit in of_path],
        }
        for path, of_path in _by_path(edits).items()
    ]
    description = {"text": messages.text(fix.description, report.language)}
    return {"description": description, "artifactChanges": changes}


def _by_path(edits: Iterable[Edit]) -> Mapping[str, Sequence[Edit]]:
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.path, []).append(edit)
    return found


def _sarif_replacement(edit: Edit) -> dict[str, Any]:
    return {"deletedRegion": _sarif_region(edit.span), "insertedContent": {"text": edit.text}}


FORMATS: Mapping[str, Format] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
