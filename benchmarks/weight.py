"""Measure what readers download of a made-up site, beside what it may weigh.

python -m benchmarks.weight --entries 10000 --save

A Chromium that has seen nothing visits the built site on a server that compresses texts, as GitHub
Pages does. Counted is what came over the line, headers too: pages, styles, scripts, data, fonts.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, expect

from benchmarks import corpus
from benchmarks.bench import COMMANDS, INDEXED, machine, measure, save
from tools.browser import chromium
from tools.static_server import StaticServer

KB = 1000
SAMPLE = 15
TIMES = 5
_FONT = re.compile(r"\.woff2$")
_PICTURE = re.compile(r"<img\b")
_TITLE = re.compile(r"<h1[^>]*>([^<]+)</h1>")


@dataclass(frozen=True)
class Figure:
    """One thing that was measured, and the most that it may be (None: only to be known)."""

    name: str
    value: float
    most: float | None
    unit: str

    def row(self) -> str:
        """Return the figure as a row of the table."""
        wanted = f"{self.most:g} {self.unit}" if self.most else "–"
        kept = "" if self.most is None else "yes" if self.value <= self.most else "**no**"
        return f"| {self.name} | {self.value:.1f} {self.unit} | {wanted} | {kept} |"


@dataclass
class Visit:
    """A page opened by a browser that has seen nothing, and what came over the line for it."""

    page: Page
    session: CDPSession
    sizes: dict[str, float] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)

    def follow(self) -> None:
        """Note every answer from now on."""
        self.session.on("Network.responseReceived", self._received)
        self.session.on("Network.loadingFinished", self._finished)
        self.session.send("Network.enable")
        self.session.send("Performance.enable")

    def _received(self, event: dict[str, object]) -> None:
        response = event["response"]
        assert isinstance(response, dict)
        self._addresses[str(event["requestId"])] = response["url"]

    def _finished(self, event: dict[str, object]) -> None:
        address = self._addresses.get(str(event["requestId"]), "")
        size = event["encodedDataLength"]
        assert isinstance(size, int | float)
        self.sizes[address] = self.sizes.get(address, 0) + size

    def kilobytes(self, *, fonts: bool) -> float:
        """Return how much came, with or without the fonts."""
        found = (size for url, size in self.sizes.items() if fonts or not _FONT.search(url))
        return sum(found) / KB

    def scripting(self) -> float:
        """Return for how many seconds scripts have run so far."""
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        found: float = next(one["value"] for one in metrics if one["name"] == "ScriptDuration")
        return found


@contextmanager
def visit(browser: Browser, address: str, ready: str = "") -> Iterator[Visit]:
    """Open a page in a context of its own, and wait until nothing more comes."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        found = Visit(page, context.new_cdp_session(page))
        found.follow()
        page.goto(address)
        if ready:
            page.wait_for_selector(ready, state="attached")
        page.wait_for_load_state("networkidle")
        yield found


# What is measured ---------------------------------------------------------------------------------


def entry_pages(folder: Path, site: Path) -> list[Path]:
    """Return the pages of entries that show no picture."""
    entries = sorted((folder / "content").glob("*/*.md"))
    pages = (site / one.parent.name / one.stem / "index.html" for one in entries)
    return [page for page in pages if not _PICTURE.search(page.read_text("utf-8"))]


def commonest_word(pages: Sequence[Path]) -> str:
    """Return the word that stands in the most titles: no other finds more."""
    titles = (_TITLE.search(page.read_text("utf-8")) for page in pages)
    counts: Counter[str] = Counter()
    for title in titles:
        counts.update(set(title[1].lower().split()) if title else ())
    return counts.most_common(1)[0][0]


