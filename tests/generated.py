"""Front matter made up from a model: right, or wrong in its structure in one place or two.

What is made is a tree of words, lists and mappings, and is written as YAML in a line for each key.
A word is written without quotation marks wherever YAML allows it, as people write.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from goodpractice.fields import Field, Requirement
from goodpractice.kinds.lists import SeveralKind
from goodpractice.kinds.queries import QueryKind
from goodpractice.model import Collection, Model, vocabulary_of
from goodpractice.vocabularies import Vocabulary


@dataclass(frozen=True)
class Word:
    """A value of one piece of text, as it is written."""

    text: str
    quoted: bool = False


Tree: TypeAlias = "Word | Sequence[Tree] | Mapping[str, Tree]"
Trees: TypeAlias = "SearchStrategy[Tree]"

_PLAIN = re.compile(r"[A-Za-zé0-9.+/](?:[A-Za-zé0-9.+/~_' -]|:(?=/))*(?<! )|-[0-9.]+|~|")
LETTERS = "abcdeé漢 "
_EMPTY_GROUP: Tree = {"a": Word(""), "b": [Word("~")]}
NOTHING: list[Tree] = [
    *(Word(""), Word("", quoted=True), Word("  ", quoted=True), Word("~"), Word("null")),
    *([], [Word("")], _EMPTY_GROUP),
]
UNKNOWN = [Word(text) for text in ("not known", "Not known", "NOT KNOWN", "non connu")]
SHAPES: Sequence[Tree] = (
    [Word("one"), Word("two")],
    {"key": Word("value")},
    [{"key": Word("value")}],
    [[Word("one")]],
    Word("nonsense"),
    Word("12"),
    Word("true"),
    Word("one, two", quoted=True),
)


def written(tree: Tree) -> str:
    """A tree as YAML on one line."""
    if isinstance(tree, Word):
        plain = not tree.quoted and _PLAIN.fullmatch(tree.text)
        return tree.text if plain else json.dumps(tree.text, ensure_ascii=False)
    if isinstance(tree, Mapping):
        return "{" + ", ".join(f"{key}: {written(value)}" for key, value in tree.items()) + "}"
    return "[" + ", ".join(written(item) or "~" for item in tree) + "]"


def file_of(front: Mapping[str, Tree]) -> bytes:
    """The bytes of an entry."""
    lines = (f"{key}: {written(value)}" for key, value in front.items())
    return "\n".join(["---", *lines, "---", "", "Text.", ""]).encode()


class Maker:
    """Makes values for the fields of a model.

    Attributes:
        ids: of the entries that a reference may name.
    """

    def __init__(self, model: Model, ids: Sequence[str]) -> None:
        self.model = model
        self.ids = sorted(ids)

    def right(self, field: Field) -> Trees:
        """A value that the field takes."""
        return RIGHT[field.kind.name](self, field)

    def wrong(self, field: Field) -> Trees:
        """A value that it may not take; whoever asks must not rely on that."""
        own = WRONG.get(field.kind.name)
        strange = [one for one in (*SHAPES, *NOTHING, *UNKNOWN) if not self.is_open(field, one)]
        ways: list[Trees] = [st.sampled_from(strange)]
        ways += [st.sampled_from([Word(text) for text in own])] if own else []
        ways += [self.out_of_bounds(field)] if _has_bounds(field) else []
        fields = inner_fields(field)
        ways += (
            [self.mapping(fields).flatmap(lambda one: self.spoiled(fields, one))] if fields else []
        )
        if field.of is not None:
            ways.append(self.spoiled_list(field.of))
        return st.one_of(ways)

    def is_open(self, field: Field, tree: Tree) -> bool:
        """Whether `true` may be a “yes” that another program has read: see docs/editors.md."""
        vocabulary = self.model.vocabularies.get(vocabulary_of(field))
        return tree == Word("true") and vocabulary is not None and "yes" in vocabulary.terms

    def out_of_bounds(self, field: Field) -> Trees:
        """A value too small or too large."""
        return OUT_OF_BOUNDS[field.kind.name](self, field)

    def mapping(self, fields: Mapping[str, Field]) -> SearchStrategy[dict[str, Tree]]:
        """Fields with right values: those that are required, and some of the others."""
        required = {n: self.right(f) for n, f in fields.items() if _is_required(f)}
        optional = {n: self.right(f) for n, f in fields.items() if not _is_required(f)}
        return st.fixed_dictionaries(required, optional=optional)

    def entry(self, collection: Collection) -> SearchStrategy[dict[str, Tree]]:
        """The front matter of an entry, wrong in up to two places."""
        fields = collection.fields
        some = self.some(collection)
        agreeing = some.flatmap(lambda one: self.agreeing(collection, one))
        right = st.one_of(agreeing, agreeing, agreeing, some)
        once = right.flatmap(lambda one: self.spoiled(fields, one))
        return st.one_of(right, right, once, once.flatmap(lambda one: self.spoiled(fields, one)))

    def agreeing(
        self, collection: Collection, tree: dict[str, Tree]
    ) -> SearchStrategy[dict[str, Tree]]:
        """An entry that keeps the constraints of its collection."""
        filled: dict[str, Trees] = {}
        for one in collection.constraints:
            options = one.options
            if one.kind.name == "must_be":
                tree = _put(tree, options["field"], Word(options["value"]))
            elif one.kind.name == "claim_needs":
                claimed = collection.field(options["field"])
                least = next(iter(self.vocabulary(claimed).terms)) if claimed else ""
                tree = _put(tree, options["field"], Word(least))
            elif one.kind.name == "only_when":
                tree = _put(tree, options["field"], None)
            elif one.kind.name in ("one_of", "required_when"):
                name = options.get("field") or options["fields"][0]
                filled[name] = self.right(collection.fields[name])
        kept = {name: st.just(value) for name, value in tree.items() if name not in filled}
        return st.fixed_dictionaries({**kept, **filled})

    def some(self, collection: Collection) -> SearchStrategy[dict[str, Tree]]:
        """Required fields, those that constraints are about, and a few others."""
        fields = collection.fields
        chosen = {path.partition(".")[0] for path in constrained(collection)}
        kept = [name for name, one in fields.items() if _is_required(one) or name in chosen]
        others = [name for name in fields if name not in kept]
        few = st.lists(st.sampled_from(others), max_size=4, unique=True) if others else st.just([])
        return few.flatmap(lambda more: self.mapping({n: fields[n] for n in (*kept, *more)}))

    @st.composite
    @staticmethod
    def _spoiled(
        draw: st.DrawFn, maker: Maker, fields: Mapping[str, Field], tree: dict[str, Tree]
    ) -> dict[str, Tree]:
        """A mapping with one key taken out, put in, or given another value."""
        way = draw(st.sampled_from(["value", "value", "value", "gone", "unknown"]))
        if way == "gone" and tree:
            gone = draw(st.sampled_from(sorted(tree)))
            return {key: value for key, value in tree.items() if key != gone}
        if way == "unknown":
            return {**tree, "no_such_key": draw(st.sampled_from([Word("x"), *NOTHING]))}
        name = draw(st.sampled_from(sorted(fields)))
        return {**tree, name: draw(maker.wrong(fields[name]))}

    def spoiled(
        self, fields: Mapping[str, Field], tree: dict[str, Tree]
    ) -> SearchStrategy[dict[str, Tree]]:
        """A mapping with something wrong in it."""
        return self._spoiled(self, fields, tree)

    def spoiled_list(self, of: Field) -> Trees:
        """A list with something wrong in it."""
        return st.tuples(self.wrong(of), self.right(of)).map(list)

    def vocabulary(self, field: Field) -> Vocabulary:
        return self.model.vocabularies[vocabulary_of(field)]

    def term(self, field: Field) -> SearchStrategy[Word]:
        """A term: most often by its id, else by its label or an alias."""
        terms = self.vocabulary(field).terms
        spelled = [s for t in terms.values() for s in (*t.aliases, *t.label.values())]
        ids = st.sampled_from(list(terms))
        words = st.one_of(
            ids, ids, ids, st.sampled_from([one for one in spelled if "," not in one])
        )
        return words.map(Word)

    def reference(self, field: Field) -> SearchStrategy[Word]:
        """An entry that the field may name, in one of the spellings that are understood."""
        fit = [one for one in self.ids if not field.to or one.partition("/")[0] in field.to]
        spelled = [*fit, *(f"{one}.md" for one in fit), *(f"../{one}.md" for one in fit)]
        spelled += [one.partition("/")[2] for one in fit] if len(field.to) == 1 else []
        # Of a collection without entries none can be named.
        return st.sampled_from(spelled or ["not known"]).map(Word)


def _put(tree: dict[str, Tree], path: str, word: Word | None) -> dict[str, Tree]:
    """A mapping with another value at a path, where something stands already; or with none."""
    name, _, rest = path.partition(".")
    inner = tree.get(name)
    if inner is None or (rest and not isinstance(inner, dict)):
        return tree
    if rest and isinstance(inner, dict):
        return {**tree, name: _put(inner, rest, word)}
    others = {key: value for key, value in tree.items() if key != name}
    return others if word is None else {**others, name: word}


def inner_fields(field: Field) -> Mapping[str, Field]:
    return field.kind.inner if isinstance(field.kind, QueryKind) else field.kind.fields(field)


def constrained(collection: Collection) -> list[str]:
    """The paths that constraints are about."""
    paths: list[str] = []
    for one in collection.constraints:
        options = one.options
        paths += [options[key] for key in ("field",) if key in options]
        paths += [*options.get("fields", ()), *options.get("needs", ()), *options.get("when", ())]
    return paths


def _is_required(field: Field) -> bool:
    return field.requirement is Requirement.REQUIRED


def _has_bounds(field: Field) -> bool:
    return field.kind.name in OUT_OF_BOUNDS and (field.minimum, field.maximum) != (None, None)


def _text(low: int, high: int) -> Trees:
    """Text that nothing else can be taken for."""
    inner = st.text(LETTERS, min_size=max(low - 2, 0), max_size=max(high - 2, 0))
    return inner.map(lambda text: Word(f"x{text}x"))


def _line(maker: Maker, field: Field) -> Trees:
    return _text(int(field.minimum or 2), min(int(field.maximum or 60), 400))


def _line_out(maker: Maker, field: Field) -> Trees:
    ways = []
    if field.minimum is not None and field.minimum > 2:
        ways.append(_text(2, int(field.minimum) - 1))
    if field.maximum is not None:
        ways.append(_text(int(field.maximum) + 1, int(field.maximum) + 3))
    return st.one_of(ways) if ways else st.just(Word("x"))


def _bounds(field: Field, low: int, high: int) -> tuple[int, int]:
    return (
        int(low if field.minimum is None else field.minimum),
        int(high if field.maximum is None else field.maximum),
    )


def _integer(maker: Maker, field: Field) -> Trees:
    return st.tuples(st.integers(*_bounds(field, -(10**6), 10**6)), st.booleans()).map(
        lambda pair: Word(str(pair[0]), pair[1])
    )


def _number(maker: Maker, field: Field) -> Trees:
    low, high = _bounds(field, -(10**6), 10**6)
    return st.integers(low * 4, high * 4).map(lambda n: Word(str(n / 4).removesuffix(".0")))


def _number_out(maker: Maker, field: Field) -> Trees:
    low, high = field.minimum, field.maximum
    below = [] if low is None else [f"{int(low) - n}" for n in (1, 2, 50)]
    above = [] if high is None else [f"{int(high) + n}" for n in (1, 2, 50, 10**6)]
    return st.sampled_from([*below, *above]).map(Word)


def _money(maker: Maker, field: Field) -> Trees:
    low, high = _bounds(field, 0, 10**9)
    amounts = st.sampled_from(["", ".5", ".25", ".00"])
    return st.tuples(st.integers(low, high), amounts, st.sampled_from(["GBP", "EUR"])).map(
        lambda parts: Word(f"{parts[0]}{parts[1] if parts[0] < high else ''} {parts[2]}")
    )


def _money_out(maker: Maker, field: Field) -> Trees:
    numbers = _number_out(maker, field).filter(lambda w: isinstance(w, Word) and w.text[0] != "-")
    more = [] if field.maximum is None else [Word(f"{int(field.maximum)}.01 EUR")]
    ways = numbers.map(lambda w: Word(f"{w.text} EUR") if isinstance(w, Word) else w)
    return st.one_of(ways, *([st.sampled_from(more)] if more else []))


def _date(maker: Maker, field: Field) -> Trees:
    low, high = _bounds(field, 1000, 9999)
    forms = [
        "{}",
        "{}-02",
        "{}-02-28",
        "{}-12-31",
        "{}~",
        "../{}",
        "{}/..",
        "{}-04-30~",
        "../{}-11~",
    ]
    return st.tuples(st.integers(low, high), st.sampled_from(forms)).map(
        lambda pair: Word(pair[1].format(pair[0]))
    )


def _date_out(maker: Maker, field: Field) -> Trees:
    low, high = _bounds(field, 1, 9999)
    years = [year for year in (low - 1, low - 99, high + 1, high + 99) if 1000 <= year <= 9999]
    forms = st.sampled_from(["{}", "{}-06", "../{}", "{}-06-07~"])
    return st.tuples(st.sampled_from(years or [1]), forms).map(
        lambda pair: Word(pair[1].format(pair[0]))
    )


def _several(maker: Maker, field: Field) -> Trees:
    assert isinstance(field.kind, SeveralKind)
    one = maker.term(field) if vocabulary_of(field) else maker.reference(field)
    low, high = _bounds(field, 1, 4)
    listed = st.lists(one, min_size=max(low, 1), max_size=high, unique_by=_meaning(maker, field))
    alone = one.filter(lambda word: "," not in word.text)
    return st.one_of(listed, listed, alone) if low <= 1 else listed


def _meaning(maker: Maker, field: Field) -> Callable[[Word], str]:
    """What two words of a list may not share: the same thing said twice counts once."""

    def meaning(word: Word) -> str:
        if not vocabulary_of(field):
            return word.text.rpartition("/")[2].removesuffix(".md")
        vocabulary = maker.vocabulary(field)
        known = word.text in vocabulary.terms
        return word.text if known else str(vocabulary.alias(word.text))

    return meaning


def _several_out(maker: Maker, field: Field) -> Trees:
    one = maker.term(field) if vocabulary_of(field) else maker.reference(field)
    low, high = _bounds(field, 1, 4)
    same = _meaning(maker, field)
    many = st.lists(one, min_size=high + 1, max_size=high + 2, unique_by=same)
    few = st.lists(one, max_size=max(low - 1, 0), unique_by=same)
    return st.one_of(many, few)


def _list(maker: Maker, field: Field) -> Trees:
    assert field.of is not None
    low, high = _bounds(field, 1, 3)
    return st.lists(maker.right(field.of), min_size=low, max_size=high)


def _list_out(maker: Maker, field: Field) -> Trees:
    assert field.of is not None
    low, high = _bounds(field, 1, 3)
    many = st.lists(maker.right(field.of), min_size=high + 1, max_size=high + 2)
    few = st.lists(maker.right(field.of), max_size=max(low - 1, 0))
    return st.one_of(many, few)


def _group(maker: Maker, field: Field) -> Trees:
    return maker.mapping(inner_fields(field))


def _query(maker: Maker, field: Field) -> Trees:
    chosen: list[Tree] = [{"levels": Word("primary")}, {"levels": [Word("primary")]}]
    text = _text(2, 9)
    more: dict[str, Trees] = {"text": text, "collection": text, "where": st.sampled_from(chosen)}
    label: dict[str, Trees] = {"label": text}
    return st.fixed_dictionaries(label, optional=more)


def _words(*texts: str) -> Callable[[Maker, Field], Trees]:
    return lambda maker, field: st.sampled_from([Word(text) for text in texts])


LINKS = (
    *("https://example.org", "http://example.org/a?b=c#d", "HTTPS://Example.org:8080/"),
    *("https://user:word@example.org/", "https://a.b", "https://münchen.example/straße"),
)
RIGHT: Mapping[str, Callable[[Maker, Field], Trees]] = {
    "line": _line,
    "paragraph": _line,
    "integer": _integer,
    "number": _number,
    "money": _money,
    "yes-no": _words("yes", "no", "true", "false", "Yes", "NO", "TRUE"),
    "date": _date,
    "choice": Maker.term,
    "choices": _several,
    "country": Maker.term,
    "countries": _several,
    "language": Maker.term,
    "link": _words(*LINKS),
    "doi": _words("10.1000/182", "10.1002/(SICI)1097-4571", "10.123456789/é"),
    "email": _words("office@example.org", "a.b@c.example"),
    "image": _group,
    "place": _group,
    "reference": Maker.reference,
    "references": _several,
    "group": _group,
    "list": _list,
    "query": _query,
}
WRONG: Mapping[str, Sequence[str]] = {
    "line": ("two\nlines", "\n\nlate\n"),
    "integer": ("1.5", "1,000", "1 000", "1_000", "twelve", "+-1", "1" * 16, "12 schools"),
    "number": ("1,5", "1.2.3", "half", "1 000.5", "1" * 17, "-"),
    "money": (
        "500",
        "EUR 500",
        "500 eur",
        "500 EURO",
        "1.234 EUR",
        "-5 EUR",
        "500  EUR",
        "5e3 EUR",
    ),
    "yes-no": ("maybe", "1", "0", "yess", "on", "y"),
    "date": (
        *(
            "29.10.2004",
            "2004-13",
            "2004-02-30",
            "2004-00",
            "2003-02-29",
            "1900-02-29",
            "2004-10-32",
        ),
        *("../2004/..", "20045", "200", "0000-01", "2004-1-1", "last year", "2004~~", "2004.5"),
        *("2004-04-31", "2000-02-29", "2004-02-29", "0004-02-29", "../2004~/.."),
    ),
    "choice": ("no such term", "primary, secondary", "1"),
    "choices": ("no such term", "1", "primary secondary"),
    "country": ("Narnia", "ZZ", "PT, ES", "44"),
    "countries": ("Narnia", "ZZ", "PT, ES"),
    "language": ("Elvish", "xx", "en-GB"),
    "link": (
        *(
            "example.org",
            "ftp://example.org",
            "https://localhost",
            "https://",
            "mailto:a@b.example",
        ),
        *("https://exa mple.org", "https://example.org/<b>", "https:/example.org", "javascript:1"),
        *("https://a:b.c/", "https://example@org/", "https://org/exa.mple", "https://org?a.b"),
    ),
    "doi": ("182", "doi:10.1000/182", "10.1/1", "10.1000/", "https://doi.org/10.1000/182"),
    "email": ("office", "office@example", "a b@example.org", "<a@b.example>", "a@b@c.example"),
    "reference": ("No Such Name", "no/such/entry!", "planets/earth_1", "é"),
    "references": ("No Such Name", "no/such/entry!", "planets/earth_1"),
}
OUT_OF_BOUNDS: Mapping[str, Callable[[Maker, Field], Trees]] = {
    "line": _line_out,
    "paragraph": _line_out,
    "integer": _number_out,
    "number": _number_out,
    "money": _money_out,
    "date": _date_out,
    "choices": _several_out,
    "countries": _several_out,
    "references": _several_out,
    "list": _list_out,
}
