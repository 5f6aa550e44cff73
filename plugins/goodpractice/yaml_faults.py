"""What is wrong with YAML that libyaml refuses, or reads although YAML forbids it.

libyaml says where it could go on no more. What somebody did wrong stands there or above; the
findings here name that, in variants of one rule that a teacher can act on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Any, NamedTuple

import yaml

from goodpractice.diagnostics import Finding, Param, Span
from goodpractice.nodes import Mapping, Node, Scalar, Sequence
from goodpractice.sources import Source

LONGEST_LINE = 80  # characters of a line that a message repeats

# Spaces that libyaml does not take for one; word processors and web pages are full of them.
_OTHER_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Such a space where only an ordinary one has a meaning: before a key, or behind it or a hyphen.
SPECIAL_SPACE = re.compile(rf" *(?:- *)?(?:[\w-]+:)?([{_OTHER_SPACES}]+)")


class _Problem(NamedTuple):
    """What is wrong, and from which line and column on, both from 0."""

    variant: str
    line: int
    column: int


class _Better(NamedTuple):
    """What to write in place of a part of the line."""

    variant: str
    start: int
    end: int
    text: str


def syntax_finding(source: Source, error: yaml.YAMLError) -> Finding:
    """Return what libyaml could not read, in a variant that a teacher can act on."""
    lines = source.text.splitlines() or [""]
    problem = _closer_look(lines, _problem(lines, error))
    number = min(problem.line, len(lines) - 1)
    line = lines[number]
    column = min(problem.column, len(line)) + 1
    place = number + source.first_line
    better = _better(problem.variant, line, column - 1)
    params: dict[str, Param] = {"text": line.strip()[:LONGEST_LINE], "sign": line.strip()[:1]}
    if better:
        params |= {"better": better.text, "column": better.start + 1, "end": better.end + 1}
    span = Span(place, column, place, max(column, len(line.rstrip()) + 1))
    return Finding("yaml-syntax", span, params, better.variant if better else problem.variant)


# A value on the line of its key that nothing but quotation marks around it would make a text.
_KEY = r"( *(?:- +)*[A-Za-z_][\w-]*: +)"
_BARE = re.compile(_KEY + r"([^\s\"'\[{|>#&*!][^\"\\#]*?)\s*")
_STARTED = re.compile(_KEY + r"([&*!%@`?][^\"\\#]*?)\s*")
_BRACKETED = re.compile(_KEY + r"([\[{][^\"\\#]*?)\s*")


def _better(variant: str, line: str, at: int) -> _Better | None:
    """Return what the line should say, where there is one right answer."""
    space = SPECIAL_SPACE.match(line)
    if space:
        return _Better("space", *space.span(1), " " * len(space[1]))
    form = {"colon": _BARE, "start": _STARTED, "behind-bracket": _BRACKETED}.get(variant)
    value = form.fullmatch(line) if form else None
    if value is None or at < value.end(1):  # it is the key that stands in the wrong place
        return None
    return _Better(f"{variant}-bare", *value.span(2), f'"{value[2]}"')


# What is left out most often: the space after the colon of a key, or after the hyphen of an item.
_TOUCHING = {
    "no-space": re.compile(r"\s*[A-Za-z_][\w-]*:[^\s:/]"),
    "hyphen": re.compile(r"\s*-[^\s-]"),
}
_HEADING = re.compile(r"#{2,6} ")


def _closer_look(lines: list[str], problem: _Problem) -> _Problem:
    """Return what says more plainly than libyaml what is wrong, if there is something."""
    look = _LOOKS.get(problem.variant)
    if look is None or problem.line >= len(lines):
        return problem
    return look(lines, problem) or problem


def _touching(lines: list[str], problem: _Problem) -> _Problem | None:
    line = lines[problem.line]
    indent = len(line) - len(line.lstrip())
    variant = next((name for name, form in _TOUCHING.items() if form.match(line)), "")
    return _Problem(variant, problem.line, indent) if variant else None


def _no_colon(lines: list[str], problem: _Problem) -> _Problem | None:
    above = _line_above(lines, problem.line)
    if _HEADING.match(lines[above]):
        return _Problem("text", above, 0)
    return _touching(lines, problem)


def _misfit(lines: list[str], problem: _Problem) -> _Problem | None:
    """Return why a line does not fit: what stands before it in the line, or in the one above."""
    line, at = lines[problem.line], problem.column
    before = line[:at].rstrip()
    value = line.partition(": ")[2].lstrip()[:1]
    if value in ("'", '"') and before.endswith(value):
        return problem._replace(variant="behind")
    if value in _CLOSING and before.endswith(_CLOSING[value]):
        return problem._replace(variant="behind-bracket")
    if line.lstrip().startswith("- "):
        return problem._replace(variant="dash")
    above = _line_above(lines, problem.line)
    # A key without its space is text, which the next key then does not fit.
    touching = _touching(lines, problem) or _touching(lines, problem._replace(line=above))
    quoted = re.search(r"[\"']", lines[above])
    return touching or (problem._replace(variant="key-quotes") if quoted else None)


def _bracket(lines: list[str], problem: _Problem) -> _Problem | None:
    remark = re.search(r"\s#", lines[problem.line][problem.column :])
    return problem._replace(variant="bracket-remark") if remark else None


def _start(lines: list[str], problem: _Problem) -> _Problem | None:
    is_bullet = lines[problem.line].lstrip().startswith("* ")
    return problem._replace(variant="bullet") if is_bullet else None


def _line_above(lines: list[str], line: int) -> int:
    """Return the nearest line above that is not empty, or the first."""
    above = max(line - 1, 0)
    while above and not lines[above].strip():
        above -= 1
    return above


_ITEM = re.compile(r"( *- +)[A-Za-z_][\w-]*:(?= |$)")


def _dash(lines: list[str], problem: _Problem) -> _Problem | None:
    """Return whether a key stands a little before those of its item, which begins above it."""
    line = lines[problem.line]
    key, item = _NEXT_KEY.match(line), _ITEM.match(lines[_line_above(lines, problem.line)])
    if key is None or item is None:
        return None
    dash = item[1].index("-")
    return problem._replace(variant="item") if dash < len(key[1]) < len(item[1]) else None


_LOOKS = {
    "dash": _dash,
    "colon": _touching,
    "no-colon": _no_colon,
    "key": _misfit,
    "bracket": _bracket,
    "start": _start,
}


# What libyaml says → which of the rule's messages explains it, and which of its marks shows it
# better: where the problem was met, or where the thing that was not finished began.
_SYNTAX = (
    ("mapping values are not allowed", "colon", "problem_mark"),
    ("could not find expected ':'", "no-colon", "context_mark"),
    ("found unexpected ':'", "no-colon", "problem_mark"),
    ("hexdecimal number", "escape", "problem_mark"),
    ("character escape code", "escape", "problem_mark"),
    ("unknown escape character", "escape", "problem_mark"),
    ("quoted scalar", "quote", "context_mark"),
    ("while parsing a flow", "bracket", "context_mark"),
    ("while scanning a block scalar", "block", "problem_mark"),
    ("block sequence entries are not allowed", "list", "problem_mark"),
    ("cannot start any token", "start", "problem_mark"),
    ("mapping keys are not allowed", "start", "problem_mark"),
    ("while scanning an anchor", "start", "context_mark"),
    ("while scanning an alias", "start", "context_mark"),
    ("while scanning a tag", "start", "context_mark"),
    ("while scanning a directive", "start", "context_mark"),
    ("did not find expected key", "key", "problem_mark"),
    ("did not find expected '-'", "dash", "problem_mark"),
    ("expected a single document", "document", "problem_mark"),
    ("did not find expected <document start>", "document", "problem_mark"),
)


def _problem(lines: list[str], error: yaml.YAMLError) -> _Problem:
    """Return the variant of a libyaml problem, and where it is best shown."""
    said = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}"
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _Problem("", 0, 0)
    if mark.line < len(lines) and re.match(r" *\t", lines[mark.line]):
        return _Problem("tab", mark.line, mark.column)
    if mark.line < len(lines) and lines[mark.line].startswith("..."):
        return _Problem("document", mark.line, 0)
    for words, variant, best in _SYNTAX:
        if words in said:
            shown = getattr(error, best, None) or mark
            closer = _CLOSER.get(variant)
            found = closer(lines, mark, shown) if closer else None
            return found or _Problem(variant, shown.line, shown.column)
    return _Problem("", mark.line, mark.column)


def _misplaced_key(lines: list[str], mark: Any, _: Any) -> _Problem | None:
    """Return what is wrong when a whole “key: value” was taken for the end of the value above.

    Either it is indented too far, or the line above has no colon.
    """
    before = lines[mark.line][: mark.column] if mark.line < len(lines) else ":"
    if mark.line == 0 or re.search(r":(?!\S)", before):
        return None
    indent = len(before) - len(before.lstrip())
    if indent:
        return _Problem("key", mark.line, indent)
    above = _line_above(lines, mark.line)
    return _Problem("no-colon", above, len(lines[above]) - len(lines[above].lstrip()))


def _closed_bracket(lines: list[str], mark: Any, opened: Any) -> _Problem | None:
    """Return where something is wrong within brackets that are closed all the same."""
    if mark.line >= len(lines):
        return None
    bracket = lines[opened.line][opened.column : opened.column + 1]
    first = lines[mark.line][mark.column :]
    rest = [first, *lines[mark.line + 1 :]]
    inside = "\n".join(takewhile(lambda line: line[:1] in " \t]}" or line is first, rest))
    # What the next key opens and closes itself closes nothing that was opened before it.
    itself = inside.count(bracket) if _is_next_key(lines, mark, opened) else 0
    closed = bracket not in _CLOSING or inside.count(_CLOSING[bracket]) > itself
    return _Problem("flow", mark.line, mark.column) if closed else None


_NEXT_KEY = re.compile(r"( *)[A-Za-z_][\w-]*:(?= |$)")


def _is_next_key(lines: list[str], mark: Any, opened: Any) -> bool:
    """Return whether a line below a bracket begins with a key no further in than its own."""
    key = _NEXT_KEY.match(lines[mark.line])
    own = lines[opened.line]
    return bool(mark.line > opened.line and key and len(key[1]) <= len(own) - len(own.lstrip(" ")))


_CLOSING = {"[": "]", "{": "}"}
_CLOSER = {"colon": _misplaced_key, "bracket": _closed_bracket}


# What libyaml reads although YAML forbids it, so that other programs refuse the file: a remark that
# touches the value before it (YAML 1.2.2, 6.6), blank lines that are longer than the text below
# them (8.1.1.1), and a value that goes on no further in than its key (6.1). A closing bracket may
# stand as far in as the key of its list, as in most programs' own files: js-yaml, libyaml and its
# kin read it so, and what it means is beyond doubt.
_LOOSE = re.compile(r"[\"']#|[|>][-+0-9]*#|[|>][-+]?[ \t]*\n[ \t]*\n|\n\t")
# A quotation mark or a bracket that is not closed in its line.
_GOES_ON = re.compile(
    r"""(?:[:-][ \t]+|[\[{,][ \t]*)(?:"[^"\n]*|'[^'\n]*|[\[{][^\]}\n]*)$""", re.MULTILINE
)
_NEXT_LINE = re.compile(r"\n( *)(?=[^ \r\n])")
_HEADER = re.compile(r"[|>][-+0-9]*(?=#)")
_BLANKS = re.compile(r"[|>][-+]?[ \t]*\n((?: *\n)+)( +)(?=#)")


class _Range(NamedTuple):
    """Where a value begins and ends, and in which column (from 0) what it belongs to begins."""

    start: int
    end: int
    indent: int


def loose(front: Mapping, source: Source) -> Iterator[Finding]:
    """Yield what libyaml read too kindly; looking costs next to nothing where there is none."""
    text = source.text
    if not _LOOSE.search(text) and not _GOES_ON.search(text):
        return
    for one in _ranges(front, 0):
        for variant, at in _loose_in(text, one):
            rest = text[at:].partition("\n")[0]
            line = text[text.rfind("\n", 0, at) + 1 : at] + rest
            params: dict[str, Param] = {"text": line.strip()[:LONGEST_LINE]}
            yield Finding("yaml-syntax", source.span(at, at + len(rest)), params, variant)


def _loose_in(text: str, one: _Range) -> Iterator[tuple[str, int]]:
    """Yield variant and place of what YAML forbids in a value."""
    start, end, indent = one
    if text[start] in "|>":
        header, blanks = _HEADER.match(text, start), _BLANKS.match(text, start)
        if header:
            yield "comment", header.end()
        elif blanks and max(map(len, blanks[1].split("\n"))) > len(blanks[2]):
            yield "blank", blanks.end()
    elif text[start] in "\"'" and text[end : end + 1] == "#":
        yield "comment", end
    elif "\n" in text[start:end]:
        yield from islice(_too_far_out(text, start, end, indent), 1)


def _too_far_out(text: str, start: int, end: int, indent: int) -> Iterator[tuple[str, int]]:
    """Yield the lines of a value that begin no further in than what it belongs to."""
    for line in _NEXT_LINE.finditer(text, start, end):
        first, further = text[line.end()], len(line[1]) - indent
        is_end = first in "]}" and not further
        if further <= 0 and first != "#" and not is_end:
            yield "tab" if first == "\t" else "indent", line.end()


def _ranges(node: Node, indent: int) -> Iterator[_Range]:
    """Yield each value that has quotation marks, brackets or a header."""
    if node.marked:
        yield _Range(*node.marked, indent)
    if isinstance(node, Scalar):
        return
    inner = indent if node.marked else node.span.column - 1
    for item in node.items if isinstance(node, Sequence) else node.values.values():
        yield from _ranges(item, inner)
