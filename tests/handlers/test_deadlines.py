"""Deadlines of tickets. Every row was worked out by hand from the rules; the reasoning stands beside it.

Day 1 is the next working day, the last day ends at closing time, what comes while the office is closed counts from its
next opening, hours are office hours, and time in which the office waits for the sender is not counted.

Depok: Monday to Thursday 08.00-12.00 and 13.00-15.00 (6 hours), Friday 08.30-11.30 and 13.30-15.30 (5 hours).
The others (the usual hours): Monday to Thursday 07.30-12.00, 13.00-16.00, Friday 07.30-11.30, 13.00-16.30 (7.5 each).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from handlers.deadlines import complaint_deadline, request_deadline
from handlers.office_hours import office_calendar
from knowledge.calendar_table import CalendarTable
from knowledge.library import Library
from tests.handlers.calendars import NOT_EDITED, at, calendar, office, stops, table, ticket_class

DAYS = (
    # a plain week: Thu 19, Fri 20, Mon 23, Tue 24, Wed 25
    ("depok", "5 hari kerja", "2026-11-18 09:30", "2026-11-25 15:00"),
    # "hari" is counted as working days, too
    ("depok", "5 hari", "2026-11-18 09:30", "2026-11-25 15:00"),
    # after Friday's closing: as if on Mon 23; day 1 Tue 24, then 25, 26, 27, Mon 30
    ("depok", "5 hari kerja", "2026-11-20 15:40", "2026-11-30 15:00"),
    # one minute before closing it is still Friday: Mon 23 to Fri 27, which closes at 15.30
    ("depok", "5 hari kerja", "2026-11-20 15:29", "2026-11-27 15:30"),
    # the minute of closing is after it
    ("depok", "5 hari kerja", "2026-11-20 15:30", "2026-11-30 15:00"),
    ("depok", "1 hari kerja", "2026-11-19 14:59", "2026-11-20 15:30"),
    ("depok", "1 hari kerja", "2026-11-19 15:00", "2026-11-23 15:00"),  # as if on Fri 20
    # at two in the night of Thursday: the opening of that Thursday, day 1 is Friday
    ("depok", "1 hari kerja", "2026-11-19 02:00", "2026-11-20 15:30"),
    # Saturday morning and Sunday night: as if on Mon 23, day 1 Tue 24
    ("depok", "1 hari kerja", "2026-11-21 10:00", "2026-11-24 15:00"),
    ("depok", "1 hari kerja", "2026-11-22 23:59", "2026-11-24 15:00"),
    # in the break, on a Friday and on a Tuesday: the end of the break, the same day
    ("depok", "1 hari kerja", "2026-11-20 12:00", "2026-11-23 15:00"),
    ("depok", "1 hari kerja", "2026-11-17 12:30", "2026-11-18 15:00"),
    # the usual hours close on Friday at 16.30: Mon 23 to Fri 27
    ("kalbar", "5 hari kerja", "2026-11-20 16:29", "2026-11-27 16:30"),
    ("kalbar", "5 hari kerja", "2026-11-20 16:30", "2026-11-30 16:00"),
    # 3-6 November (4), 9-13 (9), 16-20 (14)
    ("muba", "14 hari kerja", "2026-11-02 08:00", "2026-11-20 16:30"),
    # Imlek 2026: Mon 16 February leave, Tue 17 holiday; 18, 19, 20
    ("depok", "3 hari kerja", "2026-02-13 10:00", "2026-02-20 15:30"),
    # Nyepi and Idul Fitri 2026: Wed 18 leave, Thu 19 Nyepi, Fri 20 leave, the weekend, Mon 23 and Tue 24 leave
    ("depok", "1 hari kerja", "2026-03-17 09:00", "2026-03-25 15:00"),
    # Tue 17, then Wed 25, Thu 26, Fri 27, Mon 30
    ("depok", "5 hari kerja", "2026-03-16 09:00", "2026-03-30 15:00"),
    # sent on the evening of Idul Fitri: as if on Wed 25, day 1 Thu 26
    ("depok", "1 hari kerja", "2026-03-22 20:00", "2026-03-26 15:00"),
    # sent on Nyepi: as if on Wed 25; 26, 27 (2), 30, 31, 1, 2 (6), Fri 3 April off, 6-10 (11), 13, 14, 15 (14)
    ("depok", "14 hari kerja", "2026-03-19 10:00", "2026-04-15 15:00"),
    # Labour Day is Fri 1 May: 4, 5, 6, 7, 8
    ("depok", "5 hari kerja", "2026-04-30 08:00", "2026-05-08 15:30"),
    # Ascension Thu 14 May, Fri 15 leave: Mon 18, Tue 19
    ("depok", "2 hari kerja", "2026-05-13 14:00", "2026-05-19 15:00"),
    # Idul Adha Wed 27 May, Thu 28 leave: Fri 29, Mon 1 June Pancasila, Tue 2, Wed 3
    ("depok", "3 hari kerja", "2026-05-26 09:00", "2026-06-03 15:00"),
    ("depok", "1 hari kerja", "2026-06-15 09:00", "2026-06-17 15:00"),  # Islamic New Year on Tue 16
    ("depok", "1 hari kerja", "2026-08-14 10:00", "2026-08-18 15:00"),  # Independence Day on Mon 17
    ("depok", "2 hari kerja", "2026-08-24 10:00", "2026-08-27 15:00"),  # Maulid on Tue 25; Wed 26, Thu 27
    # the end of 2026: Wed 23; Thu 24 leave, Fri 25; Mon 28, 29, 30, Thu 31
    ("depok", "5 hari kerja", "2026-12-22 10:00", "2026-12-31 15:00"),
    # 28, 29, 30, 31, New Year on Fri 1, Mon 4
    ("depok", "5 hari kerja", "2026-12-23 14:59", "2027-01-04 15:00"),
    # a minute later it is as if on Mon 28: 29, 30, 31, Mon 4, Tue 5 Isra Mikraj, Wed 6
    ("depok", "5 hari kerja", "2026-12-23 15:00", "2027-01-06 15:00"),
    # December 2-4 (3), 7-11 (8), 14-18 (13), 21-23 (16), 28-31 (20), January 4, 6-8 (24), 11-15 (29), 18-22 (34),
    # 25-29 (39), February 1-4 (43), leave on the 5th, 8-12 (48), 15-19 (53), 22-26 (58), 1 and 2 March
    ("kalbar", "60 hari kerja", "2026-12-01 09:00", "2027-03-02 16:00"),
    # Nyepi and Idul Fitri 2027: Mon 8 Nyepi, 9 leave, 10-11 Idul Fitri, 12 leave, Mon 15 leave; Tue 16
    ("depok", "1 hari kerja", "2027-03-05 10:00", "2027-03-16 15:00"),
    ("depok", "3 hari kerja", "2027-03-04 10:00", "2027-03-17 15:00"),  # Fri 5, Tue 16, Wed 17
    ("depok", "1 hari kerja", "2027-02-04 10:00", "2027-02-08 15:00"),  # Imlek on Sat 6, leave on Fri 5
    ("depok", "2 hari kerja", "2027-03-24 10:00", "2027-03-30 15:00"),  # Thu 25 leave, Good Friday; Mon 29, Tue 30
    ("depok", "1 hari kerja", "2027-05-05 10:00", "2027-05-07 15:30"),  # Ascension on Thu 6
    # Idul Adha Mon 17, Tue 18 and Wed 19 leave, Waisak Thu 20: Fri 14, Fri 21, Mon 24, 25, 26
    ("depok", "5 hari kerja", "2027-05-13 10:00", "2027-05-26 15:00"),
    ("depok", "1 hari kerja", "2027-05-31 10:00", "2027-06-02 15:00"),  # Pancasila on Tue 1
    ("depok", "3 hari kerja", "2027-12-23 10:00", "2027-12-29 15:00"),  # Fri 24 leave; 27, 28, 29
    ("depok", "5 hari kerja", "2027-12-29 10:00", "2028-01-05 15:00"),  # 30, 31, Mon 3, 4, 5
)

HOURS = (
    ("kalbar", "3 jam", "2026-11-16 08:00", "2026-11-16 11:00"),
    ("kalbar", "3 jam", "2026-11-16 11:00", "2026-11-16 15:00"),  # 11-12, 13-15
    ("kalbar", "3 jam", "2026-11-16 09:00", "2026-11-16 12:00"),  # ends as the break begins
    ("kalbar", "3 jam", "2026-11-16 12:30", "2026-11-16 16:00"),  # in the break: 13-16
    ("kalbar", "3 jam", "2026-11-16 15:59", "2026-11-17 10:29"),  # one minute on Monday, 2:59 from 07.30
    ("kalbar", "3 jam", "2026-11-16 16:00", "2026-11-17 10:30"),
    ("kalbar", "3 jam", "2026-11-20 10:00", "2026-11-20 14:30"),  # Friday: 1.5 before the break, 1.5 from 13.00
    ("muba", "3 jam", "2026-11-20 15:00", "2026-11-23 09:00"),  # 1.5 on Friday, 1.5 on Monday
    ("muba", "3 jam", "2026-11-20 22:00", "2026-11-23 10:30"),  # Friday night
    ("muba", "3 jam", "2026-11-21 12:00", "2026-11-23 10:30"),  # Saturday
    # 2 hours on Wed 23 December; leave, Christmas, the weekend; 1 hour on Mon 28
    ("kalbar", "3 jam", "2026-12-23 14:00", "2026-12-28 08:30"),
    # 1 hour on Tue 17 March; Nyepi, Idul Fitri and leave; 2 hours on Wed 25
    ("kalbar", "3 jam", "2026-03-17 15:00", "2026-03-25 09:30"),
    ("depok", "3 jam", "2026-11-20 11:00", "2026-11-23 08:30"),  # 0.5, 2 after the break, 0.5 on Monday
    ("depok", "3 jam", "2026-11-19 14:00", "2026-11-20 10:30"),  # 1 on Thursday, 2 from 08.30
    ("depok", "12 jam", "2026-11-16 08:00", "2026-11-17 15:00"),  # two days of 6 hours
    # seconds are left out: 08:00:59 counts from 08.00
    ("kalbar", "3 jam", "2026-11-16 08:00:59", "2026-11-16 11:00"),
)

ZONES = (
    # a moment in universal time is 08.00 in Pontianak
    (None, "3 jam", "2026-11-16 01:00+00:00", "2026-11-16 11:00+07:00"),
    # 08.00 in Jakarta is 09.00 in Makassar
    ("Asia/Makassar", "3 jam", "2026-11-16 08:00+07:00", "2026-11-16 12:00+08:00"),
    # 15.30 in Jakarta is 17.30 in Jayapura, closed: Tue 17 from 07.30
    ("Asia/Jayapura", "3 jam", "2026-11-16 15:30+07:00", "2026-11-17 10:30+09:00"),
    # 15.45 on Friday in Jakarta is 16.45 in Makassar, closed: as if on Mon 23, day 1 Tue 24
    ("Asia/Makassar", "1 hari kerja", "2026-11-20 15:45+07:00", "2026-11-24 16:00+08:00"),
    # Sunday in universal time is already Monday, 00.30, in Pontianak: day 1 is Tue 17
    (None, "1 hari kerja", "2026-11-15 17:30+00:00", "2026-11-17 16:00+07:00"),
)

STOPS = (
    # received Mon 16 at 08.00, 3 hours end at 11.00
    ("3 jam", "2026-11-16 08:00", "2026-11-16 09:00/2026-11-16 10:00", "2026-11-16 12:00"),
    ("3 jam", "2026-11-16 08:00", "2026-11-16 09:00/2026-11-16 09:00", "2026-11-16 11:00"),  # of no length
    ("3 jam", "2026-11-16 08:00", "2026-11-16 11:00/2026-11-16 12:00", "2026-11-16 11:00"),  # after its end
    ("3 jam", "2026-11-16 08:00", "2026-11-15 08:00/2026-11-16 07:00", "2026-11-16 11:00"),  # before its beginning
    ("3 jam", "2026-11-16 08:00", "2026-11-16 10:00/2026-11-17 10:00", "2026-11-17 11:00"),  # 2 hours, then 1
    # 0.5 until 08.30, 1 until 10.00, 1 until noon, 0.5 after the break
    ("3 jam", "2026-11-16 08:00", "2026-11-16 08:30/2026-11-16 09:00,2026-11-16 10:00/2026-11-16 11:00",
     "2026-11-16 13:30"),
    # stops that overlap count once: 1 until 09.00, 1.5 from 10.30, 0.5 after the break
    ("3 jam", "2026-11-16 08:00", "2026-11-16 09:30/2026-11-16 10:30,2026-11-16 09:00/2026-11-16 10:00",
     "2026-11-16 13:30"),
    ("3 jam", "2026-11-16 10:00", "2026-11-16 12:00/2026-11-16 13:00", "2026-11-16 14:00"),  # only in the break
    ("3 jam", "2026-11-16 15:00", "2026-11-16 16:00/2026-11-17 07:30", "2026-11-17 09:30"),  # only at night
    ("3 jam", "2026-11-16 08:00", "2026-11-16 09:00/", None),  # still waiting
    ("3 jam", "2026-11-16 08:00", "2026-11-16 11:00/", "2026-11-16 11:00"),  # waiting since after the end
    ("3 jam", "2026-11-16 08:00", "2026-11-14 09:00/", None),  # waiting since before the beginning
    # received Mon 16 at 09.00: Tue 17, 18, 19, 20, Mon 23 at 16.00
    ("5 hari kerja", "2026-11-16 09:00", "2026-11-18 07:30/2026-11-19 07:30", "2026-11-24 16:00"),  # all of Wednesday
    # 4.5 of Wednesday's 7.5 hours: 4.5 hours of Tue 24, which end at noon
    ("5 hari kerja", "2026-11-16 09:00", "2026-11-18 07:30/2026-11-18 12:00", "2026-11-24 12:00"),
    ("5 hari kerja", "2026-11-16 09:00", "2026-11-16 10:00/2026-11-16 15:00", "2026-11-23 16:00"),  # before day 1
    ("5 hari kerja", "2026-11-16 09:00", "2026-11-20 16:30/2026-11-23 07:30", "2026-11-23 16:00"),  # a weekend
    ("5 hari kerja", "2026-11-16 09:00", "2026-11-20 16:30/2026-11-23 16:00", "2026-11-24 16:00"),  # and Monday
    # Tuesday and Thursday, whole
    ("5 hari kerja", "2026-11-16 09:00", "2026-11-17 07:30/2026-11-17 16:00,2026-11-19 07:30/2026-11-19 16:00",
     "2026-11-25 16:00"),
    ("5 hari kerja", "2026-11-16 09:00", "2026-11-17 07:30/2026-11-17 16:00,2026-11-19 10:00/", None),
    # over Idul Fitri, Wed 25 March is the one working day stopped: Tue 17, 26, 27, 30, 31
    ("5 hari kerja", "2026-03-16 09:00", "2026-03-17 16:00/2026-03-25 16:00", "2026-03-31 16:00"),
)  # fmt: skip


@pytest.mark.parametrize(("slug", "limit", "received", "due"), DAYS + HOURS)
def test_due(library: Library, slug: str, limit: str, received: str, due: str) -> None:
    """The end by the decree's limit."""
    found = complaint_deadline(ticket_class(limit), at(received), office(library, slug), calendar(library, slug))
    assert found.due == at(due)


