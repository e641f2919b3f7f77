"""How the value of a step is shown to people."""

from __future__ import annotations

import datetime as dt

from handlers.context import Context
from knowledge.form_model import Step
from locales.formats import long_date, phone_text

_LONGEST, _LONGEST_STORY = 200, 1_500
"""Characters of an answer in a review, so that even the longest answers of a form fit one message of 4,096."""
_THOUSANDS = 10_000
"""From here on a number is shown with points: 4 people, but 2.500.000 rupiah."""


def shown(context: Context, step: Step, value: str) -> str:
    """A value as the citizen reads it."""
    match step.kind:
        case "date":
            date = dt.date.fromisoformat(value)
            return long_date(date, context.conversation.language)
        case "times":
            return value.replace(":", ".").replace("-", "–")
        case "number":
            return value if int(value) < _THOUSANDS else f"{int(value):,}".replace(",", ".")
        case "phone" | "contact":
            return phone_text(value)
        case "yes-no":
            return context.say("Ya") if value == "yes" else context.say("Tidak")
        case "choice":
            return next((context.say(option.label) for option in step.options if option.id == value), value)
        case "files":
            return context.say("{count} berkas", count=value)
        case _:
            return value


def shown_shortly(context: Context, step: Step, value: str) -> str:
    """A value as it fits a message with all the others; what is longer is kept whole, and filed so."""
    text, most = shown(context, step, value), _LONGEST_STORY if step.kind == "story" else _LONGEST
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
