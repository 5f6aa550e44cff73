"""Bring the message catalogues up to date with the texts of the code and the templates.

python -m tools.messages            update plugins/goodpractice/locale/*.po
python -m tools.messages --new de   begin a catalogue for another language

Translations are kept, texts that are gone are dropped, texts without a translation are marked
`# new` and named. The files hold neither dates nor places, so that they change only with the words.

`X-Review` in the header of a file says who has read it: `none` until a native speaker of the
language has read all of it; then who and when, such as `X-Review: 2027-03 A. Teacher`.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from goodpractice import cli, usage

ROOT = Path(__file__).parents[1]
CODE, TEMPLATES = ROOT / "plugins/goodpractice", ROOT / "theme/goodpractice"
LOCALE = CODE / "locale"
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
EXTRACTORS = ((CODE, "**.py", "python"), (TEMPLATES, "**.html", "jinja2.ext.babel_extract"))
TEMPLATE_OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
NEW = "new"
WIDTH = 100
REVIEW = re.compile(r'^"X-Review: (.*)\\n"$', re.MULTILINE)
NOBODY = "none"

# A text, or one for one thing and one for several.
Text: TypeAlias = "str | tuple[str, str]"


def texts() -> list[Text]:
    """Return every text that people see, each once, in order."""
    found: dict[Text, None] = {}
    for folder, pattern, method in EXTRACTORS:
        for _, _, text, _, _ in extract_from_dir(
            folder, [(pattern, method)], {pattern: TEMPLATE_OPTIONS}, keywords=KEYWORDS
        ):
            found[text if isinstance(text, str) else (text[0], text[1])] = None
    found |= dict.fromkeys(usage.texts(cli.main))
    pairs = {pair for path in sorted(CODE.rglob("*.py")) for pair in counted_pairs(path)}
    single = {one for pair in pairs for one in pair}
    plain = (text for text in found if text not in single)
    return sorted({*plain, *pairs}, key=lambda text: text if isinstance(text, str) else text[0])


def counted_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts for one and for several: marked side by side in code, both with {n}."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        items = (
            node.elts
            if isinstance(node, ast.Tuple)
            else node.args
            if isinstance(node, ast.Call)
            else []
        )
        marked = [text for text in map(_marked, items) if text and "{n}" in text]
        if len(marked) == 2:
            yield marked[0], marked[1]


def _marked(node: ast.expr) -> str:
    """Return the text that a call of N_ marks."""
    is_mark = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_"
    argument = node.args[0] if is_mark and isinstance(node, ast.Call) else None
    return str(argument.value) if isinstance(argument, ast.Constant) else ""


def read(path: Path) -> Catalog:
    """Return the catalogue of a language; without its file, an empty one."""
    if not path.is_file():
        return Catalog(path.stem)
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, ignore_obsolete=True)


def review(path: Path) -> str:
    """Return who has read a catalogue, as its header says; of a new one, nobody."""
    found = REVIEW.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    return found[1] if found else NOBODY


def updated(old: Catalog) -> Catalog:
    """Return a catalogue with the texts of today and the translations there are."""
    new = Catalog(old.locale)
    for text in texts():
        before = old.get(text[0] if isinstance(text, tuple) else text)
        string = before.string if before is not None and before.id == text else ""
        new.add(text, string, user_comments=() if is_translated(string) else (NEW,))
    return new


def is_translated(string: object) -> bool:
    """Return whether a translation is there, in all its forms."""
    return all(string) if isinstance(string, tuple) else bool(string)


def missing(catalog: Catalog) -> list[Message]:
    """Return the messages without a translation."""
    return [one for one in catalog if one.id and not is_translated(one.string)]


def written(catalog: Catalog, read_by: str = NOBODY) -> str:
    """Return a catalogue as the text of its file.

    Args:
        catalog: the texts.
        read_by: the native speaker who has read them, and when.
    """
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalog.locale_identifier}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n'
        f'"X-Review: {read_by}\\n"\n\n'
    )
    body = io.BytesIO()
    write_po(body, catalog, width=WIDTH, no_location=True, omit_header=True)
    return header + body.getvalue().decode()


def main() -> None:
    """Update the catalogues."""
    parser = argparse.ArgumentParser(description="Bring the message catalogues up to date.")
    parser.add_argument("--new", metavar="LANG", help="Begin a catalogue for another language.")
    wanted = parser.parse_args()
    LOCALE.mkdir(exist_ok=True)
    paths = sorted(LOCALE.glob("*.po"))
    if wanted.new:
        paths.append(LOCALE / f"{wanted.new}.po")
    for path in paths:
        catalog = updated(read(path))
        read_by = review(path)
        path.write_text(written(catalog, read_by), encoding="utf-8")
        absent = missing(catalog)
        print(f"{path.stem}: {len(catalog)} texts, {len(absent)} without a translation, ", end="")
        print("read by no native speaker" if read_by == NOBODY else f"read by {read_by}")
        if path.stem == wanted.new:
            print(f"  It is begun in {path.relative_to(ROOT)}: write each text below “msgstr”.")
            continue
        for message in absent:
            print(f"  {message.id}")


if __name__ == "__main__":
    main()
