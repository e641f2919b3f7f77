"""What Meta posts: messages and statuses, signed, tried again until taken, at least once and in no sure order."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.fakes.graph_api_people import BUSINESS, SHOWN

_AGAIN = 0.05
"""Seconds until a webhook that was not taken is tried again; Meta starts in seconds and goes on for seven days."""


def payload(*changes: dict[str, Any], business: str = BUSINESS) -> dict[str, Any]:
    """One post with these changes, all of one entry."""
    return {"object": "whatsapp_business_account", "entry": [{"id": business, "changes": list(changes)}]}


def change(number: str, **told: Any) -> dict[str, Any]:
    """A change of the field `messages`: of `contacts`, `messages` or `statuses` at one of our numbers."""
    metadata = {"display_phone_number": SHOWN.get(number, "").strip("+").replace(" ", ""), "phone_number_id": number}
    return {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": metadata, **told}}


def merged(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Changes of one number as few changes: with all their contacts, messages and statuses."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for each in changes:
        value = each["value"]
        number = value.get("metadata", {}).get("phone_number_id", "")
        into = found.setdefault((each["field"], number), {"field": each["field"], "value": {**value}})["value"]
        if into is not value:
            for name in ("contacts", "messages", "statuses"):
                if name in value:
                    into[name] = [
                        *(into.get(name) or ()),
                        *(one for one in value[name] if one not in (into.get(name) or ())),
                    ]
    return list(found.values())


def signature(raw: bytes, secret: str) -> str:
    """The value of X-Hub-Signature-256."""
    return f"sha256={hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()}"


class FakeWebhooks:
    """Posts to `url` in the order in which things happen, messages and statuses side by side.

    `doubled` posts everything twice; `answers` are the statuses that came back, `changes` all that happened.
    What happens within `batch` goes out together, in one post.
    """

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.url: str | None = None
        self.doubled = False
        self.answers: list[int] = []
        self.changes: list[dict[str, Any]] = []
        self._lanes: dict[str, asyncio.Queue[dict[str, Any]]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._held: list[dict[str, Any]] | None = None
        self._busy = 0

    def tell(self, told: dict[str, Any]) -> None:
        """Posts one change, as soon as there is somewhere to post it."""
        self.changes.append(told)
        if self._held is not None:
            self._held.append(told)
            return
        self._put("statuses" if "statuses" in told["value"] else "messages", payload(told))

    @contextmanager
    def batch(self, *, shuffled: int | None = None, apart: bool = False) -> Iterator[None]:
        """Holds back what happens, then posts it together; shuffled by a seed, each `apart` in a post of its own."""
        self._held = []
        try:
            yield
        finally:
            changes, self._held = self._held, None
            if shuffled is not None:
                random.Random(shuffled).shuffle(changes)
            if apart:
                for each in changes:
                    self._put("messages", payload(each))
            elif changes:
                self._put("messages", payload(*merged(changes)))

    async def post(self, document: Any, secret: str | None = None, *, signed: str | None = None) -> int:
        """Posts something at once, and only once; returns the status."""
        raw = document if isinstance(document, bytes) else json.dumps(document).encode()
        async with ClientSession() as session:
            return await self._posted(session, raw, signed or signature(raw, secret or self.secret))

    async def settled(self) -> None:
        """Waits until everything that happened was taken."""
        async with asyncio.timeout(10):
            while self._busy:
                await asyncio.sleep(0.01)

    def stop(self) -> None:
        """Posts nothing more."""
        for task in self._tasks:
            task.cancel()

    def _put(self, lane: str, document: dict[str, Any]) -> None:
        if lane not in self._lanes:
            self._lanes[lane] = asyncio.Queue()
            self._tasks.append(asyncio.create_task(self._deliver(self._lanes[lane])))
        for _ in range(2 if self.doubled else 1):
            self._busy += 1
            self._lanes[lane].put_nowait(document)

    async def _deliver(self, lane: asyncio.Queue[dict[str, Any]]) -> None:
        async with ClientSession(timeout=ClientTimeout(total=20)) as session:
            while True:
                document = await lane.get()
                raw = json.dumps(document).encode()
                while await self._refused(session, raw):
                    await asyncio.sleep(_AGAIN)
                self._busy -= 1

    async def _refused(self, session: ClientSession, raw: bytes) -> bool:
        if self.url is None:
            return True
        try:
            return await self._posted(session, raw, signature(raw, self.secret)) != 200
        except (ClientError, TimeoutError):
            return True

    async def _posted(self, session: ClientSession, raw: bytes, signed: str) -> int:
        if self.url is None:
            raise LookupError("nothing listens for webhooks")
        headers = {
            "Content-Type": "application/json",
            "X-Hub-Signature-256": signed,
            "User-Agent": "facebookexternalua",
        }
        async with session.post(self.url, data=raw, headers=headers) as answer:
            self.answers.append(answer.status)
            return answer.status
