"""The sitemap: every page that search engines should know, with its versions and its last change.

The format is that of sitemaps.org, 0.9; versions in other languages are named as `xhtml:link`, each
page naming all of them and itself, which is how search engines ask for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import escape

from goodpractice.outputs import Page
from goodpractice.values import in_full

PATH = "sitemap.xml"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(site_url: str, pages: Iterable[Page]) -> bytes:
    """Return the sitemap.

    Args:
        site_url: address of the site, with a closing slash.
        pages: of the site; those that are not listed, or kept from search engines, are left out.
    """
    known = (page for page in pages if page.listed and page.indexed)
    return f"{_HEAD}{''.join(_url(site_url, page) for page in known)}</urlset>\n".encode()


def _url(site_url: str, page: Page) -> str:
    changed = f"<lastmod>{page.changed}</lastmod>" if page.changed else ""
    own = escape(in_full(site_url, page.address))
    return f"<url><loc>{own}</loc>{changed}{''.join(_versions(site_url, page))}</url>\n"


def _versions(site_url: str, page: Page) -> Iterator[str]:
    for version in page.alternates:
        if version.lang and version.address is not None:
            address = escape(in_full(site_url, version.address))
            yield f'<xhtml:link rel="alternate" hreflang="{version.lang}" href="{address}"/>'


def robots(site_url: str) -> bytes:
    """Return what crawlers ask first (RFC 9309): nothing is hidden, and the sitemap is there.

    Where a host has several sites they ask at the host's root only, so that this is for sites that
    have a host of their own.
    """
    lines = ["User-agent: *", "Disallow:"]
    if site_url:
        lines.append(f"Sitemap: {in_full(site_url, PATH)}")
    return "\n".join([*lines, ""]).encode()
