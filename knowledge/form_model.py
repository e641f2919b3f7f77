"""The nouns of intake: forms and their steps, declared as data beside the decrees; all frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StepKind = Literal[
    "text", "story", "choice", "name", "phone", "email", "contact", "date", "times", "number", "nib", "yes-no", "files"
]
"""What a step takes. A `story` is the matter itself, in any length; a `contact` is a telephone number or an e-mail;
`times` is from when to when; a `nib` has 13 digits; a `yes-no` is answered `yes` or `no`."""
FormKind = Literal["complaint", "request"]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice step, with the words that people type for it."""

    id: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A step is asked only when another was answered with one of these values."""

    step: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a form asks.

    `words` are what people call it ("peserta", "orang"); `least` and `most` bound a number; `beyond` is said when it
    lies outside, and then the citizen may go on all the same (without it the number is refused). `in_review` steps
    are not asked, only offered before sending. `past` tells dates that have been from dates to come.
    """

    key: str
    kind: StepKind
    label: str
    question: str
    help: str | None = None
    optional: bool = False
    in_review: bool = False
    when: Condition | None = None
    options: tuple[Option, ...] = ()
    words: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    beyond: str | None = None
    past: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked for one matter: a complaint, or a request for certain services.

    `opening` is said before the first question; `hand_in` names decree items ("prosedur/1", or a whole component) that
    the citizen must still see to; `closing` is said with the ticket. `instead` says where the matter is
    truly filed: such a form asks nothing, and offers the form `offers` in its place.
    """

    id: str
    kind: FormKind
    title: str
    services: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    hand_in: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    instead: str | None = None
    offers: str | None = None

    def step(self, key: str) -> Step | None:
        """The step of a key, or None."""
        return next((step for step in self.steps if step.key == key), None)
