"""What labels of the model read as: in every language of the site, and each as one thing only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbstractMapping
from typing import NamedTuple

from goodpractice.diagnostics import Finding, Param, Span
from goodpractice.fields import Field
from goodpractice.messages import pick
from goodpractice.model import Collection, Section
from goodpractice.model_shape import mapping, place
from goodpractice.nearest import fold
from goodpractice.nodes import Mapping, Node
from goodpractice.vocabularies import Texts, Vocabulary


class Labelled(NamedTuple):
    """A label, the name of what it is of, and the keys that lead to it from a node of its file."""

    name: str
    texts: Texts
    node: Node | None
    keys: tuple[str, ...]

    @property
    def span(self) -> Span:
        """Return where the label stands; few are ever asked."""
        return place(self.node, *self.keys)


def of_collection(
    collection: Collection,
    own: AbstractMapping[str, Field],
    front: Mapping,
    languages: tuple[str, ...],
) -> Iterator[Finding]:
    """Yield what is wrong with the labels of a collection.

    Args:
        collection: as it was read.
        own: the fields that its file gives.
        front: what its file says.
        languages: of the site, the default first.
    """
    fields = list(_of_fields(own, front.value("fields")))
    sections = list(_of_sections(collection.sections, front.value("sections")))
    heads = _heads(collection, ("label", "singular", "description", "invitation"), front)
    beside = _beside(own, front.value("fields"))
    every = (*heads, *(one for level in fields for one in level), *beside, *sections)
    yield from _untranslated(every, languages)
    for level in fields:
        yield from _alike(level, languages)
    yield from _with_common(collection, own, fields[0], languages)
    yield from _same_headings(sections)


def of_vocabulary(
    whole: Vocabulary, own: Vocabulary, front: Mapping, languages: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield what is wrong with the labels of a vocabulary.

    Args:
        whole: with all that it holds.
        own: what its file gives.
        front: what its file says.
        languages: of the site, the default first.
    """
    node = front.value("terms")
    terms = [Labelled(one, whole.terms[one].label, node, (one, "label")) for one in own.terms]
    heads = _heads(own, ("label", "singular", "description"), front)
    yield from _untranslated((*heads, *terms), languages)
    current = [one for one in terms if not own.terms[one.name].deprecated_by]
    yield from _alike(current, languages, "term")


def _heads(
    owner: Collection | Vocabulary, keys: Iterable[str], front: Mapping
) -> Iterator[Labelled]:
    return (Labelled(key, getattr(owner, key), front, (key,)) for key in keys if key in front.items)


def _beside(fields: AbstractMapping[str, Field], node: Node | None) -> Iterator[Labelled]:
    """Yield the other words that pages show of fields, those within groups and lists too."""
    for name, one in fields.items():
        written = mapping(mapping(node).value(name))
        for key, texts in (("inverse", one.inverse), ("absent", one.absent)):
            yield Labelled(name, texts, written, (key,))
        yield from _beside(one.fields, written.value("fields"))
        if one.of is not None:
            yield from _beside(one.of.fields, mapping(written.value("of")).value("fields"))


def _of_fields(fields: AbstractMapping[str, Field], node: Node | None) -> Iterator[list[Labelled]]:
    """Yield the labels of fields, those within each group or list of groups by themselves."""
    written = {name: mapping(node).value(name) for name in fields}
    yield [Labelled(one.name, one.label, written[name], ("label",))
           for name, one in fields.items()]  # fmt: skip
    for name, one in fields.items():
        within = mapping(written[name])
        if one.fields:
            yield from _of_fields(one.fields, within.value("fields"))
        if one.of is not None and one.of.fields:
            yield from _of_fields(one.of.fields, mapping(within.value("of")).value("fields"))


def _of_sections(sections: AbstractMapping[str, Section], node: Node | None) -> Iterator[Labelled]:
    for one in sections.values():
        yield Labelled(one.id, one.label, node, (one.id, "label"))


# Languages


def _untranslated(labels: Iterable[Labelled], languages: tuple[str, ...]) -> Iterator[Finding]:
    """Yield, once a language, how many labels lack it, at the first of them."""
    per_language = [one for one in labels if one.texts and "" not in one.texts]
    for language in languages:
        bare = [one for one in per_language if not _speaks(one.texts, language)]
        if bare:
            params: dict[str, Param] = {"language": language, "count": len(bare)}
            variant = "one" if len(bare) == 1 else ""
            yield Finding(_UNTRANSLATED, bare[0].span, params, variant)


FILES_ONE_BY_ONE = 3
_UNTRANSLATED = "model-untranslated"


def together(findings: AbstractMapping[str, list[Finding]]) -> dict[str, list[Finding]]:
    """Return findings with one for each language that many files lack, at the first of them.

    Whoever adds a language to a site knows that it is not there yet: once is enough.
    """
    lacking: dict[Param, list[Finding]] = {}
    for one in (one for found in findings.values() for one in found):
        if one.name == _UNTRANSLATED:
            lacking.setdefault(one.params["language"], []).append(one)
    instead: dict[int, Finding | None] = {}
    for bare in (found for found in lacking.values() if len(found) > FILES_ONE_BY_ONE):
        first = bare[0]
        count = sum(int(str(one.params["count"])) for one in bare)
        params = {**first.params, "count": count, "files": len(bare)}
        instead.update({id(one): None for one in bare})
        instead[id(first)] = Finding(_UNTRANSLATED, first.span, params, "files")
    return {
        path: [kept for one in found if (kept := instead.get(id(one), one)) is not None]
        for path, found in findings.items()
    }


def _speaks(texts: Texts, language: str) -> bool:
    return language in texts or language.partition("-")[0] in texts


# Labels that read the same


def _alike(
    labels: Iterable[Labelled], languages: tuple[str, ...], variant: str = ""
) -> Iterator[Finding]:
    """Report a label that reads like one before it in a language of the site."""
    seen: dict[tuple[str, str], str] = {}
    for one in labels:
        for language in languages if one.texts else ():
            text = pick(one.texts, language, languages[0])
            other = seen.setdefault((language, fold(text)), one.name)
            if other != one.name:
                params = {"text": text, "other": other}
                yield Finding("model-same-label", one.span, params, variant)
                break


def _with_common(
    collection: Collection,
    own: AbstractMapping[str, Field],
    labels: Iterable[Labelled],
    languages: tuple[str, ...],
) -> Iterator[Finding]:
    """Report a field of the collection that reads like one that every entry has."""
    shipped = [one for name, one in collection.fields.items() if name not in own]
    read = {
        (language, fold(pick(one.label, language, languages[0]))): one.name
        for one in shipped
        for language in languages
    }
    for one in labels:
        texts = [(lang, pick(one.texts, lang, languages[0])) for lang in languages if one.texts]
        same = next((text for text in texts if (text[0], fold(text[1])) in read), None)
        if same is not None:
            params = {"text": same[1], "other": read[same[0], fold(same[1])]}
            yield Finding("model-same-label", one.span, params)


def _same_headings(sections: Iterable[Labelled]) -> Iterator[Finding]:
    """Report a section whose heading, in any language, is that of one before it."""
    seen: dict[str, str] = {}
    for one in sections:
        for text in dict.fromkeys(one.texts.values()):
            other = seen.setdefault(fold(text), one.name)
            if other != one.name:
                params = {"heading": text, "other": other}
                yield Finding("model-same-heading", one.span, params)
                break
