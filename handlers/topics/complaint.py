"""Complaints: from the first word to the form, with the notice on personal data before anything is asked."""

from __future__ import annotations

import re

from handlers.choices import choice
from handlers.complaint_limits import decree_line, limit_lines
from handlers.context import Context
from handlers.draft import Draft
from handlers.facts import Facts, Needs, Ticket
from handlers.forms.opening import open_form
from handlers.names import mark
from handlers.offices import ask_office, office_menu
from handlers.turn import Line, Outcome, Reply, Section
from knowledge.model import Office

FORM = "complaint"
_FEWEST_WORDS = 4
"""Words from which a first message tells what happened, and does not only say that there is something to tell."""
_ONLY_WANTS = re.compile(
    r"^\W*(?:(?:saya|aku|kami|sy|mau|ingin|pengen|hendak|mo|tolong|min|kak|pak|bu|bikin|buat|ajukan|sampaikan|cara)\W+)*"
    r"(?:me?ngadu(?:kan)?|ngadu|komplain|protes|lapor(?:an)?|melapor|keluhan|pengaduan|aduan|adu|ngeluh|mengeluh)\W*"
    r"(?:dong|donk|ya|nih|kak|pak|bu|min|dimana|kemana|ke mana|gimana|caranya)?\W*$"
    r"|^\W*(?:i\s+(?:want|need|would\s+like)\s+to\s+)?(?:complain|(?:make|file)\s+a\s+complaint)\W*$",
    re.IGNORECASE,
)
KINDS = {
    "tatap-muka": mark("Tatap muka"),
    "kotak": mark("Kotak pengaduan"),
    "whatsapp": mark("WhatsApp"),
    "telepon": mark("Telepon"),
    "faksimile": mark("Faksimile"),
    "email": mark("Surel"),
    "web": mark("Laman"),
    "instagram": mark("Instagram"),
    "aplikasi": mark("Aplikasi"),
}


def complain(context: Context, office: str | None, *, anew: bool = False) -> Outcome | Needs:
    """Starts a complaint; what the message already tells is kept as what happened.

    One who has an open complaint at the office is asked first whether this belongs to it, unless it is begun `anew`.
    """
    if office is None:
        context = context.changed(question=context.text or None)
        return ask_office(context, context.say("Maaf atas pengalaman Anda. Kantor mana yang dimaksud?"))
    form = context.library.forms.get(FORM)
    if form is None:
        return channels(context, office)
    if not anew and context.conversation.last_ticket is not None:
        if context.turn.facts is None:
            return Needs()
        similar = _open_complaint(context, context.turn.facts, office)
        if similar is not None:
            return _offer_open(context, similar)
    waiting = context.conversation.question or "" if anew else ""
    story = next((told for told in (context.text, waiting) if tells(told)), "")
    understood = context.search.understand(story, office) if story == waiting else context.understood
    draft = Draft(FORM, office, understood.service_at(office))
    if story:
        draft = draft.with_value("story", story.strip())
    regret = context.say(
        "Maaf atas pengalaman Anda. Saya bantu membuat pengaduan ke {office}.", office=_short(context, office)
    )
    notice = context.say(
        "Nama dan kontak hanya dipakai petugas untuk menangani pengaduan ini; nama boleh dikosongkan (anonim)."
        " Ketik kembali atau batal kapan saja."
    )
    return open_form(context.changed(office=context.conversation.office or office), form, draft, regret, notice)


def _open_complaint(context: Context, facts: Facts, office: str) -> Ticket | None:
    """The citizen's newest open complaint at an office, of the same service where both name one."""
    service = context.understood.service_at(office)
    for ticket in facts.tickets:
        alike = service is None or ticket.service is None or ticket.service == service
        if ticket.kind == "complaint" and ticket.open and ticket.office == office and alike:
            return ticket
    return None


def _offer_open(context: Context, ticket: Ticket) -> Outcome:
    """Whether the message belongs to the complaint that is open already, or is another."""
    said = context.text if tells(context.text) else None
    context = context.changed(question=said)
    text = context.say(
        "Anda masih punya pengaduan terbuka: {number}, “{about}”. Tambahkan ke situ, atau buat yang baru?",
        number=ticket.number,
        about=ticket.about,
    )
    to_it = choice(context.say("Tambahkan ke situ"), "join" if said else "add", ticket.number)
    another = choice(context.say("Buat yang baru"), "complain", ticket.office, "new")
    see = choice(context.say("Lihat tiket"), "ticket", ticket.number)
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=(to_it, another, see)))


def tells(text: str) -> bool:
    """Whether a message says what happened, beyond that one wants to complain."""
    return len(text.split()) >= _FEWEST_WORDS and not only_wants(text)


def only_wants(text: str) -> bool:
    """Whether a message says that one wants to complain, and nothing of what happened."""
    return bool(_ONLY_WANTS.match(text))


def channels(context: Context, office: str) -> Outcome:
    """The office's own ways to complain, from its decree, with its limits, promising none of them."""
    place = context.office(office)
    lead = context.say("Pengaduan ke {office} dapat juga disampaikan lewat:", office=place.short)
    sections = [Section(context.say("Pengaduan"), (lead,), channel_lines(context, place))]
    limits = limit_lines(context, place)
    if limits:
        sections.append(Section(paragraphs=(context.say("Batas waktu penyelesaian menurut keputusan:"),), lines=limits))
    source = decree_line(context, place)
    choices = (choice(context.say("Adukan di sini"), "complain", office), *office_menu(context, office)[:2])
    return context.answered(Reply(tuple(sections), source_lines=(source,), choices=choices))


def channel_lines(context: Context, office: Office) -> tuple[Line, ...]:
    """The decreed ways to bring a complaint."""
    return tuple(
        Line(None, f"{context.say(KINDS[channel.kind])}: {channel.value}") for channel in office.complaint_channels
    )


def _short(context: Context, office: str) -> str:
    return context.office(office).short
