"""What comes of handing a reply to a platform; each says for itself whether and when to try again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.arrival import Address
from handlers.turn import Reply


@dataclass(frozen=True, slots=True)
class Delivered:
    """The platform took it; `platform_id` is its id there, for editing it later.

    `parts` are the ids of every message that it took, where the platform tells later what became of each.
    """

    platform_id: str | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """Not before the citizen writes again: it is kept until then. `parts` is what was sent to ask for that, if any."""

    reason: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deferred:
    """Not now: try again after `seconds`, or after a growing wait when the platform names none.

    `everyone` means that the whole account must wait, not this chat alone. `may_have_arrived` means that the answer of
    the platform was lost, so that a second try may show the reply twice.
    """

    reason: str
    seconds: float | None = None
    everyone: bool = False
    may_have_arrived: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Never: the platform will not take this reply, but later ones may pass."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The chat cannot be reached until the citizen writes again: blocked, deleted, left."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has another id from now on: it is to be sent there."""

    to: str


@dataclass(frozen=True, slots=True)
class Halted:
    """The operator must act: a wrong token, an account closed. Nothing is lost meanwhile."""

    reason: str


Delivery = Delivered | Held | Deferred | Refused | Unreachable | Moved | Halted


class Carrier(Protocol):
    """One account at one platform, as the outbox uses it."""

    channel: str
    account: str

    async def deliver(self, address: Address, reply: Reply) -> Delivery:
        """Hands one reply over; never raises for what a platform may answer."""
