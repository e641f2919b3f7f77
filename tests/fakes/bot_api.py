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

from tests.fakes.bot_api_files import FakeFiles, uploaded
from tests.fakes.bot_api_groups import FakeGroups, chat_of
from tests.fakes.bot_api_rules import Refusal, Shown, captioned, shown

TOKEN = "123456789:AAFakeTokenFakeTokenFakeTokenFake00"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Tanya", "username": "TanyaDinasBot"}
_TOKEN_FORM = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
_LONGEST_NOTICE = 200
_LARGEST_REQUEST = 60 * 1024 * 1024


class FakeBotApi:
    """One bot's server: `sent` and `edited` are the messages it took, `taken` both in order, with their `message_id`.

    A file that it took is among them with its `content`, its `file_name`, and what `sort` it was sent as.

    `refusals` are answered first, in order, to what sends or edits; None lets one pass. `late` are the seconds after
    which it answers what it did, `too_old` the messages that it does not change any more, `files` what
    people sent, `groups` what is of groups: their ids are negative; `uploads` counts the files that the bot sent by
    their content and not by their id.
    """

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.edited: list[dict[str, Any]] = []
        self.taken: list[dict[str, Any]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusals: deque[Refusal | None] = deque()
        self.known: set[str] = set()
        self.blocked: set[str] = set()
        self.too_old: set[int] = set()
        self.late = 0.0
        self.uploads = 0
        self.files = FakeFiles(TOKEN)
        self.groups = FakeGroups()
        self.webhook: dict[str, Any] | None = None
        self.webhook_trouble: dict[str, Any] = {}
        self.url = ""
        self._updates: list[dict[str, Any]] = []
        self._next_update = 1000
        self._next_message = 1
        self._more = asyncio.Event()
        self._pollers = 0
        self._shown: dict[tuple[str, int], Shown] = {}
        self._without_text: set[tuple[str, int]] = set()
        self._queries: set[str] = set()

    # What people do.

    def says(
        self, text: str, chat: int = 7, more: dict[str, Any] | None = None, *, by: int | None = None
    ) -> dict[str, Any]:
        """Someone types in a private chat, or `by` whom it is in a group; `more` changes the message."""
        who = {"from": person(by)} if by is not None else {}
        return self.does({"message": {**self.message(text, chat), **who, **(more or {})}}, chat)

    def sends(self, content: bytes, chat: int = 7, more: dict[str, Any] | None = None, **document: Any) -> None:
        """Someone sends a photo, or a document with these properties."""
        self.says("", chat, {**self.files.told(content, **document), **(more or {})})

    def presses(self, data: str, chat: int = 7, on: int | None = None, *, by: int | None = None) -> dict[str, Any]:
        """Someone, `by` whom it is in a group, presses a button of the message `on`, or of the last one that has it.

        The button of a message that is gone is pressed on a screen that does not know it yet.
        """
        found = [message for message in self.messages_with(data, chat) if on in (None, message)]
        message = {"message_id": found[-1] if found else on or 1, "chat": chat_of(chat), "date": 0}
        if found:
            message |= {"date": 1763430000, "from": BOT, "text": self._shown[str(chat), found[-1]].text}
        query = f"q{self._next_update}"
        self._queries.add(query)
        told = {
            "id": query,
            "from": person(chat if by is None else by),
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        return self.does({"callback_query": told}, chat)

    def messages_with(self, data: str, chat: int = 7) -> list[int]:
        """The messages in a chat that show a button with this data now, oldest first."""
        return [
            message
            for (where, message), look in self._shown.items()
            if where == str(chat) and any(data == each for row in look.buttons for _, each in row)
        ]

    def deletes(self, message: int, chat: int = 7) -> None:
        """Someone deletes a message, the bot's or their own."""
        self._shown.pop((str(chat), message), None)

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
        told = {"message_id": self._next_message, "date": 1763430000, "from": person(chat), "chat": chat_of(chat)}
        return {**told, "text": text} if text else told

    async def post(self, update: dict[str, Any], secret: str | None = None) -> int:
        """Posts an update to the webhook as Telegram does; returns the status."""
        assert self.webhook is not None
        header = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"] if secret is None else secret}
        async with ClientSession() as session, session.post(self.webhook["url"], json=update, headers=header) as answer:
            return answer.status

    async def until_sent(self, count: int) -> list[dict[str, Any]]:
        """The messages taken, once there are so many."""
        return await _until(self.sent, count)

    async def until_edited(self, count: int) -> list[dict[str, Any]]:
        """The changed messages, once there are so many."""
        return await _until(self.edited, count)

    async def until_taken(self, count: int) -> list[dict[str, Any]]:
        """The new and the changed messages, once there are so many."""
        return await _until(self.taken, count)

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
            if not _TOKEN_FORM.fullmatch(token):
                raise Refusal(404, "Not Found")
            if token != TOKEN:
                raise Refusal(401, "Unauthorized")
            call = getattr(self, f"_{method.lower()}", None)
            if call is None:
                raise Refusal(404, "Not Found: method not found")
            result = await call(parameters)
            self.calls.append((method, parameters))
            await asyncio.sleep(self.late)
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
        offset, wanted = int(parameters.get("offset", 0)), set(parameters.get("allowed_updates", ()))
        self._updates = [
            update for update in self._updates if update["update_id"] >= offset and (not wanted or wanted & set(update))
        ]
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
        return {"url": url, "has_custom_certificate": False, "pending_update_count": 0, **self.webhook_trouble}

    async def _deletewebhook(self, _parameters: dict[str, Any]) -> Any:
        self.webhook = None
        return True

    async def _sendmessage(self, parameters: dict[str, Any]) -> Any:
        chat = self._reachable(parameters)
        look = shown(parameters)
        told = {**self.message(look.text, int(chat)), "from": BOT}
        self._shown[chat, told["message_id"]] = look
        self.sent.append({**parameters, "message_id": told["message_id"]})
        self.taken.append(self.sent[-1])
        return told

    async def _senddocument(self, parameters: dict[str, Any]) -> Any:
        return await self._send_file(parameters, "document")

    async def _sendphoto(self, parameters: dict[str, Any]) -> Any:
        return await self._send_file(parameters, "photo")

    async def _send_file(self, parameters: dict[str, Any], sort: str) -> Any:
        chat, file = self._reachable(parameters), parameters.pop(sort, None)
        look = captioned(parameters)
        if isinstance(file, str):
            content, filename, field = self.files.again(file, sort)
        elif isinstance(file, web.FileField):
            content, filename = await uploaded(file, photo=sort == "photo"), file.filename
            field = self.files.told(content, **({} if sort == "photo" else {"file_name": filename}))
            self.uploads += 1
        else:
            raise Refusal(400, f"Bad Request: there is no {sort} in the request")
        told = {**self.message("", int(chat)), "from": BOT, "caption": look.text, **field}
        self._shown[chat, told["message_id"]] = look
        self._without_text.add((chat, told["message_id"]))
        sent = {"sort": sort, "content": content, "file_name": filename, "text": look.text}
        self.sent.append({**parameters, **sent, "message_id": told["message_id"]})
        self.taken.append(self.sent[-1])
        return told

    async def _editmessagetext(self, parameters: dict[str, Any]) -> Any:
        chat, message = self._reachable(parameters), int(parameters.get("message_id", 0))
        if not message:
            raise Refusal(400, "Bad Request: message identifier is not specified")
        look, before = shown(parameters, "MESSAGE_TOO_LONG"), self._shown.get((chat, message))
        if before is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        if (chat, message) in self._without_text:
            raise Refusal(400, "Bad Request: there is no text in the message to edit")
        if message in self.too_old:
            raise Refusal(400, "Bad Request: message can't be edited")
        if look == before:
            raise Refusal(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the"
                " same as a current content and reply markup of the message",
            )
        self._shown[chat, message] = look
        self.edited.append({**parameters, "message_id": message})
        self.taken.append(self.edited[-1])
        return {**self.message(look.text, int(chat)), "from": BOT, "message_id": message, "edit_date": 1763430001}

    def _reachable(self, parameters: dict[str, Any]) -> str:
        """The chat that is written to; refused where nothing can be written now, or there."""
        if self.refusals and (refusal := self.refusals.popleft()) is not None:
            raise refusal
        chat = str(parameters.get("chat_id", ""))
        if not chat:
            raise Refusal(400, "Bad Request: chat_id is empty")
        if chat not in self.known:
            raise Refusal(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        self.groups.check(chat)
        return chat

    async def _getfile(self, parameters: dict[str, Any]) -> Any:
        return self.files.found(str(parameters.get("file_id", "")))

    async def _answercallbackquery(self, parameters: dict[str, Any]) -> Any:
        if parameters.get("callback_query_id") not in self._queries:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(parameters.get("text", "")) > _LONGEST_NOTICE:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        return True

    async def _answerinlinequery(self, parameters: dict[str, Any]) -> Any:
        for result in parameters["results"]:
            shown({"text": result["input_message_content"]["message_text"], "parse_mode": "HTML"})
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


async def _until(taken: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    async with asyncio.timeout(10):
        while len(taken) < count:
            await asyncio.sleep(0.01)
    return taken


def person(identity: int) -> dict[str, Any]:
    """Someone with an Indonesian app."""
    return {"id": identity, "is_bot": False, "first_name": "Siti", "language_code": "id"}


def private(chat: int) -> dict[str, Any]:
    """A private chat."""
    return chat_of(chat)


def _decoded(value: Any) -> Any:
    """Parameters as JSON where they are."""
    try:
        return json.loads(value) if isinstance(value, str) and value[:1] in "[{" else value
    except ValueError:
        return value


@asynccontextmanager
async def bot_api() -> AsyncIterator[FakeBotApi]:
    """The host, served on a free port."""
    fake = FakeBotApi()
    app = web.Application(client_max_size=_LARGEST_REQUEST)
    app.router.add_route("*", "/bot{token}/{method}", fake.handle)
    app.router.add_get("/file/bot{token}/documents/{file}", fake.files.download)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield fake
    finally:
        await runner.cleanup()
