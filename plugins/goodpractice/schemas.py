"""JSON Schemas (2020-12): the model, in terms by which editors and other programs check entries.

One line in SHAPES for each kind of field, one in CONSTRAINTS for each kind of constraint that can
be said in JSON Schema. A schema refuses what the check calls an error of structure and accepts
everything else; docs/editors.md says where the two cannot be the same.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from goodpractice import messages, patterns
from goodpractice.constraints import Constraint
from goodpractice.diagnostics import Phrase
from goodpractice.entries import DRAFT
from goodpractice.fields import Field, Requirement
from goodpractice.kinds.choices import YesNoKind
from goodpractice.kinds.kind import Kind
from goodpractice.kinds.lists import ListKind, SeveralKind
from goodpractice.kinds.queries import QueryKind
from goodpractice.kinds.references import ReferenceKind
from goodpractice.messages import N_
from goodpractice.model import FREE_PAGES, Collection, Model, vocabulary_of
from goodpractice.nodes import Node, Scalar, Sequence
from goodpractice.vocabularies import Term, Texts, Vocabulary

Schema: TypeAlias = "dict[str, Any]"

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ENDING = ".schema.json"
_DIGITS_OF_NUMBERS = 15
_MAX_INTEGER = 10**_DIGITS_OF_NUMBERS - 1
_DECIMALS = 9
_FIRST_YEAR_TYPED, _LAST_YEAR = 1000, 9999
_EMPTY: Schema = {"$ref": "#/$defs/empty"}
_NOT_EMPTY: Schema = {"not": _EMPTY}
_NOT_KNOWN: Schema = {"$ref": "#/$defs/not-known"}
_NEVER: Schema = {"not": {}}

# What a plain word or number becomes when it is read by the core schema of YAML 1.2, as editors do,
# and in YAML 1.1 besides, as some older programs do.
_CORE: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile("true|True|TRUE"), lambda _: True),
    (re.compile("false|False|FALSE"), lambda _: False),
    (re.compile("[-+]?[0-9]+", re.ASCII), int),
    (re.compile("0o[0-7]+|0x[0-9a-fA-F]+"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
)
_NO_NUMBERS = (math.inf, -math.inf)  # JSON has none
_OLD_WORDS = {"yes": True, "on": True, "no": False, "off": False}


def schemas(model: Model, lang: str, default: str) -> dict[str, Schema]:
    """Return the schema of each collection, free pages among them, by the name of its file.

    Args:
        model: of the site.
        lang: language of titles and descriptions.
        default: the site's default language, where the model has no text in `lang`.
    """
    return {
        f"{name}{ENDING}": Writer(model, one, lang, default).schema()
        for name, one in model.all_collections.items()
    }


def as_text(schema: Schema) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def typed(text: str) -> Any:
    """Return what an editor takes a plain, unquoted text for: a number, a truth value, a text."""
    value = next((make(text) for pattern, make in _CORE if pattern.fullmatch(text)), text)
    return text if value in _NO_NUMBERS else value


def instance(node: Node) -> Any:
    """Return what was written as an editor sees it: the value that a schema is put to."""
    if isinstance(node, Scalar):
        if node.plain and node.is_null:
            return None
        return typed(node.text) if node.plain else node.text
    if isinstance(node, Sequence):
        return [instance(item) for item in node.items]
    return {key: instance(pair.value) for key, pair in node.items.items()}


@dataclass
class Writer:
    """Writes the schema of one collection."""

    model: Model
    collection: Collection
    lang: str
    default: str
    used: dict[str, Vocabulary] = field(default_factory=dict)
    of_any_size: bool = True

    def schema(self) -> Schema:
        """Return the whole schema."""
        properties = self.properties(self.collection.fields)
        finished = list(self.finished())
        return {
            "$schema": DIALECT,
            "$comment": self._comment(),
            **self._named(self.collection.singular, self.collection.description),
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            # What a draft lacks is a hint, not an error.
            "if": _draft(),
            "else": {"allOf": finished},
            "$defs": {
                "empty": _empty(),
                "not-known": self._not_known(),
                **{f"terms-{name}": self._terms(one) for name, one in self.used.items()},
            },
        }

    def finished(self) -> Iterator[Schema]:
        """Yield what holds for an entry that is no draft."""
        yield complete(self.collection.fields)
        yield from self._sized()
        for constraint in self.collection.constraints:
            write = CONSTRAINTS.get(constraint.kind.name)
            if write:
                yield {**self._message(constraint), **write(self, constraint)}

    def _sized(self) -> Iterator[Schema]:
        """Yield how long texts and lists may be: a draft may still be longer or shorter."""
        whole = replace(self, of_any_size=False)
        sized = {
            name: {"anyOf": [whole.shape(one), _NOT_KNOWN, _EMPTY]}
            for name, one in self.collection.fields.items()
            if has_size(one)
        }
        if sized:
            yield {"properties": sized}

    def _comment(self) -> str:
        left = [
            f"{one.kind.name} ({', '.join(_paths(one))})"
            for one in self.collection.constraints
            if one.kind.name not in CONSTRAINTS
        ]
        made = "Made by `goodpractice schema` from the model; do not edit."
        return f"{made} Left to `goodpractice check`: {'; '.join(left)}." if left else made

    def _message(self, constraint: Constraint) -> Schema:
        text = self.pick(constraint.message)
        return {"description": text} if text else {}

    def pick(self, texts: Texts) -> str:
        """Return a text of the model."""
        return messages.pick(texts, self.lang, self.default)

    def say(self, template: str, **params: Any) -> str:
        """Return a text of ours."""
        return messages.text(Phrase(template, params), self.lang)

    # Fields

    def properties(self, fields: Mapping[str, Field]) -> Schema:
        """Return the schemas of fields by name."""
        return {name: self.value(one) for name, one in fields.items()}

    def value(self, one: Field) -> Schema:
        """Return the schema of what may stand under a key: a value, `not known`, or nothing yet."""
        if one.known:
            return {**self.about(one), "not": _NOT_KNOWN, "anyOf": [self.shape(one), _EMPTY]}
        return {**self.about(one), "anyOf": [self.shape(one), _NOT_KNOWN, _EMPTY]}

    def about(self, one: Field) -> Schema:
        """Return what people are told of a field."""
        told = self._named(one.label or {"": one.name}, one.help)
        if one.default is not None:
            told["default"] = instance(one.default)
        if one.example is not None:
            told["examples"] = [instance(one.example)]
        return told

    def _named(self, label: Texts, about: Texts) -> Schema:
        description = self.pick(about)
        return {"title": self.pick(label), **({"description": description} if description else {})}

    def shape(self, one: Field) -> Schema:
        """Return the schema of a value by the kind of its field."""
        if self.of_any_size and one.kind.measure != Kind.measure:
            one = replace(one, minimum=None, maximum=None)
        return SHAPES[one.kind.name](self, one)

    def expected(self, one: Field) -> Schema:
        """Return what an editor says in place of “does not match the pattern”."""
        kind = one.kind.one if isinstance(one.kind, SeveralKind) else one.kind
        parts = [self.say(_EXPECTED, expected=Phrase(kind.expected))]
        if one.minimum is not None and not isinstance(one.kind, SeveralKind):
            parts.append(self.say(_AT_LEAST[kind.measure], bound=_shown(one.minimum)))
        if one.maximum is not None and not isinstance(one.kind, SeveralKind):
            parts.append(self.say(_AT_MOST[kind.measure], bound=_shown(one.maximum)))
        return {"patternErrorMessage": " ".join(parts)}

    # Vocabularies

    def term(self, one: Field) -> Schema:
        """Return the schema of a single choice."""
        vocabulary = self.model.vocabularies.get(vocabulary_of(one))
        if vocabulary is None:  # the model is at fault, not its entries
            return {"type": _SCALARS}
        self.used[vocabulary.name] = vocabulary
        return {"$ref": f"#/$defs/terms-{vocabulary.name}"}

    def _terms(self, vocabulary: Vocabulary) -> Schema:
        current = [term for term in vocabulary.terms.values() if not term.deprecated_by]
        return {
            "title": self.pick(vocabulary.singular or vocabulary.label),
            "anyOf": [
                {
                    "enum": [term.id for term in current],
                    "markdownEnumDescriptions": [self._meaning(term) for term in current],
                },
                *_other_spellings(vocabulary, vocabulary.terms),
            ],
        }

    def _meaning(self, term: Term) -> str:
        label, definition = self.pick(term.label), self.pick(term.definition)
        return f"{label}: {definition}" if definition else label

    def _not_known(self) -> Schema:
        return {
            "title": self.say(N_("Nobody knows")),
            "type": "string",
            "pattern": patterns.in_any_case(messages.not_known_words(), patterns.SPACES),
        }

    def says(self, one: Field, ids: Iterable[str]) -> Schema:
        """Return a schema for values that hold one of the terms, whichever way it is spelled."""
        kind = one.kind.one if isinstance(one.kind, SeveralKind) else one.kind
        if isinstance(kind, ReferenceKind):
            single: Schema = {"pattern": patterns.whole(_any_entry(ids, one.to)), "type": "string"}
        elif isinstance(kind, YesNoKind):
            single = _yes_no(ids)
        else:
            vocabulary = self.model.vocabularies.get(vocabulary_of(one))
            if vocabulary is None:
                return _NEVER
            single = {"anyOf": [{"enum": list(ids)}, *_other_spellings(vocabulary, ids)]}
        if isinstance(one.kind, SeveralKind):
            return {"anyOf": [single, {"type": "array", "contains": single}]}
        return single

    # Places within an entry

    def at(self, path: str, schema: Schema) -> Schema:
        """Return a schema for entries that have at a path what `schema` says.

        Where the field has a default, an entry without it passes.
        """
        *owners, _ = names = path.split(".")
        result = schema
        for depth in range(len(owners), -1, -1):
            one = self.collection.field(".".join(names[: depth + 1]))
            has_default = one is not None and one.default is not None
            needed: Schema = {} if has_default else {"required": [names[depth]]}
            result = {"type": "object", **needed, "properties": {names[depth]: result}}
        return result

    def wrote(self, path: str) -> Schema:
        """Return a schema for entries with something written at a path, be it right or wrong."""
        return self.at(path, _NOT_EMPTY)

    def holds(self, path: str, ids: Iterable[str]) -> Schema:
        """Return a schema for entries that hold one of the terms at a path."""
        one = self.collection.field(path)
        wanted = list(ids)
        if one is None:
            return _NEVER
        found = self.at(path, self.says(one, wanted))
        if one.default is not None and instance(one.default) not in wanted:
            found = {**found, "required": [path.partition(".")[0]]}
        return found


_SCALARS = ["string", "number", "boolean"]
_EXPECTED = N_("This should be {expected}.")
_AT_LEAST = {"length": N_("At least {bound} characters."), "value": N_("At least {bound}.")}
_AT_MOST = {"length": N_("At most {bound} characters."), "value": N_("At most {bound}.")}


def _shown(bound: float) -> str:
    return f"{bound:g}" if bound % 1 else str(int(bound))


def _draft() -> Schema:
    """Return a schema for entries that say that they are drafts."""
    says = {"type": "string", "pattern": patterns.in_any_case([DRAFT], patterns.SPACES)}
    return {"required": ["status"], "properties": {"status": says}}


def _empty() -> Schema:
    """Return the schema of nothing: no value, or keys and dashes without one."""
    return {
        "anyOf": [
            {"type": "null"},
            {"type": "string", "pattern": patterns.whole(r"\s*")},
            {"type": "array", "items": _EMPTY},
            # “{name:Limerick}” is a key without its value, not an empty group.
            {
                "type": "object",
                "additionalProperties": _EMPTY,
                "propertyNames": {"pattern": patterns.whole("[^:]*")},
            },
        ]
    }


def complete(fields: Mapping[str, Field]) -> Schema:
    """Return what must be there: required fields, and those within groups that are begun."""
    required = [
        name
        for name, one in fields.items()
        if one.requirement is Requirement.REQUIRED and one.default is None
    ]
    properties = {name: schema for name, one in fields.items() if (schema := _completed(one))}
    result: Schema = {"required": required} if required else {}
    return {**result, "properties": properties} if properties else result


def _completed(one: Field) -> Schema:
    parts: list[Schema] = []
    if one.requirement is Requirement.REQUIRED:
        parts.append(_NOT_EMPTY)
    if isinstance(one.kind, ListKind) and one.of is not None:
        inner = _begun(one.of)
        parts += [{"items": inner}] if inner else []
    else:
        parts += filter(None, [_begun(one)])
    return parts[0] if len(parts) == 1 else {"allOf": parts} if parts else {}


def _begun(one: Field) -> Schema:
    """Return what a group must hold as soon as it holds anything."""
    inner = complete(inner_fields(one))
    return {"if": {"type": "object", **_NOT_EMPTY}, "then": inner} if inner else {}


def has_size(one: Field) -> bool:
    """Return whether a field, or one within it, says how long a text or list may be."""
    within = [*inner_fields(one).values(), *([one.of] if one.of else [])]
    bounded = one.minimum is not None or one.maximum is not None
    return (bounded and one.kind.measure != Kind.measure) or any(map(has_size, within))


def inner_fields(one: Field) -> Mapping[str, Field]:
    """Return the fields within a field."""
    return one.kind.inner if isinstance(one.kind, QueryKind) else one.kind.fields(one)


# Terms -------------------------------------------------------------------------------------------


def _other_spellings(vocabulary: Vocabulary, ids: Iterable[str]) -> Iterator[Schema]:
    """Yield what stands for terms besides their ids: labels, aliases, and what YAML makes of them.

    These are patterns and not choices, so that no editor proposes them.
    """
    wanted = set(ids)
    spelled = {
        spelling
        for term in vocabulary.terms.values()
        for spelling in (term.id, *term.aliases, *term.label.values())
        if _resolved(vocabulary, spelling) in wanted
    }
    plain = {
        one for one in spelled if vocabulary.terms.get(one, _NEW).deprecated_by or one not in wanted
    }
    if plain:
        yield {"type": "string", "pattern": patterns.any_of(plain), "deprecated": True}
    values = sorted({value for one in spelled for value in _typed_values(one)}, key=repr)
    if values:
        yield {"enum": values, "doNotSuggest": True}


_NEW = Term("", {})


def _resolved(vocabulary: Vocabulary, spelling: str) -> str | None:
    return spelling if spelling in vocabulary.terms else vocabulary.alias(spelling)


def _typed_values(text: str) -> set[Any]:
    """Return what is no text any more when `text` is read without quotation marks."""
    value = typed(text)
    found = set() if isinstance(value, str) else {value}
    old = _OLD_WORDS.get(text.lower())
    return found if old is None else {*found, old}


def _yes_no(ids: Iterable[str]) -> Schema:
    """Return the schema of yes and no, or of one of the two."""
    truths = {one == "yes" for one in ids}
    words = [word for word, truth in YesNoKind.words.items() if truth in truths]
    return {"anyOf": [
        {"type": "string", "pattern": patterns.in_any_case(words)}, {"enum": sorted(truths)}
    ]}  # fmt: skip


def _any_entry(ids: Iterable[str], to: tuple[str, ...]) -> str:
    names = [patterns.escape(one) for one in ids]
    if len(to) == 1:
        names += [patterns.escape(one.partition("/")[2]) for one in ids if "/" in one]
    return rf"\s*[./]*(?:{'|'.join(names)})(?:\.md)?/*\s*"


# Kinds of field ----------------------------------------------------------------------------------


def _size(one: Field, low: str, high: str) -> Schema:
    """Return the bounds of a field under the names that JSON Schema has for them."""
    bounds: Schema = {}
    if one.minimum is not None:
        bounds[low] = math.ceil(one.minimum)
    if one.maximum is not None:
        bounds[high] = math.floor(one.maximum)
    return bounds


def _line(writer: Writer, one: Field) -> Schema:
    return _text(writer, one, lines=False)


def _paragraph(writer: Writer, one: Field) -> Schema:
    return _text(writer, one, lines=True)


def _text(writer: Writer, one: Field, *, lines: bool) -> Schema:
    """Return the schema of a text, in whose place an editor may see a number or a truth value."""
    low, high = math.ceil(one.minimum or 0), None if one.maximum is None else int(one.maximum)
    schema: Schema = {
        "type": _SCALARS if low <= len("true") else ["string", "number"],
        # That spaces around it do not count cannot be said by minLength and maxLength.
        "pattern": patterns.text(low, high, lines=lines),
        **writer.expected(one),
    }
    # Of a number, the digits are its characters.
    if low > 1:
        schema["minimum"] = 10 ** (low - 1)
    if high is not None and high < _DIGITS_OF_NUMBERS:
        schema["maximum"] = 10**high - 1
    return schema


def _integer(writer: Writer, one: Field) -> Schema:
    return _numeric(writer, one, "integer", 0)


def _number(writer: Writer, one: Field) -> Schema:
    return _numeric(writer, one, "number", _DECIMALS)


def _numeric(writer: Writer, one: Field, name: str, decimals: int) -> Schema:
    return {
        "type": [name, "string"],
        "minimum": -_MAX_INTEGER if one.minimum is None else one.minimum,
        "maximum": _MAX_INTEGER if one.maximum is None else one.maximum,
        "pattern": patterns.number(one.minimum, one.maximum, decimals),
        **writer.expected(one),
    }


def _money(writer: Writer, one: Field) -> Schema:
    pattern = patterns.money(one.minimum, one.maximum)
    return {"type": "string", "pattern": pattern, **writer.expected(one)}


def _yes_or_no(writer: Writer, one: Field) -> Schema:
    terms = writer.model.vocabularies["yes-no"].terms
    proposed = {
        "enum": ["yes", "no"],
        "markdownEnumDescriptions": [writer.pick(terms[word].label) for word in ("yes", "no")],
    }
    return {"anyOf": [proposed, *_yes_no(["yes", "no"])["anyOf"]]}


def _date(writer: Writer, one: Field) -> Schema:
    first = max(1, math.ceil(one.minimum or 1))
    last = min(_LAST_YEAR, math.floor(one.maximum or _LAST_YEAR))
    return {
        "type": ["string", "integer"],
        "pattern": patterns.date(first, last),
        "minimum": max(first, _FIRST_YEAR_TYPED),
        "maximum": last,
        **writer.expected(one),
    }


def _choice(writer: Writer, one: Field) -> Schema:
    return writer.term(one)


def _several(writer: Writer, one: Field) -> Schema:
    """Return the schema of a list in whose place one value alone may stand."""
    single = writer.term(one) if vocabulary_of(one) else _reference(writer, one)
    ways: list[Schema] = [_array(one, {"anyOf": [single, _EMPTY]})]
    if (one.minimum or 0) <= 1 and (one.maximum is None or one.maximum >= 1):
        ways.append({"allOf": [single, {"pattern": "^[^,]*$"}]})
    return {"anyOf": ways}


def _array(one: Field, items: Schema) -> Schema:
    """Return the schema of a list; an item without a value does not count."""
    bounds = _size(one, "minContains", "maxContains")
    return {
        "type": "array",
        "items": items,
        **({"contains": _NOT_EMPTY, **bounds} if bounds else {}),
    }


def _link(writer: Writer, one: Field) -> Schema:
    return {"type": "string", "pattern": patterns.web_address(), **writer.expected(one)}


def _by_pattern(writer: Writer, one: Field) -> Schema:
    pattern = patterns.portable(one.kind.pattern.pattern)  # type: ignore[attr-defined]
    return {"type": "string", "pattern": pattern, **writer.expected(one)}


def _reference(writer: Writer, one: Field) -> Schema:
    to = one.to or tuple(writer.model.all_collections)
    pattern = patterns.entry(to, FREE_PAGES)
    # A file may be called 2004.md or true.md.
    types = ["string", "integer", "boolean"] if len(one.to) == 1 else ["string"]
    return {"type": types, "minimum": 0, "pattern": pattern, **writer.expected(one)}


def _group(writer: Writer, one: Field) -> Schema:
    return {
        "type": "object",
        "properties": writer.properties(inner_fields(one)),
        "additionalProperties": False,
    }


def _image(writer: Writer, one: Field) -> Schema:
    """Return the schema of a picture: whoever adds one knows which it is and what it shows."""
    known = {
        name: replace(inner, known=inner.requirement is Requirement.REQUIRED)
        for name, inner in inner_fields(one).items()
    }
    return {**_group(writer, one), "properties": writer.properties(known)}


def _list(writer: Writer, one: Field) -> Schema:
    return _array(one, writer.value(one.of)) if one.of else {"type": "array"}


def _query(writer: Writer, one: Field) -> Schema:
    asked = {
        name: {**writer.about(inner), "anyOf": [writer.shape(inner), _EMPTY]}
        for name, inner in inner_fields(one).items()
    }
    asked["where"] = {"type": "object"}
    return {"type": "object", "properties": asked, "additionalProperties": False}


def _anything(writer: Writer, one: Field) -> Schema:
    return {}


SHAPES: Mapping[str, Callable[[Writer, Field], Schema]] = {
    "line": _line,
    "paragraph": _paragraph,
    "integer": _integer,
    "number": _number,
    "money": _money,
    "yes-no": _yes_or_no,
    "date": _date,
    "choice": _choice,
    "choices": _several,
    "country": _choice,
    "countries": _several,
    "language": _choice,
    "link": _link,
    "doi": _by_pattern,
    "email": _by_pattern,
    "image": _image,
    "place": _group,
    "reference": _reference,
    "references": _several,
    "group": _group,
    "list": _list,
    "query": _query,
    "node": _anything,  # what a field is whose kind the model does not name
}


# Kinds of constraint -----------------------------------------------------------------------------


def _paths(constraint: Constraint) -> Iterator[str]:
    """Yield the field paths that a constraint is about."""
    options = constraint.options
    yield from (options[key] for key in ("field",) if key in options)
    yield from options.get("fields", ())


def _one_of(writer: Writer, constraint: Constraint) -> Schema:
    return {"anyOf": [writer.wrote(path) for path in constraint.options["fields"]]}


def _required_when(writer: Writer, constraint: Constraint) -> Schema:
    return {
        "if": _conditions(writer, constraint),
        "then": writer.wrote(constraint.options["field"]),
    }


def _only_when(writer: Writer, constraint: Constraint) -> Schema:
    return {
        "if": writer.wrote(constraint.options["field"]),
        "then": _conditions(writer, constraint),
    }


def _conditions(writer: Writer, constraint: Constraint) -> Schema:
    when = constraint.options["when"].items()
    return {"allOf": [writer.holds(path, terms) for path, terms in when]}


def _claim_needs(writer: Writer, constraint: Constraint) -> Schema:
    path, start = constraint.options["field"], constraint.options["from"]
    one = writer.collection.field(path)
    vocabulary = writer.model.vocabularies.get(vocabulary_of(one)) if one else None
    if vocabulary is None or start not in vocabulary.terms:
        return {}
    claims = list(vocabulary.terms)[vocabulary.position[start] :]
    needs = [_need(writer, need, path) for need in constraint.options["needs"]]
    return {"if": writer.holds(path, claims), "then": {"allOf": needs}}


def _need(writer: Writer, need: str, claim: str) -> Schema:
    """Return the schema of what a claim needs: a field, or an item of a list that backs it."""
    if writer.collection.field(need) is not None:
        return writer.wrote(need)
    owner, _, inner = need.partition(".")
    backed = "|".join(map(patterns.escape, sorted({claim, claim.partition(".")[0]})))
    item = {
        "type": "object",
        "required": [inner],
        "properties": {inner: {"pattern": patterns.whole(rf"\s*(?:{backed})\s*")}},
    }
    return writer.at(owner, {"type": "array", "contains": item})


def _must_be(writer: Writer, constraint: Constraint) -> Schema:
    path = constraint.options["field"]
    one = writer.collection.field(path)
    if one is None:
        return {}
    value = constraint.options["value"]
    said = " ".join((writer.say(_EXPECTED, expected=value), writer.pick(constraint.message)))
    right = _saying(said.strip(), writer.says(one, [value]))
    whole_list = {"type": "array", "items": {"anyOf": [right, _EMPTY]}}
    several = [whole_list] if isinstance(one.kind, SeveralKind) else []
    return _where_there(path, {"anyOf": [*several, right, _NOT_KNOWN, _EMPTY]})


def _saying(message: str, schema: Schema) -> Schema:
    """Return a schema in which every pattern tells an editor what to say of what does not match."""
    told = {"patternErrorMessage": message} if "pattern" in schema else {}
    choices = [_saying(message, one) for one in schema.get("anyOf", ())]
    return {**schema, **told, **({"anyOf": choices} if choices else {})}


def _where_there(path: str, schema: Schema) -> Schema:
    for name in reversed(path.split(".")):
        schema = {"properties": {name: schema}}
    return schema


CONSTRAINTS: Mapping[str, Callable[[Writer, Constraint], Schema]] = {
    "one_of": _one_of,
    "required_when": _required_when,
    "only_when": _only_when,
    "claim_needs": _claim_needs,
    "must_be": _must_be,
}
