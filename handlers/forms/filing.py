"""Files a form as a ticket: its number, its limits, and the words that the citizen gets."""

from __future__ import annotations

import datetime as dt
import re

from handlers import receipts
from handlers.choices import choice
from handlers.claims import LINK, claim_text
from handlers.context import Context
from handlers.deadlines import Deadline, complaint_deadline, request_deadline
from handlers.draft import Draft
from handlers.effects import Answer, OpenTicket
from handlers.forms.showing import shown
from handlers.forms.steps import correctable_steps
from handlers.office_hours import office_calendar
from handlers.promises import complaint_law, complaint_promises, duration, not_granted
from handlers.tickets import ticket_number
from handlers.turn import Line, Outcome, Reply, Section
from knowledge.form_model import Form
from knowledge.item_refs import handed_in
from knowledge.model import Item

_LONGEST_ABOUT = 120
_DAYS_TO_COMPLAIN = 30
"""After receiving the service (UU 25/2009 art. 42)."""
_BRIBERY = re.compile(
    r"\b(?:pungli|pungutan liar|suap|(?:me|di)?nyogok|sogok\w*|gratifikasi|uang (?:rokok|pelicin|kopi)|korupsi)\b",
    re.IGNORECASE,
)


def send(context: Context, form: Form, draft: Draft) -> Outcome:
    """The ticket of a complete draft, as an effect, and the receipt."""
    code = context.turn.code if context.turn.code and not context.turn.rings else None
    effect = opened(context, form, draft, code)
    number = effect.number
    context = context.changed(draft=None, last_ticket=number, question=None, answered_ticket=None)
    sections = (
        _complaint(context, number, draft) if form.kind == "complaint" else _request(context, form, number, draft)
    )
    if code is not None:
        sections = (*sections, Section(None, by_code(context, code)))
    look = choice(context.say("Lihat tiket"), "ticket", number)
    choices = (look, receipts.offer(context, number), choice(context.say("Menu"), "menu"))
    outcome = context.answered(Reply(sections, choices=choices))
    return Outcome(outcome.conversation, outcome.replies, (effect,), outcome.intent)


def opened(context: Context, form: Form, draft: Draft, code: str | None = None) -> OpenTicket:
    """The ticket of a complete draft, numbered with the turn's fresh symbols."""
    number = ticket_number(draft.office, context.turn.fresh)
    deadline = _deadline(context, form, draft)
    return OpenTicket(
        number=number,
        kind=form.kind,
        form=form.id,
        office=draft.office,
        service=draft.service,
        about=_about(context, form, draft),
        answers=tuple(
            Answer(step.key, step.label, shown(context, step, value))
            for step in correctable_steps(form, draft)
            if (value := draft.value(step.key)) is not None
        ),
        anonymous="name" in draft.skipped,
        notice=context.conversation.notice or "",
        due_at=deadline.due if deadline is not None else None,
        law_due_at=deadline.law_due if deadline is not None else None,
        files=tuple(note.id for note in draft.files),
        code=code,
    )


def by_code(context: Context, code: str) -> tuple[str, ...]:
    """How the citizen comes back where nothing rings, and the way to a chat that does."""
    keep = context.say(
        "Obrolan web ini tidak dapat memberi tahu Anda saat petugas menjawab. Buka lagi halaman ini, atau ketik"
        " “klaim {code}” di peramban lain. Simpan kode itu: siapa pun yang memegangnya dapat mengikuti tiket ini.",
        code=claim_text(code),
    )
    bot = context.turn.telegram
    if bot is None:
        return (keep,)
    link = f"https://t.me/{bot}?start={LINK}{code}"
    return (keep, context.say("Ingin diberi tahu? Lanjutkan di Telegram: {link}", link=link))


def already_sent(context: Context) -> Outcome:
    """Answers a second *kirim*: one ticket is enough."""
    number = str(context.conversation.last_ticket)
    text = context.say("Sudah terkirim dengan nomor tiket {number}; tidak perlu dikirim lagi.", number=number)
    choices = (choice(context.say("Lihat tiket"), "ticket", number), choice(context.say("Menu"), "menu"))
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))


