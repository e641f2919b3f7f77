"""How a message looks where it arrives, as the desk shows it before anything goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from handlers.turn import Reply


@dataclass(frozen=True, slots=True)
class Look:
    """A message on one channel: the bubbles as its own renderer writes them, and the rows of buttons under them."""

    channel: str
    name: str
    bubbles: tuple[Markup, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    file: str | None = None
    """The name of the file that comes with it."""

    @property
    def picture(self) -> bool:
        """Whether the file is a picture."""
        return self.file is not None and shows_picture(self.file)


def shows_picture(name: str) -> bool:
    """Whether a file is shown where it stands: of what an announcement may have, all but a PDF."""
    return not name.lower().endswith(".pdf")


Looks = Callable[[Reply], tuple[Look, ...]]
"""A message on every channel; given by whoever knows the channels."""
