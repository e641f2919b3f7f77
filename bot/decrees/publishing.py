"""What must hold before a draft is published, and the trial of it: compiled aside, the question bank replayed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.decrees.candidate import candidate
from bot.decrees.counting import doubts_of
from bot.decrees.replaying import Compared, compared, first_questions
from bot.decrees.spots import Spot
from bot.decrees.texts import draft_of_text, text_of
from bot.store.decree_questions import BankQuestion
from handlers.names import COMPONENT_NAMES
from knowledge.decree_file import DecreeFile
from knowledge.draft_file import DraftFile
from knowledge.errors import KnowledgeError
from knowledge.search import Search
from knowledge.versions.comparing import changes
from knowledge.versions.wording import in_words
from knowledge.yaml_lines import read_yaml

_NAMES = {
    "slug": "nama pendek kantor", "name": "nama", "short": "singkatan", "place": "tempat", "region": "provinsi",
    "level": "tingkat", "address": "alamat", "timezone": "zona waktu", "number": "nomor", "title": "judul",
    "date": "tanggal", "label": "sebutan pendek", "names": "sebutan warga", "text": "teks",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a draft cannot be published yet, and the spot where that is mended."""

    words: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial found: `over` is the version in force that it was held against, `own_bank` whose questions."""

    revision: int
    over: int
    changes: tuple[str, ...]
    compared: tuple[Compared, ...]
    own_bank: bool
    problems: tuple[str, ...] = ()

    @property
    def worse(self) -> tuple[Compared, ...]:
        """What was answered rightly and would be no more."""
        return tuple(each for each in self.compared if each.worse)

    @property
    def better(self) -> tuple[Compared, ...]:
        """What was answered wrongly and would be rightly."""
        return tuple(each for each in self.compared if each.better)

    @property
    def wrong(self) -> tuple[Compared, ...]:
        """What is answered wrongly before and after."""
        return tuple(each for each in self.compared if each.before and each.after)


def troubles(draft: DraftFile) -> list[Trouble]:
    """What of a draft must be mended or settled first; nothing where it may be tried."""
    found = []
    if count := doubts_of(draft):
        found.append(Trouble(f"Masih ada {count} keraguan yang belum dibereskan.", Spot("doubts")))
    if not draft.services:
        found.append(Trouble("Belum ada layanan.", Spot("services")))
    try:
        read_yaml(text_of(draft), "draf", DecreeFile)
    except KnowledgeError as error:
        found += [_trouble(draft, problem.wrong, problem.remedy) for problem in error.problems]
    return found


def _trouble(draft: DraftFile, wrong: str, remedy: str) -> Trouble:
    """A problem of the file, told at the spot that its dotted name means."""
    name, _, words = wrong.partition(": ")
    path = name.split(".")
    spot = _spot(draft, path)
    last = _NAMES.get(path[-1], path[-1])
    place = {"office": "Kantor", "decree": "Keputusan"}.get(spot.part)
    if place is None:
        service = next((each for each in draft.services if each.id == spot.part), None)
        place = service.label if service is not None else "Draf"
        if spot.component:
            place += f" · {COMPONENT_NAMES[spot.component]}"
    if words.startswith(("wajib ada", "belum diisi", "harus berupa")):
        words, remedy = words.partition(" (")[0], "isi di sini"
    return Trouble(f"{place}: {last} {words}. {remedy[:1].upper()}{remedy[1:]}.", spot)


def _spot(draft: DraftFile, path: Sequence[str]) -> Spot:
    if path[0] in {"office", "decree"}:
        return Spot(path[0])
    if path[0] != "services" or len(path) < 2 or not path[1].isdecimal() or int(path[1]) >= len(draft.services):
        return Spot("services")
    service = draft.services[int(path[1])].id
    if len(path) < 4 or path[2] != "components":
        return Spot(service)
    item = tuple(int(each) for each in path[4:] if each.isdecimal())
    return Spot(service, path[3], item)


def tried(
    overlay: Path,
    running: Search,
    draft: DraftFile,
    at: tuple[str, str, str | None, str | None],
    bank: Sequence[BankQuestion],
    numbers: tuple[int, int],
    now: dt.datetime,
) -> Trial:
    """Tries a draft: `at` are office, file, the text to publish (None for the packaged file), and the text in force.

    `numbers` are the draft's revision and the version in force. Takes some seconds: call it from a thread.
    """
    office, file, text, before = at
    told: list[str] = []
    if before is not None:
        told = in_words(changes(draft_of_text(before, file), draft))
    try:
        aside = candidate(overlay, file, text)
    except KnowledgeError as error:
        problems = tuple(f"{problem.wrong} → {problem.remedy}" for problem in error.problems)
        return Trial(*numbers, tuple(told), (), bool(bank), problems)
    asked = bank or list(first_questions(running.library, office)) or list(first_questions(aside.library, office))
    return Trial(*numbers, tuple(told), tuple(compared(running, aside, office, asked, now)), bool(bank))


def dump_trial(trial: Trial) -> str:
    """A trial as the store keeps it."""
    return json.dumps(asdict(trial), ensure_ascii=False)


def load_trial(text: str) -> Trial:
    """What the store kept."""
    data = json.loads(text)
    lines = {name: tuple(data.pop(name)) for name in ("changes", "problems")}
    return Trial(**data | lines | {"compared": tuple(Compared(**each) for each in data["compared"])})