@pytest.mark.parametrize(("timezone", "limit", "received", "due"), ZONES)
def test_due_in_the_offices_zone(library: Library, timezone: str | None, limit: str, received: str, due: str) -> None:
    """Wherever the moment was noted, the office's own clock counts."""
    kalbar = office(library, "kalbar", timezone)
    found = complaint_deadline(ticket_class(limit), at(received), kalbar, office_calendar(kalbar, NOT_EDITED)).due
    assert found is not None
    assert (found, found.utcoffset()) == (at(due), at(due).utcoffset())


@pytest.mark.parametrize(("limit", "received", "waited", "due"), STOPS)
def test_due_with_stops(library: Library, limit: str, received: str, waited: str, due: str | None) -> None:
    """The end moves by the working time in which the office waited; while it waits there is no end."""
    kalbar = office(library, "kalbar")
    found = complaint_deadline(ticket_class(limit), at(received), kalbar, calendar(library, "kalbar"), stops(waited))
    assert found.due == (None if due is None else at(due))
    assert found.stopped is (due is None)


def test_a_short_day_stopped_is_one_day_more(library: Library) -> None:
    """Friday is shorter in Depok; stopped as a whole it costs a day, and a third of a day is a third of another."""
    depok, hours = office(library, "depok"), calendar(library, "depok")
    # Thu 19, Fri 20 stopped, Mon 23, Tue 24
    friday = stops("2026-11-20 08:30/2026-11-20 15:30")
    assert complaint_deadline(ticket_class("3 hari kerja"), at("2026-11-18 09:00"), depok, hours, friday).due == at(
        "2026-11-24 15:00"
    )
    # 2 of Thursday's 6 hours: a third of Friday's 5, 100 minutes from 08.30
    morning = stops("2026-11-19 08:00/2026-11-19 10:00")
    assert complaint_deadline(ticket_class("1 hari kerja"), at("2026-11-18 09:00"), depok, hours, morning).due == at(
        "2026-11-20 10:10"
    )


