"""What Markdown looks like when it is slightly wrong, and what it was meant to be."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from goodpractice.late import late

_Of = Callable[[re.Match[str]], str]
_WORD = re.compile(r"[^\W\d_]{2}")
_WEB = re.compile(r"(?:https?:|mailto:|www\.)", re.IGNORECASE)
_ADDRESS = late(
    r"(?:https?:|mailto:|www\.|\.{1,2}/)\S.*|.*[^\s.]\.(?:md|jpe?g|png|webp|html?|pdf)(?:#\S*)?",
    re.IGNORECASE,
)
# The beginning of a line that the page shows as it is written.
_RUN = re.compile(r"[^*_`~\[\]<>&\\!:@\n]*")
_END = re.compile(r"[^*_`~\[\]<>&\\!:@\n]*\Z")
_LEAST_OF_WORDS = 20  # of a link, as many as tell it from others


class Sign(NamedTuple):
    """What may have gone wrong.

    Attributes:
        variant: of the rule's message.
        needles: one of which a text with it holds, in the form of `prose.plain`.
        trace: what its page shows of any of it.
        mark: a part of that which few pages show.
        pattern: of what was written; it begins with letters rather than choices, for speed.
        shown: returns what the page shows of it, where it is wrong; nothing if it is fine anyhow.
        better: returns what it was meant to be, or nothing where nobody knows.
    """

    variant: str
    needles: frozenset[bytes]
    trace: str
    mark: str
    pattern: re.Pattern[str]
    shown: _Of
    better: _Of


def _run(text: str) -> str:
    match = _RUN.match(text)
    return match[0] if match else ""


def _unknown(match: re.Match[str]) -> str:
    return ""


def _written(match: re.Match[str]) -> str:
    return match[0]


def _words(match: re.Match[str]) -> str:
    """Return what the page shows where the words of a link end."""
    before = _END.search(match.string, max(0, match.start() - _LEAST_OF_WORDS), match.start())
    return f"{before[0] if before else ''}]("


def _unclosed(match: re.Match[str]) -> str:
    return _words(match) if _ADDRESS.fullmatch(match["url"]) else ""


def _if_address(shown: str) -> _Of:
    return lambda match: shown if _ADDRESS.fullmatch(match["url"]) else ""


def _spaced(match: re.Match[str]) -> str:
    """Return an address with spaces as the page shows it; one of the web is a link by itself."""
    url = match["url"].strip()
    if " " not in url or not _ADDRESS.fullmatch(url):
        return ""
    return _words(match) if _WEB.match(url) else f"]({_run(url)}"


def _unspaced(match: re.Match[str]) -> str:
    url = re.sub(r"\s+", "%20", match["url"].strip())
    return f"]({url}{match['title'] or ''})"


def _linked(match: re.Match[str]) -> str:
    return f"[{match['text']}]({match['url']})"


def _undefined(match: re.Match[str]) -> str:
    """Return a mark without its address; “[Smith 2004][Jones 2005]” and “[sic][…]” are none."""
    text, label = match.group("text", "label")
    is_mark = _WORD.search(text) and not text[-1].isdigit() and (not label or label[0].isalnum())
    return f"][{label}]" if is_mark else ""


def _with_words(shown: _Of) -> _Of:
    return lambda match: shown(match) if _WORD.search(match["text"]) else ""


def _bold(match: re.Match[str]) -> str:
    """Return asterisks that make nothing bold; those behind a word mark a note below a table."""
    text, (before, after) = match["text"], _beside(match)
    is_loose = text[0].isspace() and text[-1].isspace() and after.isalnum()
    is_closing = text[0].isspace() and not before.isspace()
    if is_loose or is_closing or not _WORD.search(text):
        return ""
    start = _run(text)
    return f"**{start}" if start.strip() else f"{text[-1]}**"


def _tight(match: re.Match[str]) -> str:
    before, after = (" " if one.isalnum() else "" for one in _beside(match))
    return f"{before}**{match['text'].strip()}**{after}"


def _beside(match: re.Match[str]) -> tuple[str, str]:
    """Return the characters before and behind, as if there were white space around the text."""
    return match.string[match.start() - 1], match.string[match.end() : match.end() + 1] or " "


def _list(match: re.Match[str]) -> str:
    """Return the last line, which stands in a paragraph with those above it."""
    return _run(match[0].rpartition("\n")[2].rstrip())


def _listed(match: re.Match[str]) -> str:
    return re.sub(r"\n[-•][ \t]*", "\n- ", match[0])


def _row(match: re.Match[str]) -> str:
    """Return the beginning of the first row, where it is not all signs."""
    cell = _run(match["text"])
    return f"|{cell}" if cell.strip() else ""


# With what a word may begin, as a byte of UTF-8: Latin, Greek and Cyrillic letters, and any digit.
_LETTERS = (*range(ord("a"), ord("z") + 1), *b"0\xc3\xc4\xc5\xce\xcf\xd0\xd1")


def _before_letters(mark: str) -> tuple[bytes, ...]:
    return tuple(mark.encode() + bytes([letter]) for letter in _LETTERS)


def _sign(
    variant: str,
    trace: str,
    pattern: str,
    shown: _Of,
    better: _Of = _unknown,
    needles: tuple[bytes, ...] = (),
) -> Sign:
    held = frozenset(needles or (trace.encode(),))
    mark = next((mark for mark in "][*#|" if mark in trace), trace)
    return Sign(variant, held, trace, mark, re.compile(pattern, re.MULTILINE), shown, better)


SIGNS = (
    _sign(
        "space",
        "](",
        r"\]\((?<!\\\]\()(?P<url>(?:[^()<>\"\n]|\([^()\n]{0,40}\)){1,300}?)"
        r'(?P<title>[ \t]+"[^"\n]{0,200}")?\)',
        _spaced,
        _unspaced,
    ),
    _sign(
        "open",
        "](",
        r"\]\((?<!\\\]\()(?P<url>[^()\s<>]{1,300}?)(?P<end>[.,;:!?]?)(?=\s|$)",
        _unclosed,
        lambda match: f"]({match['url']}){match['end']}",
    ),
    _sign(
        "gap",
        "] (",
        r"\[(?<!\\\[)(?P<text>[^\[\]\n^]{2,200})\] \((?P<url>[^()\s<>]{1,300})\)",
        _with_words(_if_address("] (")),
        _linked,
    ),
    _sign(
        "swapped",
        ")[",
        r"\((?<!\]\()(?P<text>[^()\n]{2,200})\)\[(?P<url>[^\[\]\s<>]{1,300})\]",
        _if_address(")["),
        _linked,
    ),
    _sign(
        "undefined",
        "][",
        r"\[(?<![\\\]]\[)(?P<text>[^\[\]\n^]{2,200})\]\[(?P<label>[^\[\]\n^]{0,100})\]",
        _undefined,
    ),
    _sign("note", "[^", r"\[\^(?<!\\\[\^)[^\[\]\s^]{1,60}\](?!:)", _written),
    _sign(
        "definition",
        "]:",
        r"\[(?<=^\[)(?P<text>[^\[\]\n^]{1,100})\]:[ \t]*(?P<url>\S{1,300})",
        lambda match: f"[{_run(match['text'])}" if _ADDRESS.fullmatch(match["url"]) else "",
        lambda match: f"\n{match[0]}",
    ),
    _sign("wiki", "[[", r"\[\[(?<!\\\[\[)(?P<text>[^\[\]\n]{2,200})\]\]", _with_words(_written)),
    _sign(
        "bold",
        "**",
        r"\*\*(?<![*\\]\*\*)(?!\*)(?P<text>[^*\n|]{2,300})(?<!\\)\*\*(?!\*)",
        _bold,
        _tight,
    ),
    _sign(
        "heading",
        "##",
        r"##(?<=^##)(?P<more>#{0,4})(?P<text>[^\s#][^\n]{0,200})$",
        lambda match: _run(match[0].rstrip()),
        lambda match: f"##{match['more']} {match['text']}",
        _before_letters("##"),
    ),
    _sign(
        "list",
        "\n-",
        r"\n-(?=[^\W\d_])[^\n]+(?:\n-(?=[^\W\d_])[^\n]+)+",
        _list,
        _listed,
        _before_letters(" -"),
    ),
    _sign("bullet", "\n•", r"\n•[^\n]+(?:\n•[^\n]+)+", _list, _listed, (" •".encode(),)),
    _sign(
        "table",
        "\n|",
        r"\n\|(?P<text>[^\n|]+)\|[^\n]*(?:\n\|[^\n]+\|[ \t]*)+$",
        _row,
        needles=(b"| |",),
    ),
)
# Of which a text that has something wrong holds one.
MARKS = frozenset(needle for sign in SIGNS for needle in sign.needles)
