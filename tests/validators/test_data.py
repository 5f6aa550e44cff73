"""What programs fetch from the built site, read by programs that are not ours."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree  # type: ignore[import-untyped]

DATA = Path(__file__).resolve().parents[1] / "data"
# The schema of sitemaps wants every element of others declared. Of XHTML we use one, whose
# attributes sitemaps.org leaves to search engines: these ask for all three.
LINK = """<schema xmlns="http://www.w3.org/2001/XMLSchema"
  targetNamespace="http://www.w3.org/1999/xhtml">
  <element name="link"><complexType>
    <attribute name="rel" use="required" fixed="alternate"/>
    <attribute name="hreflang" type="language" use="required"/>
    <attribute name="href" type="anyURI" use="required"/>
  </complexType></element>
</schema>"""
BOTH = """<schema xmlns="http://www.w3.org/2001/XMLSchema">
  <import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="sitemap.xsd"/>
  <import namespace="http://www.w3.org/1999/xhtml" schemaLocation="link.xsd"/>
</schema>"""


@pytest.fixture
def sitemaps(tmp_path: Path) -> etree.XMLSchema:
    """The schema of a sitemap whose pages may have versions in other languages."""
    (tmp_path / "sitemap.xsd").write_bytes((DATA / "sitemap-0.9.xsd").read_bytes())
    (tmp_path / "link.xsd").write_text(LINK, "utf-8")
    (tmp_path / "both.xsd").write_text(BOTH, "utf-8")
    return etree.XMLSchema(file=str(tmp_path / "both.xsd"))


def test_the_sitemap_is_valid_by_the_schema_of_sitemaps(
    built_site: Path, sitemaps: etree.XMLSchema
) -> None:
    text = (built_site / "sitemap.xml").read_bytes()
    assert sitemaps.validate(etree.fromstring(text)), sitemaps.error_log
    for was, now in (
        (b"</loc>", b"</loc><loc>https://example.org/</loc>"),
        (b"<lastmod>2026", b"<lastmod>26"),
        (b'hreflang="en"', b'hreflang="in English"'),
        (b"<loc>https://", b"<place>x</place><loc>https://"),
    ):
        assert was in text
        assert not sitemaps.validate(etree.fromstring(text.replace(was, now, 1))), now


def test_a_feed_reader_has_nothing_to_mend(built_site: Path) -> None:
    feeds = sorted(built_site.rglob("feed.xml"))
    assert len(feeds) > 100
    for path in feeds:
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert read.version == "atom10", path
        assert read.feed.title, path
        assert read.entries, path
        for entry in read.entries:
            assert entry.title, path
            assert entry.updated_parsed, path
            assert entry.link.startswith("https://example.org/good-practice/"), path


def test_what_feeds_lead_to_is_there(built_site: Path) -> None:
    for path in built_site.rglob("feed.xml"):
        read = feedparser.parse(path.read_bytes())
        links = {link.href for one in (read.feed, *read.entries) for link in one.links}
        for link in links:
            place = built_site / link.removeprefix("https://example.org/good-practice/")
            assert (place / "index.html" if link.endswith("/") else place).is_file(), link


def test_tables_are_read_by_a_strict_reader(built_site: Path) -> None:
    tables = sorted(built_site.rglob("*.csv"))
    assert len(tables) > 30
    for path in tables:
        text = path.read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}, path
        assert len(set(rows[0])) == len(rows[0]), path
