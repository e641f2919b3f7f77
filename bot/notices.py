"""The privacy notice in force: made from the settings and the decrees, its wording kept under a version."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.clock import Clock
from bot.plain_text import render
from bot.settings import Settings
from bot.store.consents import notice_version
from bot.store.store import Store
from handlers.notice import Notice, NoticeFacts
from handlers.notice_text import notice_digest, notice_sections
from handlers.turn import Reply
from knowledge.library import Library

_PATH = "/privasi"
_ABROAD: tuple[tuple[str, Callable[[Settings], bool]], ...] = (
    ("Telegram", lambda settings: settings.telegram_token is not None),
    ("WhatsApp", lambda settings: settings.whatsapp_token is not None),
)
"""Services whose servers are in other countries."""


def notice_facts(settings: Settings) -> NoticeFacts:
    """What the operator set for the notice."""
    return NoticeFacts(
        settings.retention_days,
        settings.ticket_retention_days,
        settings.backup_days,
        settings.dpo_name,
        settings.dpo_contact,
        tuple(name for name, used in _ABROAD if used(settings)),
    )


async def notice_in_force(store: Store, library: Library, settings: Settings, clock: Clock) -> Notice:
    """The notice that turns show; a wording that is new gets a version of today. Raises StoreUnavailable."""
    facts = notice_facts(settings)
    text = render(Reply(notice_sections(library, facts, lambda text, **values: text.format(**values))))
    digest = notice_digest(library, facts)
    version = await store.write(partial(notice_version, digest=digest, text=text, now=clock()))
    link = f"{settings.public_url}{_PATH}" if settings.public_url is not None else None
    return Notice(version, link, facts)
