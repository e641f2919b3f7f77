"""Reads WhatsApp's webhooks: everything that a batch holds, as plain values; nothing here talks to anybody.

A part that is broken is left out and counted; the parts beside it are read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.arrival import Address, Arrival, FileAt, file_id
from bot.channels.whatsapp.batch import Batch, Happening, Renumbered, Said, Stopped
from bot.channels.whatsapp.contents import attached, plain, said, words
from bot.channels.whatsapp.people import Person, contacts_of, person, writer
from bot.channels.whatsapp.statuses import moment, status
from bot.store.whatsapp_parts import CHANNEL
from handlers.turn import Message

MOST_CHOICES = 10
"""Rows of a list (developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-list-messages)."""
WINDOW = dt.timedelta(hours=24)
"""For so long after a citizen's message an office may write freely."""
_ABOUT_TEMPLATES = frozenset(
    {
        "message_template_status_update",
        "message_template_components_update",
        "message_template_quality_update",
        "template_category_update",
    }
)
_OBJECT = "whatsapp_business_account"
_RENUMBERED = frozenset({"user_changed_number", "user_changed_user_id", "customer_changed_number"})


def read(document: Mapping[str, Any], offices: Mapping[str, str]) -> Batch:
    """All that a webhook tells; `offices` has the office of each of our numbers."""
    batch = Batch()
    if document.get("object") != _OBJECT:
        return batch
    for entry in _parts(batch, document, "entry"):
        for change in _parts(batch, entry, "changes"):
            with batch.part():
                _change(batch, entry, change, offices)
    batch.happenings.sort(key=lambda each: each.at)
    return batch


def _change(batch: Batch, entry: dict[str, Any], change: dict[str, Any], offices: Mapping[str, str]) -> None:
    name = change["field"]
    if name in _ABOUT_TEMPLATES:
        batch.templates.add(str(entry["id"]))
        return
    if name not in {"messages", "user_preferences"}:
        return  # calls, echoes of an app beside us, news of the account: not for the bot
    value = change["value"]
    account = str(value["metadata"]["phone_number_id"])
    office = offices.get(account)
    if office is None:
        batch.unknown.add(account)
        return
    alone = isinstance(value.get("messages"), list) and len(value["messages"]) == 1
    number = _Number(account, office, contacts_of(value), alone)
    for each in _parts(batch, value, "messages"):
        with batch.part():
            if (happening := _happening(each, number)) is not None:
                batch.happenings.append(happening)
    for each in _parts(batch, value, "statuses"):
        with batch.part():
            if (told := status(each)) is not None:
                batch.statuses.setdefault(account, []).append(told)
    for each in _parts(batch, value, "user_preferences"):
        with batch.part():
            if (stopped := _stopped(each, number)) is not None:
                batch.happenings.append(stopped)
    batch.trouble += [int(each["code"]) for each in _parts(batch, value, "errors") if isinstance(each.get("code"), int)]


@dataclass(frozen=True, slots=True)
class _Number:
    """Our number of a change, its office, and the people named beside it; whether its message came `alone`."""

    account: str
    office: str
    contacts: list[Person]
    alone: bool

    def writer(self, told: dict[str, Any]) -> tuple[str, ...]:
        """What the writer of a message is known by; raises ValueError where nobody is named."""
        return writer(told, self.contacts, alone=self.alone).ids


def _happening(told: dict[str, Any], number: _Number) -> Happening | None:
    """A message as what it asks of us; None for a group's talk and for what asks for no answer."""
    if "group_id" in told:
        return None
    if told["type"] == "system":
        return _renumbered(told, number)
    what = said(told)
    if what is None:
        return None
    at, wamid, who = moment(told["timestamp"]), plain(told["id"]), number.writer(told)
    if not wamid:
        raise ValueError("no id")
    address = Address(CHANNEL, number.account, who[0])
    arrival = Arrival(
        address, _key(told, wamid, what), what, office=number.office, most_choices=MOST_CHOICES,
        also=who[1] if len(who) > 1 else None, window_until=at + WINDOW,
    )  # fmt: skip
    return Said(at, _with_file(told, wamid, arrival), wamid)


def _key(told: dict[str, Any], wamid: str, what: Message) -> str:
    """The key of a message: each wording of one that is edited is a question of its own."""
    return f"edit:{wamid}:{what.text}" if told["type"] == "edit" else wamid


def _with_file(told: dict[str, Any], wamid: str, arrival: Arrival) -> Arrival:
    """The arrival as that of a file with the words under it, where it holds one."""
    key = f"file:{wamid}"
    found = attached(told, file_id(arrival.address, key))
    if found is None:
        return arrival
    message = Message("file", words(told), file=found.note)
    return replace(arrival, key=key, message=message, file=FileAt(found.source))


def _renumbered(told: dict[str, Any], number: _Number) -> Renumbered | None:
    """The ids before and after; a notice of anything else (a changed identity key) asks for nothing."""
    system = told["system"]
    if system["type"] not in _RENUMBERED:
        return None
    before = person(told.get("from") or system.get("customer"), system.get("previous_user_id")).ids
    after = person(system.get("wa_id") or system.get("new_wa_id"), system.get("user_id")).ids
    if not before or not after:
        raise ValueError("nobody is named")
    return Renumbered(moment(told["timestamp"]), number.account, plain(told["id"]), before, after)


def _stopped(told: dict[str, Any], number: _Number) -> Stopped | None:
    """Who stopped announcements; who wants them again says so to us, where consent is written down."""
    if told["category"] != "marketing_messages" or told["value"] != "stop":
        return None
    ids = number.writer({"from": told.get("wa_id"), "from_user_id": told.get("user_id")})
    return Stopped(moment(told["timestamp"]), number.account, ids)


def _parts(batch: Batch, whole: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The objects of a list; a list that is none, and what is no object in it, is counted as broken."""
    listed = whole.get(name, [])
    if not isinstance(listed, list):
        batch.skipped += 1
        return
    for each in listed:
        if isinstance(each, dict):
            yield each
        else:
            batch.skipped += 1
