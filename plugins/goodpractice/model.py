"""The model: collections and vocabularies, read from data files.

The files of the model are read by the same field kinds as entries, so a fault in them is reported
with the same messages and at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from goodpractice import markup
from goodpractice.constraints import CONSTRAINTS, Constraint, PairKind
from goodpractice.diagnostics import WHOLE_FILE, Finding, Label, Span
from goodpractice.documents import (
    Document,
    Mapping,
    Node,
    Scalar,
    Sequence,
    read_data_file,
    scalars,
)
from goodpractice.fields import (
    KINDS,
    N_,
    Field,
    GroupKind,
    IntegerKind,
    KeyedKind,
    Kind,
    LabelsKind,
    LineKind,
    ListKind,
    NodeKind,
    NumberKind,
    ParagraphKind,
    Reading,
    Requirement,
    SeveralKind,
    YesNoKind,
    read_fields,
    read_value,
)
from goodpractice.nearest import nearest
from goodpractice.vocabularies import CLDR, Term, Texts, Vocabulary

COLLECTION_FILE = "_collection.yml"
VOCABULARIES_FOLDER = "vocabularies"
COMMON_FILE = Path(__file__).parent / "common.yml"
FREE_PAGES = "pages"
# Folders of the built site that hold what the tool makes.
TAKEN_NAMES = ("assets", "browse", "check", "data", "pagefind", "worklist")
RESERVED_NAMES = frozenset({*TAKEN_NAMES, VOCABULARIES_FOLDER, FREE_PAGES})
NAME = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)
FIELD_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
TERM_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an entry's text that begins with a level-2 heading."""

    id: str
    label: Texts
    help: Texts
    requirement: Requirement


@dataclass(frozen=True)
class Collection:
    """A content type. `presentation` maps card, brief, compare and the parts of page to paths."""

    name: str
    label: Texts
    singular: Texts
    fields: AbstractMapping[str, Field]
    description: Texts = field(default_factory=dict)
    order: int = 0
    browse: bool = True
    hidden: tuple[str, ...] = ()
    sections: AbstractMapping[str, Section] = field(default_factory=dict)
    constraints: tuple[Constraint, ...] = ()
    presentation: AbstractMapping[str, tuple[str, ...]] = field(default_factory=dict)
    similar_by: AbstractMapping[str, float] = field(default_factory=dict)
    matrix: tuple[tuple[str, str], ...] = ()
    schema_org: AbstractMapping[str, str] = field(default_factory=dict)
    path: str = ""

    @cached_property
    def _by_path(self) -> AbstractMapping[str, Field]:
        return {f.path: f for f in walk(self.fields)}

    def field(self, path: str) -> Field | None:
        """Return the field at a dotted path, groups followed and lists not."""
        return self._by_path.get(path)

    def caption(self, path: str) -> Label | str:
        """Return what messages call the field at a path, in a list of groups too."""
        found = self.field(path)
        if found is None:
            owner, _, inner = path.partition(".")
            listed = self.field(owner)
            found = listed.of.fields.get(inner) if listed and listed.of else None
        return found.caption if found else path

    @cached_property
    def vocabulary_fields(self) -> tuple[tuple[str, str], ...]:
        """Paths of fields that choose terms, each with its vocabulary."""
        named = ((f.path, vocabulary_of(f)) for f in self._by_path.values())
        return tuple((path, vocabulary) for path, vocabulary in named if vocabulary)

    @cached_property
    def _holders(self) -> AbstractMapping[str, tuple[Field, ...]]:
        found: dict[str, list[Field]] = {}
        for one in self.fields.values():
            for kind in dict.fromkeys(_kinds_within(one)):
                found.setdefault(kind, []).append(one)
        return {kind: tuple(fields) for kind, fields in found.items()}

    def holding(self, kind: str) -> tuple[Field, ...]:
        """Return the fields of the top that are of a kind or hold one of it, however deep."""
        return self._holders.get(kind, ())

    @cached_property
    def prompts(self) -> frozenset[str]:
        """Texts that ask for something, and examples: what nobody means when an entry says it."""
        own = (text for one in self.fields.values() for text in _prompts(one))
        asked = (text for one in self.sections.values() for text in one.help.values())
        return frozenset(text.strip() for text in (*own, *asked) if text.strip())

    @cached_property
    def facets(self) -> tuple[Field, ...]:
        """Fields by which readers can filter, in the order of the model."""
        return tuple(f for f in self._by_path.values() if f.facet)


