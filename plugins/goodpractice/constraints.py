"""Constraints: what must hold between the fields of an entry, or between entries.

A closed table of kinds. Each yields findings that the rule of the same name explains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from goodpractice.dates import ApproximateDate
from goodpractice.diagnostics import Finding, Label, Phrase, Span
from goodpractice.field_values import says_not_known
from goodpractice.fields import Field, Requirement, example_text, flow
from goodpractice.kinds import KINDS
from goodpractice.kinds.choices import ChoiceKind
from goodpractice.kinds.dates import DateKind
from goodpractice.kinds.kind import Kind
from goodpractice.kinds.lists import ListKind, SeveralKind
from goodpractice.kinds.model_files import KeyedKind
from goodpractice.kinds.numbers import IntegerKind, NumberKind
from goodpractice.kinds.references import ReferenceKind, ReferencesKind
from goodpractice.kinds.texts import LineKind
from goodpractice.messages import N_
from goodpractice.nodes import Mapping as MappingNode
from goodpractice.nodes import Node, Scalar, Sequence, is_empty
from goodpractice.reading import MISSING, Reading
from goodpractice.vocabularies import Texts

if TYPE_CHECKING:
    from goodpractice.corpus import Corpus
    from goodpractice.entries import Entry
    from goodpractice.facts import Facts


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of a collection, as its model file gives it."""

    kind: ConstraintKind
    options: Mapping[str, Any]
    message: Texts = field(default_factory=dict)


class _LinesKind(SeveralKind):
    name = "lines"
    one = LineKind()


class PairKind(_LinesKind):
    """Two field paths."""

    name = "pair"
    expected = N_("two fields, such as [started, ended]")

    def read(self, field: Field, node: Node, reading: Reading) -> Any:
        paths = super().read(field, node, reading)
        two = replace(field, minimum=2, maximum=2)
        return paths if paths and self.within(two, len(paths), node, reading) else MISSING


def _option(name: str, kind: Any, **more: Any) -> Field:
    return Field(name, name, kind, requirement=Requirement.REQUIRED, **more)


_FIELD = _option("field", LineKind())
_FIELDS = _option("fields", _LinesKind())
_TWO_FIELDS = _option("fields", PairKind())


Takes: TypeAlias = "Mapping[str, tuple[frozenset[str], ...]]"
_WITH_TERMS = frozenset(
    kind.name for kind in KINDS.values() if type(kind).term_ids is not Kind.term_ids
)
_REFERENCES = frozenset({ReferenceKind.name, ReferencesKind.name})
_LISTS = frozenset(kind.name for kind in KINDS.values() if isinstance(kind, SeveralKind | ListKind))


class ConstraintKind:
    """One kind of constraint.

    Attributes:
        name: as written after ``kind:``; also the name of the rule.
        options: what the model must give.
        takes: kinds of the fields that an option may name, for its first field, its second and
            all further ones; an option that is not here takes any.
    """

    name: ClassVar[str]
    options: ClassVar[tuple[Field, ...]]
    takes: ClassVar[Takes] = {}

    def check(self, constraint: Constraint, entry: Entry) -> Iterator[Finding]:
        """Yield what is wrong within one entry."""
        return iter(())

    def check_all(
        self, constraint: Constraint, collection: str, corpus: Corpus
    ) -> Iterator[tuple[str, Finding]]:
        """Yield what is wrong between the entries of the collection, with the path of each."""
        return iter(())

    def finding(
        self, constraint: Constraint, span: Span, variant: str = "", **params: Any
    ) -> Finding:
        """Return a finding of this kind's rule, with the model's own message after the text."""
        return Finding(
            self.name.replace("_", "-"), span, {**params, "why": Label(constraint.message)}, variant
        )


_LINE = N_("Add a line such as “{key}: {example}”.")
_BELOW = N_("Below “{owner}:”, add a line that begins with two spaces: “{key}: {example}”.")
_BEFORE = N_("Before the closing bracket of “{owner}”, add “, {key}: {example}”.")
_WITH = N_("Add a line such as “{owner}: {{{key}: {example}}}”.")


def _how_to_add(entry: Entry, path: str) -> Phrase:
    """Return how to write a field that is missing, in the group where it belongs."""
    owner, _, key = path.rpartition(".")
    field, group = entry.collection.field(path), entry.node(owner) if owner else None
    params = {"owner": owner, "key": key, "example": (field and example_text(field)) or "…"}
    if not owner:
        return Phrase(_LINE, params)
    if not isinstance(group, MappingNode):
        return Phrase(_WITH, params)
    return Phrase(_BEFORE if group.in_brackets else _BELOW, params)


