"""What a picture tells besides its pixels: where it was taken, by whom, and on which camera.

Sources: Exif 3.0 (CIPA DC-008), XMP (ISO 16684-1), IPTC Photo Metadata Standard 2023.1.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from goodpractice import pictures
from goodpractice.late import late

if TYPE_CHECKING:  # as `pictures` has it
    from PIL import Image

MAX_BYTES = 5_000_000

# Latitude and longitude of the camera and of what it shows. An empty block, or one of zeroes, which
# a camera that knows nothing writes, tells nothing.
_GPS_POSITION = (2, 4, 20, 22)
_GPS_AREA = 28  # its name
_NAMES = {
    0x013B: "Artist",
    0x9C9D: "XPAuthor",
    0xA430: "CameraOwnerName",
    0xA431: "BodySerialNumber",
    0xA435: "LensSerialNumber",
    0x9C9C: "XPComment",
    0x9286: "UserComment",
}
_WORDS = (0x010E, 0x9C9B, 0x9C9E, 0x9C9F)  # ImageDescription, XPTitle, XPKeywords, XPSubject
_XMP_POSITION = re.compile(
    rb"\w:GPSL(?:at|ong)itude|Iptc4xmpExt:LocationCreated|Iptc4xmpCore:Location\b"
)


def _holding(names: bytes) -> re.Pattern[bytes]:
    """Return the pattern of an attribute or element of XMP that is not empty."""
    return re.compile(
        rb"(?<!/)(?P<name>" + names + rb")(?:\s*=\s*[\"'][^\"'\s]"
        rb"|(?:\s[^>]{0,300}(?<!/))?>\s*(?:<(?!/(?P=name))[^>]{0,300}>\s*){0,20}[^<\s])"
    )


_XMP_NAMES = _holding(
    rb"dc:creator|aux:OwnerName|aux:SerialNumber|exifEX:BodySerialNumber|exifEX:CameraOwnerName"
    rb"|Iptc4xmpExt:PersonInImage|mwg-rs:Name|MPReg:PersonDisplayName|photoshop:AuthorsPosition"
)
_XMP_WORDS = _holding(rb"dc:description|dc:title|dc:subject|photoshop:Headline")
_XMP_COPY = re.compile(rb"xmpGImg:image")
_IPTC_NAMES = {(2, 80): "By-line", (2, 118): "Contact", (2, 122): "Writer"}
_IPTC_WORDS = ((2, 5), (2, 25), (2, 105), (2, 120))  # title, keywords, headline, caption
_IPTC_POSITION = (2, 92)
_PHOTOSHOP_COPIES = frozenset({1033, 1036})
# The beginning of a film as telephones put one behind a photograph.
_FILM = re.compile(rb"ftyp(?:mp4|isom|iso\d|qt  |3gp|avc1|M4V|mmp4|hvc1|hev1)")
_PNG_NAMES = ("Author", "Artist", "Comment", "Description")
# What programs write of themselves.
_OF_A_PROGRAM = late(
    r"created with|creator:|lead technologies|optimi[sz]ed|adobe|photoshop|gimp|lavc|screenshot"
    r"|compressed|intel\(r\)|^[\W0]*$|^oplus_\d+$|^\{.*\}$|^filter: \d|digital camera|^sony dsc$"
    r"|^(?:default|untitled|cof|edf|rbt|dav|hdr|sdr|mde|bty|dji)(?:[\W_].*)?$",
    re.IGNORECASE | re.DOTALL,
)


class Metadata(NamedTuple):
    """What a picture tells.

    Attributes:
        size: of the file in bytes.
        position: whether it says where it was taken.
        personal: names of what tells of a person, or of one camera.
        thumbnail: whether it holds a small copy, perhaps of what has been cut away.
        words: whether it holds a title, a description or keywords.
        film: whether it holds a film.
        moves: whether it is one of those that are shown one after another.
        readable: whether it is a picture at all.
    """

    size: int
    position: bool = False
    personal: tuple[str, ...] = ()
    thumbnail: bool = False
    words: bool = False
    film: bool = False
    moves: bool = False
    readable: bool = True


def metadata(path: Path) -> Metadata:
    """Return what a picture tells; of a file that is no picture, only its size."""
    state = path.stat()
    return _metadata(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4096)
def _metadata(path: Path, changed: int, size: int) -> Metadata:
    try:
        with pictures.opened(path) as picture:
            film = picture.format in _WITH_FILM and bool(_FILM.search(path.read_bytes()))
            return _read(picture, size)._replace(film=film)
    except pictures.damaged():
        return Metadata(size, readable=False)  # broken-image says so


_WITH_FILM = ("JPEG", "MPO")


def _read(picture: Image.Image, size: int) -> Metadata:
    from PIL import ExifTags

    exif = picture.getexif()
    own = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    xmp, iptc = _xmp(picture), _iptc(picture)
    personal = [name for tag, name in _NAMES.items() if _tells(own.get(tag))]
    personal += [one["name"].decode() for one in _XMP_NAMES.finditer(xmp)]
    personal += [name for tag, name in _IPTC_NAMES.items() if iptc.get(tag)]
    personal += _comments(picture)
    words = any(_tells(own.get(tag)) for tag in _WORDS) or any(map(iptc.get, _IPTC_WORDS))
    return Metadata(
        size,
        _has_position(exif) or bool(_XMP_POSITION.search(xmp) or iptc.get(_IPTC_POSITION)),
        tuple(dict.fromkeys(personal)),
        _has_copy(picture, exif) or bool(_XMP_COPY.search(xmp)),
        words or bool(_XMP_WORDS.search(xmp)) or _tells(picture.info.get("Title")),
        moves=picture.format not in _WITH_FILM and getattr(picture, "is_animated", False),
    )


def _has_position(exif: Image.Exif) -> bool:
    from PIL import ExifTags

    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    return any(_is_somewhere(gps.get(tag)) for tag in _GPS_POSITION) or _tells(gps.get(_GPS_AREA))


def _is_somewhere(degrees: Any) -> bool:
    """Return whether degrees, minutes and seconds, however they are written, are not all zero."""
    parts = degrees if isinstance(degrees, tuple) else (degrees,)
    return any(re.search(r"[1-9]", str(part)) for part in parts)


def _has_copy(picture: Image.Image, exif: Image.Exif) -> bool:
    from PIL import ExifTags

    held = picture.info.get("photoshop")
    in_photoshop = isinstance(held, dict) and bool(_PHOTOSHOP_COPIES & held.keys())
    return in_photoshop or picture.format == "MPO" or bool(exif.get_ifd(ExifTags.IFD.IFD1))


def _tells(value: Any) -> bool:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")
    text = text.replace("\0", "")
    for code in ("ASCII", "UNICODE", "JIS"):
        text = text.removeprefix(code)
    text = text.strip()
    return bool(text) and not _OF_A_PROGRAM.search(text)


def _xmp(picture: Image.Image) -> bytes:
    found = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    raw = found if isinstance(found, bytes) else str(found).encode("utf-8", "replace")
    return raw.replace(b"\0", b"")  # of what is written in UTF-16 too, names are found


def _iptc(picture: Image.Image) -> dict[tuple[int, int], Any]:
    from PIL import ImageFile, IptcImagePlugin

    if not isinstance(picture, ImageFile.ImageFile):
        return {}
    try:
        return IptcImagePlugin.getiptcinfo(picture) or {}
    except pictures.damaged():  # what else it tells can be read
        return {}


def _comments(picture: Image.Image) -> list[str]:
    written = {key.casefold(): text for key, text in picture.info.items() if isinstance(key, str)}
    texts = {name: written.get(name.casefold()) for name in _PNG_NAMES}
    return [name for name, text in texts.items() if _tells(text)]
