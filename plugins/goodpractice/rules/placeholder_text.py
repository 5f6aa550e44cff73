"""Text of a template left in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice

from goodpractice.diagnostics import Finding, Severity, Span
from goodpractice.documents import MAX_FINDINGS_ALIKE
from goodpractice.entries import DRAFT, Entry
from goodpractice.nodes import Scalar
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import prose
from goodpractice.rules.support.headings import not_known
from goodpractice.rules.support.words import words


def check(entry: Entry) -> Iterable[Finding]:
    """Return words that a template or an unfinished text leaves; of drafts they are hints."""
    may_be = not prose.held(entry).isdisjoint(_either(entry.lang)) or _may_prompt(entry)
    return _findings(entry) if may_be else ()


@cache
def _either(language: str) -> frozenset[bytes]:
    return words("placeholders", language).either | words("placeholders_alone", language).either


def _findings(entry: Entry) -> Iterator[Finding]:
    source = entry.document.source
    alone = prose.found(entry, words("placeholders_alone", entry.lang))
    matches = chain(
        prose.found(entry, words("placeholders", entry.lang)),
        (one for one in alone if _is_alone(source, one)),
    )
    noted = ((prose.span(entry.document, *one.span()), one[0], "") for one in _once(matches))
    for place, text, variant in islice(chain(noted, _prompts(entry)), MAX_FINDINGS_ALIKE):
        params = {"found": text, "unknown": not_known(entry.lang)}
        yield Finding("placeholder-text", place, params, variant, lenient=entry.status == DRAFT)


def _once(matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield what is found at each place; “TBC” is on both lists."""
    seen: set[int] = set()
    for one in matches:
        if one.start() not in seen:
            seen.add(one.start())
            yield one


# What may stand before and behind such words: marks of lists and quotations, a key, brackets.
_BEFORE = re.compile(r"[\s>*#+-]*(?:\d+[.)] |[\w-]+: |[^\n]{0,80}[(\[:] ?)?[\"'(\[]?")
_BEHIND = re.compile(r"[\"')\].:!…\s]*")


def _is_alone(source: str, match: re.Match[str]) -> bool:
    """Return whether nothing else stands in the line, or in the brackets, of some words."""
    start, end = match.span()
    line = source.rfind("\n", 0, start) + 1
    last = source.find("\n", end)
    before, behind = source[line:start], source[end : last if last >= 0 else None]
    return bool(_BEFORE.fullmatch(before) and _BEHIND.fullmatch(behind))


def _may_prompt(entry: Entry) -> bool:
    """Return whether a value or a line of the text is a help or an example of the model."""
    written = chain([one.text for one in entry.words], entry.document.body.split("\n"))
    return not entry.collection.prompts.isdisjoint(map(str.strip, written))


def _prompts(entry: Entry) -> Iterator[tuple[Span, str, str]]:
    """Yield values and lines of the text that are a help or an example of the model."""
    prompts = entry.collection.prompts
    for scalar in entry.words:
        if scalar.text.strip() in prompts:
            yield scalar.span, scalar.text.strip(), _variant(entry, scalar)
    for number, line in enumerate(entry.document.body.split("\n"), 1):
        if line.strip() in prompts:
            yield entry.in_body(number, 1, number, len(line.rstrip()) + 1), line.strip(), "prompt"


def _variant(entry: Entry, scalar: Scalar) -> str:
    """Tell fields of which “not known” is refused from the others."""
    front, fields = entry.document.front, entry.collection.fields
    pairs = front.items.items() if front else ()
    known = (pair.value for name, pair in pairs if name in fields and fields[name].known)
    return "prompt-known" if any(value.span == scalar.span for value in known) else "prompt"


RULE = Rule(
    code="GP308",
    name="placeholder-text",
    severity=Severity.WARNING,
    title=N_("Text of a template left in place"),
    messages={
        "": N_("“{found}” looks like a note to yourself or a piece of a template."),
        "prompt": N_("“{found}” is what the template or the help says, not what you have to say."),
        "prompt-known": N_(
            "“{found}” is what the template or the help says, not what you have to say."
        ),
    },
    hint={
        "": N_("Write what belongs there, or delete it. If nobody knows, write “{unknown}”"),
        "prompt-known": N_("Write your own words in its place."),
    },
    why=N_("A page with gaps makes readers doubt the rest."),
    bad="Insert text here.",
    good="The older pupils read to the younger ones.",
    check_entry=check,
)
