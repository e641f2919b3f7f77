"""What forms of the desk carry besides an officer's words: the version that they were made from, numbers, times."""

from __future__ import annotations

import datetime as dt
from typing import Any

from aiohttp import web

_MOST_DIGITS = 9


def text_of(form: Any, name: str) -> str:  # noqa: ANN401 - aiohttp's fields: texts and files
    """A field's text without space around it; empty where it is none."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def version_of(form: Any) -> int:  # noqa: ANN401
    """The version that a form was made from; raises HTTPBadRequest, since without one nothing is saved."""
    number = number_of(text_of(form, "version"))
    if number is None:
        raise web.HTTPBadRequest
    return number


def number_of(text: str) -> int | None:
    """A number as people type it, with or without its dots; None for what is none."""
    digits = text.replace(".", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS else None


def wall_time(text: str) -> dt.datetime | None:
    """What a field of date and time holds, by the clock on some wall; None for what is none."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=None)
