"""What a channel hands over: who wrote, the message, and the key by which a repeat is known."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

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
class FileAt:
    """Where the content of a file is: at the platform under its `source`, or here under the hash of what is kept.

    `size` is the bytes kept, which may be others than were sent.
    """

    source: str | None = None
    sha256: str | None = None
    size: int | None = None


def file_id(address: Address, key: str) -> str:
    """What the file of a message is called here: the same whenever the message comes, and no id of the platform."""
    text = f"file\x1f{address.channel}\x1f{address.account}\x1f{key}"
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message as it arrived.

    `key` is the platform's id of the message, unique within channel and account: the same key again is the same
    message. `office` and `language` are what a new conversation starts with, where the way in tells (a link at an
    office's counter, the language of the app). `most_choices` is how many choices of a reply the channel shows at once.
    `file` is where the file is that the message describes. `private_at` is set for a group: the start of a link to the
    private chat, to which a way in is added; `person` is who wrote there, by the channel's own id, where it tells.
    `also` is another id of the citizen, where the channel names both. `window_until` is until when the channel lets us
    write freely after this message, where it does not always.
    """

    address: Address
    key: str
    message: Message
    office: str | None = None
    language: str | None = None
    most_choices: int | None = None
    file: FileAt | None = None
    private_at: str | None = None
    person: str | None = None
    also: str | None = None
    window_until: dt.datetime | None = None

    @property
    def writer(self) -> Address | None:
        """The private chat of who wrote: this one, or in a group that of the person; None where nobody can be named."""
        if self.private_at is None:
            return self.address
        return replace(self.address, external_id=self.person) if self.person is not None else None
