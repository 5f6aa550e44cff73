"""Our template environment: every value is escaped, an undefined name is an error.

Views go in, HTML comes out. References within the site begin with BASE, a character that stands
for the way to the site's root until a page is put in its folder.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from markupsafe import Markup

from goodpractice import messages
from goodpractice.values import BASE, Values, link
from goodpractice.views import Row

__all__ = ["BASE", "FOLDER", "Templates", "Unindented", "link", "number"]

FOLDER = "goodpractice"
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


class Unindented(Extension):
    """Takes the indentation out of templates: it is for their authors, not for readers."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the text of a template without indentation."""
        del name, filename
        return _INDENT.sub("", source)


class _Joined(Unindented):
    """Takes out the lines between blocks, and the quotes of attributes that need none, as well.

    Lines are still counted, for messages. Quotes are taken from what stands in a template itself:
    never from what comes from a view.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the text of a template without white space that nobody sees."""
        joined = _LINES.sub(_joined, super().preprocess(source, name, filename))
        return _NEEDLESS.sub(_spared, joined)


# What Jinja reads, and what is raw, stays.
_KEPT = r"\{%-?\s*raw\b.*?endraw\s*-?%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}"
_BLOCK = (
    r"</?(?:[uod]l|li|d[td]|div|section|nav|header|footer|form|p|h[1-6]|details|summary|table"
    r"|t(?:head|body|r|[hd])|template|meta|link)\b"
)
# Of ends of lines, those behind a block or before one; an empty comment takes their place.
_LINES = re.compile(
    rf"(?P<block>{_BLOCK}(?:\{{%[^%]*%\}}|\{{\{{[^}}]*\}}\}}|[^<>{{])*>)(?P<behind>\n+)"
    rf"|{_KEPT}|(?P<before>\n+)(?={_BLOCK})",
    re.DOTALL,
)
# An end of a paragraph that what follows tells (HTML, section 13.1.2.4), and quotes.
_NEEDLESS = re.compile(
    r"(?P<end></p>)(?=(?:\{#\n*#\})*</?(?:[uod]l|div|section|header|footer|nav|p|h[1-6])\b)"
    rf"|{_KEPT}"
    r"|(?<= )(?P<name>class|id|role|type|scope|tabindex|autocomplete|aria-current|popovertarget"
    r'|property)="'
    r'(?P<value>[a-zA-Z0-9:_-]+)"(?=[ >]|\{%)',
    re.DOTALL,
)


def _joined(found: re.Match[str]) -> str:
    ends = found["behind"] or found["before"]
    return f"{found['block'] or ''}{{#{ends}#}}" if ends else found[0]


def _spared(found: re.Match[str]) -> str:
    if found["end"]:
        return ""
    return f"{found['name']}={found['value']}" if found["name"] else found[0]


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates, which are the same in every language: each is compiled once."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the code of a template compiled before."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._code[bucket.key] = bucket.bytecode_to_string()


class _Context(jinja2.runtime.Context):
    """Calls macros, which most calls are, without asking first what kind of function they are."""

    @jinja2.utils.internalcode
    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Return what a function called by a template returns."""
        if type(function) is not jinja2.runtime.Macro:
            return super().call(function, *args, **kwargs)
        # What Jinja adds for functions that ask for the context; a macro does not.
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return function(*args, **kwargs)


class Templates:
    """Draws our templates in each language of the interface."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._loader = jinja2.FileSystemLoader([str(folder) for folder in folders])
        self._compiled = _Compiled()
        self._environment = lru_cache(maxsize=None)(self._make)
        self._template = lru_cache(maxsize=None)(self._find)
        self._values = lru_cache(maxsize=None)(_values)

    def draw(self, template: str, lang: str, **context: Any) -> Markup:
        """Return a template of ours as HTML.

        Args:
            template: path below the folder of our templates, such as ``entry.html``.
            lang: language of the interface.
            context: views by name.
        """
        return Markup(self._template(template, lang).render(context))  # noqa: S704 - drawn with autoescape on

    def value(self, row: Row, lang: str) -> str:
        """Return the value of a row as HTML.

        Args:
            row: what is shown, with its label, which is not said twice.
            lang: language of the interface.
        """
        return str(self._values(lang).show(row.value, row.label))

    def _find(self, template: str, lang: str) -> jinja2.Template:
        return self._environment(lang).get_template(f"{FOLDER}/{template}")

    def _make(self, lang: str) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=self._loader,
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", _Joined],
            auto_reload=False,
            bytecode_cache=self._compiled,
        )
        catalogue = messages.catalogue(lang)
        install: Callable[..., None] = environment.install_gettext_callables  # type: ignore[attr-defined]
        install(catalogue.gettext, catalogue.ngettext, newstyle=False)
        environment.globals["_"] = catalogue.gettext
        environment.globals.update(self._values(lang).functions)
        environment.context_class = _Context
        environment.filters["link"] = link
        environment.filters["number"] = lambda value: number(value, lang)
        return environment


def _values(lang: str) -> Values:
    return Values(messages.catalogue(lang))


def number(value: int, lang: str) -> str:
    """Return a whole number as a language writes it."""
    if -1000 < value < 1000:
        return str(value)
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=messages.babel_locale(lang)))


def fault(error: jinja2.TemplateError) -> str:
    """Return which template an error arose in, in which line, and what it says."""
    place = (getattr(error, "filename", None), getattr(error, "lineno", 0))
    frames = traceback.extract_tb(error.__traceback__)
    written = [(one.filename, one.lineno) for one in frames if one.filename.endswith(".html")]
    path, line = place if place[0] else (written or [("", 0)])[-1]
    return f"{path}:{line}: {error}" if path else str(error)
