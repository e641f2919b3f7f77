"""Forms as rows of knowledge.db, and back: what a person looks for in columns, the whole as one JSON document."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from knowledge.form_model import Condition, Form, Option, Step


def form_rows(forms: Iterable[Form]) -> dict[str, list[dict[str, Any]]]:
    """The rows of all forms, by table."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for form in forms:
        document = json.dumps(asdict(form), ensure_ascii=False)
        rows["forms"].append({"id": form.id, "kind": form.kind, "title": form.title, "document": document})
        rows["form_services"] += [{"form": form.id, "service": service} for service in form.services]
    return rows


def read_form(text: str) -> Form:
    """The form of a JSON document."""
    document: dict[str, Any] = json.loads(text)
    steps = tuple(_step(step) for step in document.pop("steps"))
    return Form(**{key: _frozen(value) for key, value in document.items()}, steps=steps)


def _step(document: dict[str, Any]) -> Step:
    when = document.pop("when")
    options = document.pop("options")
    return Step(
        **{key: _frozen(value) for key, value in document.items()},
        when=Condition(when["step"], tuple(when["values"])) if when else None,
        options=tuple(Option(option["id"], option["label"], tuple(option["words"])) for option in options),
    )


def _frozen(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    return tuple(value) if isinstance(value, list) else value
