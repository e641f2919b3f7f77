"""Officers are warned while there is time to act: when a quarter of a limit's own time is left."""

from __future__ import annotations

import pytest

from handlers.deadlines import complaint_deadline, request_deadline
from handlers.early_warning import warning_moment
from knowledge.library import Library
from tests.handlers.calendars import at, calendar, office, stops, ticket_class


@pytest.mark.parametrize(
    ("limit", "received", "waited", "warned"),
    [
        # three hours to 13.30, the break left out: 2 h 15 min of work from 09.30
        ("3 jam", "2026-11-18 09:30", "", "2026-11-18 11:45"),
        # on a Friday evening it counts from Monday 07.30
        ("3 jam", "2026-11-20 18:00", "", "2026-11-23 09:45"),
        # waited from 10.00 to 11.30, so that it ends at 15.00: three quarters of an hour of the three are left
        ("3 jam", "2026-11-18 09:30", "2026-11-18 10:00/2026-11-18 11:30", "2026-11-18 14:15"),
    ],
)
def test_of_hours_the_last_quarter_is_left(
    library: Library, limit: str, received: str, waited: str, warned: str
) -> None:
    """Of office hours; the time in which the office waited for the sender is no time to act."""
    kalbar, days = office(library, "kalbar"), calendar(library, "kalbar")
    found = complaint_deadline(ticket_class(limit), at(received), kalbar, days, stops(waited))
    assert warning_moment(found, days) == at(warned)


@pytest.mark.parametrize("waited", ["", "2026-12-02 07:30/2026-12-04 11:00"])
def test_of_days_the_last_quarter_is_left(library: Library, waited: str) -> None:
    """A quarter of the working time that the limit itself takes, however long it stood still before."""
    kalbar, days = office(library, "kalbar"), calendar(library, "kalbar")
    received = at("2026-12-01 09:00")
    found = complaint_deadline(ticket_class("5 hari kerja"), received, kalbar, days, stops(waited))
    warned = warning_moment(found, days)
    assert warned is not None
    assert found.due is not None
    stood_still = sum(days.working_time(since, until or found.due).total_seconds() for since, until in stops(waited))
    whole = days.working_time(received, found.due).total_seconds() - stood_still
    assert days.working_time(warned, found.due).total_seconds() == pytest.approx(whole / 4, abs=60)
    assert days.is_open(warned)


def test_the_laws_days_are_calendar_days(library: Library) -> None:
    """Fifteen of its sixty are left, where the decree gives no classes or its clock stands still."""
    received = at("2026-11-20 15:40")
    for slug, waited in (("depok", ""), ("kalbar", "2026-11-23 08:00/")):
        found = complaint_deadline(None, received, office(library, slug), calendar(library, slug), stops(waited))
        warned = warning_moment(found, calendar(library, slug))
        assert warned is not None
        assert (warned.date() - received.date()).days == 45


def test_a_request_without_a_limit_has_no_warning(library: Library) -> None:
    """Nothing can be missed."""
    service = next(
        each
        for each in library.services.values()
        if request_deadline(each, at("2026-11-18 09:30"), calendar(library, each.office)).warn_at is None
    )
    days = calendar(library, service.office)
    assert warning_moment(request_deadline(service, at("2026-11-18 09:30"), days), days) is None


def test_a_request_for_information_is_warned_of_by_the_earlier_limit(library: Library) -> None:
    """The decree's, where it is shorter than the law's ten working days."""
    for service in library.services.values():
        if service.key == "data-informasi":
            days = calendar(library, service.office)
            found = request_deadline(service, at("2026-11-18 09:30"), days)
            warned = warning_moment(found, days)
            assert warned is not None
            assert found.warn_at is not None
            assert at("2026-11-18 09:30") < warned < found.warn_at
