"""How a checklist looks in a chat: what is missing and what is ready, in pages where it is long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.caveats import permit_line
from handlers.checklist import Checklist, ListItem
from handlers.choices import choice
from handlers.context import Context
from handlers.deadline_text import moment_text
from handlers.lists.making import COMPONENT
from handlers.lists.times import zone
from handlers.turn import Choice, Line, Page, Reply, Section
from knowledge.model import Service
from locales.formats import long_date

READY, MISSING = "✓", "☐"
_ROOM = 2_900
"""Characters of the items of one message: 4,096 on Telegram and WhatsApp, less heading, hints, source and choices."""
_PER_LINE = 10
"""Characters of an item's mark and number."""
_MOST_MARKED = 7
"""Items to tap at once: ten rows of a WhatsApp list, less those that turn pages and lead back."""
_MOST_CHOICES = 10


def count_text(context: Context, checklist: Checklist) -> str:
    """ "12 dari 19 siap"."""
    return context.say("{ready} dari {count} siap.", ready=len(checklist.ready), count=len(checklist.applying))


def item_line(item: ListItem) -> Line:
    """An item with its sign and number, whole."""
    return Line(f"{READY if item.ready else MISSING} {item.number}", item.text)


def whole(context: Context, checklist: Checklist, page: int | None, *before: str) -> Reply:
    """The list: what is missing, then what is ready; the page counts from 1, a page beyond the last is the last."""
    pages = paged((*checklist.missing, *checklist.ready))
    shown = min(max(page or 1, 1), len(pages))
    sections = [_heading(context, checklist, before, shown, len(pages))]
    for title, of_page in _groups(context, pages[shown - 1]):
        sections.append(Section(title, lines=tuple(item_line(item) for item in of_page)))
    if shown == len(pages):
        sections += _ending(context, checklist)
    turning = _turning(context, "list", checklist.service, shown, len(pages))
    choices = (*list_choices(context, checklist)[: _MOST_CHOICES - len(turning)], *turning)
    reply = Reply(tuple(sections), choices=choices, turning=len(turning), page=page_of(context, checklist))
    if page is not None:
        reply = replace(reply, replaces=context.turn.message.pressed_in)
    return sourced(context, checklist, reply)


def lacking(context: Context, checklist: Checklist, page: int | None = None) -> Reply:
    """What is missing, and nothing else."""
    if not checklist.missing:
        return whole(context, checklist, None, all_ready(context, checklist))
    pages = paged(checklist.missing)
    shown = min(max(page or 1, 1), len(pages))
    head = _heading(context, checklist, (), shown, len(pages))
    title = context.say("Masih kurang {count}:", count=len(checklist.missing))
    section = Section(title, lines=tuple(item_line(item) for item in pages[shown - 1]))
    turning = _turning(context, "lacking", checklist.service, shown, len(pages))
    choices = (*list_choices(context, checklist)[: _MOST_CHOICES - len(turning)], *turning)
    replaces = context.turn.message.pressed_in if page is not None else None
    return Reply((head, section), choices=choices, turning=len(turning), replaces=replaces)


