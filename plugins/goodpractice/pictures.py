"""Pictures: what is published of a photograph is its pixels and nothing else.

Every published picture is encoded anew: turned upright, bounded in size, without position, names
or thumbnails.
"""

from __future__ import annotations

import io
import struct
import zlib
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_SIDE = 1600
QUALITY = 82
MAX_PIXELS = 24_000_000
MAX_INPUT_SIDE = 12_000
MAX_INPUT_BYTES = 50_000_000

_ORIENTATION = 0x0112
_SIDEWAYS = (5, 6, 7, 8)
_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
ENDINGS = tuple(_FORMATS)


# What Pillow's readers raise on damaged or monstrous files.
DAMAGED = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, OverflowError, struct.error,
    zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


def N_(text: str) -> str:  # noqa: N802 - the customary mark of a text to translate
    """Mark a text for the message catalogues."""
    return text


def opened(path: Path) -> Image.Image:
    """Return a picture, of which only the head has been read; a huge file is not opened.

    Raises:
        one of DAMAGED: the file is no picture, or a monstrous one.
    """
    if (size := path.stat().st_size) > MAX_INPUT_BYTES:
        raise ValueError(f"{size} bytes")
    picture = Image.open(path, formats=list(set(_FORMATS.values())))
    if picture.width * picture.height > MAX_PIXELS or max(picture.size) > MAX_INPUT_SIDE:
        picture.close()
        raise ValueError(f"{picture.width} × {picture.height} pixels")
    return picture


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
    del changed, size
    try:
        return None, _encode(path)
    except UnidentifiedImageError:
        return N_("it is not a picture"), b""
    # Pillow's readers raise nearly anything; one damaged picture must never stop a site.
    except Exception:  # noqa: BLE001 - whatever it is, the picture cannot be shown
        return N_("it is damaged or far too large"), b""


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
    size = published_size(path)
    kind = _FORMATS[path.suffix.lower()]
    with opened(path) as picture:
        # A photograph of many pixels is read at a half, a quarter or an eighth of its size.
        picture.draft(None, (2 * max(size), 2 * max(size)))
        upright = ImageOps.exif_transpose(picture)
        small = upright.resize(size, Image.Resampling.LANCZOS)
    target = io.BytesIO()
    _pixels(small, kind).save(target, kind, quality=QUALITY, optimize=True)
    return target.getvalue()


def _pixels(picture: Image.Image, kind: str) -> Image.Image:
    """Return the pixels of a picture alone, in a mode that its format can hold."""
    transparent = "A" in picture.getbands() or "transparency" in picture.info
    if not transparent:
        pixels = Image.new("RGB", picture.size)
        pixels.paste(picture.convert("RGB"))
        return pixels
    if kind != "JPEG":
        pixels = Image.new("RGBA", picture.size)
        pixels.paste(picture.convert("RGBA"))
        return pixels
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")
