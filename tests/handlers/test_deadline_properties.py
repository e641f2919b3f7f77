"""What holds for every deadline, whatever the ticket: later tickets, stops and holidays never make it earlier."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.counting import Stop, count
from handlers.deadlines import Deadline, complaint_deadline
from handlers.holidays import DaysOff
from handlers.limits import Limit
from handlers.office_hours import GENERAL_HOURS
from handlers.working_calendar import WorkingCalendar
from knowledge.calendar_table import CalendarDay, CalendarTable
from knowledge.library import Library
from knowledge.model import ComplaintClass, DayHours
from tests.handlers.calendars import ONE_EVENING, WIB

DEPOK = (
    *(DayHours(day, "08:00", "15:00", (("12:00", "13:00"),)) for day in range(4)),
    DayHours(4, "08:30", "15:30", (("11:30", "13:30"),)),
)
MOMENTS = st.builds(
    lambda after: dt.datetime(2026, 1, 1, tzinfo=WIB) + after, st.timedeltas(dt.timedelta(0), dt.timedelta(days=729))
)
"""The years 2026 and 2027."""
LENGTHS = st.timedeltas(dt.timedelta(0), dt.timedelta(days=9))
LIMITS = st.builds(Limit, st.integers(1, 25), st.sampled_from(["jam", "hari", "hari kerja"]))
CALENDARS = st.sampled_from(
    [WorkingCalendar(DEPOK, "Asia/Jakarta"), WorkingCalendar(GENERAL_HOURS, "Asia/Makassar"), ONE_EVENING]
)
WIDE = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def stop_lists(draw: st.DrawFn, start: dt.datetime | None = None) -> tuple[Stop, ...]:
    """Up to four stops around a moment, one of them perhaps still open."""
    origin = start or draw(MOMENTS)
    found = []
    for _ in range(draw(st.integers(0, 4))):
        since = origin + draw(st.timedeltas(dt.timedelta(days=-2), dt.timedelta(days=20)))
        found.append((since, None if draw(st.integers(0, 9)) == 0 else since + draw(LENGTHS)))
    return tuple(found)


def _due(limit: Limit, received: dt.datetime, calendar: WorkingCalendar, stops: tuple[Stop, ...]) -> dt.datetime:
    """The end of a limit; the end of time while the clock is stopped."""
    found = count(limit, calendar.opening(received), calendar, stops)
    return found or dt.datetime.max.replace(tzinfo=dt.UTC)


@WIDE
@given(limit=LIMITS, calendar=CALENDARS, received=MOMENTS, later=LENGTHS, data=st.data())
def test_who_comes_later_is_not_due_earlier(
    limit: Limit, calendar: WorkingCalendar, received: dt.datetime, later: dt.timedelta, data: st.DataObject
) -> None:
    """With the same stops."""
    stops = data.draw(stop_lists(received))
    assert _due(limit, received, calendar, stops) <= _due(limit, received + later, calendar, stops)


@WIDE
@given(limit=LIMITS, calendar=CALENDARS, received=MOMENTS, data=st.data())
def test_a_stop_never_makes_it_earlier(
    limit: Limit, calendar: WorkingCalendar, received: dt.datetime, data: st.DataObject
) -> None:
    """Nor does one more."""
    stops = data.draw(stop_lists(received))
    dues = [_due(limit, received, calendar, stops[:number]) for number in range(len(stops) + 1)]
    assert dues == sorted(dues)


@WIDE
@given(
    limit=LIMITS,
    hours=st.sampled_from([DEPOK, GENERAL_HOURS]),
    received=MOMENTS,
    ahead=st.integers(0, 30),
    data=st.data(),
)
def test_a_day_off_more_never_makes_it_earlier(
    limit: Limit, hours: tuple[DayHours, ...], received: dt.datetime, ahead: int, data: st.DataObject
) -> None:
    """Wherever it falls, on a stopped day too."""
    stops = data.draw(stop_lists(received))
    day = CalendarDay(received.date() + dt.timedelta(days=ahead), "", closed=True, reason="Libur")
    longer = DaysOff(CalendarTable({(day.date, ""): day}))
    usual = _due(limit, received, WorkingCalendar(hours, "Asia/Jakarta"), stops)
    assert usual <= _due(limit, received, WorkingCalendar(hours, "Asia/Jakarta", longer), stops)


@WIDE
@given(limit=LIMITS, calendar=CALENDARS, received=MOMENTS, data=st.data())
def test_it_falls_into_working_time(
    limit: Limit, calendar: WorkingCalendar, received: dt.datetime, data: st.DataObject
) -> None:
    """Within office hours or as they end; days without stops end at closing time."""
    stops = data.draw(stop_lists(received))
    found = count(limit, calendar.opening(received), calendar, stops)
    if found is not None:
        assert any(start < found <= end for start, end in calendar.spans(found.date()))
    plain = count(limit, calendar.opening(received), calendar)
    assert plain is not None
    if not limit.in_hours:
        assert plain == calendar.closing(plain.date())


@WIDE
@given(amount=st.integers(1, 40), calendar=CALENDARS, received=MOMENTS)
def test_hours_and_days_are_those_of_the_calendar(
    amount: int, calendar: WorkingCalendar, received: dt.datetime
) -> None:
    """A limit is so many hours, or so many days, of the working calendar; a stop before it began changes nothing."""
    start = calendar.opening(received)
    earlier = ((received - dt.timedelta(days=9), received - dt.timedelta(days=8)),)
    hours, days = Limit(amount, "jam"), Limit(amount, "hari kerja")
    due = calendar.add_hours(received, amount)
    assert [count(hours, start, calendar, stops) for stops in ((), earlier)] == [due, due]
    assert calendar.working_time(received, due) == dt.timedelta(hours=amount)
    last = calendar.closing(calendar.add_days(start.date(), amount))
    assert [count(days, start, calendar, stops) for stops in ((), earlier)] == [last, last]


@WIDE
@given(
    classes=st.lists(LIMITS, max_size=4),
    calendar=CALENDARS,
    received=MOMENTS,
    later=LENGTHS,
    data=st.data(),
)
def test_a_complaint_without_a_class(
    library: Library,
    classes: list[Limit],
    calendar: WorkingCalendar,
    received: dt.datetime,
    later: dt.timedelta,
    data: st.DataObject,
) -> None:
    """It is due with the first of its classes, warned of no later than that, and no earlier for coming later."""
    stops = data.draw(stop_lists(received))
    named = tuple(ComplaintClass(str(place), "Kelas", each.amount, each.unit) for place, each in enumerate(classes))
    office = replace(library.offices["kalbar"], complaint_classes=named)

    def deadline(moment: dt.datetime, known: ComplaintClass | None = None) -> Deadline:
        return complaint_deadline(known, moment, office, calendar, stops)

    found = deadline(received)
    dues = [due for each in named if (due := deadline(received, each).due) is not None]
    assert found.due == min(dues, default=None)
    assert found.warn_at == min(moment for moment in (found.due, found.law_due) if moment is not None)
    after = deadline(received + later)
    assert after.due is None or (found.due is not None and found.due <= after.due)
    assert found.law_due is not None
    assert after.law_due is not None
    assert found.law_due <= after.law_due
