"""`/tiket`: an officer sees a ticket of the own office in the own chat, takes it, and answers it after a preview."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.choices import choice
from handlers.commands import command
from handlers.context import Context
from handlers.facts import Account, Facts, Needs, OfficeTicket, StaffNeeds
from handlers.followup import picked_choice
from handlers.forms.controls import control
from handlers.officer_effects import AnswerTicket, NoteLook, TakeTicket
from handlers.officer_work import Work
from handlers.officers.composing import changed
from handlers.officers.knowing import answered, known, told
from handlers.officers.showing import ticket_section
from handlers.ticket_states import state_after
from handlers.tickets import find_number
from handlers.topics import staff
from handlers.turn import Choice, Message, Outcome, Reply, Section

LONGEST_ANSWER = 3000
"""Characters: with what is said around it an answer still goes as one message on every channel."""
_CHANGE = re.compile(r"\s*(?:ubah|ganti|ralat|revisi)\b\s*:?\s*(.*)$", re.IGNORECASE | re.DOTALL)
_UNKNOWN = "Tiket itu tidak ada pada kantor Anda. Periksa nomornya."
_HOW = "Ketik kirim untuk mengirim, ubah: dan isi barunya untuk mengubah, atau batal."


def show(context: Context, account: Account, rest: str) -> Outcome | Needs:
    """The ticket of a number; one of another office is as unknown as none."""
    number = find_number(rest)
    if number is None:
        text = "Tulis /tiket dan nomornya, misalnya /tiket KAL-7Q4M9X-T." if not rest else _UNKNOWN
        return answered(context, text)
    shown = _seen(context, account, number)
    if not isinstance(shown, OfficeTicket):
        return shown
    outcome = told(context, Reply((ticket_section(context, shown),), choices=_acts(shown)))
    return replace(outcome, effects=(NoteLook(number, shown.ticket.office, account),))


def take(context: Context, account: Account, number: str) -> Outcome | Needs:
    """Takes a ticket that nobody holds."""
    shown = _seen(context, account, number)
    if not isinstance(shown, OfficeTicket):
        return shown
    held = shown.assigned_to
    if held in {account.name, account.login}:
        return answered(context, f"Tiket {number} sudah Anda pegang.", choices=_acts(shown))
    if held:
        return answered(context, f"Tiket {number} sudah dipegang {held}. Menyerahkannya di meja petugas.")
    if state_after("officer", "assigned", shown.ticket.state) is None:
        return answered(context, f"Tiket {number} sudah selesai, tidak perlu diambil.")
    mine = replace(shown, assigned_to=account.name)
    outcome = answered(context, f"Tiket {number} sekarang Anda pegang.", choices=_acts(mine))
    return replace(outcome, effects=(TakeTicket(number, shown.ticket.office, account, shown.version),))


def begin_answer(context: Context, account: Account, number: str) -> Outcome | Needs:
    """Asks for the words."""
    shown = _seen(context, account, number)
    if not isinstance(shown, OfficeTicket):
        return shown
    if not _answerable(shown):
        return answered(context, f"Keadaan tiket {number} tidak membolehkan jawaban lagi.")
    now = context.now
    work = Work("answer", "text", now, now, shown.ticket.office, ticket=number, version=shown.version)
    ask = f"Tulis jawaban untuk tiket {number}. Ditunjukkan dulu sebelum dikirim; batal untuk berhenti."
    return answered(context.changed(work=work), ask)


def heard(context: Context, account: Account, work: Work) -> Outcome | Needs | None:
    """What a text does to the answer; None for a command of the chat, which is for everybody."""
    text, steered = context.text.strip(), control(context.text)
    if command(text) == "cancel" or steered == "drop":
        return drop(context)
    if text.startswith("/"):
        return None
    if work.asking == "text":
        return _preview(context, account, replace(work, text=text))
    picked = picked_choice(text, context.conversation.shown)
    if picked is not None and picked.id.startswith("officer:"):
        return pressed(context, account, work, picked.id.split(":")[1:])
    if steered == "send":
        return _send(context, account, work)
    change = _CHANGE.match(text)
    done = changed(work.text, change[1]) if change is not None and change[1].strip() else None
    if done is None:
        return answered(context, "Jawaban belum dikirim.", _HOW, choices=_choices(work))
    return _preview(context, account, replace(work, text=done.text))


def pressed(context: Context, account: Account, work: Work, what: list[str]) -> Outcome | Needs:
    """What one of the choices under the preview does; one of an older preview shows the newest instead."""
    verb, rest = what[0], what[1:]
    if rest != [work.stamp] or verb not in {"send", "drop"}:
        return _preview(context, account, work, "Pilihan itu dari pratinjau yang lama. Yang sekarang:")
    return drop(context) if verb == "drop" else _send(context, account, work)


def drop(context: Context) -> Outcome:
    """Ends it: nothing goes."""
    return answered(context.changed(work=None), "Dibatalkan. Jawaban tidak dikirim.")


def _preview(context: Context, account: Account, work: Work, first: str | None = None) -> Outcome | Needs:
    """The answer as the citizen will read it, in the citizen's language."""
    shown = _seen(context, account, work.ticket or "")
    if not isinstance(shown, OfficeTicket):
        return shown
    if not 0 < len(work.text) <= LONGEST_ANSWER:
        work = replace(work, asking="text", text="", touched_at=context.now)
        return answered(context.changed(work=work), f"Tulis jawabannya, paling banyak {LONGEST_ANSWER} karakter.")
    work = replace(
        work, asking="confirm", shown=work.shown + 1, touched_at=context.now, version=shown.version
    )  # fmt: skip
    before = Section("Pratinjau", (first,) if first is not None else ())
    message = _as_citizen_reads(context, shown, work.text)
    offered = " · ".join(each.label for each in message.choices)
    after = Section("Belum dikirim", ((f"Warga dapat memilih: {offered}.",) if offered else ()) + (_HOW,))
    return told(context.changed(work=work), Reply((before, *message.sections, after), choices=_choices(work)))