def walk(fields: AbstractMapping[str, Field]) -> Iterator[Field]:
    """Yield fields and, behind each group, the fields within it."""
    for one in fields.values():
        yield one
        yield from walk(one.fields)


# A shorter example, such as “Public funds”, may be just what somebody wants to say.
_LONG_EXAMPLE = 25


def _prompts(one: Field) -> Iterator[str]:
    """Yield the help of a field and long words of its example, and those within it."""
    yield from one.help.values()
    if one.example is not None and one.kind.name in _WITH_TEXT:
        texts = (scalar.text for scalar in scalars(one.example))
        yield from (text for text in texts if len(text) >= _LONG_EXAMPLE and " " in text.strip())
    for within in (*one.fields.values(), *([one.of] if one.of else ())):
        yield from _prompts(within)


_WITH_TEXT = frozenset({LineKind.name, ParagraphKind.name, GroupKind.name, ListKind.name})


def _kinds_within(one: Field) -> Iterator[str]:
    """Yield the name of a field's kind, and those of the fields and items within it."""
    yield one.kind.name
    inner = one.kind.fields(one).values() if isinstance(one.kind, GroupKind) else ()
    for within in (*inner, *([one.of] if one.of else ())):
        yield from _kinds_within(within)


@dataclass(frozen=True)
class Facet:
    """A way to filter across collections: fields of one path that choose from one source."""

    id: str
    label: Texts
    vocabulary: str
    paths: AbstractMapping[str, str]
    to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Model:
    """Everything that the site's model files say.

    `unreadable` names the collections whose file could not be read; `common` the fields that every
    entry has.
    """

    collections: AbstractMapping[str, Collection]
    vocabularies: AbstractMapping[str, Vocabulary]
    pages: Collection
    unreadable: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """Facets of all collections that can be browsed; those of common fields come last."""
        groups: dict[tuple[str, str], dict[str, Field]] = {}
        for collection in self.collections.values():
            for one in collection.facets if collection.browse else ():
                source = vocabulary_of(one) or "entries"
                groups.setdefault((one.path, source), {})[collection.name] = one
        paths = [path for path, _ in groups]
        ordered = sorted(groups.items(), key=lambda group: group[0][0] in self.common)
        return tuple(
            _facet(path, fields, unique=paths.count(path) == 1) for (path, _), fields in ordered
        )

    @cached_property
    def all_collections(self) -> AbstractMapping[str, Collection]:
        """Collections by name, the free pages among them."""
        return {**self.collections, FREE_PAGES: self.pages}


def _facet(path: str, fields: dict[str, Field], *, unique: bool) -> Facet:
    first_collection, first = next(iter(fields.items()))
    slug = path.replace(".", "-").replace("_", "-")
    return Facet(
        slug if unique else f"{first_collection}-{slug}",
        first.label,
        vocabulary_of(first),
        dict.fromkeys(fields, path),
        tuple(dict.fromkeys(target for one in fields.values() for target in one.to)),
    )


def vocabulary_of(one: Field) -> str:
    """Return the name of the vocabulary that a field's values come from, or an empty text."""
    kind = one.kind.one if isinstance(one.kind, SeveralKind) else one.kind
    if isinstance(kind, YesNoKind):
        return YesNoKind.name
    return getattr(kind, "vocabulary", "") or one.vocabulary


# The shape of the model's own files, in the same terms as entries.


class _LinesKind(SeveralKind):
    name = "lines"
    one = LineKind()


class _PairsKind(SeveralKind):
    """A list of pairs of field paths."""

    name = "pairs"
    expected = N_("a list of pairs, such as [[levels, themes]]")
    one = PairKind()


def _shape(**kinds: Kind | tuple[Kind, Field]) -> dict[str, Field]:
    shape = {}
    for name, kind in kinds.items():
        key = name.rstrip("_")
        wanted = Requirement.REQUIRED if name.endswith("_") else Requirement.OPTIONAL
        one, of = kind if isinstance(kind, tuple) else (kind, None)
        shape[key] = Field(key, key, one, requirement=wanted, of=of)
    return shape


