"""A file of a kind that is not published."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

_FILE = N_("Files of this kind (“{ending}”) are not accepted here; it will not be published.")

RULE = Rule(
    code="GP121",
    name="forbidden-file",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A file of a kind that is not published"),
    messages={
        "": _FILE,
        "text": _FILE,
        "bare": _FILE,
        "picture": _FILE,
        "document": _FILE,
        "jpeg": _FILE,
        "film": _FILE,
        "model": N_("The files of the model end in “.yml”; this one is not read."),
    },
    hint={
        "": N_(
            "Texts are Markdown files (.md); pictures are .jpg, .png or .webp. Take out anything "
            "else."
        ),
        "model": N_("Call it “{better}” instead."),
        "bare": N_("If it is a text, call it “{better}”; if not, take it out."),
        "text": N_("Call it “{better}” instead."),
        "picture": N_("Save the picture as .jpg, .png or .webp."),
        "jpeg": N_("Call it “{better}” instead."),
        "film": N_("Put it where films and recordings are published, and link to it there."),
        "document": N_(
            "Copy its text into a Markdown file (.md), or link to where it is published."
        ),
    },
    why=N_("Other kinds of files can run programs in the browser of whoever opens them."),
    bad="content/notes/report.docx",
    good="content/notes/report.md",
)
