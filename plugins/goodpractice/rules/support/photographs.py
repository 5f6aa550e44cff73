"""What a picture tells besides its pixels: where it was taken, by whom, and on which camera.

Sources: Exif 3.0 (CIPA DC-008), XMP (ISO 16684-1), IPTC Photo Metadata Standard 2023.1.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from goodpractice import pictures

MAX_BYTES = 5_000_000

_GPS_POSITION = frozenset({2, 4})  # latitude, longitude: an empty block of a camera tells nothing
_NAMES = {
    0x013B: "Artist",
    0x9C9D: "XPAuthor",
    0xA430: "CameraOwnerName",
    0xA431: "BodySerialNumber",
    0xA435: "LensSerialNumber",
    0xA420: "ImageUniqueID",
    0x9C9C: "XPComment",
    0x9286: "UserComment",
}
_XMP_POSITION = re.compile(rb"exif:GPSL(?:at|ong)itude|Iptc4xmpExt:LocationCreated")
_XMP_NAMES = re.compile(
    rb"dc:creator|aux:OwnerName|aux:SerialNumber|exifEX:BodySerialNumber|exifEX:CameraOwnerName"
    rb"|Iptc4xmpExt:PersonInImage|mwg-rs:Name|MPReg:PersonDisplayName|photoshop:AuthorsPosition"
)
_IPTC_NAMES = {(2, 80): "By-line", (2, 118): "Contact", (2, 122): "Writer"}
_PNG_NAMES = ("Author", "Comment", "Description")
# What programs write of themselves.
_OF_A_PROGRAM = re.compile(
    r"created with|creator:|lead technologies|optimi[sz]ed|adobe|photoshop|gimp|lavc|screenshot"
    r"|compressed|intel\(r\)|^\W*$",
    re.IGNORECASE,
)


class Metadata(NamedTuple):
    """What a picture tells.

    Attributes:
        size: of the file in bytes.
        position: whether it says where it was taken.
        personal: names of what tells of a person, or of one camera.
        thumbnail: whether it holds a small copy, perhaps of what has been cut away.
    """

    size: int
    position: bool = False
    personal: tuple[str, ...] = ()
    thumbnail: bool = False


def metadata(path: Path) -> Metadata:
    """Return what a picture tells; of a file that is no picture, only its size."""
    state = path.stat()
    return _metadata(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4096)
def _metadata(path: Path, changed: int, size: int) -> Metadata:
    try:
        with pictures.opened(path) as picture:
            return _read(picture, size)
    except pictures.DAMAGED:
        return Metadata(size)  # broken-image says so


def _read(picture: Image.Image, size: int) -> Metadata:
    exif = picture.getexif()
    own = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    xmp = _xmp(picture)
    position = bool(_GPS_POSITION & exif.get_ifd(ExifTags.IFD.GPSInfo).keys())
    personal = [name for tag, name in _NAMES.items() if _tells(own.get(tag))]
    personal += [one.decode() for one in dict.fromkeys(_XMP_NAMES.findall(xmp))]
    personal += _iptc(picture) + _comments(picture)
    return Metadata(
        size,
        position or bool(_XMP_POSITION.search(xmp)),
        tuple(dict.fromkeys(personal)),
        bool(exif.get_ifd(ExifTags.IFD.IFD1)),
    )


def _tells(value: Any) -> bool:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")
    text = text.replace("\0", "").removeprefix("ASCII").removeprefix("UNICODE").strip()
    return bool(text) and not _OF_A_PROGRAM.search(text)


def _xmp(picture: Image.Image) -> bytes:
    found = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    return found if isinstance(found, bytes) else str(found).encode("utf-8", "replace")


def _iptc(picture: Image.Image) -> list[str]:
    held = IptcImagePlugin.getiptcinfo(picture) if isinstance(picture, ImageFile.ImageFile) else {}
    held = held or {}
    return [name for tag, name in _IPTC_NAMES.items() if held.get(tag)]


def _comments(picture: Image.Image) -> list[str]:
    texts = {"Comment": picture.info.get("comment")}
    texts |= {name: picture.info.get(name) for name in _PNG_NAMES if name in picture.info}
    return [name for name, text in texts.items() if _tells(text)]