def _help(entry: Entry, path: str) -> Label:
    """Return what a field is for."""
    field = entry.collection.field(path)
    return Label(field.help if field else {})


def _captions(entry: Entry, paths: Iterable[str]) -> tuple[Any, ...]:
    return tuple(entry.collection.caption(path) for path in paths)


class OneOf(ConstraintKind):
    """At least one of the fields is filled."""

    name = "one_of"
    options = (_FIELDS,)

    def check(self, constraint: Constraint, entry: Entry) -> Iterator[Finding]:
        paths = constraint.options["fields"]
        if not any(entry.wrote(path) for path in paths):
            yield self.finding(
                constraint,
                entry.document.fence,
                fields=_captions(entry, paths),
                keys=tuple(paths),
            )


class DateOrder(ConstraintKind):
    """The first date is not after the second."""

    name = "date_order"
    options = (_TWO_FIELDS,)
    takes: ClassVar[Takes] = {"fields": (frozenset({DateKind.name}),)}

    def check(self, constraint: Constraint, entry: Entry) -> Iterator[Finding]:
        first_path, last_path = constraint.options["fields"]
        first, last = entry.value(first_path), entry.value(last_path)
        if not (isinstance(first, ApproximateDate) and isinstance(last, ApproximateDate)):
            return
        if first.first and last.last and _earliest(first) > _latest(last):
            yield self.finding(
                constraint,
                entry.span(last_path),
                first=entry.collection.caption(first_path),
                last=entry.collection.caption(last_path),
                first_date=first.text,
                last_date=last.text,
            )


def _earliest(date: ApproximateDate) -> tuple[int, ...]:
    """Return the first day a date may mean: of about a year, one of the year before."""
    year, *rest = date.first or (0,)
    return year - date.about, *rest


def _latest(date: ApproximateDate) -> tuple[int, ...]:
    """Return the last day a date may mean: of about a year, one of the year behind."""
    year, *rest = date.last or (0,)
    return year + date.about, *rest


class RequiredWhen(ConstraintKind):
    """A field is filled whenever others hold certain values."""

    name = "required_when"
    options = (
        _FIELD,
        _option("when", KeyedKind(), of=Field("when", "when", _LinesKind())),
    )
    takes: ClassVar[Takes] = {"when": (_WITH_TERMS,)}

    def check(self, constraint: Constraint, entry: Entry) -> Iterator[Finding]:
        path = constraint.options["field"]
        if entry.wrote(path):
            return
        for other, wanted in constraint.options["when"].items():
            held = [term for term in entry.term_ids(other) if term in wanted]
            if not held:
                return
        yield self.finding(
            constraint,
            entry.span(other),
            "told" if constraint.message else "",
            key=path.rpartition(".")[2],
            field=entry.collection.caption(path),
            other=entry.collection.caption(other),
            value=held[0],
            how=_how_to_add(entry, path),
        )


class OnlyWhen(ConstraintKind):
    """A field is filled only where others hold certain values."""

    name = "only_when"
    options = RequiredWhen.options
    takes = RequiredWhen.takes

    def check(self, constraint: Constraint, entry: Entry) -> Iterator[Finding]:
        path = constraint.options["field"]
        for other, wanted in constraint.options["when"].items() if entry.wrote(path) else ():
            if not any(term in wanted for term in entry.term_ids(other)):
                yield self.finding(
                    constraint,
                    entry.span(path),
                    key=path,
                    field=entry.collection.caption(path),
                    other=entry.collection.caption(other),
                    wanted=_term_names(entry, other, wanted),
                )
                return


def _term_names(entry: Entry, path: str, terms: Iterable[str]) -> tuple[Any, ...]:
    """Return terms as messages name them."""
    vocabulary = entry.vocabulary(path)
    known = vocabulary.terms if vocabulary else {}
    return tuple(known[term].name if term in known else term for term in terms)


class Dated(ConstraintKind):
    """A figure is never given without its date, in an entry or in each group of a list."""

    name = "dated"
    options = (_FIELD, _option("by", LineKind()))

    def check(self, constraint: Constraint, entry: Entry) -> Iterator[Finding]:
        path, by = constraint.options["field"], constraint.options["by"]
        if entry.collection.field(path) is not None:
            undated = [entry.node(path)] if entry.wrote(path) and not entry.wrote(by) else []
        else:
            undated = list(_undated(entry, path, by))
        for node in undated:
            if isinstance(node, Scalar) and says_not_known(node.text):
                continue
            yield self.finding(
                constraint,
                node.span if node is not None else entry.span(path),
                key=by,
                field=entry.collection.caption(path),
            )


