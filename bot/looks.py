"""Shows the desk a message as each channel renders it: the desk itself knows no channel."""

from __future__ import annotations

from markupsafe import Markup

from bot.channels.telegram.rendering import keyboard, parts
from bot.channels.web.html import render
from bot.channels.whatsapp.preview import shown
from bot.desk.look import Look
from handlers.turn import Reply


def looks(reply: Reply) -> tuple[Look, ...]:
    """The message in Telegram, in the web chat, and in WhatsApp: what every renderer writes is escaped by it."""
    file = reply.file.name if reply.file is not None else None
    rows = tuple(tuple(choice.label for choice in row) for row in keyboard(reply.choices, reply.turning))
    bubbles = tuple(Markup(part.html) for part in parts(reply))  # noqa: S704 - escaped by the renderer
    page = Markup(render(reply))  # noqa: S704 - escaped by the renderer
    whatsapp = shown(reply)
    texts = tuple(Markup(each) for each in whatsapp.bubbles)  # noqa: S704 - escaped by the renderer
    chips = (tuple(choice.label for choice in reply.choices),) if reply.choices else ()
    return (
        Look("telegram", "Telegram", bubbles, rows, file),
        Look("web", "Obrolan web", (page,), chips, file),
        Look("whatsapp", "WhatsApp", texts, whatsapp.rows, file),
    )
