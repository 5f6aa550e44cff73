"""Write a made-up site of any size that is valid by this repository's model.

python -m benchmarks.corpus --entries 1000 --seed 1 DIR

Values are made by the kind of a field and mended by the kind of a constraint, so that a change of
the model needs no change here. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import posixpath
import re
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any, cast

if __name__ == "__main__":  # so that `python benchmarks/corpus.py` works like `python -m`
    import sys

    sys.path[0] = str(Path(__file__).parents[1])

from benchmarks.front_matter import Node, written
from benchmarks.texts import Author
from benchmarks.words import LANGUAGES, Zipf, vocabulary
from goodpractice.dates import parse_date
from goodpractice.fields import Field, Requirement
from goodpractice.messages import NOT_KNOWN, pick
from goodpractice.model import VOCABULARIES_FOLDER, Collection, Model, vocabulary_of
from goodpractice.model_reader import ModelReader
from goodpractice.nearest import fold
from goodpractice.settings import find_config, load_settings
from goodpractice.vocabularies import Vocabulary

REPOSITORY = Path(__file__).parents[1]
PICTURE = "picture.png"
CURRENCIES = ("EUR", "GBP")
FIRST_YEAR, LAST_YEAR = 1985, 2024

# How many of the entries the first collection of the navigation has, and those that are not
# browsed, such as guides; the others share the rest, the n-th with the weight 1/n.
FIRST_SHARE, UNBROWSED_SHARE = 0.6, 0.01
# As much as makes a case study as full as those of this repository: 102 nodes of YAML on average.
FILLED = {Requirement.REQUIRED: 1.0, Requirement.RECOMMENDED: 0.75, Requirement.OPTIONAL: 0.15}
NOT_KNOWN_SHARE = 0.02

# Fields of every entry that say something of its life rather than of the matter.
LEFT_OUT = frozenset(
    {
        *("translation_of", "source_revision", "superseded_by", "aliases"),
        *("status", "licence", "review_by", "ignore"),
    }
)


@dataclass
class Corpus:
    """What the makers of all entries share.

    Attributes:
        ids: of all entries to be written, by collection.
        titles: those given already: no two entries have the same.
    """

    model: Model
    seed: str
    ids: Mapping[str, Sequence[str]]
    titles: set[str] = field(default_factory=set)

    @cached_property
    def languages(self) -> Mapping[str, Zipf[str]]:
        """Return the words of each language."""
        return {code: vocabulary(code, self.seed) for code in LANGUAGES}

    @cached_property
    def terms(self) -> Mapping[str, Zipf[str]]:
        """Return the terms of each vocabulary, in an order of their own that says how frequent."""
        return {name: self._shuffled(one) for name, one in self.model.vocabularies.items()}

    def _shuffled(self, one: Vocabulary) -> Zipf[str]:
        terms = [term.id for term in one.terms.values() if not term.deprecated_by]
        Random(f"{self.seed}/{one.name}").shuffle(terms)
        return Zipf(terms, flatness=0)

    @cached_property
    def targets(self) -> Mapping[str, Zipf[str]]:
        """Return the entries of each collection, of which the first are named most."""
        return {name: Zipf(ids, flatness=9) for name, ids in self.ids.items()}


class Entry:
    """Makes one entry."""

    def __init__(self, corpus: Corpus, collection: Collection, number: int) -> None:
        self.corpus = corpus
        self.collection = collection
        self.number = number
        self.id = corpus.ids[collection.name][number]
        self.rng = Random(f"{corpus.seed}/{self.id}")
        shares = [sounds.share for sounds in LANGUAGES.values()]
        self.lang = self.rng.choices(list(LANGUAGES), shares)[0]
        self.author = Author(self.rng, corpus.languages[self.lang])
        self.values: dict[str, Node] = {}

    def text(self) -> str:
        """Return the whole file."""
        self.values = self.fields(self.collection.fields)
        self.values |= {"title": self._title(), "lang": self.lang}
        # A field filled for one constraint may be what another is about.
        for constraint in self.collection.constraints * 2:
            MEND[constraint.kind.name](self, constraint.options)
        self._name_references()
        return f"{written(self.values)}\n{self.author.body(self._headings(), self._links())}"

    def _name_references(self) -> None:
        """Give every reference the title that a rule asks for."""
        for item in self.values.get("references", ()):
            if isinstance(item, dict):
                item.setdefault("title", self.author.line(20, 60))

    def _title(self) -> str:
        bounds = self.collection.fields["title"]
        title = self.author.line(int(bounds.minimum or 5) + 15, int(bounds.maximum or 80))
        if title in self.corpus.titles:
            return self._title()
        self.corpus.titles.add(title)
        return title

    def _headings(self) -> list[str]:
        made_up = [self.author.phrase(2, 4) for _ in range(self.rng.randint(2, 5))]
        sections = [
            pick(section.label, self.lang)
            for section in self.collection.sections.values()
            if self._is_filled(section.requirement)
        ]
        return sections or made_up

    def _links(self) -> list[str]:
        names = self.rng.choices(list(self.corpus.ids), k=self.rng.randint(0, 4))
        targets = (self.corpus.targets[name].draw(self.rng, 1)[0] for name in names)
        return [posixpath.relpath(f"{target}.md", self.collection.name) for target in targets]

    # Fields

    def _is_filled(self, requirement: Requirement) -> bool:
        return self.rng.random() < FILLED[requirement]

    def fields(self, fields: Mapping[str, Field]) -> dict[str, Node]:
        """Return values for the fields of an entry or of a group."""
        wanted = {
            name: self.make(one)
            for name, one in fields.items()
            if name not in LEFT_OUT and self._is_filled(one.requirement)
        }
        return {name: value for name, value in wanted.items() if value}

    def make(self, one: Field) -> Node:
        """Return a value for a field, or an empty one where there is nothing to choose from."""
        if one.path in self._constrained:
            return MAKE[one.kind.name](self, one)
        unknown = self.rng.random() < NOT_KNOWN_SHARE and one.requirement is not REQUIRED
        return NOT_KNOWN if unknown else MAKE[one.kind.name](self, one)

    @cached_property
    def _constrained(self) -> frozenset[str]:
        named = (path for one in self.collection.constraints for path in _words(one.options))
        return frozenset(part for path in named for part in (path, path.partition(".")[0]))

    def constrained_by(self, kind: str, path: str) -> bool:
        """Return whether a constraint of a kind is about a field."""
        return any(
            one.kind.name == kind and path in _words(one.options)
            for one in self.collection.constraints
        )

    def count(self, one: Field, usual: int) -> int:
        """Return how many items a list gets."""
        least = int(one.minimum or 1)
        return self.rng.randint(least, int(one.maximum or least + usual - 1))

    def targets(self, one: Field, count: int) -> list[str]:
        """Return entries that a field may name, without this one."""
        if self.constrained_by("mutual", one.path):
            return self._neighbour()
        if self.constrained_by("no_cycle", one.path):
            earlier = self.corpus.ids[self.collection.name][: self.number]
            return [self.rng.choice(earlier)] if earlier else []
        names = [name for name in one.to or self.corpus.ids if self.corpus.ids.get(name)]
        wells = (self.corpus.targets[name] for name in self.rng.choices(names, k=count))
        drawn = dict.fromkeys(well.draw(self.rng, 1)[0] for well in wells)
        return [target for target in drawn if target != self.id]

    def _neighbour(self) -> list[str]:
        """Return the entry that this one is paired with, which says the same of this one."""
        ids, other = self.corpus.ids[self.collection.name], self.number ^ 1
        return [ids[other]] if other < len(ids) else []

    # Reading and writing by path

    def get(self, path: str) -> Any:
        """Return the value at a dotted path, or None."""
        at: Any = self.values
        for key in path.split("."):
            at = at.get(key) if isinstance(at, dict) else None
        return at

    def put(self, path: str, value: Node) -> None:
        """Set the value at a dotted path, and make the groups on the way."""
        at: Any = self.values
        *owners, last = path.split(".")
        for key in owners:
            if not isinstance(at.get(key), dict):
                at[key] = {}
            at = at[key]
        at[last] = value

    def fill(self, path: str) -> None:
        """Fill a field if it is empty."""
        one = self.collection.field(path)
        if one is not None and not self.get(path):
            self.put(path, MAKE[one.kind.name](self, one))


REQUIRED = Requirement.REQUIRED


# Values by kind


def _line(entry: Entry, one: Field) -> Node:
    shortest = int(one.minimum or 10)
    return entry.author.line(shortest, max(shortest, int(one.maximum or 80)))


def _paragraph(entry: Entry, one: Field) -> Node:
    shortest = int(one.minimum or 60)
    return entry.author.line(shortest, max(shortest, int(one.maximum or 400)))


def _bounds(one: Field, low: float, high: float) -> tuple[float, float]:
    least = low if one.minimum is None else one.minimum
    return least, max(least, high) if one.maximum is None else one.maximum


def _integer(entry: Entry, one: Field) -> Node:
    low, high = _bounds(one, 0, 60)
    return str(entry.rng.randint(int(low), int(high)))


def _number(entry: Entry, one: Field) -> Node:
    return f"{entry.rng.uniform(*_bounds(one, 0, 60)):.1f}"


def _money(entry: Entry, one: Field) -> Node:
    low, high = _bounds(one, 0, 200_000)
    return f"{entry.rng.randint(int(low), int(high))} {entry.rng.choice(CURRENCIES)}"


def _yes_no(entry: Entry, one: Field) -> Node:
    return entry.rng.choice(("yes", "no"))


def _date(entry: Entry, one: Field) -> Node:
    low, high = _bounds(one, FIRST_YEAR, LAST_YEAR)
    year, rng = entry.rng.randint(int(low), int(high)), entry.rng
    day = f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return rng.choice((str(year), f"{year}~", day[:7], day))


def _choice(entry: Entry, one: Field) -> Node:
    return entry.corpus.terms[vocabulary_of(one)].draw(entry.rng, 1)[0]


def _choices(entry: Entry, one: Field) -> Node:
    """Draw a few terms; more are drawn until there are as many different ones as wanted."""
    terms, count = entry.corpus.terms[vocabulary_of(one)], entry.count(one, usual=4)
    drawn: list[str] = []
    while len(drawn) < min(int(one.minimum or 1), len(terms.items)):
        drawn = list(dict.fromkeys((*drawn, *terms.draw(entry.rng, count))))
    return list(drawn[:count])


def _language(entry: Entry, one: Field) -> Node:
    return entry.lang


def _link(entry: Entry, one: Field) -> Node:
    return f"https://www.example.org/{fold(entry.author.line(8, 30)).replace(' ', '-')}"


def _doi(entry: Entry, one: Field) -> Node:
    return f"10.{entry.rng.randint(1000, 9999)}/{entry.rng.randint(1, 99_999)}"


def _email(entry: Entry, one: Field) -> Node:
    return f"office-{entry.rng.randint(1, 99_999)}@example.org"


def _image(entry: Entry, one: Field) -> Node:
    return {"src": PICTURE, "alt": entry.author.line(20, 80), "consent": "yes"}


def _place(entry: Entry, one: Field) -> Node:
    latitude, longitude = entry.rng.uniform(36, 65), entry.rng.uniform(-10, 30)
    name = entry.author.phrase(1, 2)
    return {"name": name, "latitude": f"{latitude:.2f}", "longitude": f"{longitude:.2f}"}


def _reference(entry: Entry, one: Field) -> Node:
    return next(iter(entry.targets(one, 2)), "")


def _references(entry: Entry, one: Field) -> Node:
    return list(entry.targets(one, entry.count(one, usual=3)))


def _group(entry: Entry, one: Field) -> Node:
    fields = one.kind.fields(one)
    name, first = next(iter(fields.items()))
    return entry.fields(fields) or {name: entry.make(first)}


def _list(entry: Entry, one: Field) -> Node:
    of = cast("Field", one.of)
    items = (entry.make(of) for _ in range(entry.count(one, usual=3)))
    return [item for item in items if item]


def _query(entry: Entry, one: Field) -> Node:
    """Ask for the entries that have one term of a facet."""
    facet = entry.rng.choice([one for one in entry.corpus.model.facets if one.vocabulary])
    collection, path = entry.rng.choice(sorted(facet.paths.items()))
    terms = entry.corpus.terms[facet.vocabulary].draw_different(entry.rng, 2)
    label = entry.author.line(10, 40)
    return {"label": label, "collection": collection, "where": {path: list(terms)}}


MAKE: Mapping[str, Callable[[Entry, Field], Node]] = {
    "line": _line,
    "paragraph": _paragraph,
    "integer": _integer,
    "number": _number,
    "money": _money,
    "yes-no": _yes_no,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "country": _choice,
    "countries": _choices,
    "language": _language,
    "link": _link,
    "doi": _doi,
    "email": _email,
    "image": _image,
    "place": _place,
    "reference": _reference,
    "references": _references,
    "group": _group,
    "list": _list,
    "query": _query,
}


def _words(options: Any) -> Iterator[str]:
    """Yield every word of a constraint's options: the fields it is about are among them."""
    if isinstance(options, str):
        yield options
    elif isinstance(options, Mapping):
        yield from _words((*options, *options.values()))
    elif isinstance(options, Sequence):
        for one in options:
            yield from _words(one)


