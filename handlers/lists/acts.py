"""What is done with one checklist: shown, ticked, asked about, shared, deleted; each an outcome with its effects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.checklist import Checklist
from handlers.checklist_effects import AnswerChecklist, DropChecklist, TickItems
from handlers.choices import choice
from handlers.context import Context
from handlers.lists import reminders, saying
from handlers.lists.making import COMPONENT, answered, open_questions, reapplied
from handlers.lists.showing import lacking, picker, whole
from handlers.lists.ticking import Ticks
from handlers.offices import ways_on
from handlers.turn import Effect, Outcome, Reply, Section
from knowledge.checklist_model import UNKNOWN


def show(context: Context, checklist: Checklist, page: str = "", *before: str) -> Outcome:
    """The list."""
    context = _opened(context, checklist.service)
    return context.answered(whole(context, checklist, _number(page), *before))


def still_missing(context: Context, checklist: Checklist, page: str = "") -> Outcome:
    """What is missing."""
    context = _opened(context, checklist.service)
    return context.answered(lacking(context, checklist, _number(page)))


def stands(context: Context, checklist: Checklist, names: tuple[str, ...]) -> Outcome:
    """How some items stand."""
    return _opened(context, checklist.service).answered(saying.standing(context, checklist, names))


def tick(context: Context, checklist: Checklist, ticks: Ticks) -> Outcome:
    """Items that a message says are there, or not; what was understood is said, with a way to undo it."""
    after = checklist.ticked(ticks.ready, ticks.missing)
    changed = _difference(checklist, after)
    context = _opened(context, checklist.service, changed)
    reply = saying.ticked(context, checklist, after, ticks)
    said = (TickItems(checklist.service, ticks.ready, ticks.missing),) if ticks.ready or ticks.missing else ()
    return with_effects(context.answered(reply), *said)  # also what was so before: a page may bring an older tick


def undo(context: Context, checklist: Checklist) -> Outcome:
    """The last ticks taken back."""
    last = context.conversation.ticked if context.conversation.list_open == checklist.service else ()
    if not last:
        return show(context, checklist, "", context.say("Tidak ada tanda yang dapat diurungkan."))
    back = tuple(name[1:] for name in last if name[0] == "-"), tuple(name[1:] for name in last if name[0] == "+")
    after = checklist.ticked(*back)
    context = _opened(context, checklist.service)
    reply = saying.ticked(context, after, after, Ticks(*back))
    return with_effects(context.answered(reply), TickItems(checklist.service, *back))


def answer(context: Context, checklist: Checklist, question: str, option: str) -> Outcome:
    """An answer to a question of a list; the next one, or the list."""
    asked_of = {each.key: each for each in context.library.checklist_of(checklist.service).questions}
    known = {each.id for each in asked_of[question].options} if question in asked_of else set()
    if option not in known | {UNKNOWN} or question not in asked_of:
        return show(context, checklist)
    new = answered(context.library, checklist, question, option)
    return with_effects(ask_or_show(context, new), _answering(new))


def ask_or_show(context: Context, checklist: Checklist, *before: str) -> Outcome:
    """The next open question of the list, or the list itself."""
    questions = open_questions(context.library, checklist)
    if not questions:
        return show(context, checklist, "", *before)
    context = _opened(context, checklist.service)
    if before:
        how = context.say("Jawab ini dulu, supaya butir yang tidak berlaku tidak ikut dihitung.")
        before = (*before, how)
    return context.answered(saying.question(context, checklist, questions[0], *before))


def share(context: Context, checklist: Checklist) -> Outcome:
    """The list as text to forward."""
    context = _opened(context, checklist.service)
    return context.answered(*saying.to_forward(context, checklist))


def delete(context: Context, checklist: Checklist, sure: str = "") -> Outcome:
    """Deletes the list, after asking once."""
    if sure != "yes":
        return _opened(context, checklist.service).answered(saying.sure_to_delete(context, checklist))
    left = tuple(each for each in context.conversation.lists if each != checklist.service)
    context = context.changed(lists=left, list_open=None, ticked=())
    text = context.say("Daftar periksa {service} sudah dihapus.", service=checklist.title)
    more = (choice(context.say("Daftar saya"), "lists"),) if left else ()
    choices = (*more, *ways_on(context))
    outcome = context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))
    return with_effects(outcome, DropChecklist(checklist.service))


def _mark(context: Context, checklist: Checklist, page: str = "") -> Outcome:
    context = _opened(context, checklist.service)
    return context.answered(picker(context, checklist, _number(page) or 1, again=page != ""))


def _tick(context: Context, checklist: Checklist, path: str, how: str = "") -> Outcome:
    """A tapped item: turned on its page, or said to be there ("y") or not ("n")."""
    item = checklist.named(f"{COMPONENT}/{path}")
    if item is None:
        return show(context, checklist)
    if how in {"y", "n"}:
        ticks = Ticks(ready=(item.name,)) if how == "y" else Ticks(missing=(item.name,))
        return tick(context, checklist, ticks)
    after = checklist.ticked(missing=(item.name,)) if item.ready else checklist.ticked(ready=(item.name,))
    changed = _difference(checklist, after)
    context = _opened(context, checklist.service, changed)
    outcome = context.answered(picker(context, after, _number(how) or 1, again=True))
    return with_effects(outcome, *_ticking(checklist.service, changed))


def _adjust(context: Context, checklist: Checklist) -> Outcome:
    """Goes on with the questions that are open, or asks all of them anew."""
    if open_questions(context.library, checklist):
        return ask_or_show(context, checklist)
    anew = reapplied(context.library, replace(checklist, answers=()))
    return with_effects(ask_or_show(context, anew), _answering(anew))


def _remind(context: Context, checklist: Checklist, which: str = "") -> Outcome:
    return reminders.pressed(_opened(context, checklist.service), checklist, which)


def _opened(context: Context, service: str, ticked: tuple[str, ...] = ()) -> Context:
    """What is talked about now is this list, and its service."""
    if service in context.library.services:
        context = context.changed(service=service, component=COMPONENT, question=None, unanswered=None)
    return context.changed(list_open=service, ticked=ticked)


def _difference(before: Checklist, after: Checklist) -> tuple[str, ...]:
    pairs = zip(before.items, after.items, strict=True)
    return tuple(f"{'+' if new.ready else '-'}{new.name}" for old, new in pairs if old.ready is not new.ready)


def _ticking(service: str, changed: tuple[str, ...]) -> tuple[Effect, ...]:
    if not changed:
        return ()
    ready = tuple(name[1:] for name in changed if name[0] == "+")
    return (TickItems(service, ready, tuple(name[1:] for name in changed if name[0] == "-")),)


def _answering(checklist: Checklist) -> AnswerChecklist:
    return AnswerChecklist(checklist.service, checklist.answers, tuple(item.name for item in checklist.skipped))


def with_effects(outcome: Outcome, *effects: Effect) -> Outcome:
    """The outcome with more to carry out."""
    return replace(outcome, effects=(*outcome.effects, *effects))


def _number(page: str) -> int | None:
    return int(page) if page.isdecimal() else None


ACTS: dict[str, Callable[..., Outcome]] = {
    "list": show,
    "lacking": still_missing,
    "mark": _mark,
    "tick": _tick,
    "apply": answer,
    "adjust": _adjust,
    "undo": undo,
    "share": share,
    "remind": _remind,
    "unlist": delete,
}
"""What the choices on a list do, by their verbs."""
