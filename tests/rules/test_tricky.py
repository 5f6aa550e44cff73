"""What is easily taken for a fault, and faults that are easily missed."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from goodpractice import pipeline
from goodpractice.corpus import Corpus
from goodpractice.rules import lost_address, mojibake
from goodpractice.rules.support.photographs import Metadata, metadata
from goodpractice.settings import load_settings
from goodpractice.twins import twins
from tests.rules.cases import DAY, NOTE, SITE, Outcome, check

FRONT = "whom: Ten schools\nlevel: primary\nsetting: rural\n"
LESSONS = "## Lessons\n\nBegin early.\n"
Try = Callable[..., list[str]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the site that the examples are put into."""
    return Path(shutil.copytree(SITE, tmp_path / "site"))


@pytest.fixture
def codes(site: Path) -> Try:
    """Give the codes of what the check says of a note."""

    def attempt(front: str = "title: A case", text: str = "It went well.") -> list[str]:
        note = f"---\n{front}\n{FRONT}---\n\n## The story\n\n{text}\n\n{LESSONS}"
        (site / NOTE).write_bytes(note.encode())
        return [one.code for one in check(site).diagnostics]

    return attempt


def fine(*texts: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("text", texts)


@fine(
    "Une école « CLÉ » et l’été à venir.",
    "AMANHÃ é outro dia; NÃO.",
    "„Ä“ und „Ö“ sind Umlaute; Ångström.",
    "20 °C, £5, ½ hour, «quoted», naïve.",
    "Ο Σύλλογος Γονέων και ο Ñandú.",
)
def test_letters_that_are_as_they_should_be(text: str, codes: Try) -> None:
    assert codes(text=text) == []


@pytest.mark.parametrize(
    ("broken", "whole"),
    [("Ã©cole", "école"), ("donâ€™t", "don’t"), ("5Â°", "5°"), ("Ã\u00a0 la", "à la"), ("â€“", "–"),
     ("cÅ“ur", "cœur"), ("â‚¬", "€"), ("â€œ", "“")],
)  # fmt: skip
def test_broken_letters_are_mended(broken: str, whole: str, codes: Try) -> None:
    assert codes(text=broken) == ["GP113"]
    found = next(iter(mojibake._BROKEN.finditer(broken)))
    assert broken.replace(found[0], mojibake.mended(found[0]) or "") == whole


def test_a_lost_letter_cannot_be_mended(codes: Try) -> None:
    assert codes(text="Une \ufffdcole") == ["GP113"]


@fine(
    "title: Work with Acme Inc.",
    "title: Reading, writing etc.",
    "title: Schools in the U.K.",
    "title: Und so weiter, usw.\nlang: de",
    "title: UNESCO schools",
    "title: IQEA UK",
    "title: What is in it for me?",
    "title: Wait ...",
    "title: Ελληνικά σχολεία",
)
def test_titles_that_are_as_they_should_be(text: str, codes: Try) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("title", "code"),
    [("LESEN MACHT SPASS UND FREUDE", "GP210"), ("We did it!!", "GP210"), ("Two schools.", "GP211"),
     ('"Two schools."', "GP211"), ("'Two schools.' # a title", "GP211")],
)  # fmt: skip
def test_titles_that_shout_or_stop(title: str, code: str, codes: Try) -> None:
    assert codes(f"title: {title}") == [code]


@fine(
    "Todo el mundo. Un método.\n\nlang",
    "```markdown\nLorem ipsum\n```",
    "Write `TODO` there.",
    "| TODOS | 1 |\n|---|---|\n| a | b |",
)
def test_words_that_are_no_placeholder(text: str, codes: Try) -> None:
    assert codes(text=text) == []


def test_a_note_to_oneself_in_the_front_matter_is_nobody_elses(codes: Try) -> None:
    assert codes("title: A case # TODO ask Mary") == []


@fine("TODO: ask.", "Text folgt.", "To be\ncompleted", "XXXX schools", "[…]")
def test_placeholders(text: str, codes: Try) -> None:
    language = "title: A case\nlang: de" if "folgt" in text else "title: A case"
    assert codes(language, text) == ["GP308"]


@fine(
    "(photo)", "Photo:", "pic", "IMG_3456 (2)", "20240315_101500", "20190911 101112", "WA0003.jpg"
)
def test_names_of_pictures_in_other_dress(text: str, codes: Try) -> None:
    assert codes(text=f"![{text}](photo.jpg)") == ["GP502"]


@fine("Photo of our school", "The table of 2024", "Logo of the town", "15 pupils (2 absent)")
def test_words_for_pictures(text: str, codes: Try) -> None:
    assert codes(text=f"![{text}](photo.jpg)") == []