# What makes an entry hold to a constraint, by its kind

Options = Mapping[str, Any]


def _mend_one_of(entry: Entry, options: Options) -> None:
    if not any(entry.get(path) for path in options["fields"]):
        entry.fill(options["fields"][0])


def _mend_date_order(entry: Entry, options: Options) -> None:
    first_path, last_path = options["fields"][:2]
    first, last = (parse_date(entry.get(path) or "") for path in (first_path, last_path))
    if first and last and first.first and last.last and first.first > last.last:
        entry.put(first_path, last.text)
        entry.put(last_path, first.text)


def _mend_required_when(entry: Entry, options: Options) -> None:
    if all(_holds(entry.get(path), wanted) for path, wanted in options["when"].items()):
        entry.fill(options["field"])


def _mend_only_when(entry: Entry, options: Options) -> None:
    if not all(_holds(entry.get(path), wanted) for path, wanted in options["when"].items()):
        owner, _, last = options["field"].rpartition(".")
        values = entry.get(owner) if owner else entry.values
        if isinstance(values, dict):
            values.pop(last, None)


def _mend_dated(entry: Entry, options: Options) -> None:
    if entry.get(options["field"]) and entry.collection.field(options["by"]):
        entry.fill(options["by"])


def _holds(value: Node | None, wanted: Sequence[str]) -> bool:
    return any(one in wanted for one in (value if isinstance(value, list) else [value]))


