"""The model: the collections of a site with their fields, and its vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count
from typing import NamedTuple

from goodpractice.constraints import Constraint
from goodpractice.diagnostics import Label, Span
from goodpractice.fields import Field, Requirement
from goodpractice.kinds.choices import YesNoKind
from goodpractice.kinds.groups import GroupKind
from goodpractice.kinds.lists import ListKind, SeveralKind
from goodpractice.kinds.queries import QueryKind
from goodpractice.kinds.texts import LineKind, ParagraphKind
from goodpractice.nearest import fold
from goodpractice.nodes import scalars
from goodpractice.outlines import Link
from goodpractice.vocabularies import Texts, Vocabulary

COLLECTION_FILE = "_collection.yml"
VOCABULARIES_FOLDER = "vocabularies"
FREE_PAGES = "pages"
TITLE = "title"
STATISTICS = "statistics"  # what a collection has counted
PICTURE = "picture"  # relations that stand above an entry in the drawing of its neighbours
# Folders of the built site that hold what the tool makes.
TAKEN_NAMES = (
    "api", "assets", "browse", "check", "compare", "data", "pagefind", "shortlist",
    "statistics", "worklist",
)  # fmt: skip
RESERVED_NAMES = frozenset({*TAKEN_NAMES, VOCABULARIES_FOLDER, FREE_PAGES})
MAX_NAME = 100  # letters: what every system can still hold with the folders above it
NAME = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)


def heading_key(text: str) -> str:
    """Return a heading for comparing: either apostrophe will do, and so will a colon behind it."""
    return fold(text.replace("’", "'")).rstrip(" \u00a0\u202f:")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an entry's text that begins with a level-2 heading.

    Its beginning stands on the `brief` of an entry; what it lists are `steps` to tick. Its `names`
    are its label in all languages, folded.
    """

    id: str
    label: Texts
    help: Texts
    requirement: Requirement
    brief: bool = False
    steps: bool = False
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset(map(fold, self.label.values())))


@dataclass(frozen=True)
class Collection:
    """A content type. `presentation` maps card, brief, compare and the parts of page to paths.

    `sort` holds the paths that entries can be sorted by, and whether the greatest comes first.
    """

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
    sort: AbstractMapping[str, bool] = field(default_factory=dict)
    similar_by: AbstractMapping[str, float] = field(default_factory=dict)
    matrix: tuple[tuple[str, str], ...] = ()
    schema_org: AbstractMapping[str, str] = field(default_factory=dict)
    path: str = ""
    invitation: Texts = field(default_factory=dict)

    @cached_property
    def _by_path(self) -> AbstractMapping[str, Field]:
        return {f.path: f for f in walk(self.fields)}

    def field(self, path: str) -> Field | None:
        """Return the field at a dotted path, groups followed and lists not."""
        return self._by_path.get(path)

    def caption(self, path: str) -> Label | str:
        """Return what messages call the field at a path, in a list of groups too."""
        found = self._within(path)
        return found.caption if found else path

    def _within(self, path: str) -> Field | None:
        """Return the field at a path, in a list of groups too."""
        owner, _, inner = path.partition(".")
        listed = self.field(owner)
        within = listed.of.fields.get(inner) if listed and listed.of else None
        return self.field(path) or within

    def inverse(self, path: str) -> Texts:
        """Return what a field that names entries is called from their side; often nothing."""
        found = self._within(path)
        return found.inverse if found else {}

    def heading(self, path: str) -> Texts:
        """Return what a field is called; one in a list of groups, by the list."""
        found = self.field(path) or self.field(path.partition(".")[0])
        return found.label if found else {}

    @cached_property
    def vocabulary_fields(self) -> tuple[tuple[str, str], ...]:
        """Paths of fields that choose terms, each with its vocabulary."""
        named = ((f.path, vocabulary_of(f)) for f in self._by_path.values())
        return tuple((path, vocabulary) for path, vocabulary in named if vocabulary)

    @cached_property
    def query_fields(self) -> tuple[Field, ...]:
        """Fields that list entries by a query."""
        every = self._by_path.values()
        return tuple(f for f in every if isinstance((f.of or f).kind, QueryKind))

    @cached_property
    def brief(self) -> tuple[str, ...]:
        """The paths of what stands on an entry's brief: what leads its page, if none is named."""
        told = self.presentation
        named = told.get("brief") or (*told.get("lead", ()), *told.get("card", ()))
        return tuple(path for path in self._by_path if any(_within(path, one) for one in named))

    @cached_property
    def section_labels(self) -> AbstractMapping[str, str]:
        """The id of each section by its heading in any language, folded."""
        return {
            heading_key(label): section.id
            for section in self.sections.values()
            for label in section.label.values()
        }

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
        texts = [text.strip() for text in (*own, *asked) if text.strip()]
        return frozenset((*texts, *map(_without_stop, texts)))

    @cached_property
    def facets(self) -> tuple[Field, ...]:
        """Fields by which readers can filter, in the order of the model."""
        return tuple(f for f in self._by_path.values() if f.facet)


