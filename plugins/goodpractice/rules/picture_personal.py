"""A picture that names people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodpractice.corpus import Corpus
from goodpractice.diagnostics import Finding, Phrase, Severity
from goodpractice.rules.rule import N_, Rule, anew
from goodpractice.rules.support import picture_files
from goodpractice.rules.support.photographs import Metadata


def check(corpus: Corpus) -> Iterator[tuple[str, Finding]]:
    """Yield pictures that name a person or a single camera."""
    yield from picture_files.each(corpus, _look)


def _look(one: Metadata) -> Finding | None:
    if one.personal:
        said = dict.fromkeys(_IN_WORDS.get(name, _COMMENT) for name in one.personal)
        return picture_files.whole("picture-personal", names=_listed([*said]))
    if one.words:
        return picture_files.whole("picture-personal", "words")._replace(lenient=True)
    return None


def _listed(templates: Sequence[str]) -> Phrase:
    first, rest = Phrase(templates[0]), templates[1:]
    return Phrase("{first}, {rest}", {"first": first, "rest": _listed(rest)}) if rest else first


_TAKEN_BY = N_("who took it")
_OWNER = N_("whose camera it is")
_NUMBER = N_("the number of the camera")
_SHOWN = N_("who is on it")
_ASKED = N_("whom to ask about it")
_DESCRIBED_BY = N_("who described it")
_DESCRIPTION = N_("a description")
_COMMENT = N_("a comment")
# What the names that formats have for it mean.
_IN_WORDS = {
    "Artist": _TAKEN_BY,
    "XPAuthor": _TAKEN_BY,
    "Author": _TAKEN_BY,
    "By-line": _TAKEN_BY,
    "dc:creator": _TAKEN_BY,
    "photoshop:AuthorsPosition": _TAKEN_BY,
    "CameraOwnerName": _OWNER,
    "aux:OwnerName": _OWNER,
    "exifEX:CameraOwnerName": _OWNER,
    "BodySerialNumber": _NUMBER,
    "LensSerialNumber": _NUMBER,
    "aux:SerialNumber": _NUMBER,
    "exifEX:BodySerialNumber": _NUMBER,
    "Iptc4xmpExt:PersonInImage": _SHOWN,
    "mwg-rs:Name": _SHOWN,
    "MPReg:PersonDisplayName": _SHOWN,
    "Contact": _ASKED,
    "Writer": _DESCRIBED_BY,
    "Description": _DESCRIPTION,
}

RULE = Rule(
    code="GP505",
    name="picture-personal",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A picture that names people"),
    messages={
        "": N_("This picture holds notes about people that nobody sees: {names}."),
        "words": N_(
            "This picture holds a title, a description or keywords that nobody sees. They may name "
            "people."
        ),
    },
    hint=N_(
        "Save it again without these details: most programs offer that on export. Whoever took it "
        "can be named under “credit”."
    ),
    why=N_("Names and serial numbers in a file can be read by everybody who downloads it."),
    bad="![The garden](garden-with-owner.jpg)",
    good="![The garden](garden.jpg)",
    source="IPTC Photo Metadata Standard 2023.1; Exif 3.0 (CIPA DC-008)",
    check_corpus=check,
    fix=anew(safe=True),
)
