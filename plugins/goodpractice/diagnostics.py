"""What the check says: a Finding names what was seen, a Diagnostic is that with its rule's words.

Text for people is not written here: a Phrase holds an English template and its parameters, and
``messages`` turns it into the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple, TypeAlias


class Severity(StrEnum):
    """How much a diagnostic matters: an error keeps an entry out of the site."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """Return 0 for the worst severity, for sorting."""
        return list(Severity).index(self)


class Span(NamedTuple):
    """A range of a text: lines and columns count from 1 in code points, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


WHOLE_FILE = Span(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence to be put into the reader's language: an English template and its parameters."""

    template: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """A text that the model gives per language, such as a field's label."""

    texts: Mapping[str, str]


Param: TypeAlias = "str | int | Phrase | Label | tuple[Param, ...]"


def megabytes(size: int) -> str:
    """Return a number of bytes in megabytes, rounded up so that too much never looks enough."""
    return f"{-(-size // 100_000) / 10:g}"


class Edit(NamedTuple):
    """Replace the text of `span` by `text`."""

    path: str
    span: Span
    text: str


class Reencode(NamedTuple):
    """Write a file anew as it should be encoded.

    A picture becomes the one that is published of it: bounded in size, with nothing but its pixels.
    A text loses its byte order mark.
    """

    path: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a fault, all of them or none; `safe` when there is one right answer."""

    safe: bool
    description: Phrase
    edits: tuple[Edit | Reencode, ...]


class Finding(NamedTuple):
    """A fact that was noticed: the name of the rule that explains it, where, and with which values.

    Args:
        name: name of a rule, such as ``duplicate-key``.
        span: where in the file.
        params: values for the rule's message.
        variant: which of the rule's messages to use, when it has several.
        fix: edits that would mend it.
        lenient: True lowers an error to a hint (a draft's missing field).
    """

    name: str
    span: Span
    params: Mapping[str, Param] = {}
    variant: str = ""
    fix: Fix | None = None
    lenient: bool = False


class Diagnostic(NamedTuple):
    """A problem at a place of a file, with the phrases that explain it."""

    code: str
    severity: Severity
    path: str
    span: Span
    message: Phrase
    hint: Phrase | None = None
    fix: Fix | None = None


# The order of diagnostics in every report: by file, place and code.
IN_ORDER = itemgetter(*map(Diagnostic._fields.index, ("path", "span", "code")))
