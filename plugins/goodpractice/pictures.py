"""Pictures: what is published of a photograph is its pixels and nothing else.

Every published picture is encoded anew: turned upright, bounded in size, without position, names
or thumbnails.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Pillow takes long to start, and a check may know of every picture already
    from PIL import Image

MAX_SIDE = 1600
QUALITY = 82
# Of a JPEG more can be read, at a part of its size: telephones take
# 48 million pixels, and panoramas.
MAX_PIXELS = 25_000_000
MAX_JPEG_PIXELS = 64_000_000
MAX_INPUT_SIDE = 20_000
MAX_INPUT_BYTES = 50_000_000

# A JPEG is read scan by scan, each over all its pixels; a progressive one has about ten. Of 500
# in 120 kB, eleven seconds were spent.
MAX_SCANNED_PIXELS = 16 * MAX_JPEG_PIXELS
MAX_SEGMENTS = 10_000
# Pillow copies what it has of the data of a camera for each further segment of it: 690 of them, in
# 45 MB, took it twenty seconds. Cameras write one.
MAX_CAMERA_SEGMENTS = 32

_ORIENTATION = 0x0112
_SIDEWAYS = (5, 6, 7, 8)
_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
ENDINGS = tuple(_FORMATS)
_JPEG = ("JPEG", "MPO")  # the second is a JPEG with others behind it
_HEAD = 200
# How pictures of other kinds begin: GIF, BMP, TIFF, HEIC and AVIF, SVG.
_OTHER_PICTURE = re.compile(
    rb"GIF8|BM|II\*\0|MM\0\*|.{4}ftyp(?:hei|hev|mif|msf|avi)|\s*(?:<\?xml[^>]*>\s*)?<svg", re.DOTALL
)


def damaged() -> tuple[type[Exception], ...]:
    """Return what Pillow's readers raise on damaged or monstrous files."""
    from PIL import Image

    return (
        OSError, ValueError, SyntaxError, EOFError, LookupError, OverflowError, struct.error,
        zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning,
    )  # fmt: skip


# A PNG is packed a tenth smaller when it is tried ten times as long; a drawing took three seconds.
_SAVED: Mapping[str, Mapping[str, int]] = {
    "JPEG": {"quality": QUALITY, "optimize": True},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": QUALITY},
}


def N_(text: str) -> str:  # noqa: N802 - the customary mark of a text to translate
    """Mark a text for the message catalogues."""
    return text


TOO_LARGE = N_("it is far too large")
_NO_PICTURE = N_("it is not a picture")
_OTHER = N_("it is a picture of another kind, whatever its name says")


class TooLargeError(ValueError):
    """A picture has more bytes or pixels than are read."""


def opened(path: Path) -> Image.Image:
    """Return a picture, of which only the head has been read; a huge file is not opened.

    Raises:
        one of `damaged`: the file is no picture, or a monstrous one.
    """
    from PIL import Image

    if (size := path.stat().st_size) > MAX_INPUT_BYTES:
        raise TooLargeError(f"{size} bytes")
    scans = _scans(path)
    picture = Image.open(path, formats=list(set(_FORMATS.values())))
    most = MAX_JPEG_PIXELS if picture.format in _JPEG else MAX_PIXELS
    pixels = picture.width * picture.height
    if pixels > most or pixels * scans > MAX_SCANNED_PIXELS or max(picture.size) > MAX_INPUT_SIDE:
        picture.close()
        raise TooLargeError(f"{picture.width} × {picture.height} pixels")
    return picture


# Between scans, a byte of 255 that is one of the pixels, or restarts, is followed by one of these.
_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")
_START, _END, _SCAN = b"\xff\xd8", b"\xff\xd9", b"\xff\xda"
_CAMERA = b"\xff\xe1", b"Exif\0"
_LENGTH = 2  # bytes behind a marker, which say how many there are with themselves


