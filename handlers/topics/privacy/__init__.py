"""The citizen's own data: seen, corrected, deleted, consent withdrawn; all by words and by choices."""

from __future__ import annotations

from collections.abc import Callable

from handlers.choices import Action
from handlers.context import Context
from handlers.facts import Needs, TaskKind
from handlers.topics.privacy import correcting, deleting, notice, seeing, telling, withdrawing
from handlers.turn import Outcome

WAY_IN = "privasi"
"""What a link to the private chat starts with, for one who asked in a group."""

menu = notice.menu


def said(context: Context) -> Outcome | Needs:
    """What a message on the own data comes to: the gravest wish that it names, which is asked about first."""
    context, signals = context.changed(privacy=None), context.understood.signals
    if "data-delete" in signals:
        return deleting.ask(context)
    if "data-withdraw" in signals:
        return withdrawing.withdraw(context)
    if "data-correct" in signals:
        return correcting.said(context)
    if "data-use" in signals:
        return notice.show(context)
    return seeing.see(context)


def pressed(context: Context, what: str = "menu", *more: str) -> Outcome | Needs:
    """What one of the choices does; one that leads nowhere any more shows them all."""
    if what == "delete" and more:
        return deleting.delete(context) if more[0] == "yes" else deleting.leave(context)
    context = context.changed(privacy=None)
    if what == "correct":
        return correcting.ask(context, *more[:1])
    if what == "stop" and more:
        return withdrawing.stop(context, more[0])
    return _PLAIN.get(what, menu)(context)


_PLAIN: dict[str, Callable[[Context], Outcome | Needs]] = {
    "see": seeing.see,
    "file": seeing.export,
    "notice": notice.show,
    "access": correcting.ask_for_access,
    "delete": deleting.ask,
    "withdraw": withdrawing.withdraw,
}


def heard(context: Context) -> Outcome | Needs | None:
    """A text that was waited for: yes or no to a deletion, or what is to be corrected; None for anything else."""
    waited, _, about = (context.conversation.privacy or "").partition(":")
    if waited == "delete":
        return deleting.heard(context)
    if waited == "correct":
        return correcting.heard(context, about)
    return None


ON_TIME = frozenset({deleting.ERASE_DUE})
OF_OFFICERS = frozenset({"data-done", "data-refused"})


def on_time(context: Context, due: Action) -> Outcome | Needs:
    """What the clock's message on a deletion comes to; its argument is the ticket's number."""
    return deleting.on_time(context, due.arguments[0])


def told(context: Context, done: Action) -> Outcome:
    """What the citizen reads of an officer's work on the own data: the verb, the kind of task, a ticket's number."""
    kind, *number = done.arguments
    known: dict[str, TaskKind] = {"correct": "correct", "access": "access", "stop": "stop"}
    return telling.tell(context, done.verb, known[kind], next(iter(number), None))
