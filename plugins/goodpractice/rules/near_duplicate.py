"""Two entries that say nearly the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter

from goodpractice import likeness
from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Param, Severity
from goodpractice.facts import Facts
from goodpractice.rules.rule import N_, Rule

# Tuned on the pairs of tests/data/near-duplicates.yml: tests/rules/test_measured.py.
THRESHOLD = 0.5


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield entries that repeat much of another entry of their collection and language."""
    groups: dict[tuple[str, str], list[Facts]] = defaultdict(list)
    for facts in corpus.facts.values():
        if not facts.is_draft:
            groups[facts.collection, facts.lang].append(facts)
    for group in groups.values():
        yield from _alike(corpus, sorted(group, key=attrgetter("path")))


def _alike(corpus: Corpus, group: list[Facts]) -> Iterator[tuple[str, Finding]]:
    by_path = {facts.path: facts for facts in group}
    best: dict[str, tuple[float, str]] = {}
    for first, second in likeness.candidates({facts.path: facts.sketch for facts in group}):
        one, other = by_path[first], by_path[second]
        share = same(*(corpus.document(each.id).body for each in (one, other)))
        if share >= THRESHOLD and not _replaces(one, other):
            best[second] = max(best.get(second, (0.0, "")), (share, first))
    for path, (share, first) in best.items():
        params: dict[str, Param] = {
            "title": by_path[first].title,
            "file": first,
            "share": round(100 * share),
        }
        fence = corpus.document(by_path[path].id).fence
        yield path, Finding("near-duplicate", fence, params)


def same(one: str, other: str) -> float:
    """Return how much of the shorter of two texts stands in the other, 0 to 1."""
    return likeness.likeness(likeness.shingles(one), likeness.shingles(other))


def _replaces(one: Facts, other: Facts) -> bool:
    return not {one.superseded_by, other.superseded_by}.isdisjoint({one.id, other.id})


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
