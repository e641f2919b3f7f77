"""A Graph API host on loopback that refuses what Meta refuses: lengths, shut windows, rates, tokens, templates."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.clock import Clock, now
from tests.fakes.graph_api_business import FakeBusiness
from tests.fakes.graph_api_citizens import FakeCitizens
from tests.fakes.graph_api_media import FakeMedia
from tests.fakes.graph_api_people import SHOWN, Person
from tests.fakes.graph_api_rates import FakeRates
from tests.fakes.graph_api_rules import Refusal, check_content, recipient
from tests.fakes.graph_api_statuses import FakeStatuses
from tests.fakes.graph_api_templates import filled
from tests.fakes.graph_api_webhooks import FakeWebhooks

TOKEN = "EAAFakeTokenFakeTokenFakeTokenFakeToken"
SECRET = "0123456789abcdef0123456789abcdef"
VERIFY = "kata-sandi-webhook"
_VERSION = "v26.0"
_LARGEST_REQUEST = 110 * 2**20
_SHUT = (
    131047,
    "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
)


class FakeGraph(FakeCitizens):
    """One app's host: `sent` are the messages that it took, each with its `wamid`, its `number`, `who` gets it, its
    `words`, the price `category` that its delivery has, and a file's `content` and `file_name`.

    `refusals` are answered first, in order, to what sends; None lets one pass. `blocked` cannot be reached. `by_status`
    takes what a shut window or a block refuses and tells of it by status, as Meta mostly does. `late` are the seconds
    after which it answers what it did, `lost` how many answers to messages that it took get lost. `marked` are the
    messages that were marked as read, each with whether typing was shown.
    """

    def __init__(self, clock: Clock = now) -> None:
        super().__init__(clock, FakeWebhooks(SECRET), FakeMedia())
        self.refusals: deque[Refusal | None] = deque()
        self.blocked: set[str] = set()
        self.by_status = False
        self.late = 0.0
        self.lost = 0
        self.marked: list[tuple[str, bool]] = []
        self.calls: list[tuple[str, str]] = []
        self.token = TOKEN
        self.proof_required = False
        self.rates = FakeRates()
        self.business = FakeBusiness(TOKEN)
        self.statuses = FakeStatuses(clock, self.webhooks)
        self.url = ""

    @property
    def api_url(self) -> str:
        """The address with the version, as the setting names it."""
        return f"{self.url}/{_VERSION}"

    async def until_sent(self, count: int) -> list[dict[str, Any]]:
        """The messages taken, once there are so many."""
        async with asyncio.timeout(10):
            while len(self.sent) < count:
                await asyncio.sleep(0.01)
        return self.sent

    def to(self, who: str) -> list[dict[str, Any]]:
        """What was sent to one telephone number or business-scoped id, in order."""
        return [each for each in self.sent if each["who"] == who]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Any call of the Graph API."""
        path = request.match_info["path"].strip("/")
        try:
            self._admit(request)
            result = await self._called(request, path)
            self.calls.append((request.method, path))
            await asyncio.sleep(self.late)
        except Refusal as refusal:
            return web.json_response(refusal.body, status=refusal.status)
        if self.lost and path.endswith("/messages") and "messages" in result:
            self.lost -= 1
            if request.transport is not None:
                request.transport.close()
        return web.json_response(result)

    def _admit(self, request: web.Request) -> None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or request.query.get("access_token")
        if token != self.token:
            raise Refusal(190, message="Error validating access token: The session has been invalidated", subcode=460)
        proof = request.query.get("appsecret_proof")
        if proof is None and self.proof_required:
            raise Refusal(100, message="API calls from the server require an appsecret_proof argument")
        wanted = hmac.new(SECRET.encode(), self.token.encode(), hashlib.sha256).hexdigest()
        if proof is not None and not hmac.compare_digest(proof, wanted):
            raise Refusal(100, message="Invalid appsecret_proof provided in the API argument")

    async def _called(self, request: web.Request, path: str) -> dict[str, Any]:
        first, _, edge = path.partition("/")
        if request.method == "POST" and first in SHOWN and edge == "messages":
            return self._messages(first, await _json(request))
        if request.method == "POST" and first in SHOWN and edge == "media":
            return await self.media.upload(request)
        if request.method == "GET" and not edge and first in self.media.kept:
            return self.media.found(first, self.url)
        return self.business.called(request.method, first, edge, request.query, self.url)

    def _messages(self, number: str, given: dict[str, Any]) -> dict[str, Any]:
        if given.get("status") == "read":
            return self._mark(given)
        if self.refusals and (refusal := self.refusals.popleft()) is not None:
            raise refusal
        who = recipient(given)
        self.rates.check(number, who)
        person = self.people.get(who) or (Person(who, None) if who.isdigit() else Person(None, who))
        sent = {**given, "number": number, "who": who, "person": person, **self._checked(given)}
        trouble = self._trouble(number, who, given)
        if trouble is not None and not self.by_status:
            raise Refusal(*trouble)
        sent["wamid"] = self.wamid(who)
        self.sent.append(sent)
        self.statuses.follow(sent, trouble)
        contact = {"input": who, "wa_id" if given.get("to") else "user_id": who}
        told = {"id": sent["wamid"], **({"message_status": "accepted"} if given.get("type") == "template" else {})}
        return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [told]}

    def _checked(self, given: dict[str, Any]) -> dict[str, Any]:
        """What a citizen sees of a message; refused where WhatsApp refuses its content."""
        if given.get("type") == "template":
            template, words = filled(given.get("template", {}), self.business.templates)
            return {"words": words, "category": template["category"].lower(), "components": template["components"]}
        check_content(given, self.media.mime)
        return {"category": "service", **_shown(given), **self._file(given)}

    def _file(self, given: dict[str, Any]) -> dict[str, Any]:
        header = given.get("interactive", {}).get("header", {})
        for sort in ("document", "image"):
            told = given.get(sort) or header.get(sort)
            if told:
                medium = self.media.kept[told["id"]]
                return {"sort": sort, "content": medium.content, "file_name": told.get("filename", "")}
        return {}

    def _trouble(self, number: str, who: str, given: dict[str, Any]) -> tuple[int, str] | None:
        if who in self.blocked:
            return 131026, "Message Undeliverable."
        until = self.windows.get((number, who))
        if given.get("type") != "template" and (until is None or self.clock() >= until):
            return _SHUT
        return None

    def _mark(self, given: dict[str, Any]) -> dict[str, Any]:
        if given.get("message_id") not in self.told:
            raise Refusal(131009, "Message ID is not valid")
        typing = given.get("typing_indicator")
        if typing is not None and typing != {"type": "text"}:
            raise Refusal(131009, "Typing indicator type is not valid")
        self.marked.append((given["message_id"], typing is not None))
        return {"success": True}