def _undated(entry: Entry, path: str, by: str) -> Iterator[Node]:
    """Yield the figures of the groups of a list that have no date beside them."""
    owner, _, figure = path.partition(".")
    written = entry.node(owner)
    for item in written.items if isinstance(written, Sequence) else ():
        if isinstance(item, MappingNode):
            value, date = item.value(figure), item.value(by.partition(".")[2])
            if value is not None and not is_empty(value) and (date is None or is_empty(date)):
                yield value


class ClaimNeeds(ConstraintKind):
    """Whoever claims a term of an ordered vocabulary, or a later one, fills certain fields."""

    name = "claim_needs"
    options = (_FIELD, _option("from", LineKind()), _option("needs", _LinesKind()))
    takes: ClassVar[Takes] = {"field": (frozenset({ChoiceKind.name}),)}

    def check(self, constraint: Constraint, entry: Entry) -> Iterator[Finding]:
        path = constraint.options["field"]
        vocabulary = entry.vocabulary(path)
        claimed = entry.term_ids(path)
        if vocabulary is None or not claimed or constraint.options["from"] not in vocabulary.terms:
            return
        position = vocabulary.position
        if position.get(claimed[0], -1) < position[constraint.options["from"]]:
            return
        for need in constraint.options["needs"]:
            if not _fulfils(entry, need, path):
                yield self.finding(
                    constraint,
                    entry.span(path),
                    _claim_variant(entry, need),
                    field=entry.collection.caption(path),
                    value=claimed[0],
                    label=vocabulary.terms[claimed[0]].name,
                    path=path,
                    needed=entry.collection.caption(need),
                    help=Label(constraint.message) if constraint.message else _help(entry, need),
                    how=_how_to_add(entry, need),
                    list=need.partition(".")[0],
                    item=_item_that_backs(entry, need, path),
                )


def _claim_variant(entry: Entry, need: str) -> str:
    if not _is_in_list(entry, need):
        return ""
    return "supports" if entry.wrote(need.partition(".")[0]) else "supports-none"


def _item_that_backs(entry: Entry, need: str, claim: str) -> str:
    """Return an example of a list's item that says which field it backs."""
    owner, _, inner = need.partition(".")
    listed = entry.collection.field(owner)
    example = listed.example if listed else None
    first = example.items[0] if isinstance(example, Sequence) and example.items else None
    before = f"{flow(first)[1:-1]}, " if isinstance(first, MappingNode) else ""
    return f"{{{before}{inner}: {claim}}}"


def _is_in_list(entry: Entry, path: str) -> bool:
    return isinstance(entry.value(path.partition(".")[0]), tuple) or (
        "." in path and (entry.collection.field(path) is None)
    )


def _fulfils(entry: Entry, need: str, claim: str) -> bool:
    """Return whether a field is filled; in a list of groups, by an item that backs `claim`."""
    if entry.collection.field(need) is not None:
        return entry.wrote(need)
    owner, _, inner = need.partition(".")
    items = entry.value(owner)
    return isinstance(items, tuple) and any(
        isinstance(item, dict) and item.get(inner) in (claim, claim.partition(".")[0])
        for item in items
    )


class MustBe(ConstraintKind):
    """A field holds one certain value wherever it is filled."""

    name = "must_be"
    options = (_FIELD, _option("value", LineKind()))
    takes: ClassVar[Takes] = {"field": (_WITH_TERMS,)}

    def check(self, constraint: Constraint, entry: Entry) -> Iterator[Finding]:
        path = constraint.options["field"]
        held = entry.term_ids(path)
        if held and held != (constraint.options["value"],):
            yield self.finding(
                constraint,
                entry.span(path),
                field=entry.collection.caption(path),
                found=held[0],
                value=constraint.options["value"],
            )


class CountsAgree(ConstraintKind):
    """A list is not longer than the count given beside it."""

    name = "counts_agree"
    options = (_TWO_FIELDS,)
    takes: ClassVar[Takes] = {"fields": (_LISTS, frozenset({IntegerKind.name, NumberKind.name}))}

    def check(self, constraint: Constraint, entry: Entry) -> Iterator[Finding]:
        list_path, count_path = constraint.options["fields"]
        listed, count = entry.value(list_path), entry.value(count_path)
        if not isinstance(listed, tuple) or not isinstance(count, int | float):
            return
        if len(listed) > count:
            yield self.finding(
                constraint,
                entry.span(count_path),
                list=entry.collection.caption(list_path),
                listed=len(listed),
                field=entry.collection.caption(count_path),
                count=int(count),
            )


