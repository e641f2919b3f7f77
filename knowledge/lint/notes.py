"""Whether a note of the file tells already what lint came upon: what the office knows is not told again as news."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from knowledge.decree_file import DecreeFile
from knowledge.doubts import Location
from knowledge.draft_file import DraftFile
from knowledge.lint.finding import Trace


def is_known(file: DecreeFile | DraftFile, trace: Trace) -> bool:
    """Whether a note on the way from the file down to the place, or one on the decree as a whole, tells it."""
    if trace.told_by is None:
        return False
    return any(trace.told_by.search(note) for note in _notes(file, trace.location))


def _notes(file: DecreeFile | DraftFile, location: Location) -> Iterator[str]:
    yield from (*file.decree.notes, *file.office.notes, *file.complaint.notes)
    part: object = file
    for step in location:
        if isinstance(part, BaseModel) and isinstance(step, str):
            part = getattr(part, step)
        elif isinstance(part, (list, dict)):
            part = part[step]  # type: ignore[index]
        yield from _of(part)


def _of(part: object) -> Iterator[str]:
    if isinstance(part, BaseModel):
        yield from getattr(part, "notes", ())
        note = getattr(part, "note", None)
        if isinstance(note, str):
            yield note
