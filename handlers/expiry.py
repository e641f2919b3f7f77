"""Forms that waited too long, or that are offered no longer: dropped by the clock, or at the citizen's next message."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.context import Context
from handlers.draft import Draft
from handlers.effects import forget
from handlers.turn import Effect, Outcome, Reply, Section

DRAFT_DUE = "draft"
"""What the clock's message says when a form has waited too long."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A form that was dropped: the words that say so, and what follows from it."""

    told: str
    effects: tuple[Effect, ...] = ()


def without_stale_draft(context: Context) -> tuple[Context, Dropped | None]:
    """Drops a form that waited too long or is offered no longer; one that the clock dropped is told of now."""
    draft, expired = context.conversation.draft, context.conversation.expired
    if draft is not None and _is_stale(context, draft):
        return _without(context), Dropped(_told(context, draft.form), forget(draft))
    if expired is not None:
        return context.changed(expired=None), Dropped(_told(context, expired))
    return context, None


def told_first(outcome: Outcome, dropped: Dropped) -> Outcome:
    """The outcome with what was dropped told before everything else."""
    first, *others = outcome.replies or (Reply(()),)
    told = replace(first, sections=(Section(paragraphs=(dropped.told,)), *first.sections))
    return replace(outcome, replies=(told, *others), effects=(*dropped.effects, *outcome.effects))


def on_time(context: Context) -> Outcome:
    """What the clock's message comes to: a form that waited too long is dropped, and the citizen told where that rings.

    A form that was gone on with meanwhile stays. Raises ValueError for anything else that may be due.
    """
    if context.turn.message.choice != DRAFT_DUE:
        raise ValueError(f"nothing called {context.turn.message.choice!r} can be due")
    draft = context.conversation.draft
    if draft is None or not _is_stale(context, draft):
        return Outcome(context.conversation, ())
    context, effects = _without(context), forget(draft)
    if not context.turn.rings:
        return Outcome(context.changed(expired=draft.form).conversation, (), effects)
    told = context.answered(Reply((Section(paragraphs=(_told(context, draft.form),)),)))
    return replace(told, effects=effects)


def _is_stale(context: Context, draft: Draft) -> bool:
    gone = draft.form not in context.library.forms or draft.office not in context.library.offices
    return gone or (draft.expires_at is not None and context.now >= draft.expires_at)


def _without(context: Context) -> Context:
    return context.changed(draft=None, shown=(), question=None, unanswered=None)


def _told(context: Context, form: str) -> str:
    known = context.library.forms.get(form)
    title = context.say(known.title) if known is not None else context.say("Permohonan")
    return context.say("Isian {title} yang belum dikirim sudah kedaluwarsa dan dihapus.", title=title)