def _shown(given: dict[str, Any]) -> dict[str, Any]:
    """The words of a message, and the choices under them as label and id."""
    if given["type"] != "interactive":
        words = given["text"]["body"] if given["type"] == "text" else given[given["type"]].get("caption", "")
        return {"words": words, "choices": []}
    interactive = given["interactive"]
    action = interactive["action"]
    rows = [button["reply"] for button in action.get("buttons", [])]
    rows += [row for section in action.get("sections", []) for row in section["rows"]]
    choices = [(row.get("description") or row["title"], row["id"]) for row in rows]
    return {"words": interactive["body"]["text"], "choices": choices}


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        given = json.loads(await request.read())
    except ValueError:
        raise Refusal(100, message="(#100) Invalid JSON") from None
    if not isinstance(given, dict):
        raise Refusal(100, message="(#100) Invalid JSON")
    return given


@asynccontextmanager
async def graph_api(clock: Clock = now) -> AsyncIterator[FakeGraph]:
    """The host, served on a free port."""
    fake = FakeGraph(clock)
    app = web.Application(client_max_size=_LARGEST_REQUEST)
    app.router.add_get("/whatsapp_business/attachments/", fake.media.download)
    app.router.add_route("*", f"/{_VERSION}/{{path:.*}}", fake.handle)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield fake
    finally:
        fake.webhooks.stop()
        await runner.cleanup()