@fine("groups\\red", "[[red]]", "[[groups/red]]", "content/groups/red.md", "The red group")
def test_ways_to_name_an_entry(text: str, site: Path) -> None:
    (site / NOTE).write_text(f"---\ntitle: A case\nwho: '{text}'\n{FRONT}---\n", "utf-8")
    said = [one for one in check(site).diagnostics if one.code == "GP401"]
    assert [one.message.params["nearest"] for one in said] == ["groups/red"]


@fine(
    "See [here on the map](first.md).",
    "Press [more lessons](first.md).",
    "Write `[here](first.md)`.",
    "A [link] is a word too.",
    "[Plus de lecture](first.md)",
)
def test_links_that_say_where_they_lead(text: str, codes: Try) -> None:
    assert codes(text=text) == []


@fine("[Click here](first.md)", "[→](first.md)", "[more](first.md)", "[here][1]\n\n[1]: first.md")
def test_links_that_say_nothing(text: str, codes: Try) -> None:
    assert codes(text=text) == ["GP310"]


@fine(
    "The book is currently out of print (2019).",
    "In 2004 there were 450 pupils. Now 60% come by bus.",
    "Two schools and 12 teachers took part.",
    "Page 450 of the report, room 101.",
    "450\n\nPupils come by bus.",
    "Around 60% were academies; the source has no date.",
    "`450 pupils`",
)
def test_times_and_figures_that_hold(text: str, codes: Try) -> None:
    assert codes(text=text) == []


@pytest.mark.parametrize(
    ("text", "lang", "code"),
    [
        ("They recently met.", "en", "GP703"),
        ("Récemment, tout a changé.", "fr", "GP703"),
        ("Depuis l’année dernière.", "fr", "GP703"),
        ("Zurzeit sind es viele.", "de", "GP703"),
        ("Some 1,200 pupils.", "en", "GP704"),
        ("Plus de 12 % viennent.", "fr", "GP704"),
        ("Etwa 350 Schüler kommen.", "de", "GP704"),
        ("12.5 per cent stay.", "en", "GP704"),
        ("Près de 350 élèves viennent.", "fr", "GP704"),
        ("Le réseau compte 120\u202fétablissements.", "fr", "GP704"),
    ],
)
def test_times_and_figures_that_will_not_hold(text: str, lang: str, code: str, codes: Try) -> None:
    assert codes(f"title: A case\nlang: {lang}", text)[:1] == [code]


def test_a_language_without_words_is_left_in_peace(codes: Try) -> None:
    assert codes("title: A case\nlang: pt", "Atualmente há muitos alunos, todo o dia, here.") == []


@fine("title: A case\nemail: office@volksschule-nord.at", 'title: "Meet @ the library"')
def test_mail_addresses_in_their_own_field(text: str, codes: Try) -> None:
    assert codes(text) == []


@fine("title: A case\nreason: mail a.b@schule-nord.at", "title: A case # a.b@schule-nord.at")
def test_mail_addresses_elsewhere_in_the_front_matter(text: str, codes: Try) -> None:
    assert codes(text) == ["GP601"]


def test_a_phone_number_of_the_country_that_an_entry_names(codes: Try) -> None:
    assert codes(text="Ask 061 202 020.") == []


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("{src: photo.jpg, alt: A table}", ["GP604"]),
        ("{src: photo.jpg, alt: A table, consent: not known}", []),
        ("{src: photo.jpg, alt: DSC_0042, consent: yes}", ["GP502"]),
        ("{src: photo.jpg, alt: photo, consent: yes}", ["GP502"]),
        ("{src: photo.jpg, alt: Photo of a table, consent: yes}", []),
    ],
)
def test_pictures_in_the_front_matter(image: str, expected: list[str], codes: Try) -> None:
    assert codes(f"title: A case\nimage: {image}") == expected


def test_headings_begin_with_the_level_below_the_title(codes: Try) -> None:
    assert codes(text="### One below\n\nText.\n\n## Back again\n\nText.") == []
    assert codes(text="#### Two below\n\nText.") == ["GP309"]


def test_windows_line_ends_throughout_are_fine(site: Path) -> None:
    text = (SITE / "content/notes/first.md").read_text("utf-8").replace("aliases", "#")
    (site / NOTE).write_bytes(text.replace("\n", "\r\n").encode())
    assert check(site).lines == []


