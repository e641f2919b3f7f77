"""The rate of a sending and the time that it still needs, as an officer reads them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.announcing import Progress
from bot.desk.sending_progress import Rates, standing
from bot.quiet_hours import QuietHours
from bot.store.announcement_rows import Result
from bot.store.announcements import AnnouncementState, Kept
from knowledge.library import Library
from tests.bot.clock import TestClock
from tests.bot.following import TRAINING


def going(clock: TestClock, sent: int, waiting: int, state: AnnouncementState = "sending") -> Progress:
    """One that began a hundred seconds before the clock was made, as it stands."""
    started = TestClock().now - dt.timedelta(seconds=100)
    kept = Kept(
        1, TRAINING, (), (), state, 3, "Dewi", clock(), None, None, started, None, None, None, filled=True,
    )  # fmt: skip
    return Progress(kept, (Result("sent", None, False, sent), Result("waiting", None, False, waiting)))


def test_the_rate_is_that_of_lately(clock: TestClock) -> None:
    """At the first look that since the start; then what went between the looks, so that a pause slows nothing."""
    rates = Rates()
    assert standing(going(clock, 50, 950), rates, clock()).pace == "0,5 per detik, sisa sekitar 32 menit"
    clock.pass_by(10)
    assert standing(going(clock, 300, 700), rates, clock()).pace == "25,0 per detik, sisa sekitar 28 detik"
    clock.pass_by(3600)
    assert standing(going(clock, 300, 700), rates, clock()).pace.endswith("sisa sekitar 2 jam 24 menit")
    clock.pass_by(20)
    assert standing(going(clock, 300, 700), rates, clock()).pace == "sedang menunggu giliran"


def test_copies_that_wait_again_do_not_make_it_run_backwards(clock: TestClock) -> None:
    """After a retry there is less behind it than before."""
    rates = Rates()
    standing(going(clock, 900, 100), rates, clock())
    clock.pass_by(10)
    standing(going(clock, 500, 500), rates, clock())
    clock.pass_by(10)
    assert standing(going(clock, 600, 400), rates, clock()).pace == "10,0 per detik, sisa sekitar 40 detik"


def test_nothing_is_said_of_the_pace_of_what_rests(clock: TestClock) -> None:
    """Paused, over, or while its receivers are still being written down, the number of all is not known."""
    rates = Rates()
    assert standing(going(clock, 50, 50, "paused"), rates, clock()).pace == ""
    assert standing(going(clock, 0, 50), rates, clock()).pace == ""
    begun = going(clock, 1, 50)
    assert standing(replace(begun, kept=replace(begun.kept, filled=False)), rates, clock()).total is None


def test_who_was_only_told_of_it_is_counted_apart(clock: TestClock) -> None:
    """At WhatsApp a shut chat gets a template; the announcement itself follows when the citizen answers."""
    told = Result("delivered", "diminta membalas BUKA lewat templat", False, 4)
    progress = replace(going(clock, 6, 0), results=(told, Result("delivered", None, False, 6)))
    rows = standing(progress, Rates(), clock()).rows
    assert [(row.meaning, row.count) for row in rows] == [
        ("diberi tahu lewat templat; isinya dikirim begitu warga membalas", 4),
        ("sudah ada pada warga", 6),
    ]


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        ("2026-11-18T13:00", "2026-11-18T13:00"), ("2026-11-18T20:00", "2026-11-19T07:00"),
        ("2026-11-19T02:00", "2026-11-19T07:00"), ("2026-11-19T07:00", "2026-11-19T07:00"),
    ],
)  # fmt: skip
def test_what_falls_into_the_quiet_hours_leaves_after_them(library: Library, at: str, leaves: str) -> None:
    """By the office's clock."""
    zone = library.zone("depok")
    moment = dt.datetime.fromisoformat(at).replace(tzinfo=zone)
    assert QuietHours().leaves(moment.astimezone(dt.UTC), zone) == dt.datetime.fromisoformat(leaves).replace(
        tzinfo=zone
    )
