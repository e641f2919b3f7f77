"""Opening hours in words."""

from __future__ import annotations

from handlers.context import Context
from knowledge.model import DayHours
from locales.formats import weekday_name


def day_text(context: Context, day: DayHours) -> str:
    """A day's hours: "Senin 08.00–16.00, istirahat 12.00–13.00"."""
    text = f"{weekday_text(context, day.weekday)} {clock_text(day.open)}–{clock_text(day.close)}"
    if not day.breaks:
        return text
    breaks = ", ".join(f"{clock_text(start)}–{clock_text(end)}" for start, end in day.breaks)
    return context.say("{day}, istirahat {breaks}", day=text, breaks=breaks)


def weekday_text(context: Context, weekday: int) -> str:
    """A weekday in the citizen's language; 0 is Monday."""
    return weekday_name(weekday, context.conversation.language)


def clock_text(time: str) -> str:
    """A time as it is written here: "08.00"."""
    return time.replace(":", ".")
