"""Documents: a file split into front matter and text, every key and value with its place.

Reading never raises on bad content. What is wrong is a Finding; whatever could still be read is
kept, so that one run reports all there is to report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

import yaml

from goodpractice.diagnostics import WHOLE_FILE, Finding, Param, Span

try:
    from yaml import CSafeLoader as _Engine
except ImportError:  # a PyYAML without libyaml: slower, same marks
    from yaml import SafeLoader as _Engine  # type: ignore[assignment]

MAX_FILE_BYTES = 1_048_576
MAX_FRONT_MATTER = 65_536
MAX_DEPTH = 20
MAX_FINDINGS_ALIKE = 5
_FENCE = "---"


class _Loader(_Engine):
    """A loader that does not guess at types: fields read text, and guessing costs a third."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        """Return a tag, which nothing asks for."""
        return ""


# Characters that show nothing or reorder what is shown: C0 and C1 controls, line and paragraph
# separators, bidirectional controls, byte order marks inside a text, language tags, private use and
# noncharacters (Unicode Technical Standard #39, and "Trojan Source", CVE-2021-42574).
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "\U000f0000-\U000ffffd\U00100000-\U0010fffd]|\r(?!\n)"
)
_REPLACEMENT = "\ufffd"
_SPACES = ("\r\n", "\n", "\t", "\u00a0", "\u202f")
_SPECIAL_TOKEN = re.compile(r"(?:^|[\s\[\]{},:?-])[&*!%]", re.MULTILINE)
_DEEP_PREFIX = re.compile(r"^(?:[ ]{40}|[ ]*(?:[-?:][ \t]+){8})", re.MULTILINE)
_SAFE_BRACKETS = MAX_DEPTH - 10


_NULLS = ("~", "null", "Null", "NULL")


class Scalar:
    """A value of one piece of text; `plain` when it is not quoted."""

    __slots__ = ("plain", "span", "text")

    def __init__(self, text: str, span: Span, plain: bool = True) -> None:
        self.text = text
        self.span = span
        self.plain = plain

    @property
    def is_null(self) -> bool:
        """Return whether nothing was written, be it within quotation marks."""
        return not self.text.strip() or (self.plain and self.text in _NULLS)


class Pair(NamedTuple):
    """A key and its value."""

    key: Scalar
    value: Node


class Mapping:
    """Keys with their values, in the order written; of a key written twice, the first.

    `head` is where a key that is missing is reported: the key that all this stands under, or in a
    list the first key.
    """

    __slots__ = ("head", "items", "span")

    def __init__(self, items: dict[str, Pair], span: Span, head: Span | None = None) -> None:
        self.items = items
        self.span = span
        self.head = head or Span(span.line, span.column, span.line, span.column)

    def value(self, key: str) -> Node | None:
        """Return the value of a key, or None."""
        pair = self.items.get(key)
        return pair.value if pair else None


class Sequence:
    """A list of values."""

    __slots__ = ("items", "span")

    def __init__(self, items: list[Node], span: Span) -> None:
        self.items = items
        self.span = span


Node: TypeAlias = "Scalar | Mapping | Sequence"


def is_empty(node: Node) -> bool:
    """Return whether nothing was written: keys, dashes or brackets without a value among them."""
    if isinstance(node, Scalar):
        return node.is_null
    if isinstance(node, Sequence):
        return all(is_empty(item) for item in node.items)
    return all(is_empty(pair.value) for pair in node.items.values())


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read.

    Attributes:
        path: POSIX path relative to the site's root.
        source: the whole text as decoded.
        front: the front matter, or None where there is none or it could not be read.
        body: the text after the front matter.
        body_line: line of the file on which the body begins.
        findings: what was wrong with the file itself.
    """

    path: str
    source: str
    front: Mapping | None
    body: str
    body_line: int
    findings: tuple[Finding, ...]

    @property
    def fence(self) -> Span:
        """Return the place of the opening fence, where a missing key is reported."""
        return Span(1, 1, 1, 1 + len(_FENCE)) if self.source.startswith(_FENCE) else WHOLE_FILE

    @property
    def end(self) -> Span:
        """Return the place behind the last character, where a missing part is reported."""
        line, column = place_of(self.source, len(self.source.rstrip()))
        return Span(line, column, line, column)

    @property
    def readable(self) -> bool:
        """Return whether the front matter could be read."""
        return self.front is not None


