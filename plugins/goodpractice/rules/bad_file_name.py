"""A file name that cannot become an address."""

from __future__ import annotations

from goodpractice.diagnostics import Severity
from goodpractice.rules.rule import N_, Rule

RULE = Rule(
    code="GP120",
    name="bad-file-name",
    severity=Severity.ERROR,
    ignorable=False,
    title=N_("A file name that cannot become an address"),
    messages={
        "": N_(
            "The file is called “{found}”; names of files may hold only the small "
            "letters a to z, digits and hyphens."
        ),
        "folder": N_(
            "Entries lie directly in the folder of their collection; this one lies "
            "in a folder within it."
        ),
        "picture": N_(
            "The picture is called “{found}”; names of pictures may hold only letters from a to z, "
            "digits, spaces, hyphens and underscores, and those of folders no capitals or spaces."
        ),
        "taken": N_("The folder “{folder}” is kept for files that the tool makes itself."),
        "long": N_("The name of a file or folder may have at most {limit} letters."),
        "capitals": N_("But for capital letters, {other} has the same name."),
        "theme": N_("The theme of the site has a picture of this name in this place."),
        "deep": N_("This folder is not read: at most {limit} folders may lie in each other."),
        "reserved": N_(
            "A file cannot be called “{found}”: on Windows that is the name of a device, and the "
            "whole folder could not be copied there."
        ),
    },
    hint={
        "": N_(
            "Call it “{better}” instead. On github.com: open the file, choose the pencil, change "
            "the name above the text, and commit."
        ),
        "picture": N_(
            "Call it “{better}” instead: rename it on your computer, add it again, and delete the "
            "old one."
        ),
        "taken": N_("Put the file into another folder."),
        "capitals": N_(
            "Give one of the two another name: many computers can hold only one of them."
        ),
        "theme": N_("Give the picture another name, or put it into another folder."),
        "deep": N_("Move what it holds further up."),
        "folder": N_(
            "Move the file to “{better}”. On github.com: open the file, choose the pencil, change "
            "the path above the text, and commit."
        ),
    },
    why=N_("The name becomes the address of the page, which people type, print and read out."),
    bad="content/notes/Our School.md",
    good="content/notes/our-school.md",
    source="RFC 3986, 2.3 Unreserved characters",
)
