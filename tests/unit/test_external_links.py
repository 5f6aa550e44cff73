"""Links to other sites, asked on a server of our own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from goodpractice.external_links import Answer, Asker, Outcome, ask_all, is_public


class Handler(BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, str, dict[str, str]]]] = []
    failures: ClassVar[dict[str, int]] = {}

    def do_HEAD(self) -> None:
        self.asked.append((self.command, self.path, dict(self.headers)))
        name = self.path.partition("?")[0].strip("/")
        if name.isdigit():
            self._say(int(name))
        else:
            getattr(self, f"_{name.replace('-', '_')}")()

    do_GET = do_HEAD  # noqa: N815 - the base class has it so

    def _say(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _moved(self) -> None:
        self._say(301, Location="/200")

    def _moved_to_gone(self) -> None:
        self._say(308, Location="/404")

    def _loop(self) -> None:
        self._say(302, Location="/loop")

    def _long(self) -> None:
        number = int(self.path.partition("?")[2] or 0)
        self._say(302, Location=f"/long?{number + 1}")

    def _nowhere(self) -> None:
        self._say(301)

    def _to_file(self) -> None:
        self._say(302, Location="file:///etc/passwd")

    def _to_private(self) -> None:
        self._say(302, Location="http://10.0.0.1/")

    def _to_nonsense(self) -> None:
        self._say(302, Location="http://[")

    def _only_get(self) -> None:
        self._say(200 if self.command == "GET" else 404)

    def _flaky(self) -> None:
        self.failures["flaky"] = self.failures.get("flaky", 0) + 1
        self._say(500 if self.failures["flaky"] <= 2 else 200)

    def _slow(self) -> None:
        time.sleep(2)

    def _drip(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(40):
                self.wfile.write(b"X-%d: x\r\n" % number)
                time.sleep(0.1)
        except OSError:
            return

    def _rubbish(self) -> None:
        self.wfile.write(b"SSH-2.0-nothing\r\n\r\n")
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """Say nothing of those who hang up."""


@pytest.fixture
def server() -> Iterator[str]:
    Handler.asked.clear()
    Handler.failures.clear()
    with Server(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def near(address: str) -> bool:
    return address == "127.0.0.1"


ASKER = Asker("https://example.org/ours", timeout=0.5, pause=0, may_ask=near)


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("200", Answer(Outcome.OK, 200)),
        ("204", Answer(Outcome.OK, 204)),
        ("moved", Answer(Outcome.OK, 200)),
        ("moved-to-gone", Answer(Outcome.GONE, 404)),
        ("404", Answer(Outcome.GONE, 404)),
        ("410", Answer(Outcome.GONE, 410)),
        ("403", Answer(Outcome.REFUSED, 403)),
        ("429", Answer(Outcome.REFUSED, 429)),
        ("500", Answer(Outcome.FAILING, 500)),
        ("nowhere", Answer(Outcome.FAILING, 301)),
        ("loop", Answer(Outcome.LOOP)),
        ("long", Answer(Outcome.LOOP)),
        ("only-get", Answer(Outcome.OK, 200)),
        ("flaky", Answer(Outcome.OK, 200)),
        ("slow", Answer(Outcome.FAILING)),
        ("drip", Answer(Outcome.FAILING)),
        ("rubbish", Answer(Outcome.FAILING)),
        ("to-file", Answer(Outcome.PRIVATE)),
        ("to-private", Answer(Outcome.PRIVATE)),
        ("to-nonsense", Answer(Outcome.FAILING)),
    ],
)
def test_what_becomes_of_a_question(server: str, path: str, answer: Answer) -> None:
    begun = time.monotonic()
    assert ASKER.ask(f"{server}/{path}") == answer
    assert time.monotonic() - begun < 4


def test_the_head_is_asked_for_first_and_nothing_more_if_it_is_well(server: str) -> None:
    ASKER.ask(f"{server}/200?a=é b")
    [(method, path, headers)] = Handler.asked
    assert (method, path) == ("HEAD", "/200?a=%C3%A9%20b")
    assert headers["User-Agent"].endswith("(link check; +https://example.org/ours)")
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_a_name_of_a_site_adds_no_header() -> None:
    assert "\n" not in Asker("https://a.example/\r\nX: y").agent


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0x7f000001/",
        "http://user:secret@example.org/",
        "https:///nothing",
        "gopher://example.org/",
    ],
)
def test_nothing_private_is_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "create_connection", never)
    assert Asker(pause=0).ask(url).outcome is Outcome.PRIVATE


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("169.254.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address, bound to nothing
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:192.168.0.1", False),
        ("2002:0a00:0001::1", False),
    ],
)
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(server.rpartition(":")[2])
    looked_up: list[str] = []

    def turning(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        looked_up.append(host)
        address = "127.0.0.1" if len(looked_up) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", turning)
    asker = Asker(timeout=0.5, pause=0, may_ask=near, retries=0)
    monkeypatch.setattr(
        socket,
        "create_connection",
        _connected,
    )
    assert asker.ask(f"http://rebinding.example:{port}/200").outcome is Outcome.OK
    assert looked_up == ["rebinding.example"]
    assert Handler.asked[0][2]["Host"] == f"rebinding.example:{port}"


def _connected(to: tuple[str, int], timeout: float) -> socket.socket:
    made = socket.socket()
    made.settimeout(timeout)
    made.connect(to)
    return made


def test_a_host_is_asked_one_thing_at_a_time(server: str) -> None:
    asker = Asker(timeout=2, pause=0.1, may_ask=near)
    urls = [f"{server}/{one}" for one in ("200", "204", "404")]
    begun = time.monotonic()
    answers = ask_all(urls, asker)
    assert time.monotonic() - begun >= 0.2
    assert list(answers) == urls


def test_a_host_that_wants_less_is_left_alone(server: str) -> None:
    answers = ask_all([f"{server}/429", f"{server}/200"], ASKER)
    assert [one.status for one in answers.values()] == [429]
    assert [path for _, path, _ in Handler.asked] == ["/429"]


def test_an_address_that_is_none_stops_nobody(server: str) -> None:
    answers = ask_all(["http://[", f"{server}/200"], ASKER)
    assert {one.outcome for one in answers.values()} == {Outcome.FAILING, Outcome.OK}


def test_a_host_that_is_silent_twice_is_not_waited_for(server: str) -> None:
    urls = [f"{server}/slow?{number}" for number in range(20)]
    begun = time.monotonic()
    answers = ask_all(urls, ASKER)
    assert time.monotonic() - begun < 8
    assert [answers[url].outcome for url in urls] == [Outcome.FAILING] * 20
    assert len({path for _, path, _ in Handler.asked}) == 2


def test_no_question_is_begun_when_time_is_up(server: str) -> None:
    assert ask_all([f"{server}/200", f"{server}/204"], ASKER, seconds=0) == {}
    assert Handler.asked == []
