"""A reference without a title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.nodes import Mapping, Node, Sequence, is_empty
from goodpractice.rules.rule import N_, Rule


def check(entry: Entry) -> Iterable[Finding]:
    """Return references that nobody could look up by their title."""
    node = entry.node("references")
    return _findings(node.items) if isinstance(node, Sequence) else ()


def _findings(items: list[Node]) -> Iterator[Finding]:
    for item in items:
        title = item.value("title") if isinstance(item, Mapping) else None
        if isinstance(item, Mapping) and (title is None or is_empty(title)) and not is_empty(item):
            place = next(iter(item.items.values())).key.span
            yield Finding("reference-without-title", place)


RULE = Rule(
    code="GP212",
    name="reference-without-title",
    severity=Severity.WARNING,
    title=N_("A reference without a title"),
    messages={
        "": N_("This reference has no title."),
    },
    hint=N_("Add “title:” with the title as printed. If it is lost, write “title: not known”."),
    why=N_("Addresses change; a title can still be found in a library."),
    bad="references:\n  - {link: https://example.org/report.pdf, year: 2004}",
    good=(
        "references:\n  - {title: Working together, link: https://example.org/report.pdf, year: "
        "2004}"
    ),
    source="ISO 690:2021",
    check_entry=check,
)
