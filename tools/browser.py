"""Start a real Chromium for the tests and the screenshots."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

# No sandbox, because containers have none to give. The rest keeps the browser from asking the
# network for anything by itself, so that a request log holds the site's own requests only.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def program(name: str) -> str:
    """Give the path of a program that runs, installing one where that is possible.

    Args:
        name: the script beside this file that finds it, `chromium` or `node`.

    Raises:
        RuntimeError: there is none; the message says what to install.
    """
    finder = Path(__file__).with_name(name)
    found = subprocess.run([finder], capture_output=True, text=True, check=False)
    if found.returncode != 0:
        raise RuntimeError(found.stderr.strip())
    return found.stdout.strip()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium, and stop it at the end."""
    # Playwright's own Node needs libatomic, which a small Debian lacks; ours has proved to run.
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", program("node"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
