"""Faults that git cannot keep, or should not: links, odd names, large files, bad pictures."""

from __future__ import annotations

import io
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image

from tests.faults.cases import FAULTS, SMALL, Case, kept_cases

GOOD = (
    b"---\ntitle: A case\nwhom: Ten schools\n---\n"
    b"\n## The story\n\nIt went well.\n\n## Lessons\n\nBegin early.\n"
)
PHOTO = (SMALL / "content" / "everything" / "photo.jpg").read_bytes()
GIF = b"GIF89a\1\0\1\0\0\0\0;"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100)
Write = Callable[[Path], None]


def data(content: bytes) -> Write:
    """Write a file with these bytes."""

    def write(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return write


def with_picture(name: str, content: bytes | Callable[[], bytes]) -> Write:
    """Write an entry that shows a picture, and the picture beside it."""

    def write(path: Path) -> None:
        path.write_bytes(GOOD + f"\n![A table]({name})\n".encode())
        (path.parent / name.replace("%20", " ")).write_bytes(
            content if isinstance(content, bytes) else content()
        )

    return write


def drawn(width: int, height: int, kind: str = "PNG") -> Callable[[], bytes]:
    """Return how to draw a grey picture, when it is needed."""

    def draw() -> bytes:
        target = io.BytesIO()
        Image.new("L", (width, height), 128).save(target, kind)
        return target.getvalue()

    return draw


def symlink(target: str) -> Write:
    """Make a symbolic link."""
    return lambda path: path.symlink_to(target)


def open_socket(path: Path) -> None:
    """Make a socket; its path may be longer than a socket's address can be."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def fields(text: str) -> Write:
    """Write an entry with more front matter."""
    return data(GOOD.replace(b"---\n\n", text.encode() + b"---\n\n", 1))


_DEEP_QUOTE = b"\n" + b">" * 3000 + b" deep\n"
_HERE = "content/everything"

MADE: tuple[tuple[str, str, str, Write], ...] = (
    ("names", "capital-letters", f"{_HERE}/My-Case.md", data(GOOD)),
    ("names", "long", f"{_HERE}/{'a-case-' * 15}.md", data(GOOD)),
    ("names", "spaces", f"{_HERE}/my case.md", data(GOOD)),
    ("names", "umlauts", f"{_HERE}/größe-für-alle.md", data(GOOD)),
    ("names", "greek", f"{_HERE}/σχολεία.md", data(GOOD)),
    ("names", "underscore", f"{_HERE}/my_case.md", data(GOOD)),
    ("names", "two-dots", f"{_HERE}/my.case.md", data(GOOD)),
    ("names", "capital-ending", f"{_HERE}/my-case.MD", data(GOOD)),
    ("names", "hyphen-first", f"{_HERE}/-case.md", data(GOOD)),
    ("names", "device", f"{_HERE}/aux.md", data(GOOD)),
    ("names", "nested-folder", f"{_HERE}/north/my-case.md", data(GOOD)),
    ("names", "word-document", f"{_HERE}/my-case.docx", data(b"PK\x03\x04")),
    ("names", "double-ending", f"{_HERE}/my-case.md.md", data(GOOD)),
    ("names", "html", f"{_HERE}/my-case.html", data(b"<script>alert(1)</script>")),
    ("names", "script", "content/sw.js", data(b"alert(1)")),
    ("names", "no-ending", "content/CNAME", data(b"example.org\n")),
    ("names", "vector-picture", f"{_HERE}/logo.svg", data(b"<svg onload='alert(1)'/>")),
    ("names", "other-model-ending", "content/vocabularies/more.yaml", data(b"label: More\n")),
    ("names", "twin-of-a-collection", "content/notes.md", data(GOOD.replace(b"whom", b"summary"))),
    ("names", "twin-of-browse", "content/browse.md", data(b"---\ntitle: Browse\n---\n")),
    ("names", "twin-of-french-browse", "content/fr/browse.md", data(b"---\ntitle: Liste\n---\n")),
    ("names", "twin-of-a-term", "content/levels/primary.md", data(b"---\ntitle: Primary\n---\n")),
    ("names", "twin-of-assets", "content/assets.md", data(b"---\ntitle: Assets\n---\n")),
    ("names", "not-utf-8", f"{_HERE}/" + os.fsdecode(b"caf\xe9.md"), data(GOOD)),
    ("places", "misplaced-entry", "content/my-case.md", fields("reason: It was wanted\n")),
    ("places", "symlink-to-a-file", f"{_HERE}/passwd.md", symlink("/etc/passwd")),
    ("places", "symlink-to-a-folder", f"{_HERE}/etc", symlink("/etc")),
    ("places", "symlink-to-an-entry", f"{_HERE}/again.md", symlink("whole.md")),
    ("places", "symlink-to-nothing", f"{_HERE}/gone.md", symlink("nowhere.md")),
    ("places", "symlink-to-itself", f"{_HERE}/self.md", symlink("self.md")),
    ("places", "socket", f"{_HERE}/socket.md", open_socket),
    ("places", "pipe", f"{_HERE}/pipe.md", os.mkfifo),
    ("places", "folder-like-an-entry", f"{_HERE}/folder.md/inner.md", data(GOOD)),
    ("huge", "file", f"{_HERE}/file.md", data(GOOD + b"x" * 1_048_576)),
    ("huge", "front-matter", f"{_HERE}/front-matter.md", fields("reason: " + "x" * 70_000 + "\n")),
    ("huge", "brackets", f"{_HERE}/brackets.md", fields("lines: " + "[" * 60_000 + "\n")),
    ("huge", "anchored", f"{_HERE}/anchor.md", fields("lines: &a " + "[" * 60_000 + "\n")),
    ("huge", "block-levels", f"{_HERE}/levels.md", fields("lines:\n " + "- " * 30_000 + "x\n")),
    ("huge", "quotes", f"{_HERE}/quotes.md", data(GOOD + _DEEP_QUOTE)),
    ("huge", "line", f"{_HERE}/line.md", data(GOOD + b"*a_`[" * 40_000)),
    ("huge", "front-matter-not-closed", f"{_HERE}/open.md", data(b"---\n" + b"a: b\n" * 100_000)),
    ("pictures", "cut-off", f"{_HERE}/cut-off.md", with_picture("cut.jpg", PHOTO[:400])),
    ("pictures", "text-as-jpg", f"{_HERE}/text.md", with_picture("text.jpg", b"no picture")),
    ("pictures", "empty", f"{_HERE}/empty.md", with_picture("empty.jpg", b"")),
    ("pictures", "other-kind", f"{_HERE}/gif.md", with_picture("gif.jpg", GIF)),
    ("pictures", "heic-as-jpg", f"{_HERE}/heic.md", with_picture("heic.jpg", HEIC)),
    ("pictures", "web-page-as-jpg", f"{_HERE}/web.md", with_picture("web.jpg", b"<!doctype html>")),
    ("pictures", "far-too-wide", f"{_HERE}/strip.md", with_picture("strip.png", drawn(40_000, 1))),
    ("pictures", "bomb", f"{_HERE}/bomb.md", with_picture("bomb.png", drawn(6_000, 5_000))),
    ("pictures", "fine-phone", f"{_HERE}/a.md", with_picture("a.jpg", drawn(8064, 6048, "JPEG"))),
    ("pictures", "fine-one-pixel", f"{_HERE}/one.md", with_picture("one.png", drawn(1, 1))),
    ("pictures", "fine-png-as-jpg", f"{_HERE}/png.md", with_picture("png.jpg", drawn(9, 9))),
    ("pictures", "fine-with-space", f"{_HERE}/space.md", with_picture("a%20b.jpg", PHOTO)),
    ("pictures", "fine-with-capitals", f"{_HERE}/big.md", with_picture("IMG_1.JPG", PHOTO)),
)  # fmt: skip


def made_cases() -> Iterator[Case]:
    """The cases that are made when they are needed."""
    for family, name, place, write in MADE:
        yield Case(family, name, place, write, FAULTS / family / f"{name}.expected")


def all_cases() -> list[Case]:
    """Every case there is."""
    return [*kept_cases(), *made_cases()]
