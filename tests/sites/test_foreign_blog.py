"""A teacher's blog of ten years, moved from two other programs: nothing in it is quite in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.foreign import Planted, built, copied, faults, mended, pages

SITE = "foreign-blog"
# File, line, column, code: what has one right answer.
MENDED: list[Planted] = [
    ("posts/cafe-louise.md", 2, 26, "GP113"),  # broken letters, in the title too
    ("posts/cafe-louise.md", 9, 8, "GP113"),
    ("posts/cafe-louise.md", 12, 30, "GP113"),
    ("posts/class-photo.md", 4, 11, "GP207"),  # Reflection
    ("posts/class-photo.md", 5, 19, "GP207"),  # ICT
    ("posts/maths-in-the-yard.md", 5, 7, "GP204"),  # tags: one, two
    ("posts/minibeasts.md", 5, 24, "GP114"),  # two lines end as on Windows
    ("posts/parents-evening.md", 3, 7, "GP204"),  # 23/4/2021
    ("posts/parents-evening.md", 5, 8, "GP207"),
    ("posts/phonics-scheme.md", 2, 1, "GP201"),  # Title, Date, Tags
    ("posts/phonics-scheme.md", 3, 1, "GP201"),
    ("posts/phonics-scheme.md", 5, 1, "GP201"),
    ("posts/reading-aloud.md", 2, 21, "GP109"),  # a colon in the title
    ("posts/reading-corner.md", 1, 1, "GP103"),  # byte order mark
    ("posts/snow-day.md", 1, 1, "GP105"),  # blank lines above the front matter
    ("posts/why-phonics.md", 3, 7, "GP204"),  # typographic quotation marks
    ("posts/why-phonics.md", 4, 11, "GP207"),
    ("posts/why-phonics.md", 5, 8, "GP207"),
    ("posts/why-phonics.md", 5, 19, "GP207"),
]
# What somebody has to decide.
LEFT: list[Planted] = [
    ("posts/Leavers Assembly.md", 1, 1, "GP120"),
    ("posts/class-photo.md", 7, 14, "GP307"),
    ("posts/class-photo.md", 7, 14, "GP604"),
    ("posts/class-photo.md", 13, 1, "GP307"),
    ("posts/class-photo.md", 13, 1, "GP502"),
    ("posts/homework-truce.md", 3, 7, "GP204"),  # 3/4/2021: in March or in April
    ("posts/letter-to-a-student-teacher.md", 1, 1, "GP105"),
    ("posts/moving-blogs.md", 2, 1, "GP201"),  # layout, draft, categories, permalink
    ("posts/moving-blogs.md", 5, 1, "GP201"),
    ("posts/moving-blogs.md", 6, 1, "GP201"),
    ("posts/moving-blogs.md", 7, 1, "GP201"),
    ("posts/moving-blogs.md", 12, 1, "GP601"),
    ("posts/moving-blogs.md", 12, 32, "GP602"),
    ("posts/moving-blogs.md", 14, 1, "GP308"),
    ("posts/moving-blogs.md", 16, 37, "GP310"),
    ("posts/parents-evening.md", 7, 9, "GP204"),
    ("posts/spelling-bee.md", 9, 1, "GP311"),
    ("posts/spelling-bee.md", 14, 28, "GP311"),
    ("posts/tablets.md", 6, 1, "GP109"),
    ("posts/times-tables.md", 6, 1, "GP112"),
    ("posts/wet-playtime.md", 1, 1, "GP106"),
]
SOUND = {"first-week", "harbour-maps", "ten-years"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copied(SITE, tmp_path)


def test_every_planted_fault_is_found_and_nothing_else(site: Path) -> None:
    assert faults(site) == sorted([*MENDED, *LEFT])


def test_what_has_one_right_answer_is_mended_and_the_rest_is_left(site: Path) -> None:
    assert mended(site) == {path for path, *_ in MENDED}
    assert faults(site) == sorted(LEFT)
    assert mended(site) == set()


def test_mending_keeps_what_it_does_not_mend(site: Path) -> None:
    def post(name: str) -> bytes:
        return (site / "content/posts" / f"{name}.md").read_bytes()

    before = {name: post(name) for name in ("reading-corner", "phonics-scheme", "reading-aloud")}
    mended(site)
    assert post("reading-corner") == before["reading-corner"].removeprefix("\ufeff".encode())
    assert b"\r\n" in post("reading-corner")
    small = before["phonics-scheme"].replace(b"Title:", b"title:").replace(b"Date:", b"date:")
    assert post("phonics-scheme") == small.replace(b"Tags:", b"tags:")
    assert b'\ntitle: "Reading aloud: why I never stopped"\ndate: ' in post("reading-aloud")
    front = post("why-phonics").decode()
    assert "\ndate: 2021-06-11\ncategory: reflection\ntags: [reading, parents]\n" in front
    assert "\ntitle: “Why phonics?” they asked\n" in front


def test_the_rest_of_the_site_is_built(site: Path) -> None:
    ended, folder = built(site)
    assert ended == 1
    assert pages(folder, "posts") > SOUND
    bad = {"homework-truce", "times-tables", "reading-aloud", "class-photo"}
    assert not bad & pages(folder, "posts")
    mended(site)
    assert built(site)[0] == 1
    assert "reading-aloud" in pages(folder, "posts")
