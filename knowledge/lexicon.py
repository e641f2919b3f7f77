"""The lexicon as the program uses it: what words mean, which phrases show what, which words carry nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.morphology import Roots

_ASKING = frozenset({"berapa", "siapa", "kapan"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that shows a `target` of a `kind` (component, subject, service, intent, beyond, office, place)."""

    kind: str
    target: str
    phrase: str
    strength: str

    @property
    def asks(self) -> bool:
        """Whether the phrase holds a question word that asks for one thing."""
        return self.kind == "component" and not _ASKING.isdisjoint(self.phrase.split())


@dataclass(frozen=True, slots=True)
class Subject:
    """What people ask about: service keys (`izin-kantor-cabang`) or services (`depok/tamu`) that answer it.

    It is hidden by the narrower subjects in `yields_to`: a cooperative of savings and loan that opens a branch asks
    about the branch.
    """

    id: str
    name: str
    services: tuple[str, ...]
    related: tuple[str, ...]
    yields_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that reading a question needs, for all offices."""

    meanings: Mapping[str, tuple[str, ...]]
    idioms: Mapping[tuple[str, ...], tuple[str, ...]]
    roots: Roots
    synonyms: Mapping[str, str]
    everyday: frozenset[str]
    fillers: frozenset[str]
    general: frozenset[str]
    numbers: Mapping[str, int]
    cues: tuple[Cue, ...]
    subjects: Mapping[str, Subject]
    doors: Mapping[str, str | None]
