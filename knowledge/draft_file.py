"""The shape of a draft: a decree file that the import wrote and a person has not finished reviewing.

It is a decree file in which office and decree may lack what the source does not say, and in which doubts stand.
"""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from knowledge.decree_file import (
    ComplaintPart,
    DecreePart,
    LeftOutPart,
    Level,
    Line,
    OfficePart,
    Part,
    ServicePart,
    Slug,
    Timezone,
)


class DraftOffice(OfficePart):
    """The office of a draft: what the document does not say is null, with a doubt."""

    slug: Slug | None = None  # type: ignore[assignment]
    name: Line | None = None  # type: ignore[assignment]
    short: Line | None = None  # type: ignore[assignment]
    place: Line | None = None  # type: ignore[assignment]
    region: Line | None = None  # type: ignore[assignment]
    names: list[Line] = Field(default_factory=list)
    level: Level | None = None  # type: ignore[assignment]
    address: Line | None = None  # type: ignore[assignment]
    timezone: Timezone | None = None  # type: ignore[assignment]


class DraftDecree(DecreePart):
    """The decree of a draft: what the document does not say is null, with a doubt."""

    number: Line | None = None  # type: ignore[assignment]
    title: Line | None = None  # type: ignore[assignment]
    date: dt.date | None = None  # type: ignore[assignment]
    place: Line | None = None  # type: ignore[assignment]


class DraftFile(Part):
    """A whole draft."""

    office: DraftOffice
    decree: DraftDecree
    complaint: ComplaintPart = Field(default_factory=ComplaintPart)
    services: list[ServicePart] = Field(default_factory=list)
    left_out: list[LeftOutPart] = Field(default_factory=list)