def of_entries(browser: Browser, home: str, pages: Sequence[Path], site: Path) -> Iterator[Figure]:
    """Yield what the page of an entry weighs."""
    sizes = [page.stat().st_size / KB for page in pages]
    yield Figure("an entry's page: HTML, median", statistics.median(sizes), 20, "kB")
    sample = pages[:: max(1, len(pages) // SAMPLE)][:SAMPLE]
    first = []
    for page in sample:
        with visit(browser, home + page.parent.relative_to(site).as_posix() + "/") as found:
            first.append(found.kilobytes(fonts=True))
    yield Figure("first visit to an entry, fonts too, median", statistics.median(first), 120, "kB")
    yield Figure("first visit to an entry, fonts too, the most", max(first), 120, "kB")


READY = "[data-gp-ready]"


def of_browse(browser: Browser, home: str) -> Iterator[Figure]:
    """Yield what comes before browse can filter, and how long a choice keeps the scripts busy."""
    with visit(browser, f"{home}browse/", READY) as found:
        fonts = found.kilobytes(fonts=True) - found.kilobytes(fonts=False)
        name = "before browse can filter: page, data, styles, scripts"
        yield Figure(name, found.kilobytes(fonts=False), 150, "kB")
        yield Figure("the fonts of browse", fonts, None, "kB")
        for rate in (1, 4):
            found.session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
            taken = [_choice(found) * KB for _ in range(TIMES)]
            name = f"scripting for the choice of a term, CPU slowed down {rate} times"
            yield Figure(name, statistics.median(taken), 100, "ms")
    with visit(browser, f"{home}browse/", READY) as found:
        yield from _all_open(found)


def _choice(found: Visit) -> float:
    """Tick or untick a term, and return how long scripts ran until its results stood there."""
    before = found.scripting()
    found.page.locator("[data-gp-facet=levels] input").first.click()
    found.page.wait_for_selector("[data-gp-results][aria-busy=false]")
    found.page.wait_for_load_state("networkidle")
    return found.scripting() - before


def _all_open(found: Visit) -> Iterator[Figure]:
    found.page.evaluate(
        "document.querySelectorAll('.gp-filters details').forEach((one) => { one.open = true; })"
    )
    expect(found.page.locator(".gp-option:not(:has(input))")).to_have_count(0, timeout=60_000)
    found.page.wait_for_load_state("networkidle")
    yield Figure("browse with every facet opened", found.kilobytes(fonts=False), None, "kB")
    taken = [_choice(found) * KB for _ in range(TIMES)]
    name = "scripting for the choice of a term, every facet open"
    yield Figure(name, statistics.median(taken), 100, "ms")


def of_search(browser: Browser, home: str, word: str) -> Iterator[Figure]:
    """Yield what comes until the first result of a search stands there."""
    with visit(browser, f"{home}browse/", READY) as found:
        before = found.kilobytes(fonts=False)
        found.page.locator("[data-gp-q]").fill(word)
        found.page.keyboard.press("Enter")
        found.page.wait_for_selector("[data-gp-chips] button")
        found.page.wait_for_selector("[data-gp-results][aria-busy=false]")
        found.page.wait_for_load_state("networkidle")
        more = found.kilobytes(fonts=False) - before
        yield Figure("first result of a search, from browse", more, 300, "kB")
    ready = f"{READY} [data-gp-cards] li"
    with visit(browser, f"{home}browse/?q={word}", ready) as found:
        whole = found.kilobytes(fonts=False)
        yield Figure("first result of a search, browse and all", whole, None, "kB")


def figures(folder: Path, site: Path) -> Iterator[Figure]:
    """Yield all that is measured of a made-up site: its source and the built site."""
    pages = entry_pages(folder, site)
    word = commonest_word(pages)
    with chromium() as browser, StaticServer(site) as server:
        yield from of_entries(browser, server.url, pages, site)
        yield from of_browse(browser, server.url)
        yield from of_search(browser, server.url, word)


def report(found: Sequence[Figure], entries: int) -> Iterator[str]:
    """Yield the lines of a report in Markdown."""
    yield f"# Weight of a site of {entries:,} entries"
    yield ""
    yield "As it comes over the line, compressed; the HTML of an entry is not. 1 kB is 1,000 bytes."
    yield ""
    yield "| | measured | at most | kept |"
    yield "|---|---|---|---|"
    yield from (one.row() for one in found)
    yield ""
    yield from machine()


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="Measure what readers of a made-up site download.")
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", action="store_true", help="Keep the report in results/.")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="weight_") as space:
        folder, site = Path(space, "source"), Path(space, "site")
        corpus.write(folder, wanted.entries, wanted.seed)
        measure(COMMANDS[INDEXED], folder, site)
        found = list(figures(folder, site))
    text = "\n".join((*report(found, wanted.entries), ""))
    print(text)
    if wanted.save:
        save(text, f"weight-{wanted.entries}")


if __name__ == "__main__":
    main()
