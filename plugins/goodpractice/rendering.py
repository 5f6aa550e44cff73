"""Rendering: a page's view becomes the pieces of HTML that the engine's shell is filled with.

In every piece BASE stands for the way from the page to the site's root.
"""

from __future__ import annotations

from functools import cached_property

from markupsafe import Markup

from goodpractice import messages, share_cards
from goodpractice.interface import site_view
from goodpractice.outputs import Page, Plan
from goodpractice.pages import plan
from goodpractice.pipeline import Site
from goodpractice.templates import Templates
from goodpractice.values import in_full
from goodpractice.views import HeadView, PageView, SiteView

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "ur", "yi"})


class Renderer:
    """Draws the pages of a site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.templates = Templates(site.settings.theme_dirs)
        self._views: dict[tuple[str, str], SiteView] = {}
        self._drawn: dict[tuple[str, str, str], str] = {}

    @cached_property
    def plan(self) -> Plan:
        """Return what there is to draw."""
        return plan(self.site, self.templates)

    def content(self, page: Page) -> str:
        """Return what stands between header and footer."""
        return self._draw(page.template, page, view=page.build())

    def head(self, page: Page) -> str:
        """Return what a page adds to the document's head."""
        return self._draw("shell/head.html", page, head=self._head_view(page))

    def _head_view(self, page: Page) -> HeadView:
        site_url = self.site.settings.site_url
        data = Markup(page.data() if page.data else "")  # noqa: S704 - made safe where it is made
        locale = messages.territorial_locale(page.written or page.lang)
        if not site_url or page.own_file:
            return HeadView(data, locale=locale)
        image, alt = share_cards.card_of(self.site, page.lang, page.section)
        own = in_full(site_url, page.address)
        return HeadView(data, own, locale, in_full(site_url, image), alt)

    def header(self, page: Page) -> str:
        """Return the header; of the page it shows nothing but its other languages."""
        if page.alternates:
            return self._draw("shell/header.html", page)
        return self._draw_once("shell/header.html", page, page=page_view(page))

    def footer(self, page: Page) -> str:
        """Return the footer."""
        return self._draw_once("shell/footer.html", page)

    def _draw(self, template: str, page: Page, **context: object) -> str:
        site = self._site_view(page.lang, page.section)
        return str(
            self.templates.draw(template, page.lang, site=site, page=page_view(page), **context)
        )

    def _draw_once(self, template: str, page: Page, /, **context: object) -> str:
        """Return a piece that is the same on all pages of a section."""
        key = (template, page.lang, page.section)
        if key not in self._drawn:
            site = self._site_view(page.lang, page.section)
            self._drawn[key] = str(self.templates.draw(template, page.lang, site=site, **context))
        return self._drawn[key]

    def _site_view(self, lang: str, section: str) -> SiteView:
        key = (lang, section)
        if key not in self._views:
            self._views[key] = site_view(self.site, lang, section)
        return self._views[key]


def page_view(page: Page) -> PageView:
    """Return what templates know of a page."""
    direction = "rtl" if page.lang.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
    return PageView(
        page.title,
        page.description,
        page.address,
        page.lang,
        direction,
        page.alternates,
        page.languages,
        page.indexed,
        page.feed,
    )
