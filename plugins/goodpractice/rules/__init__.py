"""The rules of the check, found by listing this folder.

Families of codes: 1xx file and YAML, 2xx fields, 3xx text, 4xx relations, 5xx pictures, 6xx people
and consent, 7xx freshness, 8xx the model. Modules of the folder `support` are no rules.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Diagnostic, Finding
from goodpractice.entries import Entry
from goodpractice.rules.rule import EntryCheck, Rule

_NOT_A_RULE = "rule"


@cache
def catalogue() -> Mapping[str, Rule]:
    """Return every rule by name, in order of code."""
    modules = (
        importlib.import_module(f"{__name__}.{info.name}")
        for info in pkgutil.iter_modules(__path__)
        if info.name != _NOT_A_RULE and not info.ispkg
    )
    rules = sorted((module.RULE for module in modules), key=lambda rule: rule.code)
    return {rule.name: rule for rule in rules}


def diagnose(path: str, finding: Finding) -> Diagnostic:
    """Return a finding in the words of its rule."""
    return catalogue()[finding.name].diagnose(path, finding)


def diagnose_all(found: Mapping[str, Iterable[Finding]]) -> Iterator[Diagnostic]:
    """Yield the findings of files in the words of their rules.

    What is found in many files, and is one object, is said once; but for a fix, which is each one's
    own.
    """
    said: dict[int, tuple[tuple[Any, ...], tuple[Any, ...]]] = {}
    for path, findings in found.items():
        for finding in findings:
            alike = said.get(id(finding))
            if alike:
                yield tuple.__new__(Diagnostic, (*alike[0], path, *alike[1]))
                continue
            one = diagnose(path, finding)
            if not (one.fix or catalogue()[finding.name].fix):
                said[id(finding)] = one[:_PATH], one[_PATH + 1 :]
            yield one


_PATH = Diagnostic._fields.index("path")


@cache
def _entry_checks() -> tuple[EntryCheck, ...]:
    return tuple(rule.check_entry for rule in catalogue().values() if rule.check_entry)


def check_entries(entries: Sequence[Entry]) -> list[list[Finding]]:
    """Return what the rules about one entry find in each of a few.

    Each rule goes over all of them before the next one does.
    """
    found: list[list[Finding]] = [[] for _ in entries]
    for check in _entry_checks():
        for entry, findings in zip(entries, found, strict=True):
            findings.extend(check(entry))
    return found


def check_corpus(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield what the rules about all entries find, each with the path of its file."""
    for rule in catalogue().values():
        if rule.check_corpus:
            yield from rule.check_corpus(corpus)
