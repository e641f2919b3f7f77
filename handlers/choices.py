"""Ids of choices: short texts that name what they do, so that they outlive a restart and a new knowledge.db."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.turn import Choice

LONGEST_LABEL = 24
"""Characters of a row title in a WhatsApp list, the shortest of all channels."""
LONGEST_ID = 64
"""Bytes of Telegram's callback data, the shortest of all channels."""


@dataclass(frozen=True, slots=True)
class Action:
    """What a choice id says: a verb and its arguments."""

    verb: str
    arguments: tuple[str, ...]


def choice(label: str, verb: str, *arguments: str) -> Choice:
    """A choice whose id is `verb:argument:...`; a label too long for a button is cut."""
    text = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"
    return Choice(":".join((verb, *arguments)), text)


def action(choice_id: str) -> Action:
    """The verb and arguments of an id."""
    verb, *arguments = choice_id.split(":")
    return Action(verb, tuple(arguments))
