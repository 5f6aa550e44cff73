"""Pages: the plan of everything that a site consists of."""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

from markupsafe import Markup

from goodpractice import (
    api,
    api_schema,
    facets,
    links,
    messages,
    pictures,
    share_cards,
    shortlist,
    sitemap,
    whole_lists,
)
from goodpractice.api import api_page
from goodpractice.browsing import assets, browse_pages, home_page, whole_lists_of_browse
from goodpractice.entries import WITHDRAWN, Entry
from goodpractice.entry_pages import entry_page, whole_lists_of
from goodpractice.facets import as_json
from goodpractice.feeds import Feeds
from goodpractice.figures import figures_page
from goodpractice.history import History, history
from goodpractice.interface import (
    Interface,
    interface_links,
    languages_around,
    navigation,
    version_links,
)
from goodpractice.messages import N_
from goodpractice.outputs import Asset, Page, Plan
from goodpractice.pipeline import Site
from goodpractice.presentation import has_pages, interface_language
from goodpractice.reference_pages import reference_pages
from goodpractice.settings import Settings
from goodpractice.templates import Templates, link
from goodpractice.term_pages import shown_terms, term_pages, vocabulary_page
from goodpractice.views import (
    LinkView,
    MissingView,
)
from goodpractice.worklist import worklist_page

__all__ = ["Asset", "Page", "Plan", "plan"]

MISSING_PAGE = "404.html"
STYLES, ACCENT = "assets/goodpractice/site.css", "assets/goodpractice/accent.css"
PHRASES = "assets/goodpractice/phrases.js"
ROBOTS = "robots.txt"


def plan(site: Site, templates: Templates | None = None) -> Plan:
    """Return every page and file of a site; nothing is drawn yet."""
    drawn = templates or Templates(site.settings.theme_dirs)
    logged = cache(partial(_history, site))
    interfaces = {lang: Interface(site, lang, drawn, logged) for lang in site.settings.languages}
    default = interfaces[site.settings.languages[0]]
    feeds = {lang: Feeds(ui) for lang, ui in interfaces.items()}
    for lang, ui in interfaces.items():
        ui.has_feed = feeds[lang].has
    pages = [
        page for lang, ui in interfaces.items() for page in feeds[lang].linked(_interface_pages(ui))
    ]
    pages.extend(_entry_pages(site, interfaces))
    pages.append(_missing_page(default))
    files = [asset for ui in interfaces.values() for asset in assets(ui)]
    files.extend(asset for ui in interfaces.values() for asset in shortlist.assets(ui))
    files.extend(asset for own in feeds.values() for asset in own.assets())
    files.extend(asset for ui in interfaces.values() for asset in share_cards.assets(ui))
    files.extend(_shared_assets(site, pages))
    files.append(Asset(PHRASES, partial(_phrases, tuple(interfaces.values()))))
    return Plan(tuple(pages), tuple(files))


def _history(site: Site) -> History:
    corpus = site.corpus
    return history(site.settings.root, corpus.content, len(corpus.entries))


def _interface_pages(ui: Interface) -> Iterator[Page]:
    """Yield the pages that exist once per language of the interface."""
    yield home_page(ui)
    yield from browse_pages(ui, "", "browse/")
    for name in ui.site.model.collections:
        yield from browse_pages(ui, name, f"{name}/")
    for vocabulary in ui.site.model.vocabularies.values():
        if has_pages(vocabulary):
            yield vocabulary_page(ui, vocabulary)
            for term in shown_terms(ui, vocabulary):
                yield from term_pages(ui, vocabulary, term)
    yield from figures_page(ui)
    yield from reference_pages(ui)
    yield api_page(ui)
    yield from shortlist.pages(ui)
    yield worklist_page(ui)
    for whole in whole_lists_of_browse(ui):
        yield from whole_lists.pages(ui, whole)


def _missing_page(ui: Interface) -> Page:
    """Return the page for addresses that lead nowhere."""
    title = ui.say(N_("This page is not here"))
    view = MissingView(ui.address("browse/"), navigation(ui.site, ui.lang))
    return Page(
        MISSING_PAGE, ui.lang, title, title, "missing.html", lambda: view,
        listed=False, languages=interface_links(ui.site, "", ui.lang), own_file=MISSING_PAGE,
    )  # fmt: skip


