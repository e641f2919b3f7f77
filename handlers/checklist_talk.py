"""What a typed message does to the citizen's checklists, before it is anything else; and what the clock does."""

from __future__ import annotations

import re
from collections.abc import Callable

from handlers.checklist import Checklist
from handlers.choices import action
from handlers.context import Context
from handlers.facts import Needs
from handlers.followup import chosen_place
from handlers.forms.options import find_option
from handlers.lists import acts, reminders, saying
from handlers.lists.own import Own, with_own
from handlers.lists.ticking import Ticks, may_ask, may_tick, read_asked, read_ticks
from handlers.lists.wishes import Wish, does_not_know, wish
from handlers.topics import checklist
from handlers.turn import Choice, Outcome
from knowledge.checklist_model import UNKNOWN
from locales.reading.found import Found
from locales.reading.yes_no import read_yes_no

LISTS_DUE = "lists"
"""What the clock's message says when the knowledge of kept lists has changed."""
REMINDER_DUE = "remind"
"""What it says, with the service, when a reminder is due."""
_PLAINLY = re.compile(
    r"\b(?:sudah|sdh|udah|udh|dah|belum|blm|blom|belom|wis|wes|sampun|durung|dereng|atos|parantos|geus|acan)\b",
    re.IGNORECASE,
)
"""Says "already" or "not yet" so plainly that it is about a list also when another thing was talked about since."""
_OTHERWISE = frozenset({"complaint", "request", "status", "officer", "contact", "hours", "language"})

Do = Callable[[Checklist], Outcome | None]


def typed(context: Context) -> Outcome | Needs | None:
    """What a text does to a list; None when it is about something else."""
    conversation = context.conversation
    if not conversation.lists:
        return None
    shown = action(conversation.shown[0].id) if conversation.shown else None
    if shown is not None and shown.verb in {"apply", "unlist", "remind"} and shown.arguments:
        replied = _replied(context, shown.verb, *shown.arguments)
        if replied is not None:
            return replied
    seen = shown is not None and shown.verb in checklist.VERBS and shown.verb not in {"checklist", "apply", "unlist"}
    if _shows_items(conversation.shown) and chosen_place(context.text) is not None:
        return _on_open(context, lambda of: _bare_number(context, of))
    offered = _named_among_offered(context)
    if offered is not None:
        return _on(context, offered, lambda of: acts.show(context, of))
    wanted = wish(context.text, seen=seen)
    if wanted is not None and (seen or conversation.answered_ticket is None):
        return _on_open(context, lambda of: _WISHES[wanted](context, of))
    about_list = seen or (conversation.answered_ticket is None and _PLAINLY.search(context.text))
    if about_list and may_ask(context.text):
        return _on_open(context, lambda of: _standing(context, of))
    if about_list and may_tick(context.text, seen=seen):
        return _on_open(context, lambda of: _tick(context, of, seen))
    return None


def _shows_items(shown: tuple[Choice, ...]) -> bool:
    """Whether items with their numbers are on the screen; where one of several is to be chosen, numbers are choices."""
    actions = [action(each.id) for each in shown]
    return any(each.verb == "mark" for each in actions) or any(
        each.verb == "tick" and each.arguments[2:] not in {("y",), ("n",)} for each in actions
    )


def _named_among_offered(context: Context) -> str | None:
    """One of the lists just offered, by the name of its service in the citizen's own words."""
    actions = [action(each.id) for each in context.conversation.shown]
    offered = [each.arguments[0] for each in actions if each.verb == "list" and len(each.arguments) == 1]
    if len(offered) < len(actions) or len(offered) < 2 or chosen_place(context.text) is not None:
        return None
    understood = context.search.understand(context.text)
    named = [each for each in understood.services if each in offered]
    return named[0] if named and understood.names_service and not understood.components else None


def on_time(context: Context) -> Outcome | Needs | None:
    """What the clock does to lists; None for what is due elsewhere."""
    due = action(context.turn.message.choice or "")
    if due.verb == LISTS_DUE:
        return with_own(context, lambda own: checklist.renew(context, own))
    if due.verb == REMINDER_DUE and due.arguments:
        return with_own(context, lambda own: _ring(context, own, due.arguments[0]))
    return None


def _ring(context: Context, own: Own, service: str) -> Outcome:
    """A reminder that was put off or switched off meanwhile does not ring."""
    kept = own.of(service)
    if kept is None or kept.remind_at is None or kept.remind_at > context.now:
        return Outcome(context.conversation, ())
    return reminders.ring(context, kept)