LAW = (
    # 20 November + 60 days: 10 to the end of November, 31 in December, 19 in January
    ("palembang", "2026-11-20 15:40", None, "2027-01-19 23:59"),
    ("pasuruan", "2026-11-20 15:40", None, "2027-01-19 23:59"),
    ("depok", "2026-11-20 15:40", None, "2027-01-19 23:59"),
    # the file was complete on 1 December: 30 days to the 31st, 30 in January
    ("depok", "2026-11-20 15:40", "2026-12-01 09:00", "2027-01-30 23:59"),
    # 01.00 on the 21st in Depok
    ("depok", "2026-11-20 18:00+00:00", None, "2027-01-20 23:59"),
    # 31 days in January, 29 in the February of a leap year
    ("depok", "2027-12-31 09:00", None, "2028-02-29 23:59"),
)


@pytest.mark.parametrize(("slug", "received", "complete", "due"), LAW)
def test_without_classes_only_the_law(
    library: Library, slug: str, received: str, complete: str | None, due: str
) -> None:
    """Decrees without classes give no limit; the law's 60 calendar days from a complete file hold."""
    found = complaint_deadline(
        None,
        at(received),
        office(library, slug),
        calendar(library, slug),
        complete_at=None if complete is None else at(complete),
    )
    assert (found.due, found.law_due, found.warn_at) == (None, at(due), at(due))
    assert (found.from_decree, found.from_law, found.stopped) == (False, True, False)
    # by the calendar alone: neither hours nor holidays had a part in it
    assert (found.from_office_setting, found.estimated_holiday) == (False, False)


