"""Every fact that the first content is written from is found by words and on a term's page."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tools.static_server import StaticServer

FACTS = [
    # words that a reader may type, the page that answers, a term's page that lists it
    ("clusters networking staff exchange", "guides/what-to-read", "themes/cooperation"),
    ("benefits transitions multidisciplinary", "guides/what-to-read", "themes/cooperation"),
    ("811 clusters", "programmes/school-clusters-portugal", "countries/pt"),
    ("micro-network training plans", "networks/micro-network-portugal", "shares/training-plans"),
    ("Limerick community premises", "networks/oscailt", "countries/ie"),
    ("Caritas REWE buddies", "case-studies/volunteering-at-wu", "roles/university-student"),
    ("Volunteering@WU", "case-studies/volunteering-at-wu", "countries/at"),
    ("schlangenfuss", "case-studies/schlangenfuss", "countries/at"),
    ("Schlangenfuß school phobia", "case-studies/schlangenfuss", "countries/at"),
    ("Schulangst", "case-studies/schlangenfuss", "beneficiaries/school-phobia-or-anxiety"),
    ("abandon scolaire", "networks/oscailt", "themes/early-school-leaving"),
    ("Schulabbruch", "case-studies/schlangenfuss", "themes/early-school-leaving"),
    ("Willenhall meta-cognition", "case-studies/willenhall-learning-to-learn", "levels/primary"),
    ("Daughtrey", "guides/what-to-read", "themes/cooperation"),
    ("MacNeil USAID", "guides/what-to-read", "themes/cooperation"),
    ("peer support external colleague report", "guides/what-to-read", "themes/cooperation"),
    ("IQEA act of faith", "programmes/iqea", "evidence-levels/none-yet"),
    ("twelve secondary Cyfarthfa", "networks/iqea-south-wales", "countries/gb-wls"),
    ("translate resources Welsh", "networks/welsh-medium-translation", "shares/translations"),
    ("what is in this for me", "guides/what-is-in-it-for-me", "themes/cooperation"),
    ("England Wales competition", "guides/england-and-wales-in-2004", "countries/gb-wls"),
    ("125,000 improvement plans", "programmes/leadership-incentive-grant", "countries/gb-eng"),
    ("NCSL 2002 2006", "programmes/networked-learning-communities", "lifecycle/completed"),
    ("60% academies", "guides/trust-federation-alliance", "themes/cooperation"),
    ("Howes Ainscow 2006", "guides/trust-federation-alliance", "themes/cooperation"),
    ("catering solar safeguarding", "practices/network-meeting", "roles/business-manager"),
    ("recommend suppliers notes", "practices/recommend-suppliers", "roles/business-manager"),
    ("missing a trick", "guides/are-you-missing-a-trick", "themes/cooperation"),
    ("London Challenge", "guides/small-rural-schools", "settings/rural"),
    ("Hargreaves Fullan Watson", "guides/does-working-together-work", "themes/cooperation"),
    ("comment login", "guides/comment-without-a-login", "themes/cooperation"),
    ("1,400 networks", "programmes/primary-learning-networks", "levels/primary"),
    ("celebrate evaluation documentation", "guides/what-networks-do", "themes/cooperation"),
    ("start a network cross-phase", "guides/start-a-network", "themes/cooperation"),
    ("authors library display", "practices/writing-focus-week", "subjects/language-and-literacy"),
    ("drama art music", "practices/creative-arts-project", "subjects/drama"),
    ("persuade line manager", "practices/make-the-case", "roles/teacher"),
]


@pytest.mark.parametrize(("words", "entry", "term"), FACTS, ids=[fact[0] for fact in FACTS])
def test_a_fact_is_found_by_words_and_on_a_terms_page(
    words: str, entry: str, term: str, page: Page, site_server: StaticServer, built_site: Path
) -> None:
    page.goto(f"{site_server.url}browse/?q={quote(words)}")
    found = page.locator(f'[data-gp-cards] h3 a[href$="/{entry}/"]')
    expect(found).to_be_visible()
    assert f"/{entry}/" in (built_site / term / "index.html").read_text(encoding="utf-8")


def test_what_is_not_reported_is_not_found(built_site: Path) -> None:
    # Who searches for "cost" wants entries that tell of it.
    texts = [
        gzip.decompress(one.read_bytes()).decode("utf-8")
        for one in built_site.glob("pagefind/**/*.pf_fragment")
    ]
    shown = (built_site / "case-studies/schlangenfuss/index.html").read_text("utf-8")
    assert "Not reported" in shown
    assert [text for text in texts if "Schlangenfuß" in text]  # they can be read
    assert [text for text in texts if "Not reported" in text] == []


def test_a_name_and_what_is_said_of_it_are_no_single_word(built_site: Path) -> None:
    texts = [
        gzip.decompress(one.read_bytes()).decode("utf-8")
        for one in built_site.glob("pagefind/**/*.pf_fragment")
    ]
    (limerick,) = [
        text for text in texts if '"url":"/case-studies/oscailt-school-leaders/"' in text
    ]
    assert "Countries Ireland" in limerick


@pytest.mark.parametrize("words", ["réseau décrochage", "réseaux décrochage", "reseaux Irlande"])
def test_a_kind_of_entry_is_found_for_one_and_for_many_in_each_language(
    words: str, page: Page, site_server: StaticServer
) -> None:
    page.goto(f"{site_server.url}fr/browse/?q={quote(words)}")
    expect(page.locator('[data-gp-cards] h3 a[href$="/networks/oscailt/"]')).to_be_visible()
