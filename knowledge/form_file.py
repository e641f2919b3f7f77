"""The shapes of the form files (`knowledge/forms/*.yaml`), checked with pydantic, and the forms made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag, model_validator

from knowledge.decree_file import DecreeFile
from knowledge.errors import BrokenFile, Problem
from knowledge.form_model import Condition, Form, FormKind, Option, Step, StepKind
from knowledge.form_slips import item_refs, slips
from knowledge.yaml_lines import Location, line_at

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=24)]
Told = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=24)]
ServiceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
ItemRef = Annotated[str, StringConstraints(pattern=r"^[a-z-]+(/[0-9A-Za-z.]+)?$")]
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
    """When a step is asked: after an option of a choice, or `yes` or `no`."""

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

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        for wrong in self._misfits():
            raise ValueError(wrong)
        return self

    def _misfits(self) -> Iterator[str]:
        bounds = [bound for bound in (self.least, self.most) if bound is not None]
        if (self.kind == "choice") is not bool(self.options):
            yield "`options` hanya ada, dan selalu ada, pada langkah choice"
        if len({option.id for option in self.options}) < len(self.options):
            yield "dua `options` punya id yang sama"
        if bounds and self.kind != "number":
            yield "`least` dan `most` hanya ada pada langkah number"
        if bounds != sorted(bounds):
            yield "`least` lebih besar dari `most`"
        if self.beyond is not None and not bounds:
            yield "`beyond` butuh `least` atau `most`"
        if self.past and self.kind != "date":
            yield "`past` hanya ada pada langkah date"


class OwnStep(StepPart):
    """A step of one form, with its key."""

    key: Key


def _step_shape(value: object) -> str:
    return "[key]" if isinstance(value, str) else "[step]"


AnyStep = Annotated[
    Annotated[Key, Tag("[key]")] | Annotated[OwnStep, Tag("[step]")],
    Discriminator(_step_shape),
]


class FormPartFile(FormPart):
    """A form; its steps are keys of shared steps, or written out."""

    kind: FormKind
    title: Told
    services: list[ServiceId] = []
    opening: list[Told] = []
    steps: list[AnyStep] = []
    hand_in: list[ItemRef] = []
    closing: list[Told] = []
    instead: Told | None = None
    offers: Key | None = None

    @model_validator(mode="after")
    def _asks_or_points(self) -> Self:
        keys = [step if isinstance(step, str) else step.key for step in self.steps]
        for name, given in (("langkah", keys), ("layanan", self.services), ("butir", self.hand_in)):
            if twice := next((each for each in given if given.count(each) > 1), None):
                raise ValueError(f"{name} {twice!r} diberikan dua kali")
        if bool(self.steps) is bool(self.instead):
            raise ValueError("formulir punya `steps`, atau `instead` sebagai gantinya")
        if self.offers is not None and self.instead is None:
            raise ValueError("`offers` hanya ada bersama `instead`")
        return self


class FormsFile(FormPart):
    """A file of `knowledge/forms`: shared steps, forms, or both."""

    steps: dict[Key, StepPart] = {}
    forms: dict[Key, FormPartFile] = {}


def made_forms(
    files: Mapping[str, FormsFile], decrees: Iterable[DecreeFile] = (), texts: Mapping[str, str] | None = None
) -> tuple[Form, ...]:
    """The forms of all files by name, shared steps filled in, in the order of the files and within them.

    Forms of the same service stay in that order wherever a citizen chooses among them. Raises BrokenFile for what
    leads nowhere: a step, a form, and, where `decrees` are given, a service or an item of one. Lines are named where
    `texts` holds what the files were read from.
    """
    owners: dict[str, str] = {}
    problems: list[Problem] = []

    def refuse(file: str, place: Location, wrong: str, remedy: str) -> None:
        line = line_at(texts[file], place) if texts is not None else 0
        problems.append(Problem(file, line, wrong, remedy))

    for name, place, key in _keys(files):
        if (first := owners.setdefault(f"{place[0]}/{key}", name)) != name:
            refuse(name, place, f"{key!r} sudah ada di {first}", "hapus salah satunya, atau beri nama lain")
    shared = {key: step for file in files.values() for key, step in file.steps.items()}
    for name, place, used in _shared_uses(files):
        if used not in shared:
            refuse(name, place, f"langkah {used!r} tidak ada", "tulis di `steps`, atau perbaiki ejaannya")
    if problems:
        raise BrokenFile(*problems)
    forms = tuple(_form(key, part, shared) for file in files.values() for key, part in file.forms.items())
    for slip in slips(forms, item_refs(decrees)):
        place = ("forms", slip.form, *slip.place)
        refuse(owners[f"forms/{slip.form}"], place, f"{slip.form}: {slip.wrong}", slip.remedy)
    if problems:
        raise BrokenFile(*problems)
    return forms


def _keys(files: Mapping[str, FormsFile]) -> Iterator[tuple[str, Location, str]]:
    for name, file in files.items():
        yield from ((name, ("steps", key), key) for key in file.steps)
        yield from ((name, ("forms", key), key) for key in file.forms)


def _shared_uses(files: Mapping[str, FormsFile]) -> Iterator[tuple[str, Location, str]]:
    for name, file in files.items():
        for key, part in file.forms.items():
            for position, step in enumerate(part.steps):
                if isinstance(step, str):
                    yield name, ("forms", key, "steps", position), step


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
    texts: list[str | None]
    if isinstance(form, StepPart):
        texts = [form.label, form.question, form.help, form.beyond, *(option.label for option in form.options)]
    else:
        own = [text for step in form.steps if isinstance(step, OwnStep) for text in spoken_texts(step)]
        texts = [form.title, *form.opening, *own, *form.closing, form.instead]
    return [text for text in texts if text]
