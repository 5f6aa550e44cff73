"""Our reader of catalogues reads what Babel reads."""

from __future__ import annotations

import io
from gettext import GNUTranslations

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from goodpractice import po
from goodpractice.messages import LOCALE_DIR

CATALOGUES = sorted(LOCALE_DIR.glob("*.po"))
ODD = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=3; plural=((n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2);\n"

#. a remark
#: a.py:1
msgid "a \"b\" \\ c\n"
"d\te"
msgstr ""
"é “b” \\n\n"
"\"d\""

msgid "{n} page"
msgid_plural "{n} pages"
msgstr[0] "{n} strana"
msgstr[1] "{n} strany"
msgstr[2] "{n} stran"

msgid "nobody has said it"
msgstr ""

#~ msgid "gone"
#~ msgstr "parti"

msgid "last"
msgstr "dernier"
"""


def by_babel(text: str, locale: str) -> GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.StringIO(text), locale=locale))
    return GNUTranslations(io.BytesIO(compiled.getvalue()))


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        (ODD, "cs"),
        (ODD.rstrip(), "cs"),
        *((path.read_text("utf-8"), path.stem) for path in CATALOGUES),
    ],
    ids=["odd", "without an end", *(path.stem for path in CATALOGUES)],
)
def test_every_message_is_read_as_babel_reads_it(text: str, locale: str) -> None:
    ours, theirs = po.translations(text), by_babel(text, locale)
    ids = [one.id for one in read_po(io.StringIO(text)) if one.id]
    assert len(ids) >= 4
    for one in ids:
        if isinstance(one, str):
            assert ours.gettext(one) == theirs.gettext(one)
        else:
            several = [(ours.ngettext(one[0], one[1], n), n) for n in range(12)]
            assert several == [(theirs.ngettext(one[0], one[1], n), n) for n in range(12)]
    assert ours.gettext("gone") == "gone"
