"""A checklist brought to a changed decree: ticks of what is unchanged stay, and nothing is told that did not change."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.lists.making import answered, make, version
from handlers.lists.renewing import is_stale, renewed
from knowledge.library import Library
from tests.bot.keeping import KANTOR_KAS, changed_library

MEMBERS = ("Anggota paling sedikit 25 (dua puluh lima) orang", "Anggota paling sedikit 30 (tiga puluh) orang")
GONE = ('          - {mark: "9", text: Hasil audit dari akuntan publik dengan opini wajar;}\n', "")
ADDED = (
    '          - {mark: "20", text: Sertifikat kompetensi calon kepala Jaringan Pelayanan Kantor Kas KSP/KSPPS.}\n',
    '          - {mark: "20", text: Sertifikat kompetensi calon kepala Jaringan Pelayanan Kantor Kas KSP/KSPPS.}\n'
    '          - {mark: "21", text: Denah kantor kas}\n',
)


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The knowledge after the decree of Kalbar was changed in three places of one list."""
    return changed_library(tmp_path_factory.mktemp("later"), MEMBERS, GONE, ADDED, service="izin-kantor-kas")


def test_what_changed_is_told_and_what_did_not_keeps_its_tick(library: Library, later: Library) -> None:
    """Added, removed, reworded; a reworded item is unticked."""
    own = make(library, library.services[KANTOR_KAS]).ticked([f"persyaratan/{number}" for number in (1, 9, 10, 15, 20)])
    new, changes = renewed(later, own)
    assert [item.text for item in changes.added] == ["Denah kantor kas"]
    assert [item.number for item in changes.removed] == [9]
    ((old, reworded),) = changes.reworded
    assert (old.ready, reworded.ready) == (True, False)
    assert "30 (tiga puluh)" in reworded.text
    assert [item.text[:20] for item in new.ready] == [
        "Nomor Induk Berusaha",
        "Hasil tingkat pemeri",
        "Sertifikat kompetens",
    ]
    assert len(new.items) == len(own.items)
    assert not is_stale(later, new)
    assert renewed(later, new) == (new, type(changes)())


def test_lists_of_other_services_are_not_touched(library: Library, later: Library) -> None:
    """Their version is the same."""
    for service in library.services:
        assert (version(library, service) == version(later, service)) is (service != KANTOR_KAS)


def test_items_that_do_not_apply_are_not_told(library: Library, tmp_path: Path) -> None:
    """A reworded authority letter is no news for one who comes in person; a new answer still decides about it."""
    other = changed_library(
        tmp_path,
        ("Surat Kuasa Bermeterai Rp.10.000,- Jika", "Surat Kuasa Bermeterai Rp.10.000,- dan materai, Jika"),
        service="izin-kantor-kas",
    )
    own = answered(library, make(library, library.services[KANTOR_KAS]), "wakil", "ketua")
    new, changes = renewed(other, own)
    assert not changes
    assert [item.number for item in new.skipped] == [3]
    assert new.version != own.version
    open_one = make(library, library.services[KANTOR_KAS])
    assert [pair[1].number for pair in renewed(other, open_one)[1].reworded] == [3]


def test_signs_and_capitals_are_no_change(library: Library, tmp_path: Path) -> None:
    """The list takes them over, the owner hears nothing, the tick stays."""
    other = changed_library(
        tmp_path, ("text: Anggaran dasar koperasi;", "text: Anggaran Dasar Koperasi."), service="izin-kantor-kas"
    )
    own = make(library, library.services[KANTOR_KAS]).ticked(["persyaratan/11"])
    new, changes = renewed(other, own)
    assert not changes
    assert [item.text for item in new.ready] == ["Anggaran Dasar Koperasi."]


def test_another_number_of_the_decree_alone_is_not_told(library: Library, tmp_path: Path) -> None:
    """The source of the list is the new decree."""
    other = changed_library(tmp_path, ("631/DISKOPUKM.A/2023", "700/DISKOPUKM.A/2026"))
    new, changes = renewed(other, make(library, library.services[KANTOR_KAS]))
    assert (bool(changes), new.decree) == (False, "700/DISKOPUKM.A/2026")


def test_a_service_that_is_gone_leaves_the_list(library: Library, tmp_path: Path) -> None:
    """Told once, and kept as it was."""
    text = "  - id: izin-kantor-kas\n"
    other = changed_library(tmp_path, (text, "  - id: izin-kantor-kas-baru\n"))
    own = make(library, library.services[KANTOR_KAS]).ticked(["persyaratan/1"])
    new, changes = renewed(other, own)
    assert (changes.gone, new.items) == (True, own.items)
    assert not is_stale(other, new)
