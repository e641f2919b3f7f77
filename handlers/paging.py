"""Long lists of choices in pages, on a channel that shows only so many at once; elsewhere they stay whole."""

from __future__ import annotations

from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.turn import Reply, Section

_TURNING = 2
"""Places kept for the choices that turn pages: one back, one on."""


def paged(context: Context, reply: Reply, number: int | None, verb: str, of: str) -> Reply:
    """A page of a reply whose choices list something; the choices `verb:of:number` lead to the other pages.

    `number` counts from 1 and is None for a list just asked for; a page beyond the last is the last. A page that was
    turned to takes the place of the one before it.
    """
    most = context.turn.most_choices
    if most is None or len(reply.choices) <= most:
        return reply
    size = most - _TURNING
    pages = -(-len(reply.choices) // size)
    shown = min(max(number or 1, 1), pages)
    back = (choice(context.say("Sebelumnya"), verb, of, str(shown - 1)),) if shown > 1 else ()
    on = (choice(context.say("Berikutnya"), verb, of, str(shown + 1)),) if shown < pages else ()
    which = context.say("Halaman {page} dari {pages}.", page=shown, pages=pages)
    return replace(
        reply,
        sections=(*reply.sections, Section(paragraphs=(which,))),
        choices=(*reply.choices[(shown - 1) * size : shown * size], *back, *on),
        turning=len(back) + len(on),
        replaces=context.turn.message.pressed_in if number is not None else None,
    )
