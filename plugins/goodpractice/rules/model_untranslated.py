"""Labels that a language of the site lacks."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP812",
    name="model-untranslated",
    severity=Severity.WARNING,
    title=N_("Labels that a language of the site lacks"),
    messages={
        "": N_(
            "{count} labels of this file have no text in the language “{language}”; this is the "
            "first."
        ),
        "files": N_(
            "{count} labels in {files} files have no text in the language “{language}”; this is "
            "the first."
        ),
        "one": N_("This label has no text in the language “{language}”."),
    },
    hint={
        "": N_(
            "Add “{language}: …” to each, or write a text once if it is the same in all languages."
        ),
    },
    why=N_("Whoever reads the site in that language meets words of another one."),
    bad="label: {en: Notes}",
    good="label: {en: Notes, fr: Notes}",
)
