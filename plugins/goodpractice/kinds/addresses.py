"""Kinds that say where something or somebody is to be found: links, DOIs, mailboxes."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from goodpractice.fields import Field
from goodpractice.kinds.kind import Kind
from goodpractice.messages import N_
from goodpractice.nodes import Scalar
from goodpractice.reading import Reading


class LinkKind(Kind):
    """An address on the web."""

    name = "link"
    expected = N_("a web address that begins with https://")
    # Right at first sight, which is much quicker to see.
    ordinary = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z0-9-]+(?:/[\w./?=-]*)?", re.ASCII)

    # A file of one's own is no host.
    bare = re.compile(
        r"(?:[a-z0-9-]+\.)+(?!(?:pdf|docx?|html?|md|jpe?g|png)$)[a-z]{2,}(?:/[\w./?=-]*)?",
        re.ASCII | re.IGNORECASE,
    )
    wrapped = re.compile(r"(?:\[[^\]]*\]\(|<)(https?://[^\s<>()]+)[)>]")
    scheme = re.compile(r"(https?)(?::/|//|:|;//|:///)(?=\w)(.+)")

    def better(self, field: Field, node: Scalar, reading: Reading) -> str:
        text = node.text.strip()
        inner, scheme = self.wrapped.fullmatch(text), self.scheme.fullmatch(text)
        meant = inner[1] if inner else f"{scheme[1]}://{scheme[2]}" if scheme else text
        if self.bare.fullmatch(meant):
            meant = f"https://{meant}"
        return meant if self.ordinary.fullmatch(meant) else ""

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        if self.ordinary.fullmatch(node.text):
            return node.text
        try:
            parts = urlsplit(node.text)
            valid = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
            valid = valid and "@" not in parts.netloc  # what stands before it looks like the host
        except ValueError:
            valid = False
        if not valid or re.search(r"[\s<>\"\\^`{|}]", node.text):
            return self.refuse(field, node, reading)
        return node.text


class DoiKind(Kind):
    """A digital object identifier."""

    name = "doi"
    expected = N_("a DOI, such as 10.1000/182")
    pattern = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)

    as_link = re.compile(
        r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:?\s*)(10\.\d{4,9}/\S+)", re.IGNORECASE
    )

    def better(self, field: Field, node: Scalar, reading: Reading) -> str:
        match = self.as_link.fullmatch(node.text.strip())
        return match[1] if match else ""

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        return node.text if self.pattern.fullmatch(node.text) else self.refuse(field, node, reading)


class EmailKind(Kind):
    """The address of a mailbox that belongs to a role."""

    name = "email"
    expected = N_("a mail address such as office@example.org")
    # Without what would add to the mail that the address opens (RFC 6068), or end an attribute.
    pattern = re.compile(r"(?!mailto:)[^\s@<>\"?&%]+@[^\s@<>\"?&%.]+(?:\.[^\s@<>\"?&%.]+)+")
    longest = 254  # RFC 5321, with its erratum 1690

    meant = re.compile(r"(?:mailto:|[^<@]*<)([^\s<>@]+@[^\s<>@]+)>?", re.IGNORECASE)
    hidden = re.compile(r"\s*[\[({](?:at|arobase)[\])}]\s*", re.IGNORECASE)

    def better(self, field: Field, node: Scalar, reading: Reading) -> str:
        text = self.hidden.sub("@", node.text.strip())
        match = self.meant.fullmatch(text)
        text = match[1] if match else text
        return text if self.pattern.fullmatch(text) else ""

    def read_text(self, field: Field, node: Scalar, reading: Reading) -> Any:
        fits = len(node.text) <= self.longest and self.pattern.fullmatch(node.text)
        return node.text if fits else self.refuse(field, node, reading)
