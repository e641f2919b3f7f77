"""The shapes of the lexicon files (`knowledge/lexicon/*.yaml`), checked with pydantic.

They are data that an office may edit; `knowledge.lexicon` is what the program makes of them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from knowledge.decree_file import ComponentId

Phrase = Annotated[str, StringConstraints(min_length=1, pattern=r"^[a-z0-9][a-z0-9 '@.\-]*$")]
FamilyPhrase = Annotated[str, StringConstraints(min_length=1, pattern=r"^[a-z0-9<][a-z0-9<> '@.\-]*$")]
"""A phrase in which `<petugas>` stands for every word of that family."""
Root = Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]
Target = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)?$")]


class LexiconPart(BaseModel):
    """Common rules: unknown keys are refused, nothing is coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Cues(LexiconPart):
    """Phrases that show a target: strong ones by themselves, weak ones with others, `never` ones not at all."""

    strong: list[FamilyPhrase] = []
    weak: list[FamilyPhrase] = []
    never: list[FamilyPhrase] = []


class SubjectCues(Cues):
    """What people ask about, the services that answer it, and the narrower subjects that hide it."""

    name: str
    services: list[Target] = Field(min_length=1)
    related: list[Target] = []
    yields_to: list[Target] = []


class BeyondCues(Cues):
    """A matter that no decree here answers, with the official door to it where there is one."""

    door: str | None


class SubjectsFile(LexiconPart):
    """subjects.yaml"""

    subjects: dict[str, SubjectCues]


class BeyondFile(LexiconPart):
    """beyond.yaml"""

    beyond: dict[str, BeyondCues]


class IntentsFile(LexiconPart):
    """intents.yaml"""

    intents: dict[str, Cues]


class ComponentsFile(RootModel[dict[ComponentId, Cues]]):
    """components.yaml"""


class RootsFile(LexiconPart):
    """roots.yaml"""

    roots: list[Phrase]
    keep: list[Phrase]


class SlangFile(LexiconPart):
    """slang.yaml"""

    words: dict[Phrase, Phrase]


class SynonymsFile(LexiconPart):
    """synonyms.yaml: roots to the root that phrases are written with"""

    words: dict[Root, Root]


class RegionalFile(RootModel[dict[str, dict[Phrase, Phrase]]]):
    """regional.yaml: a dictionary a language"""


class EverydayFile(LexiconPart):
    """everyday.yaml"""

    words: list[Phrase]


class FillersFile(LexiconPart):
    """fillers.yaml"""

    fillers: list[Phrase]
    general: list[Phrase]


class FamiliesFile(RootModel[dict[Phrase, list[Phrase]]]):
    """families.yaml: words that stand for each other in phrases"""


class NumbersFile(RootModel[dict[str, dict[Phrase, int]]]):
    """numbers.yaml: number words to their value"""


class Regency(LexiconPart):
    """A kabupaten or kota without a decree here."""

    name: Phrase
    kind: Literal["kota", "kabupaten", "both"]
    province: Phrase
    ambiguous: bool = False


class Province(LexiconPart):
    """A province with the names people use."""

    name: Phrase
    names: list[Phrase] = []


class PlacesFile(LexiconPart):
    """places.yaml"""

    regencies: list[Regency]
    provinces: list[Province]
    nicknames: dict[Phrase, Phrase] = {}


FILES: dict[str, type[BaseModel]] = {
    "beyond": BeyondFile,
    "components": ComponentsFile,
    "everyday": EverydayFile,
    "families": FamiliesFile,
    "fillers": FillersFile,
    "intents": IntentsFile,
    "numbers": NumbersFile,
    "places": PlacesFile,
    "regional": RegionalFile,
    "roots": RootsFile,
    "slang": SlangFile,
    "subjects": SubjectsFile,
    "synonyms": SynonymsFile,
}
"""The file of each name and its shape; every one must be there."""
