"""Two entries that say nearly the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from goodpractice.diagnostics import Finding, Param, Severity
from goodpractice.entries import DRAFT, Corpus, Entry
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import likeness

# Tuned on the pairs of tests/data/near-duplicates.yml: tests/rules/test_measured.py.
THRESHOLD = 0.5


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield entries that repeat much of another entry of their collection and language."""
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in corpus.entries.values():
        if entry.status != DRAFT:
            groups[entry.collection.name, entry.lang].append(entry)
    for group in groups.values():
        yield from _alike(sorted(group, key=lambda one: one.path))


def _alike(entries: list[Entry]) -> Iterator[tuple[str, Finding]]:
    by_path = {entry.path: entry for entry in entries}
    sketches = {path: likeness.sketch(one.document.body) for path, one in by_path.items()}
    best: dict[str, tuple[float, str]] = {}
    for first, second in likeness.candidates(sketches):
        share = same(by_path[first].document.body, by_path[second].document.body)
        if share >= THRESHOLD and not _replaces(by_path[first], by_path[second]):
            best[second] = max(best.get(second, (0.0, "")), (share, first))
    for path, (share, other) in best.items():
        params: dict[str, Param] = {
            "title": by_path[other].title,
            "file": other,
            "share": round(100 * share),
        }
        yield path, Finding("near-duplicate", by_path[path].document.fence, params)


def same(one: str, other: str) -> float:
    """Return how much of the shorter of two texts stands in the other, 0 to 1."""
    return likeness.likeness(likeness.shingles(one), likeness.shingles(other))


def _replaces(one: Entry, other: Entry) -> bool:
    named = {one.value("superseded_by"), other.value("superseded_by")}
    return not named.isdisjoint({one.id, other.id})


RULE = Rule(
    code="GP404",
    name="near-duplicate",
    severity=Severity.WARNING,
    title=N_("Two entries that say nearly the same"),
    messages={
        "": N_("{share} per cent of this text stands in “{title}” too ({file})."),
    },
    hint=N_(
        "Keep one of the two, or say in each only what is its own. If one takes the place of the "
        "other, write “superseded_by:” in the old one."
    ),
    why=N_("Readers who find a text twice do not know which one holds."),
    bad="content/notes/reading-again.md\ncontent/notes/reading.md",
    good="content/notes/reading.md\ncontent/notes/swimming.md",
    source="A. Broder, On the resemblance and containment of documents, 1997",
    check_corpus=check,
)