def _keyed(kind: Kind) -> tuple[Kind, Field]:
    return KeyedKind(), Field("", "", kind)


_PATHS = _LinesKind()
_PRESENTATION = ("lead", "facts", "after_body")
_COLLECTION_SHAPE = _shape(
    label_=LabelsKind(),
    singular_=LabelsKind(),
    description=LabelsKind(),
    order=IntegerKind(),
    browse=YesNoKind(),
    hidden=_LinesKind(),
    fields=NodeKind(),
    sections=NodeKind(),
    constraints=NodeKind(),
    page=NodeKind(),
    card=_PATHS,
    brief=_PATHS,
    compare=_PATHS,
    similar_by=_keyed(NumberKind()),
    matrix=_PairsKind(),
    schema_org=_keyed(LineKind()),
)
_PAGE_SHAPE = _shape(lead=_PATHS, facts=_PATHS, after_body=_PATHS)
_ITEM_SHAPE = _shape(
    kind_=LineKind(),
    label=LabelsKind(),
    help=LabelsKind(),
    example=NodeKind(),
    required=YesNoKind(),
    recommended=YesNoKind(),
    known=YesNoKind(),
    default=NodeKind(),
    facet=YesNoKind(),
    vocabulary=LineKind(),
    to=_LinesKind(),
    fields=NodeKind(),
    of=NodeKind(),
    min=NumberKind(),
    max=NumberKind(),
)
_FIELD_SHAPE = {**_ITEM_SHAPE, **_shape(label_=LabelsKind())}
_SECTION_SHAPE = _shape(
    label_=LabelsKind(), help=LabelsKind(), required=YesNoKind(), recommended=YesNoKind()
)
_VOCABULARY_SHAPE = _shape(
    label_=LabelsKind(),
    singular=LabelsKind(),
    description=LabelsKind(),
    scale=YesNoKind(),
    order=IntegerKind(),
    terms=NodeKind(),
)
_TERM_SHAPE = _shape(
    label_=LabelsKind(),
    definition=LabelsKind(),
    text=LabelsKind(),
    source=LineKind(),
    number=LineKind(),
    aliases=_LinesKind(),
    broader=LineKind(),
    deprecated_by=LineKind(),
    example=LineKind(),
    references=NodeKind(),
)
_SETTINGS = ("vocabulary", "to", "fields", "of", "min", "max")


