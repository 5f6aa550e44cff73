"""Cards: the picture that stands beside a link to the site where people share one.

There is one for each collection and one for the rest of the site, in each language of the
interface, drawn with the theme's own typeface. A picture that is shared needs its whole address
(Open Graph), so a site that does not know its own has none.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from goodpractice.interface import Interface
from goodpractice.messages import pick
from goodpractice.outputs import Asset
from goodpractice.pipeline import Site

FOLDER = "assets/cards/"
SITE = "_site"  # no collection is called so
FONTS = "assets/goodpractice/fonts"
SIZE = (1200, 630)  # what Open Graph's consumers show whole
DEFAULT_ACCENT = "#0b5563"  # as the theme's accent.css has it
_MARGIN, _BAND = 96, 24
_TITLE, _NAME = 92, 44  # sizes of letters
_PLAIN, _BOLD = 400, 700
_MOST_LINES = 3
# Shades from ink to paper by number, and the accent as the last: a picture of few colours is small.
_INK, _PAPER = (0x1A, 0x1D, 0x21), (0xFC, 0xFB, 0xF8)
_GROUND, _ACCENT = 254, 255
Fonts = tuple[ImageFont.FreeTypeFont, ...]


def card_path(lang: str, name: str) -> str:
    """Return where the card of a collection, or of the site, is."""
    return f"{FOLDER}{lang}/{name}.png"


def assets(ui: Interface) -> Iterator[Asset]:
    """Yield the cards of a language."""
    settings = ui.site.settings
    if not settings.site_url:
        return
    titles = {one.name: ui.presenter.pick(one.label) for one in ui.site.model.collections.values()}
    for name, title in {SITE: settings.site_name, **titles}.items():
        below = settings.site_name if name != SITE else ""
        draw = partial(card, title, below, settings.accent, settings.theme_dirs)
        yield Asset(card_path(ui.lang, name), draw)


def card_of(site: Site, lang: str, section: str) -> tuple[str, str]:
    """Return where the card of a section is and what it says; of no collection, the site's.

    Args:
        site: for the names.
        lang: language of the interface.
        section: address of the page of a collection.
    """
    name = section.strip("/").rpartition("/")[2]
    collection = site.model.collections.get(name)
    if collection is None:
        return card_path(lang, SITE), site.settings.site_name
    label = pick(collection.label, lang, site.settings.languages[0])
    return card_path(lang, name), f"{label} – {site.settings.site_name}"


def card(title: str, below: str, accent: str, folders: Sequence[Path]) -> bytes:
    """Return a card as PNG; the same words give the same bytes.

    Args:
        title: in large letters.
        below: in small ones.
        accent: colour of the band, as in CSS; the theme's own where it is empty.
        folders: of the theme, for its fonts.
    """
    picture = Image.new("L", SIZE, _GROUND)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIZE[0], _BAND), _ACCENT)
    top = _words(pen, title, fonts(tuple(folders), _TITLE, _BOLD), _MARGIN + _BAND)
    pen.rectangle((_MARGIN, top + _BAND, _MARGIN + 120, top + _BAND + 8), _ACCENT)
    _words(pen, below, fonts(tuple(folders), _NAME, _PLAIN), top + 3 * _BAND)
    picture.putpalette(_palette(accent or DEFAULT_ACCENT))
    data = io.BytesIO()
    picture.save(data, "PNG", compress_level=3)  # a third of the time for a few bytes more
    return data.getvalue()


def _palette(accent: str) -> list[int]:
    shades = [
        round(ink + (paper - ink) * step / _GROUND)
        for step in range(_GROUND + 1)
        for ink, paper in zip(_INK, _PAPER, strict=True)
    ]
    return [*shades, *ImageColor.getrgb(accent)[:3]]


@lru_cache(maxsize=8)
def fonts(folders: tuple[Path, ...], size: int, weight: int) -> Fonts:
    """Return the theme's upright fonts; none where it has none that can be read."""
    name = f"*-{weight}-normal.woff2"
    found = (path for folder in folders for path in sorted((folder / FONTS).glob(name)))
    return tuple(font for path in found if (font := _font(path, size)))


def _font(path: Path, size: int) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
    except OSError:  # a Pillow that cannot read such a file: the card has no words
        return None


def _words(pen: ImageDraw.ImageDraw, text: str, available: Fonts, top: int) -> int:
    """Write a text in lines and return where it ends; one that lacks a letter is not written."""
    runs = list(_runs(text, available))
    if not runs or any(font is None for font, _ in runs):
        return top
    height = round(available[0].size * 1.2)
    lines = _lines(text, available)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]}…"]
    for line in lines:
        left = float(_MARGIN)
        for font, part in _runs(line, available):
            pen.text((left, top), part, fill=0, font=font)
            left += font.getlength(part) if font else 0
        top += height
    return top


def _lines(text: str, available: Fonts) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        fits = _length(longer, available) <= SIZE[0] - 2 * _MARGIN
        lines = [*lines[:-1], longer] if fits or not lines[-1] else [*lines, word]
    return lines


def _length(text: str, available: Fonts) -> float:
    return sum(font.getlength(part) for font, part in _runs(text, available) if font)


def _runs(text: str, available: Fonts) -> Iterator[tuple[ImageFont.FreeTypeFont | None, str]]:
    """Yield the parts of a text with the font that has their letters: each holds one script."""
    by_font = groupby(text, key=lambda letter: _font_of(letter, available))
    yield from ((font, "".join(letters)) for font, letters in by_font)


@lru_cache(maxsize=1024)
def _font_of(letter: str, available: Fonts) -> ImageFont.FreeTypeFont | None:
    return next((font for font in available if _has(font, letter)), None)


def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    """Return whether a font has a letter: what it lacks is drawn as U+FFFF is, which none has."""
    if letter == " ":
        return True
    drawn, lacking = font.getmask(letter), font.getmask("\uffff")
    return drawn.size != lacking.size or bytes(drawn) != bytes(lacking)
