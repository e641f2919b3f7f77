"""Checklists: requirements kept for the citizen, ticked by tapping or in words, shared, reminded of, and deleted."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.checklist import Checklist
from handlers.checklist_effects import KeepChecklist
from handlers.choices import choice
from handlers.context import Context
from handlers.facts import Needs
from handlers.lists import acts
from handlers.lists.making import listable, make
from handlers.lists.own import Own, with_own
from handlers.lists.showing import count_text, name
from handlers.offices import place_label, ways_on
from handlers.turn import Outcome, Reply, Section

VERBS = frozenset({"checklist", *acts.ACTS})
"""Verbs of choices on one list; the service is their first argument."""
_MOST_LISTS = 12
"""Lists of one citizen: more than anybody prepares at once, and what a message can offer."""
_MAKES = re.compile(
    r"\b(?:simpan\w*|buat\w*|bikin\w*|mulai|tambah\w*|baru|save|make|create|start|gawe\w*|damel\w*|jieun\w*|simpen\w*)\b",
    re.IGNORECASE,
)


def asked(context: Context) -> Outcome | Needs:
    """A list asked for in words: made, or the own ones shown."""
    understood, lists = context.understood, context.conversation.lists
    named = next(iter(understood.services), None) if understood.names_service else None
    service = named or context.conversation.service
    if service is not None and (_MAKES.search(context.text) or (named is not None and named not in lists)):
        return begin(context, service)
    if named in lists:
        return with_own(context, lambda own: _show(context, own, str(named)))
    return with_own(context, lambda own: every(context, own)) if lists else _none(context, service)


def begin(context: Context, service_id: str) -> Outcome | Needs:
    """Keeps a new list of a service, and asks what applies; one that is kept already is shown."""
    if service_id in context.conversation.lists:
        kept = context.say("Daftar ini sudah Anda simpan.")
        return with_own(context, lambda own: _show(context, own, service_id, kept))
    service = context.library.services.get(service_id)
    if service is None or not listable(service):
        text = context.say("Keputusan tidak merinci persyaratan layanan ini, jadi daftarnya tidak dapat dibuat.")
        return context.answered(Reply((Section(paragraphs=(text,)),), choices=ways_on(context)))
    if len(context.conversation.lists) >= _MOST_LISTS:
        text = context.say("Anda sudah menyimpan {count} daftar. Hapus salah satunya dulu.", count=_MOST_LISTS)
        return context.answered(
            Reply((Section(paragraphs=(text,)),), choices=(choice(context.say("Daftar saya"), "lists"),))
        )
    checklist = make(context.library, service)
    context = context.changed(lists=(*context.conversation.lists, service_id))
    saved = context.say("Daftar periksa tersimpan.")
    return acts.with_effects(acts.ask_or_show(context, checklist, saved), KeepChecklist(checklist))


def every(context: Context, own: Own) -> Outcome:
    """All lists with how far they are; the only one is shown."""
    if not own.lists:
        return _none(context, context.conversation.service)
    if len(own.lists) == 1:
        return _show(context, own, own.lists[0].service)
    text = context.say("Anda punya {count} daftar periksa. Yang mana?", count=len(own.lists))
    lines = tuple(f"{name(context, each)}: {count_text(context, each)}" for each in own.lists)
    choices = tuple(choice(_label(context, own, each), "list", each.service) for each in own.lists)
    return context.answered(Reply((Section(paragraphs=(text, *lines)),), choices=choices[:10]))


def _label(context: Context, own: Own, checklist: Checklist) -> str:
    """What a list is called on a button: its service, or the place where two have the same."""
    office = context.library.offices.get(checklist.service.partition("/")[0])
    alone = sum(each.title == checklist.title for each in own.lists) == 1
    return checklist.title if alone or office is None else place_label(office.place)


def pressed(context: Context, verb: str, service: str, *more: str) -> Outcome | Needs:
    """What a choice on a list does; a list that is deleted leads nowhere."""
    if verb == "checklist":
        return begin(context, service)
    act = acts.ACTS[verb]

    def do(own: Own) -> Outcome:
        checklist = own.of(service)
        return act(context, checklist, *more) if checklist is not None else _gone(context, service)

    return with_own(context, do)


def renew(context: Context, own: Own) -> Outcome:
    """The clock's look after the knowledge changed: what is new stands before this; nothing where nothing is."""
    if not own.told:
        return Outcome(context.conversation, ())
    choices = tuple(choice(each.title, "list", each.service) for each in own.changed)[:10]
    see = context.say("Lihat daftar")
    if len(choices) == 1:
        choices = (replace(choices[0], label=see),)
    return context.changed(ticked=()).answered(Reply((), choices=choices))


def _show(context: Context, own: Own, service: str, *before: str) -> Outcome:
    checklist = own.of(service)
    return acts.show(context, checklist, "", *before) if checklist is not None else _gone(context, service)


def _none(context: Context, service: str | None) -> Outcome:
    """No list yet: how one comes about."""
    text = context.say("Anda belum punya daftar periksa.")
    known = context.library.services.get(service or "")
    if known is not None and listable(known):
        how = context.say("Simpan persyaratan {service} sebagai daftar yang bisa ditandai?", service=known.label)
        save = choice(context.say("Simpan daftar periksa"), "checklist", known.id)
        return context.answered(Reply((Section(paragraphs=(text, how)),), choices=(save, *ways_on(context))))
    how = context.say(
        "Tanyakan dulu persyaratan sebuah layanan, misalnya “syarat izin kantor cabang”, lalu pilih “Simpan daftar"
        " periksa” di bawah jawabannya."
    )
    return context.answered(Reply((Section(paragraphs=(text, how)),), choices=ways_on(context)))


def _gone(context: Context, service_id: str) -> Outcome:
    """A list that was deleted: the others, or the same anew."""
    text = context.say("Daftar periksa itu sudah tidak ada.")
    service = context.library.services.get(service_id)
    again = service is not None and listable(service)
    anew = (choice(context.say("Simpan daftar periksa"), "checklist", service_id),) if again else ()
    more = (choice(context.say("Daftar saya"), "lists"),) if context.conversation.lists else ways_on(context)
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=(*anew, *more)))
