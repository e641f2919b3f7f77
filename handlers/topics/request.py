"""Requests: the form of the service asked for, or where it is truly filed."""

from __future__ import annotations

from handlers.choices import choice
from handlers.context import Context
from handlers.deadline_text import moment_text
from handlers.draft import Draft
from handlers.forms.opening import open_form
from handlers.office_hours import office_calendar
from handlers.offices import ask_office, office_menu
from handlers.reach import contact_lines
from handlers.turn import Choice, Outcome, Reply, Section
from knowledge.form_model import Form

QUESTION = "question"
"""The form that passes a question on to the officers."""
_MOST_CHOICES = 9


def request(context: Context, office: str | None, service: str | None) -> Outcome:
    """Starts the request for a service; asks which where none is named."""
    office = context.service(service).office if service else office
    if office is None:
        context = context.changed(question=context.text or None)
        return ask_office(context, context.say("Permohonan untuk kantor mana?"))
    if service is None:
        return _ask_service(context, office)
    forms = context.library.forms_of(service)
    if not forms:
        return pass_on(context, office, context.text)
    if len(forms) > 1:
        return _ask_form(context, service, forms)
    return begin(context, forms[0], office, service)


def begin(context: Context, form: Form, office: str, service: str | None) -> Outcome:
    """Opens a form, or says where the matter is filed instead."""
    if form.instead is not None:
        return _elsewhere(context, form, office, service)
    lead = context.say("Saya bantu mengajukan permohonan: {title}.", title=context.say(form.title))
    stop = context.say(
        "Ketik kembali atau batal kapan saja; nama dan kontak hanya dipakai petugas untuk permohonan ini."
    )
    return open_form(context, form, Draft(form.id, office, service), lead, stop)


def pass_on(context: Context, office: str | None, question: str | None) -> Outcome:
    """Opens the form that passes a question on to the officers, with the question filled in."""
    if office is None:
        return ask_office(context, context.say("Pertanyaan untuk kantor mana?"))
    form = context.library.forms[QUESTION]
    draft = Draft(form.id, office)
    story = next((step.key for step in form.steps if step.kind == "story"), None)
    if question and story is not None:
        draft = draft.with_value(story, question)
    lead = context.say(
        "Saya bantu meneruskan pertanyaan Anda ke petugas {office}.", office=context.office(office).short
    )
    quoted = (context.say("Pertanyaannya: “{question}”", question=question),) if question else ()
    return open_form(context, form, draft, lead, *_closed(context, office), *quoted)


def _closed(context: Context, office: str) -> tuple[str, ...]:
    """When an office opens that is closed now, so that nobody waits for an answer at night."""
    calendar = office_calendar(context.office(office), context.library.calendar)
    if calendar.hours_source == "general" or calendar.is_open(context.now):
        return ()
    opens = moment_text(calendar.opening(context.now), context.say, context.conversation.language)
    return (context.say("Kantornya sedang tutup dan buka lagi {moment}; pesan Anda menunggu di sana.", moment=opens),)


def _elsewhere(context: Context, form: Form, office: str, service: str | None) -> Outcome:
    """A matter that is filed at another door: which, and what can be asked for here."""
    choices: tuple[Choice, ...] = ()
    if form.offers is not None:
        offered = context.library.forms[form.offers]
        at = next((each for each in offered.services if each.startswith(f"{office}/")), None)
        if at is not None:
            choices = (choice(context.say(offered.title), "form", offered.id, at),)
    if service is not None:
        context = context.changed(service=service)
        choices = (*choices, choice(context.say("Persyaratan"), "ask", service, "persyaratan"))
        choices = (*choices, choice(context.say("Prosedur"), "ask", service, "prosedur"))
    instead = str(form.instead)
    section = Section(context.say(form.title), (context.say(instead),))
    return context.answered(Reply((section,), choices=(*choices, *office_menu(context, office)[:1])))


def _ask_service(context: Context, office: str) -> Outcome:
    """Which service is asked for, among those with a form."""
    services = [each for each in context.library.of_office(office) if context.library.forms_of(each.id)]
    if not services:
        return _at_the_office(context, office)
    choices = tuple(choice(each.label, "request", each.id) for each in services[:_MOST_CHOICES])
    choices = (*choices, choice(context.say("Tanya petugas"), "pass-on", office))
    text = context.say("Permohonan layanan yang mana? Pilih, atau tulis nama layanannya.")
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))


def _ask_form(context: Context, service: str, forms: tuple[Form, ...]) -> Outcome:
    choices = tuple(choice(context.say(form.title), "form", form.id, service) for form in forms)
    text = context.say("Permohonan yang mana?")
    return context.changed(service=service).answered(Reply((Section(paragraphs=(text,)),), choices=choices))


def _at_the_office(context: Context, office: str) -> Outcome:
    text = context.say("Ajukan langsung ke {office}:", office=context.office(office).name)
    section = Section(context.say("Permohonan"), (text,), contact_lines(context, office))
    return context.answered(Reply((section,), choices=office_menu(context, office)[:2]))
