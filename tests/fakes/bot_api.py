"""A Bot API host on loopback that refuses what Telegram refuses: lengths, markup, unknown chats, tokens, floods."""

from __future__ import annotations

import asyncio
import json
import re
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, web

TOKEN = "123456789:AAFakeTokenFakeTokenFakeTokenFake00"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Tanya", "username": "TanyaDinasBot"}
_TAG = re.compile(r"<(/?)([a-z-]+)(?:\s[^<>]*)?>")
_ALLOWED = {"b", "strong", "i", "em", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);")
_LONGEST = 4096


class Refusal(Exception):
    """What Telegram answers instead of a result."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class FakeBotApi:
    """One bot's server: `sent` are the messages it took; `refusals` are answered first, in order, to sendMessage."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusals: deque[Refusal | None] = deque()
        self.known: set[str] = set()
        self.blocked: set[str] = set()
        self.webhook: dict[str, Any] | None = None
        self.url = ""
        self._updates: list[dict[str, Any]] = []
        self._next_update = 1000
        self._next_message = 1
        self._more = asyncio.Event()
        self._pollers = 0

    # What people do.

    def says(self, text: str, chat: int = 7, more: dict[str, Any] | None = None) -> dict[str, Any]:
        """Someone types in a private chat, or whatever `more` changes about the message."""
        return self.does({"message": {**self.message(text, chat), **(more or {})}}, chat)

    def presses(self, data: str, chat: int = 7) -> dict[str, Any]:
        """Someone presses a button."""
        query = {"id": f"q{self._next_update}", "from": person(chat), "chat_instance": "1", "data": data}
        return self.does({"callback_query": {**query, "message": self.message("", chat)}}, chat)

    def does(self, content: dict[str, Any], chat: int) -> dict[str, Any]:
        """Anything else that makes an update."""
        self.known.add(str(chat))
        update = {"update_id": self._next_update, **content}
        self._next_update += 1
        self._updates.append(update)
        self._more.set()
        return update

    def message(self, text: str, chat: int) -> dict[str, Any]:
        """A message as Telegram tells it."""
        self._next_message += 1
        told = {"message_id": self._next_message, "date": 1763430000, "from": person(chat), "chat": private(chat)}
        return {**told, "text": text} if text else told

    async def post(self, update: dict[str, Any], secret: str | None = None) -> int:
        """Posts an update to the webhook as Telegram does; returns the status."""
        assert self.webhook is not None
        header = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"] if secret is None else secret}
        async with ClientSession() as session, session.post(self.webhook["url"], json=update, headers=header) as answer:
            return answer.status

    async def until_sent(self, count: int) -> list[dict[str, Any]]:
        """The messages taken, once there are so many."""
        async with asyncio.timeout(10):
            while len(self.sent) < count:
                await asyncio.sleep(0.01)
        return self.sent

    async def until_called(self, method: str) -> dict[str, Any]:
        """The parameters of the first call of a method."""
        async with asyncio.timeout(10):
            while True:
                for name, parameters in self.calls:
                    if name == method:
                        return parameters
                await asyncio.sleep(0.01)

    # What the bot calls.

    async def handle(self, request: web.Request) -> web.Response:
        """Any method of the Bot API."""
        token, method = request.match_info["token"], request.match_info["method"]
        given = {**request.query, **await request.post()}
        parameters = {name: _decoded(value) for name, value in given.items()}
        try:
            if token != TOKEN:
                raise Refusal(401, "Unauthorized")
            call = getattr(self, f"_{method.lower()}", None)
            if call is None:
                raise Refusal(404, "Not Found: method not found")
            result = await call(parameters)
            self.calls.append((method, parameters))
        except Refusal as refusal:
            body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            if refusal.parameters:
                body["parameters"] = refusal.parameters
            return web.json_response(body, status=refusal.code)
        return web.json_response({"ok": True, "result": result})

    async def _getme(self, _parameters: dict[str, Any]) -> Any:
        return BOT

    async def _getupdates(self, parameters: dict[str, Any]) -> Any:
        if self.webhook is not None:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
        if self._pollers:
            raise Refusal(409, "Conflict: terminated by other getUpdates request")
        offset = int(parameters.get("offset", 0))
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        self._pollers += 1
        try:
            if not self._updates:
                self._more.clear()
                try:
                    async with asyncio.timeout(min(1.0, float(parameters.get("timeout", 0)))):
                        await self._more.wait()
                except TimeoutError:
                    return []
            return self._updates[:100]
        finally:
            self._pollers -= 1

    async def _setwebhook(self, parameters: dict[str, Any]) -> Any:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", parameters.get("secret_token", "")):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = parameters
        return True

    async def _getwebhookinfo(self, _parameters: dict[str, Any]) -> Any:
        url = self.webhook["url"] if self.webhook is not None else ""
        return {"url": url, "has_custom_certificate": False, "pending_update_count": 0}

    async def _deletewebhook(self, _parameters: dict[str, Any]) -> Any:
        self.webhook = None
        return True

    async def _sendmessage(self, parameters: dict[str, Any]) -> Any:
        if self.refusals and (refusal := self.refusals.popleft()) is not None:
            raise refusal
        chat = str(parameters["chat_id"])
        if chat not in self.known:
            raise Refusal(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        _check_text(str(parameters.get("text", "")), parameters.get("parse_mode"))
        _check_buttons(parameters.get("reply_markup"))
        self._next_message += 1
        self.sent.append(parameters)
        return {**self.message(str(parameters["text"]), int(chat)), "message_id": self._next_message}

    async def _answercallbackquery(self, parameters: dict[str, Any]) -> Any:
        if not str(parameters.get("callback_query_id", "")).startswith("q"):
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        return True

    async def _answerinlinequery(self, parameters: dict[str, Any]) -> Any:
        for result in parameters["results"]:
            _check_text(result["input_message_content"]["message_text"], "HTML")
            if not result["title"]:
                raise Refusal(400, "Bad Request: article title is empty")
        return True

    async def _setmycommands(self, parameters: dict[str, Any]) -> Any:
        for command in parameters["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
        return True

    async def _setmydescription(self, parameters: dict[str, Any]) -> Any:
        if len(parameters.get("description", "")) > 512:
            raise Refusal(400, "Bad Request: description is too long")
        return True

    async def _setmyshortdescription(self, parameters: dict[str, Any]) -> Any:
        if len(parameters.get("short_description", "")) > 120:
            raise Refusal(400, "Bad Request: short description is too long")
        return True


def person(identity: int) -> dict[str, Any]:
    """Someone with an Indonesian app."""
    return {"id": identity, "is_bot": False, "first_name": "Siti", "language_code": "id"}


def private(chat: int) -> dict[str, Any]:
    """A private chat."""
    return {"id": chat, "type": "private", "first_name": "Siti"}


def _decoded(value: Any) -> Any:
    """Parameters as JSON where they are."""
    try:
        return json.loads(value) if isinstance(value, str) and value[:1] in "[{" else value
    except ValueError:
        return value


def _check_text(text: str, mode: str | None) -> None:
    plain = _parsed(text) if mode == "HTML" else text
    if not plain.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if len(plain.encode("utf-16-le")) // 2 > _LONGEST:
        raise Refusal(400, "Bad Request: message is too long")


def _parsed(text: str) -> str:
    """The text without its markup; refused where Telegram could not parse it."""
    opened: list[str] = []
    for tag in _TAG.finditer(text):
        closing, name = tag[1], tag[2]
        if name not in _ALLOWED:
            raise Refusal(400, f'Bad Request: can\'t parse entities: Unsupported start tag "{name}"')
        if closing and (not opened or opened.pop() != name):
            raise Refusal(400, "Bad Request: can't parse entities: Unmatched end tag")
        if not closing:
            opened.append(name)
    if opened or "<" in _TAG.sub("", text):
        raise Refusal(400, "Bad Request: can't parse entities: Can't find end tag")
    return _ENTITY.sub("&", _TAG.sub("", text))


def _check_buttons(markup: Any) -> None:
    if not markup:
        return
    buttons = [button for row in markup["inline_keyboard"] for button in row]
    if len(buttons) > 100 or any(len(row) > 8 for row in markup["inline_keyboard"]):
        raise Refusal(400, "Bad Request: too many buttons")
    for button in buttons:
        if not 1 <= len(button["callback_data"].encode()) <= 64:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        if not button["text"]:
            raise Refusal(400, "Bad Request: text buttons are unallowed to be empty")


@asynccontextmanager
async def bot_api() -> AsyncIterator[FakeBotApi]:
    """The host, served on a free port."""
    fake = FakeBotApi()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", fake.handle)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield fake
    finally:
        await runner.cleanup()
