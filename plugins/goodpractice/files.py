"""The bytes of a file, or why there are none; and their checksum.

There may be ten thousand: files are asked of the system itself, which takes half as long.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from io import FileIO

from goodpractice.diagnostics import WHOLE_FILE, Finding
from goodpractice.documents import MAX_FILE_BYTES, too_large

_DIGITS = 32  # of a checksum: nobody finds two texts that share so many
_AT_ONCE = 1 << 16  # bytes; most texts are shorter
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def read(path: str) -> bytes | Finding:
    """Return the bytes of a file, or why it cannot be read; a huge one is not read."""
    try:
        with FileIO(path) as file:  # of ten thousand files, `open` takes half as long again
            return too_large(os.fstat(file.fileno()).st_size) or file.readall()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Finding("unreadable-file", WHOLE_FILE, {"reason": reason})


def checksum(data: bytes) -> str:
    """Return a checksum of bytes."""
    return sha256(data).hexdigest()[:_DIGITS]  # processors have instructions for it


def checksums(paths: Iterable[str]) -> str:
    """Return the checksums of files, each in a line; nothing of one that cannot be read."""
    return "\n".join(map(checksum_of, paths))


def checksum_of(path: str, limit: int = MAX_FILE_BYTES) -> str:
    """Return the checksum of a file; nothing of one that is longer, or cannot be read."""
    try:
        file = os.open(path, _FLAGS)
    except OSError:
        return ""
    try:
        data = os.read(file, _AT_ONCE)
        return checksum(data) if len(data) < _AT_ONCE else _of_long(file, data, limit)
    except OSError:
        return ""
    finally:
        os.close(file)


def _of_long(file: int, data: bytes, limit: int) -> str:
    whole, size = sha256(data), len(data)
    while (data := os.read(file, _AT_ONCE)) and (size := size + len(data)) <= limit:
        whole.update(data)
    return whole.hexdigest()[:_DIGITS] if size <= limit else ""
