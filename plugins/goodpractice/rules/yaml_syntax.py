"""The front matter cannot be read."""

from __future__ import annotations

from goodpractice.diagnostics import Finding, Fix, Severity, Span
from goodpractice.rules.rule import N_, Rule, replacement

_COLON = N_("A colon followed by a space is only understood between a key and its value: “{text}”.")
_START = N_("A value cannot begin with this character: “{text}”.")
_BEHIND_BRACKET = N_("Text goes on after the closing bracket: “{text}”.")
_BRACKET = N_("A bracket is opened here and not closed: “{text}”.")
_KEY = N_("This line does not fit the lines above it: “{text}”.")
_QUOTED = N_("Put the whole value in quotation marks: {better}")


def mend(path: str, finding: Finding) -> Fix | None:
    """Return the fix that writes the part of the line that has one right answer."""
    better = finding.params.get("better")
    column, end = finding.params.get("column"), finding.params.get("end")
    if not (isinstance(better, str) and isinstance(column, int) and isinstance(end, int)):
        return None
    line = finding.span.line
    return replacement(path, Span(line, column, line, end), better, safe=True)


RULE = Rule(
    code="GP109",
    name="yaml-syntax",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("The front matter cannot be read"),
    messages={
        "": N_("The front matter cannot be read from here on: “{text}”."),
        "colon": _COLON,
        "colon-bare": _COLON,
        "no-colon": N_(
            "Here a colon and a space are missing between the key and its value: “{text}”."
        ),
        "no-space": N_("A space is missing after the colon: “{text}”."),
        "hyphen": N_("A space is missing after the hyphen: “{text}”."),
        "behind": N_("Text goes on after the closing quotation mark: “{text}”."),
        "behind-bracket": _BEHIND_BRACKET,
        "behind-bracket-bare": _BEHIND_BRACKET,
        "quote": N_("A quotation mark is opened here and not closed: “{text}”."),
        "escape": N_("Within double quotation marks a “\\” has a special meaning: “{text}”."),
        "bracket": _BRACKET,
        "bracket-remark": _BRACKET,
        "flow": N_("Within these brackets something is missing before this: “{text}”."),
        "start": _START,
        "start-bare": _START,
        "bullet": N_("The lines of a list begin with a hyphen, not with “{sign}”: “{text}”."),
        "key": _KEY,
        "key-quotes": _KEY,
        "space": N_("A space of a special kind stands here, which does not count: “{text}”."),
        "text": N_("The text seems to begin here, and the front matter has not ended: “{text}”."),
        "dash": N_("This line does not fit the list above it: “{text}”."),
        "item": N_("This line does not fit the list above it: “{text}”."),
        "list": N_("A list cannot begin in the line of its key: “{text}”."),
        "block": N_("Nothing can stand behind this “>” or “|” in its line: “{text}”."),
        "indent": N_(
            "This line goes on with the value above and begins no further in than its key: "
            "“{text}”."
        ),
        "blank": N_(
            "The empty lines above this one hold more spaces than it begins with: “{text}”."
        ),
        "comment": N_("A space is missing before this “#”, which begins a remark: “{text}”."),
        "tab": N_("This line begins with a tab: “{text}”."),
        "document": N_("The front matter ends here although more follows: “{text}”."),
    },
    hint={
        "": N_("Compare the line with the ones above: key, colon, space, value."),
        "colon": N_(
            "If the colon belongs to the text, put the whole value in quotation "
            'marks: key: "a text: with a colon". If this is a key of its own, begin '
            "it in the same column as the keys above."
        ),
        "colon-bare": _QUOTED,
        "start-bare": _QUOTED,
        "behind-bracket": N_("Put the whole value in quotation marks, or take the brackets out."),
        "behind-bracket-bare": _QUOTED,
        "bullet": N_("Begin each of them with a hyphen and a space: “- value”."),
        "space": N_(
            "Delete it and type an ordinary space. The other kind comes along when text is copied "
            "from a web page or a word processor."
        ),
        "text": N_("Write “---” in a line of its own between the last key and the text."),
        "no-colon": N_(
            "Write “key: value”. If the line goes on with the text of the line "
            "above, indent it by two spaces."
        ),
        "no-space": N_("Write “key: value”, with a space after the colon."),
        "hyphen": N_("Write a hyphen, a space and then the value: “- value”."),
        "behind": N_(
            "Put the other kind of quotation marks around the whole value, or leave them out."
        ),
        "quote": N_("Close the quotation mark at the end of the value, or leave both out."),
        "escape": N_("Write “\\\\” instead of “\\”, or use single quotation marks: 'value'."),
        "bracket": N_("Close the bracket, and put commas between the values: [one, two]."),
        "flow": N_(
            "Put a comma between two values. A text with a colon, a comma or brackets needs "
            'quotation marks: ["one: first", two].'
        ),
        "start": N_('Put the value in quotation marks: key: "@value".'),
        "bracket-remark": N_(
            "A space and “#” begin a remark, which hides the closing bracket. If the “#” belongs "
            "to a value, put that value in quotation marks."
        ),
        "key": N_("Keys of one group begin in the same column."),
        "key-quotes": N_(
            "Keys of one group begin in the same column. If the value above has "
            "quotation marks inside it, put the other kind around the whole of it."
        ),
        "dash": N_("Begin each line of a list with “- ” in the same column."),
        "item": N_("Begin it in the same column as the word behind the hyphen in the line above."),
        "list": N_(
            "Begin the list in the line below, or write it in brackets: key: [one, two]. If the "
            "hyphen belongs to a text, put the whole text in quotation marks."
        ),
        "block": N_(
            "If the sign belongs to the text, put the whole value in quotation marks. If not, "
            "begin the text in the line below."
        ),
        "indent": N_("Begin it two spaces further in than the key."),
        "blank": N_("Take the spaces out of the empty lines."),
        "comment": N_(
            "Put a space before the “#”. If it belongs to the value, put it inside the quotation "
            "marks."
        ),
        "tab": N_(
            "Replace the tab by as many spaces as the lines beside it begin with, mostly two."
        ),
        "document": N_("Take out the lines “---” or “...” within the front matter."),
    },
    why=N_("Nothing of an entry can be shown while its front matter cannot be read."),
    bad="title: Reading: a project of two schools",
    good='title: "Reading: a project of two schools"',
    source="YAML 1.2.2, 7.3.3 Plain style",
    fix=mend,
)
