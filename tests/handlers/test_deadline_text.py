"""How a deadline is told: every step in a sentence, in every language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handlers.deadline_text import Say, deadline_lines, moment_text
from handlers.deadlines import Deadline, complaint_deadline, request_deadline
from handlers.office_hours import office_calendar
from knowledge.calendar_table import CalendarTable
from knowledge.library import Library
from knowledge.model import DayHours
from locales.catalogue import LANGUAGES, translate
from tests.handlers.calendars import at, calendar, office, stops, table, ticket_class


def speaker(language: str) -> Say:
    """`Context.say` of a conversation in a language."""

    def say(text: str, **values: object) -> str:
        return translate(language, text).format(**values)

    return say


def complaint(library: Library, slug: str, limit: str | None, received: str, waited: str = "") -> Deadline:
    """The deadline of a complaint at one of the five offices."""
    known = ticket_class(limit) if limit else None
    return complaint_deadline(known, at(received), office(library, slug), calendar(library, slug), stops(waited))


def test_a_decreed_class(library: Library) -> None:
    """Received after closing in Depok: limit, opening that counts, day 1, the end, and the law's end."""
    found = complaint(library, "depok", "5 hari kerja", "2026-11-20 15:40")
    assert deadline_lines(found, speaker("id"), "id") == (
        "Batas waktu dalam keputusan kantor: 5 hari kerja (Kelas uji).",
        "Diterima Jumat, 20 November 2026 pukul 15.40 WIB, di luar jam kantor; "
        "dianggap diterima Senin, 23 November 2026 pukul 08.00 WIB.",
        "Hari ke-1 adalah Selasa, 24 November 2026.",
        "Jatuh tempo Senin, 30 November 2026 pukul 15.00 WIB.",
        "Batas menurut UU 25/2009: 60 hari kalender sejak 20 November 2026, "
        "paling lambat Selasa, 19 Januari 2027 pukul 23.59 WIB.",
    )


def test_hours_holidays_and_a_stop(library: Library) -> None:
    """A complaint without a class before Christmas: provisional, the usual hours, days left out, the stop."""
    waited = "2026-12-23 15:00/2026-12-28 08:30"
    found = complaint(library, "kalbar", None, "2026-12-23 14:00", waited)
    # 1 hour on Wed 23, stopped until Mon 28 at 08.30, 2 hours more
    assert deadline_lines(found, speaker("id"), "id")[:-1] == (
        "Belum digolongkan; sementara dipakai batas tercepat dalam keputusan kantor: 3 jam kantor (Pengaduan ringan).",
        "Diterima Rabu, 23 Desember 2026 pukul 14.00 WIB.",
        "Jam kantor yang dipakai adalah jam kerja umum; keputusan kantor tidak menyebutnya.",
        "Hari libur yang dilewati: 24 Desember 2026 (Cuti Bersama Hari Raya Natal), "
        "25 Desember 2026 (Hari Raya Natal).",
        "Tidak dihitung, karena menunggu jawaban pengirim: "
        "Rabu, 23 Desember 2026 pukul 15.00 WIB sampai Senin, 28 Desember 2026 pukul 08.30 WIB.",
        "Jatuh tempo Senin, 28 Desember 2026 pukul 10.30 WIB.",
    )


def test_no_limit_in_the_decree(library: Library) -> None:
    """Only the law's limit is told, and that the decree gives none; nothing of hours or holidays."""
    found = complaint(library, "palembang", None, "2026-11-20 15:40")
    assert deadline_lines(found, speaker("id"), "id") == (
        "Keputusan kantor tidak memberi batas waktu untuk ini.",
        "Diterima Jumat, 20 November 2026 pukul 15.40 WIB.",
        "Batas menurut UU 25/2009: 60 hari kalender sejak 20 November 2026, "
        "paling lambat Selasa, 19 Januari 2027 pukul 23.59 WIB.",
    )


def test_a_clock_that_stands(library: Library) -> None:
    """While the office waits no end is told."""
    lines = deadline_lines(
        complaint(library, "kalbar", "5 hari kerja", "2026-11-16 09:00", "2026-11-18 10:00/"), speaker("id"), "id"
    )
    assert "Waktu berhenti sejak Rabu, 18 November 2026 pukul 10.00 WIB, menunggu jawaban pengirim." in lines
    assert not any(line.startswith("Jatuh tempo") for line in lines)


