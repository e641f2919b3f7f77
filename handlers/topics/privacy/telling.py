"""What the citizen reads when an officer has done, or refuses, what was asked about the own data."""

from __future__ import annotations

from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.facts import TaskKind
from handlers.names import mark
from handlers.turn import Outcome, Reply, Section

_DONE: dict[TaskKind, str] = {
    "correct": mark("Data Anda sudah diperbaiki."),
    "access": mark("Jawaban atas permintaan data Anda di kantor:"),
    "stop": mark("Pemrosesan data Anda sudah dihentikan."),
}
_REFUSED: dict[TaskKind, str] = {
    "correct": mark("Permintaan perbaikan data Anda ditolak."),
    "access": mark("Permintaan data Anda di kantor ditolak."),
    "stop": mark("Permintaan penghentian pemrosesan data Anda ditolak."),
}


def tell(context: Context, verb: str, kind: TaskKind, number: str | None) -> Outcome:
    """The outcome of a task: `data-done` or `data-refused`; the officer's words are the message's text."""
    said = [context.say((_DONE if verb == "data-done" else _REFUSED)[kind])]
    if number is not None:
        said.append(context.say("Tiket: {number}", number=number))
    words = tuple(line.strip() for line in context.text.splitlines() if line.strip())
    refused = context.say("Bila keberatan, hubungi pejabat pelindungan data pribadi; namanya ada di “privasi”.")
    closing = (refused,) if verb == "data-refused" else ()
    section = Section(context.say("Data pribadi Anda"), (*said, *words), closing=closing)
    choices = (choice(context.say("Lihat data saya"), "privacy", "see"), choice(context.say("Menu"), "menu"))
    return replace(context.answered(Reply((section,), choices=choices)), intent="staff")
