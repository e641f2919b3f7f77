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


Looks = Callable[[Reply], tuple[Look, ...]]
"""A message on every channel; given by whoever knows the channels."""