def _about(context: Context, form: Form, draft: Draft) -> str:
    """One line for lists: the matter itself where it was told, else the form's title with its first answer."""
    story = next((draft.value(step.key) for step in form.steps if step.kind == "story" and draft.value(step.key)), None)
    if story is None:
        first = next((step for step in form.steps if draft.value(step.key) is not None), None)
        story = form.title
        if first is not None:
            story = f"{story}: {shown(context, first, draft.value(first.key) or '')}"
    line = " ".join(story.split())
    return line if len(line) <= _LONGEST_ABOUT else f"{line[: _LONGEST_ABOUT - 1].rstrip()}…"


def _deadline(context: Context, form: Form, draft: Draft) -> Deadline | None:
    office = context.library.offices[draft.office]  # limits are counted by the decree's own hours
    calendar = office_calendar(office, context.library.calendar)
    if form.kind == "complaint":
        return complaint_deadline(None, context.now, office, calendar)
    if draft.service is None or draft.service not in context.library.services:
        return None
    return request_deadline(context.service(draft.service), context.now, calendar)


def receipt(context: Context, number: str, office: str) -> tuple[str, ...]:
    """The number of a ticket that was filed just now, who has it, and where its answer comes."""
    return (
        context.say("Nomor tiket Anda: {number}", number=number),
        context.say("Diterima {office}.", office=context.office(office).name),
        context.say("Ketik “tiket saya” kapan saja untuk melihat perkembangannya. Jawaban petugas masuk ke sini."),
    )


def _complaint(context: Context, number: str, draft: Draft) -> tuple[Section, ...]:
    sent = Section(context.say("Pengaduan terkirim"), receipt(context, number, draft.office))
    limits, law = complaint_promises(context, draft.office), complaint_law(context)
    doors = context.say(
        "Bila tidak ditanggapi, Anda juga bisa ke SP4N-LAPOR! (lapor.go.id) atau Ombudsman (ombudsman.go.id)."
    )
    closing = Section(paragraphs=(*_late(context, draft), law, doors, *_bribery(context, draft)))
    return (sent, *limits, closing)


def _late(context: Context, draft: Draft) -> tuple[str, ...]:
    """That the law gives 30 days to complain, where the matter is older (UU 25/2009 art. 42)."""
    happened = draft.value("when")
    if happened is None or (context.now.date() - dt.date.fromisoformat(happened)).days <= _DAYS_TO_COMPLAIN:
        return ()
    return (
        context.say(
            "Kejadiannya lebih dari {days} hari yang lalu, batas mengadu menurut UU 25/2009; petugas akan menilainya.",
            days=_DAYS_TO_COMPLAIN,
        ),
    )


def _bribery(context: Context, draft: Draft) -> tuple[str, ...]:
    """Where bribes are reported: the office's own complaints are not the only door for them."""
    if not any(_BRIBERY.search(value) for _, value in draft.answers):
        return ()
    return (
        context.say(
            "Dugaan pungutan liar, suap, atau gratifikasi dapat juga dilaporkan ke inspektorat daerah atau KPK."
        ),
    )


def _request(context: Context, form: Form, number: str, draft: Draft) -> tuple[Section, ...]:
    office = context.office(draft.office)
    sections = [Section(context.say("Permohonan terkirim"), receipt(context, number, draft.office))]
    granted = not_granted(context)
    items = tuple(
        Line(item.mark, item.text) for reference in form.hand_in for item in _items(context, draft, reference)
    )
    if items:
        lead = context.say("Menurut keputusan, yang masih harus Anda lakukan atau serahkan:")
        where = context.say("Kantornya: {office}, {address}.", office=office.name, address=office.address)
        sections.append(Section(None, (granted, lead), items, (where, *_source(context, draft))))
    else:
        sections.append(Section(paragraphs=(granted,)))
    closing = (*(context.say(text) for text in form.closing), *duration(context, draft.service))
    return (*sections, Section(paragraphs=closing)) if closing else tuple(sections)


def _source(context: Context, draft: Draft) -> tuple[str, ...]:
    if draft.service is None or draft.service not in context.library.services:
        return ()
    return (context.source_line(context.source(context.service(draft.service), None)),)


def _items(context: Context, draft: Draft, reference: str) -> tuple[Item, ...]:
    if draft.service is None or draft.service not in context.library.services:
        return ()
    return handed_in(context.service(draft.service), reference)
