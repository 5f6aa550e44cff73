"""Reviews: what a person who reads a proposed change should know, and has to ask.

A review is data of bounded size: the job that reads strangers' files makes it and can do nothing
else; the job that can write a comment reads it and believes none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Annotated

from goodpractice import bounded, catalogue, changes, fixes, links, messages, rules
from goodpractice.bounded import UnfitError
from goodpractice.catalogue import Catalogue
from goodpractice.checking import Checking, Found, moved
from goodpractice.diagnostics import Diagnostic, Label, Severity
from goodpractice.entries import Entry
from goodpractice.model import COLLECTION_FILE, VOCABULARIES_FOLDER, Facet
from goodpractice.pipeline import Checked
from goodpractice.policy import rules_by_code, set_aside
from goodpractice.reporters import worst_first
from goodpractice.settings import CONFIG
from goodpractice.worklist import protected

VERSION = 1
TWINS = "near-duplicate"
_CLAIM = "claim_needs"

_Long = Annotated[str, 700]


class State(StrEnum):
    """What becomes of an entry."""

    PUBLISHED = "published"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"
    LEFT_OUT = "left-out"


class Ask(StrEnum):
    """What a reviewer has to ask, because no program can know."""

    CLAIM = "claim"
    CONSENT = "consent"
    PICTURES = "pictures"
    EXCEPTION = "exception"


@dataclass(frozen=True)
class Problem:
    """A diagnostic, in words."""

    path: str
    line: int
    code: str
    severity: Severity
    message: _Long
    hint: _Long


@dataclass(frozen=True)
class Heading:
    """A facet under which an entry is found, with its terms there."""

    label: str
    terms: Annotated[tuple[str, ...], 12]


@dataclass(frozen=True)
class Question:
    """What to ask about an entry.

    Of a field and what it says, of a number of pictures, or of rules that it sets aside and why.
    """

    about: Ask
    label: str = ""
    value: str = ""
    count: int = 0


@dataclass(frozen=True)
class Proposed:
    """How an entry will appear, and what to ask about it."""

    path: str
    kind: str
    new: int
    state: State
    title: str
    summary: _Long
    language: str
    address: str
    headings: Annotated[tuple[Heading, ...], 20] = ()
    questions: Annotated[tuple[Question, ...], 10] = ()


@dataclass(frozen=True)
class Broken:
    """An entry that would no longer be published, and why."""

    path: str
    title: str
    reason: _Long


@dataclass(frozen=True)
class ModelChange:
    """What a change of the model does to entries."""

    files: Annotated[tuple[str, ...], 20]
    breaks: int
    broken: Annotated[tuple[Broken, ...], 10]
    needed_by: int


@dataclass(frozen=True)
class Review:
    """All of it. Where a list is cut, the number beside it still counts everything."""

    version: int
    language: str
    errors: int
    warnings: int
    problems: Annotated[tuple[Problem, ...], 30] = ()
    entries: Annotated[tuple[Proposed, ...], 15] = ()
    entries_in_all: int = 0
    removed: Annotated[tuple[str, ...], 15] = ()
    removed_in_all: int = 0
    twins: Annotated[tuple[Problem, ...], 10] = ()
    # At most one; JSON of our kind has no nothing.
    model: Annotated[tuple[ModelChange, ...], 1] = field(default=())


def loads(text: bytes) -> Review:
    """Read a review that somebody sent.

    Raises:
        UnfitError: it is none, or names a rule or a language that there is not.
    """
    review = bounded.loads(Review, text)
    codes = {one.code for one in (*review.problems, *review.twins)}
    known = review.version == VERSION and review.language in messages.languages()
    if not known or not codes <= rules_by_code().keys():
        raise UnfitError("another version, language or rule")
    return review


def review(checking: Checking, found: Found, language: str) -> Review:
    """Return what a reviewer should know of a change.

    Args:
        checking: with the commit that the change began with.
        found: what it found.
        language: of the messages.

    Raises:
        Failure: git could not be asked.
    """
    return bounded.fitted(_Reviewing(checking, found, language).review)


@dataclass(frozen=True)
class _Reviewing:
    checking: Checking
    found: Found
    language: str

    @property
    def review(self) -> Review:
        shown = worst_first(one for one in self.found.diagnostics if not _is_hint(one))
        twins = rules.catalogue()[TWINS].code
        said = [one for one in shown if one.code != twins]
        entries = sorted(self._touched, key=lambda one: one.path)
        return Review(
            VERSION,
            self.language,
            sum(one.severity is Severity.ERROR for one in shown),
            sum(one.severity is Severity.WARNING for one in shown),
            tuple(self._problem(one) for one in said),
            tuple(self._proposed(one) for one in entries),
            len(entries),
            self._removed,
            len(self._removed),
            tuple(self._problem(one) for one in shown if one.code == twins),
            tuple(self._model_changes()),
        )

    def _problem(self, one: Diagnostic) -> Problem:
        message, hint = (
            messages.text(part, self.language) if part else "" for part in (one.message, one.hint)
        )
        return Problem(one.path, one.span.line, one.code, one.severity, message, hint)

    @cached_property
    def _touched(self) -> list[Entry]:
        """Return the entries that the change touches; new ones that git is told to ignore too."""
        corpus, touched = self.found.checked.site.corpus, self.checking.touched
        entries = corpus.entries.values()
        return [one for one in entries if one.path in touched or one.path not in self._before]

    @cached_property
    def _before(self) -> frozenset[str]:
        """Return the content that there was."""
        root = self.checking.settings.root
        content = self.checking.settings.content.relative_to(root).as_posix()
        return changes.names_at(root, self.checking.base, content)

    @cached_property
    def _removed(self) -> tuple[str, ...]:
        files = self.found.checked.site.corpus.files
        texts = (path for path in self._before & self.checking.touched if path.endswith(".md"))
        return tuple(sorted(path for path in texts if path not in files))

    @cached_property
    def _all(self) -> Catalogue:
        """Return every entry by its facets, those that will be left out too."""
        site = self.found.checked.site
        return catalogue.build(site.model, site.corpus.entries.values())

    def _pick(self, label: Label | str) -> str:
        default = self.checking.settings.languages[0]
        return (
            label if isinstance(label, str) else messages.pick(label.texts, self.language, default)
        )

    def _proposed(self, entry: Entry) -> Proposed:
        left_out = entry.path in self.found.checked.left_out
        state = State.LEFT_OUT if left_out else State(entry.status)
        return Proposed(
            entry.path,
            self._pick(Label(entry.collection.singular)),
            int(entry.path not in self._before),
            state,
            entry.title,
            entry.summary,
            entry.lang,
            entry.address,
            tuple(self._headings(entry)),
            tuple(self._questions(entry)),
        )

    def _headings(self, entry: Entry) -> Iterator[Heading]:
        """Yield the facets that lead to an entry; of one with translations, to all of them."""
        work = self._all.work_of.get(entry.id)
        for facet in self._all.model.facets if work else ():
            values = self._all.values(work, facet) if work else ()
            if values:
                terms = tuple(self._term(facet, one) for one in values)
                yield Heading(self._pick(Label(facet.label)), terms)

    def _term(self, facet: Facet, value: str) -> str:
        vocabulary = self._all.model.vocabularies.get(facet.vocabulary)
        if vocabulary is None:
            return self._all.entries[value].title
        return self._pick(vocabulary.terms[value].name) if value in vocabulary.terms else value

    def _questions(self, entry: Entry) -> Iterator[Question]:
        # One question for all, and first, so that many exceptions push no other question out.
        if exceptions := list(set_aside(entry)):
            titles = messages.catalogue(self.language)
            names = (f"{titles.gettext(rule.title)} ({rule.code})" for rule, _ in exceptions)
            yield Question(
                Ask.EXCEPTION, ", ".join(names), " ".join([reason for _, reason in exceptions])
            )
        for one in protected(entry):
            yield Question(Ask.CONSENT, self._pick(one.caption), self._value(entry, one.path))
        for path in dict.fromkeys(_claims(entry)):
            caption = self._pick(entry.collection.caption(path))
            yield Question(Ask.CLAIM, caption, self._value(entry, path))
        if pictures := _pictures(entry):
            yield Question(Ask.PICTURES, count=pictures)

    def _value(self, entry: Entry, path: str) -> str:
        """Return what an entry says in a field, in words; nothing where nobody knows."""
        vocabulary = entry.vocabulary(path)
        known = vocabulary.terms if vocabulary else {}
        held = (known[one].name if one in known else one for one in entry.term_ids(path))
        return ", ".join(self._pick(one) for one in held)

    # The model ----------------------------------------------------------------------------------

    def _model_changes(self) -> Iterator[ModelChange]:
        files = tuple(sorted(filter(self._is_model, self.checking.touched)))
        if not files:
            return
        new, old = self.found.checked, self._under_old_model()
        lost = _published(old).keys() - _published(new).keys()
        gained = _published(new).keys() - _published(old).keys()
        broken = tuple(self._broken(path, _published(old)[path]) for path in sorted(lost))
        yield ModelChange(files, len(lost), broken, len(gained))

    def _is_model(self, path: str) -> bool:
        settings = self.checking.settings
        content = settings.content.relative_to(settings.root)
        inner = PurePosixPath(path)
        vocabularies = PurePosixPath(content) / VOCABULARIES_FOLDER
        is_ours = inner.is_relative_to(PurePosixPath(content))
        return is_ours and (inner.name == COLLECTION_FILE or inner.parent == vocabularies)

    def _under_old_model(self) -> Checked:
        """Return what the check makes of the content as it is under the model as it was."""
        settings = self.checking.settings
        content = settings.content.relative_to(settings.root).as_posix()
        with ExitStack() as stack:
            copy = stack.enter_context(fixes.copied(settings.root, settings.content, [CONFIG]))
            before = changes.before(settings.root, self.checking.base, [content])
            old = stack.enter_context(before)
            _replace_model(copy / content, old / content)
            return self.checking.check(moved(settings, copy))

    def _broken(self, path: str, entry: Entry) -> Broken:
        said = self.found.checked.diagnostics
        errors = (one for one in said if one.path == path and one.severity is Severity.ERROR)
        first = next(errors, None)
        reason = messages.text(first.message, self.language) if first else ""
        return Broken(path, entry.title, reason)


def _is_hint(one: Diagnostic) -> bool:
    return one.severity is Severity.HINT


def _published(checked: Checked) -> dict[str, Entry]:
    return {one.path: one for one in checked.site.catalogue.entries.values()}


def _claims(entry: Entry) -> Iterator[str]:
    """Yield the fields that claim something of which the model says what it needs."""
    for constraint in entry.collection.constraints:
        path = constraint.options.get("field", "")
        if constraint.kind.name == _CLAIM and entry.term_ids(path):
            yield path


def _pictures(entry: Entry) -> int:
    """Return how many pictures an entry shows."""
    shown = entry.text.links if entry.text else ()
    inside = {one.url for one in shown if one.image and not links.is_external(one.url)}
    return len(inside | {one.text for one in entry.pictures})


def _model_files(content: Path) -> Iterable[Path]:
    yield from content.glob(f"*/{COLLECTION_FILE}")
    yield from content.glob(f"{VOCABULARIES_FOLDER}/*.yml")


def _replace_model(content: Path, other: Path) -> None:
    """Give a content folder the model of another one.

    The files of a copy may be links to those of the original, so they are never written through.
    """
    for path in list(_model_files(content)):
        path.unlink()
    for path in _model_files(other):
        target = content / path.relative_to(other)
        target.parent.mkdir(parents=True, exist_ok=True)
        fixes.replace_file(target, path.read_bytes())
