"""Files of an open form: joined to it, counted as the answer to its step, waited for before it is sent, left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from handlers.choices import choice
from handlers.context import Context
from handlers.draft import Draft
from handlers.file_note import MOST_FILES, FileNote
from handlers.file_text import problem_text, received_text
from handlers.forms import filing
from handlers.forms.steps import correctable_steps
from handlers.turn import Outcome, Reply, Section
from knowledge.form_model import Form, Step


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of a file that was sent into a form: the draft from then on, what it was, and the words for it."""

    draft: Draft
    became: Literal["taken", "not-needed", "unusable", "too-many"]
    told: str


def join(context: Context, form: Form, draft: Draft, note: FileNote) -> Joined:
    """The draft with one more file, or why it is not taken."""
    step = files_step(form, draft)
    if step is None:
        told = context.say("Isian ini tidak memerlukan lampiran; berkas itu tidak saya simpan.")
        return Joined(draft, "not-needed", told)
    if note.state in {"refused", "gone"}:
        return Joined(draft, "unusable", problem_text(context, note))
    if len(draft.files) >= MOST_FILES:
        told = context.say("Lampiran paling banyak {most} berkas; yang ini tidak saya simpan.", most=MOST_FILES)
        return Joined(draft, "too-many", told)
    draft = with_files(draft, step, (*draft.files, note))
    return Joined(draft, "taken", received_text(context, note, len(draft.files)))


def files_step(form: Form, draft: Draft) -> Step | None:
    """The step that files answer; None where the form takes none."""
    return next((step for step in correctable_steps(form, draft) if step.kind == "files"), None)


def with_files(draft: Draft, step: Step, files: tuple[FileNote, ...]) -> Draft:
    """The draft with these files; their number is the answer to the step, none leave it unanswered."""
    if files:
        return replace(draft.with_value(step.key, str(len(files))), files=files)
    answers = tuple((key, value) for key, value in draft.answers if key != step.key)
    return replace(draft, answers=answers, files=())


def without_files(draft: Draft, step: Step) -> Draft:
    """The draft with a step left out, and the files with it where it is theirs."""
    return replace(draft.without(step.key), files=() if step.kind == "files" else draft.files)


def settled(form: Form, draft: Draft, note: FileNote) -> Draft:
    """The draft with what was found out of one of its files; one that cannot be used leaves it."""
    files = tuple(note if each.id == note.id else each for each in draft.files)
    kept = tuple(each for each in files if each.state in {"pending", "stored"})
    step = files_step(form, draft)
    return with_files(draft, step, kept) if step is not None else replace(draft, files=kept)


def waits(draft: Draft) -> bool:
    """Whether a file is still on its way."""
    return any(note.state == "pending" for note in draft.files)


def send(context: Context, form: Form, draft: Draft) -> Outcome:
    """Files the form; while a file is on its way, says that this is done as soon as it is there."""
    return _wait(context, form, draft) if waits(draft) else filing.send(context, form, draft)


def send_without(context: Context, form: Form, draft: Draft) -> Outcome:
    """Files the form without the files that are still on their way."""
    step = files_step(form, draft)
    there = tuple(note for note in draft.files if note.state == "stored")
    return filing.send(context, form, with_files(draft, step, there) if step is not None else draft)


def _wait(context: Context, form: Form, draft: Draft) -> Outcome:
    context = context.changed(draft=replace(draft, sending=True, touched_at=context.now))
    text = context.say(
        "Lampiran Anda masih diambil. Begitu lengkap, {title} langsung saya kirim.", title=context.say(form.title)
    )
    choices = (
        choice(context.say("Kirim tanpa lampiran itu"), "draft", "without"),
        choice(context.say("Batal"), "draft", "drop"),
    )
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))
