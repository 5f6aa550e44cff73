"""A file that may not be read; who runs the tests may read everything."""

from __future__ import annotations

from io import FileIO
from pathlib import Path

import pytest

from goodpractice import files


def nobody_reads(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let files of a name be ones that may not be read."""

    class Locked(FileIO):
        def __init__(self, path: str) -> None:
            if Path(path).name == name:
                raise PermissionError(13, "Permission denied", path)
            super().__init__(path)

    monkeypatch.setattr(files, "FileIO", Locked)
