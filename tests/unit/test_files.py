"""The bytes of a file, and their checksum without keeping them."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodpractice.diagnostics import Finding
from goodpractice.documents import MAX_FILE_BYTES
from goodpractice.files import checksum, checksum_of, checksums, read


@pytest.mark.parametrize("size", [0, 1, 3_000, *((1 << 16) + n for n in (-1, 0, 1)), 200_000])
def test_a_checksum_is_that_of_the_bytes(tmp_path: Path, size: int) -> None:
    file = tmp_path / "one"
    file.write_bytes(b"x" * size)
    data = read(str(file))
    assert isinstance(data, bytes)
    assert checksum_of(str(file)) == checksum(data) == checksum(b"x" * size)


def test_too_long_a_file_and_none_have_no_checksum(tmp_path: Path) -> None:
    file = tmp_path / "one"
    file.write_bytes(b"x" * 200_000)
    assert checksum_of(str(file), 200_000)
    assert not checksum_of(str(file), 199_999)
    assert not any(checksum_of(str(one)) for one in (tmp_path, tmp_path / "none"))
    together = checksums([str(tmp_path / "none"), str(file), str(tmp_path)])
    assert together.split("\n") == ["", checksum(file.read_bytes()), ""]


def test_what_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    huge = tmp_path / "huge"
    huge.write_bytes(b"x" * (MAX_FILE_BYTES + 1))
    found = [read(str(one)) for one in (huge, tmp_path, tmp_path / "none")]
    names = [one.name for one in found if isinstance(one, Finding)]
    assert names == ["file-too-large", "unreadable-file", "unreadable-file"]