def _without_stop(text: str) -> str:
    """Return a sentence without its full stop, as in a title; a few words stay as they are."""
    return text.removesuffix(".") if text.count(" ") >= LEAST_SENTENCE else text


LEAST_SENTENCE = 3  # spaces


def _within(one: str, other: str) -> bool:
    """Return whether two paths lead to one field, or one of them into the other's group."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


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
    for within in (*one.kind.fields(one).values(), *([one.of] if one.of else ())):
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
class Order:
    """A way to sort across collections: fields of one path and kind, in one direction."""

    id: str
    label: Texts
    kind: str
    descending: bool
    paths: AbstractMapping[str, str]


class Mention(NamedTuple):
    """What a term names: an entry as its example, or the address of a link in its text."""

    path: str
    span: Span
    target: str
    link: Link | None = None


@dataclass(frozen=True)
class Model:
    """Everything that the site's model files say.

    `unreadable` names the collections whose file could not be read; `common` the fields that every
    entry has; `mentions` what terms name, which only the entries can tell to be there.
    """

    collections: AbstractMapping[str, Collection]
    vocabularies: AbstractMapping[str, Vocabulary]
    pages: Collection
    unreadable: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    mentions: tuple[Mention, ...] = ()

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """Facets of all collections that can be browsed; those of common fields come last."""
        groups: dict[tuple[str, str], dict[str, Field]] = {}
        for collection in self.collections.values():
            for one in collection.facets if collection.browse else ():
                source = vocabulary_of(one) or "entries"
                groups.setdefault((one.path, source), {})[collection.name] = one
        ordered = sorted(groups.items(), key=lambda group: group[0][0] in self.common)
        named = [(path, fields) for (path, _), fields in ordered]
        ids = _ids_across(named, _ASKED_BY)
        return tuple(_facet(one, *group) for one, group in zip(ids, named, strict=True))

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """Ways to sort the entries of all collections that can be browsed."""
        groups: dict[tuple[str, str, bool], dict[str, Field]] = {}
        for collection in self.collections.values():
            for path, descending in collection.sort.items() if collection.browse else ():
                one = collection.field(path)
                if one and can_sort(one, self.vocabularies):
                    key = (path, vocabulary_of(one) or one.kind.name, descending)
                    groups.setdefault(key, {})[collection.name] = one
        ids = _ids_across([(path, fields) for (path, *_), fields in groups.items()], _OF_ORDERS)
        return tuple(
            _order(order_id, path, descending, fields)
            for order_id, ((path, _, descending), fields) in zip(ids, groups.items(), strict=True)
        )

    @cached_property
    def all_collections(self) -> AbstractMapping[str, Collection]:
        """Collections by name, the free pages among them."""
        return {**self.collections, FREE_PAGES: self.pages}


def _facet(facet_id: str, path: str, fields: dict[str, Field]) -> Facet:
    first = next(iter(fields.values()))
    return Facet(
        facet_id,
        first.label,
        vocabulary_of(first),
        dict.fromkeys(fields, path),
        tuple(dict.fromkeys(target for one in fields.values() for target in one.to)),
    )


# What else than a facet, or a way to sort, stands in the address of browse, or below it.
_ASKED_BY = re.compile(r"q|sort")
_OF_ORDERS = re.compile(rf"{TITLE}|page-[0-9]+")


def _order(order_id: str, path: str, descending: bool, fields: dict[str, Field]) -> Order:
    first = next(iter(fields.values()))
    return Order(order_id, first.label, first.kind.name, descending, dict.fromkeys(fields, path))


def _ids_across(named: list[tuple[str, dict[str, Field]]], taken: re.Pattern[str]) -> Iterator[str]:
    """Yield what addresses call fields of several collections, by path; no two share a name.

    Where their own would be another's too, the first collection tells them apart, and where even
    that does not, a number.
    """
    slugs = [path.replace(".", "-").replace("_", "-") for path, _ in named]
    seen: set[str] = set()
    for slug, (_, fields) in zip(slugs, named, strict=True):
        unique = slugs.count(slug) == 1 and not taken.fullmatch(slug)
        own = slug if unique else f"{next(iter(fields))}-{slug}"
        numbers = (f"{own}-{number}" for number in count(2))
        found = next(one for one in chain([own], numbers) if one not in seen)
        seen.add(found)
        yield found


def can_sort(one: Field, vocabularies: AbstractMapping[str, Vocabulary]) -> bool:
    """Return whether the values of a field have an order: of terms, those of a scale have."""
    vocabulary = vocabularies.get(vocabulary_of(one))
    return one.kind.can_sort and (vocabulary is None or vocabulary.scale)


def vocabulary_of(one: Field) -> str:
    """Return the name of the vocabulary that a field's values come from, or an empty text."""
    kind = one.kind.one if isinstance(one.kind, SeveralKind) else one.kind
    if isinstance(kind, YesNoKind):
        return YesNoKind.name
    return getattr(kind, "vocabulary", "") or one.vocabulary
