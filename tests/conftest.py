"""What several tests share: a browser, servers, and this repository's own site, built once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page

from tools.browser import chromium
from tools.static_server import StaticServer

ROOT = Path(__file__).resolve().parent.parent

# `make test` gives the same answer each time; `make test-full` looks for new examples, and longer.
# A busy machine is no fault of the code, so no example has a deadline.
settings.register_profile("default", deadline=None, derandomize=True)
settings.register_profile("full", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile("default")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder for caches, so that no test finds or leaves one in the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this repository's own site, built once for the whole run."""
    folder = tmp_path_factory.mktemp("built") / "site"
    tool = Path(sys.executable).with_name("goodpractice")
    built = subprocess.run(
        [tool, "build", "--site-dir", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture
def serve() -> Iterator[Callable[[Path], StaticServer]]:
    """Serve a folder under a sub-path until the test ends: `serve(folder).url`."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(StaticServer(folder))


@pytest.fixture(scope="session")
def site_server(built_site: Path) -> Iterator[StaticServer]:
    """This repository's own site, served under a sub-path."""
    with StaticServer(built_site) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with no memory of other tests."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