def _replied(context: Context, verb: str, service: str, *more: str) -> Outcome | Needs | None:
    """A text that answers what was just asked of a list; None for any other."""
    match verb:
        case "apply":
            option = _option(context, service, more[0])
            if option is None:
                return None
            return _on(context, service, lambda of: acts.answer(context, of, more[0], option))
        case "unlist":
            said = read_yes_no(context.text)
            if not isinstance(said, Found):
                return None
            if said.value:
                return _on(context, service, lambda of: acts.delete(context, of, "yes"))
            return _on(context, service, lambda of: acts.show(context, of))
        case _:
            if chosen_place(context.text) is not None:
                return None
            return _on(context, service, lambda of: _moment(context, of))


def _option(context: Context, service: str, key: str) -> str | None:
    """The answer that a text gives to a question of a list; a bare number is that of a choice."""
    questions = context.library.checklist_of(service).questions
    question = next((each for each in questions if each.key == key), None)
    if question is None or chosen_place(context.text) is not None:
        return None
    return UNKNOWN if does_not_know(context.text) else find_option(question, context.text)


def _moment(context: Context, of: Checklist) -> Outcome | None:
    """A moment typed after it was asked when to ring."""
    if reminders.names_moment(context, of):
        return reminders.in_words(context, of, context.text)
    return None


def _bare_number(context: Context, of: Checklist) -> Outcome | None:
    """A number alone: an item, a choice, or both, and then it is asked which."""
    place, shown = chosen_place(context.text) or 0, context.conversation.shown
    item = of.numbered(place)
    chosen = shown[place - 1 if place > 0 else place] if -1 <= place <= len(shown) and place else None
    if item is None or item.skipped or not context.text.strip().rstrip(".)").isdigit():
        return None
    if chosen is None:
        return acts.tick(context, of, Ticks(ready=(item.name,)))
    pressed = action(chosen.id)
    if pressed.verb == "tick" and pressed.arguments[1:2] == (item.name.partition("/")[2],):
        return None
    return context.answered(saying.which_number(context, of, item, chosen))


def _standing(context: Context, of: Checklist) -> Outcome | None:
    """Whether something is there already; a question that the list cannot answer is a question of its own."""
    names = read_asked(context.text, of, context.search)
    return acts.stands(context, of, names) if names else None


def _tick(context: Context, of: Checklist, seen: bool) -> Outcome | None:
    ticks = read_ticks(context.text, of, context.search)
    if seen and not ticks.found and ticks.unknown and _is_short(ticks):
        understood = context.search.understand(context.text, context.conversation.office)
        return acts.tick(context, of, ticks) if understood.intent == "out-of-scope" else None
    if not ticks.found or (not seen and not ticks.sure):
        return None
    if ticks.unknown or not seen:
        understood = context.search.understand(context.text, context.conversation.office)
        if understood.intent in _OTHERWISE:
            return None
    return acts.tick(context, of, ticks)


def _is_short(ticks: Ticks) -> bool:
    return len(ticks.unknown) == 1 and len(ticks.unknown[0].split()) <= 4


def _on_open(context: Context, do: Do) -> Outcome | Needs | None:
    """Does something with the list seen last, or the only one."""
    conversation = context.conversation
    open_one = conversation.list_open if conversation.list_open in conversation.lists else None
    of = open_one or (conversation.lists[0] if len(conversation.lists) == 1 else None)
    if of is None:
        return None
    return _on(context, of, do)


def _on(context: Context, service: str, do: Do) -> Outcome | Needs | None:
    if context.turn.facts is None:
        return Needs()
    done: list[bool] = []

    def on_list(own: Own) -> Outcome:
        kept = own.of(service)
        outcome = do(kept) if kept is not None else None
        done.append(outcome is not None)
        return outcome if outcome is not None else Outcome(context.conversation, ())

    outcome = with_own(context, on_list)
    return outcome if done == [True] else None


_WISHES: dict[Wish, Callable[[Context, Checklist], Outcome]] = {
    "lacking": acts.still_missing,
    "share": acts.share,
    "remind": lambda context, of: reminders.in_words(context, of, context.text),
    "silence": reminders.silence,
    "undo": acts.undo,
    "delete": acts.delete,
    "show": acts.show,
}