def read_document(path: str, data: bytes) -> Document:
    """Read a Markdown file with front matter.

    Args:
        path: POSIX path relative to the site's root.
        data: the bytes of the file.

    Returns:
        The document; its `findings` say what was wrong.
    """
    findings: list[Finding] = []
    source = _decode(data, findings)
    if source is None:
        return Document(path, "", None, "", 1, tuple(findings))
    safe = _without_unsafe_characters(source, findings)
    front_text, body, body_line = _split(safe, findings)
    front = None
    if front_text is not None:
        front = read_yaml(front_text, findings, first_line=2)
    return Document(path, safe, front, body, body_line, tuple(findings))


def read_data_file(path: str, data: bytes) -> Document:
    """Read a file that is YAML as a whole, such as a collection or a vocabulary."""
    findings: list[Finding] = []
    source = _decode(data, findings)
    if source is None:
        return Document(path, "", None, "", 1, tuple(findings))
    safe = _without_unsafe_characters(source, findings)
    front = read_yaml(safe, findings, first_line=1)
    return Document(path, safe, front, "", 1, tuple(findings))


def _decode(data: bytes, findings: list[Finding]) -> str | None:
    if len(data) > MAX_FILE_BYTES:
        findings.append(
            Finding("file-too-large", WHOLE_FILE, {"size": len(data), "limit": MAX_FILE_BYTES})
        )
        return None
    if b"\0" in data[:2]:  # only UTF-16 and UTF-32 begin like this
        findings.append(Finding("not-utf8", WHOLE_FILE))
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        findings.append(Finding("byte-order-mark", WHOLE_FILE))
        data = data[3:]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(Finding("not-utf8", _place_of_byte(data, error.start)))
        return None