def _mend_claim_needs(entry: Entry, options: Options) -> None:
    path = options["field"]
    one, claimed = entry.collection.field(path), entry.get(path)
    if one is None or not claimed or claimed == NOT_KNOWN:
        return
    position = entry.corpus.model.vocabularies[vocabulary_of(one)].position
    if position[claimed] >= position[options["from"]]:
        for need in options["needs"]:
            _back(entry, need, path)


def _back(entry: Entry, need: str, claim: str) -> None:
    """Fill what a claim needs: a field, or an item of a list that says what it backs."""
    if entry.collection.field(need) is not None:
        entry.fill(need)
        return
    owner, _, inner = need.partition(".")
    entry.fill(owner)
    items = entry.get(owner) or [{}]
    next(item for item in items if isinstance(item, dict))[inner] = claim
    entry.put(owner, items)


def _mend_must_be(entry: Entry, options: Options) -> None:
    if entry.get(options["field"]):
        entry.put(options["field"], options["value"])


def _mend_counts_agree(entry: Entry, options: Options) -> None:
    list_path, count_path = options["fields"][:2]
    listed, count = entry.get(list_path), entry.get(count_path)
    if isinstance(listed, list) and count and float(count) < len(listed):
        entry.put(count_path, str(len(listed)))


def _mend_mutual(entry: Entry, options: Options) -> None:
    """Name the neighbour, which names this entry: both always do."""
    entry.values.pop(options["field"], None)
    entry.fill(options["field"])
    if not entry.get(options["field"]):
        del entry.values[options["field"]]


