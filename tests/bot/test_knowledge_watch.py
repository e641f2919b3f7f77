"""A changed file of the office is taken up while the service runs; a broken one leaves what is known as it was."""

from __future__ import annotations

import asyncio
from pathlib import Path

import yaml

from bot.knowledge_watch import watch
from bot.settings import Settings
from knowledge.files import find_files
from knowledge.loading import open_library
from knowledge.search import Search


async def test_new_words_are_understood_without_a_restart(tmp_path: Path) -> None:
    """And a mistake in the file costs nothing."""
    settings = Settings(data_dir=tmp_path)
    await asyncio.to_thread(open_library, settings.database, settings.overlay)
    found: list[Search] = []
    task = asyncio.create_task(watch(settings, found.append, every=0.05))
    slang = next(file for file in find_files().lexicon if file.stem == "slang")
    content = yaml.safe_load(slang.text)
    content["words"]["zubrek"] = "biaya"
    folder = settings.overlay / "lexicon"
    folder.mkdir(parents=True)
    await asyncio.sleep(0.1)
    assert found == []
    (folder / "slang.yaml").write_text(yaml.safe_dump(content))
    async with asyncio.timeout(20):
        while not found:
            await asyncio.sleep(0.05)
    assert found[0].understand("zubrek kios depok").component == "biaya"
    (folder / "slang.yaml").write_text("words: [")
    await asyncio.sleep(1.5)
    assert len(found) == 1
    task.cancel()
