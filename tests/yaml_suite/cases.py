"""The cases of the public YAML test suite, each given as front matter.

The first “---” of a case is the one that opens the front matter, and the next one closes it.
``expected`` holds what the check says of each case: its id, whether YAML allows it, and its first
finding, or “read”.

After a message has been changed on purpose: ``python -m tests.yaml_suite.accept``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from goodpractice import messages, rules
from goodpractice.diagnostics import Diagnostic
from goodpractice.documents import Document, read_document
from goodpractice.nodes import Mapping, Node, Scalar, Sequence

HERE = Path(__file__).resolve().parent
SUITE = HERE.parent / "data" / "yaml-test-suite" / "cases.json"
EXPECTED = HERE / "expected"
PATH = "content/notes/case.md"
FENCE = "---\n"


@dataclass(frozen=True)
class SuiteCase:
    """One case.

    Attributes:
        meaning: as JSON; None where the suite has none, or more than one.
    """

    id: str
    yaml: str
    invalid: bool
    meaning: str | None

    @cached_property
    def data(self) -> bytes:
        """The case as an entry."""
        inner = self.yaml.removeprefix(FENCE)
        end = "\n" if inner and not inner.endswith("\n") else ""
        return f"{FENCE}{inner}{end}{FENCE}\nText.\n".encode()

    @cached_property
    def document(self) -> Document:
        return read_document(PATH, self.data)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return [rules.diagnose(PATH, one) for one in self.document.findings]

    def line(self) -> str:
        """What ``expected`` says of the case."""
        return f"{self.id} {'invalid' if self.invalid else 'valid'} {self._said()}"

    def _said(self) -> str:
        for one in self.diagnostics:
            return f"{one.span.line}:{one.span.column} {one.code} {messages.text(one.message)}"
        return "read"


def all_cases() -> list[SuiteCase]:
    cases: list[dict[str, Any]] = json.loads(SUITE.read_text("utf-8"))
    return [
        SuiteCase(one["id"], one["yaml"], one.get("fail", False), one.get("json")) for one in cases
    ]


def plain(node: Node) -> Any:
    """What a node says, every value as text."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {key: plain(pair.value) for key, pair in node.items.items()}
