"""Entries: one document read by its collection, with its text rendered."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from typing import Any

from goodpractice import markup, messages
from goodpractice.diagnostics import Finding, Label, Param, Span
from goodpractice.documents import MAX_FINDINGS_ALIKE, UNSAFE, Document, place_of, unsafe_character
from goodpractice.fields import Requirement
from goodpractice.keys import read_fields
from goodpractice.model import Collection, Model, Section, heading_key, vocabulary_of
from goodpractice.nodes import Mapping, Node, Scalar, is_empty, scalars
from goodpractice.outlines import Part
from goodpractice.reading import MISSING, NOT_KNOWN, Reading, Reference
from goodpractice.vocabularies import Vocabulary

DRAFT, PUBLISHED, WITHDRAWN, ARCHIVED = "draft", "published", "withdrawn", "archived"


@dataclass(frozen=True)
class Entry:
    """One record of a collection.

    Attributes:
        id: ``collection/stem``; of a free page ``pages/path``.
        address: relative to the site's root, with a closing slash; the home page's is empty.
        values: what was read, by field; groups are dictionaries, lists are tuples.
        references: every mention of another entry, with its place.
        pictures: the file names of pictures in the front matter.
        words: what lines and paragraphs of the front matter say.
        text: the rendered body, or None where it was too complex to render.
    """

    id: str
    address: str
    collection: Collection
    document: Document
    values: AbstractMapping[str, Any]
    references: tuple[Reference, ...]
    pictures: tuple[Scalar, ...]
    words: tuple[Scalar, ...]
    text: markup.Rendered | None
    vocabularies: AbstractMapping[str, Vocabulary]

    @property
    def title(self) -> str:
        """Return the title, or the id of an entry without one."""
        title = self.values.get("title")
        return title if isinstance(title, str) else self.id

    @property
    def summary(self) -> str:
        """Return the summary, or nothing."""
        summary = self.values.get("summary")
        return summary if isinstance(summary, str) else ""

    @property
    def lang(self) -> str:
        """Return the code of the language the entry is written in."""
        return str(self.values["lang"])

    @property
    def status(self) -> str:
        """Return draft, published, withdrawn or archived."""
        status = self.values.get("status")
        return status if isinstance(status, str) else PUBLISHED

    @property
    def path(self) -> str:
        """Return the path of the file from the site's root."""
        return self.document.path

    def value(self, path: str) -> Any:
        """Return the value at a dotted path; MISSING where there is none."""
        if "." not in path:
            return self.values.get(path, MISSING)
        at: Any = self.values
        for key in path.split("."):
            at = at.get(key, MISSING) if isinstance(at, AbstractMapping) else MISSING
        return at

    def known(self, path: str) -> Any:
        """Return the value at a dotted path; MISSING also where nobody knows it."""
        value = self.value(path)
        return MISSING if value is NOT_KNOWN else value

    def node(self, path: str) -> Node | None:
        """Return what was written at a dotted path."""
        at: Node | None = self.document.front
        for key in path.split("."):
            at = at.values.get(key) if isinstance(at, Mapping) else None
        return at

    def wrote(self, path: str) -> bool:
        """Return whether something was written at a path, be it right or wrong."""
        node = self.node(path)
        if node is None:
            return self.value(path) is not MISSING
        return not is_empty(node)

    def span(self, path: str) -> Span:
        """Return the place of the value at a path, or of the opening fence."""
        node = self.node(path)
        return node.span if node is not None else self.document.fence

    def span_of_reference(self, path: str, target: str) -> Span:
        """Return where a field names another entry."""
        for reference in self.references:
            if reference.path == path and reference.target == target:
                return reference.span
        return self.span(path)

    def term_ids(self, path: str) -> tuple[str, ...]:
        """Return the terms, targets or yes/no that a field holds."""
        value, field = self.value(path), self.collection.field(path)
        if field is None or value is MISSING or value is NOT_KNOWN:
            return ()
        return field.kind.term_ids(value)

    def vocabulary(self, path: str) -> Vocabulary | None:
        """Return the vocabulary that a field chooses from."""
        field = self.collection.field(path)
        return self.vocabularies.get(vocabulary_of(field)) if field else None

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Return the introduction and the parts of the text under level-2 headings."""
        return self.text.sections if self.text else ()

    @cached_property
    def sections(self) -> AbstractMapping[str, Part]:
        """Return the parts of the text that are sections of the collection, by section id."""
        labels = self.collection.section_labels
        named = (
            (part, labels.get(heading_key(part.heading.text)))
            for part in self.parts
            if part.heading
        )
        return {section_id: part for part, section_id in named if section_id}

    def absent_sections(self, requirement: Requirement) -> Iterator[Section]:
        """Yield the sections of a requirement that the text does not have."""
        for section in self.collection.sections.values() if self.text else ():
            if section.requirement is requirement and section.id not in self.sections:
                yield section

    def in_body(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        """Return a place of the text as a place of the file."""
        above = self.document.body_line - 1
        return Span(line + above, column, end_line + above, end_column)

    def has_anchor(self, name: str) -> bool:
        """Return whether a link may lead to a place of the text; of one not rendered, to any."""
        return self.text is None or name in self._headings or name in self._anchors

    @cached_property
    def _headings(self) -> frozenset[str]:
        return frozenset(one.id for one in self.text.headings) if self.text else frozenset()

    @cached_property
    def _anchors(self) -> frozenset[str]:
        return frozenset(markup.anchors(self.text.html)) if self.text else frozenset()

    @cached_property
    def aliases(self) -> tuple[Scalar, ...]:
        """Return the old addresses as they are written."""
        node = self.node("aliases")
        return tuple(scalars(node)) if node is not None else ()

    @cached_property
    def folder(self) -> str:
        """Return the folder of the file, where its pictures and relative links start."""
        return self.document.path.rpartition("/")[0]


def read_entry(
    document: Document, entry_id: str, address: str, collection: Collection, model: Model, lang: str
) -> tuple[Entry, list[Finding]] | None:
    """Read a document by its collection.

    Args:
        document: a document; without readable front matter there is no entry.
        entry_id: the entry's id.
        address: where its page will be.
        collection: what it should hold.
        model: for vocabularies.
        lang: language of an entry that names none.

    Returns:
        The entry and what is wrong with it, or None.
    """
    if document.front is None:
        return None
    reading = Reading(model.vocabularies, document.path, _is_draft(document.front))
    values = read_fields(collection.fields, document.front, reading, document.fence)
    if not isinstance(values.get("lang"), str):
        values["lang"] = _named_language(lang, model)
    text = _rendered(document, reading, str(values["lang"]))
    entry = Entry(
        entry_id,
        address,
        collection,
        document,
        values,
        tuple(reading.references),
        tuple(reading.images),
        tuple(reading.words),
        text,
        model.vocabularies,
    )
    for constraint in collection.constraints:
        for finding in constraint.kind.check(constraint, entry):
            reading.findings.append(finding._replace(lenient=reading.lenient))
    home = _home(document.front, model) if collection is model.pages else None
    return entry, _moved_to(home, entry, reading.findings) if home else reading.findings


def _named_language(lang: str, model: Model) -> str:
    """Return the language of the interface as entries name it: not every country's has a name."""
    named = model.vocabularies["languages"].terms
    return lang if lang in named else lang.partition("-")[0]


