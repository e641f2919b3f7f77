"""The wiring: makes every part of the service from the settings, runs them together, and stops them in order."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import hmac
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from filelock import FileLock, Timeout

from bot.announcer import Announcer
from bot.announcing import Announcing
from bot.backup import back_up
from bot.channels.web.api import Api
from bot.channels.web.chat import WebChat
from bot.channels.web.checklists import ChecklistPages
from bot.channels.web.downloads import Downloads
from bot.channels.web.identity import Identities, cookie_key
from bot.channels.web.limits import Allowance, MakeLimit, address_of, limits
from bot.channels.web.privacy_page import PrivacyPage
from bot.channels.web.readiness import ReadinessPage
from bot.channels.web.server import make_app
from bot.channels.web.status import Status
from bot.channels.web.uploads import Uploads
from bot.channels.web.visitors import visitor_of
from bot.chats import Chats
from bot.clock import Clock, now
from bot.decree_watch import DecreeWatch
from bot.decrees.reader import DecreeReader
from bot.desk.announce_desk import AnnounceDesk, Surroundings
from bot.desk.desk import PREFIX as DESK
from bot.desk.desk import Around, make_desk
from bot.desk.throttle import Wait
from bot.files.accepting import Acceptance
from bot.files.shelf import Shelf
from bot.knowledge_watch import watch
from bot.looks import looks
from bot.notices import notice_in_force
from bot.office_watch import OfficeWatch
from bot.officers import Officers, setup_path
from bot.papers.doors import Doors
from bot.papers.rendering import Papers
from bot.privacy_desk import PrivacyDesk
from bot.retention import keep_forgetting
from bot.settings import Settings
from bot.staff import Staff
from bot.staff_news import StaffNews
from bot.store.engines import database_url, is_sqlite
from bot.store.migrating import migrate, pending
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.sweeping import keep_swept
from bot.timers import Timers
from bot.turns import Turns
from bot.wakes import Wakes
from handlers.house import House
from handlers.office_words import OfficeWords
from knowledge.errors import KnowledgeError
from knowledge.loading import open_library
from knowledge.search import Search

if TYPE_CHECKING:
    from bot.channels.telegram.account import TelegramAccount
    from bot.channels.whatsapp.account import WhatsAppAccounts

_STOP_WITHIN = 4.0
"""Seconds given to requests in hand when the service stops."""

_USED_LATER = ("holidays", "phonenumbers")
"""Loaded at the start: the first complaint would otherwise wait a quarter of a second for them."""

_log = structlog.get_logger("tanya.service")


class CannotStart(Exception):
    """The service cannot start; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Started:
    """What a running service is reached by."""

    url: str
    setup: str | None = None
    """The path at which the first officer is made, where there is none yet."""


@contextmanager
def only_service(settings: Settings) -> Iterator[None]:
    """Holds the data folder for one service; commands work beside it. Raises CannotStart."""
    lock = FileLock(settings.data_dir / "service.lock", timeout=0)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise CannotStart(
            f"{settings.data_dir}: sudah dipakai layanan lain yang sedang berjalan."
            " Hentikan layanan itu, atau setel TANYA_DATA_DIR ke folder lain."
        ) from None
    except OSError as error:
        raise CannotStart(
            f"{settings.data_dir}: {error.strerror}. Periksa izin tulis folder itu, atau setel TANYA_DATA_DIR."
        ) from None
    try:
        yield
    finally:
        lock.release()


