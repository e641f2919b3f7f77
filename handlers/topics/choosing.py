"""Choosing the office that a conversation is about, and changing it at any time."""

from __future__ import annotations

from handlers.context import Context
from handlers.offices import office_menu
from handlers.turn import Outcome, Reply, Section


def confirm_office(context: Context, office: str) -> Outcome:
    """Keeps an office for later messages and says what can be done there."""
    context = context.changed(office=office, service=None, component=None, question=None)
    chosen = context.office(office)
    count = sum(not service.listed_only for service in context.library.of_office(office))
    paragraphs = (
        context.say("Baik, kita bicara dengan {office}.", office=chosen.name),
        context.say(
            "Silakan tanya syarat, biaya, lama, atau prosedur layanannya; ada {count} layanan dalam keputusannya.",
            count=count,
        ),
    )
    return context.answered(Reply((Section(paragraphs=paragraphs),), choices=office_menu(context, office)))
