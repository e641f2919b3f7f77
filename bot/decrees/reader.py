"""Reads uploaded documents in the background, one at a time; what a stopped service leaves is taken up by the next."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from bot.clock import Clock
from bot.decrees.apart import started
from bot.decrees.carrying import carried
from bot.decrees.counting import doubts_of
from bot.decrees.overlay import office_file
from bot.decrees.texts import draft_kept, draft_of_text, kept
from bot.files.shelf import Shelf
from bot.store.decree_drafts import (
    TOPIC,
    DecreeDraft,
    SourceLine,
    claim_reading,
    fail_reading,
    finish_reading,
    note_progress,
    put_off_reading,
)
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.wakes import Wakes
from knowledge.errors import KnowledgeError

_AT_LEAST_EVERY = 30.0
_HELD = dt.timedelta(seconds=60)
"""For how long a document is this process's without a sign of life."""
_BEAT = 2.0
"""Seconds between two signs of life."""
_LONGEST = 30 * 60.0
"""Seconds for one document: a scan of a thousand pages is read in parts, by its office."""
_ELSEWHERE = dt.timedelta(seconds=15)
"""For how long a document is left to the process that has it on its shelf."""
_SAVED_AS = "simpan ulang sebagai PDF atau DOCX, lalu unggah lagi"
_BROKE = f"Dokumen ini tidak dapat dibaca sampai selesai. Coba {_SAVED_AS}."
_TOO_LONG = f"Dokumen ini terlalu lama dibaca. Bagi menjadi beberapa berkas, atau {_SAVED_AS}."

_log = structlog.get_logger("tanya.decrees")
Told = Callable[[int, int], None]


class DecreeReader:
    """Takes what waits in the store, reads it in a process of its own, and puts the draft into the store."""

    def __init__(self, store: Store, shelf: Shelf, overlay: Path, wakes: Wakes, clock: Clock) -> None:
        self._store = store
        self._shelf = shelf
        self._overlay = overlay
        self._wakes = wakes
        self._clock = clock

    async def run(self) -> None:
        """Reads whatever waits, until cancelled."""
        with self._wakes.listening(TOPIC) as woken:
            while True:
                try:
                    while await self.read_one():
                        pass
                except (StoreUnavailable, OSError) as error:
                    _log.error("decrees not read", error=type(error).__name__)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), _AT_LEAST_EVERY)
                woken.clear()

    async def read_one(self) -> bool:
        """Reads the document that waits longest; returns whether there was one. Raises StoreUnavailable, OSError."""
        now = self._clock()
        claimed = await self._store.write(partial(claim_reading, now=now, until=now + _HELD))
        if claimed is None:
            return False
        if claimed.sha256 is None or not self._shelf.path(claimed.sha256).is_file():
            await self._store.write(partial(put_off_reading, number=claimed.id, until=now + _ELSEWHERE))
            return False
        try:
            read = await self._read(claimed, self._shelf.path(claimed.sha256))
        except _Unwanted:
            return True
        if isinstance(read, str):
            await self._store.write(partial(fail_reading, number=claimed.id, problem=read, now=self._clock()))
            return True
        draft = await asyncio.to_thread(self._completed, claimed.office, read["draft"])
        lines = [SourceLine(*each) for each in read["lines"]]
        finish = partial(
            finish_reading, number=claimed.id, draft=draft[0], doubts=draft[1], lines=lines, now=self._clock()
        )
        await self._store.write(finish)
        return True

    def _completed(self, office: str, text: str) -> tuple[str, int]:
        draft = draft_kept(text)
        running = office_file(self._overlay, office) if office else None
        if running is not None:
            with contextlib.suppress(KnowledgeError):
                draft = carried(draft, draft_of_text(running.text, running.name))
        return kept(draft), doubts_of(draft)

    async def _read(self, claimed: DecreeDraft, document: Path) -> dict[str, Any] | str:
        """The draft and the lines of a document, or why there are none."""
        with tempfile.TemporaryDirectory(prefix="tanya-reading-") as folder:
            copy, result = Path(folder, "dokumen", claimed.name), Path(folder, "result.json")
            copy.parent.mkdir()
            await asyncio.to_thread(shutil.copyfile, document, copy)
            process = await started("bot.decrees.reading_apart", str(copy), str(result))
            try:
                async with asyncio.timeout(_LONGEST):
                    await self._follow(claimed, process)
            except TimeoutError:
                return _TOO_LONG
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
            if process.returncode or not result.is_file():
                _log.error("a decree's reader failed", draft=claimed.id, code=process.returncode)
                return _BROKE
            told: dict[str, Any] = await asyncio.to_thread(lambda: json.loads(result.read_text("utf-8")))
        return str(told["problem"]) if "problem" in told else told

    async def _follow(self, claimed: DecreeDraft, process: asyncio.subprocess.Process) -> None:
        """Notes how far the reader is, again and again, until it ends; raises _Unwanted where nobody waits any more."""
        done, total = 0, 0
        output = process.stdout
        if output is None:
            raise ValueError("a process without output")
        line = asyncio.create_task(output.readline())
        try:
            while True:
                finished, _ = await asyncio.wait((line,), timeout=_BEAT)
                if finished:
                    if not (text := line.result()):
                        break
                    with contextlib.suppress(ValueError):
                        _, done, total = json.loads(text)
                    line = asyncio.create_task(output.readline())
                    if done < total:  # told at the next beat, or with its end
                        await asyncio.sleep(0.2)
                until = self._clock() + _HELD
                noted = partial(note_progress, number=claimed.id, done=done, total=total, until=until)
                if not await self._store.write(noted):
                    raise _Unwanted
            await process.wait()
        finally:
            line.cancel()


class _Unwanted(Exception):
    """Nobody waits for the document any more."""
