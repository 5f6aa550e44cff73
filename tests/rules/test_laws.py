"""What holds of every rule and every file: plain words, carets under values, fixes that end."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.console import Console

from goodpractice import messages
from goodpractice.diagnostics import Diagnostic, Edit, Phrase
from goodpractice.fixes import Mending, apply_edits
from goodpractice.reporters import printable, quote
from goodpractice.rules.rule import Rule
from goodpractice.terminal import plain
from tests.faults.cases import SMALL, copy_site
from tests.rules.cases import NOTE, SITE, all_rules, check, lay
from tests.rules.reading import nobody_reads
from tests.unit.test_check_properties import anything

RULES = all_rules()
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda one: f"{one.code}-{one.name}")
# What only people who write programs say.
JARGON = (
    r"\bNone\b|(?i:\b(?:null|nil|boolean|string|integer|float|dict|tuple|array|scalar|mapping|sequence|"
    r"token|parse[rd]?|parsing|schema|regex|regular expression|exception|traceback|stack|"
    r"attribute|invalid|syntax|enum|node|instance|object|payload|stdin|argv)\b)"
)
FRENCH_JARGON = r"\b(?:booléen|chaîne de caractères|jeton|analyseur|exception|invalide|syntaxe)\b"


@pytest.fixture(autouse=True)
def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody_reads(monkeypatch, "locked.md")


def words_of(rule: Rule) -> Iterator[str]:
    """The texts of a rule that people read beside their file."""
    yield from rule.messages.values()
    yield from [rule.hint] if isinstance(rule.hint, str) else rule.hint.values()
    yield from (rule.title, rule.why)


def parameters(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@each_rule
def test_a_rule_speaks_as_people_do(rule: Rule) -> None:
    for text in filter(None, words_of(rule)):
        assert not re.search(JARGON, text), text
        french = messages.catalogue("fr").gettext(text)
        assert not re.search(FRENCH_JARGON, french, re.IGNORECASE), french
        assert parameters(french) == parameters(text)


def test_jargon_would_be_found() -> None:
    assert re.search(JARGON, "Invalid mapping")
    assert re.search(FRENCH_JARGON, "Une syntaxe")


@each_rule
def test_a_message_says_every_value_and_nothing_of_python(rule: Rule, tmp_path: Path) -> None:
    (one,) = check(lay(rule, "bad", tmp_path)).diagnostics
    for language in ("en", "fr"):
        for phrase in filter(None, (one.message, one.hint)):
            text = messages.text(phrase, language)
            assert not re.search(r"[{}]|\bNone\b|<\w+\.|Phrase\(|Label\(", _plain(text, phrase)), (
                text
            )


def _plain(text: str, phrase: Phrase) -> str:
    """A text without what it quotes: that is the author's."""
    return re.sub(r"“[^”]*”|«[^»]*»|:\s.*$", "", text) if phrase.params else ""


@each_rule
def test_the_caret_stands_under_the_value(rule: Rule, tmp_path: Path) -> None:
    root = lay(rule, "bad", tmp_path)
    (one,) = check(root).diagnostics
    path = root / one.path
    if not path.is_file() or path.is_symlink() or path.name == "locked.md":
        return
    lines = path.read_bytes().decode("utf-8-sig", "replace").split("\n")
    quoted = [plain(*line) for line in quote(lines, one.span, 10_000, "red")]
    if quoted:
        shown, caret = quoted
        at, width = caret.index("^"), caret.count("^")
        line, start, last, end = one.span
        written = lines[line - 1].rstrip("\r")[start - 1 : end - 1 if last == line else None]
        assert shown[at : at + width] == printable(written) or not written


def printed(one: Diagnostic) -> str:
    """A message as a terminal shows it."""
    console = Console(file=StringIO(), width=80)
    console.print(messages.text(one.message), markup=False)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


@each_rule
def test_a_message_is_short(rule: Rule, tmp_path: Path) -> None:
    (one,) = check(lay(rule, "bad", tmp_path)).diagnostics
    assert len(printed(one).splitlines()) <= 4


@each_rule
def test_a_fix_changes_the_ranges_it_names_and_nothing_else(rule: Rule, tmp_path: Path) -> None:
    root = lay(rule, "bad", tmp_path)
    (one,) = check(root).diagnostics
    edits = [edit for edit in one.fix.edits if isinstance(edit, Edit)] if one.fix else []
    for path in {edit.path for edit in edits}:
        text = (root / path).read_bytes().decode().removeprefix("\ufeff")
        own = [edit for edit in edits if edit.path == path]
        ordered = sorted(own, key=lambda edit: edit.span)
        kept = apply_edits(text, [edit._replace(text=MARK) for edit in ordered]).split(MARK)
        new = [edit.text for edit in ordered]
        made = "".join(part for pair in zip(kept, [*new, ""], strict=True) for part in pair)
        assert apply_edits(text, own) == made
        assert "".join(kept) == outside(text, ordered)


MARK = "\0"


def outside(text: str, edits: list[Edit]) -> str:
    """A text without the ranges that edits name."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    kept: list[str] = []
    at = 0
    for edit in edits:
        first, column, last, end = edit.span
        kept.append(text[at : starts[first - 1] + column - 1])
        at = starts[last - 1] + end - 1
    return "".join([*kept, text[at:]])


@pytest.fixture(scope="module")
def sites() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        copy_site(SITE, Path(folder) / "rules")
        yield copy_site(SMALL, Path(folder) / "small")


@settings(max_examples=40)
@given(data=anything, unsafe=st.booleans())
@example(data=b"\n\n---\nTitle: a: b\nwhom: Ten\n---\n\nText.\n", unsafe=False)
@example(data=b"\xef\xbb\xbf\xe2\x80\x94\r\ntitle: @home\n---\n", unsafe=True)
@example(data="---\ntitle: “A case”\nwhom: x\nTitle: y\n---\n".encode(), unsafe=True)
def test_mending_anything_twice_is_mending_it_once(sites: Path, data: bytes, unsafe: bool) -> None:
    path = sites / NOTE
    path.write_bytes(data)
    try:
        Mending(sites, sites / "content", unsafe).run(lambda: check(sites).diagnostics)
        once = path.read_bytes()
        again = Mending(sites, sites / "content", unsafe)
        again.run(lambda: check(sites).diagnostics)
        assert (again.made, path.read_bytes()) == (0, once)
    finally:
        path.unlink()
