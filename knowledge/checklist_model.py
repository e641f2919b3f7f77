"""What a checklist asks before it is used: questions, and the items that hang on their answers; frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.form_model import Option

UNKNOWN = "-"
"""How the answer "tidak tahu" is kept; no option can be called so."""


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """A question with its answers; "tidak tahu" is always one more, and keeps every item."""

    key: str
    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """An item that applies only with some answers to a question, by the words of the decree itself.

    `item` names it as in `knowledge.item_refs`; `because` are the decree's words that carry the condition.
    """

    service: str
    item: str
    question: str
    answers: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class ServiceList:
    """What the checklist of a service asks, and which of its items, by name, apply with which answers."""

    questions: tuple[ListQuestion, ...] = ()
    conditions: tuple[Condition, ...] = ()


NO_QUESTIONS = ServiceList()