def _send(context: Context, account: Account, work: Work) -> Outcome | Needs:
    """Sends it, unless something happened to the ticket since the preview: then that is told first."""
    number = work.ticket or ""
    shown = _seen(context, account, number)
    if not isinstance(shown, OfficeTicket):
        return shown
    if not _answerable(shown):
        return answered(context.changed(work=None), f"Keadaan tiket {number} tidak membolehkan jawaban lagi.")
    if shown.version != work.version:
        new = f" Warga terakhir menulis: {shown.last_said}" if shown.last_said is not None else ""
        again = _preview(context, account, work, f"Tiket ini berubah sejak pratinjau tadi; belum dikirim.{new}")
        looked = (NoteLook(number, shown.ticket.office, account),)
        return again if isinstance(again, Needs) else replace(again, effects=looked)
    reached = "Jawaban terkirim ke antrean; sampai tidaknya tampak di meja petugas."
    if shown.reach == "none":
        reached = "Jawaban tersimpan, tetapi obrolan warga sudah tidak ada. Hubungi lewat kontak pada isiannya."
    elif shown.reach == "later":
        reached = "Jawaban tersimpan; warga membacanya saat membuka obrolan atau menanyakan tiketnya."
    outcome = answered(context.changed(work=None), f"Tiket {number} dijawab.", reached)
    effect = AnswerTicket(number, shown.ticket.office, account, shown.version, work.text)
    return replace(outcome, effects=(effect,))


def _seen(context: Context, account: Account, number: str) -> OfficeTicket | Outcome | Needs:
    """The ticket, where the officer may know of it."""
    facts = known(context, StaffNeeds(ticket=number))
    if isinstance(facts, Needs):
        return facts
    shown = facts.ticket
    if shown is None or not account.knows(shown.ticket.office):
        return answered(context.changed(work=None), _UNKNOWN)
    return shown


def _as_citizen_reads(context: Context, shown: OfficeTicket, words: str) -> Reply:
    ticket = replace(shown.ticket, state="answered", answer=words)
    message = Message("staff", words, f"answer:{ticket.number}")
    turn = replace(context.turn, message=message, facts=Facts((ticket,)))
    theirs = replace(context.conversation, language=shown.language)
    return staff.tell(replace(context, turn=turn, conversation=theirs)).replies[-1]


def _acts(shown: OfficeTicket) -> tuple[Choice, ...]:
    """What the officer may do with the ticket now."""
    number, found = shown.ticket.number, []
    if not shown.assigned_to and state_after("officer", "assigned", shown.ticket.state) is not None:
        found.append(choice("Ambil", "officer", "take", number))
    if _answerable(shown):
        found.append(choice("Jawab", "officer", "answer", number))
    return tuple(found)


def _answerable(shown: OfficeTicket) -> bool:
    return state_after("officer", "answered", shown.ticket.state) is not None


def _choices(work: Work) -> tuple[Choice, ...]:
    return (choice("Kirim", "officer", "send", work.stamp), choice("Batal", "officer", "drop", work.stamp))
