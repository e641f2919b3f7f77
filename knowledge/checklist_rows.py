"""Questions and conditions of checklists as rows of knowledge.db, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.checklist_model import Condition, ListQuestion
from knowledge.form_model import Option


def checklist_rows(
    questions: Iterable[ListQuestion], conditions: Iterable[Condition]
) -> dict[str, list[dict[str, Any]]]:
    """The rows by table."""
    return {
        "checklist_questions": [
            {
                "key": each.key,
                "question": each.question,
                "options": json.dumps([[o.id, o.label, list(o.words)] for o in each.options], ensure_ascii=False),
            }
            for each in questions
        ],
        "checklist_conditions": [
            {
                "service": each.service,
                "item": each.item,
                "question": each.question,
                "answers": ",".join(each.answers),
                "because": each.because,
            }
            for each in conditions
        ],
    }


def read_question(row: Mapping[str, Any]) -> ListQuestion:
    """A question of its row."""
    options = tuple(Option(identity, label, tuple(words)) for identity, label, words in json.loads(row["options"]))
    return ListQuestion(row["key"], row["question"], options)


def read_condition(row: Mapping[str, Any]) -> Condition:
    """A condition of its row."""
    return Condition(row["service"], row["item"], row["question"], tuple(row["answers"].split(",")), row["because"])
