"""Decrees for tests of the desk: documents, drafts made beside a running service, and forms sent from their pages."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from fpdf import FPDF

from bot.clock import now
from bot.decrees.overlay import office_file
from bot.decrees.texts import draft_of_text, kept
from bot.files.shelf import Shelf
from bot.settings import Settings
from bot.store.decree_drafts import NewDraft, add_draft
from bot.store.engines import database_url
from bot.store.store import Store
from knowledge.draft_file import DraftFile
from tests.bot.desk.colleagues import Colleague


def pdf(words: str = "Standar Pelayanan") -> bytes:
    """A document of one page."""
    made = FPDF()
    made.add_page()
    made.set_font("helvetica")
    made.cell(text=words)
    return bytes(made.output())


def packaged(office: str) -> DraftFile:
    """The packaged decree of an office as a draft."""
    file = office_file(Path("/nowhere"), office)
    assert file is not None
    return draft_of_text(file.text, file.name)


async def draft_beside(folder: Path, office: str, draft: DraftFile | None = None) -> int:
    """An open draft of an office, with a PDF as its source; its number."""
    digest = await asyncio.to_thread(Shelf(folder / "files").put, pdf())
    store = Store(database_url(Settings(data_dir=folder).store_url))
    try:
        text = kept(draft or packaged(office))
        new = NewDraft(office, "keputusan.pdf", "pdf", "Penguji", digest, text)
        return await store.write(partial(add_draft, new=new, now=now()))
    finally:
        store.close()


async def sends(who: Colleague, path: str, **fields: str) -> tuple[int, str, str]:
    """Sends a form below the decrees' pages, with the session's token."""
    token = (await who.hidden("/desk/decrees"))["form_token"] or (await who.hidden("/desk"))["form_token"]
    return await who.post(f"/desk/decrees/{path}", {"form_token": token, **fields})