class ModelReader:
    """Reads the model's files and keeps what is wrong with them by path."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages
        self.findings: dict[str, list[Finding]] = {}
        self.vocabularies: dict[str, Vocabulary] = {}
        self.common: AbstractMapping[str, Field] = {}
        self.collection_names: frozenset[str] = frozenset()
        self.path = ""

    def read(self, files: AbstractMapping[str, bytes], content: str) -> Model:
        """Return the model of a site.

        Args:
            files: bytes of each ``_collection.yml`` and vocabulary by path from the site's root.
            content: path of the content folder from the site's root.
        """
        common = self._document(COMMON_FILE.name, COMMON_FILE.read_bytes())
        documents = {path: self._document(path, data) for path, data in sorted(files.items())}
        vocabulary_folder = f"{content}/{VOCABULARIES_FOLDER}/"
        in_vocabularies = {p: d for p, d in documents.items() if p.startswith(vocabulary_folder)}
        in_collections = {p: d for p, d in documents.items() if p not in in_vocabularies}
        self.collection_names = frozenset(_collection_name(path) for path in in_collections)
        self._read_common(common)
        self._read_vocabularies(in_vocabularies)
        collections = [self._collection(path, one) for path, one in in_collections.items()]
        ordered = sorted((c for c in collections if c), key=lambda c: (c.order, c.name))
        pages = self._pages(common)
        unreadable = self.collection_names.difference(c.name for c in ordered)
        by_name = {c.name: c for c in ordered}
        return Model(by_name, self.vocabularies, pages, unreadable, frozenset(self.common))

    def _document(self, path: str, data: bytes) -> Document:
        document = read_data_file(path, data)
        self.findings.setdefault(path, []).extend(document.findings)
        return document

    def _reading(self) -> Reading:
        return Reading(self.vocabularies, self.path, of_model=True)

    def _shape(self, shape: AbstractMapping[str, Field], node: Node, key: str) -> dict[str, Any]:
        """Return the keys of a mapping by a shape; a node of another kind is reported."""
        reading = self._reading()
        owner = Field(key, key, GroupKind(), fields=shape)
        if isinstance(node, Scalar) and node.is_null:
            node = Mapping({}, node.span)
        if isinstance(node, Mapping):
            values = read_fields(shape, node, reading, node.head)
        else:
            values = GroupKind().refuse(owner, node, reading) or {}
        self.findings[self.path].extend(reading.findings)
        return values

    def _named(self, key: str, node: Node | None) -> Mapping:
        """Return what stands under a key that holds names; anything else is reported."""
        if node is not None and not isinstance(node, Mapping):
            self._refuse(GroupKind(), key, node)
        return _mapping(node)

    def _refuse(self, kind: Kind, key: str, node: Node) -> None:
        reading = self._reading()
        kind.refuse(Field(key, key, kind), node, reading)
        self.findings[self.path].extend(reading.findings)

    def report(self, name: str, span: Span, variant: str = "", **params: Any) -> None:
        """Report a fault of the model at a place of the file at hand."""
        self.findings[self.path].append(Finding(name, span, params, variant))

    # Vocabularies

    def _read_common(self, common: Document) -> None:
        """Read what is shipped: vocabularies first, then the fields that choose from them."""
        self.path = common.path
        assert common.front is not None, "common.yml is part of the package"
        for name, pair in _mapping(common.front.value("vocabularies")).items.items():
            shipped = self._vocabulary(name, pair.value)
            self.vocabularies[name] = replace(shipped, built_in=True)
        for name, make in CLDR.items():
            self.vocabularies[name] = make(self.languages, {})
        self.common = self._fields(common.front.value("fields"), "")

    def _read_vocabularies(self, documents: AbstractMapping[str, Document]) -> None:
        for path, document in documents.items():
            self.path = path
            name = path.rpartition("/")[2].removesuffix(".yml")
            self._check_name(name, document)
            if document.front is not None:
                own = self._vocabulary(name, document.front)
                self.vocabularies[name] = self._with_cldr(own)
                self._check_terms(self.vocabularies[name], own, document.front.value("terms"))

    def _with_cldr(self, own: Vocabulary) -> Vocabulary:
        """Return a vocabulary of countries or languages with all that Unicode CLDR names."""
        if own.name not in CLDR:
            return own
        whole = CLDR[own.name](self.languages, own.terms)
        return replace(whole, label=own.label, singular=own.singular, path=own.path)

    def _vocabulary(self, name: str, node: Node) -> Vocabulary:
        values = self._shape(_VOCABULARY_SHAPE, node, name)
        terms: dict[str, Term] = {}
        written = values.get("terms")
        for term_id, pair in self._named("terms", written).items.items():
            if not TERM_ID.fullmatch(term_id):
                self.report("bad-name", pair.key.span, found=term_id)
                continue
            terms[term_id] = self._term(term_id, pair.key.span, pair.value)
        label = values.get("label", {"": name})
        return Vocabulary(
            name,
            label,
            terms,
            values.get("singular", label),
            values.get("description", {}),
            values.get("scale", False),
            path=self.path,
            order=values.get("order"),
        )

    def _term(self, term_id: str, span: Span, node: Node) -> Term:
        if isinstance(node, Scalar) and not node.is_null:
            return Term(term_id, {"": node.text}, span=span)
        values = self._shape(_TERM_SHAPE, node, term_id)
        values.setdefault("label", {"": term_id})
        values["references"] = self._term_references(values.get("references"))
        self._check_texts(values.get("text", {}), _place(node, "text"))
        return Term(term_id, span=span, **values)

    def _check_texts(self, texts: AbstractMapping[str, str], span: Span) -> None:
        """Report a text that would take too long to draw, and leave it out."""
        for language, text in list(texts.items()):
            reason = markup.too_complex(text)
            if reason:
                self.report("text-too-complex", span, reason=reason)
                cast(dict[str, str], texts).pop(language)

    def _term_references(self, node: Node | None) -> tuple[Any, ...]:
        """Read citations by the shipped field of every entry."""
        if node is None:
            return ()
        reading = self._reading()
        value = read_value(self.common["references"], node, reading)
        self.findings[self.path].extend(reading.findings)
        return value if isinstance(value, tuple) else ()

    def _check_terms(self, whole: Vocabulary, own: Vocabulary, node: Node | None) -> None:
        for term in own.terms.values():
            for key in ("broader", "deprecated_by"):
                named = getattr(term, key)
                if named and named not in whole.terms:
                    self._unknown_name("term", named, _place(node, term.id, key), whole.terms)
            self._check_circle(whole, term, node)

    def _check_circle(self, whole: Vocabulary, term: Term, node: Node | None) -> None:
        """Report a term that is among its own wider terms."""
        way = whole.with_broader(term.id)
        last = whole.terms[way[-1]].broader
        if last == term.id:
            params = {"field": "broader", "circle": " → ".join((*way, last)), "why": ""}
            self.report("no-cycle", _place(node, term.id, "broader"), **params)

    # Collections

    def _collection(self, path: str, document: Document) -> Collection | None:
        self.path = path
        name = _collection_name(path)
        self._check_name(name, document)
        if document.front is None:
            return None
        values = self._shape(_COLLECTION_SHAPE, document.front, name)
        own = self._fields(values.get("fields"), "")
        self._check_repeated(own, values.get("fields"))
        label = values.get("label", {"": name})
        collection = Collection(
            name,
            label,
            values.get("singular", label),
            _ordered_fields(own, self.common),
            values.get("description", {}),
            values.get("order", 0),
            values.get("browse", True),
            values.get("hidden", ()),
            self._sections(values.get("sections")),
            self._constraints(values.get("constraints")),
            self._presentation(values),
            values.get("similar_by", {}),
            values.get("matrix", ()),
            values.get("schema_org", {}),
            path,
        )
        self._check_paths(collection, document.front)
        self._check_constraint_terms(collection, document.front)
        self._check_values(own)
        return collection

    def _pages(self, common: Document) -> Collection:
        self.path = common.path
        assert common.front is not None
        node = common.front.value("pages")
        values = self._shape(_COLLECTION_SHAPE, _mapping(node), FREE_PAGES)
        fields = self._fields(values["fields"], "")
        return Collection(FREE_PAGES, values["label"], values["singular"], fields, browse=False)

    def _presentation(self, values: dict[str, Any]) -> dict[str, tuple[str, ...]]:
        presentation: dict[str, Any] = {
            key: values[key] for key in ("card", "brief", "compare") if key in values
        }
        if "page" in values:
            presentation.update(self._shape(_PAGE_SHAPE, values["page"], "page"))
        return presentation

    def _fields(self, node: Node | None, prefix: str) -> dict[str, Field]:
        fields = {}
        for name, pair in self._named("fields", node).items.items():
            if FIELD_NAME.fullmatch(name):
                fields[name] = self._field(name, f"{prefix}{name}", pair.value, pair.key.span)
            else:
                self.report("bad-name", pair.key.span, "field", found=name)
        return fields

    def _field(
        self, name: str, path: str, node: Node, span: Span, shape: Any = _FIELD_SHAPE
    ) -> Field:
        values = self._shape(shape, node, name)
        kind = self._kind(values.get("kind"), node)
        self._check_settings(kind, values, node, span)
        inner = self._fields(values["fields"], f"{path}.") if "fields" in values else {}
        of = None
        if "of" in values:
            of = self._field(name, path, values["of"], _key_place(node, "of"), _ITEM_SHAPE)
            of = replace(of, label=of.label or values.get("label", {}))
        return Field(
            name,
            path,
            kind,
            values.get("label", {}),
            values.get("help", {}),
            values.get("example"),
            _requirement(values),
            values.get("default"),
            values.get("facet", False) and kind.can_facet,
            self._vocabulary_name(values, node),
            self._targets(values, node),
            inner,
            of,
            values.get("min"),
            values.get("max"),
            span,
            values.get("known", False),
        )

    def _kind(self, name: str | None, node: Node) -> Kind:
        if name is not None and name not in KINDS:
            self._unknown_name("kind", name, _place(node, "kind"), KINDS)
        return KINDS.get(name or "", NodeKind())

    def _check_settings(self, kind: Kind, values: dict[str, Any], node: Node, span: Span) -> None:
        if kind.name not in KINDS:
            return
        for setting in _SETTINGS:
            if setting in values and setting not in kind.settings:
                self.report("model-setting", _key_place(node, setting), key=setting, kind=kind.name)
            elif setting in kind.needs and setting not in values:
                self.report("model-incomplete", span, key=setting, kind=kind.name)
        if values.get("facet") and not kind.can_facet:
            self.report("model-setting", _key_place(node, "facet"), key="facet", kind=kind.name)

    def _vocabulary_name(self, values: dict[str, Any], node: Node) -> str:
        name = values.get("vocabulary", "")
        if name and name not in self.vocabularies:
            self._unknown_name("vocabulary", name, _place(node, "vocabulary"), self.vocabularies)
        return str(name)

    def _targets(self, values: dict[str, Any], node: Node) -> tuple[str, ...]:
        targets = tuple(values.get("to", ()))
        for name in targets:
            if name not in self.collection_names:
                self._unknown_name("collection", name, _place(node, "to"), self.collection_names)
        return targets

    def _sections(self, node: Node | None) -> dict[str, Section]:
        sections = {}
        for section_id, pair in self._named("sections", node).items.items():
            if not NAME.fullmatch(section_id.replace("_", "-")):
                self.report("bad-name", pair.key.span, found=section_id)
                continue
            values = self._shape(_SECTION_SHAPE, pair.value, section_id)
            label = values.get("label", {"": section_id})
            requirement = _requirement(values)
            sections[section_id] = Section(section_id, label, values.get("help", {}), requirement)
        return sections

    def _constraints(self, node: Node | None) -> tuple[Constraint, ...]:
        if node is not None and not isinstance(node, Sequence):
            self._refuse(ListKind(), "constraints", node)
            return ()
        return tuple(c for c in map(self._constraint, node.items if node else ()) if c)

    def _constraint(self, node: Node) -> Constraint | None:
        name = _mapping(node).value("kind")
        if not isinstance(node, Mapping) or not isinstance(name, Scalar):
            self._shape(_shape(kind_=LineKind()), _only(node, "kind"), "constraints")
            return None
        kind = CONSTRAINTS.get(name.text)
        if kind is None:
            self._unknown_name("constraint", name.text, name.span, CONSTRAINTS)
            return None
        shape = {
            **_shape(kind_=LineKind(), message=LabelsKind()),
            **{option.name: option for option in kind.options},
        }
        values = self._shape(shape, node, kind.name)
        if any(option.name not in values for option in kind.options):
            return None
        return Constraint(kind, values, values.pop("message", {}))

    # Checks across the model

    def _check_name(self, name: str, document: Document) -> None:
        if not NAME.fullmatch(name):
            self.report("bad-name", WHOLE_FILE, found=name)
        is_vocabulary = document.path.endswith(f"{VOCABULARIES_FOLDER}/{name}.yml")
        taken = is_vocabulary and name in self.collection_names
        if taken or name in RESERVED_NAMES or name in self.languages:
            self.report("model-name-taken", WHOLE_FILE, taken=name)

    def _check_paths(self, collection: Collection, front: Mapping) -> None:
        for span, path in _named_paths(front):
            if not _leads_somewhere(collection, path):
                paths = [f.path for f in walk(collection.fields)]
                self._unknown_name("field", path, span, paths)

    def _check_repeated(self, own: AbstractMapping[str, Field], node: Node | None) -> None:
        """Report a field of every entry that a collection repeats as something else."""
        for name in own.keys() & self.common.keys():
            kind = self.common[name].kind.name
            if own[name].kind.name in KINDS and own[name].kind.name != kind:
                span = _place(node, name, "kind")
                self.report("model-setting", span, "repeated", key=name, kind=kind)

    def _check_values(self, fields: AbstractMapping[str, Field]) -> None:
        """Read every default and example, which must be values that the field accepts."""
        for one in walk(fields):
            for node in (one.default, one.example):
                if node is not None:
                    reading = Reading(self.vocabularies, self.path)
                    read_value(one, node, reading)
                    self.findings[self.path].extend(reading.findings)

    def _check_constraint_terms(self, collection: Collection, front: Mapping) -> None:
        for path, node in _named_terms(front):
            field = collection.field(path)
            vocabulary = self.vocabularies.get(vocabulary_of(field)) if field else None
            for scalar in _texts(node) if vocabulary else ():
                if vocabulary and scalar.text not in vocabulary.terms:
                    self._unknown_name("term", scalar.text, scalar.span, vocabulary.terms)

    def _unknown_name(self, variant: str, found: str, span: Span, known: Any) -> None:
        near = nearest(found, known) or ""
        variant = f"{variant}-nearest" if near else variant
        self.report("model-unknown-name", span, variant, found=found, nearest=near)


def _collection_name(path: str) -> str:
    return path.split("/")[-2]


def _mapping(node: Node | None) -> Mapping:
    return node if isinstance(node, Mapping) else Mapping({}, Span(1, 1, 1, 1))


def _only(node: Node, key: str) -> Node:
    """Return a mapping with no more than one of its keys; another node as it is."""
    if not isinstance(node, Mapping):
        return node
    return Mapping({k: v for k, v in node.items.items() if k == key}, node.span, node.head)


def _requirement(values: AbstractMapping[str, Any]) -> Requirement:
    if values.get("required"):
        return Requirement.REQUIRED
    return Requirement.RECOMMENDED if values.get("recommended") else Requirement.OPTIONAL


def _ordered_fields(
    own: AbstractMapping[str, Field], common: AbstractMapping[str, Field]
) -> dict[str, Field]:
    """Return the common fields with the collection's own in place of those it repeats."""
    merged = {name: _repeated(own.get(name), field) for name, field in common.items()}
    return {**merged, **{name: field for name, field in own.items() if name not in merged}}


