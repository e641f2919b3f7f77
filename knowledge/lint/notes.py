"""Whether a note of the file tells already what lint came upon: what the office knows is not told again as news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from knowledge.component_names import COMPONENT_NAMES
from knowledge.decree_file import DecreeFile
from knowledge.doubts import Location
from knowledge.draft_file import DraftFile
from knowledge.lint.finding import Trace

_EVERYWHERE = re.compile(r"\b(?:semua|tiap|setiap|seluruh) layanan\b", re.IGNORECASE)


def is_known(file: DecreeFile | DraftFile, trace: Trace) -> bool:
    """Whether a note tells it: one on the way down to the place, or one on the decree that names what it is about."""
    told_by = trace.told_by
    if told_by is None:
        return False
    if any(told_by.search(note) for note in _near(file, trace.location)):
        return True
    about = _about(trace.location)
    far = (*file.decree.notes, *file.office.notes, *file.complaint.notes)
    return any(told_by.search(note) and (_EVERYWHERE.search(note) or about.search(note)) for note in far)


def _about(location: Location) -> re.Pattern[str]:
    """What a note on the whole decree must name to be about a place: its component; elsewhere nothing does."""
    key = location[3] if len(location) > 3 and location[2] == "components" else None
    name = next((name for each, name in COMPONENT_NAMES.items() if each == key), None)
    return re.compile(rf"\b{re.escape(name)}\b" if name is not None else r"(?!)", re.IGNORECASE)


def _near(file: DecreeFile | DraftFile, location: Location) -> Iterator[str]:
    """The notes of the parts that a place lies in."""
    part: Any = file
    for step in location:
        part = getattr(part, str(step)) if isinstance(part, BaseModel) else part[step]
        yield from _of(part)


def _of(part: object) -> Iterator[str]:
    if isinstance(part, BaseModel):
        yield from getattr(part, "notes", ())
        note = getattr(part, "note", None)
        if isinstance(note, str):
            yield note
