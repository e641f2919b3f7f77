"""What a form says: its questions, the review, the list of what can be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.draft import Draft
from handlers.forms import service_step
from handlers.forms.showing import shown_shortly
from handlers.forms.steps import asked_steps, correctable_steps, step_before
from handlers.turn import Choice, Line, Outcome, Reply, Section
from knowledge.form_model import Form, Step

_MOST_STEPS = 9
"""Steps offered at once: with "back" they fill one WhatsApp list."""
_HIDDEN = "•"
"""What stands for each hidden digit of an identity number."""


def ask(context: Context, form: Form, draft: Draft, step: Step, *before: str) -> Outcome:
    """Asks one step; what it was answered with before is shown, to be kept or written anew."""
    paragraphs = [*before, context.say(step.question)]
    if step.help is not None:
        paragraphs.append(context.say(step.help))
    value = draft.value(step.key)
    choices: list[Choice] = []
    if value is not None:
        paragraphs.append(
            context.say(
                "Sekarang: {value}. Tulis yang baru, atau pilih Tetap.", value=shown_shortly(context, step, value)
            )
        )
        choices.append(choice(context.say("Tetap"), "step", step.key, "keep"))
        if step.kind == "files":
            choices.append(choice(context.say("Hapus lampiran"), "step", step.key, "skip"))
    if step.key == service_step.KEY:
        choices += service_step.choices(context, draft)
    choices += [choice(context.say(option.label), "step", step.key, "pick", option.id) for option in step.options]
    if step.kind == "yes-no":
        choices += [
            choice(context.say("Ya"), "step", step.key, "pick", "yes"),
            choice(context.say("Tidak"), "step", step.key, "pick", "no"),
        ]
    if step.optional and value is None:
        label = context.say("Tanpa nama") if step.kind == "name" else context.say("Lewati")
        choices.append(choice(label, "step", step.key, "skip"))
    if draft.revising or step_before(form, draft) is not None:
        choices.append(choice(context.say("Kembali"), "draft", "back"))
    choices.append(choice(context.say("Batal"), "draft", "drop"))
    heading = _progress(context, form, draft, step)
    return context.answered(Reply((Section(heading, tuple(paragraphs)),), choices=tuple(choices)))


def _progress(context: Context, form: Form, draft: Draft, step: Step) -> str:
    """The form's title, and which of its questions this is."""
    asked = [each.key for each in asked_steps(form, draft)]
    title = context.say(form.title)
    if step.key not in asked:
        return title
    return context.say("{title} ({place} dari {count})", title=title, place=asked.index(step.key) + 1, count=len(asked))


def hidden(context: Context) -> tuple[str, ...]:
    """That identity numbers in the message were hidden before anything was kept, where there were any."""
    if _HIDDEN not in context.text:
        return ()
    return (context.say("Nomor identitas atau rekening sudah saya samarkan; tidak perlu ditulis di sini."),)


def noted(context: Context, form: Form, draft: Draft, keys: tuple[str, ...]) -> tuple[str, ...]:
    """What was taken besides the open step, shown so that nobody is asked it again or wonders what was read."""
    taken = [
        f"{context.say(step.label)}: {shown_shortly(context, step, value)}"
        for step in form.steps
        if step.key in keys and step.kind != "story" and (value := draft.value(step.key)) is not None
    ]
    return (context.say("Sudah saya catat: {answers}.", answers="; ".join(taken)),) if taken else ()


def ask_beyond(context: Context, step: Step, value: str, *before: str) -> Outcome:
    """A number outside what the decree knows: says so, and lets the citizen decide."""
    doubt = str(step.beyond)
    text = context.say(doubt)
    given = context.say("Yang Anda tulis: {value}.", value=shown_shortly(context, step, value))
    choices = (
        choice(context.say("Teruskan"), "draft", "yes"),
        choice(context.say("Ubah"), "step", step.key, "edit"),
        choice(context.say("Batal"), "draft", "drop"),
    )
    return context.answered(Reply((Section(paragraphs=(*before, given, text)),), choices=choices))


def review(context: Context, form: Form, draft: Draft, *before: str) -> Outcome:
    """Everything as it will be sent, to be sent, corrected or cancelled; nothing has been filed yet."""
    intro = context.say("Mohon diperiksa. Belum ada yang dikirim.")
    section = Section(context.say(form.title), (*before, intro), answer_lines(context, form, draft))
    choices = (
        choice(context.say("Kirim"), "draft", "send"),
        choice(context.say("Perbaiki"), "draft", "correct"),
        choice(context.say("Batal"), "draft", "drop"),
    )
    closing = context.say("Pilih kirim, atau tulis yang perlu diperbaiki.")
    return context.answered(
        Reply((section, Section(paragraphs=(*_to_add(context, form, draft), closing))), choices=choices)
    )


