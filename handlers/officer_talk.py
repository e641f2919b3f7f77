"""Whose message it is while an officer holds the chat, or is waited for: the officer's, or the bot's after all."""

from __future__ import annotations

from collections.abc import Callable

from handlers import expiry, intake
from handlers.choices import action
from handlers.commands import command
from handlers.context import Context
from handlers.facts import Needs
from handlers.followup import picked_choice
from handlers.topics import handover
from handlers.turn import Outcome

Press = Callable[[Context, str], Outcome | Needs]
"""What the press of a choice comes to."""


def heard(context: Context, press: Press) -> Outcome | Needs | None:
    """What a citizen says while an officer holds the chat, or sends for one who is waited for; None for the bot's own.

    The way back is open at any time: by words, by a choice that was offered, by *menu*.
    """
    message, held = context.turn.message, context.conversation.handover
    if message.kind == "text" and handover.wants_back(context.text):
        return intake.set_aside(context, handover.leave(context))
    if held is None or message.kind in {"staff", "timer"}:
        return None
    if message.kind == "file" and message.file is not None and message.fetched:
        return handover.fetched(context, message.file)
    if not held.taken:
        if context.conversation.draft is None and message.kind == "text" and command(context.text) == "cancel":
            return handover.leave(context)
        waits = message.kind == "file" and context.conversation.draft is None and message.file is not None
        return handover.waits_with_file(context, message.file) if waits and message.file is not None else None
    picked = picked_choice(context.text, context.conversation.shown) if message.kind == "text" else None
    chosen = picked.id if picked is not None else message.choice or command(context.text)
    verb = action(chosen or "").verb
    if verb == handover.VERB:
        return intake.set_aside(context, handover.leave(context))
    if chosen is None or verb not in handover.GOES_ON:
        return handover.heard(context)
    context, told, effect = handover.left(context)
    outcome = press(context, chosen)
    return expiry.told_first(outcome, expiry.Dropped(told, (effect,))) if isinstance(outcome, Outcome) else outcome
