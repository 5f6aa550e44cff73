"""Draw pages of the built site: `python -m tools.screenshots [ADDRESS …]`.

Without addresses: the pages that together show every part of the site, and those that show what a
reader has asked for. The pictures go to screenshots/, named after address, width and palette.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from goodpractice.settings import load_settings
from tools.browser import chromium
from tools.page_types import every_look
from tools.static_server import StaticServer

WIDTHS = (360, 1280)
PALETTES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HEIGHT = 900


def draw(browser: Browser, home: str, chosen: Iterable[str], target: Path) -> None:
    """Write one picture for each address, width and palette."""
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        for address in chosen:
            page.goto(home + address, wait_until="networkidle")
            name = re.sub(r"\W+", "-", address).strip("-") or "home"
            for width, palette in product(WIDTHS, PALETTES):
                page.set_viewport_size({"width": width, "height": HEIGHT})
                page.emulate_media(color_scheme=palette)
                page.screenshot(path=target / f"{name}-{width}-{palette}.png", full_page=True)


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
        # The page for what is not there knows its site by the address that this is made for.
        base = urlsplit(load_settings(Path("mkdocs.yml"))[0].site_url).path or "/"
        with StaticServer(site, base) as server, chromium() as browser:
            draw(browser, server.url, asked or every_look(site), target)


if __name__ == "__main__":
    main(sys.argv[1:])
