"""Serve a folder as GitHub Pages serves a project's site: under a sub-path, with its 404.html.

Texts go out compressed to who takes that, as there.
"""

from __future__ import annotations

import functools
import gzip
import io
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from urllib.parse import urlsplit

BASE = "/a/base/"
COMPRESSED = frozenset({".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".csv"})


@dataclass(frozen=True, slots=True)
class Request:
    """One request that reached the server, and how it was answered."""

    method: str
    path: str
    status: int


class _Handler(SimpleHTTPRequestHandler):
    """Answers below a sub-path from the folder; everything else is not found."""

    requests: list[Request]

    def __init__(self, *args: object, requests: list[Request], directory: str, base: str) -> None:
        self.requests = requests
        self.base = base
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.base.rstrip("/")))

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        if not urlsplit(self.path).path.startswith(self.base):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if urlsplit(self.path).path.endswith("/") else path
        takes = "gzip" in self.headers.get("Accept-Encoding", "")
        if takes and path.suffix in COMPRESSED and path.is_file():
            return self._compressed(path)
        return super().send_head()

    def _compressed(self, path: Path) -> io.BytesIO:
        data = gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)

    def list_directory(self, path: object) -> None:
        # Pages lists no folder.
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        self.requests.append(Request(self.command, self.path, int(code)))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class has it)
        """Keep the terminal quiet: `requests` has it all."""


@dataclass(slots=True)
class StaticServer:
    """A folder on a free port of this machine, while the `with` block lasts.

    Args:
        folder: what is served.
        base: the sub-path, with a slash at both ends.
    """

    folder: Path
    base: str = BASE
    requests: list[Request] = field(default_factory=list)
    _server: ThreadingHTTPServer = field(init=False)

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        """The address of the site's home page."""
        return self.origin + self.base

    def __enter__(self) -> Self:
        """Start to serve."""
        handler = functools.partial(
            _Handler, requests=self.requests, directory=str(self.folder), base=self.base
        )
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop, and free the port."""
        self._server.shutdown()
        self._server.server_close()
