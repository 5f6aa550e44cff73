"""What a hostile contributor has tried: each of these once stopped or slowed the whole site."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image

from goodpractice import baseline, links, neighbours, pages, pictures, search_words, verification
from goodpractice.content import list_content
from goodpractice.entries import Entry
from goodpractice.kinds.addresses import EmailKind
from goodpractice.links import old_address
from goodpractice.nearest import MAX_GUESSES
from goodpractice.rendering import Renderer
from goodpractice.rules.support import mail, phones
from goodpractice.vocabularies import MAX_BROADER, Term, Vocabulary
from tests.faults.cases import REPOSITORY, SMALL, check, copy_site
from tests.faults.made import GOOD

HERE = "content/everything"


def site_with(folder: Path, **files: bytes) -> Path:
    root = copy_site(SMALL, folder / "site")
    for name, content in files.items():
        (root / HERE / f"{name}.md").write_bytes(content)
    return root


def entry_of(folder: Path, text: str) -> Entry:
    root = site_with(folder, odd=GOOD + text.encode())
    return check(root).site.corpus.entries["everything/odd"]


def test_what_a_text_says_is_no_reference() -> None:
    said = '<title>t</title><p>Write a href="nowhere" here, or src="x".</p>'
    assert list(verification._page_faults("x.html", said, frozenset(), "/", {})) == []
    meant = '<title>t</title><p><a class="b" href="nowhere">x</a></p>'
    assert len(list(verification._page_faults("x.html", meant, frozenset(), "/", {}))) == 1


def test_a_long_word_takes_no_time(tmp_path: Path) -> None:
    entry = entry_of(tmp_path, "\n" + "a" * 100_000 + "’ caf\u00e9\n")
    start = time.process_time()
    assert search_words.folded(entry) == ["cafe"]
    assert time.process_time() - start < 1


@pytest.mark.parametrize("words", ["not known", "[not known]", "unbekannt"])
@pytest.mark.parametrize("key", ["order", "aliases", "licence", "lists", "ways_in", "related"])
def test_what_nobody_knows_is_drawn(tmp_path: Path, key: str, words: str) -> None:
    root = copy_site(REPOSITORY, tmp_path / "site")
    for path in (root / "content/zz.md", root / "content/guides/zz.md"):
        summary = "A summary that is long enough for whoever reads it in a list of guides."
        text = f"---\ntitle: A title\nsummary: {summary}\n{key}: {words}\n---\n\nText.\n"
        path.write_text(text, encoding="utf-8")
    plan = pages.plan(check(root).site)
    assert len([page.build() for page in plan.pages]) == len(plan.pages)


@pytest.mark.parametrize("key", ["lang", "choices", "countries", "email"])
def test_many_spaces_in_a_value_take_no_time(tmp_path: Path, key: str) -> None:
    text = f'{key}: "a{" " * 30_000}b"\n---\n\n'.encode()
    root = site_with(tmp_path, odd=GOOD.replace(b"---\n\n", text, 1))
    start = time.process_time()
    found = [one.code for one in check(root).diagnostics if one.path.endswith("odd.md")]
    assert found
    assert time.process_time() - start < 2


def picture(kind: str, mode: str = "RGB", **options: object) -> bytes:
    target = io.BytesIO()
    Image.new(mode, (40, 30)).save(target, kind, **options)
    return target.getvalue()


def odd_orientation() -> bytes:
    """A photograph whose EXIF says in letters which way up it is."""
    tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x02\0\0\0\x026\0\0\0\0\0\0\0"
    segment = b"Exif\0\0" + tiff
    photo = picture("JPEG")
    return photo[:2] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment + photo[2:]


@pytest.mark.parametrize(
    "content", [picture("PNG", "RGBA"), picture("PNG", "P", transparency=0), odd_orientation()]
)
def test_a_picture_that_passes_can_be_published(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.jpg"
    path.write_bytes(content)
    assert pictures.fault(path) is None
    assert pictures.published_size(path) == (40, 30)
    assert Image.open(io.BytesIO(pictures.published(path))).format == "JPEG"


def test_a_picture_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    Image.new("1", (pictures.MAX_INPUT_SIDE + 1, 1)).save(path)
    assert pictures.fault(path)


@pytest.mark.parametrize(
    ("place", "variant"),
    [
        ("content/pagefind/x.md", "taken"),
        ("content/fr/assets/x.md", "taken"),
        ("content/data/search.png", "taken"),
        ("content/everything/a&b.png", "picture"),
        ("content/404.html/x.png", "picture"),
        ("content/" + "a/" * 600 + "x.md", "deep"),
    ],
)
def test_places_that_are_not_for_content(tmp_path: Path, place: str, variant: str) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_bytes(GOOD)
    found = list_content(tmp_path, tmp_path / "content", (), ("en", "fr"))
    assert [finding.variant for _, finding in found.findings] == [variant]
    assert not found.files


@pytest.mark.parametrize("old", ["a" * 101, "a/" * 8 + "a", "/".join(["a" * 90] * 3)])
def test_old_addresses_have_bounds(old: str) -> None:
    assert old_address(old) is None


def test_a_withdrawn_entry_says_nothing(tmp_path: Path) -> None:
    text = GOOD.replace(b"A case", b"About the zebra", 1).replace(
        b"---\n\n", b"status: withdrawn\naliases: [everything/older]\n---\n\n", 1
    )
    root = site_with(tmp_path, odd=text)
    plan = pages.plan(check(root).site)
    page = next(one for one in plan.pages if one.address == "everything/odd/")
    assert "zebra" not in f"{page.title} {page.description} {page.build()}"
    redirect = next(one for one in plan.assets if one.file == "everything/older/index.html")
    assert b"zebra" not in redirect.data()
    assert b"Content-Security-Policy" in redirect.data()


def test_a_mail_address_is_read_in_time(tmp_path: Path) -> None:
    start = time.process_time()
    for address in ("x@" + "." * 60_000 + "@", "a@b.c?bcc=x%40y.z", "x@" + "a." * 120 + "@"):
        assert not EmailKind.pattern.fullmatch(address[:254])
    assert EmailKind.pattern.fullmatch("office@mail.example.org")
    assert time.process_time() - start < 1


@pytest.mark.parametrize("of", ["@", "a@b", "&#", "AT ", "(at)", "x @", "/a@b.cc "])
def test_a_text_of_marks_of_mail_addresses_takes_no_time(of: str) -> None:
    text = of * (60_000 // len(of))
    start = time.process_time()
    assert list(mail.addresses(text)) == []
    assert [one[0] for one in mail.addresses(f"{text} a@b.org, {text}")] == ["a@b.org"]
    assert time.process_time() - start < 1


@pytest.mark.parametrize("of", ["0 ", "1\n", "1000000 x ", "01000000\n", "010000000 / "])
def test_a_text_of_rows_of_digits_takes_little_time(of: str) -> None:
    start = time.process_time()
    assert list(phones.find(of * (60_000 // len(of)), ("IE", "FR", "PT", "DK", "GB") * 4))
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "text",
    [
        "Tel. 01 234 5678 / 087 123 4567",
        "- 01 234 5678\n- 087 123 4567\n",
        "01 234 5678\n087 123 4567",
        "2024-05-06 01 234 5678, 06/05/2024 087 123 4567",
    ],
)
def test_several_phone_numbers_in_a_row_are_each_found(text: str) -> None:
    found = [(text[one.start : one.end], one.sure) for one in phones.find(text, ("IE",))]
    assert found == [("01 234 5678", True), ("087 123 4567", True)]


@pytest.mark.parametrize(
    "text",
    ["2024-05-06 2025-06-07", "2019\n2020\n2021\n2022\n2023", "12 / 34 / 56 / 78 / 90 / 12 / 34"],
)
def test_dates_and_years_in_a_row_are_no_phone_numbers(text: str) -> None:
    assert list(phones.find(text, ("IE", "FR", "PT", "DK", "GB"))) == []


def test_many_links_to_a_page_of_many_headings_take_little_time() -> None:
    headings = " ".join(f"one-{number}" for number in range(20_000))
    start = time.process_time()
    assert all(f"one-{number}" in links._parted(headings) for number in range(20_000))
    assert time.process_time() - start < 1


def test_a_long_chain_of_terms_ends() -> None:
    terms = {f"t{n}": Term(f"t{n}", {}, broader=f"t{n - 1}") for n in range(3000)}
    vocabulary = Vocabulary("deep", {}, terms)
    assert len(vocabulary.tree) == 3000
    assert len(vocabulary.with_broader("t2999")) == MAX_BROADER


def test_a_report_quotes_no_file_that_was_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(secret)
    assert baseline._lines(tmp_path / "link.md") == []


def test_pages_of_lists_and_homes_are_not_for_entries(tmp_path: Path) -> None:
    old = b"aliases: [browse/page-2, fr]\n---\n\n"
    root = site_with(tmp_path, thief=GOOD.replace(b"---\n\n", old, 1))
    (root / "content/fr.md").write_bytes(b"---\ntitle: Bienvenue\n---\n")
    (root / "content/groups/page-2.md").write_bytes(b"---\ntitle: Page two\n---\n")
    found = [one.path for one in check(root).diagnostics if one.code in ("GP403", "GP407")]
    names = ["content/everything/thief.md"] * 2
    assert found == [*names, "content/fr.md", "content/groups/page-2.md"]


MANY = 4_000
LISTED = {
    "links": "\n\n".join(f"[a](../notes/frist-{n}.md)" for n in range(MANY)),
    "anchors": "\n\n".join([*(f"[a](#no-{n})" for n in range(MANY)), "### One\n\n" * 900]),
    "pictures": "\n\n".join(f"![a](fhoto-{n}.jpg)" for n in range(MANY)),
}
FRONT = {
    "keys": "".join(f"resaon{n}: 1\n" for n in range(MANY)),
    "terms": f"topics: [{', '.join(f'art{n}' for n in range(MANY))}]\n",
    "references": f"mentions: [{', '.join(f'notes/frist{n}' for n in range(2_000))}]\n",
    "old addresses": f"aliases: [{', '.join(f'no!{n}' for n in range(MANY))}]\n",
}


@pytest.mark.parametrize("what", [*LISTED, *FRONT])
def test_many_faults_of_one_kind_take_little_time(tmp_path: Path, what: str) -> None:
    more = FRONT.get(what, "").encode()
    text = GOOD.replace(b"---\n\n", more + b"---\n\n", 1) + LISTED.get(what, "").encode()
    root = site_with(tmp_path, many=text)
    start = time.process_time()
    found = check(root).diagnostics
    assert time.process_time() - start < 3
    assert len(found) >= 2_000
    guesses = [one for one in found if one.message.params.get("nearest")]
    assert len(guesses) <= MAX_GUESSES
    assert bool(guesses) is (what not in ("anchors", "old addresses"))


def test_a_collection_is_not_called_like_a_vocabulary_that_is_shipped(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    model = root / "content/languages/_collection.yml"
    model.parent.mkdir()
    model.write_text(
        "label: Languages\nsingular: Language\nfields: {a: {kind: line, label: A}}\n", "utf-8"
    )
    checked = check(root)
    assert not checked.usable
    assert [(one.path, one.code) for one in checked.diagnostics] == [
        ("content/languages/_collection.yml", "GP805")
    ]


def test_many_terms_that_name_unknown_ones_take_little_time(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    terms = "".join(f"  t{n}: {{label: T {n}, broader: x{n}}}\n" for n in range(6_000))
    vocabulary = root / "content/vocabularies/more.yml"
    vocabulary.write_text(f"label: More\nsingular: One\nterms:\n{terms}", encoding="utf-8")
    start = time.process_time()
    assert len(check(root).diagnostics) == 6_000
    assert time.process_time() - start < 5


def test_pictures_whose_names_differ_in_capitals_alone_are_refused(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    photo = (root / HERE / "photo.jpg").read_bytes()
    for name in ("Day.jpg", "day.jpg", "DAY.JPG", "night.jpg"):
        (root / HERE / name).write_bytes(photo)
    found = [(one.path, one.message.params.get("other")) for one in check(root).diagnostics]
    assert found == [
        (f"{HERE}/DAY.JPG", f"{HERE}/Day.jpg"),
        (f"{HERE}/Day.jpg", f"{HERE}/DAY.JPG"),
        (f"{HERE}/day.jpg", f"{HERE}/DAY.JPG"),
    ]


@pytest.mark.parametrize("broken", [None, b"\xff", b"label: [", b"terms: {upper: Upper}"])
def test_a_lost_vocabulary_is_told_and_the_rest_stands(
    tmp_path: Path, broken: bytes | None
) -> None:
    root = site_with(tmp_path, odd=GOOD.replace(b"---\n\n", b"choice: upper\n---\n\n", 1))
    (root / "content/vocabularies/levels.yml").unlink()
    if broken:
        (root / "content/vocabularies/levels.yml").write_bytes(broken)
    checked = check(root)
    assert checked.diagnostics
    plan = pages.plan(checked.site)
    assert len([page.build() for page in plan.pages]) == len(plan.pages)


def test_a_vocabulary_of_a_kind_that_has_none_is_told(tmp_path: Path) -> None:
    root = site_with(tmp_path, odd=GOOD.replace(b"---\n\n", b"line: upper\n---\n\n", 1))
    model = root / HERE / "_collection.yml"
    model.write_text(model.read_text("utf-8").replace("line: {", "line: {vocabulary: nope, "))
    found = {one.code for one in check(root).diagnostics}
    assert {"GP802", "GP803"} <= found


def test_names_without_a_letter_or_an_end_can_be_drawn(tmp_path: Path) -> None:
    start = time.process_time()
    assert len(neighbours.lines("W" * 20_000, 190)) == neighbours.LINES
    assert time.process_time() - start < 1
    named = b"mentions: [notes/first, notes/second]\n---\n\n"
    root = site_with(tmp_path, odd=GOOD.replace(b"---\n\n", named, 1))
    model = root / HERE / "_collection.yml"
    text = model.read_text("utf-8").replace("label: See also", 'label: "\\u00a0"')
    model.write_text(f"{text}picture: [reference]\n", "utf-8")
    renderer = Renderer(check(root).site)
    page = next(one for one in renderer.plan.pages if one.file == "everything/odd/index.html")
    assert "gp-drawing__title" in str(renderer.content(page))


def test_fields_of_nearly_one_name_share_no_address(tmp_path: Path) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    of_model, home = root / HERE / "_collection.yml", root / "content/index.md"
    asked = (
        "  open_well: {kind: yes-no, label: Open well, facet: true}\n"
        "  page_2: {kind: integer, label: Pages}\n"
        "  open: {kind: group, label: Open, fields: "
        "{well: {kind: yes-no, label: Well, facet: true}}}\n"
    )
    told = of_model.read_text("utf-8").replace("fields:\n", f"fields:\n{asked}", 1)
    of_model.write_text(f"{told}sort: {{page_2: descending}}\n", "utf-8")
    home.write_text(home.read_text("utf-8").replace("---\n", "---\nbest_by: page_2\n", 1), "utf-8")
    for number in range(60):
        front = f"title: Entry {number} of many\npage_2: {number + 1}\nopen_well: yes\n"
        text = f"---\n{front}whom: x\nopen: {{well: yes}}\n---\n\n## The story\n\nText.\n"
        (root / HERE / f"e{number}.md").write_text(text, "utf-8")
    checked = check(root)
    plan = pages.plan(checked.site)
    made = [*(one.file for one in plan.pages), *(one.file for one in plan.assets)]
    assert checked.usable
    assert [one.id for one in checked.site.model.orders] == ["everything-page-2"]
    assert {"browse/page-2/index.html", "browse/everything-open-well-2/yes/index.html"} < {*made}
    assert len(made) == len(set(made))