@pytest.mark.parametrize(
    ("limit", "waited", "warn_at"),
    [
        ("5 hari kerja", "", "2026-12-08 16:00"),  # Dec 2, 3, 4, 7, 8: earlier than the law
        ("60 hari kerja", "", "2027-01-30 23:59"),  # 2 March is later than the law's 60 days
        ("5 hari kerja", "2026-12-02 09:00/", "2027-01-30 23:59"),  # while the clock is stopped, the law's
    ],
)
def test_the_officer_is_warned_at_the_earlier(library: Library, limit: str, waited: str, warn_at: str) -> None:
    """Of the decree's end and the law's."""
    kalbar = office(library, "kalbar")
    received = at("2026-12-01 09:00")
    found = complaint_deadline(ticket_class(limit), received, kalbar, calendar(library, "kalbar"), stops(waited))
    assert found.warn_at == at(warn_at)
    assert (found.from_decree, found.from_law) == (True, True)


@pytest.mark.parametrize("slug", ["kalbar", "muba"])
def test_a_complaint_without_a_class(library: Library, slug: str) -> None:
    """The decree's strictest reaction holds, 3 office hours of an easy complaint, and it is said to be provisional."""
    found = complaint_deadline(None, at("2026-11-16 08:00"), office(library, slug), calendar(library, slug))
    assert found.due == at("2026-11-16 11:00")
    assert found.decreed is not None
    assert (found.decreed.limit.name, found.decreed.provisional) == ("Pengaduan ringan", True)


