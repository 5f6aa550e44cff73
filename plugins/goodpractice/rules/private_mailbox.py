"""A mailbox that looks private."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.nodes import scalars
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import prose
from goodpractice.rules.support.words import all_words

_PERSON = re.compile(r"[a-z]{1,20}\.[a-z]{2,30}", re.IGNORECASE)


def check(entry: Entry) -> Iterable[Finding]:
    """Return mailboxes in fields for mail that seem to be of a person and not of a role."""
    return _findings(entry) if "@" in entry.document.source else ()


def _findings(entry: Entry) -> Iterator[Finding]:
    for _, node in prose.written(entry, "email"):
        for scalar in scalars(node):
            name, _, domain = scalar.text.casefold().partition("@")
            if domain in all_words("private_mail").phrases or _PERSON.fullmatch(name):
                yield Finding("private-mailbox", scalar.span, {"address": scalar.text})


RULE = Rule(
    code="GP605",
    name="private-mailbox",
    severity=Severity.HINT,
    title=N_("A mailbox that looks private"),
    messages={
        "": N_("“{address}” looks like the mailbox of one person."),
    },
    hint=N_("Use a shared mailbox, such as office@…, or the web page of the school."),
    why=N_("People move on, and then nobody answers; a private address stays public for ever."),
    bad="email: jane.doe@example.org",
    good="email: office@example.org",
    source="GDPR, article 5(1)(c): no more personal data than is needed",
    check_entry=check,
)
