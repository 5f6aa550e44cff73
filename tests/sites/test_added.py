"""The model is data: a collection added in data alone has its pages and its messages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from goodpractice import messages
from goodpractice.constraints import CONSTRAINTS
from goodpractice.documents import read_data_file
from goodpractice.kinds import KINDS
from goodpractice.nodes import scalars
from tests.faults.cases import REPOSITORY, check, copy_site, line
from tests.indexes import whole_index

ADDED = Path(__file__).parent / "added"
MODEL = "content/workshops/_collection.yml"
ENTRY = "content/workshops/clay-and-fire.md"


def site_with_the_collection(folder: Path) -> Path:
    root = copy_site(REPOSITORY, folder)
    shutil.copytree(ADDED / "content", root / "content", dirs_exist_ok=True)
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = site_with_the_collection(tmp_path_factory.mktemp("added") / "source")
    folder = root.parent / "site"
    tool = Path(sys.executable).with_name("goodpractice")
    command: list[str | Path] = [tool, "build", "--site-dir", folder]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def text_of(page: Path) -> str:
    """What a page says, without its marks."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", page.read_text("utf-8"), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def links_of(page: Path) -> set[str]:
    return set(re.findall(r'href="([^"]+)"', page.read_text("utf-8")))


def facet(built: Path, name: str) -> dict[str, Any]:
    index = whole_index(built)
    return next(one for one in index["facets"] if one["id"] == name)


def test_the_collection_uses_every_kind_there_is() -> None:
    front = read_data_file(MODEL, (ADDED / MODEL).read_bytes()).front
    assert front is not None
    written = {one.text for one in scalars(front)}
    assert set(KINDS) | set(CONSTRAINTS) <= written


def test_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    checked = check(site_with_the_collection(tmp_path / "site"))
    assert [line(one) for one in checked.diagnostics] == []
    assert len(checked.site.catalogue.by_collection["workshops"]) == 2


def test_each_entry_has_its_page_with_every_value(built: Path) -> None:
    text = text_of(built / "workshops/clay-and-fire/index.html")
    values = ("Μαζί με τα χέρια", "Τώρα είναι τρεις.", "24", "1.5", "500", "Pottery", "Lace")
    shown = ("Greece", "Cyprus", "Greek", "example.org", "10.1000/182", "Σίφνος", "Το μετρήσαμε")
    more = ("Ένας δάσκαλος", "τροχός", "Oscailt", "Με κλωστή", "Κλωστή και βελόνα", "Πηλός, νερό")
    assert [one for one in (*values, *shown, *more) if one not in text] == []
    labels = ("Σύνθημα", "Μαθητές", "Στην ύπαιθρο", "Άνοιξε", "Βεβαιότητα", "Εργαλεία")
    assert [one for one in labels if one not in text] == []
    assert "Ασφαλές" not in text


def test_its_page_follows_its_own_layout(built: Path) -> None:
    text = text_of(built / "workshops/clay-and-fire/index.html")
    body = text.index("Πηλός, νερό, φωτιά")
    assert text.index("Μαζί με τα χέρια") < body < text.index("τροχός")


def test_the_collection_has_a_page_with_cards_and_its_matrix(built: Path) -> None:
    page = built / "workshops/index.html"
    text = text_of(page)
    assert [one for one in ("Εργαστήρια", "Πηλός και φωτιά", "Pottery") if one not in text] == []
    matrix = page.read_text("utf-8").partition("gp-matrix")[2]
    assert "Lace" in matrix
    assert "Weaving" not in matrix  # a wider term, whose every entry is one of lace


def test_the_navigation_leads_to_it(built: Path) -> None:
    assert any(link.endswith("workshops/") for link in links_of(built / "index.html"))


def test_readers_can_filter_by_its_facets(built: Path) -> None:
    index = whole_index(built)
    craft = facet(built, "craft")
    assert craft["label"] == "Τέχνη"
    assert [one["label"] for one in craft["terms"]] == ["Pottery", "Weaving", "Lace"]
    held = [column for column in index["columns"]["craft"] if column]
    assert sorted(held) == [[0], [2]]  # each its narrowest term …
    assert [one.get("broader") for one in craft["terms"]] == [None, None, 1]  # … which tells more


def test_a_term_has_a_page_with_its_entries_and_those_of_narrower_terms(built: Path) -> None:
    assert "Κλωστή και βελόνα" in text_of(built / "crafts/weaving/index.html")
    assert "Πηλός και φωτιά" in text_of(built / "crafts/pottery/index.html")


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ("workshops/clay-and-fire", "networks/oscailt/"),
        ("networks/oscailt", "workshops/clay-and-fire/"),
        ("workshops/thread-and-needle", "workshops/clay-and-fire/"),
        ("workshops/clay-and-fire", "workshops/thread-and-needle/"),
    ],
)
def test_relations_are_shown_at_both_ends(built: Path, page: str, target: str) -> None:
    links = links_of(built / page / "index.html")
    assert any(urljoin(f"/{page}/", link).endswith(target) for link in links)


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("craft: pottery", "craft: potery", "Did you mean “pottery” (Pottery)?"),
        ("pupils: 24", "pupils: many", "“Μαθητές” should be a whole number"),
        ("motto: Μαζί με τα χέρια\n", "", "“motto” is missing. Μια φράση."),
        ("closed: 2015-06", "closed: 2001", "“Έκλεισε” (2001) is before “Άνοιξε” (2009)."),
        ("safe: yes", "safe: no", "“Ασφαλές” says “no”, and only “yes” can be published."),
        (", by: Ένας δάσκαλος", "", "“Βεβαιότητα” says “counted” (Το μετρήσαμε)"),
        ("pupils: 24", "pupils: 1", "“Εργαλεία” names 2, but “Μαθητές” says 1."),
        ("outdoors: yes", "outdoors: no", "can only be given when"),
        ("networks: [oscailt]", "networks: [oscailte]", "Did you mean “networks/oscailt”"),
        ("## Συνταγή", "## Συνταγές", "“## Συνταγές” seems to be the part called “Συνταγή”."),
    ],
)
def test_its_messages_speak_its_words(
    tmp_path: Path, written: str, instead: str, said: str
) -> None:
    root = site_with_the_collection(tmp_path / "site")
    text = (root / ENTRY).read_text("utf-8")
    assert written in text
    (root / ENTRY).write_text(text.replace(written, instead), encoding="utf-8")
    own = [messages.text(one.message) for one in check(root).diagnostics if one.path == ENTRY]
    assert len(own) == 1
    assert said in own[0]
