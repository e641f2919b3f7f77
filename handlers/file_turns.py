"""What a file does to the conversation: it joins the open form or the ticket being talked about, or finds no place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers import intake
from handlers.context import Context
from handlers.draft import Draft
from handlers.effects import AddToTicket
from handlers.facts import Needs
from handlers.file_note import MOST_ON_TICKET, FileNote
from handlers.file_text import problem_text
from handlers.forms import attachments, filing
from handlers.topics import tickets, wordless
from handlers.turn import Outcome, Reply, Section, Sort

Read = Callable[[Context], Outcome | Needs]
"""Reads the words under a file as if they had been typed alone."""


def receive(context: Context, read: Read) -> Outcome | Needs:
    """What a file comes to. Raises ValueError for a message that describes none."""
    note = context.turn.message.file
    if note is None:
        raise ValueError("no file is described")
    if context.turn.message.fetched:
        return _fetched(context, note)
    if context.conversation.draft is not None:
        return _into_form(context, context.conversation.draft, note, read)
    return _with_words(context, note, read) if context.text.strip() else _without_words(context, note)


def _into_form(context: Context, draft: Draft, note: FileNote, read: Read) -> Outcome | Needs:
    """The file first, so that a *kirim* under it sends it along; then its words, or the open question again."""
    joined = attachments.join(context, context.library.forms[draft.form], draft, note)
    context = context.changed(draft=joined.draft)
    if context.text.strip():
        outcome = read(context)
        return (
            outcome if isinstance(outcome, Needs) else _answered(_headed(outcome, joined.told), context, joined.became)
        )
    answered = joined.became == "taken" and intake.wants_files(context)
    return _once(intake.go_on(context, joined.told, answered=answered), context, joined.became)


def _with_words(context: Context, note: FileNote, read: Read) -> Outcome | Needs:
    """The words decide: they may open a form, or join a ticket, and the file with them."""
    outcome = read(context)
    if isinstance(outcome, Needs):
        return outcome
    draft = outcome.conversation.draft
    if draft is not None:
        joined = attachments.join(context, context.library.forms[draft.form], draft, note)
        conversation = replace(outcome.conversation, draft=joined.draft)
        return _answered(_headed(replace(outcome, conversation=conversation), joined.told), context, joined.became)
    number = next((each.number for each in outcome.effects if isinstance(each, AddToTicket)), None)
    if number is None:
        return _headed(outcome, context.say("Berkas yang Anda kirim tidak saya simpan."))
    onto = _onto_ticket(context, number, note)
    if isinstance(onto, Needs) or not onto.effects:
        return onto if isinstance(onto, Needs) else _headed(outcome, _said(onto))
    conversation = replace(outcome.conversation, answered_ticket=number)
    return replace(outcome, conversation=conversation, effects=(*outcome.effects, *onto.effects))


def _without_words(context: Context, note: FileNote) -> Outcome | Needs:
    number = context.conversation.answered_ticket
    if number is None:
        sort: Sort = "picture" if note.is_picture else "file"
        return _once(wordless.without_place(context, sort), context, "no-place")
    onto = _onto_ticket(context, number, note)
    return onto if isinstance(onto, Needs) else _once(onto, context, "on-ticket" if onto.effects else "not-on-ticket")


def _onto_ticket(context: Context, number: str, note: FileNote) -> Outcome | Needs:
    """The file on a ticket that is already filed."""
    if context.turn.facts is None:
        return Needs()
    ticket = next((each for each in context.turn.facts.tickets if each.number == number), None)
    if ticket is None:
        return wordless.without_place(context, "file")
    if note.state in {"refused", "gone"}:
        return _told(context, problem_text(context, note))
    if ticket.files >= MOST_ON_TICKET:
        return _told(
            context,
            context.say(
                "Tiket {number} sudah berisi {most} berkas; yang ini tidak saya simpan.",
                number=number,
                most=MOST_ON_TICKET,
            ),
        )
    return tickets.attach(context, number, note)


def _fetched(context: Context, note: FileNote) -> Outcome:
    """What was found out of a file that came before; where it is as it should be, there is mostly nothing to say."""
    draft = context.conversation.draft
    if draft is not None and any(each.id == note.id for each in draft.files):
        return _fetched_for_form(context, draft, note)
    if note.state == "stored":
        return Outcome(context.conversation, ())
    return _told(context, problem_text(context, note))


def _fetched_for_form(context: Context, before: Draft, note: FileNote) -> Outcome:
    form = context.library.forms[before.form]
    draft = attachments.settled(form, before, note)
    if note.state != "stored":
        context = context.changed(draft=replace(draft, sending=False))
        told = problem_text(context, note)
        return _told(context, told) if draft.asking == "away" else intake.go_on(context, told)
    context = context.changed(draft=draft)
    if attachments.waits(draft):
        return Outcome(context.conversation, ())
    if draft.sending:
        return filing.send(context, form, draft)
    if context.conversation.album is None or draft.asking == "away":
        return Outcome(context.conversation, ())
    told = context.say("Lampiran lengkap: {count} berkas.", count=len(draft.files))
    return intake.go_on(context.changed(album=None), told)


def _headed(outcome: Outcome, told: str) -> Outcome:
    """The outcome with a sentence before everything else."""
    if not outcome.replies:
        return outcome
    first, *others = outcome.replies
    return replace(outcome, replies=(replace(first, sections=(Section(paragraphs=(told,)), *first.sections)), *others))


def _told(context: Context, text: str) -> Outcome:
    """A sentence; the choices shown before stay what a number means."""
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=context.conversation.shown))


def _said(outcome: Outcome) -> str:
    return outcome.replies[0].sections[0].paragraphs[0]


def _once(outcome: Outcome, context: Context, became: str) -> Outcome:
    """The outcome without its words, where the same became of another file sent together with this one."""
    mark = _mark(context, became)
    if mark is None or context.conversation.album != mark:
        return _answered(outcome, context, became)
    conversation = replace(outcome.conversation, shown=context.conversation.shown)
    return replace(outcome, conversation=conversation, replies=())


def _answered(outcome: Outcome, context: Context, became: str) -> Outcome:
    """The outcome, remembered as the answer to all files sent together of which the same becomes."""
    return replace(outcome, conversation=replace(outcome.conversation, album=_mark(context, became)))


def _mark(context: Context, became: str) -> str | None:
    album = context.turn.message.album
    return f"{became} {album}" if album is not None else None
