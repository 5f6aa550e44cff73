"""Lines that end in two ways."""

from __future__ import annotations

from collections.abc import Iterable

from goodpractice.diagnostics import Edit, Finding, Fix, Phrase, Severity, Span
from goodpractice.entries import Entry
from goodpractice.rules.rule import N_, Rule


def check(entry: Entry) -> Iterable[Finding]:
    """Return the first line that ends otherwise than the file began."""
    source = entry.document.source
    if "\r" not in source or source.count("\r\n") == source.count("\n"):
        return ()
    return (_finding(entry, source),)


def _finding(entry: Entry, source: str) -> Finding:
    lines = source.split("\n")
    odd = [number for number, line in enumerate(lines, start=1) if line.endswith("\r")]
    first = _mark(odd[0], lines[odd[0] - 1])
    edits = tuple(Edit(entry.path, _mark(number, lines[number - 1]), "") for number in odd)
    fix = Fix(True, Phrase(N_("end all lines in the same way")), edits)
    return Finding("mixed-line-ends", first, {"count": len(odd)}, fix=fix)


def _mark(number: int, line: str) -> Span:
    """Return the place of the carriage return at the end of a line."""
    return Span(number, len(line), number, len(line) + 1)


RULE = Rule(
    code="GP114",
    name="mixed-line-ends",
    severity=Severity.HINT,
    title=N_("Lines that end in two ways"),
    messages={
        "": N_("Some lines of this file end as on Windows and others do not."),
    },
    hint=N_("Save the file again with one kind of line end; your editor shows which it uses."),
    why=N_("Whoever compares two versions sees changes where there are none."),
    bad="title: A case\r\nwhom: Ten schools\n",
    good="title: A case\nwhom: Ten schools\n",
    check_entry=check,
)