def _repeated(own: Field | None, common: Field) -> Field:
    return replace(own, known=own.known or common.known) if own else common


def _place(node: Node | None, *keys: str) -> Span:
    """Return the place of a value below a node by keys, or of the last node on the way."""
    span = node.span if node is not None else WHOLE_FILE
    for key in keys:
        node = _mapping(node).value(key)
        if node is None:
            return span
        span = node.span
    return span


def _key_place(node: Node, key: str) -> Span:
    pair = _mapping(node).items.get(key)
    return pair.key.span if pair else node.span


def _named_paths(front: Mapping) -> Iterator[tuple[Span, str]]:
    """Yield every field path that the presentation and the constraints name, with its place."""
    presentation = [_mapping(front.value("page")).value(key) for key in _PRESENTATION]
    lists = [front.value(key) for key in ("card", "brief", "compare", "matrix", "hidden")]
    for node in (*presentation, *lists):
        for scalar in _texts(node):
            yield scalar.span, scalar.text
    for pair in _mapping(front.value("similar_by")).items.values():
        yield pair.key.span, pair.key.text
    for name, pair in _mapping(front.value("schema_org")).items.items():
        if name != "type" and isinstance(pair.value, Scalar):
            yield pair.value.span, pair.value.text
    for constraint in _constraints_of(front):
        yield from _paths_of_constraint(constraint)


