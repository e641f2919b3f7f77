"""The shape of calendar.yaml, checked with pydantic: working days and hours that an office may edit."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from knowledge.decree_file import HoursPart, Line, Part, Slug


class DayPart(Part):
    """One date with the reason that people are told; without offices it holds for all."""

    date: dt.date
    reason: Line
    offices: list[Slug] | None = Field(None, min_length=1)


class CalendarFile(Part):
    """calendar.yaml"""

    collective_leave: bool = True
    closed: list[DayPart] = Field(default_factory=list)
    open: list[DayPart] = Field(default_factory=list)
    hours: dict[Slug, list[HoursPart]] = Field(default_factory=dict)
