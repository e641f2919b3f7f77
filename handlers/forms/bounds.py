"""What a form refuses of values that are readable: dates gone by or still ahead, numbers out of bounds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge.form_model import Step
from locales.reading.refusals import Refused


@dataclass(frozen=True, slots=True)
class Gone(Refused):
    """A date that has passed where one to come is asked."""

    date: dt.date


@dataclass(frozen=True, slots=True)
class Ahead(Refused):
    """A date to come where one that has been is asked."""

    date: dt.date


@dataclass(frozen=True, slots=True)
class Needed(Refused):
    """An answer that cannot be left out."""


@dataclass(frozen=True, slots=True)
class OutOfBounds(Refused):
    """A number below `least` or above `most`."""

    least: int | None
    most: int | None


def outside(step: Step, value: str) -> bool:
    """Whether a number lies outside the bounds of its step."""
    if step.kind != "number":
        return False
    number = int(value)
    return (step.least is not None and number < step.least) or (step.most is not None and number > step.most)


def checked(step: Step, value: str | Refused, today: dt.date) -> str | Refused:
    """The value, or why the form cannot take it; a number outside bounds that may be meant passes."""
    if isinstance(value, Refused):
        return value
    if step.kind == "date" and not step.past and dt.date.fromisoformat(value) < today:
        return Gone(dt.date.fromisoformat(value))
    if step.kind == "date" and step.past and dt.date.fromisoformat(value) > today:
        return Ahead(dt.date.fromisoformat(value))
    if outside(step, value) and step.beyond is None:
        return OutOfBounds(step.least, step.most)
    return value
