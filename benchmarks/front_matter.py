"""Front matter as a person would write it: short lists on one line, groups indented."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

Node: TypeAlias = "str | list[Node] | dict[str, Node]"

_PLAIN = re.compile(r"\w[\w./~-]*(?: \w[\w./-]*)*")


def written(values: dict[str, Node]) -> str:
    """Return the front matter with its fences."""
    return "\n".join(("---", *_block(values, ""), "---\n"))


def _block(values: dict[str, Node], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _block(value, f"{indent}  ")
        elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
            yield f"{indent}{key}:"
            for item in value:
                yield from _item(item, f"{indent}  ")
        else:
            yield f"{indent}{key}: {_flow(value)}"


def _item(item: Node, indent: str) -> Iterator[str]:
    """Yield an item of a list: a mapping begins on the line of the dash."""
    if not isinstance(item, dict):
        yield f"{indent}- {_flow(item)}"
        return
    for number, line in enumerate(_block(item, f"{indent}  ")):
        yield line if number else f"{indent}- {line.lstrip()}"


def _flow(node: Node) -> str:
    if isinstance(node, str):
        return node if _PLAIN.fullmatch(node) else json.dumps(node, ensure_ascii=False)
    if isinstance(node, list):
        return f"[{', '.join(map(_flow, node))}]"
    return f"{{{', '.join(f'{key}: {_flow(value)}' for key, value in node.items())}}}"
