"""Policy: what a site and its entries make of the rules: how much each matters, what is ignored.

Rules that keep a file readable, people safe and addresses apart are not theirs to set aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from functools import cache

from goodpractice import rules
from goodpractice.diagnostics import Diagnostic, Finding, Param, Phrase, Severity, Span
from goodpractice.entries import Entry
from goodpractice.nodes import Mapping as MappingNode
from goodpractice.nodes import Node, Scalar, Sequence
from goodpractice.rules.rule import Rule

FIELD = "ignore"


@dataclass(frozen=True, slots=True)
class Ignore:
    """A rule that does not count somewhere.

    Attributes:
        code: of the rule.
        path: path from the site's root; ``*`` stands for anything in it.
        where: path of the file that says so.
        span: place in that file.
    """

    code: str
    path: str
    where: str
    span: Span


@dataclass(frozen=True)
class Policy:
    """What a site says of the rules.

    Attributes:
        severities: by code, where it is not the rule's own; None is off.
        ignores: what does not count where.
    """

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()


@cache
def rules_by_code() -> Mapping[str, Rule]:
    """Return every rule by its code."""
    return {rule.code: rule for rule in rules.catalogue().values()}


def judge(
    found: Iterable[Diagnostic], policy: Policy, entries: Iterable[Entry]
) -> Iterator[Diagnostic]:
    """Yield the diagnostics that count, and what is wrong with what is ignored.

    Args:
        found: everything that the rules say.
        policy: of the site.
        entries: what can be read, with what each of them ignores.
    """
    listed = [one for entry in entries for one in _of_entry(entry)]
    own = {(one.where, one.code): one for one in listed if isinstance(one, Ignore)}
    everywhere = [(one, _matcher(one.path)) for one in policy.ignores]
    used: set[Ignore] = set()
    named = {*policy.severities, *(one.code for one in (*own.values(), *policy.ignores))}
    if not named:
        yield from found
    for one in found if named else ():
        if one.code not in named:
            yield one  # as nearly all do
            continue
        ignores = [own[one.path, one.code]] if (one.path, one.code) in own else []
        ignores += [x for x, fits in everywhere if x.code == one.code and fits(one.path)]
        used.update(ignores)
        if not ignores:
            yield from weighed(one, policy)
    faults = [one for one in listed if isinstance(one, Diagnostic)]
    unused = [_unused(one) for one in (*own.values(), *policy.ignores) if one not in used]
    for one in (*faults, *unused):
        yield from weighed(one, policy)


def _matcher(pattern: str) -> Callable[[str], object]:
    return re.compile(translate(pattern)).match


def weighed(one: Diagnostic, policy: Policy) -> Iterator[Diagnostic]:
    """Yield a diagnostic as severe as the site has it, unless it is switched off."""
    severity = policy.severities.get(one.code, one.severity)
    if severity is None:
        return
    softened = one.severity is not rules_by_code()[one.code].severity
    yield one if softened or severity is one.severity else one._replace(severity=severity)


def _unused(one: Ignore) -> Diagnostic:
    variant = "" if one.path == one.where else "path"
    params: Mapping[str, Param] = {"code": one.code, "path": one.path}
    finding = Finding("unused-ignore", one.span, params, variant, lenient=True)
    return rules.diagnose(one.where, finding)


def _of_entry(entry: Entry) -> Iterator[Ignore | Diagnostic]:
    """Yield what an entry ignores, each with a reason, and what it cannot."""
    for code, _, span in _exceptions(entry):
        fault = fault_of_code(code)
        if fault:
            params = {"code": code, **fault[1]}
            yield rules.diagnose(entry.path, Finding("unused-ignore", span, params, fault[0]))
        else:
            yield Ignore(code, entry.path, entry.path, span)


def set_aside(entry: Entry) -> Iterator[tuple[Rule, str]]:
    """Yield each rule that an entry sets aside for itself, and the reason it gives."""
    for code, reason, _ in _exceptions(entry):
        if fault_of_code(code) is None:
            yield rules_by_code()[code], reason


def _exceptions(entry: Entry) -> Iterator[tuple[str, str, Span]]:
    """Yield code, reason and place of what is to be ignored; what lacks one the fields say."""
    for item in _items(entry.node(FIELD)):
        code, reason = (_text(item.value(key)) for key in ("rule", "reason"))
        if code and reason:
            yield code, reason, item.values["rule"].span


def _items(node: Node | None) -> Iterator[MappingNode]:
    items = node.items if isinstance(node, Sequence) else ()
    return (item for item in items if isinstance(item, MappingNode))


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) and not node.is_null else ""


def fault_of_code(code: str) -> tuple[str, Mapping[str, Param]] | None:
    """Return why a rule cannot be ignored: the variant and values of the message, or None."""
    rule = rules_by_code().get(code)
    if rule is None:
        meant = rules_by_code().get(code.upper()) or rules.catalogue().get(code)
        return ("nearest", {"nearest": meant.code}) if meant else ("unknown", {})
    return None if rule.ignorable else ("refused", {"title": Phrase(rule.title)})
