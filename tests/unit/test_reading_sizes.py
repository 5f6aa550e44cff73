"""What is not to be read is not opened."""

from __future__ import annotations

import os
from io import FileIO
from pathlib import Path
from time import process_time

import pytest
from PIL import Image

from goodpractice import documents, files, pictures
from tests.faults.cases import SMALL, check, copy_site, line

OPENED = (
    "content/everything/huge.md",
    "content/vocabularies/huge.yml",
    "content/everything/huge.jpg",
    "content/everything/pipe.md",
    "content/everything/pipe.jpg",
    "content/vocabularies/pipe.yml",
)


def test_what_is_huge_or_no_file_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    for place in OPENED:
        path = root / place
        if path.stem == "pipe":
            os.mkfifo(path)
        else:
            path.touch()
            os.truncate(path, pictures.MAX_INPUT_BYTES + 1)
    read: set[str] = set()

    class Spy(FileIO):
        def readall(self) -> bytes:
            read.add(Path(str(self.name)).name)
            return super().readall() or b""

    monkeypatch.setattr(files, "FileIO", Spy)
    checked = check(root)
    found = {one.path: line(one) for one in checked.diagnostics}
    assert found.keys() == set(OPENED)
    assert "whole.md" in read
    assert read.isdisjoint({"huge.md", "huge.yml"})
    assert found[OPENED[0]].startswith("1:1-1:1 error GP101 ")
    assert found[OPENED[1]].startswith("1:1-1:1 error GP101 ")
    assert " GP503 " in found[OPENED[2]]
    assert all(" GP122 " in found[place] for place in OPENED[3:])


def test_a_huge_picture_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.jpg"
    path.touch()
    os.truncate(path, pictures.MAX_INPUT_BYTES + 1)
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("it was opened"))
    assert pictures.fault(path)


def test_an_entry_may_be_named_whose_file_is_too_large(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    first = root / "content/notes/first.md"
    os.truncate(first, documents.MAX_FILE_BYTES + 1)
    assert [one.code for one in check(root).diagnostics] == ["GP101"]


def test_a_jpeg_of_hundreds_of_scans_or_of_segments_without_number_is_not_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.jpg"
    Image.new("L", (5_000, 5_000)).save(path, progressive=True)
    whole = path.read_bytes()
    assert pictures.fault(path) is None
    last = whole[whole.rfind(b"\xff\xda") : -2]
    path.write_bytes(whole[:-2] + last * 500 + whole[-2:])
    assert pictures.fault(path) == pictures.TOO_LARGE
    path.write_bytes(whole[:2] + b"\xff\xe1\0\2" * 100_000 + whole[2:])
    assert pictures.fault(path) == pictures.TOO_LARGE


def test_a_jpeg_with_more_data_of_a_camera_than_any_writes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("L", (50, 50)).save(path)
    whole = path.read_bytes()
    segment = b"\xff\xe1\xff\xff" + b"Exif\0\0MM\0*\0\0\0\x08" + bytes(65_519)
    path.write_bytes(whole[:2] + segment * 16 + whole[2:])
    assert pictures.fault(path) is None
    path.write_bytes(whole[:2] + segment * 600 + whole[2:])
    start = process_time()
    assert pictures.fault(path) == pictures.TOO_LARGE
    assert process_time() - start < 2
