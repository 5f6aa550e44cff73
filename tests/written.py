"""What is written in front matter, as tests put it."""

from __future__ import annotations

from goodpractice.documents import read_document
from goodpractice.nodes import Node


def node(text: str) -> Node:
    """Return a value that is written so."""
    front = read_document("x.md", f"---\na: {text}\n---\n".encode()).front
    assert front is not None
    value = front.value("a")
    assert value is not None
    return value
