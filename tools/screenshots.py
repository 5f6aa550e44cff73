"""Draw pages of the built site: `python -m tools.screenshots [ADDRESS …]`.

Without addresses: the home page and, of every folder beside it, its own page and one below it.
The pictures go to screenshots/, named after address, width and palette.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice, product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from tools.browser import chromium
from tools.static_server import StaticServer

WIDTHS = (360, 768, 1280)
PALETTES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HEIGHT = 900


def addresses(site: Path) -> Iterator[str]:
    """Choose pages that stand for the rest."""
    yield ""
    for folder in sorted(path.parent for path in site.glob("*/index.html")):
        yield f"{folder.name}/"
        yield from (
            f"{page.parent.relative_to(site).as_posix()}/"
            for page in islice(sorted(folder.glob("*/index.html")), 1)
        )


def draw(browser: Browser, home: str, chosen: Iterable[str], target: Path) -> None:
    """Write one picture for each address, width and palette."""
    for width, palette in product(WIDTHS, PALETTES):
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT}, color_scheme=palette
        )
        page = context.new_page()
        for address in chosen:
            page.goto(home + address, wait_until="networkidle")
            name = address.strip("/").replace("/", "-") or "home"
            page.screenshot(path=target / f"{name}-{width}-{palette}.png", full_page=True)
        context.close()


def main(asked: list[str]) -> None:
    """Build the site into a folder of its own and draw it."""
    target = Path("screenshots")
    target.mkdir(exist_ok=True)
    tool = Path(sys.executable).with_name("goodpractice")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        built = subprocess.run([tool, "build", "--site-dir", site], check=False)
        # 1 says that some entries were left out; the others can be drawn.
        if built.returncode > 1:
            sys.exit(built.returncode)
        with StaticServer(site) as server, chromium() as browser:
            draw(browser, server.url, asked or list(addresses(site)), target)


if __name__ == "__main__":
    main(sys.argv[1:])
