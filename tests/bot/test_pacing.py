"""How fast a bot may send to a group."""

from __future__ import annotations

from bot.channels.telegram.sending import PACE
from bot.pacing import Pacer


def test_a_group_gets_no_more_than_it_takes() -> None:
    """Telegram's twenty a minute hold in any sixty seconds, whatever waits; a person is not slowed down by it."""
    pacer, now = Pacer(PACE), 1000.0
    left: dict[str, list[float]] = {"-100500": [], "500": []}
    while now < 1200:
        for chat, times in left.items():
            if not pacer.wait(chat, now):
                pacer.take(chat, now)
                times.append(now)
        now += 0.5
    group = left["-100500"]
    assert max(sum(begin <= each < begin + 60 for each in group) for begin in group) <= 20
    assert len(group) > 50
    assert len(left["500"]) >= 200
