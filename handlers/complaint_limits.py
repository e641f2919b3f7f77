"""The decreed limits of complaints as a citizen reads them: every class, none of them promised."""

from __future__ import annotations

from handlers.context import Context
from handlers.turn import Line
from knowledge.model import Office


def limit_lines(context: Context, office: Office) -> tuple[Line, ...]:
    """One line a class, as its decree has them; none where it has none."""
    return tuple(
        Line(
            None,
            context.say("{name}: paling lama {amount} {unit}", name=each.name, amount=each.amount, unit=each.unit),
        )
        for each in office.complaint_classes
    )


def decree_line(context: Context, office: Office) -> str:
    """The decree as the source of what it says of the whole office."""
    return context.say(
        "Sumber: Keputusan Kepala Dinas Nomor {number}, {where}.", number=office.decree.number, where=office.place
    )
