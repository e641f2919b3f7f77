"""The figures of the import benchmark can be trusted."""

from __future__ import annotations

import pytest

from benchmarks.import_gold import Content, Found, content_of, reviewed, texts_without
from benchmarks.import_score import Tally, pair_services, pair_texts, score

OFFICE = "Dinas Sosial Kota Contoh"
DECREES = {"pasuruan-2024": 1, "palembang-2024": 2, "kalbar-2023": 9, "muba-2024": 9, "depok-2023": 11}


def content(*services: Found, number: str | None = "7 Tahun 2022", year: int | None = 2022) -> Content:
    return Content(OFFICE, number, year, services)


def service(name: str, **components: list[str]) -> Found:
    return Found(name, {key: tuple(items) for key, items in components.items()})


PERMIT = service("Izin Reklame", persyaratan=["Salinan kartu tanda penduduk", "Denah lokasi"], biaya=["Gratis"])
AID = service("Bantuan Sembako", persyaratan=["Kartu keluarga asli"], biaya=["Tidak dipungut biaya"])


def test_what_is_right_throughout_scores_one() -> None:
    whole = score(content(PERMIT, AID), content(AID, PERMIT))
    assert (whole.services, whole.components, whole.items) == (Tally(2), Tally(4), Tally(5))
    assert whole.items.f1 == whole.items.precision == whole.items.recall == 1.0
    assert whole.office
    assert whole.number
    assert whole.year
    assert whole.misses == ()


def test_nothing_found_scores_nothing() -> None:
    whole = score(content(PERMIT), content())
    assert whole.services == Tally(missed=1)
    assert whole.items == Tally(missed=3)
    assert whole.items.f1 == whole.items.precision == whole.items.recall == 0.0


def test_a_false_service_brings_its_items_as_false() -> None:
    whole = score(content(PERMIT), content(PERMIT, AID))
    assert whole.services == Tally(1, 0, 1)
    assert whole.items == Tally(3, 0, 2)
    assert whole.items.precision == pytest.approx(3 / 5)
    assert whole.items.recall == 1.0
    assert whole.items.f1 == pytest.approx(6 / 8)


def test_an_item_in_another_component_is_missed_and_false() -> None:
    moved = service("Izin Reklame", persyaratan=["Salinan kartu tanda penduduk", "Gratis"], biaya=["Denah lokasi"])
    assert score(content(PERMIT), content(moved)).items == Tally(1, 2, 2)


def test_an_item_counts_once() -> None:
    twice = service("Izin Reklame", persyaratan=["Denah lokasi", "Denah lokasi"], biaya=[])
    assert score(content(PERMIT), content(twice)).items == Tally(1, 2, 1)


def test_an_item_cut_in_two_is_missed_and_twice_false() -> None:
    cut = service("Izin Reklame", persyaratan=["Salinan kartu", "tanda penduduk", "Denah lokasi"], biaya=["Gratis"])
    assert score(content(PERMIT), content(cut)).items == Tally(2, 1, 2)


def test_whitespace_does_not_count_and_a_slip_of_one_letter_does_not_matter() -> None:
    pairs = pair_texts(["Salinan  kartu\ntanda penduduk"], ["Salinan kartu tanda pendudnk"])
    assert pairs == [(0, 0)]
    assert pair_texts(["Gratis"], ["Gratls"]) == []


def test_the_likest_texts_are_paired_first() -> None:
    gold = ["Fotokopi kartu tanda penduduk pemohon", "Fotokopi kartu tanda penduduk pemohon."]
    assert sorted(pair_texts(gold, list(reversed(gold)))) == [(0, 1), (1, 0)]


def test_a_service_under_another_name_is_known_by_its_content() -> None:
    renamed = Found("Reklame Papan dan Spanduk Komersial", PERMIT.components)
    assert pair_services([PERMIT, AID], [AID, renamed]) == [(AID, AID), (PERMIT, renamed)]


def test_a_service_under_another_name_with_other_content_is_false() -> None:
    other = service("Kartu Pencari Kerja", persyaratan=["Ijazah terakhir"])
    whole = score(content(PERMIT), content(other))
    assert whole.services == Tally(0, 1, 1)


def test_names_differ_by_case_marks_and_the_word_service() -> None:
    found = service("PELAYANAN IZIN REKLAME :", persyaratan=[])
    assert pair_services([PERMIT], [found]) == [(PERMIT, found)]


def test_words_before_and_after_the_items_count_neither_way() -> None:
    gold = Found("Izin Reklame", {"prosedur": ("Mengisi formulir",)}, {"prosedur": ("Prosedur", "Semua lewat loket.")})
    found = service("Izin Reklame", prosedur=["Prosedur", "Mengisi formulir", "Semua lewat loket", "Bagan alir"])
    assert score(content(gold), content(found)).items == Tally(1, 0, 1)


def test_an_empty_component_is_found_when_it_is_there() -> None:
    gold = service("Izin Reklame", biaya=[])
    assert score(content(gold), content(service("Izin Reklame", biaya=[]))).components == Tally(1)
    assert score(content(gold), content(service("Izin Reklame"))).components == Tally(missed=1)
    assert score(content(gold), content(service("Izin Reklame", biaya=[], produk=["Izin"]))).components == Tally(
        1, 0, 1
    )


@pytest.mark.parametrize(
    ("number", "year", "right"),
    [
        ("7  TAHUN 2022", 2022, (True, True)),
        ("7", 2022, (False, True)),
        (None, None, (False, False)),
    ],
)
def test_the_head(number: str | None, year: int | None, right: tuple[bool, bool]) -> None:
    whole = score(content(PERMIT), content(PERMIT, number=number, year=year))
    assert (whole.number, whole.year) == right


def test_a_head_that_is_not_there_must_not_be_found() -> None:
    nameless = Content(None, None, None, ())
    assert score(nameless, nameless).number
    assert not score(nameless, content()).number
    assert not score(nameless, content()).office


def test_a_json_answer_is_read() -> None:
    answer = {
        "office": OFFICE,
        "number": None,
        "year": None,
        "services": [{"name": "Izin", "components": {"biaya": ["Gratis"], "produk": []}}],
    }
    assert content_of(answer) == Content(OFFICE, None, None, (service("Izin", biaya=["Gratis"], produk=[]),))


@pytest.mark.parametrize(("stem", "services"), DECREES.items())
def test_the_reviewed_decrees_are_gold(stem: str, services: int) -> None:
    gold = reviewed(stem)
    assert len(gold.services) == services
    assert score(gold, gold).items.f1 == 1.0
    assert all(found.components for found in gold.services)


def test_sub_items_follow_their_item() -> None:
    component = reviewed("palembang-2024").services[0].components["pengawasan"]
    assert [text.removesuffix(" :") for text in component][-3:] == ["Kabid", "Ketua Tim", "Staf"]
    assert component[0].startswith("Dilaksanakan oleh SPI")


def test_leaving_one_out_leaves_its_texts_out() -> None:
    everywhere = set(texts_without("depok-2023"))
    assert "Penyuluhan Koperasi" not in everywhere
    assert "Data dan Informasi" in everywhere
