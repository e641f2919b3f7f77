"""The hours of the night in which no announcement leaves, by the clock on the wall of its office."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one time of the day to another, mostly past midnight; the same time twice means never."""

    begin: dt.time = dt.time(20)
    end: dt.time = dt.time(7)

    def rests(self, now: dt.datetime, zone: ZoneInfo) -> bool:
        """Whether it is quiet now."""
        time = now.astimezone(zone).time()
        if self.begin <= self.end:
            return self.begin <= time < self.end
        return time >= self.begin or time < self.end

    def next_rest(self, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
        """When the next quiet hours begin; Indonesia has no daylight saving."""
        here = now.astimezone(zone)
        begins = dt.datetime.combine(here.date(), self.begin, zone)
        return begins if begins > here else begins + _DAY

    def leaves(self, at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
        """When what is to leave at a moment may leave: then, or when the quiet hours around it end."""
        here = at.astimezone(zone)
        if not self.rests(at, zone):
            return here
        ends = dt.datetime.combine(here.date(), self.end, zone)
        return ends if ends > here else ends + _DAY
