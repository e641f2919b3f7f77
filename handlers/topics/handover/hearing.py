"""What a citizen says while an officer holds the chat: it is the officer's, and the bot is silent."""

from __future__ import annotations

from dataclasses import replace

from handlers.context import Context
from handlers.file_note import FileNote
from handlers.file_text import problem_text
from handlers.handover import MOST_FILES, Handover
from handlers.topics.handover.words import back, current, moved, said
from handlers.turn import Outcome, Reply


def heard(context: Context) -> Outcome:
    """A message while an officer holds the chat; what cannot reach the officer is told."""
    message = context.turn.message
    match message.kind:
        case "text":
            return _to_officer(context, current(context))
        case "file" if message.file is not None:
            handover, told = _with_file(context, message.file)
            return _to_officer(context, handover, *told)
        case "press":
            text = context.say(
                "Anda sedang berbicara dengan petugas. Untuk memakai tombol, ketik “kembali ke bot” dulu."
            )
            return context.answered(said(text, choices=(back(context),)))
        case _ if message.sort == "sticker":
            return _to_officer(context, current(context))
        case _:
            text = context.say("Itu tidak sampai ke petugas: kirim tulisan, foto, atau PDF saja.")
            return context.answered(said(text))


def waits_with_file(context: Context, note: FileNote) -> Outcome:
    """A file of one who waits: it is kept for the officer who comes."""
    handover, told = _with_file(context, note)
    received = told or (said(context.say("Diterima. Petugas melihatnya begitu bergabung."), choices=(back(context),)),)
    return moved(context, handover, *received)


def fetched(context: Context, note: FileNote) -> Outcome | None:
    """What was found out of a file that was sent to the officer; None where it was not."""
    handover = context.conversation.handover
    if handover is None or all(each.id != note.id for each in handover.files):
        return None
    if note.state == "stored":
        files = tuple(note if each.id == note.id else each for each in handover.files)
        return moved(context, replace(handover, files=files))
    files = tuple(each for each in handover.files if each.id != note.id)
    return moved(context, replace(handover, files=files), said(problem_text(context, note)))


def _with_file(context: Context, note: FileNote) -> tuple[Handover, tuple[Reply, ...]]:
    """The chat with a file more, or why it is not kept."""
    handover = current(context)
    if note.state in {"refused", "gone"}:
        return handover, (said(problem_text(context, note)),)
    if len(handover.files) >= MOST_FILES:
        text = context.say("Petugas sudah menerima {most} berkas; yang ini tidak saya simpan.", most=MOST_FILES)
        return handover, (said(text),)
    return replace(handover, files=(*handover.files, note)), ()


def _to_officer(context: Context, handover: Handover, *replies: Reply) -> Outcome:
    """The citizen has spoken: from the first word that is not answered on, the officer's silence counts."""
    if handover.spoke == "officer":
        handover = replace(handover, spoke="citizen", spoke_at=context.now, told=False)
    return moved(context, handover, *replies)
