"""What a link to a page looks like where people share it: Open Graph, and the picture."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import pytest
from PIL import Image

from goodpractice import messages, share_cards
from goodpractice.pages import plan
from goodpractice.rendering import Renderer
from tests.faults.cases import REPOSITORY, SMALL, check

THEME = (REPOSITORY / "theme",)
BASE = "https://example.org/good-practice/"


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(check(REPOSITORY).site)


def told(renderer: Renderer, file: str) -> dict[str, str]:
    """Return what a page says in Open Graph, each property once."""
    page = next(one for one in renderer.plan.pages if one.file == file)
    found = re.findall(r'<meta property=og:(\S+) content="([^"]*)">', renderer.head(page))
    assert len(found) == len(dict(found))
    return {name: unescape(value) for name, value in found}


# What ogp.me asks of every page, and the whole addresses that its consumers need.
def test_every_page_has_what_open_graph_needs(renderer: Renderer) -> None:
    files = {asset.file for asset in renderer.plan.assets}
    for page in renderer.plan.pages:
        said = told(renderer, page.file)
        assert said["title"] == page.title
        assert said["type"] in ("article", "website")
        assert re.fullmatch(r"[a-z]{2,3}_[A-Z]{2}", said["locale"])
        if page.own_file:
            assert "url" not in said
            continue
        assert said["url"] == BASE + page.address
        assert said["image"].removeprefix(BASE) in files
        assert said["image:alt"]


@pytest.mark.parametrize(
    ("file", "image", "alt", "locale"),
    [
        ("index.html", "en/_site.png", "Good Practice Library", "en_GB"),
        ("themes/cooperation/index.html", "en/_site.png", "Good Practice Library", "en_GB"),
        ("networks/index.html", "en/networks.png", "Networks – Good Practice Library", "en_GB"),
        ("networks/oscailt/index.html", "en/networks.png", "Networks – Good Practice Library",
         "en_GB"),
        ("fr/networks/index.html", "fr/networks.png", "Réseaux – Good Practice Library", "fr_FR"),
        ("case-studies/schlangenfuss-de/index.html", "en/case-studies.png",
         "Case studies – Good Practice Library", "de_DE"),
    ],
)  # fmt: skip
def test_a_page_has_the_card_of_its_collection(
    renderer: Renderer, file: str, image: str, alt: str, locale: str
) -> None:
    said = told(renderer, file)
    assert said["image"] == f"{BASE}{share_cards.FOLDER}{image}"
    assert (said["image:alt"], said["locale"]) == (alt, locale)


def test_the_built_page_has_one_canonical_address_and_it_is_the_shared_one(
    built_site: Path,
) -> None:
    for file in ("index.html", "networks/oscailt/index.html", "fr/browse/index.html"):
        html = (built_site / file).read_text("utf-8")
        [canonical] = re.findall(r'<link rel="canonical" href="([^"]*)">', html)
        [shared] = re.findall(r'<meta property=og:url content="([^"]*)">', html)
        assert canonical == shared == BASE + file.removesuffix("index.html")


def test_there_is_a_card_for_each_collection_in_each_language(renderer: Renderer) -> None:
    site = renderer.site
    names = [*site.model.collections, share_cards.SITE]
    wanted = {share_cards.card_path(lang, one) for lang in site.settings.languages for one in names}
    cards = {
        one.file: one for one in renderer.plan.assets if one.file.startswith(share_cards.FOLDER)
    }
    assert set(cards) == wanted
    for card in cards.values():
        data = card.data()
        assert len(data) < 40_000
        assert Image.open(io.BytesIO(data)).size == (1200, 630)


def test_without_an_address_of_the_site_nothing_is_shared_by_address() -> None:
    renderer = Renderer(check(SMALL).site)
    assert not [
        one for one in plan(renderer.site).assets if one.file.startswith(share_cards.FOLDER)
    ]
    assert not {"url", "image", "image:alt"} & told(renderer, "index.html").keys()


def drawn(title: str, below: str = "", accent: str = "") -> Image.Image:
    data = share_cards.card(title, below, accent, THEME)
    return Image.open(io.BytesIO(data)).convert("RGB")


def ink(picture: Image.Image) -> int:
    """Count what is nearly black, which only letters are."""
    dark = picture.convert("L").point(lambda shade: 255 if shade < 45 else 0)
    return dark.histogram()[255]


def test_the_same_words_are_the_same_bytes() -> None:
    share_cards.fonts.cache_clear()
    first = share_cards.card("Études de cas", "Good Practice Library", "", THEME)
    share_cards.fonts.cache_clear()
    assert share_cards.card("Études de cas", "Good Practice Library", "", THEME) == first
    assert share_cards.card("Networks", "Good Practice Library", "", THEME) != first


def test_words_are_drawn_where_the_fonts_have_all_their_letters() -> None:
    assert ink(drawn("Networks")) > 2_000
    assert ink(drawn("Źródła łąk")) > 2_000
    assert ink(drawn("Δίκτυα")) == 0
    assert ink(drawn("Networks 学校")) == 0
    assert share_cards.card("Networks", "", "", (Path("nowhere"),))


def test_a_long_title_stays_on_the_card() -> None:
    picture = drawn("Ein sehr langer Titel über " * 9, "Good Practice Library")
    edge = picture.crop((1200 - 60, 30, 1200, 630))
    assert ink(edge) == 0
    assert ink(picture.crop((0, 600, 1200, 630))) == 0
    assert ink(picture.crop((0, 480, 1200, 600))) > 100


def test_the_band_has_the_accent_of_the_site() -> None:
    assert drawn("Networks", accent="#a12").getpixel((600, 5)) == (0xAA, 0x11, 0x22)
    styles = (REPOSITORY / "theme/assets/goodpractice/accent.css").read_text("utf-8")
    assert f"--gp-accent: {share_cards.DEFAULT_ACCENT};" in styles


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", "en_GB"), ("fr", "fr_FR"), ("pt-BR", "pt_BR"), ("el", "el_GR"), ("tlh", "tlh")],
)
def test_locales_name_a_territory(language: str, locale: str) -> None:
    assert messages.territorial_locale(language) == locale
