"""Documents: a file split into front matter and text, every key and value with its place.

Reading never raises on bad content. What is wrong is a Finding; whatever could still be read is
kept, so that one run reports all there is to report.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml

from goodpractice import plain_yaml, yaml_faults
from goodpractice.diagnostics import WHOLE_FILE, Finding, Param, Span, megabytes
from goodpractice.nodes import Block, Mapping, Node, Scalar, Sequence, scalars
from goodpractice.sources import Source

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

    def descend_resolver(self, parent: yaml.Node | None, index: Any) -> None:
        """Prepare nothing for the next tag."""

    def ascend_resolver(self) -> None:
        """Prepare nothing for the next tag."""


# Characters that show nothing or reorder what is shown: C0 and C1 controls, line and paragraph
# separators, spaces without width, bidirectional controls, fillers, byte order marks inside a text,
# language tags, private use and noncharacters (Unicode Technical Standard #39, and "Trojan Source",
# CVE-2021-42574). Joiners and marks of direction stay: languages need them.
UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060-\u206f\u3164\uffa0"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "\U000f0000-\U000ffffd\U00100000-\U0010fffd]|\r(?!\n)"
)
_REPLACEMENT = "\ufffd"
_ORDINARY = bytes({*b"\t\n", *range(0x20, 0x7F)})
_SPECIAL_TOKEN = re.compile(r"[&*!%](?<![^\s\[\]{},:?-].)")
# Brackets, and columns of what opens a block, that cannot nest deep enough to harm libyaml.
_SAFE_BRACKETS = 200
_DEEP_PREFIX = re.compile(rf"\n[ \t?:-]{{{_SAFE_BRACKETS // 2}}}")


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read.

    Attributes:
        path: POSIX path relative to the site's root.
        source: the whole text as decoded.
        front: the front matter, or None where there is none or it could not be read.
        body_start: number of the character of the source with which the body begins.
        body_line: line of the file on which the body begins.
        findings: what was wrong with the file itself.
    """

    path: str
    source: str
    front: Mapping | None
    body_start: int
    body_line: int
    findings: tuple[Finding, ...]

    @property
    def body(self) -> str:
        """Return the text after the front matter; it is kept once, within the source."""
        return self.source[self.body_start :]

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
    def values(self) -> tuple[Scalar, ...]:
        """Return every piece of text in the front matter, in order, keys left out."""
        return tuple(scalars(self.front)) if self.front is not None else ()

    @property
    def readable(self) -> bool:
        """Return whether the front matter could be read."""
        return self.front is not None


def read_document(path: str, data: bytes | Finding) -> Document:
    """Read a Markdown file with front matter.

    Args:
        path: POSIX path relative to the site's root.
        data: the bytes of the file, or why there are none.

    Returns:
        The document; its `findings` say what was wrong.
    """
    findings: list[Finding] = []
    safe = _decode(data, findings)
    if safe is None:
        return Document(path, "", None, 0, 1, tuple(findings))
    front_text, body_start, body_line = _split(safe, findings)
    front = None
    if front_text is not None:
        front = read_yaml(front_text, findings, 2)
    return Document(path, safe, front, body_start, body_line, tuple(findings))


def read_data_file(path: str, data: bytes | Finding) -> Document:
    """Read a file that is YAML as a whole, such as a collection or a vocabulary."""
    findings: list[Finding] = []
    safe = _decode(data, findings)
    if safe is None:
        return Document(path, "", None, 0, 1, tuple(findings))
    front = read_yaml(safe, findings, 1)
    return Document(path, safe, front, len(safe), 1, tuple(findings))


def too_large(size: int) -> Finding | None:
    """Return what is wrong with a file of so many bytes, if anything is."""
    if size <= MAX_FILE_BYTES:
        return None
    return Finding("file-too-large", WHOLE_FILE, {"size": megabytes(size), "limit": 1})