def _mend_no_cycle(entry: Entry, options: Options) -> None:
    """Leave it: only earlier entries are named where a circle is not allowed."""


MEND: Mapping[str, Callable[[Entry, Options], None]] = {
    "one_of": _mend_one_of,
    "date_order": _mend_date_order,
    "required_when": _mend_required_when,
    "only_when": _mend_only_when,
    "dated": _mend_dated,
    "claim_needs": _mend_claim_needs,
    "must_be": _mend_must_be,
    "counts_agree": _mend_counts_agree,
    "mutual": _mend_mutual,
    "no_cycle": _mend_no_cycle,
}


# The site


def write(folder: Path, entries: int, seed: int, source: Path = REPOSITORY) -> None:
    """Write a site.

    Args:
        folder: where; made if it is not there.
        entries: how many, over all collections.
        seed: the same one gives the same bytes.
        source: a site whose settings and model are used.
    """
    model = copy_model(source, folder)
    content = folder / "content"
    shares = sizes(model, entries)
    corpus = Corpus(model, str(seed), {n: _ids(n, c, str(seed)) for n, c in shares.items() if c})
    (content / "index.md").write_text(_home(corpus), encoding="utf-8")
    for name, ids in corpus.ids.items():
        (content / name / PICTURE).write_bytes(picture())
        for number, entry_id in enumerate(ids):
            text = Entry(corpus, model.collections[name], number).text()
            (content / f"{entry_id}.md").write_text(text, encoding="utf-8")


