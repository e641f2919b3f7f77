"""A paper as structure, before anything is drawn: the same sheet becomes a PDF and a picture."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.turn import Section


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: where it leads, and the words beside it."""

    url: str
    caption: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a paper, from top to bottom.

    `office` and `title` head it, `large` is what must be read across a counter; `small` closes it (sources, what it is
    for); `code` stands where there is room for it.
    """

    office: str
    title: str
    large: str | None
    sections: tuple[Section, ...]
    small: tuple[str, ...] = ()
    code: Code | None = None