class Service:
    """Every part of one service."""

    def __init__(self, settings: Settings, search: Search, clock: Clock = now) -> None:
        self._settings = settings
        self._clock = clock
        self._wakes = Wakes()
        self._background: list[asyncio.Task[None]] = []
        self._store = Store(database_url(settings.store_url), self._wakes.from_thread)
        key = cookie_key(settings.data_dir / "cookie.key", settings.cookie_key)
        self._turns = Turns(self._store, search, clock, key)
        https = urlsplit(settings.public_url or "").scheme == "https"
        limit = limits(self._store, key)
        identities = Identities(key)
        self._shelf = Shelf(settings.files)
        self._acceptance = Acceptance(self._shelf)
        self._doors = Doors(settings.public_url)
        self._papers = Papers(self._store, lambda: self._turns.search, self._doors, clock, self._shelf)
        self._chat = WebChat(self._store, self._turns, self._wakes, identities, limit, clock, https=https)
        downloads = Downloads(self._papers, identities, limit)
        uploads = Uploads(self._turns, self._acceptance, identities, limit)
        pages = ChecklistPages(self._store, self._turns, identities, limit, clock)
        self._timers = Timers(self._store, self._turns, clock)
        library = lambda: self._turns.search.library  # noqa: E731 - it is swapped after a build
        self._announcer = Announcer(self._store, library, self._wakes, clock, settings.quiet_hours)
        self._status = Status(self._store, self._chat, clock)
        privacy = PrivacyPage(lambda: (self._turns.notice, self._turns.search.library))
        api = Api(self._turns, limit, clock, settings.api_origins)
        self.telegram = self._telegram(key)
        self.whatsapp = self._whatsapp()
        readiness = ReadinessPage(self._turns)
        parts = (self._chat, uploads, downloads, pages, privacy, readiness, self._status, api)
        routes = [route for part in parts for route in part.routes()]
        for channel in (self.telegram, self.whatsapp):
            routes += channel.routes() if channel is not None else []
        self._turns.house = _house(settings)
        self._staff = Staff(self._store, search, clock)
        self._office_watch = OfficeWatch(self._store, library, self._wakes, clock, self._take_up_words)
        self._decree_watch = DecreeWatch(self._store, settings.overlay, self._wakes)
        self._decree_reader = DecreeReader(self._store, self._shelf, settings.overlay, self._wakes, clock)
        self._announcing = Announcing(
            self._store, search, clock, frozenset(settings.approval_offices), self._acceptance
        )
        self._staff_news = StaffNews(self._store, self._turns, self._announcing, self._wakes, clock)
        surroundings = Surroundings(
            settings.quiet_hours, looks, lambda request: visitor_of(request, identities), _announced_on(settings)
        )
        announcements = AnnounceDesk(self._store, self._announcing, clock, surroundings)
        self._privacy = PrivacyDesk(self._store, search, clock, key)
        desk = make_desk(
            Around(
                self._store,
                self._staff,
                self._shelf,
                clock,
                settings.public_url,
                _counted(limit),
                address_of,
                self._wakes,
                Chats(self._store, lambda: self._turns.search, clock, lambda: self._turns.telegram),
                announcements,
                self._privacy,
                self._office_watch.look,
                self._doors,
                lambda: self._turns.notice,
                settings.overlay,
                self._decree_watch.look,
                bot_name=lambda: self._turns.telegram,
                whatsapp=dict(settings.whatsapp_numbers),
            )
        )
        self._runner = web.AppRunner(
            make_app(routes, settings.embed_origins, {DESK: desk}),
            access_log=None,
            handler_cancellation=True,
            shutdown_timeout=_STOP_WITHIN,
        )

    def _telegram(self, key: bytes) -> TelegramAccount | None:
        settings = self._settings
        if settings.telegram_token is None:
            return None
        from bot.channels.telegram.account import TelegramAccount
        from bot.channels.telegram.client import make_bot

        bot = make_bot(settings.telegram_token, settings.telegram_api_url)
        # From the key that replicas share: Telegram posts to any of them with the secret that one of them set.
        secret = settings.telegram_webhook_secret or hmac.new(key, b"telegram webhook", "sha256").hexdigest()
        return TelegramAccount(
            bot, self._store, self._turns, self._acceptance, self._papers, self._wakes, self._clock,
            public_url=settings.public_url, secret=secret, named=self._found_telegram,
        )  # fmt: skip

    def _whatsapp(self) -> WhatsAppAccounts | None:
        settings = self._settings
        secret, verify, token = settings.whatsapp_app_secret, settings.whatsapp_verify_token, settings.whatsapp_token
        if secret is None or verify is None or token is None:
            return None
        from bot.channels.whatsapp.account import Access, WhatsAppAccounts
        from bot.channels.whatsapp.receiving import Door

        access = Access(token, settings.whatsapp_api_url, Door(secret, verify), dict(settings.whatsapp_numbers))
        return WhatsAppAccounts(
            access, self._store, self._turns, self._acceptance, self._papers, self._wakes, self._clock
        )

    def _found_telegram(self, username: str) -> None:
        """Telegram told the bot's name: from now on codes and web chats lead there."""
        self._doors.telegram = self._turns.telegram = username

    async def run(self, stop: asyncio.Event, started: Callable[[Started], None]) -> None:
        """Serves until `stop` is set; raises CannotStart when the port is taken."""
        self._wakes.bind(asyncio.get_running_loop())
        try:
            await self._announce_notice()
            with contextlib.suppress(StoreUnavailable):  # it looks again
                await self._office_watch.look()
            await self._take_up_published()
            await self._runner.setup()
            await self._listen()
            self._start(self._store.follow(self._wakes.wake))
            self._start(keep_forgetting(self._store, self._settings, self._clock))
            self._start(watch(self._settings, self._take_up))
            self._start(self._timers.run())
            self._start(self._office_watch.run())
            self._start(self._decree_watch.run())
            self._start(self._decree_reader.run())
            self._start(self._announcer.run())
            self._start(self._staff_news.run())
            self._start(keep_swept(self._store, self._shelf, self._clock))
            for channel in (self.telegram, self.whatsapp):
                if channel is not None:
                    self._start(channel.run())
            for module in _USED_LATER:
                import_module(module)
            _keep_out_of_collections(self._turns.search)
            self._status.ready = True
            started(Started(self._url(), await self._first_setup()))
            await stop.wait()
        finally:
            await self._stop()

    def _start(self, part: Coroutine[None, None, None]) -> None:
        """Runs a part beside the others; should it fail, it is told and the others go on."""
        task = asyncio.create_task(part)

        def ended(done: asyncio.Task[None]) -> None:
            if not done.cancelled() and (error := done.exception()) is not None:
                _log.error("a part of the service failed", error=type(error).__name__, exc_info=error)

        task.add_done_callback(ended)
        self._background.append(task)

    def _take_up(self, search: Search) -> None:
        for part in (self._turns, self._staff, self._announcing, self._privacy):
            part.search = search
        self._timers.take_up()
        self._start(self._announce_notice())
        _keep_out_of_collections(search)

    async def _take_up_published(self) -> None:
        """Writes and takes up what was published and is not in this process's files: it was killed, or is another."""
        settings = self._settings
        try:
            if await self._decree_watch.look():
                library = await asyncio.to_thread(open_library, settings.database, settings.overlay)
                self._take_up(await asyncio.to_thread(Search, library))
        except (StoreUnavailable, KnowledgeError, OSError) as error:  # the watches look again
            _log.error("published decrees not taken up", error=type(error).__name__)

    def _take_up_words(self, words: OfficeWords) -> None:
        self._turns.office_words = self._staff.office_words = words

    async def _first_setup(self) -> str | None:
        """Where the first officer is made; None where there is one, or the store cannot be written just now."""
        with contextlib.suppress(StoreUnavailable):
            officers = Officers(self._store, self._turns.search, self._clock, "layanan")
            if (token := await officers.first_link()) is not None:
                return setup_path(token)
        return None

    async def _announce_notice(self) -> None:
        """Lets the turns show the privacy notice as settings and decrees make it now."""
        library = self._turns.search.library
        with contextlib.suppress(StoreUnavailable):  # the one that was in force stays
            self._turns.notice = await notice_in_force(self._store, library, self._settings, self._clock)

    async def _listen(self) -> None:
        host, port = self._settings.host, self._settings.port
        site = web.TCPSite(self._runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise CannotStart(
                f"{host}:{port}: {error.strerror or error}."
                " Port mungkin sudah dipakai; setel TANYA_PORT ke nomor lain, misalnya 8081."
            ) from None

    def _url(self) -> str:
        host, port = self._runner.addresses[0][:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"

    async def _stop(self) -> None:
        self._status.ready = False
        self._chat.closing.set()
        for task in self._background:
            task.cancel()
        if self._background:
            await asyncio.wait(self._background, timeout=_STOP_WITHIN)
        await self._runner.cleanup()
        await self._turns.finish()
        await asyncio.to_thread(self._store.close)
        _log.info("stopped")


def _announced_on(settings: Settings) -> tuple[str, ...]:
    """The channels that officers may choose for an announcement."""
    return ("telegram", "web", "whatsapp") if settings.whatsapp_numbers else ("telegram", "web")


def _house(settings: Settings) -> House:
    """What officers' conversations must know of the settings."""
    desk = f"{settings.public_url}{DESK}" if settings.public_url is not None else None
    return House(frozenset(settings.approval_offices), settings.quiet_hours, desk)


def _counted(limit: MakeLimit) -> Callable[[str, float, float], Wait]:
    """The web's rate limits for the desk, which knows no channel."""
    return lambda name, per_minute, burst: limit(Allowance(name, per_minute, burst)).wait


@lru_cache(maxsize=1)
def _keep_out_of_collections(_: Search) -> None:
    """Lets the garbage collector pass over what lives as long as the service, once for each index.

    The index of the decrees is a few hundred thousand objects; looking through them all stops every turn for some
    80 milliseconds, now and then.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


async def serve(settings: Settings, search: Search, started: Callable[[Started], None]) -> None:
    """Runs the service until SIGTERM or Ctrl-C; raises CannotStart."""
    unknown = [office for _, office in settings.whatsapp_numbers if office not in search.library.offices]
    if unknown:
        known = ", ".join(sorted(search.library.offices))
        raise CannotStart(f"TANYA_WHATSAPP_NUMBERS: kantor {', '.join(unknown)} tidak dikenal. Yang ada: {known}.")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C ends the loop by itself there
            loop.add_signal_handler(each, stop.set)
    await Service(settings, search).run(stop, started)


def prepare(settings: Settings, clock: Clock = now) -> None:
    """Brings the store to this program's version, after a backup of what an earlier one wrote.

    Raises NewerDatabase, StoreUnavailable, and BackupFailed when the backup cannot be written.
    """
    url = database_url(settings.store_url)
    if is_sqlite(url) and Path(url.database or "").exists() and pending(url):
        back_up(settings, settings.data_dir / f"before-{clock():%Y%m%d-%H%M%S}.tar.gz", clock())
    migrate(url)