LEAST_FIELDS = 2  # of a collection alone, before a free page is taken for an entry of it


def _home(front: Mapping, model: Model) -> Collection | None:
    """Return the collection that most keys of a free page belong to."""
    keys = front.values.keys() - model.pages.fields.keys()
    own = keys - model.common
    best = max(
        model.collections.values(), key=lambda one: len(own & one.fields.keys()), default=None
    )
    if best is None or len(own & best.fields.keys()) < LEAST_FIELDS:
        return None
    return best if 2 * len(keys & best.fields.keys()) > len(keys) else None


def is_stray(front: Mapping, model: Model) -> bool:
    """Return whether keys are those of an entry, though of no collection that there is."""
    unknown = front.values.keys() - model.pages.fields.keys()
    return len(unknown) >= LEAST_FIELDS and _home(front, model) is None


def _moved_to(home: Collection, entry: Entry, findings: list[Finding]) -> list[Finding]:
    """Return one finding that says where a file belongs, in place of one for each of its keys."""
    params: dict[str, Param] = {
        "kind": Label(home.singular),
        "folder": f"{home.path.rpartition('/')[0]}/",
    }
    misplaced = Finding("misplaced-file", entry.document.fence, params)
    return [misplaced, *(one for one in findings if one.name != "unknown-key")]


def _is_draft(front: Mapping) -> bool:
    status = front.value("status")
    return isinstance(status, Scalar) and status.text.strip().casefold() == DRAFT


def _rendered(document: Document, reading: Reading, lang: str) -> markup.Rendered | None:
    rendered = markup.parse(document.body, partial(messages.word, lang))
    reason = rendered.too_complex
    if reason:
        line = document.body_line
        reading.report("text-too-complex", Span(line, 1, line, 1), reason=reason)
        return None
    reading.findings.extend(_unsafe_references(document, rendered))
    return rendered


def _unsafe_references(document: Document, rendered: markup.Rendered) -> Iterator[Finding]:
    """Yield character references that stand for what may not be written as it is.

    Those in code stand for themselves; a text that shows no such character has only those.
    """
    references = markup.character_references(document.body) if "&" in document.body else ()
    found = [one for one in references if UNSAFE.search(one[2])]
    if not found or not UNSAFE.search(rendered.html):
        return
    for start, end, meaning in islice(found, MAX_FINDINGS_ALIKE):
        line, column = place_of(document.body, start)
        line += document.body_line - 1
        span = Span(line, column, line, column + end - start)
        yield unsafe_character(meaning[0], span)
