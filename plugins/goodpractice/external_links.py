"""External links: whether they still lead somewhere, asked politely.

Each host is asked one thing at a time, with a pause; first for the head of a page alone. Nothing
but the address is sent: no cookies, no credentials. What is not on the public internet is never
asked, wherever a redirect may lead: the address that was looked up is the one that is connected to.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from threading import Timer
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from goodpractice import __version__

MAX_HOPS = 8
MAX_AT_ONCE = 4
MAX_SILENT = 2
MAX_SECONDS = 2_400
_SAFE = "/%:;@!$&'()*+,=~-._?"
_METHODS = ("HEAD", "GET")
# What a server that is there says to programs, not to people; 999 is no standard.
_REFUSED = frozenset({401, 402, 403, 405, 406, 407, 418, 425, 429, 451, 999})
_GONE = frozenset({404, 410})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Outcome(StrEnum):
    """What became of a question."""

    OK = "ok"
    GONE = "gone"
    LOOP = "loop"
    FAILING = "failing"
    REFUSED = "refused"
    PRIVATE = "private"


class Answer(NamedTuple):
    """What a link leads to.

    Attributes:
        outcome: in a word.
        status: what the last server said, or 0 where none did.
    """

    outcome: Outcome
    status: int = 0


_SILENT = Answer(Outcome.FAILING)


class _Stopped(Exception):  # noqa: N818 - it is how a question ends, not an error
    """There is no use in asking on."""

    def __init__(self, outcome: Outcome, status: int = 0) -> None:
        super().__init__(outcome)
        self.answer = Answer(outcome, status)


def is_public(address: str) -> bool:
    """Return whether an IP address is on the public internet (IANA special-purpose registries)."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    return bool(inner.is_global and found.is_global and not found.is_multicast)


@dataclass(frozen=True)
class Asker:
    """How to ask.

    Attributes:
        home: an address that says who asks.
        timeout: seconds for a whole answer.
        pause: seconds between two questions to a host.
        may_ask: whether an IP address may be connected to.
        retries: how often to ask again where no answer came.
    """

    home: str = ""
    timeout: float = 15
    pause: float = 1
    may_ask: Callable[[str], bool] = is_public
    retries: int = 1

    @property
    def agent(self) -> str:
        """Return what the program calls itself (RFC 9110, section 10.1.5)."""
        # What a site calls itself must not add a line to what is sent.
        home = quote(self.home, safe=_SAFE)
        return f"goodpractice/{__version__} (link check{f'; +{home}' if home else ''})"

    def ask(self, url: str) -> Answer:
        """Return what a link leads to; never raises.

        Args:
            url: of http or https.
        """
        answer = self._follow(url)
        for _ in range(self.retries):
            if answer.outcome is not Outcome.FAILING:
                break
            time.sleep(self.pause)
            answer = self._follow(url)
        return answer

    def _follow(self, url: str) -> Answer:
        """Ask, and go where the answer leads."""
        seen: set[str] = set()
        try:
            while url not in seen and len(seen) < MAX_HOPS:
                seen.add(url)
                status, onward = self._one(url)
                if not onward:
                    return _judged(status)
                url = urljoin(url, onward)
        except _Stopped as stopped:
            return stopped.answer
        except (OSError, http.client.HTTPException, ValueError):
            return _SILENT
        return Answer(Outcome.LOOP)

    def _one(self, url: str) -> tuple[int, str]:
        """Ask one server for a page: for its head, and if it will not, for the page itself."""
        parts = urlsplit(url)
        address = self._address(parts)
        status, onward = 0, ""
        for method in _METHODS:
            try:
                status, onward = self._request(method, parts, address)
            except (OSError, http.client.HTTPException):
                if method == _METHODS[-1]:
                    raise
                continue
            if status < 400 or status == 429:
                break
        return status, onward

    def _address(self, parts: SplitResult) -> tuple[str, int]:
        """Return the IP address and port to connect to."""
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise _Stopped(Outcome.PRIVATE)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(_ascii(parts.hostname), port, type=socket.SOCK_STREAM)
        addresses = [str(one[4][0]) for one in found]
        if not all(map(self.may_ask, addresses)):
            raise _Stopped(Outcome.PRIVATE)
        return addresses[0], port

    def _request(self, method: str, parts: SplitResult, to: tuple[str, int]) -> tuple[int, str]:
        """Send one request; return the status, and where a redirect leads."""
        connection = _connection(parts, to, self.timeout)
        # A server that sends a byte now and then would else keep us for ever.
        last = time.monotonic() + self.timeout
        end = Timer(self.timeout, _hang_up, [connection])
        end.daemon = True
        end.start()
        try:
            path = quote(parts.path or "/", safe=_SAFE)
            query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
            headers = {"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}
            connection.request(method, f"{path}{query}", headers=headers)
            answer = connection.getresponse()
            if time.monotonic() >= last:  # we hung up, and half a head looks like a whole one
                raise TimeoutError
            moved = answer.status in _REDIRECTS
            return answer.status, (answer.getheader("Location") or "") if moved else ""
        finally:
            end.cancel()
            connection.close()


def _ascii(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode()


def _judged(status: int) -> Answer:
    if status in _GONE:
        return Answer(Outcome.GONE, status)
    if status in _REFUSED:
        return Answer(Outcome.REFUSED, status)
    return Answer(Outcome.OK if 200 <= status < 300 else Outcome.FAILING, status)


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that has been looked up and looked at already."""

    to: tuple[str, int]

    def connect(self) -> None:
        self.sock = socket.create_connection(self.to, self.timeout)


class _PinnedSafely(http.client.HTTPSConnection):
    """The same with TLS, and the certificate of the host that was asked for."""

    to: tuple[str, int]
    context: ssl.SSLContext

    def connect(self) -> None:
        plain = socket.create_connection(self.to, self.timeout)
        self.sock = self.context.wrap_socket(plain, server_hostname=self.host)


def _connection(
    parts: SplitResult, to: tuple[str, int], timeout: float
) -> http.client.HTTPConnection:
    host = _ascii(parts.hostname or "")
    connection: _Pinned | _PinnedSafely
    if parts.scheme == "https":
        connection = _PinnedSafely(host, to[1], timeout=timeout)
        connection.context = ssl.create_default_context()
    else:
        connection = _Pinned(host, to[1], timeout=timeout)
    connection.to = to
    return connection


def _hang_up(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it has ended by itself


def ask_all(urls: Iterable[str], asker: Asker, seconds: float = MAX_SECONDS) -> dict[str, Answer]:
    """Ask about many links, of several hosts at a time but of each one after another.

    A host that asks for less (status 429) is left alone for the rest of the run, and one that gives
    no answer twice is not waited for again.

    Args:
        urls: of http or https.
        asker: how to ask.
        seconds: after which no further question is begun.

    Returns:
        The answers by link; nothing of links that there was no time for.
    """
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[_host(url)].append(url)
    last = time.monotonic() + seconds
    with ThreadPoolExecutor(MAX_AT_ONCE) as pool:
        parts = pool.map(lambda of_host: dict(_ask_host(of_host, asker, last)), hosts.values())
        return {url: answer for part in parts for url, answer in part.items()}


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _ask_host(urls: list[str], asker: Asker, last: float) -> Iterator[tuple[str, Answer]]:
    silent = 0
    for number, url in enumerate(urls):
        if silent >= MAX_SILENT:
            yield url, _SILENT
            continue
        if time.monotonic() >= last:
            return
        if number:
            time.sleep(asker.pause)
        answer = asker.ask(url)
        yield url, answer
        if answer.status == 429:
            return
        silent = silent + 1 if answer == _SILENT else 0
