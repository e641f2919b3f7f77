"""Puts right one end of a time range: "mulai jam 8 aja", "selesainya jam 4", "bukan jam 9 tapi jam 10"."""

from __future__ import annotations

import datetime as dt
import re

from locales.reading.found import Found, Range
from locales.reading.refusals import EndsBeforeStart, OpenEnd, Refused
from locales.reading.times import read_time

_FIRST = re.compile(r"\b(?:mulai\w*|dari|dimulai|start\w*|awal\w*|wiwit|ti)\b", re.IGNORECASE)
_LAST = re.compile(
    r"\b(?:selesai\w*|sampai|sampe|sampek|hingga|berakhir|akhir\w*|kelar\w*|end\w*|tekan|nepi)\b", re.IGNORECASE
)


def with_end(value: str | None, said: OpenEnd, text: str, old: str = "") -> str | Refused:
    """The range with the end that is meant put right; the refusal where nothing says which end, or none is left."""
    if value is None:
        return said
    first, last = (dt.time.fromisoformat(end) for end in value.split("-"))
    before = read_time(old) if old else None
    replaces = before.value if isinstance(before, Found) else None
    if replaces == first or (_FIRST.search(text) and not _LAST.search(text)):
        ends = Range(said.first, last)
    elif replaces == last or (_LAST.search(text) and not _FIRST.search(text)):
        ends = Range(first, said.first)
    else:
        return said
    if ends.last <= ends.first:
        return EndsBeforeStart(ends.first, ends.last)
    return f"{ends.first:%H:%M}-{ends.last:%H:%M}"
