"""Finds which option of a choice step was typed: by its words or its label, misspelt or not."""

from __future__ import annotations

from typing import Protocol

from rapidfuzz import fuzz, process

from knowledge.form_model import Option

_TYPED = 85.0
"""rapidfuzz ratio from which a typed text is an option's label or word; one slip in seven letters."""


class WithOptions(Protocol):
    """A step of a form, or a question of a checklist."""

    @property
    def options(self) -> tuple[Option, ...]: ...


def find_option(step: WithOptions, text: str) -> str | None:
    """The id of the option that a text means, or None."""
    said = text.strip().lower().rstrip(".!")
    names = {word.lower(): option.id for option in step.options for word in (option.label, *option.words)}
    for name in sorted(names, key=len, reverse=True):
        if f" {name} " in f" {said} ":
            return names[name]
    found = process.extractOne(said, list(names), scorer=fuzz.ratio, score_cutoff=_TYPED)
    return names[found[0]] if found else None
