"""A file as the conversation knows it: what it is and how it fares, never its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MOST_FILES = 5
"""Files of one form: what a citizen has at hand, and an officer looks through."""
MOST_ON_TICKET = 20
"""Files of one ticket with those that officers asked for later."""
LARGEST_FILE = 10 * 1024 * 1024
"""Bytes of one file: a phone's photo has 3 to 8 MB."""

FileKind = Literal["jpeg", "png", "webp", "pdf"]
FileState = Literal["pending", "stored", "refused", "gone"]
"""A `pending` file is with the platform and not looked at yet; one that is `gone` cannot be had from there."""
FileProblem = Literal["type", "size", "empty", "broken", "pixels", "locked"]
"""Why a file is refused; `pixels` are more than can be looked at safely, `locked` wants a password."""


@dataclass(frozen=True, slots=True)
class FileNote:
    """One file that a citizen sent; `name` is what people are shown.

    Of a pending file `kind` and `size` are what the sender's app says, of a stored one what it is.
    """

    id: str
    state: FileState = "pending"
    kind: FileKind | None = None
    size: int | None = None
    name: str = ""
    problem: FileProblem | None = None

    @property
    def is_picture(self) -> bool:
        """Whether it is a photo to who sent it."""
        return self.kind is not None and self.kind != "pdf"
