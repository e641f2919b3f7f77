"""Makes a nation to measure on: the five real offices and 509 invented ones, about 10 services each, wording varied."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import yaml

from knowledge.build import write_database
from knowledge.decree_file import DecreeFile, ItemPart, ServicePart
from knowledge.decree_rows import Rows, decree_rows
from knowledge.files import find_files
from knowledge.lexicon_file import FILES
from knowledge.lexicon_rows import lexicon_rows
from knowledge.yaml_lines import read_yaml

OFFICES = 514
SERVICES_EACH = 10
_OPENINGS = ("", "Layanan ", "Fasilitasi ", "Pengurusan ", "Penerbitan ", "Pelayanan ", "Permohonan ")
_CLOSINGS = ("", " Koperasi dan UKM", " bagi Pelaku Usaha", " Tingkat Daerah", " dan Usaha Mikro", " Terpadu")
_WORDS = {
    "ijin": ("izin", "perizinan"),
    "pembukaan": ("pendirian", "pembentukan"),
    "petugas": ("pegawai", "staf"),
    "permohonan": ("pengajuan", "permintaan"),
    "fotokopi": ("salinan", "foto copy"),
    "pelayanan": ("layanan", "pengurusan"),
}


def build_nation(database: Path, seed: int = 2026) -> None:
    """Writes the knowledge.db of 514 offices."""
    files = find_files()
    real = [read_yaml(file.text, file.name, DecreeFile) for file in files.decrees]
    lexicon = lexicon_rows({file.stem: read_yaml(file.text, file.name, FILES[file.stem]) for file in files.lexicon})
    rows: Rows = defaultdict(list)
    for document in (*real, *_invented(real, random.Random(seed))):
        for table, added in decree_rows(document).items():
            rows[table] += added
    for table, added in lexicon.items():
        rows[table] += added
    rows["meta"] = [{"key": "fingerprint", "value": "nation"}, {"key": "format", "value": "1"}]
    write_database(rows, database)


def _invented(real: list[DecreeFile], chance: random.Random) -> Iterator[DecreeFile]:
    text = next(file.text for file in find_files().lexicon if file.stem == "places")
    places = yaml.safe_load(text)["regencies"]
    services = [service for document in real for service in document.services if not service.listed_only]
    for number in range(OFFICES - len(real)):
        place = places[number % len(places)]
        kind = "kota" if place["kind"] == "kota" else "kabupaten"
        name = f"{kind} {place['name']}" if number < len(places) else f"{kind} {place['name']} {number}"
        template = chance.choice(real)
        picked = {service.id: service for service in chance.sample(services, SERVICES_EACH + 4)}
        office = template.office.model_copy(
            update={
                "slug": name.replace(" ", "-").replace("'", ""),
                "name": f"Dinas Koperasi dan UKM {name.title()}",
                "short": f"Dinkop {name.title()}",
                "place": name.title(),
                "region": place["province"].title(),
                "names": [name, place["name"]],
                "level": kind,
                "hours_service": None,
            }
        )
        yield template.model_copy(
            update={
                "office": office,
                "services": [_varied(each, chance) for each in list(picked.values())[:SERVICES_EACH]],
            }
        )


def _varied(service: ServicePart, chance: random.Random) -> ServicePart:
    name = f"{chance.choice(_OPENINGS)}{_reworded(service.name, chance)}{chance.choice(_CLOSINGS)}"
    components = {
        key: part.model_copy(update={"items": [_varied_item(item, chance) for item in part.items]})
        for key, part in service.components.items()
    }
    aliases = chance.sample(service.aliases, min(4, len(service.aliases)))
    return service.model_copy(update={"name": name, "components": components, "aliases": aliases})


def _varied_item(item: ItemPart, chance: random.Random) -> ItemPart:
    return item.model_copy(update={"text": _reworded(item.text, chance)})


def _reworded(text: str, chance: random.Random) -> str:
    return " ".join(
        chance.choice((word, *_WORDS[word.lower()])) if word.lower() in _WORDS else word for word in text.split()
    )
