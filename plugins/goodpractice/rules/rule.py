"""What a rule is: one file each, which owns its code, its words and, perhaps, its check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import (
    Diagnostic,
    Edit,
    Finding,
    Fix,
    Phrase,
    Reencode,
    Severity,
    Span,
)
from goodpractice.entries import Entry

EntryCheck = Callable[[Entry], Iterable[Finding]]
CorpusCheck = Callable[[Corpus], Iterable[tuple[str, Finding]]]
FixOf = Callable[[str, Finding], Fix | None]


def N_(text: str) -> str:  # noqa: N802 - the customary mark of a text to translate
    """Mark a text for the message catalogues."""
    return text


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the check.

    Attributes:
        code: never used again for anything else.
        name: what findings call it.
        severity: an error keeps the entry out of the site.
        title: the rule in a few words.
        messages: what to say, by variant of the finding; ``""`` is the usual one.
        hint: how to mend it, or None where the message says so already; by variant as messages.
        why: why it matters to a reader.
        bad: the few lines that matter of a file that breaks the rule; its test has the whole file.
        good: the same lines as they should be.
        source: where the rule comes from, if it is not our own.
        check_entry: looks at one entry.
        check_corpus: looks at all entries; yields paths with findings.
        fix: makes edits of what a finding tells, for one that brings none.
        ignorable: whether a site or an entry may set the rule aside; not where the entry could not
            be read or shown without it, or where it protects people.
    """

    code: str
    name: str
    severity: Severity
    title: str
    messages: Mapping[str, str]
    hint: Mapping[str, str] | str
    why: str
    bad: str = ""
    good: str = ""
    source: str = ""
    check_entry: EntryCheck | None = None
    check_corpus: CorpusCheck | None = None
    fix: FixOf | None = None
    ignorable: bool = True

    def diagnose(self, path: str, finding: Finding) -> Diagnostic:
        """Return a finding as a diagnostic in this rule's words."""
        message = self.messages.get(finding.variant, self.messages.get("", self.title))
        hint = self.hint if isinstance(self.hint, str) else self._hint(finding.variant)
        fix = finding.fix or (self.fix(path, finding) if self.fix else None)
        return Diagnostic(
            self.code,
            Severity.HINT if finding.lenient else self.severity,
            path,
            finding.span,
            Phrase(message, finding.params),
            Phrase(hint, finding.params) if hint else None,
            fix,
        )

    def _hint(self, variant: str) -> str:
        assert not isinstance(self.hint, str)
        return self.hint.get(variant, self.hint.get("", ""))


_WRITE = N_("write “{text}”")
_DELETE = N_("delete it")


def replacement(path: str, span: Span, text: str, *, safe: bool) -> Fix:
    """Return the fix that puts a text in place of another.

    Args:
        path: of the file.
        span: of what is replaced.
        text: what to write; nothing deletes.
        safe: whether there is no other right answer.
    """
    description = Phrase(_WRITE, {"text": text}) if text else Phrase(_DELETE)
    return Fix(safe, description, (Edit(path, span, text),))


def by_param(name: str, *, safe: bool) -> FixOf:
    """Return a maker of fixes that write what a parameter of the finding holds, if it has one."""

    def fix(path: str, finding: Finding) -> Fix | None:
        text = finding.params.get(name)
        return (
            replacement(path, finding.span, text, safe=safe)
            if isinstance(text, str) and text
            else None
        )

    return fix


_ANEW = N_("write the file anew, as it is published")


def anew(*, safe: bool) -> FixOf:
    """Return a maker of fixes that write a file anew, without what does not belong in it."""

    def fix(path: str, finding: Finding) -> Fix:
        return Fix(safe, Phrase(_ANEW), (Reencode(path),))

    return fix
