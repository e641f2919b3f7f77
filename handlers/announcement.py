"""An announcement of an office: what it says, to whom, and until when, as values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

Topic = Literal["umum", "pelatihan", "perizinan", "bantuan", "tenggat"]
TOPICS: tuple[Topic, ...] = get_args(Topic)
"""What an announcement may be about; one that says nothing of it is general."""
LARGE = 1000
"""Receivers above which the number must be typed before anything goes."""
LONGEST_TITLE = 120
LONGEST_TEXT = 3000
"""Characters: with what stands round it an announcement still goes as one message on every channel."""


@dataclass(frozen=True, slots=True)
class AnnouncedFile:
    """A picture or document that comes with an announcement: by its number, under the name that citizens see."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is told: a title, paragraphs, an address on the web, and choices as pairs of id and label.

    `ends_on` is the last day on which it is sent and shown; `corrects` says that it takes another's place.
    """

    office: str
    topics: tuple[Topic, ...]
    title: str
    paragraphs: tuple[str, ...]
    link: str | None = None
    choices: tuple[tuple[str, str], ...] = ()
    ends_on: dt.date | None = None
    corrects: bool = False
    file: AnnouncedFile | None = None


def subscription(office: str, topic: str) -> str:
    """How a subscription is written: office and topic."""
    return f"{office}/{topic}"


def offices_followed(follows: tuple[str, ...]) -> tuple[str, ...]:
    """The offices of subscriptions, each once, in their order."""
    return tuple(dict.fromkeys(each.partition("/")[0] for each in follows))
