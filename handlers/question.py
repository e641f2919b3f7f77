"""A question as it is counted: what it was about and what came of it, so that an office sees what it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QuestionKind = Literal["answer", "compare", "contact", "hours", "readiness", "choices", "refused"]
"""What came of a question: an answer of some sort, choices to choose from, or that no decree says it."""
UNANSWERED: tuple[QuestionKind, ...] = ("choices", "refused")
"""Kinds of which the text is of use: choices only where nothing was chosen afterwards."""


@dataclass(frozen=True, slots=True)
class Question:
    """`office` is None where none is known yet; `text` is what was asked, "" in a form, where it may be an answer."""

    kind: QuestionKind
    office: str | None
    service: str | None = None
    component: str | None = None
    text: str = ""