def _to_add(context: Context, form: Form, draft: Draft) -> tuple[str, ...]:
    """What may be added to a complaint, which asks little so that nobody gives up."""
    if form.kind != "complaint":
        return ()
    missing = [step for step in form.steps if step.in_review and draft.value(step.key) is None]
    names = [context.say(step.label) for step in missing if step.key != service_step.KEY or draft.service is None]
    return (context.say("Bisa ditambahkan bila perlu: {names}.", names=", ".join(names).lower()),) if names else ()


def answer_lines(context: Context, form: Form, draft: Draft) -> tuple[Line, ...]:
    """The answers by their names, the office and the service first."""
    office, service = context.say("Kantor"), context.say("Layanan")
    lines = [Line(None, f"{office}: {context.office(draft.office).short}")]
    if draft.service is not None and draft.service in context.library.services:
        lines.append(Line(None, f"{service}: {context.service(draft.service).label}"))
    for step in correctable_steps(form, draft):
        value = draft.value(step.key)
        if value is not None:
            lines.append(Line(None, f"{context.say(step.label)}: {shown_shortly(context, step, value)}"))
        elif step.key in draft.skipped and not step.in_review:
            nothing = context.say("tanpa nama") if step.kind == "name" else context.say("tidak diisi")
            lines.append(Line(None, f"{context.say(step.label)}: {nothing}"))
    return tuple(lines)


def ask_correction(context: Context, form: Form, draft: Draft, *before: str) -> Outcome:
    """Which answer is to be corrected, or added."""
    text = context.say("Bagian mana yang ingin diperbaiki atau ditambahkan?")
    steps = correctable_steps(form, draft)
    offered = _offered(steps, draft)
    others = ", ".join(context.say(step.label) for step in steps if step not in offered).lower()
    by_name = (context.say("Bisa ditambahkan bila perlu: {names}.", names=others),) if others else ()
    choices = [choice(context.say(step.label), "step", step.key, "edit") for step in offered]
    choices.append(choice(context.say("Kembali"), "draft", "back"))
    return context.answered(Reply((Section(paragraphs=(*before, text, *by_name)),), choices=tuple(choices)))


def _offered(steps: Sequence[Step], draft: Draft) -> Sequence[Step]:
    """The steps that fit one list; of those that are only offered, what is not answered is left to be typed."""
    spare = [step for step in steps if step.in_review and draft.value(step.key) is None]
    left_out = spare[: max(0, len(steps) - _MOST_STEPS)]
    return [step for step in steps if step not in left_out][:_MOST_STEPS]


def ask_drop(context: Context, form: Form) -> Outcome:
    """Whether to drop what was typed: asked once, since a slip would cost it all."""
    text = context.say("Batalkan {title}? Yang sudah Anda isi akan dihapus.", title=context.say(form.title))
    choices = (
        choice(context.say("Ya, batalkan"), "draft", "yes"),
        choice(context.say("Lanjutkan"), "draft", "go-on"),
    )
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))


def offer_to_go_on(context: Context, form: Form, draft: Draft, *before: str) -> Outcome:
    """Says that a form is open and what it holds; the citizen goes on or drops it."""
    text = context.say("Isian {title} Anda masih terbuka dan belum dikirim.", title=context.say(form.title))
    section = Section(None, (*before, text), answer_lines(context, form, draft))
    choices = (choice(context.say("Lanjutkan"), "draft", "go-on"), choice(context.say("Batalkan"), "draft", "drop"))
    return context.answered(Reply((section,), choices=choices))


def offer_to_swap(context: Context, form: Form, draft: Draft) -> Outcome:
    """Says that a form is open to one who begins another matter, which may be begun in its place."""
    outcome = offer_to_go_on(context, form, draft, context.say("Selesaikan atau batalkan dulu isian yang terbuka."))
    if context.conversation.question is None:
        return outcome
    reply = outcome.replies[0]
    swap = choice(context.say("Batalkan, lalu yang baru"), "draft", "swap")
    return context.answered(replace(reply, choices=(*reply.choices[:1], swap, *reply.choices[1:])))