def test_stops_that_did_not_matter_are_not_told(library: Library) -> None:
    """One after the end."""
    found = complaint(library, "kalbar", "3 jam", "2026-11-16 08:00", "2026-11-17 08:00/2026-11-17 09:00")
    assert not any("menunggu" in line for line in deadline_lines(found, speaker("id"), "id"))


def test_days_that_the_decree_does_not_call_working_days(library: Library) -> None:
    """It is said how they were counted."""
    found = request_deadline(
        library.services["pasuruan/data-informasi"], at("2026-12-01 09:00"), calendar(library, "pasuruan")
    )
    lines = deadline_lines(found, speaker("id"), "id")
    assert lines[:2] == (
        "Batas waktu dalam keputusan kantor: 3 hari kerja (melalui surat permohonan).",
        "Keputusan menulis “hari”; dihitung sebagai hari kerja.",
    )
    assert lines[-1] == (
        "Batas menurut UU 14/2008: 10 hari kerja sejak 1 Desember 2026, "
        "paling lambat Selasa, 15 Desember 2026 pukul 16.00 WIB."
    )


def test_what_may_yet_move(library: Library) -> None:
    """An estimated Idul Fitri, and a year whose collective leave is not decreed."""
    lines = deadline_lines(complaint(library, "depok", "1 hari kerja", "2027-03-05 10:00"), speaker("id"), "id")
    assert lines[-1] == (
        "Tanggal libur ini masih perkiraan, sehingga jatuh tempo dapat bergeser: "
        "10 Maret 2027 (Hari Raya Idul Fitri (perkiraan)), "
        "11 Maret 2027 (Hari kedua dari Hari Raya Idul Fitri (perkiraan))."
    )
    lines = deadline_lines(complaint(library, "depok", "5 hari kerja", "2027-12-29 10:00"), speaker("id"), "id")
    assert lines[-1] == "Cuti bersama 2028 belum diketahui, sehingga jatuh tempo dapat bergeser."


def test_the_offices_own_days_and_hours(library: Library) -> None:
    """A day off that the office entered is told with its reason; its hours are told to be its own."""
    own = CalendarTable(table(("2026-11-17", True, "kalbar")).days, {"kalbar": (DayHours(1, "08:00", "12:00"),)})
    kalbar = office(library, "kalbar")
    found = complaint_deadline(
        ticket_class("1 hari kerja"), at("2026-11-10 09:00"), kalbar, office_calendar(kalbar, own)
    )
    lines = deadline_lines(found, speaker("id"), "id")
    assert "Jam kantor yang dipakai diisi oleh kantor; keputusannya tidak menyebut jam kantor." in lines
    assert "Hari libur yang dilewati: 17 November 2026 (Hari jadi kota)." in lines
    assert "Jatuh tempo Selasa, 24 November 2026 pukul 12.00 WIB." in lines


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("+07:00", "09.05 WIB"), ("+08:00", "09.05 WITA"), ("+09:00", "09.05 WIT"), ("+00:00", "09.05")],
)
def test_a_moment_names_its_zone(zone: str, expected: str) -> None:
    """The names of the Indonesian zones; a foreign one has none."""
    text = moment_text(at(f"2026-11-16 09:05{zone}"), speaker("id"), "id")
    assert text == f"Senin, 16 November 2026 pukul {expected}"


EVERY_STEP: tuple[Callable[[Library], Deadline], ...] = (
    lambda library: complaint(library, "kalbar", None, "2027-03-05 17:00", "2027-03-16 09:00/2027-03-16 10:00"),
    lambda library: complaint(library, "kalbar", "5 hari", "2027-12-29 10:00", "2027-12-30 09:00/"),
    lambda library: complaint(library, "kalbar", "5 hari kerja", "2027-12-29 10:00"),
    lambda library: complaint(library, "palembang", None, "2026-11-20 15:40"),
)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "id"])
@pytest.mark.parametrize("found", EVERY_STEP)
def test_every_language(library: Library, found: Callable[[Library], Deadline], language: str) -> None:
    """As many sentences as in Indonesian, none of them left in it, no placeholder left over."""
    deadline = found(library)
    source = deadline_lines(deadline, speaker("id"), "id")
    told = deadline_lines(deadline, speaker(language), language)
    assert len(told) == len(source)
    assert set(told).isdisjoint(source)
    assert not any("{" in line for line in told)