# Terms lead to entries of the site that the model is from, which the made-up one does not have.
_EXAMPLE = re.compile(r"^    example: \S+\n", re.MULTILINE)
_LINK = re.compile(r"\[([^]\n]+)\]\(\.\./[^)\n]+\)")


def copy_model(source: Path, folder: Path) -> Model:
    """Copy a site's settings and model without what leads to its entries, and return the model."""
    config = find_config(source)
    if config is None:
        raise SystemExit(f"{source} is not within a site")
    settings, _ = load_settings(config)
    content = settings.content
    files = sorted((*content.glob("*/_collection.yml"), *content.glob("vocabularies/*.yml")))
    named = {}
    for path in files:
        target = folder / "content" / path.relative_to(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        if path.parent.name == VOCABULARIES_FOLDER:
            text = _LINK.sub(r"\1", _EXAMPLE.sub("", text))
        target.write_text(text, encoding="utf-8")
        named[f"content/{path.relative_to(content).as_posix()}"] = target.read_bytes()
    shutil.copyfile(config, folder / config.name)
    return ModelReader(settings.languages).read(named, "content")


def sizes(model: Model, entries: int) -> dict[str, int]:
    """Return how many entries each collection gets."""
    names = [name for name, one in model.collections.items() if one.browse]
    others = [name for name in model.collections if name not in names]
    weights = {name: UNBROWSED_SHARE / len(others) for name in others}
    spread = sum(1 / n for n in range(1, len(names)))
    weights |= {
        name: (1 - FIRST_SHARE - UNBROWSED_SHARE) / n / spread
        for n, name in enumerate(names[1:], start=1)
    }
    rest = {name: max(1, round(entries * weight)) for name, weight in weights.items()}
    return {names[0]: max(0, entries - sum(rest.values())), **rest}


def _ids(name: str, count: int, seed: str) -> list[str]:
    words = vocabulary(next(iter(LANGUAGES)), seed)
    rng = Random(f"{seed}/{name}")
    return [f"{name}/{'-'.join(words.draw(rng, 3))}-{number}" for number in range(1, count + 1)]


def _home(corpus: Corpus) -> str:
    author = Author(Random(corpus.seed), next(iter(corpus.languages.values())))
    head: dict[str, Node] = {"title": author.line(20, 40), "summary": author.line(80, 200)}
    return f"{written(head)}\n{author.sentences(60)}\n"


def picture(width: int = 64, height: int = 48) -> bytes:
    """Return a grey picture (PNG, W3C Recommendation, section 5)."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\x80" * width) * height
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a site as the command line says."""
    parser = argparse.ArgumentParser(description="Write a made-up, valid site.")
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("folder", type=Path, metavar="DIR")
    wanted = parser.parse_args(arguments)
    write(wanted.folder, wanted.entries, wanted.seed)


if __name__ == "__main__":
    main()
