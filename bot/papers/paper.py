"""What is rendered, from what, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from bot.files.shelf import Shelf
from bot.papers.doors import Doors
from bot.store.unit import Unit
from handlers.context import Context
from handlers.turn import FileRef

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".json": "application/json",
    ".txt": "text/plain",
    ".html": "text/html",
}
"""What a paper may be, by the ending of its name."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A rendered file under the name that the citizen sees."""

    content: bytes
    name: str

    @property
    def media_type(self) -> str:
        """What it is, by its name."""
        return MEDIA_TYPES[ending(self.name)]

    @property
    def picture(self) -> bool:
        """Whether it is shown rather than opened."""
        return self.media_type.startswith("image/")


class NoPaper(Exception):
    """There is nothing to render: the ticket is deleted, the service is gone; the text says so to the citizen."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is to be rendered for one conversation.

    `unit` reads the store as it is now, `conversation` is the conversation's id there; `context` speaks the citizen's
    language and knows the decrees; `doors` are the addresses that codes lead to, `shelf` has what was uploaded.
    """

    ref: FileRef
    unit: Unit
    conversation: int
    context: Context
    doors: Doors
    shelf: Shelf | None = None


Draw = Callable[[], bytes]
"""Draws what was read, without the store: drawing takes longer than anything else may wait for."""


def ending(name: str) -> str:
    """The ending of a file's name, in lower case with its point."""
    return PurePath(name).suffix.lower()
