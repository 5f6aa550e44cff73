"""A file name where a picture should be described."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodpractice.diagnostics import Finding, Severity
from goodpractice.entries import Entry
from goodpractice.late import late
from goodpractice.nodes import Mapping, Scalar, Sequence
from goodpractice.rules.rule import N_, Rule
from goodpractice.rules.support import prose

# Endings of pictures, names that cameras and programs give, and words that say only what it is.
# Brackets, full stops, and the number of a copy: “(photo)”, “Photo:”, “IMG_3456 (2)”.
_AROUND = re.compile(r"^\W+|(?:\(\d{1,3}\)|\W)+$")
_LONGEST = 200
_FILE_NAME = late(
    r".*\.(?:jpe?g|png|webp|gif|heic|tiff?)"
    r"|(?:(?:FB_)?IMG|DSC[NF]?|PXL|MVIMG|P|GOPR|DJI|received|signal|photo|WhatsApp[ _]Image|Scan"
    r"|Screenshot|Bildschirmfoto|Capture d[’']écran)"
    r"[-_ ]?\d[\d _.:-]*(?:(?:at|à|um)[ _]\d[\d _.:-]*)?\w*"
    r"|(?:(?:an?|the|une?|la|le|ein|eine|das) |l[’'])?"
    r"(?:image|img|pic|picture|photo|photograph|photographie|foto|bild|screenshot|alt(?: text)?"
    r"|fig(?:ure)?|(?:image |picture )?description(?: of (?:the )?(?:image|picture|photo))?"
    r"|unbenannt|untitled|unnamed|download|téléchargement|sans titre|capture d[’']écran"
    r"|εικόνα|φωτογραφία)"
    r"(?: of)?(?:[-_. ]{0,2}\d+(?: (?:of|von|sur|de) \d+)?)?"
    r"|\d[\d _.:-]*|[a-zà-ÿ0-9]+(?:_[a-zà-ÿ0-9]+)+",
    re.IGNORECASE,
)


def check(entry: Entry) -> Iterator[Finding]:
    """Yield descriptions of pictures that are the name of a file or say only “photo”."""
    for link in entry.text.links if entry.text else ():
        if link.image and _is_file_name(link.alt):
            place = entry.in_body(link.line, link.column, link.end_line, link.end_column)
            yield Finding("file-name-alt", place, {"alt": link.alt})
    for _, node in prose.written(entry, "image") if entry.pictures else ():
        for item in node.items if isinstance(node, Sequence) else (node,):
            alt = item.value("alt") if isinstance(item, Mapping) else None
            if isinstance(alt, Scalar) and alt.text and _says_nothing(alt.text):
                yield Finding("file-name-alt", alt.span, {"alt": alt.text})


def _says_nothing(alt: str) -> bool:
    return _is_file_name(alt) or not any(map(str.isalnum, alt))


def _is_file_name(alt: str) -> bool:
    return len(alt) <= _LONGEST and bool(_FILE_NAME.fullmatch(_AROUND.sub("", alt)))


RULE = Rule(
    code="GP502",
    name="file-name-alt",
    severity=Severity.WARNING,
    title=N_("A file name where a picture should be described"),
    messages={
        "": N_("“{alt}” does not say what the picture shows."),
    },
    hint=N_("Write what one sees: “Four teachers at a round table”."),
    why=N_("A screen reader reads these words aloud in the place of the picture."),
    bad="![IMG_2034.jpg](photo.jpg)",
    good="![Four teachers at a round table](photo.jpg)",
    source="WCAG 2.2, 1.1.1 Non-text Content (failure F30)",
    check_entry=check,
)
