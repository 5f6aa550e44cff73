"""Feedback: a message that is begun arrives as it was meant, whatever the title holds."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodpractice.feedback import begun
from goodpractice.pipeline import Site
from tests.faults.cases import SMALL, check, copy_site
from tests.unit.test_rendering import drawn

MAILBOX = "office@school.example"
ISSUES = "https://github.com/our/site/issues/new"
TITLE = "50% more? “Größe” & #1 + <b>"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.sampled_from(["", "?a=b"]))
def test_nothing_is_lost_on_the_way(text: str, more: str) -> None:
    for target, key in ((f"mailto:{MAILBOX}", "subject"), (f"{ISSUES}{more}", "title")):
        url = begun(target, text, text)
        assert url.startswith(target)
        assert "+" not in url.removeprefix(target)  # a mail program would show it
        found = parse_qs(urlsplit(url).query, strict_parsing=True)
        assert found[key] == [text]
        assert found["body"] == [text.replace("\n", "\r\n") if key == "subject" else text]


def configured(tmp_path: Path, line: str, lang: str = "en") -> Site:
    root = copy_site(SMALL, tmp_path / "site")
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("languages:", f"{line}\n      languages:")
    config.write_text(f"site_url: https://example.org/a/\n{text}", "utf-8")
    note = f"---\ntitle: '{TITLE}'\nlang: {lang}\n---\n\nText.\n"
    (root / "content/notes/mine.md").write_text(note, "utf-8")
    return check(root).site


def actions(site: Site) -> dict[str, dict[str, list[str]]]:
    """What the links at the foot of the entry's page begin, by their words."""
    html = drawn(site, "notes/mine/index.html").partition("<ul class=gp-actions>")[2]
    found = re.findall(r'<li><a href="([^"]*)">([^<]*)</a>', html)
    return {words: parse_qs(urlsplit(unescape(url)).query) for url, words in found}


def test_a_mailbox_needs_no_account(tmp_path: Path) -> None:
    site = configured(tmp_path, f"feedback: {MAILBOX}")
    found = actions(site)
    address = "https://example.org/a/notes/mine/"
    assert found["Comment on this page or correct it"] == {"subject": [TITLE], "body": [address]}
    tried = found["I tried this"]
    assert tried["subject"] == [f"I tried this: {TITLE}"]
    assert tried["body"][0].split("\r\n\r\n")[:2] == [address, "Where and when:"]
    assert len(found) == 2
    assert f">{MAILBOX}</a>" in drawn(site, "notes/mine/index.html")  # whom to ask


def test_github_may_come_second(tmp_path: Path) -> None:
    found = actions(configured(tmp_path, f"feedback: [{MAILBOX}, '{ISSUES}']"))
    assert found["Comment by way of github.com"]["title"] == [TITLE]
    assert len(found) == 3


def test_messages_begin_in_the_language_of_the_page(tmp_path: Path) -> None:
    found = actions(configured(tmp_path, f"feedback: {MAILBOX}", "fr"))
    assert "Où et quand" in found["Je l’ai essayé"]["body"][0]


@pytest.mark.parametrize("line", ["accent: '#123456'"])
def test_without_an_address_there_is_nothing(tmp_path: Path, line: str) -> None:
    site = configured(tmp_path, line)
    assert actions(site) == {}
    assert "mailto:" not in drawn(site, "notes/mine/index.html")
