"""Catalogues of messages in the form that translators write (GNU gettext, PO files).

Babel reads them too, but takes longer for one than the check of a small site.
"""

from __future__ import annotations

import gettext
import io
import re
import struct
from collections.abc import Iterator

_QUOTED = r'(?:"(?:[^"\\\n]|\\.)*"\s*?\n)+'
_ENTRY = re.compile(
    rf"^msgid (?P<id>{_QUOTED})(?:msgid_plural (?P<plural>{_QUOTED}))?"
    rf"(?P<texts>(?:msgstr(?:\[\d\])? {_QUOTED})+)",
    re.MULTILINE,
)
_TEXT = re.compile(rf"msgstr(?:\[\d\])? ({_QUOTED})")
_LINE = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_MAGIC = 0x950412DE


def translations(text: str) -> gettext.GNUTranslations:
    """Return the translations of a PO file; what is not translated is left out."""
    found = sorted(_messages(f"{text}\n"))
    return gettext.GNUTranslations(io.BytesIO(_compiled(found)))


def _messages(text: str) -> Iterator[tuple[bytes, bytes]]:
    """Yield messages with their texts; one with a plural has several, apart by NUL."""
    for match in _ENTRY.finditer(text):
        ids = filter(None, match.group("id", "plural"))
        texts = [_plain(one) for one in _TEXT.findall(match["texts"])]
        if all(texts):
            yield "\0".join(map(_plain, ids)).encode(), "\0".join(texts).encode()


def _plain(quoted: str) -> str:
    inner = "".join(_LINE.findall(quoted))
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[1]), inner)


def _compiled(messages: list[tuple[bytes, bytes]]) -> bytes:
    """Return a MO file, which is all that Python reads (GNU gettext manual, 11.3)."""
    count = len(messages)
    ids_at, texts_at, start = 28, 28 + 8 * count, 28 + 16 * count
    tables, pieces = [], []
    for piece in (*(one for one, _ in messages), *(other for _, other in messages)):
        tables.append(struct.pack("<II", len(piece), start))
        pieces.append(piece + b"\0")
        start += len(piece) + 1
    head = struct.pack("<7I", _MAGIC, 0, count, ids_at, texts_at, 0, 28)
    return b"".join((head, *tables, *pieces))
