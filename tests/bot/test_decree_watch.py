"""Every process of a service has the decree files that were published, whichever of them it was that published."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from bot.decree_watch import DecreeWatch
from bot.store.decree_drafts import NewDraft, add_draft, draft_of
from bot.store.decree_versions import NewVersion, publish
from bot.store.store import Store
from bot.wakes import Wakes
from tests.bot.clock import TestClock


async def published(store: Store, clock: TestClock, text: str | None, over: int) -> None:
    """Brings a text into force, and dies before it writes any file."""
    number = await store.write(partial(add_draft, new=NewDraft("depok", "x", "yaml", "Dewi", None, "{}"), now=clock()))
    draft = await store.read(partial(draft_of, number=number, offices=None))
    new = NewVersion("depok", "depok-2023.yaml", text, "Dewi")
    await store.write(partial(publish, draft=draft, new=new, over=over, now=clock()))


async def test_each_process_writes_its_own_files(store: Store, clock: TestClock, tmp_path: Path) -> None:
    """The one that was woken and the one that starts later; going back to the packaged file takes the own one away."""
    wakes = Wakes()
    wakes.bind(asyncio.get_running_loop())
    folders = [tmp_path / "one", tmp_path / "two"]
    watches = [DecreeWatch(store, folder, wakes) for folder in folders]
    files = [folder / "decrees" / "depok-2023.yaml" for folder in folders]
    running = asyncio.create_task(watches[0].run())
    await published(store, clock, "satu", 0)
    wakes.wake(frozenset({"decrees"}))
    async with asyncio.timeout(10):
        while not files[0].exists():
            await asyncio.sleep(0.02)
    assert files[0].read_text() == "satu"
    assert await watches[1].look()
    assert not await watches[1].look()
    assert files[1].read_text() == "satu"
    await published(store, clock, None, 1)
    assert await watches[1].look()
    assert not files[1].exists()
    running.cancel()


async def test_what_was_written_by_hand_is_kept_beside(store: Store, clock: TestClock, tmp_path: Path) -> None:
    """An older published text is no such file: it goes without a trace."""
    watch, file = DecreeWatch(store, tmp_path, Wakes()), tmp_path / "decrees" / "depok-2023.yaml"
    await published(store, clock, "satu", 0)
    await watch.look()
    await published(store, clock, "dua", 1)
    await watch.look()
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    file.write_text("disunting di server")
    await watch.look()
    assert file.read_text() == "dua"
    assert file.with_name(f"{file.name}.before").read_text() == "disunting di server"
