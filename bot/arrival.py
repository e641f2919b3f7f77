"""What a channel hands over: who wrote, the message, and the key by which a repeat is known."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.turn import Message


@dataclass(frozen=True, slots=True)
class Address:
    """A person or group as a channel knows them: never a phone number, always the channel's own id.

    `account` is ours at that channel (a bot, a WhatsApp number, the web chat's "web").
    """

    channel: str
    account: str
    external_id: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message as it arrived.

    `key` is the platform's id of the message, unique within channel and account: the same key again is the same
    message. `office` and `language` are what a new conversation starts with, where the way in tells (a link at an
    office's counter, the language of the app). `most_choices` is how many choices of a reply the channel shows at once.
    """

    address: Address
    key: str
    message: Message
    office: str | None = None
    language: str | None = None
    most_choices: int | None = None
