"""The export of one person's data, row by row against the store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.files.shelf import Shelf
from bot.papers.doors import Doors
from bot.papers.rendering import Papers
from bot.privacy_desk import PrivacyDesk
from bot.pseudonyms import pseudonym
from bot.reply_json import load
from bot.store.data_tasks import Settlement
from bot.store.own_data import NOT_PERSONAL, OWNED, Owner, own_rows
from bot.store.schema import conversations, messages, tickets
from bot.store.staff_schema import metadata
from bot.store.store import Store
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.store.owning import KEY, SITI, acts, fail, leave_words, owning_turns
from tests.bot.store.test_files import Sender
from tests.bot.store.test_turns import rows

BUDI = Address("telegram", "bot", "2233445566")


def test_every_table_is_somebodys_or_nobodys() -> None:
    """A new table must say whose its rows are, before anybody asks for them or has them deleted."""
    assert {owned.table.name for owned in OWNED} | set(NOT_PERSONAL) == set(metadata.tables)


async def test_everything_and_nothing_else(
    store: Store, search: Search, clock: TestClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each row of hers with each of its columns, none of his, and no officer's name."""
    turns, shelf = owning_turns(store, search, clock), Shelf(tmp_path / "files")
    siti, budi = Sender(turns, clock, SITI), Sender(turns, clock, BUDI)
    await leave_words(siti, shelf)
    await budi.say("mau mengadu, petugas merpati minta uang", "Budi Nuri", "081200002222", "kirim")
    for ticket in await rows(store, tickets):
        await acts(store, turns, clock, ticket.number, "assigned", "answered")
    for each in (siti, budi):
        await each.say("perbaiki data saya", "nama saya salah ketik satu huruf", "hapus data saya", "tidak")
        await fail(each, monkeypatch, "pesan yang gagal")
    await PrivacyDesk(store, search, clock, KEY).settle(Settlement(1, "done", "Rina Pipit", "Sudah dibetulkan."))
    await siti.say("hapus data saya", "ya", "data saya", "ambil berkas json")
    hers, his = await rows(store, conversations)
    exported = await store.read(lambda each: own_rows(each, Owner(hers.id, pseudonym(KEY, SITI))))
    told = json.dumps(exported, ensure_ascii=False).lower()
    assert [word for word in ("merpati", "nuri", "2233445566", "081200002222", "pipit") if word in told] == []
    others = await store.read(lambda each: own_rows(each, Owner(his.id, pseudonym(KEY, BUDI))))
    for owned in OWNED:
        table, key = owned.table, [column.name for column in owned.table.primary_key]
        everything = {tuple(row[name] for name in key) for row in await every_row(store, table)}
        mine, theirs = ({tuple(row[name] for name in key) for row in found[table.name]} for found in (exported, others))
        assert mine | theirs == everything, table.name
        assert not mine & theirs, table.name
        for row in exported[table.name]:
            assert set(row) == set(table.c.keys()) - owned.hidden
    (reply,) = [row for row in await rows(store, messages) if "data-saya.json" in row.body]
    papers = Papers(store, lambda: search, Doors(), clock)
    file = load(reply.body).file
    assert file is not None
    paper = await papers.paper(SITI, file)
    assert json.loads(paper.content)["rows"] == json.loads(json.dumps(exported))
    assert paper.media_type == "application/json"


async def every_row(store: Store, table: sa.Table) -> list[dict[str, object]]:
    """All rows as mappings."""

    def read(connection: Connection) -> list[dict[str, object]]:
        return [dict(row) for row in connection.execute(sa.select(table)).mappings()]

    return await store.read(read)