def test_the_strictest_class_is_the_one_that_ends_first(library: Library) -> None:
    """Whatever the order of the classes; and while the clock is stopped, the shortest."""
    classes = (ticket_class("5 hari kerja"), ticket_class("2 hari"), ticket_class("20 jam"))
    other = replace(office(library, "kalbar"), complaint_classes=classes)
    hours = calendar(library, "kalbar")
    # 2 days end on Wed 18 at 16.00; 20 hours are 7 on Monday, 7.5 on Tuesday, 5.5 on Wednesday: at 14.00
    found = complaint_deadline(None, at("2026-11-16 08:00"), other, hours)
    assert found.due == at("2026-11-18 14:00")
    waiting = complaint_deadline(None, at("2026-11-16 08:00"), other, hours, stops("2026-11-16 08:00/"))
    assert waiting.decreed is not None
    assert waiting.decreed.limit.amount == 2


@pytest.mark.parametrize("class_id", ["ringan", "normatif", "tidak-berkadar-pengawasan", "berkadar-pengawasan"])
def test_decreed_classes(library: Library, class_id: str) -> None:
    """Received Mon 16 November 2026 at 08.00, every class of Kalbar and Muba."""
    due = {
        "ringan": "2026-11-16 11:00",
        "normatif": "2026-11-23 16:00",  # 17, 18, 19, 20, 23
        "tidak-berkadar-pengawasan": "2026-12-04 16:30",  # 17-20 (4), 23-27 (9), 30 to 4 December (14)
        # 17-20 (4), 23-27 (9), 30-4 (14), 7-11 (19), 14-18 (24), 21-23 (27), 28-31 (31), January 4, 6-8 (35),
        # 11-15 (40), 18-22 (45), 25-29 (50), February 1-4 (54), 8-12 (59), Mon 15 (60)
        "berkadar-pengawasan": "2027-02-15 16:00",
    }[class_id]
    for slug in ("kalbar", "muba"):
        found = office(library, slug)
        decreed = next(each for each in found.complaint_classes if each.id == class_id)
        assert complaint_deadline(decreed, at("2026-11-16 08:00"), found, calendar(library, slug)).due == at(due)


