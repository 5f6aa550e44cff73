"""The test server answers as GitHub Pages does."""

from __future__ import annotations

from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tools.static_server import BASE, Request, StaticServer


@pytest.fixture
def server(tmp_path: Path, serve: Callable[[Path], StaticServer]) -> StaticServer:
    (tmp_path / "index.html").write_text("<title>Home</title>", encoding="utf-8")
    (tmp_path / "404.html").write_text("Nothing here", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "index.html").write_text("Deep", encoding="utf-8")
    return serve(tmp_path)


def get(server: StaticServer, path: str) -> tuple[int, str]:
    connection = HTTPConnection(urlsplit(server.origin).netloc)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (BASE, (200, "<title>Home</title>")),
        (f"{BASE}deep/?a=b", (200, "Deep")),
        (f"{BASE}none/", (404, "Nothing here")),
        (f"{BASE}empty/", (404, "Nothing here")),
        ("/index.html", (404, "Nothing here")),
    ],
)
def test_answers(server: StaticServer, path: str, answer: tuple[int, str]) -> None:
    assert get(server, path) == answer


def test_folder_without_slash_is_redirected_below_the_base(server: StaticServer) -> None:
    connection = HTTPConnection(urlsplit(server.origin).netloc)
    connection.request("GET", f"{BASE}deep")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert (answer.status, answer.headers["Location"]) == (301, f"{BASE}deep/")


def test_requests_are_logged_as_they_were_asked(server: StaticServer) -> None:
    get(server, BASE)
    get(server, "/elsewhere")
    assert server.requests == [Request("GET", BASE, 200), Request("GET", "/elsewhere", 404)]


def test_a_browser_shows_a_page(server: StaticServer, page: Page) -> None:
    page.goto(server.url)
    assert page.title() == "Home"
