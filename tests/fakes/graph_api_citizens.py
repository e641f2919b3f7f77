"""What citizens do at WhatsApp, told by webhooks: they write, press, send files, react, delete."""

from __future__ import annotations

import base64
import datetime as dt
from typing import Any

from bot.clock import Clock
from tests.fakes.graph_api_media import FakeMedia
from tests.fakes.graph_api_people import NUMBER, SHOWN, SITI, Person
from tests.fakes.graph_api_webhooks import FakeWebhooks, change

_WINDOW = dt.timedelta(hours=24)


class FakeCitizens:
    """Each thing that is done opens the window of who does it; `told` are the messages by their ids."""

    def __init__(self, clock: Clock, webhooks: FakeWebhooks, media: FakeMedia) -> None:
        self.clock = clock
        self.webhooks = webhooks
        self.media = media
        self.sent: list[dict[str, Any]] = []
        self.told: dict[str, dict[str, Any]] = {}
        self.windows: dict[tuple[str, str], dt.datetime] = {}
        self.people: dict[str, Person] = {}
        self._next = 1

    def says(self, text: str, who: Person = SITI, number: str = NUMBER, at: dt.datetime | None = None) -> str:
        """Someone types; returns the id of the message."""
        return self.does({"type": "text", "text": {"body": text}}, who, number, at)

    def presses(self, choice: str, who: Person = SITI, number: str = NUMBER, *, title: str | None = None) -> str:
        """Someone presses what has this id, or a template's quick reply of these words, in the last message with it.

        A button of a message that is gone is pressed as it was, with its `title`.
        """
        for message in reversed([each for each in self.sent if each["who"] in who.ids and each["number"] == number]):
            pressed = _pressed(message, choice)
            if pressed is not None:
                context = {"from": SHOWN[number].strip("+").replace(" ", ""), "id": message["wamid"]}
                return self.does({**pressed, "context": context}, who, number)
        reply = {"type": "button_reply", "button_reply": {"id": choice, "title": title or choice[:20]}}
        return self.does({"type": "interactive", "interactive": reply}, who, number)

    def sends(
        self, content: bytes, mime: str, who: Person = SITI, number: str = NUMBER, *, name: str = "", caption: str = "",
        sort: str | None = None,
    ) -> str:  # fmt: skip
        """Someone sends a file: as what its type says, or as another `sort` (sticker, document, ...)."""
        found = sort or {"image": "image", "audio": "audio", "video": "video"}.get(mime.partition("/")[0], "document")
        told = self.media.told(content, mime, name if found == "document" else "")
        if caption:
            told["caption"] = caption
        if found == "audio":
            told["voice"] = True
        return self.does({"type": found, found: told}, who, number)

    def reacts(self, wamid: str, emoji: str = "👍", who: Person = SITI, number: str = NUMBER) -> str:
        """Someone puts an emoji on a message, or takes it off ("")."""
        return self.does({"type": "reaction", "reaction": {"message_id": wamid, "emoji": emoji}}, who, number)

    def does(
        self, content: dict[str, Any], who: Person = SITI, number: str = NUMBER, at: dt.datetime | None = None
    ) -> str:
        """Anything else that makes a message; returns its id."""
        when, wamid = at or self.clock(), self.wamid(who.ids[0])
        message = {**who.sender(), "id": wamid, "timestamp": str(int(when.timestamp())), **content}
        self.told[wamid] = message
        for each in who.ids:
            self.people[each] = who
            self.windows[number, each] = max(self.windows.get((number, each), when), when + _WINDOW)
        self.webhooks.tell(change(number, contacts=[who.contact()], messages=[message]))
        return wamid

    def wamid(self, who: str) -> str:
        """A new id of a message; like Meta's it holds whom the message is with."""
        self._next += 1
        return f"wamid.{base64.b64encode(f'{who}:{self._next:08d}'.encode()).decode()}"


def _pressed(message: dict[str, Any], choice: str) -> dict[str, Any] | None:
    """What pressing a choice of a message tells; None where it has no such choice."""
    interactive = message.get("interactive", {})
    for button in interactive.get("action", {}).get("buttons", []):
        if button["reply"]["id"] == choice:
            reply = {"type": "button_reply", "button_reply": button["reply"]}
            return {"type": "interactive", "interactive": reply}
    for section in interactive.get("action", {}).get("sections", []):
        for row in section["rows"]:
            if row["id"] == choice:
                return {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": row}}
    for component in message.get("components", []):
        for each in component.get("buttons", []):
            if each["text"] == choice:
                return {"type": "button", "button": {"payload": choice, "text": choice}}
    return None
