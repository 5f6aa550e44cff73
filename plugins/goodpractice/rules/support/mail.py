"""Mail addresses in a text, plain or hidden from programs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodpractice.late import late

# The sign itself, another width of it, and what Markdown shows as it.
_AT = r"(?:\\?@|\uff20|&(?:#0*64|#x0*40|commat);)"
_ADDRESS = late(
    rf"(?<![\w.+@%/-])[\w.+%'-]{{1,64}}{_AT}(?:[\w-]{{1,63}}\.){{1,5}}[^\W\d_]{{2,24}}(?![\w@-])"
    r"|(?<![\w.+-])[\w.+-]{1,64}\s?[(\[{](?:at|arobase)[)\]}]\s?[\w-]{1,63}"
    r"(?:\s?(?:\.|[(\[{](?:dot|point|punkt)[)\]}])\s?[\w-]{2,63}){1,4}"
    r"|(?<![\w.+-])[\w.+-]{1,64} (?-i:AT) [\w-]{1,63}(?: (?-i:DOT) [\w-]{2,63}){1,4}",
    re.IGNORECASE,
)
# Domains that belong to nobody (RFC 2606 and RFC 6761).
_NOBODY = late(
    r"(?:\.|@|\uff20|;)(?:example\.(?:com|net|org)|example|invalid|test|localhost)$", re.IGNORECASE
)
_MARK = re.compile(r"[@\uff20]|&(?:#|commat;)|AT |[(\[{](?i:at|arobase)[)\]}]")
_LONGEST = 100  # characters of a name or of a domain
_TOKEN = re.compile(r"\S*$")


def addresses(text: str) -> Iterator[re.Match[str]]:
    """Yield mail addresses, but for those of domains that belong to nobody and parts of links."""
    for match in _near_marks(text):
        before = _TOKEN.search(text, max(0, match.start() - 200), match.start())
        in_link = before is not None and "://" in before[0]
        if not in_link and not _NOBODY.search(match[0]):
            yield match


def _near_marks(text: str) -> Iterator[re.Match[str]]:
    """Yield what looks like an address around the marks of one: that is quicker than all over."""
    for start, end in _around_marks(text):
        yield from _ADDRESS.finditer(text, start, end)


def _around_marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text that are near marks, each once: a text may be of marks alone."""
    start = end = 0
    for mark in _MARK.finditer(text):
        begin = max(0, mark.start() - _LONGEST)
        if begin > end:
            if end:
                yield start, end
            start = begin
        end = mark.end() + _LONGEST
    if end:
        yield start, end