def _paths_of_constraint(constraint: Mapping) -> Iterator[tuple[Span, str]]:
    for key in ("field", "fields", "needs", "by"):
        yield from ((scalar.span, scalar.text) for scalar in _texts(constraint.value(key)))
    for pair in _mapping(constraint.value("when")).items.values():
        yield pair.key.span, pair.key.text


def _constraints_of(front: Mapping) -> Iterator[Mapping]:
    written = front.value("constraints")
    return map(_mapping, written.items if isinstance(written, Sequence) else ())


def _named_terms(front: Mapping) -> Iterator[tuple[str, Node | None]]:
    """Yield the field paths that constraints give terms for, each with the terms."""
    for constraint in _constraints_of(front):
        for path in _texts(constraint.value("field")):
            yield path.text, constraint.value("from")
            yield path.text, constraint.value("value")
        for name, pair in _mapping(constraint.value("when")).items.items():
            yield name, pair.value


def _texts(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif node is not None and not isinstance(node, Mapping):
        for item in node.items:
            yield from _texts(item)


def _leads_somewhere(collection: Collection, path: str) -> bool:
    """Return whether a path names a field, or a field of the groups in a list."""
    if collection.field(path):
        return True
    owner, _, inner = path.partition(".")
    listed = collection.field(owner)
    return bool(listed and listed.of and inner in listed.of.fields)
