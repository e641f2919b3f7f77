"""Finds the doubts that stand in a decree file or a draft, wherever they are."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from knowledge.decree_file import DoubtPart

Location = tuple[int | str, ...]


def doubts(part: object, location: Location = ()) -> Iterator[tuple[Location, DoubtPart]]:
    """Every doubt below a part, in the order of the file, with where it stands."""
    if isinstance(part, DoubtPart):
        yield location, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from doubts(getattr(part, name), (*location, name))
    elif isinstance(part, dict):
        for key, each in part.items():
            yield from doubts(each, (*location, key))
    elif isinstance(part, list):
        for place, each in enumerate(part):
            yield from doubts(each, (*location, place))
