"""When a ticket must be answered, and how that was worked out: a pure function of what is stored of the ticket.

So a changed calendar, class or stop is taken in by working the deadline out again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.counting import Stop, by_the_clock, count
from handlers.crossing import Crossing, cross
from handlers.limits import LAW_COMPLAINT, Limit, complaint_limits, request_law, request_limit
from handlers.working_calendar import HoursSource, WorkingCalendar
from knowledge.model import ComplaintClass, Office, Service

_DAY = dt.timedelta(days=1)
_END_OF_DAY = dt.time(23, 59)


@dataclass(frozen=True, slots=True)
class Received:
    """When the ticket came, and the opening from which it counts: the same moment where the office was open."""

    at: dt.datetime
    counts_from: dt.datetime


@dataclass(frozen=True, slots=True)
class Decreed:
    """The limit in the decree, its day 1 where days are counted, and its end (None while the clock is stopped).

    `provisional` for a complaint without a class: it is the limit of the class that ends first.
    """

    limit: Limit
    day_one: dt.date | None
    due: dt.datetime | None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Lawful:
    """The limit in the law, the moment from which it counts, and its end."""

    limit: Limit
    counts_from: dt.datetime
    due: dt.datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a ticket must be answered by the decree and by the law, and the steps by which that was worked out.

    Moments are by the office's clock; `stops` are those that the decree's limit met. `deadline_text` says it in words.
    """

    received: Received
    decreed: Decreed | None
    lawful: Lawful | None
    stops: tuple[Stop, ...]
    crossing: Crossing
    hours_source: HoursSource

    @property
    def due(self) -> dt.datetime | None:
        """The end by the decree; None when it gives no limit, or while the clock is stopped."""
        return self.decreed.due if self.decreed is not None else None

    @property
    def law_due(self) -> dt.datetime | None:
        """The end by the law, where one gives a limit."""
        return self.lawful.due if self.lawful is not None else None

    @property
    def warn_at(self) -> dt.datetime | None:
        """The earlier of both: what an officer is warned of."""
        return min((moment for moment in (self.due, self.law_due) if moment is not None), default=None)

    @property
    def stopped(self) -> bool:
        """Whether the decree's limit has no end yet because the office waits for the sender."""
        return self.decreed is not None and self.decreed.due is None

    @property
    def from_decree(self) -> bool:
        """Whether the decree gives a limit."""
        return self.decreed is not None

    @property
    def from_law(self) -> bool:
        """Whether a law gives a limit."""
        return self.lawful is not None

    @property
    def from_office_setting(self) -> bool:
        """Whether hours were counted with that the decree does not state: never to be cited as the decree's."""
        return self.hours_source != "decree" and _last_counted(self.received, self.decreed, self.lawful) is not None

    @property
    def estimated_holiday(self) -> bool:
        """Whether a holiday on the way is not certain yet, so that the deadline may move."""
        return self.crossing.uncertain


def complaint_deadline(
    ticket_class: ComplaintClass | None,
    received_at: dt.datetime,
    office: Office,
    calendar: WorkingCalendar,
    stops: Iterable[Stop] = (),
    *,
    complete_at: dt.datetime | None = None,
) -> Deadline:
    """The deadline of a complaint; `complete_at` is when its file was complete, on receipt unless told otherwise.

    The decree's clock stops while the office waits for the sender; the law's 60 days do not: they begin when the file
    is complete.
    """
    received, stopped = _received(received_at, calendar), by_the_clock(stops, calendar)
    decreed = (
        _decreed(limit, received, calendar, stopped, provisional=ticket_class is None)
        for limit in complaint_limits(office, ticket_class)
    )
    complete = calendar.local(complete_at or received_at)
    end = dt.datetime.combine(complete.date() + LAW_COMPLAINT.amount * _DAY, _END_OF_DAY, calendar.zone)
    lawful = Lawful(LAW_COMPLAINT, complete, end)
    return _deadline(received, min(decreed, key=_end, default=None), lawful, calendar, stopped)


def request_deadline(
    service: Service,
    received_at: dt.datetime,
    calendar: WorkingCalendar,
    stops: Iterable[Stop] = (),
    *,
    extended: bool = False,
) -> Deadline:
    """The deadline of a request for a service; `extended` when a request for information got its 7 days more.

    Where neither the decree nor a law gives a limit there is none.
    """
    received, stopped = _received(received_at, calendar), by_the_clock(stops, calendar)
    limit = request_limit(service)
    decreed = None if limit is None else _decreed(limit, received, calendar, stopped)
    lawful = _lawful(request_law(service, extended), received, calendar)
    return _deadline(received, decreed, lawful, calendar, stopped)


def _received(at: dt.datetime, calendar: WorkingCalendar) -> Received:
    return Received(calendar.local(at), calendar.opening(at))


def _decreed(
    limit: Limit, received: Received, calendar: WorkingCalendar, stops: tuple[Stop, ...], provisional: bool = False
) -> Decreed:
    start = received.counts_from
    day_one = None if limit.in_hours else next(calendar.days_after(start.date()))
    return Decreed(limit, day_one, count(limit, start, calendar, stops), provisional)


def _lawful(limit: Limit | None, received: Received, calendar: WorkingCalendar) -> Lawful | None:
    due = None if limit is None else count(limit, received.counts_from, calendar)
    return None if limit is None or due is None else Lawful(limit, received.counts_from, due)


def _end(decreed: Decreed) -> tuple[bool, float, float]:
    """Puts the limit that ends first before the others; while the clock is stopped, the shortest."""
    if decreed.due is None:
        return True, 0.0, decreed.limit.days
    return False, decreed.due.timestamp(), decreed.limit.days


def _deadline(
    received: Received,
    decreed: Decreed | None,
    lawful: Lawful | None,
    calendar: WorkingCalendar,
    stops: tuple[Stop, ...],
) -> Deadline:
    met = tuple(stop for stop in stops if decreed is not None and _meets(stop, received.counts_from, decreed.due))
    last = _last_counted(received, decreed, lawful)
    crossing = Crossing() if last is None else cross(calendar, received.at.date(), last.date())
    return Deadline(received, decreed, lawful, met, crossing, calendar.hours_source)


def _meets(stop: Stop, start: dt.datetime, due: dt.datetime | None) -> bool:
    since, until = stop
    return (until is None or max(since, start) < until) and (due is None or since < due)


def _last_counted(received: Received, decreed: Decreed | None, lawful: Lawful | None) -> dt.datetime | None:
    """The last moment to which working time was counted; None when none was: the law counts a complaint by dates."""
    ends = [] if decreed is None else [decreed.due or received.counts_from]
    if lawful is not None and lawful.limit is not LAW_COMPLAINT:
        ends.append(lawful.due)
    return max(ends, default=None)
