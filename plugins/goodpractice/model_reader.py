"""Reads the model's files into a model, and keeps what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from goodpractice import markup, model_checks, model_labels, model_shape
from goodpractice.constraints import CONSTRAINTS, Constraint
from goodpractice.diagnostics import WHOLE_FILE, Finding, Span
from goodpractice.documents import Document, read_data_file
from goodpractice.field_values import read_value
from goodpractice.fields import Field, Requirement
from goodpractice.keys import read_fields
from goodpractice.kinds import KINDS
from goodpractice.kinds.groups import GroupKind
from goodpractice.kinds.kind import Kind
from goodpractice.kinds.lists import ListKind
from goodpractice.kinds.model_files import LabelsKind, NodeKind
from goodpractice.kinds.texts import LineKind
from goodpractice.model import (
    FREE_PAGES,
    MAX_NAME,
    NAME,
    PICTURE,
    RESERVED_NAMES,
    VOCABULARIES_FOLDER,
    Collection,
    Mention,
    Model,
    Section,
)
from goodpractice.model_shape import key_place, mapping, only, place, shape
from goodpractice.nearest import fold
from goodpractice.nodes import Mapping, Node, Scalar, Sequence, is_empty
from goodpractice.reading import Reading
from goodpractice.vocabularies import CLDR, Names, Term, Vocabulary, cldr_names, with_own

COMMON_FILE = Path(__file__).parent / "common.yml"
FIELD_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
TERM_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*", re.ASCII)


class ModelReader:
    """Reads the model's files and keeps what is wrong with them by path."""

    def __init__(self, languages: tuple[str, ...], names: Names = cldr_names) -> None:
        """Make a reader.

        Args:
            languages: of the interface, the default first.
            names: tells the names of countries and languages.
        """
        self.languages = languages
        self.names = names
        self.findings: dict[str, list[Finding]] = {}
        self.vocabularies: dict[str, Vocabulary] = {}
        self.common: AbstractMapping[str, Field] = {}
        self.collection_names: frozenset[str] = frozenset()
        self.shipped: frozenset[str] = frozenset()  # vocabularies
        self.mentions: list[Mention] = []
        self.path = ""

    def read(self, files: AbstractMapping[str, bytes | Finding], content: str) -> Model:
        """Return the model of a site.

        Args:
            files: bytes of each ``_collection.yml`` and vocabulary, or why there are none, by path
                from the site's root.
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
        for collection in ordered:
            front = mapping(in_collections[collection.path].front)
            self.findings[collection.path].extend(
                model_checks.between(collection, by_name, self.common, front)
            )
        self.findings = model_labels.together(self.findings)
        common_names, mentions = frozenset(self.common), tuple(self.mentions)
        return Model(by_name, self.vocabularies, pages, unreadable, common_names, mentions)

    def _document(self, path: str, data: bytes | Finding) -> Document:
        document = read_data_file(path, data)
        found = self.findings.setdefault(path, [])
        for one in document.findings:
            is_no_mapping = one.name == "front-matter-not-keys"
            found.append(one._replace(variant="model") if is_no_mapping else one)
        return document

    def _reading(self) -> Reading:
        return Reading(self.vocabularies, self.path, of_model=True)

    def _shape(self, keys: AbstractMapping[str, Field], node: Node, key: str) -> dict[str, Any]:
        """Return the keys of a mapping by a shape; a node of another kind is reported."""
        reading = self._reading()
        owner = Field(key, key, GroupKind(), fields=keys)
        if isinstance(node, Scalar) and node.is_null:
            node = Mapping({}, [], node.span)
        if isinstance(node, Mapping):
            values = read_fields(keys, node, reading, node.head)
        else:
            values = GroupKind().refuse(owner, node, reading) or {}
        self._add(model_shape.said(reading.findings, keys, mapping(node)))
        return values

    def _named(self, key: str, node: Node | None) -> Mapping:
        """Return what stands under a key that holds names; anything else is reported."""
        if node is not None and not isinstance(node, Mapping):
            self._refuse(GroupKind(), key, node)
        return mapping(node)

    def _refuse(self, kind: Kind, key: str, node: Node) -> None:
        reading = self._reading()
        kind.refuse(Field(key, key, kind), node, reading)
        self._add(model_shape.said(reading.findings, {}, mapping(None)))

    def report(self, name: str, span: Span, variant: str = "", **params: Any) -> None:
        """Report a fault of the model at a place of the file at hand."""
        self.findings[self.path].append(Finding(name, span, params, variant))

    def _add(self, findings: Iterable[Finding]) -> None:
        self.findings[self.path].extend(findings)

    def _unknown(self, what: str, found: str, span: Span, known: Iterable[str]) -> None:
        self._add([model_checks.unknown_name(what, found, span, known)])

    # Vocabularies

    def _read_common(self, common: Document) -> None:
        """Read what is shipped: vocabularies first, then the fields that choose from them."""
        self.path = common.path
        assert common.front is not None, "common.yml is part of the package"
        for name, pair in mapping(common.front.value("vocabularies")).items.items():
            shipped = self._vocabulary(name, pair.value)
            self.vocabularies[name] = replace(shipped, built_in=True)
        for name, make in CLDR.items():
            self.vocabularies[name] = make(self.languages, self.names)
        self.shipped = frozenset(self.vocabularies)
        self.common = self._fields(common.front.value("fields"), "")

    def _read_vocabularies(self, documents: AbstractMapping[str, Document]) -> None:
        for path, document in documents.items():
            self.path = path
            name = path.rpartition("/")[2].removesuffix(".yml")
            self._check_name(name, document)
            if document.front is not None:
                own = self._vocabulary(name, document.front)
                is_whole = name in CLDR or not _is_nothing(document.front.value("terms"))
                if not is_whole and not self.findings[path]:  # else the terms stand elsewhere
                    self.report("model-incomplete", WHOLE_FILE, "terms")
                self.vocabularies[name] = self._with_cldr(own)
                whole = self.vocabularies[name]
                self._add(model_checks.of_vocabulary(whole, own, document.front))
                self._add(model_labels.of_vocabulary(whole, own, document.front, self.languages))

    def _with_cldr(self, own: Vocabulary) -> Vocabulary:
        """Return a vocabulary of countries or languages with all that Unicode CLDR names."""
        if own.name not in CLDR:
            return own
        whole = with_own(self.vocabularies[own.name], own.terms)
        return replace(whole, label=own.label, singular=own.singular, path=own.path)

    def _vocabulary(self, name: str, node: Node) -> Vocabulary:
        values = self._shape(model_shape.VOCABULARY, node, name)
        terms: dict[str, Term] = {}
        addresses: dict[str, str] = {}
        written = values.get("terms")
        for term_id, pair in self._named("terms", written).items.items():
            if not TERM_ID.fullmatch(term_id) or len(term_id) > MAX_NAME:
                self._bad_name(term_id, pair.key.span)
                continue
            twin = addresses.setdefault(term_id.lower(), term_id)
            if twin != term_id:
                self.report("model-name-taken", pair.key.span, "term", taken=term_id, other=twin)
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
        if self._is_label(node):
            field = Field(term_id, term_id, LabelsKind())
            return Term(term_id, LabelsKind().read(field, node, self._reading()), span=span)
        values = self._shape(model_shape.TERM, node, term_id)
        values.setdefault("label", {"": term_id})
        values["references"] = self._term_references(values.get("references"))
        self._check_texts(values.get("text", {}), mapping(node).value("text"))
        if "example" in values:
            place_of = place(node, "example")
            self.mentions.append(Mention(self.path, place_of, values["example"]))
        return Term(term_id, span=span, **values)

    def _is_label(self, node: Node) -> bool:
        """Return whether a term is only a label, written in each language."""
        names = mapping(node).items
        languages = self.vocabularies.get("languages")
        known = languages.terms if languages and names else {}
        texts = all(
            isinstance(one.value, Scalar) and not one.value.is_null for one in names.values()
        )
        return texts and bool(known) and known.keys() >= names.keys()

    def _check_texts(self, texts: AbstractMapping[str, str], node: Node | None) -> None:
        """Note the links of texts; one that would take too long to draw is left out, and said."""
        for language, text in list(texts.items()):
            span, parsed = place(node, language), markup.parse(text)
            reason = parsed.too_complex
            if reason:
                self.report("text-too-complex", span, reason=reason)
                cast(dict[str, str], texts).pop(language)
                continue
            links = parsed.links if "](" in text or "<" in text else ()
            self.mentions += [Mention(self.path, span, one.url, one) for one in links]

    def _term_references(self, node: Node | None) -> tuple[Any, ...]:
        """Read citations by the shipped field of every entry."""
        if node is None:
            return ()
        reading = self._reading()
        value = read_value(self.common["references"], node, reading)
        self._add(reading.findings)
        return value if isinstance(value, tuple) else ()

    # Collections

    def _collection(self, path: str, document: Document) -> Collection | None:
        self.path = path
        name = _collection_name(path)
        self._check_name(name, document)
        if document.front is None:
            return None
        values = self._shape(model_shape.COLLECTION, document.front, name)
        own = self._fields(values.get("fields"), "")
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
            values.get("sort", {}),
            values.get("similar_by", {}),
            values.get("matrix", ()),
            values.get("schema_org", {}),
            path,
            invitation=values.get("invitation", {}),
        )
        self._add(
            model_checks.of_collection(
                collection, own, self.common, document.front, self.vocabularies
            )
        )
        self._add(model_labels.of_collection(collection, own, document.front, self.languages))
        return collection

    def _pages(self, common: Document) -> Collection:
        self.path = common.path
        assert common.front is not None
        node = common.front.value("pages")
        values = self._shape(model_shape.COLLECTION, mapping(node), FREE_PAGES)
        fields = self._fields(values["fields"], "")
        return Collection(FREE_PAGES, values["label"], values["singular"], fields, browse=False)

    def _presentation(self, values: dict[str, Any]) -> dict[str, tuple[str, ...]]:
        presentation: dict[str, Any] = {
            key: values[key]
            for key in ("card", "brief", "compare", *model_shape.COUNTED, PICTURE)
            if key in values
        }
        if "page" in values:
            presentation.update(self._shape(model_shape.PAGE, values["page"], "page"))
        return presentation

    def _fields(self, node: Node | None, prefix: str) -> dict[str, Field]:
        fields = {}
        for name, pair in self._named("fields", node).items.items():
            if FIELD_NAME.fullmatch(name):
                fields[name] = self._field(name, f"{prefix}{name}", pair.value, pair.key.span)
            else:
                better = _better_name(name).replace("-", "_")
                self.report("bad-name", pair.key.span, "field", found=name, better=better)
        return fields

    def _field(
        self, name: str, path: str, node: Node, span: Span, keys: Any = model_shape.FIELD
    ) -> Field:
        values = self._shape(keys, node, name)
        kind = self._kind(values.get("kind"), node)
        self._add(model_checks.of_field(kind, values, node, span))
        inner = self._fields(values["fields"], f"{path}.") if "fields" in values else {}
        of = None
        if "of" in values:
            of = self._field(name, path, values["of"], key_place(node, "of"), model_shape.ITEM)
            of = replace(of, label=of.label or values.get("label", {}))
        one = Field(
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
            values.get("inverse", {}),
            values.get("absent", {}),
        )
        return self._tried(one)

    def _kind(self, name: str | None, node: Node) -> Kind:
        if name is not None and name not in KINDS:
            self._unknown("kind", name, place(node, "kind"), KINDS)
        return KINDS.get(name or "", NodeKind())

    def _vocabulary_name(self, values: dict[str, Any], node: Node) -> str:
        name = values.get("vocabulary", "")
        if name and name not in self.vocabularies:
            self._unknown("vocabulary", name, place(node, "vocabulary"), self.vocabularies)
            return ""
        return str(name)

    def _targets(self, values: dict[str, Any], node: Node) -> tuple[str, ...]:
        targets = tuple(values.get("to", ()))
        for name in targets:
            if name not in self.collection_names:
                self._unknown("collection", name, place(node, "to"), sorted(self.collection_names))
        return targets

    def _sections(self, node: Node | None) -> dict[str, Section]:
        sections = {}
        for section_id, pair in self._named("sections", node).items.items():
            if not NAME.fullmatch(section_id.replace("_", "-")):
                better = _better_name(section_id)
                self.report("bad-name", pair.key.span, "better", found=section_id, better=better)
                continue
            values = self._shape(model_shape.SECTION, pair.value, section_id)
            label = values.get("label", {"": section_id})
            requirement = _requirement(values)
            self._add(model_checks.of_field(NodeKind(), values, pair.value, pair.key.span))
            sections[section_id] = Section(
                section_id,
                label,
                values.get("help", {}),
                requirement,
                values.get("brief", False),
                values.get("steps", False),
            )
        return sections

    def _constraints(self, node: Node | None) -> tuple[Constraint, ...]:
        if node is not None and not isinstance(node, Sequence):
            self._refuse(ListKind(), "constraints", node)
            return ()
        return tuple(c for c in map(self._constraint, node.items if node else ()) if c)

    def _constraint(self, node: Node) -> Constraint | None:
        name = mapping(node).value("kind")
        if not isinstance(node, Mapping) or not isinstance(name, Scalar):
            self._shape(shape(kind_=LineKind()), only(node, "kind"), "constraints")
            return None
        kind = CONSTRAINTS.get(name.text)
        if kind is None:
            self._unknown("constraint", name.text, name.span, CONSTRAINTS)
            return None
        keys = {
            **shape(kind_=LineKind(), message=LabelsKind()),
            **{option.name: option for option in kind.options},
        }
        values = self._shape(keys, node, kind.name)
        if any(option.name not in values for option in kind.options):
            return None
        return Constraint(kind, values, values.pop("message", {}))

    def _bad_name(self, name: str, span: Span) -> None:
        variant = "long" if len(name) > MAX_NAME else "better"
        better = _better_name(name)
        self.report("bad-name", span, variant, found=name[:MAX_NAME], limit=MAX_NAME, better=better)

    def _check_name(self, name: str, document: Document) -> None:
        if not NAME.fullmatch(name) or len(name) > MAX_NAME:
            self._bad_name(name, WHOLE_FILE)
        is_vocabulary = document.path.endswith(f"{VOCABULARIES_FOLDER}/{name}.yml")
        taken = name in (self.collection_names if is_vocabulary else self.shipped)
        if taken or name in RESERVED_NAMES or name in self.languages:
            self.report("model-name-taken", WHOLE_FILE, taken=name)

    def _tried(self, one: Field) -> Field:
        """Return a field whose default and example it accepts; what is wrong is reported here.

        Entries are not to blame for a default that does not fit: they are read as if the field
        could be left out.
        """
        good = {key: self._is_good(one, getattr(one, key)) for key in ("default", "example")}
        if not good["default"]:
            one = replace(one, default=None, requirement=Requirement.OPTIONAL)
        return one if good["example"] else replace(one, example=None)

    def _is_good(self, one: Field, node: Node | None) -> bool:
        reading = Reading(self.vocabularies, self.path)
        if node is not None:
            read_value(replace(one, example=None), node, reading)
        self._add(reading.findings)
        return not reading.findings


def _is_nothing(node: Node | None) -> bool:
    return node is None or is_empty(node)


def _better_name(name: str) -> str:
    """Return a name that may be used instead of one that may not."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-0123456789") or "name"


def _collection_name(path: str) -> str:
    return path.split("/")[-2]


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