# Terms


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("School visit", "Visits to schools", True),
        ("Co-operation", "Cooperation", True),
        ("teacher-learning", "teachers-learning", True),
        ("Assesment", "Assessment", True),
        ("Réseau d’écoles", "Réseaux d'école", True),
        ("Primary", "Secondary", False),
        ("Internal evaluation", "External evaluation", False),
        ("Under 50 pupils", "Under 500 pupils", False),
        ("Arts", "Art", False),
    ],
)
def test_twins(one: str, other: str, alike: bool) -> None:
    assert bool(list(twins({"a": one, "b": other}))) is alike


# Addresses


def addresses(site: Path) -> list[str]:
    corpus = corpus_of(site)
    (site / lost_address.FILE).write_text(lost_address.wanted(corpus), "utf-8")
    return lost_address.wanted(corpus).splitlines()


def corpus_of(site: Path) -> Corpus:
    settings, _ = load_settings(site / "mkdocs.yml", as_of=DAY)
    return pipeline.check(settings).site.corpus


def test_every_published_address_is_kept(site: Path) -> None:
    listed = addresses(site)
    assert listed == sorted(listed)
    assert {"notes/first/", "notes/old-first/", "levels/primary/", "groups/", "topics/"} <= {
        *listed
    }
    assert not any(one.startswith(("countries/", "languages/", "browse/")) for one in listed)
    assert check(site).lines == []


def test_an_address_that_is_lost_is_found_and_stays_listed(site: Path) -> None:
    addresses(site)
    (site / "content/notes/first.md").unlink()
    assert [one.split()[2] for one in check(site).lines] == ["GP406", "GP406"]
    assert "notes/first/" in lost_address.wanted(corpus_of(site))


def test_a_file_that_cannot_be_read_has_lost_no_address(site: Path) -> None:
    addresses(site)
    (site / "content/notes/first.md").write_text("---\ntitle: [\n---\n", "utf-8")
    assert [one.split()[2] for one in check(site).lines] == ["GP109"]


def test_a_page_taken_back_to_a_draft_has_lost_its_address(site: Path) -> None:
    addresses(site)
    path = site / "content/groups/red.md"
    path.write_text(path.read_text("utf-8").replace("title", "status: draft\ntitle"), "utf-8")
    assert "GP406" in {one.split()[2] for one in check(site).lines}


def test_addresses_may_be_written_by_hand(site: Path) -> None:
    kept = addresses(site)
    path = site / lost_address.FILE
    lines = ["# Kept by the coordinator", "/notes/first/", "groups", "<<<<<<< HEAD", "=======", ""]
    path.write_text("\n".join([*lines, *kept[2:], ">>>>>>> main"]), "utf-8-sig")
    assert check(site).lines == []
    assert addresses(site) == ["# Kept by the coordinator", *kept]
    path.write_text(path.read_text("utf-8") + "/notes/gone\n", "utf-8")
    assert [one.partition(" error ")[0] for one in check(site).lines] == [
        f"addresses.txt:{len(kept) + 2}:1-{len(kept) + 2}:12"
    ]


# Pictures


def picture(path: Path, **options: Any) -> Path:
    Image.new("RGB", (64, 48)).save(path, **options)
    return path


@pytest.mark.parametrize("ending", ["jpg", "webp", "png"])
def test_a_position_in_every_kind_of_picture(ending: str, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 1  # upright; Pillow leaves out what seems to be empty
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 39.0, 36.0), 3: "W", 4: (8.0, 37.0, 48.0)})
    assert metadata(picture(tmp_path / f"a.{ending}", exif=exif)).position
    assert not metadata(picture(tmp_path / f"b.{ending}")).position


