"""Tells officers' messages from citizens': a citizen who writes an officers' command has written an unknown one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.context import Context
from handlers.facts import Needs
from handlers.officers import linking
from handlers.officers.commands import Command, officers_command
from handlers.topics import fallback
from handlers.turn import Outcome

Otherwise = Callable[[Context], Outcome | Needs]
"""What everybody's messages come to."""


def heard(context: Context, otherwise: Otherwise) -> Outcome | Needs:
    """What a message comes to."""
    command = officers_command(context.turn.message)
    if command is None:
        return otherwise(context)
    match command.name:
        case "petugas":
            return linking.link_chat(context, command.rest)
        case "kelompok":
            return linking.link_group(context, command.rest)
        case "umumkan":
            return _unknown(context, command, otherwise)
        case _:
            return otherwise(context)


def _unknown(context: Context, command: Command, otherwise: Otherwise) -> Outcome | Needs:
    """A command that is none for who wrote it; what stands behind it is no question."""
    message = replace(context.turn.message, text=f"/{command.name}")
    context = replace(context, turn=replace(context.turn, message=message))
    return otherwise(context) if context.conversation.draft is not None else fallback.not_understood(context)
