"""A mention that says nothing: of the entry itself, or of one that its list has already."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.kinds.references import ReferencesKind
from goodpractice.rules.rule import N_, Rule

_NO_CYCLE = "no_cycle"
_TRANSLATION = "translation_of"


def check(entry: Entry) -> Iterator[Finding]:
    """Yield mentions by which a reader learns nothing."""
    seen: set[tuple[str, str]] = set()
    for one in entry.references:
        mention, params = (one.path, one.target), {"target": one.target}
        if one.target == entry.id and one.path not in _elsewhere(entry):
            yield Finding("idle-mention", one.span, params, "itself")
        elif mention in seen and _is_list(entry, one.path):
            yield Finding("idle-mention", one.span, params, lenient=True)
        seen.add(mention)


def _elsewhere(entry: Entry) -> frozenset[str]:
    """Return the fields of which other rules say that they name the entry itself."""
    constraints = (one for one in entry.collection.constraints if one.kind.name == _NO_CYCLE)
    return frozenset((_TRANSLATION, *(one.options["field"] for one in constraints)))


def _is_list(entry: Entry, path: str) -> bool:
    """Return whether a field is a list of entries; one of groups may name an entry twice."""
    field = entry.collection.field(path)
    return field is not None and isinstance(field.kind, ReferencesKind)


RULE = Rule(
    code="GP413",
    name="idle-mention",
    severity=Severity.WARNING,
    title=N_("A mention that says nothing"),
    messages={
        "": N_("“{target}” stands in this list already."),
        "itself": N_("This entry names itself."),
    },
    hint={
        "": N_("Take one of the two out."),
        "itself": N_("Take it out, or name the entry that you mean."),
    },
    why=N_("Very likely another entry was meant, and readers do not find the way to it."),
    bad="related: [notes/case]",
    good="related: [notes/first]",
    check_entry=check,
)
