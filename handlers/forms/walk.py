"""Walks a citizen through a form: what a message or a press does to the draft, and what is asked next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from handlers.choices import Action
from handlers.context import Context
from handlers.draft import Draft
from handlers.forms import telling
from handlers.forms.asides import is_aside, with_question
from handlers.forms.bounds import checked
from handlers.forms.controls import Control, control
from handlers.forms.corrections import correct, named_step
from handlers.forms.filling import Filled, fill
from handlers.forms.readers import FREE, read
from handlers.forms.refusals import refusal_text
from handlers.forms.steps import next_step, open_step, step_before
from handlers.turn import Outcome
from knowledge.form_model import Form, Step
from locales.reading.refusals import NothingRead

_SHORT = 6
"""Words of an answer given after something else was talked about; longer texts are about that."""

Send = Callable[[Context, Form, Draft], Outcome]
Aside = Callable[[Context], Outcome]


@dataclass(frozen=True, slots=True)
class Walk:
    """One turn of a form. `send` files it; `aside` answers a question asked in between."""

    context: Context
    form: Form
    draft: Draft
    send: Send
    aside: Aside

    @property
    def today(self) -> dt.date:
        """The day at the form's office."""
        zone = ZoneInfo(self.context.office(self.draft.office).timezone)
        return self.context.now.astimezone(zone).date()

    def say(self, text: str) -> Outcome | None:
        """What a typed text does; None when it is not for the form."""
        steered = control(text)
        if steered == "drop":
            return self.dropped() if self.draft.asking == "drop" or not self.draft.answers else self._ask_drop()
        if steered == "restart":
            draft = replace(self.draft, answers=(), skipped=(), revising=False)
            return self._with(draft).go_on(self.context.say("Kita mulai lagi dari awal."))
        if self.draft.asking != "step" and steered == "go-on":
            return self._accepted() if self.draft.asking == "beyond" else self.resume()
        return _SAID[self.draft.asking](self, text, steered)

    def press(self, pressed: Action) -> Outcome:
        """What a press of one of the form's choices does."""
        key, *more = (*pressed.arguments, "")
        if pressed.verb == "draft":
            return self._press_draft(key)
        step = self.form.step(key)
        if step is None:
            return self.resume(self._stale())
        if more[0] == "edit":
            return self._open(step, revising=not self._unfinished())
        if self.draft.step != key or self.draft.asking not in {"step", "away"}:
            return self.resume(self._stale())
        if more[0] == "keep":
            return self.go_on()
        if more[0] == "skip":
            return self._skip(step)
        if more[0] == "pick" and more[1] in {"yes", "no", *(option.id for option in step.options)}:
            return self._with(self.draft.with_value(key, more[1])).go_on()
        return self.resume(self._stale())

    def go_on(self, *before: str) -> Outcome:
        """Asks the next step, or shows the review when there is none."""
        step = next_step(self.form, self.draft)
        if step is None:
            draft = replace(self.draft, asking="review", step=None, revising=False)
            return telling.review(self._keep(draft), self.form, draft, *before)
        return self.ask(step, *before)

    def resume(self, *before: str) -> Outcome:
        """Asks again what was asked last."""
        step = open_step(self.form, self.draft)
        if self.draft.asking in {"step", "drop", "away"} and step is not None:
            return self.ask(step, *before)
        return self.go_on(*before)

    def offer(self, *before: str) -> Outcome:
        """Says that the form is open, to one who comes back."""
        draft = replace(self.draft, asking="away")
        return telling.offer_to_go_on(self._keep(draft), self.form, draft, *before)

    def dropped(self) -> Outcome:
        """Drops the draft and says so."""
        from handlers.offices import office_menu
        from handlers.turn import Reply, Section

        context = self.context.changed(draft=None, question=None)
        text = context.say("{title} dibatalkan. Tidak ada yang dikirim.", title=context.say(self.form.title))
        return context.answered(Reply((Section(paragraphs=(text,)),), choices=office_menu(context, self.draft.office)))

    def _press_draft(self, what: str) -> Outcome:
        match what, self.draft.asking:
            case "yes", "drop":
                return self.dropped()
            case "yes", "beyond":
                return self._accepted()
            case "drop", _:
                return self._ask_drop() if self.draft.answers else self.dropped()
            case "back", _:
                return self._back()
            case "go-on", _:
                return self.resume()
            case "send", "review":
                return self.send(self.context, self.form, self.draft)
            case "correct", "review" | "away":
                return self._ask_correction()
            case _:
                return self.resume(self._stale())

    def _say_step(self, text: str, steered: Control | None) -> Outcome | None:
        step = open_step(self.form, self.draft)
        if step is None:
            return self.go_on()
        if steered == "back":
            return self._back()
        if steered == "skip":
            return self._skip(step)
        if steered in {"go-on", "send", "correct"}:
            return self.ask(step)
        return self._greeted() or self._aside(step) or self._fill(step, text)

    def _fill(self, step: Step, text: str) -> Outcome:
        filled = fill(self.form, self.draft, step, text, self.today)
        if isinstance(filled.refused, NothingRead) and is_aside(self.context, None):
            return self._answer_aside()
        return self._filled(filled)

    def _say_review(self, text: str, steered: Control | None) -> Outcome | None:
        if steered in {"send", "yes"}:
            return self.send(self.context, self.form, self.draft)
        if steered in {"correct", "no"}:
            return self._ask_correction()
        if steered == "back":
            return self._back()
        return self._greeted() or self._correct(text) or self._review_aside()

    def _review_aside(self) -> Outcome:
        if is_aside(self.context, None):
            return self._answer_aside()
        return self._ask_correction(self.context.say("Saya belum mengerti apa yang perlu diperbaiki."))

    def _say_correct(self, text: str, steered: Control | None) -> Outcome | None:
        if steered == "back":
            return self.go_on()
        return self._correct(text) or self._review_aside()

    def _say_beyond(self, text: str, steered: Control | None) -> Outcome | None:
        step = open_step(self.form, self.draft)
        if steered == "yes":
            return self._accepted()
        if step is None or steered in {"no", "back", "correct"}:
            return self.ask(step) if step is not None else self.go_on()
        return self._filled(fill(self.form, self.draft, step, text, self.today))

    def _say_drop(self, text: str, steered: Control | None) -> Outcome | None:
        if steered == "yes":
            return self.dropped()
        if steered == "no":
            return self.resume()
        return self._with(replace(self.draft, asking="step" if self.draft.step else "review")).say(text)

    def _say_away(self, text: str, _steered: Control | None) -> Outcome | None:
        """Back from something else: only what plainly answers the open step is taken for it."""
        step = open_step(self.form, self.draft)
        if step is None or step.kind in FREE:
            return None
        value = checked(step, read(step, text, self.today), self.today)
        if isinstance(value, NothingRead) or is_aside(self.context, None) or len(text.split()) > _SHORT:
            return None
        return self._filled(Filled(self.draft).set(step, value))

    def _greeted(self) -> Outcome | None:
        if self.context.understood.intent == "greeting":
            return self.offer(self.context.say("Halo!"))
        return None

    def _correct(self, text: str) -> Outcome | None:
        filled = correct(self.form, self.draft, text, self.today)
        if filled is not None:
            before = () if filled.refused or filled.outside else (self.context.say("Sudah saya perbaiki."),)
            return self._filled(filled, *before)
        step = named_step(self.form, self.draft, text)
        return self._open(step, revising=True) if step is not None else None

    def _filled(self, filled: Filled, *before: str) -> Outcome:
        """What follows a message that was read: a refusal, a doubt, or the next step."""
        walk = self._with(filled.draft)
        if filled.refused is not None:
            step = open_step(self.form, filled.draft)
            if step is None:
                return walk.go_on(*before)
            return walk.ask(step, *before, refusal_text(self.context, step, filled.refused))
        if filled.outside is not None:
            step = filled.outside
            draft = replace(filled.draft, step=step.key, asking="beyond")
            return telling.ask_beyond(self._keep(draft), step, draft.value(step.key) or "")
        others = tuple(key for key in filled.taken if key != self.draft.step)
        return walk.go_on(*before, *telling.noted(self.context, self.form, filled.draft, () if before else others))

    def _accepted(self) -> Outcome:
        return self._with(replace(self.draft, asking="step")).go_on()

    def _aside(self, step: Step) -> Outcome | None:
        return self._answer_aside() if is_aside(self.context, step) else None

    def _answer_aside(self) -> Outcome:
        outcome = self.aside(self.context)
        if outcome.conversation.draft is None or outcome.conversation.question is not None:
            return outcome  # it asks back: the form waits
        again = self.resume()
        return with_question(outcome, again, self.context.say("Kembali ke isian Anda:"))

    def _back(self) -> Outcome:
        if self.draft.revising or self.draft.asking == "correct":
            return self._with(replace(self.draft, revising=False)).go_on()
        step = step_before(self.form, self.draft)
        if step is None:
            return self.resume(self.context.say("Ini pertanyaan pertama."))
        return self._open(step, revising=False)

    def _skip(self, step: Step) -> Outcome:
        if not step.optional:
            return self.ask(step, self.context.say("Bagian ini perlu diisi."))
        return self._with(self.draft.without(step.key)).go_on()

    def _ask_drop(self) -> Outcome:
        return telling.ask_drop(self._keep(replace(self.draft, asking="drop")), self.form)

    def _ask_correction(self, *before: str) -> Outcome:
        draft = replace(self.draft, asking="correct")
        return telling.ask_correction(self._keep(draft), self.form, draft, *before)

    def _open(self, step: Step, *, revising: bool) -> Outcome:
        return self._with(replace(self.draft, revising=revising)).ask(step)

    def ask(self, step: Step, *before: str) -> Outcome:
        """Asks one step."""
        draft = replace(self.draft, step=step.key, asking="step")
        return telling.ask(self._keep(draft), self.form, draft, step, *before)

    def _unfinished(self) -> bool:
        return next_step(self.form, self.draft) is not None

    def _stale(self) -> str:
        return self.context.say("Pilihan itu untuk pertanyaan sebelumnya.")

    def _with(self, draft: Draft) -> Walk:
        return replace(self, draft=draft)

    def _keep(self, draft: Draft) -> Context:
        return self.context.changed(draft=replace(draft, touched_at=self.context.now))


_SAID: dict[str, Callable[[Walk, str, Control | None], Outcome | None]] = {
    "step": Walk._say_step,  # noqa: SLF001 - the class's own table
    "review": Walk._say_review,  # noqa: SLF001
    "correct": Walk._say_correct,  # noqa: SLF001
    "beyond": Walk._say_beyond,  # noqa: SLF001
    "drop": Walk._say_drop,  # noqa: SLF001
    "away": Walk._say_away,  # noqa: SLF001
}
