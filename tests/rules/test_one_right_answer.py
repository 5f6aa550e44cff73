"""What people write otherwise is mended where they can mean one thing only."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodpractice.fixes import Mending
from tests.faults.cases import EVERYTHING, SMALL, check, copy_site

CASE = f"{EVERYTHING}/case.md"


def mended(folder: Path, written: str) -> str:
    """The line of a key after mending."""
    root = copy_site(SMALL, folder / "site")
    text = f"---\ntitle: A case\nwhom: Ten schools\n{written}\n---\n\n## The story\n\nWell.\n"
    (root / CASE).write_text(text, "utf-8")
    Mending(root, root / "content").run(lambda: check(root).diagnostics)
    return (root / CASE).read_text("utf-8").splitlines()[3]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("date: 2024-09-06 10:30:00 +0200", "date: 2024-09-06"),
        ("date: 2024-09-06T10:30Z", "date: 2024-09-06"),
        ("date: “2024-09-06”", "date: 2024-09-06"),
        ("date: 6. September 2024", "date: 2024-09-06"),
        ("integer: 1 2", "integer: 1 2"),
        ("size: 1 240", "size: 1240"),
        ("size: 1\u202f240", "size: 1240"),
        ("size: 12'500", "size: 12500"),
        ("size: 1.240.000", "size: 1240000"),
        ("size: 12.0", "size: 12"),
        ("number: 1,5", "number: 1.5"),
        ("money: £1,500", "money: 1500 GBP"),
        ("money: 1.500 euros", "money: 1500 EUR"),
        ("date: 09/2024", "date: 2024-09"),
        ("date: about 2004", "date: 2004~"),
        ("date: depuis 2009", "date: 2009/.."),
        ("yes_no: Y", "yes_no: yes"),
        ("link: www.example.org", "link: https://www.example.org"),
        ("doi: doi.org/10.1000/182", "doi: 10.1000/182"),
        ("email: Office <office@example.org>", "email: office@example.org"),
        ("place: Limerick", "place: {name: Limerick}"),
        ("mentions: notes/first, notes/second", "mentions: [notes/first, notes/second]"),
        ("line: [sic] as written", 'line: "[sic] as written"'),
        ("line:\u00a0ten schools", "line: ten schools"),
        ("lines: [one: two, three]", 'lines: ["one: two", three]'),
        ("money: 1 500 €", "money: 1500 EUR"),
        ("money: €1 500,50", "money: 1500.50 EUR"),
        ("yes_no: oui", "yes_no: yes"),
        ("yes_no: Non", "yes_no: no"),
        ("country: Suomi", "country: FI"),
        ("countries: [Deutschland, Österreich]", "countries: [DE, AT]"),
        ("language: Ελληνικά", "language: el"),
        ("choice: “Primary”", "choice: primary"),
        ("Yes-No: yes", "yes_no: yes"),
        ("Still running: yes", "yes_no: yes"),
        ("d\u0430te: 2024", "date: 2024"),
        ("line: what: a day", 'line: "what: a day"'),
        ("line: @home in two schools", 'line: "@home in two schools"'),
        ("line: `one` of ten", 'line: "`one` of ten"'),
    ],
)
def test_what_has_one_right_answer_is_mended(tmp_path: Path, written: str, right: str) -> None:
    assert mended(tmp_path, written) == right


@pytest.mark.parametrize(
    "written",
    [
        "date: 3/4/2021",
        "date: 2004/05",
        "choices: primary; upper",
        "link: report.pdf",
        "date: 2024-13-45 10:30",
        "size: 1.240",
        "size: 12 schools",
        "number: 1,500",
        "money: 1500",
        "yes_no: perhaps",
        "country: GER",
        "country: Congo-Kinshasa and others",
        "language: GR",
        "datum: 2024",
        'line: a "quoted: text',
        "line: one: two # three",
    ],
)
def test_what_may_mean_two_things_is_left(tmp_path: Path, written: str) -> None:
    assert mended(tmp_path, written) == written


def test_a_name_of_a_country_in_a_vague_text_is_no_code(tmp_path: Path) -> None:
    assert mended(tmp_path, "country: somewhere in Suomi") == "country: somewhere in Suomi"


FRONT, REST = "---\ntitle: A case\nwhom: Ten schools\n---\n", "\n## The story\n\nWell.\n"
TEXT = f"{FRONT}{REST}"
BOX = "\n```\na box\n```\n"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        pytest.param(f"```markdown\n{TEXT}```\n", f"{TEXT}\n", id="both lines of the box"),
        pytest.param(f"~~~\n{TEXT}{BOX}~~~", f"{TEXT}{BOX}", id="a box in the box"),
        pytest.param(f"```\n{TEXT}", TEXT, id="its first line alone"),
        pytest.param(f"```\n{TEXT}{BOX}", f"{TEXT}{BOX}", id="another box at the end"),
        pytest.param(f"```\n{TEXT}```\nMore.\n", None, id="more below it"),
        pytest.param(
            f"```yaml\n{FRONT}```\n{REST}{BOX}", f"{FRONT}\n{REST}{BOX}", id="front matter alone"
        ),
    ],
)
def test_a_text_that_was_copied_with_its_box(
    written: str, right: str | None, tmp_path: Path
) -> None:
    root = copy_site(SMALL, tmp_path / "site")
    (root / CASE).write_text(written, "utf-8")
    (found,) = (one for one in check(root).diagnostics if one.path == CASE)
    assert (found.code, found.fix is None) == ("GP105", right is None)
    Mending(root, root / "content").run(lambda: check(root).diagnostics)
    assert (root / CASE).read_text("utf-8") == (written if right is None else right)
