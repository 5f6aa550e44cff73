"""Letters broken by a wrong encoding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from goodpractice.diagnostics import Finding, Severity
from goodpractice.documents import MAX_FINDINGS_ALIKE
from goodpractice.entries import Entry
from goodpractice.late import late
from goodpractice.rules.rule import N_, Rule, replacement
from goodpractice.rules.support import prose
from goodpractice.rules.support.words import words

# What the bytes 80 to BF of UTF-8 look like where a program took them for Windows-1252.
_REST = (
    "[\u00a0-\u00bf"
    + bytes(set(range(0x80, 0xA0)) - {0x81, 0x8D, 0x8F, 0x90, 0x9D}).decode("cp1252")
    + "]"
)
# Only first bytes that no language writes before such a sign: “é »” is French, not broken. What
# went wrong twice begins like “Ãƒ”.
_BROKEN = late(
    rf"(?:Ã[ƒ‚]Â{_REST}|Ã[\u00a1-\u00ba\u00bc-\u00bf]|(?<![A-ZÀ-Þ])(?:Ã{_REST}|Â[\u00a0-\u00bf])"
    rf"|â(?:€|„|†|‚|ˆ){_REST}|Å[“¡¾¸]|(?:[ÐÑÎÏ]{_REST}){{3,}})+"
)
# An “à” whose second half, a no-break space, has since become an ordinary one.
_HALF = re.compile(r"(?<!\w)Ã(?: (?= ))?(?= )")
_LOST = "\ufffd"


def check(entry: Entry) -> Iterable[Finding]:
    """Return runs of letters that were UTF-8 before a program read them as something else."""
    source = entry.document.source
    if source.isascii() or words("broken_letters", entry.lang).either.isdisjoint(prose.held(entry)):
        return ()
    return islice(_findings(entry, source), MAX_FINDINGS_ALIKE)


def _findings(entry: Entry, source: str) -> Iterator[Finding]:
    broken = [(match, whole) for match in _BROKEN.finditer(source) if (whole := mended(match[0]))]
    halves = [(match, "à") for match in _HALF.finditer(source)] if broken else []
    for match, whole in sorted(broken + halves, key=lambda pair: pair[0].start()):
        place = prose.span(entry.document, *match.span())
        fix = replacement(entry.path, place, whole, safe=True)
        yield Finding("mojibake", place, {"found": match[0].strip(), "whole": whole}, fix=fix)
    # Characters that are not safe have been replaced by the same sign, and are reported as such.
    if not any(one.name == "unsafe-character" for one in entry.document.findings):
        for match in re.finditer(_LOST, source):
            yield Finding("mojibake", prose.span(entry.document, *match.span()), variant="lost")


def mended(text: str) -> str | None:
    """Return what broken letters were, or None where they cannot be told."""
    try:
        whole = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None
    return (mended(whole) or whole) if _BROKEN.fullmatch(whole) else whole


RULE = Rule(
    code="GP113",
    name="mojibake",
    severity=Severity.WARNING,
    title=N_("Letters broken by a wrong encoding"),
    messages={
        "": N_("“{found}” should very likely be “{whole}”."),
        "lost": N_("Here a letter was lost when the text was saved or copied."),
    },
    hint={
        "": N_("Write “{whole}”, and save the file as UTF-8."),
        "lost": N_("Type the letter again."),
    },
    why=N_("Broken letters make a text hard to read, to search and to listen to."),
    bad="title: Une Ã©cole et ses voisines",
    good="title: Une école et ses voisines",
    source="WHATWG Encoding Standard, windows-1252",
    check_entry=check,
)
