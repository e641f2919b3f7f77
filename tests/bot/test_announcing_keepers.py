"""An announcement for those who keep a checklist of one service: of the subscribers, and of nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest
import sqlalchemy as sa

from bot.announcer import Announcer
from bot.announcing import Announcing, WrongAnnouncement
from bot.quiet_hours import QuietHours
from bot.store.schema import checklists, conversations
from bot.store.store import Store
from bot.store.unit import Unit
from bot.wakes import Wakes
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.following import composed, copies, follow

KIOS, HAKI = "depok/kios", "depok/haki"


@pytest.fixture
def announcing(store: Store, search: Search, clock: TestClock) -> Announcing:
    """Officers' door, without a second person."""
    return Announcing(store, search, clock)


async def keep_lists(store: Store, chats: Iterable[int], service: str, now: dt.datetime) -> None:
    """Chats that keep a checklist of a service."""
    values = {
        "service": service, "title": "Kios", "decree": "1", "decree_date": now.date(), "version": "v", "answers": "[]",
        "created_at": now, "changed_at": now,
    }  # fmt: skip

    def write(unit: Unit) -> None:
        found = unit.connection.execute(
            sa.select(conversations.c.id).where(conversations.c.external_id.in_([str(chat) for chat in chats]))
        )
        unit.connection.execute(checklists.insert(), [{"conversation_id": row.id, **values} for row in found])

    await store.write(write)


async def test_subscribers_who_keep_the_list(
    store: Store, search: Search, clock: TestClock, announcing: Announcing
) -> None:
    """A list without a subscription is no consent; a subscription without the list is not meant; another's neither."""
    now = clock()
    await follow(store, (1, 2, 3), "depok", now=now)
    await follow(store, (4,), "kalbar", now=now)
    await follow(store, (5,), "depok", now=now, topic="bantuan")
    await keep_lists(store, (1, 4, 5), KIOS, now)
    await keep_lists(store, (2,), HAKI, now)
    kept = await announcing.draft(composed(keepers_of=KIOS), "Rina")
    assert (await announcing.preview(kept.id)).receivers == 1
    await announcing.send(kept.id, "Rina")
    announcer = Announcer(store, lambda: search.library, Wakes(), clock, QuietHours(dt.time(0), dt.time(0)))
    await announcer.look()
    assert [chat for chat, _, _ in await copies(store)] == ["1"]


async def test_a_correction_goes_to_those_who_got_it(store: Store, clock: TestClock, announcing: Announcing) -> None:
    """Also to one who deleted the list since."""
    await follow(store, (1,), "depok", now=clock())
    await keep_lists(store, (1,), KIOS, clock())
    kept = await announcing.draft(composed(keepers_of=KIOS), "Rina")
    await announcing.send(kept.id, "Rina")
    assert (await announcing.correct(kept.id, composed(keepers_of=KIOS), "Rina")).keepers_of is None


@pytest.mark.parametrize("service", ["kalbar/konsultasi", "depok/tidak-ada", "kios"])
async def test_a_service_of_the_office_only(announcing: Announcing, service: str) -> None:
    """Another office's service, and none at all, are refused."""
    with pytest.raises(WrongAnnouncement) as refused:
        await announcing.draft(composed(keepers_of=service), "Rina")
    assert refused.value.problem == "keepers"