def _scans(path: Path) -> int:
    """Return how many scans a JPEG has; none for anything else.

    Raises:
        TooLargeError: it has more segments than are read.
    """
    with path.open("rb") as file:
        if file.read(len(_START)) != _START:
            return 0
        data = _START + file.read()
    scans, of_camera, at = 0, 0, len(_START)
    for _ in range(MAX_SEGMENTS):
        marker = _MARKER.search(data, at)
        if marker is None or marker[0] == _END:
            return scans
        begin = marker.end() + _LENGTH
        scans += marker[0] == _SCAN
        of_camera += marker[0] == _CAMERA[0] and data.startswith(_CAMERA[1], begin)
        if of_camera > MAX_CAMERA_SEGMENTS:
            raise TooLargeError(f"{of_camera} segments of a camera")
        size = int.from_bytes(data[marker.end() : begin], "big")
        at = marker.end() + max(_LENGTH, size)
    raise TooLargeError(f"{MAX_SEGMENTS} segments")


def fault(path: Path) -> str | None:
    """Return why a picture cannot be published, in words to be translated, or None.

    It is encoded as it will be published: what passes here cannot fail later.
    """
    return _encoded(path, *_stamp(path))[0]


def published(path: Path) -> bytes:
    """Return a picture as it is published; nothing of one that cannot be: `fault` says why."""
    return _encoded(path, *_stamp(path))[1]


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=512)
def _encoded(path: Path, changed: int, size: int) -> tuple[str | None, bytes]:
    """Return why a picture cannot be published, or its bytes."""
    from PIL import Image, UnidentifiedImageError

    del changed, size
    try:
        return None, _encode(path)
    except UnidentifiedImageError:
        return _kind_of(path), b""
    except (TooLargeError, Image.DecompressionBombError):
        return TOO_LARGE, b""
    # Pillow's readers raise nearly anything; one damaged picture must never stop a site.
    except Exception:  # noqa: BLE001 - whatever it is, the picture cannot be shown
        return N_("it is damaged"), b""


def _kind_of(path: Path) -> str:
    """Return what a file is that is no picture as its name says."""
    with path.open("rb") as file:
        return _OTHER if _OTHER_PICTURE.match(file.read(_HEAD)) else _NO_PICTURE


def published_size(path: Path) -> tuple[int, int]:
    """Return width and height in pixels of a picture as it will be published."""
    return _size(path, *_stamp(path))


@lru_cache(maxsize=4096)
def _size(path: Path, changed: int, size: int) -> tuple[int, int]:
    del changed, size
    with opened(path) as picture:
        width, height = picture.size
        turned = picture.getexif().get(_ORIENTATION, 1) in _SIDEWAYS
    if turned:
        width, height = height, width
    scale = min(1.0, MAX_SIDE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _encode(path: Path) -> bytes:
    from PIL import Image, ImageOps

    size = published_size(path)
    kind = _FORMATS[path.suffix.lower()]
    with opened(path) as picture:
        # A photograph of many pixels is read at a half, a quarter or an eighth of its size.
        scale = 2 * max(size) / max(picture.size)
        picture.draft(None, (round(picture.width * scale), round(picture.height * scale)))
        upright = _plain(ImageOps.exif_transpose(picture))
        small = upright.resize(size, Image.Resampling.LANCZOS)
    target = io.BytesIO()
    _pixels(small, kind).save(target, kind, **_SAVED[kind])
    return target.getvalue()


def _plain(picture: Image.Image) -> Image.Image:
    """Return a picture in a mode that can be made smaller: neither a palette nor 16 bits deep."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda depth: depth / 256).convert("L")
    if picture.mode in ("1", "P", "PA"):
        return picture.convert("RGBA" if _is_transparent(picture) else "RGB")
    return picture


def _is_transparent(picture: Image.Image) -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info


def _pixels(picture: Image.Image, kind: str) -> Image.Image:
    """Return the pixels of a picture alone, in a mode that its format can hold."""
    from PIL import Image

    if not _is_transparent(picture):
        pixels = Image.new("RGB", picture.size)
        pixels.paste(picture.convert("RGB"))
        return pixels
    if kind != "JPEG":
        pixels = Image.new("RGBA", picture.size)
        pixels.paste(picture.convert("RGBA"))
        return pixels
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")