def _place_of_byte(data: bytes, index: int) -> Span:
    before = data[:index].decode("utf-8", errors="replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Span(line, column, line, column + 1)


def place_of(text: str, index: int) -> tuple[int, int]:
    """Return line and column of the character at `index` of `text`."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _without_unsafe_characters(source: str, findings: list[Finding]) -> str:
    """Report each unsafe character and put a replacement of the same length in its place."""
    # Whatever is unsafe is not printable either; asking that first costs a tenth of searching.
    visible = source
    for space in _SPACES:
        visible = visible.replace(space, "")
    if visible.isprintable() or not _UNSAFE.search(source):
        return source
    for number, match in enumerate(_UNSAFE.finditer(source)):
        if number >= MAX_FINDINGS_ALIKE:
            break
        line, column = place_of(source, match.start())
        findings.append(
            Finding(
                "unsafe-character",
                Span(line, column, line, column + 1),
                {"character": f"U+{ord(match[0]):04X}"},
            )
        )
    return _UNSAFE.sub(_REPLACEMENT, source)


def _split(source: str, findings: list[Finding]) -> tuple[str | None, str, int]:
    """Return front matter (None without one), body, and the line on which the body begins."""
    first, _, rest = source.partition("\n")
    if first.rstrip() != _FENCE:
        findings.append(_no_fence(source, first.rstrip()))
        return None, source, 1
    offset, line = 0, 2
    for text in rest.splitlines(keepends=True):
        if text.rstrip() == _FENCE:
            return rest[:offset], rest[offset + len(text) :], line + 1
        offset += len(text)
        line += 1
    findings.append(Finding("front-matter-not-closed", Span(1, 1, 1, 1 + len(_FENCE))))
    return None, "", line


# Hyphens and what word processors make of them.
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")


def _no_fence(source: str, first: str) -> Finding:
    """Return what stands where the first line of dashes should be."""
    above = source[: len(source) - len(source.lstrip())]
    if above.count("\n") and source.lstrip().startswith(_FENCE):
        return Finding("no-front-matter", WHOLE_FILE, variant="late")
    span = Span(1, 1, 1, len(first) + 1)
    if _DASHES.fullmatch(first):
        return Finding("no-front-matter", span, {"text": first}, "dashes")
    return Finding("no-front-matter", span)


def read_yaml(text: str, findings: list[Finding], first_line: int) -> Mapping | None:
    """Read YAML strictly into nodes with places.

    Aliases, anchors, tags and directives are refused: they let a small file grow without bound or
    change what a value is. Depth and size are bounded before anything is built.

    Args:
        text: the YAML.
        findings: receives what is wrong.
        first_line: line of the file on which `text` begins.

    Returns:
        The mapping at the top, or None where it cannot be trusted.
    """
    if len(text) > MAX_FRONT_MATTER * (8 if first_line == 1 else 1):
        findings.append(Finding("front-matter-too-large", Span(first_line, 1, first_line, 1)))
        return None
    walk = _Walk(findings, text, first_line - 1)
    before = len(findings)
    try:
        # Depth first: libyaml's scanner alone takes time in the square of the depth.
        if not (walk.is_shallow(text) and walk.refuse_special_tokens(text)):
            return None
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        if len(findings) == before:  # a special token found on the way explains it better
            findings.append(walk.syntax_finding(error, text))
        return None
    except (RecursionError, ValueError):
        findings.append(Finding("yaml-too-deep", Span(first_line, 1, first_line, 1)))
        return None
    return walk.mapping_at_top(root)


class _Walk:
    """Turns PyYAML's nodes into ours, and its marks into Spans of the whole file."""

    def __init__(self, findings: list[Finding], text: str, line_offset: int) -> None:
        self.findings = findings
        self.lines = text.split("\n")
        self.offset = line_offset + 1

    def span(self, node: Any) -> Span:
        """Return the place of a token or node, without the empty lines that may follow it."""
        (line, column), (end_line, end_column) = map(self.at, (node.start_mark, node.end_mark))
        while end_line > line and not self.lines[end_line][:end_column].strip():
            end_line -= 1
            end_column = len(self.lines[end_line].rstrip())
        return Span(line + self.offset, column + 1, end_line + self.offset, end_column + 1)

    def at(self, mark: Any) -> tuple[int, int]:
        """Return line and column of a mark; libyaml counts a line more than there may be."""
        line = min(mark.line, len(self.lines) - 1)
        return line, min(
            mark.column if line == mark.line else MAX_FILE_BYTES, len(self.lines[line])
        )

    def span_of(self, node: Any, items: Iterable[Node]) -> Span:
        """Return the place of a list or mapping: without brackets it ends with its last item."""
        span = self.span(node)
        ends = [item.span[2:] for item in items]
        return span if node.flow_style or not ends else Span(span.line, span.column, *ends[-1])

    def refuse_special_tokens(self, text: str) -> bool:
        """Report anchors, aliases, tags and directives; return whether the text can be composed."""
        if not _SPECIAL_TOKEN.search(text):
            return True
        tokens = (one for one in yaml.scan(text, Loader=_Loader) if type(one).__name__ in _SPECIAL)
        usable = True
        for token in islice(tokens, MAX_FINDINGS_ALIKE):
            variant = _SPECIAL[type(token).__name__]
            self.findings.append(Finding("yaml-feature", self.span(token), variant=variant))
            usable = False
        return usable

    def is_shallow(self, text: str) -> bool:
        """Return whether nesting stays within bounds, walking events only where it might not."""
        brackets = text.count("[") + text.count("{")
        if brackets <= _SAFE_BRACKETS and not _DEEP_PREFIX.search(text):
            return True
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    self.findings.append(
                        Finding("yaml-too-deep", self.span(event), {"limit": MAX_DEPTH})
                    )
                    return False
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
        return True

    def mapping_at_top(self, root: Any) -> Mapping | None:
        top = Span(self.offset, 1, self.offset, 1)
        if root is None:
            return Mapping({}, top)
        node = self.node(root, top)
        if isinstance(node, Mapping):
            return node
        self.findings.append(Finding("front-matter-not-keys", node.span))
        return None

    def node(self, node: Any, head: Span | None = None) -> Node:
        if isinstance(node, yaml.ScalarNode):
            return Scalar(node.value, self.span(node), not node.style)
        if isinstance(node, yaml.SequenceNode):
            items = [self.node(item) for item in node.value]
            return Sequence(items, self.span_of(node, items))
        return self.mapping(node, head)

    def mapping(self, node: Any, head: Span | None) -> Mapping:
        items: dict[str, Pair] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.findings.append(Finding("yaml-feature", self.span(key_node), variant="key"))
                continue
            key = Scalar(key_node.value, self.span(key_node), not key_node.style)
            if key.text == "<<" and key.plain:
                self.findings.append(Finding("yaml-feature", key.span, variant="merge"))
            elif key.text in items:
                params: dict[str, Param] = {"key": key.text, "line": items[key.text].key.span.line}
                self.findings.append(Finding("duplicate-key", key.span, params))
            else:
                items[key.text] = Pair(key, self.node(value_node, key.span))
        span = self.span_of(node, (pair.value for pair in items.values()))
        first = next((pair.key.span for pair in items.values()), None)
        return Mapping(items, span, head or first)

    def syntax_finding(self, error: yaml.YAMLError, text: str) -> Finding:
        """Return what libyaml could not read, in a variant that a teacher can act on."""
        problem = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}"
        lines = text.splitlines() or [""]
        variant, at_line, at_column = _variant(problem, lines, error)
        line = min(at_line, len(lines) - 1)
        column = min(at_column, len(lines[line])) + 1
        end = max(column, len(lines[line].rstrip()) + 1)
        return Finding(
            "yaml-syntax",
            Span(line + self.offset, column, line + self.offset, end),
            {"text": lines[line].strip()[:80], "detail": problem.strip()},
            variant=variant,
        )