def _decode(data: bytes | Finding, findings: list[Finding]) -> str | None:
    """Return the text of a file, in which nothing is unsafe any more."""
    if not isinstance(data, Finding):
        data = too_large(len(data)) or data
    if isinstance(data, Finding):
        findings.append(data)
        return None
    if b"\0" in data[:2]:  # only UTF-16 and UTF-32 begin like this
        findings.append(Finding("not-utf8", WHOLE_FILE))
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        findings.append(Finding("byte-order-mark", WHOLE_FILE))
        data = data[3:]
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(Finding("not-utf8", _place_of_byte(data, error.start)))
        return None
    return source if _is_safe(data) else _without_unsafe_characters(source, findings)


def _place_of_byte(data: bytes, index: int) -> Span:
    before = data[:index].decode("utf-8", errors="replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Span(line, column, line, column + 1)


def place_of(text: str, index: int) -> tuple[int, int]:
    """Return line and column of the character at `index` of `text`."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _is_safe(data: bytes) -> bool:
    """Return whether surely no character is unsafe, in a hundredth of the time of searching.

    Whatever is unsafe is not printable either, but for two letters that show nothing; that is
    asked of what is not plain ASCII.
    """
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    others = data.translate(None, _ORDINARY)
    text = others.decode().replace("\u00a0", "").replace("\u202f", "")  # safe spaces
    return text.isprintable() and "\u3164" not in text and "\uffa0" not in text


def _without_unsafe_characters(source: str, findings: list[Finding]) -> str:
    """Report each unsafe character and put a replacement of the same length in its place."""
    for match in islice(UNSAFE.finditer(source), MAX_FINDINGS_ALIKE):
        line, column = place_of(source, match.start())
        findings.append(unsafe_character(match[0], Span(line, column, line, column + 1)))
    return without_unsafe(source)


def without_unsafe(text: str) -> str:
    """Return a text with a replacement in the place of each unsafe character."""
    return UNSAFE.sub(_REPLACEMENT, text)


def unsafe_character(character: str, span: Span) -> Finding:
    """Return the finding that a place stands for an unsafe character."""
    return Finding("unsafe-character", span, {"character": f"U+{ord(character):04X}"})


def _split(source: str, findings: list[Finding]) -> tuple[str | None, int, int]:
    """Return front matter (None without one), and where and on which line the body begins."""
    size = source.find("\n")
    first = source if size < 0 else source[:size]
    if first.rstrip() != _FENCE:
        findings.append(_no_fence(source, first.rstrip()))
        return None, 0, 1
    close = _CLOSING_FENCE.search(source, len(first))
    if close is None:
        findings.append(_no_end(source, len(first)))
        return None, len(source), source.count("\n") + 2 - source.endswith("\n")
    front = source[len(first) + 1 : close.start() + 1]
    return front, close.end(), front.count("\n") + 3


_CLOSING_FENCE = re.compile(rf"\n{_FENCE}[^\S\n]*(?:\n|\Z)")


# Hyphens, what word processors make of them, and the fences of other programs.
_DASHES = re.compile(r"\s*(?:[-\u2010-\u2015\u2212]+(?:\s*ya?ml)?|`{3,}(?:ya?ml)?|\+{3})\s*")
# The first line of a box that somebody copied whole, from where front matter is explained.
_BOX = re.compile(rf"(```+|~~~+)[^\n]*\n{_FENCE}[^\S\n]*\n")
# What people write where the front matter should end.
_LIKE_AN_END = re.compile(
    r"^[ \t]*([-\u2010-\u2015\u2212]+|`{3,}|\+{3}|\*{3}|_{3}|\.{3})[ \t\r]*$", re.MULTILINE
)
# A heading of the text; one “#” alone may begin a remark.
_LIKE_A_TEXT = re.compile(r"(?<=\n)#{2,6} \S[^\r\n]*")


def _no_fence(source: str, first: str) -> Finding:
    """Return what stands where the first line of dashes should be."""
    above = source[: len(source) - len(source.lstrip())]
    if above.count("\n") and source.lstrip().startswith(_FENCE):
        span = Span(1, 1, *place_of(source, len(above)))
        return Finding("no-front-matter", span, variant="late")
    span = Span(1, 1, 1, len(first) + 1)
    if first.strip() == _FENCE:
        indent = Span(1, 1, 1, len(first) - len(_FENCE) + 1)
        return Finding("no-front-matter", indent, variant="space")
    box = _BOX.match(source)
    if box:
        return _boxed(source, first, box[1])
    if _DASHES.fullmatch(first):
        return Finding("no-front-matter", span, {"text": first}, "dashes")
    return Finding("no-front-matter", span)


def _boxed(source: str, first: str, mark: str) -> Finding:
    """Return that a box stands around all; with its last line, where it is clear which that is.

    Each box in the text has two lines of marks; one that is left over, at the end of the front
    matter or of all, is of this one.
    """
    lines = source.rstrip().split("\n")
    marks = [line for line in lines[1:] if line.startswith(mark[:3])]
    fences = (number for number, line in enumerate(lines[2:], 3) if line.rstrip() == _FENCE)
    last = (next(fences, len(lines)) + 1, len(lines))
    ends = [one for one in last if _is_of(mark, *lines[one - 1 : one])]
    params: dict[str, Param] = {"text": first.strip()}
    if len(marks) % 2 == 0:
        params |= {"line": 1, "end": 1}
    elif ends:
        params |= {"line": ends[0], "end": len(lines[ends[0] - 1]) + 1}
    return Finding("no-front-matter", Span(1, 1, 1, len(first) + 1), params, "box")


def _is_of(mark: str, line: str = "") -> bool:
    return line.startswith(mark[:3]) and not line.strip(f"{mark[0]} \t\r")


def _no_end(source: str, begin: int) -> Finding:
    """Return where the front matter was very likely meant to end."""
    end, text = _LIKE_AN_END.search(source, begin), _LIKE_A_TEXT.search(source, begin)
    if end and not (text and text.start() < end.start()):
        variant = "space" if end[1] == _FENCE else "dashes"
        return _found_end(source, end.start(), end.end(1), variant, end[1])
    if text:
        return _found_end(source, *text.span(), "text", text[0])
    return Finding("front-matter-not-closed", Span(1, 1, 1, 1 + len(_FENCE)))


def _found_end(source: str, start: int, end: int, variant: str, text: str) -> Finding:
    span = Span(*place_of(source, start), *place_of(source, end))
    return Finding("front-matter-not-closed", span, {"text": text}, variant)


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
    source = Source(text, first_line)
    plain = plain_yaml.read(source)
    return _by_libyaml(_YamlReader(source, findings), findings) if plain is None else plain


def _by_libyaml(reader: _YamlReader, findings: list[Finding]) -> Mapping | None:
    before = len(findings)
    try:
        # Depth first: libyaml's scanner alone takes time in the square of the depth.
        if not (_is_shallow(reader.text) or reader.is_within_depth()):
            return None
        if not reader.refuse_special_tokens():
            return None
        return reader.strict(reader.mapping_at_top(yaml.compose(reader.text, Loader=_Loader)))
    except yaml.YAMLError as error:
        # A special token found on the way, or too much depth, explains it better.
        if len(findings) == before and reader.is_within_depth():
            findings.append(yaml_faults.syntax_finding(reader.source, error))
    except (RecursionError, ValueError):
        line = reader.source.first_line
        findings.append(Finding("yaml-too-deep", Span(line, 1, line, 1)))
    except _TooDeepError:
        del findings[before:]
        reader.is_within_depth()
    return None


def _is_shallow(text: str) -> bool:
    """Return whether libyaml can read a text without harm, however deep it is."""
    brackets = text.count("[") + text.count("{")
    return brackets <= _SAFE_BRACKETS and not _DEEP_PREFIX.search(f"\n{text}")


class _TooDeepError(Exception):
    """Nodes lie in each other too deep."""


class _YamlReader:
    """Turns PyYAML's nodes into ours."""

    def __init__(self, source: Source, findings: list[Finding]) -> None:
        self.source = source
        self.text = source.text
        self.findings = findings
        self.has_escapes = "\\" in source.text
        self.escaped = 0

    def span(self, part: Any) -> Span:
        """Return the place of a token, event or node."""
        return self.source.span(part.start_mark.index, part.end_mark.index)

    def refuse_special_tokens(self) -> bool:
        """Report anchors, aliases, tags and directives; return whether the text can be composed."""
        if not _SPECIAL_TOKEN.search(self.text):
            return True
        tokens = yaml.scan(self.text, Loader=_Loader)
        special = (one for one in tokens if type(one).__name__ in _SPECIAL)
        usable = True
        for token in islice(special, MAX_FINDINGS_ALIKE):
            variant = _SPECIAL[type(token).__name__]
            self.findings.append(Finding("yaml-feature", self.span(token), variant=variant))
            usable = False
        return usable

    def is_within_depth(self) -> bool:
        """Report where nesting goes too deep, reading no further; return whether it does not."""
        depth = 0
        with suppress(yaml.YAMLError):
            for event in yaml.parse(self.text, Loader=_Loader):
                depth += isinstance(event, yaml.CollectionStartEvent)
                depth -= isinstance(event, yaml.CollectionEndEvent)
                if depth > MAX_DEPTH:
                    params: dict[str, Param] = {"limit": MAX_DEPTH}
                    self.findings.append(Finding("yaml-too-deep", self.span(event), params))
                    return False
        return True

    def mapping_at_top(self, root: Any) -> Mapping | None:
        line = self.source.first_line
        top = Span(line, 1, line, 1)
        if root is None:
            return Mapping({}, [], top)
        node = self.node(root, top, MAX_DEPTH)
        if isinstance(node, Mapping):
            return node
        self.findings.append(Finding("front-matter-not-keys", node.span))
        return None

    def strict(self, front: Mapping | None) -> Mapping | None:
        """Report the first thing that was read although YAML forbids it; return what was read."""
        self.findings.extend(islice(yaml_faults.loose(front, self.source), 1) if front else ())
        return front

    def node(self, node: Any, head: Span | Scalar | None, depth: int) -> Node:
        """Return a node of ours; `depth` is how many may lie in each other here."""
        if type(node) is yaml.ScalarNode:
            return self.scalar(node)
        if not depth:
            raise _TooDeepError
        start, end = node.start_mark.index, node.end_mark.index
        block = (self.source, 0, start, end - start, bool(node.flow_style))
        if type(node) is yaml.SequenceNode:
            return Sequence([self.node(item, None, depth - 1) for item in node.value], block)
        return self.mapping(node, block, head, depth - 1)

    def scalar(self, node: Any) -> Scalar:
        start, end, style = node.start_mark.index, node.end_mark.index, node.style
        text = self.unescaped(node, start, end) if style == '"' else node.value
        return Scalar(text, not style, self.source, 0, start, end - start)

    def unescaped(self, node: Any, start: int, end: int) -> str:
        """Return a text in double quotation marks, in which a backslash may write any character."""
        text: str = node.value
        found = UNSAFE.search(text) if self.has_escapes else None
        if found is None:
            return text
        self.escaped += 1
        if self.escaped <= MAX_FINDINGS_ALIKE:
            self.findings.append(unsafe_character(found[0], self.source.span(start, end)))
        return without_unsafe(text)

    def mapping(self, node: Any, block: Block, head: Span | Scalar | None, depth: int) -> Mapping:
        """Return a mapping of ours; of a key written twice the first counts."""
        keys: dict[str, Scalar] = {}
        values: dict[str, Node] = {}
        for key_node, value_node in node.value:
            if type(key_node) is not yaml.ScalarNode:
                place = self.node(key_node, None, depth).span
                self.findings.append(Finding("yaml-feature", place, variant="key"))
                continue
            key = self.scalar(key_node)
            if key.text == "<<" and key.plain:
                self.findings.append(Finding("yaml-feature", key.span, variant="merge"))
            elif key.text in keys:
                params: dict[str, Param] = {"key": key.text, "line": keys[key.text].span.line}
                self.findings.append(Finding("duplicate-key", key.span, params))
            else:
                keys[key.text] = key
                values[key.text] = self.node(value_node, key, depth)
        return Mapping(values, list(keys.values()), block, head)


_SPECIAL = {
    "AnchorToken": "anchor",
    "AliasToken": "alias",
    "TagToken": "tag",
    "DirectiveToken": "directive",
}