def _entry_pages(site: Site, interfaces: dict[str, Interface]) -> Iterator[Page]:
    homes = {interface.address("") for interface in interfaces.values()}
    for entry in site.catalogue.entries.values():
        if entry.address not in homes:
            interface = interfaces[interface_language(entry.lang, site.settings.languages)]
            alternates = version_links(site, entry)
            page = entry_page(interface, entry, alternates)
            yield replace(page, languages=_ways_on(interface, entry, alternates))
            for whole in whole_lists_of(interface, entry):
                yield from whole_lists.pages(interface, whole)


def _ways_on(ui: Interface, entry: Entry, alternates: tuple[LinkView, ...]) -> tuple[LinkView, ...]:
    """Return, for each language, the entry in it; else its collection's page, or home."""
    own = {link.lang: link for link in alternates}
    nearest = languages_around(ui.site, entry.collection, ui.lang)
    found = tuple(own.get(link.lang, link) for link in nearest)
    return (*found, *(link for link in alternates if link not in found))


def _shared_assets(site: Site, pages: Sequence[Page]) -> Iterator[Asset]:
    yield Asset(facets.TITLES_PATH, partial(facets.titles, site))
    yield Asset(facets.WORDS_PATH, partial(facets.words, site))
    yield from api.assets(site)
    yield Asset(api.SCHEMA, partial(api_schema.schema, site))
    yield Asset(STYLES, partial(_styles, site.settings), replaces=True)
    for path in sorted(_pictures_in_use(site)):
        source = site.settings.root / path
        address = path.removeprefix(f"{site.corpus.content}/")
        yield Asset(address, partial(pictures.published, source), path)
    for former, entry in links.redirects(site.corpus):
        if entry.id in site.catalogue.entries:
            yield Asset(f"{former}index.html", partial(_redirect, former, entry), entry.path)
    yield Asset(ROBOTS, partial(sitemap.robots, site.settings.site_url))
    if site.settings.site_url:
        yield Asset(sitemap.PATH, partial(sitemap.sitemap, site.settings.site_url, pages))


# What scripts say on any page: in one file, and not on each page for the few readers who need it.
_SAID = {
    "add": N_("Add to shortlist"),
    "remove": N_("Remove from shortlist"),
    "added": N_("“{title}” is on your shortlist now."),
    "removed": N_("“{title}” is no longer on your shortlist."),
    "quoted": N_("“{title}”"),
    "ticks": N_("Ticks stay in this browser."),
    "clear": N_("Clear the ticks"),
}


def _phrases(interfaces: Sequence[Interface]) -> bytes:
    """Return the module of what scripts say, by language; the first is the default."""
    said = {ui.lang: _said(messages.catalogue(ui.lang)) for ui in interfaces}
    return f"export default {as_json(said).decode()};\n".encode()


def _said(catalogue: gettext.NullTranslations) -> dict[str, str]:
    """Return the words of scripts in a language, with the names of what they fill in."""
    return {name: catalogue.gettext(text) for name, text in _SAID.items()}


def _styles(settings: Settings) -> bytes:
    """Return the style sheet of every page, which begins with the accent of the site."""
    own = f":root{{--gp-accent:{settings.accent}}}\n".encode() if settings.accent else None
    return (own or _of_theme(settings, ACCENT)) + _of_theme(settings, STYLES)


def _of_theme(settings: Settings, name: str) -> bytes:
    """Return a file of the theme; a site's own comes before ours."""
    found = (folder / name for folder in settings.theme_dirs)
    return next(path for path in found if path.is_file()).read_bytes()


def _pictures_in_use(site: Site) -> set[str]:
    named = (
        (entry, name)
        for entry in site.catalogue.entries.values()
        if entry.status != WITHDRAWN
        for name in (
            *(picture.text for picture in entry.pictures),
            *(one.url for one in (entry.text.links if entry.text else ()) if one.image),
        )
    )
    paths = {links.picture_path(entry, name) for entry, name in named}
    return paths & site.corpus.files


def _redirect(address: str, entry: Entry) -> bytes:
    """Return a page that leads from an old address to the new one, without scripts."""
    target = f"{'../' * address.count('/')}{entry.address}"
    title = Markup.escape(entry.address if entry.status == WITHDRAWN else entry.title)
    html = (
        "<!doctype html>\n"
        f'<html lang="{Markup.escape(entry.lang)}"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
        f'<meta http-equiv="refresh" content="0; url={link(target)[1:]}">'
        f'<meta name="robots" content="noindex"><title>{title}</title></head>'
        f'<body><p><a href="{link(target)[1:]}">{title}</a></p></body></html>\n'
    )
    return html.encode()
