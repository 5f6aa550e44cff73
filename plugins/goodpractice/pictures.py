"""Pictures: what is published of a photograph is its pixels and nothing else.

Every published picture is encoded anew: turned upright, bounded in size, without position, names
or thumbnails.
"""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_SIDE = 1600
QUALITY = 82
MAX_PIXELS = 60_000_000

_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


# What Pillow's readers raise on damaged or monstrous files.
DAMAGED = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, OverflowError, struct.error,
    zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


def N_(text: str) -> str:  # noqa: N802 - the customary mark of a text to translate
    """Mark a text for the message catalogues."""
    return text


def opened(path: Path) -> Image.Image:
    """Return a picture, of which only the head has been read.

    Raises:
        one of DAMAGED: the file is no picture, or a monstrous one.
    """
    picture = Image.open(path, formats=list(set(_FORMATS.values())))
    if picture.width * picture.height > MAX_PIXELS:
        raise ValueError(f"{picture.width} × {picture.height} pixels")
    return picture


def fault(path: Path) -> str | None:
    """Return why a picture cannot be published, in words to be translated, or None."""
    try:
        with opened(path) as picture:
            picture.load()
    except UnidentifiedImageError:
        return N_("it is not a picture")
    except DAMAGED:
        return N_("it is damaged or far too large")
    return None


@cache
def published_size(path: Path) -> tuple[int, int]:
    """Return width and height in pixels of a picture as it will be published."""
    with opened(path) as picture:
        width, height = picture.size
        orientation = picture.getexif().get(0x0112, 1)
    if orientation >= 5:
        width, height = height, width
    scale = min(1.0, MAX_SIDE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def published(path: Path) -> bytes:
    """Return a picture as it is published.

    Raises:
        OSError, ValueError: the file is no picture; `fault` says so beforehand.
    """
    with opened(path) as picture:
        upright = ImageOps.exif_transpose(picture)
        small = upright.resize(published_size(path), Image.Resampling.LANCZOS)
    pixels = Image.new(_mode(small), small.size)
    pixels.paste(small.convert(pixels.mode))
    target = io.BytesIO()
    pixels.save(target, _FORMATS[path.suffix.lower()], quality=QUALITY, optimize=True)
    return target.getvalue()


def _mode(picture: Image.Image) -> str:
    transparent = "A" in picture.getbands() or "transparency" in picture.info
    return "RGBA" if transparent and picture.format != "JPEG" else "RGB"
