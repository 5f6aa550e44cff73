"""What a rule is: one file each, which owns its code, its words and, perhaps, its check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from goodpractice.diagnostics import Diagnostic, Finding, Phrase, Severity
from goodpractice.entries import Corpus, Entry

EntryCheck = Callable[[Entry], Iterable[Finding]]
CorpusCheck = Callable[[Corpus], Iterable[tuple[str, Finding]]]


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
        check_entry: looks at one entry.
        check_corpus: looks at all entries; yields paths with findings.
    """

    code: str
    name: str
    severity: Severity
    title: str
    messages: Mapping[str, str]
    hint: Mapping[str, str] | str
    why: str
    check_entry: EntryCheck | None = None
    check_corpus: CorpusCheck | None = None

    def diagnose(self, path: str, finding: Finding) -> Diagnostic:
        """Return a finding as a diagnostic in this rule's words."""
        message = self.messages.get(finding.variant, self.messages.get("", self.title))
        hint = self.hint if isinstance(self.hint, str) else self._hint(finding.variant)
        return Diagnostic(
            self.code,
            Severity.HINT if finding.lenient else self.severity,
            path,
            finding.span,
            Phrase(message, finding.params),
            Phrase(hint, finding.params) if hint else None,
            finding.fix,
        )

    def _hint(self, variant: str) -> str:
        assert not isinstance(self.hint, str)
        return self.hint.get(variant, self.hint.get("", ""))
