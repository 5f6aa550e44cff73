"""What the files of the model have to say of one another: names that lead somewhere, and no circle.

Each function looks at a collection or a vocabulary as it was read, and yields findings with the
places where its file says so.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from collections.abc import Mapping as AbstractMapping
from typing import Any

from goodpractice import model_shape
from goodpractice.constraints import CONSTRAINTS
from goodpractice.diagnostics import Finding, Param, Span
from goodpractice.fields import Field
from goodpractice.kinds import KINDS
from goodpractice.kinds.dates import DateKind
from goodpractice.kinds.kind import Kind, plain_number
from goodpractice.kinds.lists import ListKind
from goodpractice.kinds.references import ReferenceKind, ReferencesKind
from goodpractice.model import PICTURE, Collection, can_sort, vocabulary_of, walk
from goodpractice.model_shape import (
    COUNTED,
    PRESENTATION,
    SETTINGS,
    key_place,
    mapping,
    place,
    texts,
)
from goodpractice.nearest import MAX_GUESSES, nearest
from goodpractice.nodes import Mapping, Node, Scalar, Sequence
from goodpractice.vocabularies import Term, Vocabulary

MAX_LISTED = 20  # names in a hint
LISTED = ("kind", "constraint")  # whose names are always listed

Vocabularies = AbstractMapping[str, Vocabulary]


def unknown_name(what: str, found: str, span: Span, known: Iterable[str]) -> Finding:
    """Return the finding for a name of something that is not there, with the nearest one."""
    names = tuple(known)
    near = model_shape.meant(what, found, names) or nearest(found, names)
    near = near or nearest(found.rpartition("/")[2], names) or ""
    listed = what in LISTED or 0 < len(names) <= MAX_LISTED
    params: dict[str, Param] = {"found": found, "nearest": near, "names": names}
    variant = f"{what}-nearest" if near else what if listed else f"{what}-many"
    return Finding("model-unknown-name", span, params, variant)


def _finding(name: str, span: Span, variant: str = "", **params: Param) -> Finding:
    return Finding(name, span, params, variant)


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
    yield from _facets_in_lists(own, in_list=False)
    yield from _paths(collection, front)
    yield from _constraint_kinds(collection, front)
    yield from _constraint_terms(collection, front, vocabularies)
    yield from _matrix(collection, front)
    yield from _unsorted(collection, front, vocabularies)
    yield from _uncounted(collection, front)
    yield from _without_likeness(collection, front)


def between(
    collection: Collection,
    collections: AbstractMapping[str, Collection],
    common: Container[str],
    front: Mapping,
) -> Iterator[Finding]:
    """Yield what a collection says of others that is not there, or not drawn.

    Args:
        collection: as it was read.
        collections: of the site, by name.
        common: names of the fields that every entry has.
        front: what the collection's file says.
    """
    for one in texts(front.value(PICTURE)):
        name, slash, path = one.text.rpartition("/")
        naming = collections.get(name) if slash else collection
        found = _field_at(naming, path) if naming else None
        if naming is None:
            yield unknown_name("collection", name, one.span, collections)
        elif found is None:
            yield unknown_name("field", path, one.span, [f.path for f in walk(naming.fields)])
        elif _owner(path) in common or not _can_draw(found, slash and collection.name):
            yield _finding("model-unfit", one.span, "picture", path=one.text)


def _can_draw(field: Field, wanted: str) -> bool:
    """Return whether a field names entries, of a collection if one is given.

    A kind that there is not, or no such collection, is a fault of its own.
    """
    one = field.of or field
    names = isinstance(one.kind, ReferenceKind | ReferencesKind) or one.kind.name not in KINDS
    return names and (not wanted or not one.to or wanted in one.to)


def of_field(
    kind: Kind, values: AbstractMapping[str, Any], node: Node, span: Span
) -> Iterator[Finding]:
    """Yield what is wrong with the settings of a field.

    Args:
        kind: of the field.
        values: what its settings are.
        node: where they are written.
        span: place of the field's name.
    """
    if values.get("required") and values.get("recommended"):
        yield _finding("model-contradiction", key_place(node, "recommended"), "requirement")
    if kind.name not in KINDS:
        return
    for setting in SETTINGS:
        params = {"key": setting, "kind": kind.name}
        if setting in values and setting not in kind.settings:
            yield Finding("model-setting", key_place(node, setting), params)
        elif setting in kind.needs and setting not in values:
            yield Finding("model-incomplete", span, params)
    if values.get("facet") and not kind.can_facet:
        params = {"key": "facet", "kind": kind.name}
        yield Finding("model-setting", key_place(node, "facet"), params)
    yield from _bounds(kind, values.get("min"), values.get("max"), node)


def _bounds(kind: Kind, low: Any, high: Any, node: Node) -> Iterator[Finding]:
    """Report bounds that nothing lies within."""
    if low is not None and high is not None and low > high:
        params = {"low": plain_number(low), "high": plain_number(high)}
        yield _finding("model-contradiction", place(node, "max"), "bounds", **params)
    elif high is not None and high < 1 and kind.measure != Kind.measure:
        params = {"high": plain_number(high)}
        yield _finding("model-contradiction", place(node, "max"), "room", **params)


def of_vocabulary(whole: Vocabulary, own: Vocabulary, front: Mapping) -> Iterator[Finding]:
    """Yield what is wrong with the terms of a vocabulary.

    Args:
        whole: with all that it holds.
        own: what its file gives.
        front: what its file says.
    """
    node = front.value("terms")
    unknown = 0
    for term in own.terms.values():
        for finding in _unknown_terms(whole, term, node, guess=unknown < MAX_GUESSES):
            unknown += 1
            yield finding
        yield from _circle(term, "broader", whole.with_broader(term.id), whole, node)
        yield from _circle(term, "deprecated_by", whole.with_newer(term.id), whole, node)


# Vocabularies


def _unknown_terms(
    whole: Vocabulary, term: Term, node: Node | None, *, guess: bool
) -> Iterator[Finding]:
    known = whole.terms if guess else ()
    for key in ("broader", "deprecated_by"):
        named = getattr(term, key)
        if named and named not in whole.terms:
            yield unknown_name("term", named, place(node, term.id, key), known)


def _circle(
    term: Term, key: str, way: tuple[str, ...], whole: Vocabulary, node: Node | None
) -> Iterator[Finding]:
    """Report a term to which a key leads back, on a way that begins with it."""
    last = getattr(whole.terms[way[-1]], key)
    if last == term.id:
        circle = " → ".join((*way, last))
        yield _finding("model-circle", place(node, term.id, key), key=key, circle=circle)


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


def _facets_in_lists(fields: AbstractMapping[str, Field], *, in_list: bool) -> Iterator[Finding]:
    """Report fields within lists by which readers are meant to filter, and cannot."""
    for one in fields.values():
        if one.facet and in_list:
            params = {"key": "facet", "kind": ListKind.name}
            yield Finding("model-setting", one.span, params, "within")
        yield from _facets_in_lists(one.fields, in_list=in_list)
        yield from _facets_in_lists(one.of.fields if one.of else {}, in_list=True)


def _paths(collection: Collection, front: Mapping) -> Iterator[Finding]:
    known = [f.path for f in walk(collection.fields)]
    for one in _shown_paths(front):
        if not collection.field(one.text):
            yield unknown_name("field", one.text, one.span, known)
    within = map(_paths_of_constraint, _constraints_of(front))
    for paths in (_told_paths(front), *within):
        for one in paths:
            if not _leads_somewhere(collection, one.text):
                yield unknown_name("field", one.text, one.span, known)


def _shown_paths(front: Mapping) -> Iterator[Scalar]:
    """Yield every field path that the presentation names."""
    presentation = [mapping(front.value("page")).value(key) for key in PRESENTATION]
    keys = ("card", "brief", "compare", "matrix", "hidden", *COUNTED)
    for node in (*presentation, *map(front.value, keys)):
        yield from texts(node)
    for key in ("sort", "similar_by"):
        yield from (pair.key for pair in mapping(front.value(key)).items.values())


def _told_paths(front: Mapping) -> Iterator[Scalar]:
    """Yield every field path of what programs are told of a page."""
    for name, pair in mapping(front.value("schema_org")).items.items():
        if name != "type" and isinstance(pair.value, Scalar):
            yield pair.value


def _paths_of_constraint(constraint: Mapping) -> Iterator[Scalar]:
    for key in ("field", "fields", "needs", "by"):
        yield from texts(constraint.value(key))
    yield from (pair.key for pair in mapping(constraint.value("when")).items.values())


def _constraints_of(front: Mapping) -> Iterator[Mapping]:
    written = front.value("constraints")
    return map(mapping, written.items if isinstance(written, Sequence) else ())


def _leads_somewhere(collection: Collection, path: str) -> bool:
    return _field_at(collection, path) is not None


def _owner(path: str) -> str:
    return path.partition(".")[0]


def _field_at(collection: Collection, path: str) -> Field | None:
    """Return the field at a path, of the groups in a list too."""
    owner, _, inner = path.partition(".")
    listed = collection.field(owner)
    within = listed.of.fields.get(inner) if listed and listed.of else None
    return collection.field(path) or within


def _matrix(collection: Collection, front: Mapping) -> Iterator[Finding]:
    """Report rows or columns of a table of coverage by which nobody can filter."""
    for scalar in texts(front.value("matrix")):
        field = collection.field(scalar.text)
        if field is not None and not field.facet:
            yield _finding("model-unfit", scalar.span, "matrix", path=scalar.text)


def _unsorted(
    collection: Collection, front: Mapping, vocabularies: Vocabularies
) -> Iterator[Finding]:
    """Report fields to sort by whose values have no order."""
    for pair in mapping(front.value("sort")).items.values():
        field = collection.field(pair.key.text)
        if field and field.kind.name in KINDS and not can_sort(field, vocabularies):
            yield _finding("model-unfit", pair.key.span, "sort", path=pair.key.text)


def _uncounted(collection: Collection, front: Mapping) -> Iterator[Finding]:
    """Report fields to be counted by whose values stand each for itself."""
    for key in COUNTED:
        for scalar in texts(front.value(key)):
            field = collection.field(scalar.text)
            known = field is not None and field.kind.name in KINDS
            if field and known and not (field.kind.can_facet or field.kind.name == DateKind.name):
                yield _finding("model-unfit", scalar.span, "counted", path=scalar.text)


def _without_likeness(collection: Collection, front: Mapping) -> Iterator[Finding]:
    """Report fields by which entries are to be alike, and that name nothing to have in common."""
    for pair in mapping(front.value("similar_by")).items.values():
        field = collection.field(pair.key.text)
        if field and field.kind.name in KINDS and not field.kind.can_facet:
            yield _finding("model-unfit", pair.key.span, "similar_by", path=pair.key.text)


def _constraint_kinds(collection: Collection, front: Mapping) -> Iterator[Finding]:
    """Report fields that a constraint can say nothing of."""
    for constraint in _constraints_of(front):
        name = constraint.value("kind")
        kind = CONSTRAINTS.get(name.text) if isinstance(name, Scalar) else None
        for option, wanted in kind.takes.items() if kind else ():
            for number, named in enumerate(_named(constraint.value(option))):
                field = collection.field(named.text)
                fits = wanted[min(number, len(wanted) - 1)]
                if field and field.kind.name in KINDS and field.kind.name not in fits:
                    params = {"path": named.text, "kind": field.kind.name}
                    yield _finding("model-unfit", named.span, kinds=tuple(sorted(fits)), **params)


def _named(node: Node | None) -> Iterator[Scalar]:
    """Yield the names that are a value, or keys within it."""
    if isinstance(node, Mapping):
        yield from (pair.key for pair in node.items.values())
    else:
        yield from texts(node)


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
