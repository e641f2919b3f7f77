"""Turns calendar.yaml into rows of knowledge.db, refusing what contradicts itself or the decrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from knowledge.calendar_file import CalendarFile, DayPart
from knowledge.calendar_table import ALL
from knowledge.decree_rows import Row, Rows, hours_rows
from knowledge.errors import BrokenFile, Problem
from knowledge.files import KnowledgeFile
from knowledge.yaml_lines import Location, line_at, read_yaml

_Entry = tuple[Location, DayPart, str]


def calendar_rows(file: KnowledgeFile, offices: Mapping[str, bool]) -> Rows:
    """The rows of calendar.yaml; `offices` tells each office there is, and whether its decree gives hours.

    Raises BrokenFile naming every line at fault.
    """
    calendar = read_yaml(file.text, file.name, CalendarFile)
    wrong = [*_unknown_offices(calendar, offices), *_double_days(calendar), *_hours_problems(calendar, offices)]
    if wrong:
        raise BrokenFile(*(Problem(file.name, line_at(file.text, at), what, remedy) for at, what, remedy in wrong))
    rows: Rows = defaultdict(list)
    rows["calendar_days"] += _day_rows(calendar)
    for office, hours in calendar.hours.items():
        rows["calendar_hours"] += hours_rows(office, hours)
    rows["calendar_settings"].append({"key": "collective_leave", "value": int(calendar.collective_leave)})
    return rows


def _day_rows(calendar: CalendarFile) -> list[Row]:
    return [
        {"date": day.date.isoformat(), "office": office, "closed": at[0] == "closed", "reason": day.reason}
        for at, day, office in _entries(calendar)
    ]


def _entries(calendar: CalendarFile) -> Iterator[_Entry]:
    for key, days in (("closed", calendar.closed), ("open", calendar.open)):
        for position, day in enumerate(days):
            for office in day.offices or (ALL,):
                yield (key, position), day, office


def _unknown_offices(calendar: CalendarFile, offices: Mapping[str, bool]) -> Iterator[tuple[Location, str, str]]:
    named = [(at, office) for at, _, office in _entries(calendar) if office != ALL]
    named += [(("hours", office), office) for office in calendar.hours]
    for at, office in named:
        if office not in offices:
            yield at, f"kantor {office!r} tidak dikenal", f"pakai salah satu dari: {', '.join(sorted(offices))}"


def _double_days(calendar: CalendarFile) -> Iterator[tuple[Location, str, str]]:
    seen = set()
    for at, day, office in _entries(calendar):
        if (day.date, office) in seen:
            who = office if office != ALL else "semua kantor"
            yield at, f"{day.date} untuk {who} diberikan dua kali", "hapus salah satunya"
        seen.add((day.date, office))


def _hours_problems(calendar: CalendarFile, offices: Mapping[str, bool]) -> Iterator[tuple[Location, str, str]]:
    for office, hours in calendar.hours.items():
        if offices.get(office):
            yield (
                ("hours", office),
                f"keputusan kantor {office!r} sudah menyebut jam kerja",
                "hapus jam ini; yang dihitung adalah jam dalam keputusan",
            )
        weekdays = [day for part in hours for day in part.days]
        if len(weekdays) != len(set(weekdays)):
            yield ("hours", office), "hari yang sama diberikan dua kali", "hapus salah satunya"
        if not hours:
            yield ("hours", office), "tanpa jam kerja", "isi jam kerjanya, atau hapus kantor ini dari daftar"
