"""A mention of an entry that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Label, Param, Severity
from goodpractice.nearest import MAX_GUESSES, nearest
from goodpractice.reading import Reference
from goodpractice.rules.rule import N_, Rule, by_param

# As Windows writes paths, and wikis links.
_SIGNS = re.compile(r"[\\\[\]]+")


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield references to entries that do not exist or are of another collection."""
    for facts in corpus.facts.values():
        if facts.misplaced or not corpus.ids.issuperset(facts.mentions):
            wrong = filter(partial(_is_wrong, corpus), corpus.entries[facts.id].references)
            for number, reference in enumerate(wrong):
                yield facts.path, _fault(corpus, reference, guess=number < MAX_GUESSES)


def _is_wrong(corpus: Corpus, reference: Reference) -> bool:
    target, to = reference.target, reference.to
    return target not in corpus.ids or bool(to and target.partition("/")[0] not in to)


def _fault(corpus: Corpus, reference: Reference, *, guess: bool) -> Finding:
    if reference.target not in corpus.ids:
        return _dangling(corpus, reference, guess)
    collections = corpus.model.collections
    labels = tuple(Label(collections[name].label) for name in reference.to if name in collections)
    params: dict[str, Param] = {"target": reference.target, "collections": labels}
    return Finding("dangling-reference", reference.span, params, "kind")


def _dangling(corpus: Corpus, reference: Reference, guess: bool) -> Finding:
    near = _meant(corpus, reference) if guess else None
    facts = corpus.facts.get(near or "")
    title = facts.title if facts else near or ""
    key = reference.path.rpartition(".")[2]
    example = f"{(reference.to or ('networks',))[0]}/name"
    params = {"target": reference.target, "nearest": near or "", "title": title, "key": key}
    params["example"] = example
    return Finding("dangling-reference", reference.span, params, "nearest" if near else "")


def _meant(corpus: Corpus, reference: Reference) -> str | None:
    plain = _SIGNS.sub("/", reference.target).rstrip("/")
    return corpus.named(reference.to).nearest(plain) or _titled(corpus, reference)


def _titled(corpus: Corpus, reference: Reference) -> str | None:
    """Return the entry whose title was written instead of its name."""
    by_title = {
        facts.title: facts.id
        for facts in corpus.facts.values()
        if not reference.to or facts.collection in reference.to
    }
    title = nearest(reference.target.rpartition("/")[2], by_title)
    return by_title[title] if title else None


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
            "“{example}”. If the entry is not written yet, leave it out; if nothing else is "
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
