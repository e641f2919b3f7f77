"""The decree files say what their source texts say, and the check notices when they do not."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from typing import get_args

import pytest

from knowledge.decree_file import ComponentId, ComponentPart, DecreeFile, ServicePart
from tests.knowledge.decree_source import CASES, Source, read_left_out, read_sections, source_path
from tests.knowledge.fidelity import oddities, read_decrees, read_source

DECREES = read_decrees()
SOURCES = {name: read_source(name, decree) for name, decree in DECREES.items()}

Change = Callable[[ComponentPart], ComponentPart]


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a table of cases."""
    with (CASES / file).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t"))


@pytest.mark.parametrize("name", DECREES)
def test_the_source_is_the_one_transcribed(name: str) -> None:
    """The copy that is compared has the fingerprint that the decree file names."""
    source = DECREES[name].decree.source
    assert hashlib.sha256(source_path(source.file).read_bytes()).hexdigest() == source.sha256


@pytest.mark.parametrize("name", DECREES)
def test_the_decree_file_says_what_the_source_says(name: str) -> None:
    """Every text and number stands in its place in the source, and every word of the source in the file."""
    odd = oddities(name, DECREES[name], SOURCES[name])
    assert not odd, "\n" + "\n".join(map(str, odd))


def test_the_tables_speak_of_the_decree_files() -> None:
    """Every decree has its sections and its list of what is left out, and no table speaks of another."""
    assert set(read_sections().decrees) == set(read_left_out()) == set(DECREES)


@pytest.mark.parametrize("name", DECREES)
def test_every_service_with_components_has_a_section(name: str) -> None:
    """A service is looked for under its own heading, never in the whole source."""
    detailed = {service.id for service in DECREES[name].services if not service.listed_only}
    assert set(read_sections().decrees[name].services) - {"complaint"} == detailed


def test_every_service_exists() -> None:
    """The services of the decree files are those of services.tsv, office by office in the same order."""
    expected = [(row["office"], row["service"]) for row in rows("services.tsv")]
    assert {decree.office.slug for decree in DECREES.values()} == {office for office, _ in expected}
    for decree in DECREES.values():
        slug = decree.office.slug
        detailed = [(slug, service.id) for service in decree.services if not service.listed_only]
        assert detailed == [each for each in expected if each[0] == slug]


def test_every_component_exists() -> None:
    """The components are those of components.tsv, and every service in detail has all fourteen."""
    ids = [row["component"] for row in rows("components.tsv")]
    assert list(get_args(ComponentId)) == ids
    assert sorted(read_sections().components) == sorted(ids)
    for decree in DECREES.values():
        for service in decree.services:
            assert service.listed_only or sorted(service.components) == sorted(ids), service.id


@pytest.mark.parametrize("name", DECREES)
def test_blank_components_say_why(name: str) -> None:
    """A component that the decree leaves empty has a note about it."""
    for service in DECREES[name].services:
        assert [key for key, part in service.components.items() if part.blank and not part.notes] == []


def items_of(start: int | None = None, stop: int | None = None, step: int = 1) -> Change:
    """Keeps some of the items of a component, perhaps in another order."""
    return lambda part: part.model_copy(update={"items": part.items[start:stop:step]})


def first_item(**update: object) -> Change:
    """Changes the first item of a component."""

    def change(part: ComponentPart) -> ComponentPart:
        first, *others = part.items
        return part.model_copy(update={"items": [first.model_copy(update=update), *others]})

    return change


def with_change(decree: DecreeFile, component: ComponentId, change: Change, only: str = "") -> DecreeFile:
    """A decree with one component changed, in one service or in all that have it."""

    def changed(service: ServicePart) -> ServicePart:
        if component not in service.components or only not in {"", service.id}:
            return service
        parts = {**service.components, component: change(service.components[component])}
        return service.model_copy(update={"components": parts})

    return decree.model_copy(update={"services": [changed(service) for service in decree.services]})


CHANGES: dict[str, tuple[str, str, ComponentId, Change]] = {
    "last item gone": ("kalbar-2023", "izin-kantor-kas", "persyaratan", items_of(stop=-1)),
    "items of a mixed scan gone": ("depok-2023", "klinik-bisnis", "kompetensi", items_of(stop=1)),
    "restored line gone": ("depok-2023", "penyuluhan-koperasi", "pengaduan", items_of(stop=3)),
    "items reversed": ("muba-2024", "bantuan-umkm", "persyaratan", items_of(step=-1)),
    "items of a mixed scan reversed": ("depok-2023", "pelatihan-wub", "prosedur", items_of(step=-1)),
    "other number": ("muba-2024", "bantuan-umkm", "jangka-waktu", first_item(text="5 Hari")),
    "other number in a mixed scan": ("depok-2023", "dkerens", "jangka-waktu", first_item(text="10-25 menit")),
    "word added": ("pasuruan-2024", "data-informasi", "biaya", first_item(text="Tidak lagi dipungut biaya")),
    "word gone": ("palembang-2024", "pumk", "produk", first_item(text="Informasi")),
    "text of another component": ("muba-2024", "konsultasi", "biaya", first_item(text="4 (empat) Orang")),
    "text of another service": ("muba-2024", "konsultasi", "jangka-waktu", first_item(text="4 Hari")),
    "repair without its note": ("depok-2023", "kios", "jangka-waktu", first_item(note=None)),
}


@pytest.mark.parametrize(("name", "service", "component", "change"), CHANGES.values(), ids=CHANGES)
def test_a_slip_is_noticed(name: str, service: str, component: ComponentId, change: Change) -> None:
    """Whatever a transcriber may do wrong is told, with the service."""
    odd = oddities(name, with_change(DECREES[name], component, change, service), SOURCES[name])
    assert {each.place.split("/")[0] for each in odd} == {service}


@pytest.mark.parametrize("name", DECREES)
@pytest.mark.parametrize("component", get_args(ComponentId))
def test_no_component_can_go(name: str, component: ComponentId) -> None:
    """A component that is taken away is missed in every service."""
    decree = DECREES[name]
    there = {each.id for each in decree.services if each.components and not each.components[component].blank}
    odd = oddities(name, with_change(decree, component, items_of(stop=0)), SOURCES[name])
    assert {each.place.split("/")[0] for each in odd} == there


def test_a_contact_that_the_source_does_not_have_is_noticed() -> None:
    """The office's numbers are held against the source too."""
    decree = DECREES["palembang-2024"]
    office = decree.office.model_copy(update={"phones": ["0711-373209"]})
    odd = oddities("palembang-2024", decree.model_copy(update={"office": office}), SOURCES["palembang-2024"])
    assert [each.what for each in odd] == ["'0711-373209' is not in the source"]


def test_a_pattern_that_meets_nothing_is_noticed() -> None:
    """The reviewed list cannot keep what no longer happens."""
    source = SOURCES["muba-2024"]
    idle = Source(source.columns, source.cells, source.astray, ["^gone$"], source.restored)
    odd = oddities("muba-2024", DECREES["muba-2024"], idle)
    assert [each.what for each in odd] == ["'^gone$' meets nothing"]
