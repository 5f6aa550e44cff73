"""One reading of an entry: what it needs, and what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from goodpractice.diagnostics import Finding, Span
from goodpractice.nearest import MAX_GUESSES
from goodpractice.nodes import Scalar
from goodpractice.vocabularies import Vocabulary


class _NotKnown:
    """The value of a field whose author says that it is not known."""

    def __repr__(self) -> str:
        return "NOT_KNOWN"


NOT_KNOWN = _NotKnown()
MISSING: Any = None


class Reference(NamedTuple):
    """A mention of another entry: by which field, which entry, and where it is written."""

    path: str
    target: str
    node: Scalar
    to: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Return the place."""
        return self.node.span


@dataclass(slots=True)
class Reading:
    """What kinds need while they read one entry, and what they report.

    Attributes:
        vocabularies: by name.
        path: of the file, for fixes.
        lenient: a missing field is a hint (drafts).
        of_model: in the model's own files `not known` is a text, and no key may be left empty.
        findings, references: filled while reading.
        words: what lines and paragraphs say, filled likewise.
    """

    vocabularies: Mapping[str, Vocabulary]
    path: str = ""
    lenient: bool = False
    of_model: bool = False
    findings: list[Finding] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    images: list[Scalar] = field(default_factory=list)
    words: list[Scalar] = field(default_factory=list)
    guesses: int = 0

    def may_guess(self) -> bool:
        """Return whether to look for what was meant, which takes time, once more."""
        self.guesses += 1
        return self.guesses <= MAX_GUESSES

    def trial(self) -> Reading:
        """Return a reading that finds out what a value would be; it keeps nothing."""
        return replace(self, findings=[], references=[], images=[], words=[])

    def report(self, name: str, span: Span, variant: str = "", **params: Any) -> None:
        """Report a finding."""
        self.findings.append(Finding(name, span, params, variant))
