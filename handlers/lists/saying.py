"""The replies around a checklist: what was ticked, which item is meant, its text to forward, its questions."""

from __future__ import annotations

from dataclasses import replace

from handlers.checklist import Checklist, ListItem
from handlers.choices import choice
from handlers.context import Context
from handlers.lists.making import open_questions
from handlers.lists.showing import all_ready, count_text, item_line, numbers, paged, short, sourced, title
from handlers.lists.ticking import Ticks
from handlers.turn import Choice, Line, Reply, Section
from knowledge.checklist_model import UNKNOWN, ListQuestion

_MOST_TOLD = 5
"""Items told with their words; of more only the numbers."""
_ROOM_FOR_MISSING = 900
"""Characters of what is still missing under a tick: more is looked up."""
_MOST_OFFERED = 8


def ticked(context: Context, before: Checklist, after: Checklist, ticks: Ticks) -> Reply:
    """What became of a message that ticks; asks where several items fit a phrase."""
    head = Section(title(context, after), (*_unknown(context, ticks),), _told(context, after, ticks),
                   (count_text(context, after),))  # fmt: skip
    sections = [head, *_missing(context, after)]
    if not after.missing and after.applying:
        sections = [replace(head, closing=(all_ready(context, after),))]
    offered = _unsure_choices(after, ticks)
    if offered:
        phrase = ticks.unsure[0][0]
        which = context.say("“{phrase}” bisa berarti lebih dari satu butir. Yang mana?", phrase=phrase)
        lines = tuple(item_line(item) for item in _unsure_items(after, ticks))
        return Reply((*sections[:1], Section(paragraphs=(which,), lines=lines)), choices=offered)
    undo = (choice(context.say("Urungkan"), "undo", after.service),) if before.items != after.items else ()
    mark = choice(context.say("Tandai butir"), "mark", after.service)
    show = choice(context.say("Lihat daftar"), "list", after.service)
    return Reply(tuple(sections), choices=(show, *undo, mark))


def standing(context: Context, checklist: Checklist, names: tuple[str, ...]) -> Reply:
    """How the items stand that were asked about."""
    lines = tuple(item_line(item) for item in checklist.items if item.name in names)
    section = Section(title(context, checklist), lines=lines, closing=(count_text(context, checklist),))
    mark = choice(context.say("Tandai butir"), "mark", checklist.service)
    return Reply((section,), choices=(choice(context.say("Lihat daftar"), "list", checklist.service), mark))


def which_number(context: Context, checklist: Checklist, item: ListItem, other: Choice) -> Reply:
    """A bare number on a list that is seen may be an item or a choice: asks which."""
    text = context.say(
        "Maksud Anda butir {number} sudah siap, atau “{choice}”?", number=item.number, choice=other.label
    )
    ready = choice(context.say("Butir {number} siap", number=item.number), "tick", checklist.service, short(item), "y")
    return Reply((Section(paragraphs=(text,), lines=(item_line(item),)),), choices=(ready, other))


def to_forward(context: Context, checklist: Checklist) -> tuple[Reply, ...]:
    """The list as messages to forward, without anything to press, and a word after them."""
    pages = paged((*checklist.missing, *checklist.ready))
    replies = []
    for place, page in enumerate(pages):
        lines = tuple(item_line(item) for item in page)
        section = Section(title(context, checklist), (count_text(context, checklist),), lines)
        reply = Reply((section,)) if place == 0 else Reply((Section(lines=lines),))
        replies.append(sourced(context, checklist, reply) if place == len(pages) - 1 else reply)
    text = context.say("Itu teksnya; teruskan atau salin ke siapa saja.")
    back = choice(context.say("Lihat daftar"), "list", checklist.service)
    return (*replies, Reply((Section(paragraphs=(text,)),), choices=(back,)))


def question(context: Context, checklist: Checklist, asked: ListQuestion, *before: str) -> Reply:
    """A question whose answer drops items that do not apply."""
    open_ones = open_questions(context.library, checklist)
    all_ones = context.library.checklist_of(checklist.service).questions
    place = context.say(
        "Pertanyaan {number} dari {count}.", number=len(all_ones) - len(open_ones) + 1, count=len(all_ones)
    )
    options = tuple(
        choice(context.say(option.label), "apply", checklist.service, asked.key, option.id) for option in asked.options
    )
    unknown = choice(context.say("Tidak tahu"), "apply", checklist.service, asked.key, UNKNOWN)
    which = (place,) if len(all_ones) > 1 else ()
    section = Section(title(context, checklist), (*before, *which, context.say(asked.question)))
    return Reply((section,), choices=(*options, unknown))


def sure_to_delete(context: Context, checklist: Checklist) -> Reply:
    """Asks once before a list is deleted."""
    text = context.say(
        "Hapus daftar periksa {service} dengan {count} tanda di dalamnya?",
        service=checklist.title,
        count=len(checklist.ready),
    )
    choices = (
        choice(context.say("Ya, hapus"), "unlist", checklist.service, "yes"),
        choice(context.say("Tidak jadi"), "list", checklist.service),
    )
    return Reply((Section(paragraphs=(text,)),), choices=choices)


def _told(context: Context, after: Checklist, ticks: Ticks) -> tuple[Line, ...]:
    """The items that were named, as they stand now: their words where they are few."""
    named = [item for item in after.items if item.name in ticks.ready or item.name in ticks.missing]
    skipped = [item for item in named if item.skipped]
    which = context.say(
        "Tidak berlaku menurut jawaban Anda, tandanya tetap disimpan: butir {numbers}.", numbers=numbers(skipped)
    )
    notes = (Line(None, which),) if skipped else ()
    if len(named) <= _MOST_TOLD:
        return (*(item_line(item) for item in named), *notes)
    ready = [item for item in named if item.ready]
    lacking = [item for item in named if not item.ready]
    texts = [context.say("Siap: butir {numbers}.", numbers=numbers(ready))] if ready else []
    texts += [context.say("Belum: butir {numbers}.", numbers=numbers(lacking))] if lacking else []
    return (*(Line(None, text) for text in texts), *notes)


def _unknown(context: Context, ticks: Ticks) -> tuple[str, ...]:
    if not ticks.unknown:
        return ()
    what = ", ".join(f"“{phrase}”" for phrase in ticks.unknown)
    return (context.say("Tidak ada dalam daftar ini: {what}. Tulis nomor butirnya.", what=what),)


def _missing(context: Context, checklist: Checklist) -> list[Section]:
    lines = tuple(item_line(item) for item in checklist.missing)
    if not lines or sum(len(line.text) for line in lines) > _ROOM_FOR_MISSING:
        return []
    return [Section(context.say("Masih kurang {count}:", count=len(lines)), lines=lines)]


def _unsure_items(checklist: Checklist, ticks: Ticks) -> list[ListItem]:
    names = ticks.unsure[0][1] if ticks.unsure else ()
    return [item for item in checklist.items if item.name in names][:_MOST_OFFERED]


def _unsure_choices(checklist: Checklist, ticks: Ticks) -> tuple[Choice, ...]:
    said = "y" if ticks.unsure and ticks.unsure[0][2] else "n"
    return tuple(
        choice(f"{item.number} {item.text}", "tick", checklist.service, short(item), said)
        for item in _unsure_items(checklist, ticks)
    )
