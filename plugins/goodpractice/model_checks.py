"""What the files of the model have to say of one another: names that lead somewhere, and no circle.

Each function looks at a collection or a vocabulary as it was read, and yields findings with the
places where its file says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbstractMapping

from goodpractice.diagnostics import Finding, Span
from goodpractice.documents import Mapping, Node, Scalar, Sequence
from goodpractice.fields import KINDS, Field
from goodpractice.model import Collection, vocabulary_of, walk
from goodpractice.model_shape import PRESENTATION, mapping, place, texts
from goodpractice.nearest import nearest
from goodpractice.vocabularies import Term, Vocabulary

Vocabularies = AbstractMapping[str, Vocabulary]


def unknown_name(what: str, found: str, span: Span, known: Iterable[str]) -> Finding:
    """Return the finding for a name of something that is not there, with the nearest one."""
    near = nearest(found, known) or ""
    variant = f"{what}-nearest" if near else what
    return Finding("model-unknown-name", span, {"found": found, "nearest": near}, variant)


def of_collection(
    collection: Collection,
    own: AbstractMapping[str, Field],
    common: AbstractMapping[str, Field],
    front: Mapping,
    vocabularies: Vocabularies,
) -> Iterator[Finding]:
    """Yield what is wrong with a collection.

    Args:
        collection: as it was read.
        own: the fields that its file gives.
        common: those that every entry has.
        front: what its file says.
        vocabularies: of the site, by name.
    """
    yield from _repeated(own, common, front.value("fields"))
    yield from _paths(collection, front)
    yield from _constraint_terms(collection, front, vocabularies)


def of_vocabulary(whole: Vocabulary, own: Vocabulary, front: Mapping) -> Iterator[Finding]:
    """Yield what is wrong with the terms of a vocabulary.

    Args:
        whole: with all that it holds.
        own: what its file gives.
        front: what its file says.
    """
    node = front.value("terms")
    for term in own.terms.values():
        yield from _unknown_terms(whole, term, node)
        yield from _circle(whole, term, node)


# Vocabularies


def _unknown_terms(whole: Vocabulary, term: Term, node: Node | None) -> Iterator[Finding]:
    for key in ("broader", "deprecated_by"):
        named = getattr(term, key)
        if named and named not in whole.terms:
            yield unknown_name("term", named, place(node, term.id, key), whole.terms)


def _circle(whole: Vocabulary, term: Term, node: Node | None) -> Iterator[Finding]:
    """Report a term that is among its own wider terms."""
    way = whole.with_broader(term.id)
    last = whole.terms[way[-1]].broader
    if last == term.id:
        params = {"field": "broader", "circle": " → ".join((*way, last)), "why": ""}
        yield Finding("no-cycle", place(node, term.id, "broader"), params)


# Collections


def _repeated(
    own: AbstractMapping[str, Field], common: AbstractMapping[str, Field], node: Node | None
) -> Iterator[Finding]:
    """Report a field of every entry that a collection repeats as something else."""
    for name in own.keys() & common.keys():
        kind = common[name].kind.name
        if own[name].kind.name in KINDS and own[name].kind.name != kind:
            span = place(node, name, "kind")
            yield Finding("model-setting", span, {"key": name, "kind": kind}, "repeated")


def _paths(collection: Collection, front: Mapping) -> Iterator[Finding]:
    for span, path in _named_paths(front):
        if not _leads_somewhere(collection, path):
            yield unknown_name("field", path, span, [f.path for f in walk(collection.fields)])


def _named_paths(front: Mapping) -> Iterator[tuple[Span, str]]:
    """Yield every field path that the presentation and the constraints name, with its place."""
    presentation = [mapping(front.value("page")).value(key) for key in PRESENTATION]
    lists = [front.value(key) for key in ("card", "brief", "compare", "matrix", "hidden")]
    for node in (*presentation, *lists):
        for scalar in texts(node):
            yield scalar.span, scalar.text
    for pair in mapping(front.value("similar_by")).items.values():
        yield pair.key.span, pair.key.text
    for name, pair in mapping(front.value("schema_org")).items.items():
        if name != "type" and isinstance(pair.value, Scalar):
            yield pair.value.span, pair.value.text
    for constraint in _constraints_of(front):
        yield from _paths_of_constraint(constraint)


def _paths_of_constraint(constraint: Mapping) -> Iterator[tuple[Span, str]]:
    for key in ("field", "fields", "needs", "by"):
        yield from ((scalar.span, scalar.text) for scalar in texts(constraint.value(key)))
    for pair in mapping(constraint.value("when")).items.values():
        yield pair.key.span, pair.key.text


def _constraints_of(front: Mapping) -> Iterator[Mapping]:
    written = front.value("constraints")
    return map(mapping, written.items if isinstance(written, Sequence) else ())


def _leads_somewhere(collection: Collection, path: str) -> bool:
    """Return whether a path names a field, or a field of the groups in a list."""
    if collection.field(path):
        return True
    owner, _, inner = path.partition(".")
    listed = collection.field(owner)
    return bool(listed and listed.of and inner in listed.of.fields)


def _constraint_terms(
    collection: Collection, front: Mapping, vocabularies: Vocabularies
) -> Iterator[Finding]:
    for path, node in _named_terms(front):
        field = collection.field(path)
        vocabulary = vocabularies.get(vocabulary_of(field)) if field else None
        for scalar in texts(node) if vocabulary else ():
            if vocabulary and scalar.text not in vocabulary.terms:
                yield unknown_name("term", scalar.text, scalar.span, vocabulary.terms)


def _named_terms(front: Mapping) -> Iterator[tuple[str, Node | None]]:
    """Yield the field paths that constraints give terms for, each with the terms."""
    for constraint in _constraints_of(front):
        for path in texts(constraint.value("field")):
            yield path.text, constraint.value("from")
            yield path.text, constraint.value("value")
        for name, pair in mapping(constraint.value("when")).items.items():
            yield name, pair.value
