"""The commands of officers, as typed or as the way in of a link; a citizen who types one has typed an unknown one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from handlers.choices import action
from handlers.claims import CLAIM_SYMBOLS
from handlers.tickets import SYMBOLS
from handlers.turn import Message

OFFICERS_COMMANDS = frozenset({"petugas", "kelompok", "umumkan", "tiket"})
_WITH_CODE = frozenset({"petugas", "kelompok"})
_TYPED = re.compile(rf"\s*/({'|'.join(sorted(OFFICERS_COMMANDS))})(?:\s+(.*))?$", re.IGNORECASE | re.DOTALL)
_WAY_IN = re.compile(rf"({'|'.join(sorted(_WITH_CODE))})-(.*)$", re.IGNORECASE | re.DOTALL)
_NOT_OF_A_CODE = re.compile(r"[\s-]")
_CODE = re.compile(rf"[{SYMBOLS}]{{{CLAIM_SYMBOLS}}}")


@dataclass(frozen=True, slots=True)
class Command:
    """Which command, and what stands behind it."""

    name: str
    rest: str = ""


def officers_command(message: Message) -> Command | None:
    """The officers' command of a message; None for every other message."""
    if message.kind == "text":
        found = _TYPED.match(message.text)
    elif message.kind == "press" and message.choice is not None and action(message.choice).verb == "start":
        found = _WAY_IN.match(":".join(action(message.choice).arguments))
    else:
        return None
    return Command(found[1].lower(), (found[2] or "").strip()) if found is not None else None


def typed_code(text: str) -> str | None:
    """The one-time code of a text, however it is spaced; None for what cannot be one."""
    code = _NOT_OF_A_CODE.sub("", text).upper()
    return code if _CODE.fullmatch(code) else None


def without_code(message: Message) -> Message:
    """The message as it is kept: a one-time code is not, for only its hash is."""
    command = officers_command(message)
    if command is None or command.name not in _WITH_CODE or not command.rest:
        return message
    if message.kind == "press":
        return replace(message, choice=f"start:{command.name}-")
    return replace(message, text=f"/{command.name}")
