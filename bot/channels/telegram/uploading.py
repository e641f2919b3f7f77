"""The file of an announcement at Telegram: uploaded with the first copy; its id there is enough for all others."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.error import BadRequest

from bot.arrival import Address
from bot.channels.telegram.sending import FetchPaper, is_bad_picture
from bot.store.announcement_files import Upload, keep_upload, upload_of
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from handlers.turn import FileRef


class Uploading:
    """The files of announcements as one bot has them; `first` is held while one is uploaded, and the others wait."""

    def __init__(self, bot: Bot, account: str, store: Store, paper: FetchPaper) -> None:
        self._bot = bot
        self._account = account
        self._store = store
        self._paper = paper
        self._known: dict[FileRef, Upload] = {}
        self.first = asyncio.Lock()

    async def known(self, file: FileRef) -> Upload | None:
        """What Telegram calls a file, also one uploaded before a restart; raises StoreUnavailable."""
        if file not in self._known:
            number = int(file.id)
            found = await self._store.read(lambda connection: upload_of(connection, number, self._account))
            if found is None:
                return None
            self._known[file] = found
        return self._known[file]

    async def sent(
        self, address: Address, file: FileRef, caption: str | None, below: InlineKeyboardMarkup | None
    ) -> str:
        """Sends the file itself to a chat and remembers what it is called; returns the message's id.

        Raises TelegramError, NoPaper, and StoreUnavailable before anything was sent.
        """
        paper = await self._paper(address, file)
        message = None
        if paper.picture:
            try:
                message = await self._bot.send_photo(
                    address.external_id, paper.content, caption, parse_mode="HTML", reply_markup=below,
                    filename=paper.name,
                )  # fmt: skip
            except BadRequest as error:
                if not is_bad_picture(error):
                    raise
        if message is None:
            message = await self._bot.send_document(
                address.external_id, paper.content, caption, parse_mode="HTML", reply_markup=below,
                filename=paper.name,
            )  # fmt: skip
        await self._remember(file, message)
        return str(message.message_id)

    async def _remember(self, file: FileRef, message: Message) -> None:
        if message.photo:
            upload = Upload("photo", message.photo[-1].file_id)
        elif message.document is not None:
            upload = Upload("document", message.document.file_id)
        else:
            return
        self._known[file] = upload
        with suppress(StoreUnavailable):  # the copy has left: it is uploaded once more after a restart
            await self._store.write(lambda unit: keep_upload(unit, int(file.id), self._account, upload))
