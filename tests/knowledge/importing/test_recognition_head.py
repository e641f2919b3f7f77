"""Who decreed what and when: office, number, date, place, title, address, from the heads that offices write."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.draft_file import DraftFile
from tests.knowledge.importing.annexes import HEAD, draft_of, tabled


def drafted(head: str) -> DraftFile:
    """The draft of a decree with such a head and one service."""
    return draft_of(tabled("Izin Taman"), head=head)


def replaced(old: str, new: str) -> str:
    """The usual head with one passage in other words."""
    assert HEAD.count(old) == 1, old
    return HEAD.replace(old, new)


def test_a_usual_head() -> None:
    """Everything is there: nothing of it is doubted but what no decree says."""
    draft = drafted(HEAD)
    office, decree = draft.office, draft.decree
    assert office.name == "Dinas Kebersihan dan Pertamanan Kota Tanjung Selor"
    assert (office.place, office.level, office.slug) == ("Kota Tanjung Selor", "kota", "tanjung-selor")
    assert (office.address, office.postcode, office.phones) == ("Jalan Melati Nomor 5", "77212", ["(0511) 555021"])
    assert (decree.number, decree.date) == ("660/14/DKP/2023", dt.date(2023, 5, 9))
    assert decree.title == "Standar Pelayanan pada Dinas Kebersihan dan Pertamanan"
    assert (decree.place, decree.signed_by) == ("Tanjung Selor", "RAHMAT HIDAYAT")
    assert decree.source.file == "naskah.md"
    assert len(decree.source.sha256) == 64
    assert decree.doubts == []


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("NOMOR : 660/14/DKP/2023", "660/14/DKP/2023"),
        ("Nomor: 660 / 14 / DKP / 2023", "660/14/DKP/2023"),
        ("NOMOR  660.1/14-DKP/V/2023", "660.1/14-DKP/V/2023"),
        ("NOMOR 14 TAHUN 2023", "14 Tahun 2023"),
        ("No. 188.4/14/DKP/2023", "188.4/14/DKP/2023"),
        ("**NOMOR : DKP.660/14/2023**", "DKP.660/14/2023"),
        ("NOMOR : 14", "14"),
    ],
)
def test_numbers(printed: str, number: str) -> None:
    """In the ways that offices print them."""
    assert drafted(replaced("NOMOR 660/14/DKP/2023", printed)).decree.number == number


def test_a_law_s_number_is_not_the_decree_s() -> None:
    """The number of a law that is cited first is left alone."""
    draft = drafted(replaced("NOMOR 660/14/DKP/2023\n", ""))
    assert draft.decree.number is None
    assert any("Nomor keputusan tidak ditemukan" in doubt.why for doubt in draft.decree.doubts)


@pytest.mark.parametrize(
    "printed",
    [
        "pada tanggal 9 Mei 2023",
        "pada tanggal : 09 Mei 2023",
        "Pada tanggal 9 MEI 2023",
        "pada tanggal 09-05-2023",
        "Tanggal 9 Mei 2023",
        "pada tanggal\n9 Mei 2023",
        "pada tanggal 9  M e i  2023".replace("M e i", "Mei"),
    ],
)
def test_dates(printed: str) -> None:
    """In words and in figures."""
    assert drafted(replaced("pada tanggal 9 Mei 2023", printed)).decree.date == dt.date(2023, 5, 9)


@pytest.mark.parametrize(
    ("printed", "date"),
    [("17 Agustus 2021", dt.date(2021, 8, 17)), ("1 Nopember 2022", dt.date(2022, 11, 1)), ("31 Pebruari 2022", None)],
)
def test_months(printed: str, date: dt.date | None) -> None:
    """Old spellings are read; a day that no calendar has is not made up."""
    assert drafted(replaced("9 Mei 2023", printed)).decree.date == date


def test_place_and_date_in_one_line() -> None:
    """`Ditetapkan di Tanjung Selor, 9 Mei 2023`."""
    line = "Ditetapkan di Tanjung Selor, 9 Mei 2023"
    decree = drafted(replaced("Ditetapkan di Tanjung Selor\npada tanggal 9 Mei 2023", line)).decree
    assert (decree.place, decree.date) == ("Tanjung Selor", dt.date(2023, 5, 9))


@pytest.mark.parametrize(
    ("area", "level", "slug"),
    [
        ("KABUPATEN HULU SUNGAI TENGAH", "kabupaten", "hulu-sungai-tengah"),
        ("PROVINSI KALIMANTAN SELATAN", "provinsi", "kalimantan-selatan"),
        ("KOTA BANJARBARU", "kota", "banjarbaru"),
    ],
)
def test_areas(area: str, level: str, slug: str) -> None:
    """Towns, regencies and provinces."""
    office = drafted(HEAD.replace("KOTA TANJUNG SELOR", area)).office
    assert office.name == f"Dinas Kebersihan dan Pertamanan {area.title()}"
    assert (office.place, office.level, office.slug) == (area.title(), level, slug)


@pytest.mark.parametrize(
    "kind",
    [
        "BADAN PENDAPATAN DAERAH",
        "DINAS KOPERASI, USAHA KECIL DAN MENENGAH",
        "DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU SATU PINTU",
        "KECAMATAN SEKAYU",
    ],
)
def test_offices(kind: str) -> None:
    """Other offices than a Dinas, and long names."""
    name = drafted(HEAD.replace("DINAS KEBERSIHAN DAN PERTAMANAN", kind)).office.name
    assert name is not None
    assert name.casefold() == f"{kind} Kota Tanjung Selor".casefold()


def test_an_office_over_two_lines() -> None:
    """A long name is broken in the letterhead and in the title."""
    kind = "DINAS PENANAMAN MODAL DAN\nPELAYANAN TERPADU SATU PINTU"
    head = HEAD.replace("DINAS KEBERSIHAN DAN PERTAMANAN", kind)
    name = drafted(head).office.name
    assert name == "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kota Tanjung Selor"


@pytest.mark.parametrize(
    ("area", "timezone"),
    [
        ("PROVINSI SULAWESI SELATAN", "Asia/Makassar"),
        ("PROVINSI PAPUA BARAT", "Asia/Jayapura"),
        ("PROVINSI JAWA TENGAH", "Asia/Jakarta"),
        ("PROVINSI KALIMANTAN BARAT", "Asia/Pontianak"),
    ],
)
def test_time_zones(area: str, timezone: str) -> None:
    """A province tells its time zone; a town does not, and is asked for it."""
    assert drafted(HEAD.replace("KOTA TANJUNG SELOR", area)).office.timezone == timezone
    town = drafted(HEAD).office
    assert town.timezone is None
    assert any("zona waktu" in doubt.why for doubt in town.doubts)


def test_contacts_of_the_letterhead() -> None:
    """Telephone, fax, mail, web and postcode."""
    line = "Jalan Melati Nomor 5 Telp. (0511) 555021 Tanjung Selor 77212"
    head = replaced(
        line,
        "Jl. Melati No. 5, Tanjung Selor, Kode Pos 77212\nTelepon (0511) 555021, Faksimile (0511) 555022\n"
        "Laman www.dkp.tanjungselor.go.id Pos-el dkp@tanjungselor.go.id",
    )
    office = drafted(head).office
    assert office.address == "Jl. Melati No. 5, Tanjung Selor"
    assert office.postcode == "77212"
    assert (office.phones, office.faxes) == (["(0511) 555021"], ["(0511) 555022"])
    assert (office.web, office.emails) == (["www.dkp.tanjungselor.go.id"], ["dkp@tanjungselor.go.id"])


def test_no_head_at_all() -> None:
    """Only an annex: what is missing is null and asked for, the year is unknown."""
    draft = drafted("")
    assert (draft.office.name, draft.office.place, draft.decree.number, draft.decree.date) == (None, None, None, None)
    whys = [doubt.why for doubt in (*draft.office.doubts, *draft.decree.doubts)]
    for wanted in ("Nama kantor", "Alamat kantor", "Nomor keputusan", "Tanggal penetapan", "Judul keputusan", "Tempat"):
        assert any(why.startswith(wanted) for why in whys), wanted


def test_the_head_that_an_annex_repeats() -> None:
    """Where the first page is lost the annex names office, number and date."""
    head = (
        "LAMPIRAN KEPUTUSAN KEPALA DINAS KEBERSIHAN DAN PERTAMANAN KOTA TANJUNG SELOR\n"
        "NOMOR : 660/14/DKP/2023\nTANGGAL : 9 MEI 2023\n"
    )
    draft = drafted(head)
    assert draft.office.name == "Dinas Kebersihan dan Pertamanan Kota Tanjung Selor"
    assert (draft.decree.number, draft.decree.date) == ("660/14/DKP/2023", dt.date(2023, 5, 9))
