"""Failure: why a command cannot do its work, in words for the user."""

from __future__ import annotations

from goodpractice import messages


class Failure(Exception):  # noqa: N818 - it is the user's word for it
    """The command could not do its work; the message says why and what to do."""

    def __init__(self, template: str, **params: str | int) -> None:
        super().__init__(template.format(**params))
        self.template = template
        self.params = params

    def text(self, language: str) -> str:
        """Return the message in a language."""
        return messages.catalogue(language).gettext(self.template).format(**self.params)