_SPECIAL = {
    "AnchorToken": "anchor",
    "AliasToken": "alias",
    "TagToken": "tag",
    "DirectiveToken": "directive",
}

# What libyaml says → which of the rule's messages explains it, and which of its marks shows it
# better: where the problem was met, or where the thing that was not finished began.
_SYNTAX = (
    ("mapping values are not allowed", "colon", "problem_mark"),
    ("could not find expected ':'", "no-colon", "context_mark"),
    ("found unexpected ':'", "no-colon", "problem_mark"),
    ("quoted scalar", "quote", "context_mark"),
    ("while parsing a flow", "bracket", "context_mark"),
    ("cannot start any token", "start", "problem_mark"),
    ("while scanning an anchor", "start", "context_mark"),
    ("while scanning an alias", "start", "context_mark"),
    ("while scanning a tag", "start", "context_mark"),
    ("while scanning a directive", "start", "context_mark"),
    ("did not find expected key", "key", "problem_mark"),
    ("did not find expected '-'", "dash", "problem_mark"),
    ("expected a single document", "document", "problem_mark"),
    ("did not find expected <document start>", "document", "problem_mark"),
)


def _variant(problem: str, lines: list[str], error: yaml.YAMLError) -> tuple[str, int, int]:
    """Return the variant of a libyaml problem, and line and column it is best shown at, from 0."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return "", 0, 0
    if mark.line < len(lines) and re.match(r" *\t", lines[mark.line]):
        return "tab", mark.line, mark.column
    for words, variant, best in _SYNTAX:
        if words in problem:
            shown = getattr(error, best, None) or mark
            found = _misplaced_key(lines, mark) if variant == "colon" else None
            return found or (variant, shown.line, shown.column)
    return "", mark.line, mark.column


def _misplaced_key(lines: list[str], mark: Any) -> tuple[str, int, int] | None:
    """Return what is wrong when a whole “key: value” was taken for the end of the value above.

    Either it is indented too far, or the line above has no colon.
    """
    before = lines[mark.line][: mark.column] if mark.line < len(lines) else ":"
    if mark.line == 0 or re.search(r":(?!\S)", before):
        return None
    indent = len(before) - len(before.lstrip())
    if indent:
        return "key", mark.line, indent
    above = mark.line - 1
    while above and not lines[above].strip():
        above -= 1
    return "no-colon", above, len(lines[above]) - len(lines[above].lstrip())


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every scalar below a node, keys left out."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for pair in node.items.values():
            yield from scalars(pair.value)
