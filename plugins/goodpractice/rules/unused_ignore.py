"""An ignored rule that need not be ignored, or cannot be."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule, by_param

RULE = Rule(
    code="GP290",
    name="unused-ignore",
    severity=Severity.WARNING,
    title=N_("An ignored rule that is not needed"),
    messages={
        "": N_("{code} finds nothing here any more, so it need not be ignored."),
        "path": N_("{code} finds nothing in “{path}”, so it need not be ignored there."),
        "unknown": N_("There is no rule “{code}” to ignore."),
        "nearest": N_("There is no rule “{code}” to ignore. Did you mean “{nearest}”?"),
        "refused": N_("{code} cannot be ignored: “{title}”."),
    },
    hint={
        "": N_("Delete it from the list of what is ignored."),
        "path": N_(
            "Correct the path, which begins in the folder of mkdocs.yml, or delete this from the "
            "list of what is ignored."
        ),
        "unknown": N_("Write the code that stands beside the message, such as GP302."),
        "nearest": N_("Write “{nearest}”."),
        "refused": N_("Mend what {code} finds, and delete it from the list of what is ignored."),
    },
    why=N_("What is ignored without need hides the next fault."),
    bad="ignore: [{rule: GP999, reason: We keep the old spelling.}]",
    good="status: published",
    fix=by_param("nearest", safe=True),
)
