"""`serve`: what is saved is soon seen, and a mistake does not end it."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .conftest import BIN, BROKEN_ENTRY, environment, write

PATIENCE = 30.0
ENGINES = {
    "goodpractice": lambda port: ["serve", "--port", str(port)],
    "mkdocs": lambda port: ["serve", "--dev-addr", f"127.0.0.1:{port}"],
}


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class Server:
    """A running `serve`."""

    def __init__(self, site: Path, tool: str, *more: str) -> None:
        self.port = free_port()
        self.log = (site.parent / "serve.log").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [BIN / tool, *ENGINES[tool](self.port), *more],
            cwd=site,
            env=environment(),
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def get(self, path: str) -> tuple[int, str]:
        address = f"http://127.0.0.1:{self.port}/small/{path}"
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""
        except (urllib.error.URLError, ConnectionError):
            return 0, ""

    def wait(self, path: str, holds: Callable[[int, str], bool]) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            status, text = self.get(path)
            if holds(status, text):
                return text
            time.sleep(0.2)
        self.log.seek(0)
        pytest.fail(f"{path} did not become what it should: {status}\n{self.log.read()}")

    def wait_for(self, path: str, text: str) -> str:
        return self.wait(path, lambda _, found: text in found)

    def said(self) -> str:
        return Path(self.log.name).read_text("utf-8")

    def wait_for_log(self, text: str) -> None:
        end = time.monotonic() + PATIENCE
        while text not in self.said():
            assert time.monotonic() < end, self.said()
            time.sleep(0.2)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(10)
        finally:
            self.process.kill()
            self.log.close()


OWN = "theme/goodpractice/entry.html"


@pytest.fixture(params=ENGINES)
def server(site: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    running = Server(site, request.param)
    yield running
    if running.process.poll() is None:
        running.stop()


def test_what_is_saved_is_shown(site: Path, server: Server) -> None:
    html = server.wait_for("stories/one/", "zebra")
    assert "livereload(" in html
    assert "Content-Security-Policy" not in html
    index = server.wait("pagefind/pagefind-entry.json", lambda status, _: status == 200)

    story = site / "content/stories/one.md"
    story.write_text(story.read_text("utf-8").replace("zebra", "quagga"), encoding="utf-8")
    server.wait_for("stories/one/", "quagga")

    levels = site / "content/vocabularies/levels.yml"
    levels.write_text(levels.read_text("utf-8").replace("Primary", "Infants"), encoding="utf-8")
    server.wait_for("stories/one/", "Infants")

    write(site, {"theme/goodpractice/page.html": "<h1>By our own template</h1>"})
    server.wait("pagefind/pagefind-entry.json", lambda _, text: text == index)
    assert server.stop() in (0, 130)


def test_a_mistake_does_not_end_it(site: Path, server: Server) -> None:
    server.wait_for("stories/one/", "zebra")
    write(site, {"content/stories/one.md": BROKEN_ENTRY})
    server.wait("stories/one/", lambda status, _: status == 404)
    server.wait_for("stories/two/", "giraffe")

    collection = site / "content/stories/_collection.yml"
    sound = collection.read_text("utf-8")
    collection.write_text("label: [\n", encoding="utf-8")
    time.sleep(1.5)
    assert server.process.poll() is None
    collection.write_text(sound, encoding="utf-8")
    story = site / "content/stories/two.md"
    story.write_text(story.read_text("utf-8").replace("giraffe", "okapi"), encoding="utf-8")
    server.wait_for("stories/two/", "okapi")


def test_drafts_are_shown_when_asked(site: Path) -> None:
    story = site / "content/stories/one.md"
    draft = story.read_text("utf-8").replace("level:", "status: draft\nlevel:")
    story.write_text(draft, encoding="utf-8")
    for more, status in (([], 404), (["--drafts"], 200)):
        server = Server(site, "goodpractice", *more)
        server.wait_for("stories/two/", "giraffe")
        assert server.get("stories/one/")[0] == status
        assert server.stop() == 0


MISTAKES = {
    "mkdocs.yml": "site_name: [\n",
    "content/stories/_collection.yml": "label: Stories\nsingular: Story\nfields: {a: {kind: x}}\n",
}


@pytest.mark.parametrize("file", MISTAKES)
def test_the_last_good_site_stays_until_a_mistake_is_mended(
    site: Path, server: Server, file: str
) -> None:
    server.wait_for("stories/one/", "zebra")
    sound = (site / file).read_text("utf-8")
    (site / file).write_text(MISTAKES[file], encoding="utf-8")
    server.wait_for_log("The site is shown as it was before")
    server.wait_for("stories/one/", "zebra")
    assert "Traceback" not in server.said()
    assert file in server.said() or "errors" in server.said()
    (site / file).write_text(sound, encoding="utf-8")
    story = site / "content/stories/two.md"
    story.write_text(story.read_text("utf-8").replace("giraffe", "okapi"), encoding="utf-8")
    server.wait_for("stories/two/", "okapi")


@pytest.fixture
def own_template(site: Path) -> Path:
    write(site, {OWN: "<h1>By nobody yet</h1>"})
    return site / OWN


def test_own_templates_are_followed(own_template: Path, server: Server) -> None:
    server.wait_for("stories/one/", "By nobody yet")
    own_template.write_text("<h1>By our own template</h1>", encoding="utf-8")
    server.wait_for("stories/one/", "By our own template")
    own_template.write_text("<h1>\n{% if %}", encoding="utf-8")
    server.wait_for_log(f"{OWN}:2: ")
    server.wait_for("stories/one/", "By our own template")
    assert "Traceback" not in server.said()


def test_a_port_that_is_in_use_is_named(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [BIN / "goodpractice", "serve", "--port", port],
            cwd=site,
            env=environment(),
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    assert done.returncode == 2
    assert f"Another program uses port {port}" in done.stderr
    assert "Traceback" not in done.stderr
