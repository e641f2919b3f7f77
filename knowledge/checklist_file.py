"""The shape of the checklist files (`knowledge/checklists/*.yaml`), checked with pydantic, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Self

from pydantic import Field, model_validator

from knowledge.checklist_model import Condition, ListQuestion
from knowledge.errors import BrokenFile, Problem
from knowledge.form_file import FormPart, ItemRef, Key, OptionPart, ServiceId, Told
from knowledge.form_model import Option
from knowledge.yaml_lines import Location, line_at

LONGEST_ANSWER_ID = 64
"""Bytes of Telegram's callback data: `apply:service:question:option` must fit."""


class QuestionPart(FormPart):
    """A question with at least two answers."""

    question: Told
    options: list[OptionPart] = Field(min_length=2)

    @model_validator(mode="after")
    def _tells_options_apart(self) -> Self:
        ids = [option.id for option in self.options]
        if twice := next((each for each in ids if ids.count(each) > 1), None):
            raise ValueError(f"pilihan {twice!r} diberikan dua kali")
        return self


class ConditionPart(FormPart):
    """Items, one a service, that stay only with some answers, and the decree's words that say so."""

    question: Key
    answers: list[Key] = Field(min_length=1)
    because: Told
    items: dict[ServiceId, ItemRef] = Field(min_length=1)


class ChecklistsFile(FormPart):
    """A file of `knowledge/checklists`: questions, conditions, or both."""

    questions: dict[Key, QuestionPart] = Field(default_factory=dict)
    conditions: list[ConditionPart] = Field(default_factory=list)


def made_checklists(
    files: Mapping[str, ChecklistsFile], texts: Mapping[str, str]
) -> tuple[tuple[ListQuestion, ...], tuple[Condition, ...]]:
    """The questions and conditions of all files by name, in their order; raises BrokenFile naming every line at fault.

    Whether the decrees bear a condition out is found when it is used: an office may have replaced its decree.
    """
    problems: list[Problem] = []
    asked: dict[str, ListQuestion] = {}
    for name, file in files.items():
        for key, part in file.questions.items():
            if key in asked:
                at = line_at(texts[name], ("questions", key))
                problems.append(Problem(name, at, f"pertanyaan {key!r} diberikan dua kali", "hapus salah satunya"))
            options = tuple(Option(each.id, each.label, tuple(each.words)) for each in part.options)
            asked[key] = ListQuestion(key, part.question, options)
    for name, file in files.items():
        problems += [
            Problem(name, line_at(texts[name], place), wrong, remedy) for place, wrong, remedy in _slips(file, asked)
        ]
    if problems:
        raise BrokenFile(*problems)
    return tuple(asked.values()), tuple(each for file in files.values() for each in _conditions(file))


def _conditions(file: ChecklistsFile) -> Iterator[Condition]:
    for part in file.conditions:
        for service, item in part.items.items():
            yield Condition(service, item, part.question, tuple(part.answers), part.because)


def _slips(file: ChecklistsFile, asked: Mapping[str, ListQuestion]) -> Iterator[tuple[Location, str, str]]:
    for position, part in enumerate(file.conditions):
        place: Location = ("conditions", position)
        question = asked.get(part.question)
        if question is None:
            yield (*place, "question"), f"pertanyaan {part.question!r} tidak ada", "perbaiki ejaannya"
            continue
        ids = [option.id for option in question.options]
        if unknown := sorted(set(part.answers) - set(ids)):
            wrong = f"{', '.join(unknown)} bukan jawaban {part.question!r}"
            yield (*place, "answers"), wrong, f"pakai {', '.join(ids)}"
        if set(ids) <= set(part.answers):
            yield (*place, "answers"), "semua jawaban mempertahankan butirnya", "hapus syarat ini"
        longest = max(ids, key=len)
        for service in part.items:
            if len(f"apply:{service}:{part.question}:{longest}".encode()) > LONGEST_ANSWER_ID:
                wrong = f"{service}, {part.question} dan {longest} bersama-sama terlalu panjang untuk sebuah tombol"
                yield (*place, "items", service), wrong, "persingkat kunci pertanyaan atau pilihannya"
