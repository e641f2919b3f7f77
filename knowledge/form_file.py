"""The shapes of the form files (`knowledge/forms/*.yaml`), checked with pydantic, and the forms made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from knowledge.errors import BrokenFile, Problem
from knowledge.form_model import Condition, Form, FormKind, Option, Step, StepKind

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=24)]
Told = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=24)]
ServiceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
ItemRef = Annotated[str, StringConstraints(pattern=r"^[a-z-]+(/[0-9a-z.]+)?$")]
Word = Annotated[str, StringConstraints(min_length=1, pattern=r"^[a-z0-9][a-z0-9 '.\-]*$")]


class FormPart(BaseModel):
    """Common rules: unknown keys are refused, nothing is coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class OptionPart(FormPart):
    """An answer to tap."""

    id: Key
    label: Label
    words: list[Word] = []


class ConditionPart(FormPart):
    """When a step is asked."""

    step: Key
    values: list[Key] = Field(min_length=1)


class StepPart(FormPart):
    """A step written out."""

    kind: StepKind
    label: Label
    question: Told
    help: Told | None = None
    optional: bool = False
    in_review: bool = False
    when: ConditionPart | None = None
    options: list[OptionPart] = []
    words: list[Word] = []
    least: int | None = None
    most: int | None = None
    beyond: Told | None = None
    past: bool = False


class OwnStep(StepPart):
    """A step of one form, with its key."""

    key: Key


class FormPartFile(FormPart):
    """A form; its steps are keys of shared steps, or written out."""

    kind: FormKind
    title: Told
    services: list[ServiceId] = []
    opening: list[Told] = []
    steps: list[Key | OwnStep] = []
    hand_in: list[ItemRef] = []
    closing: list[Told] = []
    instead: Told | None = None
    offers: Key | None = None


class FormsFile(FormPart):
    """A file of `knowledge/forms`: shared steps, forms, or both."""

    steps: dict[Key, StepPart] = {}
    forms: dict[Key, FormPartFile] = {}


def made_forms(files: Mapping[str, FormsFile]) -> tuple[Form, ...]:
    """The forms of all files by name, shared steps filled in; raises BrokenFile for a key that leads nowhere."""
    shared = {key: step for file in files.values() for key, step in file.steps.items()}
    forms, problems = [], []
    for name, file in files.items():
        for form_id, part in file.forms.items():
            problems += [Problem(name, 0, f"{form_id}: {wrong}", remedy) for wrong, remedy in _wrong(part, shared)]
            if not problems:
                forms.append(_form(form_id, part, shared))
    known = {form.id for form in forms}
    for form in forms:
        if form.offers is not None and form.offers not in known:
            wrong = f"{form.id}: formulir {form.offers!r} pada `offers` tidak ada"
            problems.append(Problem("forms", 0, wrong, "perbaiki ejaannya"))
    if problems:
        raise BrokenFile(*problems)
    return tuple(forms)


def _wrong(part: FormPartFile, shared: Mapping[str, StepPart]) -> list[tuple[str, str]]:
    found = []
    keys = [step if isinstance(step, str) else step.key for step in part.steps]
    for step in part.steps:
        if isinstance(step, str) and step not in shared:
            found.append((f"langkah {step!r} tidak ada", "tulis di `steps`, atau perbaiki ejaannya"))
            continue
        written = shared[step] if isinstance(step, str) else step
        if (written.kind == "choice") is not bool(written.options):
            found.append((f"langkah {written.label!r}: `options` hanya dan selalu untuk choice", "perbaiki jenisnya"))
        if written.when is not None and written.when.step not in keys:
            found.append((f"langkah {written.label!r}: syarat {written.when.step!r} tidak ada", "perbaiki ejaannya"))
    if len(set(keys)) < len(keys):
        found.append(("langkah diberikan dua kali", "hapus salah satunya"))
    if bool(part.steps) is bool(part.instead):
        found.append(("harus punya `steps`, atau `instead` sebagai gantinya", "isi salah satunya"))
    return found


def _form(form_id: str, part: FormPartFile, shared: Mapping[str, StepPart]) -> Form:
    steps = tuple(_step(step, shared[step]) if isinstance(step, str) else _step(step.key, step) for step in part.steps)
    return Form(
        form_id,
        part.kind,
        part.title,
        tuple(part.services),
        tuple(part.opening),
        steps,
        tuple(part.hand_in),
        tuple(part.closing),
        part.instead,
        part.offers,
    )


def _step(key: str, part: StepPart) -> Step:
    return Step(
        key,
        part.kind,
        part.label,
        part.question,
        part.help,
        part.optional,
        part.in_review,
        Condition(part.when.step, tuple(part.when.values)) if part.when else None,
        tuple(Option(option.id, option.label, tuple(option.words)) for option in part.options),
        tuple(part.words),
        part.least,
        part.most,
        part.beyond,
        part.past,
    )


def spoken_texts(form: FormPartFile | StepPart) -> Sequence[str]:
    """Every text of a form or step that a citizen may see."""
    texts: list[Any]
    if isinstance(form, StepPart):
        texts = [form.label, form.question, form.help, form.beyond, *(option.label for option in form.options)]
    else:
        own = [text for step in form.steps if isinstance(step, OwnStep) for text in spoken_texts(step)]
        texts = [form.title, *form.opening, *own, *form.closing, form.instead]
    return [text for text in texts if text]
