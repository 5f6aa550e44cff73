"""The front matter cannot be read."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP109",
    name="yaml-syntax",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("The front matter cannot be read"),
    messages={
        "": N_("The front matter cannot be read from here on: “{text}”."),
        "colon": N_(
            "A colon followed by a space is only understood between a key and its value: “{text}”."
        ),
        "no-colon": N_(
            "Here a colon and a space are missing between the key and its value: “{text}”."
        ),
        "quote": N_("A quotation mark is opened here and not closed: “{text}”."),
        "bracket": N_("A bracket is opened here and not closed: “{text}”."),
        "start": N_("A value cannot begin with this character: “{text}”."),
        "key": N_("This line does not fit the lines above it: “{text}”."),
        "dash": N_("This line does not fit the list above it: “{text}”."),
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
        "no-colon": N_(
            "Write “key: value”. If the line goes on with the text of the line "
            "above, indent it by two spaces."
        ),
        "quote": N_("Close the quotation mark at the end of the value, or leave both out."),
        "bracket": N_("Close the bracket, and put commas between the values: [one, two]."),
        "start": N_('Put the value in quotation marks: key: "@value".'),
        "key": N_(
            "Keys of one group begin in the same column. If the value above has "
            "quotation marks inside it, put the other kind around the whole of it."
        ),
        "dash": N_("Begin each line of a list with “- ” in the same column."),
        "tab": N_("Replace the tab by spaces."),
        "document": N_("Take out the lines “---” or “...” within the front matter."),
    },
    why=N_("Nothing of an entry can be shown while its front matter cannot be read."),
    bad="title: Reading: a project of two schools",
    good='title: "Reading: a project of two schools"',
    source="YAML 1.2.2, 7.3.3 Plain style",
)
