"""The moves of a form: ask the next step, go back, skip, review, drop. What a message means is told elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from handlers.context import Context
from handlers.draft import Draft
from handlers.effects import forget
from handlers.forms import attachments, telling
from handlers.forms.asides import with_question
from handlers.forms.filling import Filled
from handlers.forms.refusals import refusal_text
from handlers.forms.steps import next_step, open_step, step_before
from handlers.offices import office_menu
from handlers.turn import Outcome, Reply, Section
from knowledge.form_model import Form, Step
from locales.reading.refusals import Refused

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
        zone = self.context.library.zone(self.draft.office)
        return self.context.now.astimezone(zone).date()

    def with_draft(self, draft: Draft) -> Walk:
        """The same turn with the draft changed."""
        return replace(self, draft=draft)

    def go_on(self, *before: str) -> Outcome:
        """Asks the next step, or shows the review when there is none."""
        step = next_step(self.form, self.draft)
        if step is not None:
            return self.ask(step, *before)
        draft = replace(self.draft, asking="review", step=None, revising=False)
        return telling.review(self._keep(draft), self.form, draft, *before)

    def resume(self, *before: str) -> Outcome:
        """Asks again what was asked last."""
        step = open_step(self.form, self.draft)
        if self.draft.asking == "beyond" and step is not None:
            return self.ask_beyond(step, *before)
        if self.draft.asking in {"step", "drop", "away"} and step is not None:
            return self.ask(step, *before)
        return self.go_on(*before)

    def ask(self, step: Step, *before: str) -> Outcome:
        """Asks one step."""
        draft = replace(self.draft, step=step.key, asking="step")
        return telling.ask(self._keep(draft), self.form, draft, step, *before)

    def open(self, step: Step, *, revising: bool) -> Outcome:
        """Asks a step that may have an answer; `revising` leads back to the review."""
        return self.with_draft(replace(self.draft, revising=revising)).ask(step)

    def back(self) -> Outcome:
        """The step before, or the review where a correction is left."""
        if self.draft.revising or self.draft.asking == "correct":
            return self.with_draft(replace(self.draft, revising=False)).go_on()
        step = step_before(self.form, self.draft)
        if step is None:
            return self.resume(self.context.say("Ini pertanyaan pertama."))
        return self.open(step, revising=False)

    def skip(self, step: Step) -> Outcome:
        """Leaves a step out, where that may be."""
        if not step.optional:
            return self.ask(step, self.context.say("Bagian ini perlu diisi."))
        return self.with_draft(attachments.without_files(self.draft, step)).go_on()

    def restart(self) -> Outcome:
        """Asks everything again."""
        draft = replace(self.draft, answers=(), skipped=(), revising=False, files=())
        return self.with_draft(draft).go_on(self.context.say("Kita mulai lagi dari awal."))

    def filled(self, filled: Filled, *before: str) -> Outcome:
        """What follows a message that was read: a refusal, a doubt, or the next step."""
        walk = self.with_draft(filled.draft)
        if filled.refused is not None:
            step = open_step(self.form, filled.draft)
            return walk.refuse(step, filled.refused, *before) if step is not None else walk.go_on(*before)
        if filled.outside is not None:
            return walk.ask_beyond(filled.outside)
        others = tuple(key for key in filled.taken if key != self.draft.step)
        noted = telling.noted(self.context, self.form, filled.draft, () if before else others)
        return walk.go_on(*before, *telling.hidden(self.context), *noted)

    def refuse(self, step: Step, why: Refused, *before: str) -> Outcome:
        """Asks a step again, and says why its answer was not taken."""
        return self.ask(step, *before, refusal_text(self.context, step, why))

    def ask_beyond(self, step: Step, *before: str) -> Outcome:
        """Asks whether a number outside the bounds is meant."""
        draft = replace(self.draft, step=step.key, asking="beyond")
        return telling.ask_beyond(self._keep(draft), step, draft.value(step.key) or "", *before)

    def accepted(self) -> Outcome:
        """Goes on with a number outside the bounds: the citizen means it."""
        return self.with_draft(replace(self.draft, asking="step")).go_on()

    def answer_aside(self, *, go_on: bool = False) -> Outcome:
        """Answers a question asked in between, and asks the open step again under it, or the next."""
        outcome = self.aside(self._keep(replace(self.draft, asking="away")))
        if outcome.conversation.draft is None or outcome.conversation.question is not None:
            return outcome  # it asks back: the form waits
        return with_question(
            outcome, self.go_on() if go_on else self.resume(), self.context.say("Kembali ke isian Anda:")
        )

    def ask_correction(self, *before: str) -> Outcome:
        """Which answer is to be corrected."""
        draft = replace(self.draft, asking="correct")
        return telling.ask_correction(self._keep(draft), self.form, draft, *before)

    def offer(self, *before: str) -> Outcome:
        """Says that the form is open, to one who comes back."""
        draft = replace(self.draft, asking="away")
        return telling.offer_to_go_on(self._keep(draft), self.form, draft, *before)

    def hold(self) -> Outcome:
        """Says that the form comes first, to one who begins another matter; that waits to be begun in its place."""
        draft = replace(self.draft, asking="away")
        return telling.offer_to_swap(self._keep(draft).changed(question=self.context.text or None), self.form, draft)

    def drop(self) -> Outcome:
        """Asks once whether to drop what was typed; with nothing typed, or asked before, drops it."""
        if self.draft.asking == "drop" or not self.draft.answers:
            return self.dropped()
        return self.drop_asked()

    def drop_asked(self) -> Outcome:
        """Asks whether to drop what was typed."""
        return telling.ask_drop(self._keep(replace(self.draft, asking="drop")), self.form)

    def dropped(self) -> Outcome:
        """Drops the draft, forgets what was typed for it, and says so."""
        context = self.context.changed(draft=None, question=None, unanswered=None)
        text = context.say("{title} dibatalkan. Tidak ada yang dikirim.", title=context.say(self.form.title))
        reply = Reply((Section(paragraphs=(text,)),), choices=office_menu(context, self.draft.office))
        return replace(context.answered(reply), effects=forget(self.draft))

    def _keep(self, draft: Draft) -> Context:
        return self.context.changed(draft=replace(draft, touched_at=self.context.now), question=None)
