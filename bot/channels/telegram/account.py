"""One Telegram bot as a part of the service: starts when Telegram can be reached, and never stops the rest."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web
from telegram import Bot, BotCommand
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.broadcasting import TelegramCopies
from bot.channels.telegram.files import TelegramFiles
from bot.channels.telegram.receiving import WEBHOOK_PATH, Updates
from bot.channels.telegram.sending import PACE, TelegramCarrier
from bot.channels.telegram.updates import CHANNEL, WANTED
from bot.channels.telegram.uploading import Uploading
from bot.clock import Clock
from bot.copies import CopySender
from bot.fetching import Fetching
from bot.files.accepting import Acceptance
from bot.outbox import Sender
from bot.pacing import Pacer
from bot.papers.rendering import Papers
from bot.side_by_side import side_by_side
from bot.store.store import Store
from bot.turns import Turns
from bot.wakes import Wakes
from locales.catalogue import LANGUAGES, translate

_PAUSE = 3.0
_LONGEST_PAUSE = 60.0
_MAX_CONNECTIONS = 40
"""Updates that Telegram may post at once; its own default."""

_log = structlog.get_logger("tanya.telegram")


class TelegramAccount:
    """A bot by its token. `public_url` chooses the webhook; without it updates are fetched by long polling.

    `named` hears the bot's name once Telegram has told it.
    """

    def __init__(
        self,
        bot: Bot,
        store: Store,
        turns: Turns,
        acceptance: Acceptance,
        papers: Papers,
        wakes: Wakes,
        clock: Clock,
        *,
        public_url: str | None,
        secret: str,
        named: Callable[[str], None] = lambda _username: None,
    ) -> None:
        self._bot = bot
        self._store = store
        self._turns = turns
        self._acceptance = acceptance
        self._papers = papers
        self._wakes = wakes
        self._clock = clock
        self._public_url = public_url
        self._secret = secret
        self._named = named
        self._updates: Updates | None = None
        self.trouble: str | None = "belum tersambung"
        """Why it does not work now; None while it does."""

    def routes(self) -> list[web.RouteDef]:
        """Where Telegram posts updates, when there is a public address."""
        return [web.post(WEBHOOK_PATH, self._webhook)] if self._public_url is not None else []

    async def run(self) -> None:
        """Connects, then sends and receives until cancelled."""
        try:
            username, account = await self._connect()
            await self._work(Updates(self._bot, username, account, self._store, self._turns, self._clock), account)
        finally:
            with contextlib.suppress(TelegramError):
                await self._bot.shutdown()
            await self._bot.request.shutdown()

    async def _work(self, updates: Updates, account: str) -> None:
        self._updates = updates
        carrier = TelegramCarrier(self._bot, account, self._papers.paper)
        pacer = Pacer(PACE)
        pressing = self._turns.pressing
        sender = Sender(self._store, carrier, pacer, self._wakes, self._clock, pressing)
        uploading = Uploading(self._bot, account, self._store, self._papers.paper)
        many = TelegramCopies(self._bot, carrier, uploading)
        copies = CopySender(self._store, many, pacer, self._wakes, self._clock, pressing)
        files = TelegramFiles(self._bot, account)
        fetching = Fetching(self._store, self._turns, self._acceptance, files, self._wakes, self._clock)
        by_webhook = self._public_url is not None

        async def alone() -> None:
            polling = [] if by_webhook else [self._receive_by_polling(updates)]
            await side_by_side(sender.run(), copies.run(), fetching.run(), *polling)

        try:
            receiving = [self._receive_by_webhook()] if by_webhook else []
            await side_by_side(self._store.alone(f"{CHANNEL} {account}", alone), self._introduce(), *receiving)
        finally:
            await updates.finish()

    async def _connect(self) -> tuple[str, str]:
        """Asks Telegram who the bot is, until it answers; returns its name and id."""
        pause = _PAUSE
        while True:
            try:
                await self._bot.initialize()
            except InvalidToken:
                self._tell("token ditolak Telegram; periksa TANYA_TELEGRAM_TOKEN")
            except TelegramError as error:
                self._tell(f"Telegram tidak terjangkau ({error.message}); dicoba lagi sendiri")
            else:
                self._tell(None)
                self._named(self._bot.username)
                _log.info("connected", username=self._bot.username)
                return self._bot.username, str(self._bot.id)
            await asyncio.sleep(pause)
            pause = min(_LONGEST_PAUSE, pause * 2)

    async def _receive_by_polling(self, updates: Updates) -> None:
        await updates.leave_webhook()
        await updates.poll(self._tell)

    async def _receive_by_webhook(self) -> None:
        url = f"{self._public_url}{WEBHOOK_PATH}"
        await self._insistently(
            lambda: self._bot.set_webhook(
                url,
                secret_token=self._secret,
                allowed_updates=list(WANTED),
                max_connections=_MAX_CONNECTIONS,
            )
        )
        _log.info("webhook set")
        await asyncio.Event().wait()

    async def _insistently(self, call: Callable[[], Awaitable[object]]) -> None:
        pause = _PAUSE
        while True:
            try:
                await call()
            except TelegramError as error:
                self._tell(f"Telegram menolak pengaturan ({error.message}); dicoba lagi sendiri")
                await asyncio.sleep(pause)
                pause = min(_LONGEST_PAUSE, pause * 2)
            else:
                self._tell(None)
                return

    async def _introduce(self) -> None:
        """The commands menu and the description, in each language; what Telegram refuses here breaks nothing."""
        for language in LANGUAGES:
            code = "" if language == "id" else language
            try:
                await self._bot.set_my_commands(_commands(language), language_code=code)
                await self._bot.set_my_description(_description(language), language_code=code)
                await self._bot.set_my_short_description(_short_description(language), language_code=code)
            except TelegramError as error:
                _log.warning("introduction refused", language=language, reason=error.message)

    async def _webhook(self, request: web.Request) -> web.Response:
        if self._updates is None:
            return web.Response(status=503, headers={"Retry-After": "5"})
        return await self._updates.webhook(request, self._secret)

    def _tell(self, trouble: str | None) -> None:
        if trouble != self.trouble and trouble is not None:
            _log.error("telegram off", reason=trouble)
        self.trouble = trouble


def _description(language: str) -> str:
    return translate(
        language,
        "Tanya syarat, biaya, lama, dan prosedur layanan Dinas Koperasi dan UKM. Jawabannya dari keputusan standar"
        " pelayanan, lengkap dengan sumbernya.",
    )


def _short_description(language: str) -> str:
    return translate(language, "Asisten layanan Dinas Koperasi dan UKM")


def _commands(language: str) -> list[BotCommand]:
    return [
        BotCommand("menu", translate(language, "Menu utama")),
        BotCommand("kantor", translate(language, "Pilih kantor")),
        BotCommand("bantuan", translate(language, "Cara memakai")),
        BotCommand("bahasa", translate(language, "Ganti bahasa")),
        BotCommand("privasi", translate(language, "Data pribadi Anda")),
    ]
