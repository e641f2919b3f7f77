"""An office's notices over answers: on what they stand, and that a reply still goes as one message."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.plain_text import render
from handlers.dialogue import complete
from handlers.office_words import LONGEST_NOTICE, MOST_SHOWN, Changed, DatedNotice, OfficeWords
from handlers.topics.answers import LONGEST_REPLY
from handlers.turn import Conversation, Message, Turn
from knowledge.model import COMPONENTS, DayHours
from knowledge.search import Search

TODAY = dt.date(2026, 11, 18)
WEEK = tuple(DayHours(weekday, "08:00", "16:00", (("12:00", "13:00"),)) for weekday in range(7))


def told(search: Search, now: dt.datetime, choice: str, words: OfficeWords) -> str:
    """What a press is answered with."""
    turn = Turn(Message("press", choice=choice), Conversation(), now, office_words=words)
    return render(complete(turn, search).replies[-1])


@pytest.mark.parametrize("component", [*COMPONENTS, "-"])
def test_the_longest_notices_still_fit(search: Search, now: dt.datetime, component: str) -> None:
    """As many as are shown, over every answer of every decree, with changed hours beside them."""
    for service in search.library.services.values():
        notice = DatedNotice(service.office, None, "x" * LONGEST_NOTICE, TODAY)
        changed = {(service.office, "hours"): Changed(WEEK, TODAY)}
        words = OfficeWords((notice,) * (MOST_SHOWN + 1), changed)  # type: ignore[arg-type]
        text = told(search, now, f"ask:{service.id}:{component}", words)
        assert text.count("bukan isi keputusan") == MOST_SHOWN, service.id
        assert len(text) <= LONGEST_REPLY, (service.id, len(text))


@pytest.mark.parametrize(
    ("notice", "shown"),
    [
        (DatedNotice("kalbar", None, "Libur bersama.", TODAY), True),
        (DatedNotice("kalbar", "kalbar/konsultasi", "Libur bersama.", TODAY), True),
        (DatedNotice("kalbar", "kalbar/izin-kantor-kas", "Libur bersama.", TODAY), False),
        (DatedNotice("depok", None, "Libur bersama.", TODAY), False),
        (DatedNotice("kalbar", None, "Libur bersama.", TODAY - dt.timedelta(days=1)), False),
    ],
)
def test_it_stands_on_what_it_is_about(
    search: Search, now: dt.datetime, notice: DatedNotice, shown: bool
) -> None:  # fmt: skip
    """Its service or its office, until its last day."""
    text = told(search, now, "ask:kalbar/konsultasi:biaya", OfficeWords((notice,)))
    assert ("Libur bersama." in text) == shown


def test_its_last_day_ends_where_the_office_is(search: Search, now: dt.datetime) -> None:
    """Not where the server stands."""
    words = OfficeWords((DatedNotice("kalbar", None, "Libur bersama.", TODAY),))
    late = now.replace(hour=23, minute=59)
    assert "Libur bersama." in told(search, late, "ask:kalbar/konsultasi:biaya", words)
    after = late.astimezone(dt.UTC) + dt.timedelta(minutes=2)
    assert after.date() == TODAY
    assert "Libur bersama." not in told(search, after, "ask:kalbar/konsultasi:biaya", words)
