"""Puts a deadline and the way it was worked out into sentences, for a citizen's receipt as for an officer's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Protocol

from handlers.counting import Stop
from handlers.deadlines import Deadline, Decreed, Lawful, Received
from handlers.holidays import Holiday
from handlers.limits import LAW_COMPLAINT, Limit
from locales.formats import long_date, weekday_name

_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
"""Indonesian names of the time zones by hours east of Greenwich."""
_HOUR = dt.timedelta(hours=1)


class Say(Protocol):
    """`Context.say`: a text in someone's language with its placeholders filled."""

    def __call__(self, text: str, **values: object) -> str: ...


def deadline_lines(deadline: Deadline, say: Say, language: str) -> tuple[str, ...]:
    """How a deadline was worked out, one sentence a line; the ends are in it."""
    return tuple(_lines(deadline, say, language))


def moment_text(moment: dt.datetime, say: Say, language: str) -> str:
    """A moment with weekday, date, clock and time zone, as its own clock has it."""
    offset = moment.utcoffset()
    return say(
        "{day}, {date} pukul {time} {zone}",
        day=weekday_name(moment.weekday(), language),
        date=long_date(moment.date(), language),
        time=moment.strftime("%H.%M"),
        zone=_ZONES.get(offset // _HOUR, "") if offset is not None else "",
    ).rstrip()


def _lines(deadline: Deadline, say: Say, language: str) -> Iterator[str]:
    yield from _limit_lines(deadline.decreed, say)
    yield _received_line(deadline.received, say, language)
    if deadline.decreed is not None and deadline.decreed.day_one is not None:
        day = deadline.decreed.day_one
        date = f"{weekday_name(day.weekday(), language)}, {long_date(day, language)}"
        yield say("Hari ke-1 adalah {date}.", date=date)
    if deadline.from_office_setting:
        yield _hours_line(deadline, say)
    if deadline.crossing.skipped:
        yield say("Hari libur yang dilewati: {days}.", days=_days(deadline.crossing.skipped, language))
    for stop in deadline.stops:
        yield _stop_line(stop, say, language)
    if deadline.due is not None:
        yield say("Jatuh tempo {moment}.", moment=moment_text(deadline.due, say, language))
    if deadline.lawful is not None:
        yield _law_line(deadline.lawful, say, language)
    yield from _uncertain_lines(deadline, say, language)


def _limit_lines(decreed: Decreed | None, say: Say) -> Iterator[str]:
    if decreed is None:
        yield say("Keputusan kantor tidak memberi batas waktu untuk ini.")
        return
    limit = _limit_text(decreed.limit, say)
    if decreed.provisional:
        yield say("Belum digolongkan; sementara dipakai batas tercepat dalam keputusan kantor: {limit}.", limit=limit)
    else:
        yield say("Batas waktu dalam keputusan kantor: {limit}.", limit=limit)
    if decreed.limit.unit == "hari":
        yield say("Keputusan menulis “hari”; dihitung sebagai hari kerja.")


def _limit_text(limit: Limit, say: Say) -> str:
    if limit.in_hours:
        text = say("{count} jam kantor", count=limit.amount)
    elif limit.unit == LAW_COMPLAINT.unit:
        text = say("{count} hari kalender", count=limit.amount)
    else:
        text = say("{count} hari kerja", count=limit.amount)
    return text if limit.name is None else f"{text} ({limit.name})"


def _received_line(received: Received, say: Say, language: str) -> str:
    at = moment_text(received.at, say, language)
    if received.at == received.counts_from:
        return say("Diterima {moment}.", moment=at)
    start = moment_text(received.counts_from, say, language)
    return say("Diterima {moment}, di luar jam kantor; dianggap diterima {start}.", moment=at, start=start)


def _hours_line(deadline: Deadline, say: Say) -> str:
    if deadline.hours_source == "office":
        return say("Jam kantor yang dipakai diisi oleh kantor; keputusannya tidak menyebut jam kantor.")
    return say("Jam kantor yang dipakai adalah jam kerja umum; keputusan kantor tidak menyebutnya.")


def _stop_line(stop: Stop, say: Say, language: str) -> str:
    since, until = stop
    start = moment_text(since, say, language)
    if until is None:
        return say("Waktu berhenti sejak {start}, menunggu jawaban pengirim.", start=start)
    end = moment_text(until, say, language)
    return say("Tidak dihitung, karena menunggu jawaban pengirim: {start} sampai {end}.", start=start, end=end)


def _law_line(lawful: Lawful, say: Say, language: str) -> str:
    return say(
        "Batas menurut {law}: {limit} sejak {start}, paling lambat {due}.",
        law=lawful.limit.law,
        limit=_limit_text(lawful.limit, say),
        start=long_date(lawful.counts_from.date(), language),
        due=moment_text(lawful.due, say, language),
    )


def _uncertain_lines(deadline: Deadline, say: Say, language: str) -> Iterator[str]:
    if deadline.crossing.estimated:
        days = _days(deadline.crossing.estimated, language)
        yield say("Tanggal libur ini masih perkiraan, sehingga jatuh tempo dapat bergeser: {days}.", days=days)
    for year in deadline.crossing.leave_unknown:
        yield say("Cuti bersama {year} belum diketahui, sehingga jatuh tempo dapat bergeser.", year=year)


def _days(holidays: Iterable[Holiday], language: str) -> str:
    return ", ".join(f"{long_date(holiday.date, language)} ({holiday.name})" for holiday in holidays)
