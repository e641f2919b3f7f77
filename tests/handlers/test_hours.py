"""The answer on opening hours heeds the days that offices add and take away."""

from __future__ import annotations

import pytest

from bot.plain_text import render
from handlers.dialogue import complete
from handlers.turn import Conversation, Message, Turn
from knowledge.library import Library
from knowledge.search import Search
from tests.handlers.calendars import at, table

EDITED = table(("2026-11-18", True, "depok"), ("2026-08-17", False, "depok"))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-18 10:00", "Hari ini libur (Hari jadi kota), kantor tidak melayani."),
        ("2026-08-17 10:00", "Hari ini (Senin) pukul 08.00–15.00, sekarang buka."),  # Independence Day, but it works
        ("2026-12-24 10:00", "Hari ini libur (Cuti Bersama Hari Raya Natal), kantor tidak melayani."),
        ("2026-12-25 10:00", "Hari ini libur nasional (Hari Raya Natal), kantor tidak melayani."),
    ],
)
def test_today(library: Library, moment: str, expected: str) -> None:
    """A day off of the office, a holiday that it works, collective leave, a national holiday."""
    edited = Library(
        library.offices.values(), library.services.values(), library.lexicon, library.places, calendar=EDITED
    )
    turn = Turn(Message("press", choice="hours:depok"), Conversation(office="depok"), at(moment))
    assert expected in render(complete(turn, Search(edited)).replies[-1])
