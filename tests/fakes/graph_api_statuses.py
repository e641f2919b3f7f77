"""What becomes of a message that was taken, told by webhooks: sent, delivered, read or failed, with its price."""

from __future__ import annotations

from collections import deque
from typing import Any

from bot.clock import Clock
from tests.fakes.graph_api_rules import TITLES
from tests.fakes.graph_api_webhooks import FakeWebhooks, change


class FakeStatuses:
    """Tells the `states` of each message; `fails` are codes with which the next ones fail, None lets one pass.

    `free` is how many service messages are not billed any more.
    """

    def __init__(self, clock: Clock, webhooks: FakeWebhooks) -> None:
        self.states: tuple[str, ...] = ("sent", "delivered")
        self.fails: deque[int | None] = deque()
        self.free = 1000
        self._clock = clock
        self._webhooks = webhooks

    def follow(self, message: dict[str, Any], trouble: tuple[int, str] | None) -> None:
        """Tells what becomes of a message."""
        code = trouble[0] if trouble is not None else self.fails.popleft() if self.fails else None
        if code is not None:
            self.tell(message, "failed", code)
            return
        for state in self.states:
            self.tell(message, state)

    def tell(self, message: dict[str, Any], state: str, code: int | None = None) -> None:
        """Tells one state of a message that was sent."""
        contacts, statuses = [message["person"].contact()], [self.status(message, state, code)]
        self._webhooks.tell(change(message["number"], contacts=contacts, statuses=statuses))

    def status(self, message: dict[str, Any], state: str, code: int | None = None) -> dict[str, Any]:
        """One status as Meta tells it."""
        who = message["person"]
        told: dict[str, Any] = {
            "id": message["wamid"],
            "status": state,
            "timestamp": str(int(self._clock().timestamp())),
        }
        ids = {"recipient_id": who.phone, "recipient_user_id": who.user_id}
        told |= {name: value for name, value in ids.items() if value is not None}
        if state in {"sent", "delivered"}:
            told["pricing"] = self._price(message)
        if code is not None:
            title = TITLES.get(code, "Something went wrong")
            told["errors"] = [
                {
                    "code": code,
                    "title": title,
                    "message": title,
                    "error_data": {"details": title},
                    "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
                }
            ]
        return told

    def _price(self, message: dict[str, Any]) -> dict[str, Any]:
        if "pricing" not in message:
            free = message["category"] == "service" and self.free > 0
            self.free -= free
            sort = {"type": "free_customer_service" if free else "regular"}
            message["pricing"] = {"billable": not free, "pricing_model": "PMP", "category": message["category"], **sort}
        return dict(message["pricing"])
