"""Questions asked in the middle of a form: told apart from answers, answered, and then back to the open step."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.context import Context
from handlers.forms.readers import FREE
from handlers.turn import Outcome
from knowledge.form_model import Step

_ANSWERED = frozenset({"answer", "clarify", "compare", "hours", "contact", "list-services", "status"})
_PLACELESS = frozenset({"compare", "hours", "contact", "list-services", "status"})
"""Intents that say by themselves what is wanted, without a component."""
_ASKS = re.compile(
    r"\?\s*$|\b(?:apa|apakah|apa aja|berapa|brp|piro|gimana|gmn|bagaimana|kapan|kpn|siapa|dimana|di mana|dmn|mana|"
    r"how|what|when|where|who|sabaraha|kumaha|pinten|kepiye|piye)\b",
    re.IGNORECASE,
)


def is_aside(context: Context, step: Step | None) -> bool:
    """Whether a message is a question about a service rather than the answer to the open step (None: to no step)."""
    understood = context.understood
    if understood.intent not in _ANSWERED or (step is not None and step.kind == "story"):
        return False
    if not (understood.components or understood.intent in _PLACELESS):
        return False
    return bool(_ASKS.search(context.text)) if step is None or step.kind in FREE else "?" in context.text


def with_question(outcome: Outcome, again: Outcome, lead: str) -> Outcome:
    """The answer with the open question under it, as one message with the question's choices."""
    answer, question = outcome.replies[-1], again.replies[0]
    *told, last = answer.sections
    first, *others = question.sections
    sections = (
        *told,
        replace(last, closing=(*last.closing, *answer.source_lines)),
        replace(first, heading=None, paragraphs=(lead, *first.paragraphs)),
        *others,
    )
    reply = replace(answer, sections=sections, source_lines=(), choices=question.choices)
    conversation = replace(outcome.conversation, draft=again.conversation.draft, shown=question.choices, question=None)
    return replace(outcome, conversation=conversation, replies=(*outcome.replies[:-1], reply))
