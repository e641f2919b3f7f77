"""Takes Telegram's updates, by webhook or long polling: each is acted on, then acknowledged."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
from collections.abc import Callable
from typing import Any, cast

import structlog
from aiohttp import web
from telegram import Bot, InlineQueryResultArticle, InputTextMessageContent
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.request import RequestData

from bot.arrival import Arrival
from bot.channels.telegram.client import Fields
from bot.channels.telegram.rendering import parts
from bot.channels.telegram.updates import WANTED, InlineQuestion, Moved, Pressed, Reachability, meaning
from bot.clock import Clock
from bot.questions import ask
from bot.store.reachability import move, set_reachable
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.turns import Turns
from handlers.turn import Outcome

WEBHOOK_PATH = "/telegram/webhook"
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_POLL_SECONDS = 25
_PAUSE = 3.0
_LONGEST_PAUSE = 60.0
_INLINE_CACHE = 300
_LONGEST_TITLE = 60
_LONGEST_DESCRIPTION = 120
_LONGEST_WORD = 200
"""Characters of an answer to a press (core.telegram.org/bots/api#answercallbackquery)."""

_log = structlog.get_logger("tanya.telegram")


class Updates:
    """What is done with each update of one bot."""

    def __init__(self, bot: Bot, username: str, account: str, store: Store, turns: Turns, clock: Clock) -> None:
        self._bot = bot
        self._username = username
        self._account = account
        self._store = store
        self._turns = turns
        self._clock = clock
        self._answering: set[asyncio.Task[None]] = set()

    async def act_on(self, update: dict[str, Any]) -> None:
        """Acts on one update; raises StoreUnavailable when it must come again."""
        found = meaning(update, self._account, self._username)
        match found:
            case Arrival():
                await self._turns.take(found)
            case Pressed(query, arrival):
                await self._pressed(query, arrival)
            case Reachability(address, reachable):
                now = self._clock()
                await self._store.write(lambda unit: set_reachable(unit, address, None if reachable else now))
            case Moved(address, to):
                await self._store.write(lambda unit: move(unit, address, to))
            case InlineQuestion():
                await self._answer_inline(found)
            case None:
                pass

    async def _pressed(self, query: str, arrival: Arrival) -> None:
        """Answers the press at once; in a group after the turn, since its word is for who pressed alone."""
        if arrival.private_at is None:
            self._soon(self._answer_press(query))
            await self._turns.take(arrival)
            return
        receipt = await self._turns.take(arrival)
        self._soon(self._answer_press(query, receipt.word))

    async def webhook(self, request: web.Request, secret: str) -> web.Response:
        """One update by POST; Telegram sends it again unless it is answered 2xx."""
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            raise web.HTTPForbidden
        try:
            update = json.loads(await request.read())
            identity = update["update_id"]
        except (ValueError, TypeError, KeyError):
            raise web.HTTPBadRequest from None
        try:
            await self.act_on(update)
        except StoreUnavailable as error:
            _log.error("update not stored", update=identity, error=str(error))
            return web.Response(status=503, headers={"Retry-After": "5"})
        except (KeyError, TypeError, AttributeError) as error:
            _log.error("update not understood", update=identity, error=type(error).__name__)
        return web.Response()

    async def poll(self, told: Callable[[str | None], None]) -> None:
        """Long polling until cancelled; `told` hears why it cannot, and None once it can again."""
        offset, pause = None, _PAUSE
        while True:
            try:
                updates = await self._fetched(offset)
                told(None)
                pause = _PAUSE
                offset = await self._act_on_all(updates, offset)
            except TelegramError as error:
                told(_trouble(error))
                if isinstance(error, Conflict):
                    await self.leave_webhook()
                await asyncio.sleep(pause)
                pause = min(_LONGEST_PAUSE, pause * 2)
            except StoreUnavailable as error:
                _log.error("updates not stored", error=str(error))
                await asyncio.sleep(_PAUSE)

    async def leave_webhook(self) -> None:
        """Takes the webhook off, with which nothing can be fetched."""
        with contextlib.suppress(TelegramError):
            await self._bot.delete_webhook()

    async def _fetched(self, offset: int | None) -> list[dict[str, Any]]:
        """The next updates as JSON; an update of a kind that PTB does not know yet must not stop the others."""
        asked = {"timeout": str(_POLL_SECONDS), "allowed_updates": json.dumps(WANTED)}
        if offset is not None:
            asked["offset"] = str(offset)
        url = f"{self._bot.base_url}/getUpdates"
        fields = cast(RequestData, Fields(asked))
        fetched: Any = await self._bot.request.post(url, fields, read_timeout=_POLL_SECONDS + 10)
        if not isinstance(fetched, list):
            raise NetworkError("getUpdates: bukan daftar")
        return [update for update in fetched if isinstance(update, dict) and "update_id" in update]

    async def finish(self) -> None:
        """Waits for the presses being answered."""
        await asyncio.gather(*self._answering, return_exceptions=True)

    async def _act_on_all(self, updates: list[dict[str, Any]], offset: int | None) -> int | None:
        """Conversations side by side, each in order; the offset moves only past what is acted on."""
        by_chat: dict[str, list[dict[str, Any]]] = {}
        for update in updates:
            by_chat.setdefault(_chat(update), []).append(update)
        await asyncio.gather(*(self._in_order(each) for each in by_chat.values()))
        return updates[-1]["update_id"] + 1 if updates else offset

    async def _in_order(self, updates: list[dict[str, Any]]) -> None:
        for update in updates:
            try:
                await self.act_on(update)
            except (KeyError, TypeError, AttributeError) as error:
                _log.error("update not understood", update=update.get("update_id"), error=type(error).__name__)

    def _soon(self, answer: Any) -> None:  # noqa: ANN401 - a coroutine
        task = asyncio.create_task(answer)
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer_press(self, query: str, word: str = "") -> None:
        """Stops the button's waiting sign, with a word where there is one; a press too old for it does not matter."""
        with contextlib.suppress(TelegramError):
            if word:
                await self._bot.answer_callback_query(query, word[:_LONGEST_WORD], show_alert=True)
            else:
                await self._bot.answer_callback_query(query)

    async def _answer_inline(self, question: InlineQuestion) -> None:
        if not question.text.strip():
            return
        outcome = ask(self._turns.search, question.text, None, self._clock())
        with contextlib.suppress(TelegramError):
            await self._bot.answer_inline_query(question.query, [_article(outcome)], cache_time=_INLINE_CACHE)


def _article(outcome: Outcome) -> InlineQueryResultArticle:
    """The answer as something to insert in any chat; of one that does not fit a message, the first part."""
    reply = outcome.replies[-1]
    part = parts(reply)[0]
    lines = [line for line in part.text.split("\n") if line]
    title = next((section.heading for section in reply.sections if section.heading), lines[0])
    body = " ".join(line for line in lines if line != title)
    return InlineQueryResultArticle(
        "answer",
        title[:_LONGEST_TITLE],
        InputTextMessageContent(part.html, parse_mode="HTML"),
        description=body[:_LONGEST_DESCRIPTION],
    )


def _chat(update: dict[str, Any]) -> str:
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in update:
            return str(update[kind]["chat"]["id"])
    message = update.get("callback_query", {}).get("message")
    return str(message["chat"]["id"]) if message else f"update {update['update_id']}"


def _trouble(error: TelegramError) -> str:
    """Why updates cannot be had, and what the operator can do."""
    match error:
        case InvalidToken():
            return "token ditolak Telegram; periksa TANYA_TELEGRAM_TOKEN"
        case Conflict():
            return "bot ini sedang dipakai program lain; hentikan program itu atau pakai token lain"
        case _:
            return f"Telegram tidak terjangkau ({error.message}); dicoba lagi sendiri"