REQUESTS = (
    # received Tue 1 December 2026 at 09.00; decree and law
    ("depok/kios", "2026-12-08 15:00", None),  # 5 working days: 2, 3, 4, 7, 8
    ("depok/rekomendasi-haki", "2026-12-04 15:30", None),  # 3: 2, 3, Fri 4
    ("depok/toko-online", "2026-12-01 11:00", None),  # 2 hours
    # 3 days; the law's 10: 2, 3, 4, 7-11 (8), 14, 15
    ("kalbar/data-informasi", "2026-12-04 16:30", "2026-12-15 16:00"),
    ("pasuruan/data-informasi", "2026-12-04 16:30", "2026-12-15 16:00"),  # by letter 3 days, at the counter 1
    ("kalbar/izin-kantor-cabang", "2026-12-04 16:30", None),  # 3 days, beside 15 minutes at the counter
    ("muba/bantuan-umkm", "2026-12-07 16:00", None),  # 4: 2, 3, 4, 7
    ("palembang/pumk", "2026-12-02 16:00", None),  # 1
    ("kalbar/konsultasi", None, None),  # 15 minutes at the counter are no time for an answer
    ("depok/dkerens", None, None),  # 10 to 15 minutes
    ("depok/pendampingan-wub", None, None),  # 6 months are how long the programme lasts
    ("depok/tamu", None, None),  # opening hours, no duration
    ("pasuruan/pembinaan", None, None),  # only listed
)


@pytest.mark.parametrize(("service", "due", "law_due"), REQUESTS)
def test_requests(library: Library, service: str, due: str | None, law_due: str | None) -> None:
    """The time that the decree gives the service, the law's for information, or none."""
    slug = service.partition("/")[0]
    found = request_deadline(library.services[service], at("2026-12-01 09:00"), calendar(library, slug))
    assert found.due == (None if due is None else at(due))
    assert found.law_due == (None if law_due is None else at(law_due))
    assert found.from_decree is (due is not None)
    assert (found.warn_at is None) is (due is None)


def test_a_request_for_information_extended(library: Library) -> None:
    """With 7 days more, 17 in all: 16, 17, 18 (13), 21, 22, 23 (16), leave and Christmas, Mon 28."""
    service = library.services["kalbar/data-informasi"]
    hours = calendar(library, "kalbar")
    assert request_deadline(service, at("2026-12-01 09:00"), hours, extended=True).law_due == at("2026-12-28 16:00")


def test_a_request_waits_for_the_sender(library: Library) -> None:
    """Wed 2 December stopped: the decree's third day is Mon 7; the law's ten days go on."""
    service = library.services["kalbar/data-informasi"]
    waited = stops("2026-12-02 07:30/2026-12-02 16:00")
    found = request_deadline(service, at("2026-12-01 09:00"), calendar(library, "kalbar"), waited)
    assert (found.due, found.law_due) == (at("2026-12-07 16:00"), at("2026-12-15 16:00"))


