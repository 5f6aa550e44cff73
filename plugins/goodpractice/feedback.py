"""Feedback: where readers of an entry write to, with a message begun for them."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from goodpractice.citations import address
from goodpractice.entries import Entry
from goodpractice.interface import Interface
from goodpractice.messages import N_
from goodpractice.views import External

MAIL = "mailto:"
_COMMENT, _TRIED = N_("Comment on this page or correct it"), N_("I tried this")
_ASKED = (N_("Where and when:"), N_("What you changed:"), N_("What worked, and what did not:"))


def ways(ui: Interface, entry: Entry) -> tuple[External, ...]:
    """Return links to comment on an entry and to tell what came of trying it.

    Both begin a message to where readers are to write first; whatever comes next is one more link.
    """
    targets = ui.site.settings.feedback
    if not targets:
        return ()
    first, *rest = targets
    about = address(ui, entry) or entry.address
    tried = ui.say(_TRIED)
    asked = "\n\n".join((about, *map(ui.say, _ASKED), ""))
    return (
        External(begun(first, entry.title, about), ui.say(_COMMENT)),
        External(begun(first, f"{tried}: {entry.title}", asked), tried),
        *(External(begun(one, entry.title, about), _named(ui, one)) for one in rest),
    )


def to_ask(ui: Interface, entry: Entry) -> External | None:
    """Return where to ask about an entry that names nobody; a mailbox by its name."""
    targets = ui.site.settings.feedback
    if not targets:
        return None
    mailbox = targets[0].removeprefix(MAIL)
    words = mailbox if targets[0] != mailbox else ui.say(N_("Ask through this site"))
    return External(begun(targets[0], entry.title), words)


def begun(target: str, subject: str, body: str = "") -> str:
    """Return an address that begins a message: a mail (RFC 6068), or an issue as GitHub has it.

    Args:
        target: ``mailto:`` and a mailbox, or a web address.
        subject: title of the message.
        body: its text; lines end with a line feed.
    """
    mail = target.startswith(MAIL)
    fields = {"subject" if mail else "title": subject}
    if body:  # a mail's lines end with CRLF (RFC 6068, section 5)
        fields["body"] = body.replace("\n", "\r\n") if mail else body
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in fields.items())
    return f"{target}{'&' if '?' in target else '?'}{query}"


def _named(ui: Interface, target: str) -> str:
    place = target.removeprefix(MAIL) if target.startswith(MAIL) else urlsplit(target).netloc
    return ui.say(N_("Comment by way of {place}"), place=place)
