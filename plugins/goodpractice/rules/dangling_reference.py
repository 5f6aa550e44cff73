"""A mention of an entry that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from goodpractice.diagnostics import Finding, Label, Severity
from goodpractice.entries import Corpus
from goodpractice.fields import Reference
from goodpractice.nearest import MAX_GUESSES, nearest, nearest_path
from goodpractice.rules.rule import N_, Rule, by_param


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield references to entries that do not exist or are of another collection."""
    for entry in corpus.entries.values():
        wrong = 0
        for reference in entry.references:
            found = _fault(corpus, reference, wrong < MAX_GUESSES)
            if found:
                wrong += 1
                yield entry.path, found


def _fault(corpus: Corpus, reference: Reference, guess: bool) -> Finding | None:
    target = reference.target
    if target not in corpus.ids:
        return _dangling(corpus, reference, guess)
    if reference.to and target.partition("/")[0] not in reference.to:
        collections = corpus.model.collections
        labels = tuple(
            Label(collections[name].label) for name in reference.to if name in collections
        )
        return Finding(
            "dangling-reference", reference.span, {"target": target, "collections": labels}, "kind"
        )
    return None


def _dangling(corpus: Corpus, reference: Reference, guess: bool) -> Finding:
    candidates = list(_candidates(corpus, reference.to)) if guess else []
    near = nearest_path(reference.target, candidates) or _titled(corpus, reference, candidates)
    entry = corpus.entries.get(near or "")
    title = entry.title if entry else near or ""
    key = reference.path.rpartition(".")[2]
    params = {"target": reference.target, "nearest": near or "", "title": title, "key": key}
    return Finding("dangling-reference", reference.span, params, "nearest" if near else "")


def _titled(corpus: Corpus, reference: Reference, candidates: list[str]) -> str | None:
    """Return the entry whose title was written instead of its name."""
    by_title = {corpus.entries[one].title: one for one in candidates if one in corpus.entries}
    title = nearest(reference.target.rpartition("/")[2], by_title)
    return by_title[title] if title else None


def _candidates(corpus: Corpus, to: tuple[str, ...]) -> Iterator[str]:
    return (one for one in corpus.ids if not to or one.partition("/")[0] in to)


RULE = Rule(
    code="GP401",
    name="dangling-reference",
    severity=Severity.ERROR,
    title=N_("A mention of an entry that is not there"),
    messages={
        "": N_("There is no entry “{target}”."),
        "nearest": N_("There is no entry “{target}”. Did you mean “{nearest}” ({title})?"),
        "kind": N_("“{target}” cannot be named here; this field names entries of {collections}."),
    },
    hint={
        "": N_(
            "Write the name of the folder and of the file without .md, such as "
            "“networks/name”. If the entry is not written yet, leave it out; if nothing else is "
            "left, write “{key}: not known” and name it in the text."
        ),
        "nearest": N_("Write “{nearest}”."),
        "kind": N_("Name an entry of the right kind, or use another field."),
    },
    why=N_("Readers follow these links to find whom to ask."),
    bad="who: groups/read",
    good="who: groups/red",
    check_corpus=check,
    fix=by_param("nearest", safe=False),
)