def test_an_empty_block_of_positions_tells_nothing(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({0: b"\2\3\0\0"})
    assert not metadata(picture(tmp_path / "a.jpg", exif=exif)).position


def test_what_programs_write_of_themselves_is_not_personal(tmp_path: Path) -> None:
    assert metadata(picture(tmp_path / "a.jpg", comment=b"Created with GIMP")).personal == ()
    assert metadata(picture(tmp_path / "b.jpg", comment=b"Mary in class 3b")).personal


def test_names_in_xmp_are_personal(tmp_path: Path) -> None:
    xmp = b"<x:xmpmeta><dc:creator>Mary</dc:creator><exif:GPSLatitude>52</exif:GPSLatitude>"
    told = metadata(picture(tmp_path / "a.jpg", xmp=xmp))
    assert told.personal == ("dc:creator",)
    assert told.position


XMP = '<x:xmpmeta xmlns:exif="http://ns.adobe.com/exif/1.0/">{}</x:xmpmeta>'


@pytest.mark.parametrize(
    ("xmp", "position", "personal", "words"),
    [
        ('<rdf:Description exif:GPSLatitude="53,20N"/>', True, False, False),
        ("<e:GPSLongitude>6,15W</e:GPSLongitude>", True, False, False),
        ("<Iptc4xmpCore:Location>Old library</Iptc4xmpCore:Location>", True, False, False),
        ("<dc:creator><rdf:Seq/></dc:creator><x>y</x>", False, False, False),
        ("<dc:creator><rdf:Seq><rdf:li>Ann</rdf:li></rdf:Seq></dc:creator>", False, True, False),
        ('<rdf:Description aux:OwnerName="Ann" />', False, True, False),
        ("<mwg-rs:Name>Sean</mwg-rs:Name>", False, True, False),
        ("<xmp:CreatorTool>Adobe Photoshop</xmp:CreatorTool>", False, False, False),
        ("<dc:subject><rdf:Bag><rdf:li>Sean</rdf:li></rdf:Bag></dc:subject>", False, False, True),
        ("<dc:title/><dc:description></dc:description>", False, False, False),
    ],
)
@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_what_xmp_tells(
    xmp: str, position: bool, personal: bool, words: bool, code: str, tmp_path: Path
) -> None:
    told = metadata(picture(tmp_path / "a.jpg", xmp=XMP.format(xmp).encode(code)))
    assert (told.position, bool(told.personal), told.words) == (position, personal, words)


def iptc(*records: tuple[int, bytes]) -> bytes:
    """Return a JPEG with notes as agencies and Photoshop write them."""
    data = b"".join(
        bytes((28, 2, number)) + len(text).to_bytes(2, "big") + text for number, text in records
    )
    block = b"8BIM\4\4\0\0" + len(data).to_bytes(4, "big") + data + b"\0" * (len(data) % 2)
    segment = b"Photoshop 3.0\0" + block
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, "JPEG")
    jpeg = target.getvalue()
    return jpeg[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + jpeg[2:]


@pytest.mark.parametrize(
    ("number", "position", "personal", "words"),
    [(80, False, ("By-line",), False), (92, True, (), False), (120, False, (), True),
     (25, False, (), True), (90, False, (), False), (116, False, (), False)],
)  # fmt: skip
def test_what_iptc_tells(
    number: int, position: bool, personal: tuple[str, ...], words: bool, tmp_path: Path
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(iptc((number, b"Sean in class 3b")))
    told = metadata(path)
    assert (told.position, told.personal, told.words) == (position, personal, words)


def test_a_damaged_note_hides_no_other(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Ann"
    path = picture(tmp_path / "a.jpg", exif=exif)
    raw = path.read_bytes()
    block = b"8BIM\4\4\0\0\0\0\0\6\x1c\2\x50\xff\xff\xff"
    segment = b"Photoshop 3.0\0" + block
    size = (len(segment) + 2).to_bytes(2, "big")
    path.write_bytes(raw[:2] + b"\xff\xed" + size + segment + raw[2:])
    assert metadata(path).personal == ("Artist",)


@pytest.mark.parametrize(
    ("tag", "value", "personal", "words"),
    [
        (0x010E, "Sean and Mary", False, True),
        (0x010E, "OLYMPUS DIGITAL CAMERA", False, False),
        (0x010E, "SONY DSC", False, False),
        (0x010E, "cof_soft", False, False),
        (0x9C9E, "Sean".encode("utf-16le"), False, True),
        (0x9C9D, "Ann".encode("utf-16le"), True, False),
        (0x9286, b"ASCII\0\0\0oplus_131072", False, False),
        (0x9286, b'ASCII\0\0\0{"sceneMode": 1}', False, False),
        (0x9286, b"JIS\0\0\0\0\0" + bytes(20), False, False),
        (0x9286, b"ASCII\0\0\0Sean in class 3b", True, False),
        (0xA431, "0000000", False, False),
        (0xA431, "1234567", True, False),
        (0xA420, "F12LLHA01VM F12LLJJ01GM", False, False),
    ],
)
def test_what_exif_tells(
    tag: int, value: str | bytes, personal: bool, words: bool, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 1
    where = exif.get_ifd(0x8769) if tag in (0x9286, 0xA431, 0xA420) else exif
    where[tag] = value
    told = metadata(picture(tmp_path / "a.jpg", exif=exif))
    assert (bool(told.personal), told.words) == (personal, words)


@pytest.mark.parametrize(
    ("gps", "position"),
    [
        ({2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}, False),
        ({2: (52.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}, True),
        ({20: (52.0, 39.0, 36.0), 22: (8.0, 37.0, 48.0)}, True),
        ({28: b"ASCII\0\0\0Old library"}, True),
        ({29: "2025:05:05"}, False),
    ],
)
def test_what_a_block_of_positions_tells(
    gps: dict[int, Any], position: bool, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 1
    exif.get_ifd(0x8825).update(gps)
    assert metadata(picture(tmp_path / "a.jpg", exif=exif)).position is position


def test_copies_and_films_inside(tmp_path: Path) -> None:
    one = Image.new("RGB", (8, 8))
    one.save(tmp_path / "two.jpg", "MPO", save_all=True, append_images=[one])
    assert metadata(tmp_path / "two.jpg").thumbnail
    with_copy = picture(tmp_path / "xmp.jpg", xmp=b"<xmpGImg:image>/9j/4AAQ</xmpGImg:image>")
    assert metadata(with_copy).thumbnail
    film = picture(tmp_path / "film.jpg")
    film.write_bytes(film.read_bytes() + b"\0\0\0\x18ftypmp42" + bytes(100))
    assert metadata(film).film
    assert not metadata(with_copy).film


def test_a_picture_whose_name_cannot_be_used_is_there(site: Path) -> None:
    photo = (site / "content/notes/photo.jpg").read_bytes()
    (site / "content/notes/photo (1).jpg").write_bytes(photo)
    text = "![The garden](<photo (1).jpg>)"
    note = f"---\ntitle: A case\n{FRONT}---\n\n## The story\n\n{text}\n\n{LESSONS}"
    (site / NOTE).write_text(note, "utf-8")
    first, second = check(site).lines
    assert first.endswith(
        "error GP307 The file “photo (1).jpg” is there, but its name cannot be used."
    )
    assert "photo (1).jpg:1:1-1:1 error GP120" in second


def test_what_is_no_picture_tells_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"not a picture")
    assert metadata(path) == Metadata(13, readable=False)


def test_no_rule_needs_more_than_its_own_time_for_odd_texts(site: Path, codes: Try) -> None:
    for odd in ("(at) " * 400, "@a" * 400, "1 " * 2_000, "1234567 " * 500, "[" * 500, "a." * 3_000):
        codes(text=odd)
    outcome: Outcome = check(site)
    assert outcome.root == site


@fine(
    "Write `<br>` for a new line.",
    "```html\n<div>\n  <b>x</b>\n</div>\n```",
    "It looks like this:\n\n    <div>plain</div>\n\nand no more.",
    "If a < b and c > d, then a<b stays.",
    "See <https://example.org/page>.",
    "Write \\<name> here.",
    "5 <6 is no element, and neither is <3",
    "Text.\n\n<!-- a note for the next editor -->\n\nMore.",
)
def test_signs_that_are_no_html(text: str, codes: Try) -> None:
    assert [one for one in codes(text=text) if one == "GP311"] == []


@fine(
    "We did it.<br>Twice.",
    '<p align="center">Four teachers</p>',
    "The pupils of <name of your school> met.",
    "<iframe\n  src=x>",
    "H<sub>2</sub>O",
    "Let x<y> be a pair.",
    "> <details>\n> More</details>",
)
def test_html_that_nobody_would_see(text: str, codes: Try) -> None:
    assert codes(text=f"We met.\n\n{text}").count("GP311") == 1


@fine("{{< youtube abc >}}", "{% include video.html %}", "{:toc}", 'Text.{:target="_blank"}')
def test_pieces_of_other_programs(text: str, codes: Try) -> None:
    assert codes(text=text) == ["GP308"]


@pytest.mark.parametrize("gap", ["\u2010", "\u2011", "-", "/", "\u3000"])
def test_numbers_are_phone_numbers_whatever_stands_between_the_digits(gap: str, codes: Try) -> None:
    number = gap.join(("+353", "61", "202", "020"))
    assert codes(text=f"Ring {number} now.") == ["GP602"]
    assert codes(front=f"title: Ring {number} now") == ["GP602"]


@pytest.mark.parametrize("digits", ["٣٥٣ ٦١ ٢٠٢ ٠٢٠", "３５３ ６１ ２０２ ０２０"])
def test_numbers_in_digits_of_other_scripts_are_phone_numbers(digits: str, codes: Try) -> None:
    assert codes(text=f"Ring +{digits} now.") == ["GP602"]


def test_a_mail_address_is_found_though_that_of_the_field_is_written_with_an_escape(
    codes: Try,
) -> None:
    front = 'title: A case\nemail: "office\\x40volksschule-nord.at"'
    assert "GP601" in codes(front=front, text="Write to a.b@schule-nord.at.")
