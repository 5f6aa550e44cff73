"""The bytes of a file, or why there are none; and their checksum, for which they need not be kept.

Of ten thousand files, room for the bytes of each takes as long to come by as to read them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from io import FileIO

from goodpractice.diagnostics import WHOLE_FILE, Finding
from goodpractice.documents import MAX_FILE_BYTES, too_large

_DIGITS = 32  # of a checksum: nobody finds two texts that share so many
_ROOM = 1 << 16  # bytes; most texts are shorter


def read(path: str) -> bytes | Finding:
    """Return the bytes of a file, or why it cannot be read; a huge one is not read."""
    try:
        with FileIO(path) as file:  # of ten thousand files, `open` takes half as long again
            return too_large(os.fstat(file.fileno()).st_size) or file.readall()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Finding("unreadable-file", WHOLE_FILE, {"reason": reason})


def checksum(data: bytes | memoryview) -> str:
    """Return a checksum of bytes."""
    return sha256(data).hexdigest()[:_DIGITS]  # processors have instructions for it


def checksums(paths: Iterable[str]) -> str:
    """Return the checksums of files, each in a line; nothing of one that cannot be read."""
    return "\n".join(map(Checksums().of, paths))


class Checksums:
    """Makes the checksums of files one after another, in the same room."""

    def __init__(self) -> None:
        self._room = bytearray(_ROOM)
        self._view = memoryview(self._room)

    def of(self, path: str, limit: int = MAX_FILE_BYTES) -> str:
        """Return the checksum of a file; nothing of one that is longer, or cannot be read."""
        try:
            with FileIO(path) as file:
                size = file.readinto(self._room)
                return checksum(self._view[:size]) if size < _ROOM else self._of_long(file, limit)
        except OSError:
            return ""

    def _of_long(self, file: FileIO, limit: int) -> str:
        whole, size = sha256(self._room), _ROOM
        while (more := file.readinto(self._room)) and (size := size + more) <= limit:
            whole.update(self._view[:more])
        return whole.hexdigest()[:_DIGITS] if size <= limit else ""
