"""A file that may not be read; who runs the tests may read everything."""

from __future__ import annotations

from pathlib import Path

import pytest


def nobody_reads(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let files of a name be ones that may not be read."""
    really = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return really(path)

    monkeypatch.setattr(Path, "read_bytes", read)
