"""The form that a citizen is filling in: what was answered so far, as plain values that outlive a restart."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from handlers.file_note import FileNote

DRAFT_LIFETIME = dt.timedelta(days=7)
"""After a week without a word a form is dropped: what it asks for is personal, and mostly out of date."""

Asking = Literal["step", "review", "correct", "drop", "beyond", "away"]
"""What the citizen was asked last: the open step, to send, what to correct, whether to drop it all, whether a number
outside the bounds is meant; `away` when something else was talked about since."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form under way. `answers` are values by step key as the steps' kinds write them; `skipped` steps were left out
    on purpose; `step` is the one asked last; `revising` means that the review follows it. `begun_at` and `touched_at`
    are the moments of the first and the last turn that was about the form; `begun_with` are words that it took over
    from what was said before. `files` are what was attached; `sending` means that the citizen said to send while some
    of them were still on their way.
    """

    form: str
    office: str
    service: str | None = None
    answers: tuple[tuple[str, str], ...] = ()
    skipped: tuple[str, ...] = ()
    step: str | None = None
    asking: Asking = "step"
    revising: bool = False
    begun_at: dt.datetime | None = None
    begun_with: tuple[str, ...] = ()
    touched_at: dt.datetime | None = None
    files: tuple[FileNote, ...] = ()
    sending: bool = False

    @property
    def expires_at(self) -> dt.datetime | None:
        """When it is dropped, unless it is gone on with."""
        return self.touched_at + DRAFT_LIFETIME if self.touched_at is not None else None

    def value(self, key: str) -> str | None:
        """The value of a step, or None while it has none."""
        return dict(self.answers).get(key)

    def with_value(self, key: str, value: str) -> Draft:
        """The draft with a step answered, in place of what it was before."""
        answers = {**dict(self.answers), key: value}
        return replace(self, answers=tuple(answers.items()), skipped=tuple(k for k in self.skipped if k != key))

    def without(self, key: str) -> Draft:
        """The draft with a step left out."""
        answers = tuple((each, value) for each, value in self.answers if each != key)
        return replace(self, answers=answers, skipped=(*(k for k in self.skipped if k != key), key))