def picker(context: Context, checklist: Checklist, page: int, *before: str, again: bool = False) -> Reply:
    """Items to tap, each of which turns its tick; `again` takes the place of the message that was tapped."""
    items = checklist.applying
    size = min(_MOST_MARKED, (context.turn.most_choices or _MOST_CHOICES) - 3)
    pages = max(1, -(-len(items) // size))
    shown = min(max(page, 1), pages)
    taps = tuple(
        choice(f"{READY if item.ready else MISSING} {item.number} {item.text}", "tick", checklist.service,
               short(item), str(shown))
        for item in items[(shown - 1) * size : shown * size]
    )  # fmt: skip
    back = choice(context.say("Selesai"), "list", checklist.service)
    turning = _turning(context, "mark", checklist.service, shown, pages)
    text = context.say("Tekan yang sudah siap; tekan lagi untuk membatalkannya.")
    which = (_which(context, shown, pages),) if pages > 1 else ()
    section = Section(title(context, checklist), (*before, f"{count_text(context, checklist)} {text}", *which))
    replaces = context.turn.message.pressed_in if again else None
    return Reply((section,), choices=(*taps, back, *turning), turning=len(turning), replaces=replaces)


def title(context: Context, checklist: Checklist) -> str:
    """What a list is called."""
    return context.say("Daftar periksa: {service}", service=name(context, checklist))


def name(context: Context, checklist: Checklist) -> str:
    """The service of a list, with its place where that is not the chosen office's."""
    office = context.library.offices.get(checklist.service.partition("/")[0])
    place = f", {office.place}" if office is not None and office.slug != context.conversation.office else ""
    return f"{checklist.title}{place}"


def all_ready(context: Context, checklist: Checklist) -> str:
    """Nothing is missing; who decides that it is so."""
    return context.say(
        "Semua {count} butir sudah siap. Daftar ini catatan Anda; kelengkapannya diperiksa petugas.",
        count=len(checklist.applying),
    )


def list_choices(context: Context, checklist: Checklist) -> tuple[Choice, ...]:
    """What can be done with a list."""
    of = checklist.service
    asks = bool(context.library.checklist_of(of).questions)
    remind: tuple[Choice, ...] = ()
    if context.turn.rings:
        remind = (
            (choice(context.say("Matikan pengingat"), "remind", of, "off"),)
            if checklist.remind_at is not None
            else (choice(context.say("Ingatkan saya"), "remind", of),)
        )
    others = (choice(context.say("Daftar lain"), "lists"),) if len(context.conversation.lists) > 1 else ()
    return (
        choice(context.say("Tandai butir"), "mark", of),
        choice(context.say("Bagikan"), "share", of),
        *remind,
        *((choice(context.say("Jawab lagi"), "adjust", of),) if asks else ()),
        *others,
        choice(context.say("Hapus daftar"), "unlist", of),
    )


def short(item: ListItem) -> str:
    """An item's name in the id of a choice: all are of one component."""
    return item.name.removeprefix(f"{COMPONENT}/")


def page_of(context: Context, checklist: Checklist) -> Page:
    """The list as a page of its own."""
    return Page(context.say("Buka sebagai halaman untuk dicetak atau dipakai tanpa internet"), checklist.service)


def sourced(context: Context, checklist: Checklist, reply: Reply) -> Reply:
    """The reply with the decree that the list was made from."""
    service = context.library.services.get(checklist.service)
    if service is not None and checklist.version:
        return context.with_sources(replace(reply, sources=(context.source(service, COMPONENT),)))
    return replace(reply, source_lines=(source_text(context, checklist, None),))


def source_text(context: Context, checklist: Checklist, service: Service | None) -> str:
    """The decree as one line, also where it holds no longer."""
    if service is not None and checklist.version:
        return context.source_line(context.source(service, COMPONENT), COMPONENT)
    decree = context.say("Keputusan Kepala Dinas Nomor {number}", number=checklist.decree)
    return context.say(
        "Sumber: {source}.", source=f"{decree}, {long_date(checklist.date, context.conversation.language)}"
    )


def paged(items: tuple[ListItem, ...]) -> list[tuple[ListItem, ...]]:
    """The items in pages that fit a message, at least one page; no item is cut or left out."""
    pages: list[list[ListItem]] = [[]]
    used = 0
    for item in items:
        length = len(item.text) + _PER_LINE
        if pages[-1] and used + length > _ROOM:
            pages.append([])
            used = 0
        pages[-1].append(item)
        used += length
    return [tuple(page) for page in pages]


def numbers(items: Iterable[ListItem]) -> str:
    """The numbers of items, runs drawn together: "1, 3–6"."""
    runs: list[list[int]] = []
    for number in sorted(item.number for item in items):
        if runs and runs[-1][-1] == number - 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(str(number) for number in run) for run in runs)


def _heading(context: Context, checklist: Checklist, before: tuple[str, ...], shown: int, pages: int) -> Section:
    which = (_which(context, shown, pages),) if pages > 1 else ()
    return Section(title(context, checklist), (*before, count_text(context, checklist), *which))


def _which(context: Context, shown: int, pages: int) -> str:
    return context.say("Halaman {page} dari {pages}.", page=shown, pages=pages)


def _groups(context: Context, items: tuple[ListItem, ...]) -> list[tuple[str, list[ListItem]]]:
    groups = (
        (context.say("Belum siap"), [item for item in items if not item.ready]),
        (context.say("Sudah siap"), [item for item in items if item.ready]),
    )
    return [(group, found) for group, found in groups if found]


def _ending(context: Context, checklist: Checklist) -> list[Section]:
    lines = list(remarks(context, checklist))
    if checklist.skipped:
        lines.append(
            context.say("Tidak berlaku menurut jawaban Anda: butir {numbers}.", numbers=numbers(checklist.skipped))
        )
    if checklist.remind_at is not None:
        moment = moment_text(
            checklist.remind_at.astimezone(zone(context.library, checklist.service)), context.say,
            context.conversation.language,
        )  # fmt: skip
        lines.append(context.say("Pengingat: {moment}.", moment=moment))
    if checklist.missing:
        lines.append(context.say("Tulis misalnya “1 dan 3 sudah”, “KTP sudah ada”, atau “yang kurang apa”."))
    return [Section(paragraphs=tuple(lines))] if lines else []


def remarks(context: Context, checklist: Checklist) -> Iterator[str]:
    """What the decree adds to the whole list, and where the newest requirements of a permit stand."""
    service = context.library.services.get(checklist.service)
    component = service.components.get(COMPONENT) if service is not None and checklist.version else None
    if component is not None and component.remark:
        yield context.say("Catatan: {remark}", remark=component.remark)
    if service is not None and service.permit:
        yield permit_line(context, service)


def _turning(context: Context, verb: str, of: str, shown: int, pages: int) -> tuple[Choice, ...]:
    back = (choice(context.say("Sebelumnya"), verb, of, str(shown - 1)),) if shown > 1 else ()
    on = (choice(context.say("Berikutnya"), verb, of, str(shown + 1)),) if shown < pages else ()
    return (*back, *on)