class Mutual(ConstraintKind):
    """Two entries of the collection that are related by a field name each other."""

    name = "mutual"
    options = (_FIELD,)
    takes: ClassVar[Takes] = {"field": (_REFERENCES,)}

    def check_all(
        self, constraint: Constraint, collection: str, corpus: Corpus
    ) -> Iterator[tuple[str, Finding]]:
        path = constraint.options["field"]
        for facts in corpus.of_collection(collection):
            # A draft need not be named yet, and to name one is a fault of its own.
            for target_id in () if facts.is_draft else facts.targets(path):
                target = corpus.facts.get(target_id)
                if target and not target.is_draft and not _names(target, facts, path, corpus):
                    entry = corpus.entries[facts.id]
                    yield (
                        facts.path,
                        self.finding(
                            constraint,
                            entry.span_of_reference(path, target_id),
                            field=entry.collection.caption(path),
                            key=path,
                            other=target.title,
                            file=target.path,
                            id=facts.id,
                        ),
                    )


def _names(one: Facts, other: Facts, path: str, corpus: Corpus) -> bool:
    """Return whether an entry names another, of a translation also its original."""
    works = {other.id, other.translation_of}
    named = set(one.targets(path))
    original = corpus.facts.get(one.translation_of or "")
    named.update(original.targets(path) if original else ())
    return not works.isdisjoint(named)


class NoCycle(ConstraintKind):
    """Following a field never leads back to the entry."""

    name = "no_cycle"
    options = (_FIELD,)
    takes: ClassVar[Takes] = {"field": (_REFERENCES,)}

    def check_all(
        self, constraint: Constraint, collection: str, corpus: Corpus
    ) -> Iterator[tuple[str, Finding]]:
        path = constraint.options["field"]
        named = (one for one in corpus.facts.values() if path in one.references)
        ways = {facts.id: facts.targets(path) for facts in named}
        knots = _knots(ways)
        members = (one for one in corpus.of_collection(collection) if one.id in knots)
        for facts in members:
            circle = _circle(facts.id, knots)
            if circle:
                entry = corpus.entries[facts.id]
                yield (
                    facts.path,
                    self.finding(
                        constraint,
                        entry.span(path),
                        field=entry.collection.caption(path),
                        circle=" → ".join(_in_short(circle)),
                    ),
                )


def _knots(ways: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    """Return what is left of ways without those from or to which nothing leads, step by step.

    Each circle is left, and what lies between two; of a tree, however long its branches, nothing.
    """
    return _turned(_turned(ways))


def _turned(ways: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return ways in the other direction, without those that end."""
    back: dict[str, list[str]] = {one: [] for one in ways}
    for one, targets in ways.items():
        for target in targets:
            back.setdefault(target, []).append(one)
    left = {one: sum(target in back for target in ways.get(one, ())) for one in back}
    ends = [one for one, count in left.items() if not count]
    for end in ends:
        for one in back[end]:
            left[one] -= 1
            if not left[one]:
                ends.append(one)
    gone = set(ends)
    return {
        one: [source for source in sources if source not in gone]
        for one, sources in back.items()
        if one not in gone
    }


def _circle(start: str, ways: Mapping[str, list[str]]) -> list[str]:
    """Return the shortest way from an entry back to itself, or nothing."""
    before: dict[str, str] = {}
    reached = [start]
    for one in reached:
        for target in ways[one]:
            if target == start:
                return [*_way_to(one, start, before), target]
            if target not in before:
                before[target] = one
                reached.append(target)
    return []


def _way_to(one: str, start: str, before: Mapping[str, str]) -> list[str]:
    way = [one]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]


MAX_CIRCLE = 8


def _in_short(circle: list[str]) -> list[str]:
    if len(circle) <= MAX_CIRCLE:
        return circle
    return [*circle[: MAX_CIRCLE - 2], "…", circle[-1]]


CONSTRAINTS: Mapping[str, ConstraintKind] = {
    kind.name: kind
    for kind in (
        OneOf(), DateOrder(), RequiredWhen(), OnlyWhen(), Dated(), ClaimNeeds(), MustBe(),
        CountsAgree(), Mutual(), NoCycle(),
    )
}  # fmt: skip
