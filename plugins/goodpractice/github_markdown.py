"""Text of strangers in GitHub's Markdown, where it shows as it is and does nothing.

GitHub looks for mentions, references and addresses in the text after Markdown has been read, so
that a backslash does not stop them; a character of no width within them does. Nothing is looked
for within code. (“GitHub Flavored Markdown Spec” 6.9 for addresses; “Autolinked references and
URLs” and “Mentioning people and teams” in GitHub's documentation.)
"""

from __future__ import annotations

import re

from goodpractice.reporters import markdown, printable

_NO_WIDTH = "\u200b"
# After these, GitHub takes what follows for a person, a number, an address or an emoji; "GH-1" is
# an issue, seven and more hexadecimal digits are a commit, "www." begins an address. Elsewhere
# nothing is added: what the check says may be copied into a file, which must not hold it.
_ACTS = re.compile(
    r"[@#](?=\w)|:(?=\S)|(?<=[a-z])-(?=\d)|(?<!\w)www(?=\.)|[0-9a-f]{6}(?=[0-9a-f])", re.IGNORECASE
)
_TICKS = re.compile("`+")


def inert(text: str) -> str:
    """Return a text as a piece of a line that shows just that, but for spaces and no width.

    Args:
        text: what a stranger wrote.
    """
    line = _ACTS.sub(rf"\g<0>{_NO_WIDTH}", _line(text))
    # Of dollar signs GitHub makes formulas before it reads backslashes.
    return markdown(line).replace("\\$", "&#36;")


def code(text: str) -> str:
    """Return a text as code within a line; an empty one shows as a dash."""
    line = _line(text)
    if not line:
        return "—"
    longest = max((len(ticks) for ticks in _TICKS.findall(line)), default=0)
    fence = "`" * (longest + 1)
    space = " " if "`" in (line[0], line[-1]) else ""
    return f"{fence}{space}{line}{space}{fence}"


def _line(text: str) -> str:
    return printable(" ".join(text.split()))
