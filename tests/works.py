"""Small catalogues with translations, drawn by chance, and what a plain count says of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from goodpractice import catalogue
from goodpractice.catalogue import Catalogue
from goodpractice.documents import read_document
from goodpractice.entries import Entry, read_entry
from goodpractice.facts import facts_of
from goodpractice.model import Model
from goodpractice.pipeline import Site

WIDER: Mapping[str, tuple[str, ...]] = {"upper": ("upper", "secondary")}
IDS = [f"{folder}/{stem}" for folder in ("everything", "notes") for stem in "abcde"]


@dataclass(frozen=True)
class Drawn:
    """An entry as it is to be written."""

    id: str
    lang: str
    translation_of: str
    choices: tuple[str, ...]
    names: str
    withdrawn: bool

    @property
    def text(self) -> str:
        """Its file."""
        front = {
            "title": f"About {self.id}",
            "lang": self.lang,
            "translation_of": self.translation_of,
            "choices": f"[{', '.join(self.choices)}]" if self.choices else "",
            "mentions": f"[{self.names}]" if self.names else "",
            "status": "withdrawn" if self.withdrawn else "",
        }
        lines = "".join(f"{key}: {value}\n" for key, value in front.items() if value)
        return f"---\n{lines}---\n\nText.\n"


def drawn_entries() -> st.SearchStrategy[list[Drawn]]:
    """Draw entries that translate one another: in chains, in circles, or what is not there."""

    def entry(name: str) -> st.SearchStrategy[Drawn]:
        return st.builds(
            Drawn,
            st.just(name),
            st.sampled_from(["en", "fr", "de"]),
            st.sampled_from(["", "", *IDS]),
            st.lists(st.sampled_from(["primary", "secondary", "upper"]), max_size=2, unique=True)
            .map(tuple),
            st.sampled_from(["", *IDS]),
            st.sampled_from([False, False, False, True]),
        )  # fmt: skip

    chosen = st.lists(st.sampled_from(IDS), unique=True)
    return chosen.flatmap(lambda names: st.tuples(*map(entry, names)).map(list))


def catalogue_of(model: Model, entries: Iterable[Drawn]) -> Catalogue:
    """Read entries as the check does."""
    return catalogue.build(model, [_read(model, one) for one in entries])


def site_of(site: Site, entries: Mapping[str, Entry]) -> Site:
    """Return a site with other entries."""
    facts = {name: facts_of(entry, {}) for name, entry in entries.items()}
    return replace(site, corpus=replace(site.corpus, facts=facts, entries=entries))


def _read(model: Model, one: Drawn) -> Entry:
    document = read_document(f"content/{one.id}.md", one.text.encode())
    collection = model.collections[one.id.partition("/")[0]]
    found = read_entry(document, one.id, f"{one.id}/", collection, model, "en")
    assert found is not None
    return found[0]


def plain_works(entries: list[Drawn]) -> list[list[Drawn]]:
    """Join what is joined by any number of translations, and leave out what is withdrawn."""
    label = {name: name for name in IDS}
    for one in entries:
        other = one.translation_of
        if other and other.partition("/")[0] == one.id.partition("/")[0]:
            old, new = label[one.id], label[other]
            label = {name: new if at == old else at for name, at in label.items()}
    groups: dict[str, list[Drawn]] = defaultdict(list)
    for one in entries:
        if not one.withdrawn:
            groups[label[one.id]].append(one)
    return list(groups.values())


def plain_counts(entries: list[Drawn]) -> Mapping[str, Counter[str]]:
    """Count the works in which some version has a value."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for work in plain_works(entries):
        said: dict[str, set[Any]] = {"collection": {work[0].id.partition("/")[0]}}
        said["lang"] = {one.lang for one in work}
        own = [one for one in work if one.id.startswith("everything")]
        said["choices"] = {
            wide for one in own for term in one.choices for wide in WIDER.get(term, (term,))
        }
        for facet, values in said.items():
            counted[facet].update(values)
    return counted