ESTIMATES = (
    ("5 hari kerja", "2027-02-22 10:00", False),  # ends on 1 March
    ("1 hari kerja", "2027-03-05 10:00", True),  # over Idul Fitri on 10 and 11 March
    ("3 jam", "2027-03-05 16:00", True),  # half an hour on Friday, the rest after Idul Fitri
    ("1 hari kerja", "2027-03-16 10:00", False),  # after it
    ("1 hari kerja", "2027-05-13 10:00", False),  # Fri 14, three days before Idul Adha on Mon 17
    ("2 hari kerja", "2027-05-13 10:00", True),  # over it
    ("5 hari kerja", "2026-03-16 10:00", False),  # Idul Fitri 2026 is certain
    ("3 hari kerja", "2027-12-23 10:00", False),  # within 2027
    ("5 hari kerja", "2027-12-29 10:00", True),  # into 2028, whose collective leave is not decreed
)


@pytest.mark.parametrize(("limit", "received", "estimated"), ESTIMATES)
def test_a_deadline_that_hangs_on_an_estimate_is_marked(
    library: Library, limit: str, received: str, estimated: bool
) -> None:
    """It may move when the ministers decree the date."""
    kalbar = office(library, "kalbar")
    found = complaint_deadline(ticket_class(limit), at(received), kalbar, calendar(library, "kalbar"))
    assert found.estimated_holiday is estimated


def test_an_estimate_next_to_the_end_counts_too(library: Library) -> None:
    """The moon may be sighted a day earlier: a deadline on the eve of an estimated holiday is not certain."""
    edited = table(("2027-03-08", False, ""), ("2027-03-09", False, ""))  # an office that works on both days
    kalbar = office(library, "kalbar")
    found = complaint_deadline(
        ticket_class("2 hari kerja"), at("2027-03-05 10:00"), kalbar, calendar(library, "kalbar", edited)
    )
    assert (found.due, found.estimated_holiday) == (at("2027-03-09 16:00"), True)  # 10 March is Idul Fitri


EDITED = (
    # the leave before Christmas is worked: 23, 24, 28, 29, 30
    (table(leave=False), "2026-12-22 10:00", "2026-12-30 16:00"),
    (table(("2026-12-24", False, "kalbar")), "2026-12-22 10:00", "2026-12-30 16:00"),
    (table(("2026-12-24", False, "muba")), "2026-12-22 10:00", "2026-12-31 16:00"),  # elsewhere
    # a day off on Wed 9 December: 8, 10, 11, 14, 15
    (table(("2026-12-09", True, "")), "2026-12-07 10:00", "2026-12-15 16:00"),
    (table(("2026-12-09", True, "kalbar")), "2026-12-07 10:00", "2026-12-15 16:00"),
    (table(("2026-12-09", True, "depok")), "2026-12-07 10:00", "2026-12-14 16:00"),  # elsewhere
    (table(("2026-12-12", True, "")), "2026-12-07 10:00", "2026-12-14 16:00"),  # a Saturday anyway
)


@pytest.mark.parametrize(("edited", "received", "due"), EDITED)
def test_a_changed_calendar_is_taken_in(library: Library, edited: CalendarTable, received: str, due: str) -> None:
    """5 working days of Kalbar, worked out again from the same facts."""
    kalbar = office(library, "kalbar")
    hours = calendar(library, "kalbar", edited)
    assert complaint_deadline(ticket_class("5 hari kerja"), at(received), kalbar, hours).due == at(due)


def test_hours_that_are_not_the_decrees_are_marked(library: Library) -> None:
    """Depok's are; the usual ones and those of a setting are not."""
    received = at("2026-11-16 08:00")
    for slug, marked in (("depok", False), ("kalbar", True)):
        found = complaint_deadline(ticket_class("3 jam"), received, office(library, slug), calendar(library, slug))
        assert found.from_office_setting is marked


def test_moments_are_the_offices(library: Library) -> None:
    """Everything in a deadline can be shown as it is."""
    kalbar = office(library, "kalbar", "Asia/Jayapura")
    waited = stops("2026-11-16 09:00/2026-11-16 10:00")
    found = complaint_deadline(None, at("2026-11-16 08:00"), kalbar, office_calendar(kalbar, NOT_EDITED), waited)
    assert found.law_due is not None
    moments = [found.received.at, found.received.counts_from, found.due, found.law_due, *found.stops[0]]
    assert {moment.utcoffset() for moment in moments if moment is not None} == {dt.timedelta(hours=9)}
