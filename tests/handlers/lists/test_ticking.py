"""What people write of a list's items, and which of them are meant."""

from __future__ import annotations

import pytest

from handlers.checklist import Checklist
from handlers.lists.making import answered, make
from handlers.lists.ticking import may_ask, may_tick, read_asked, read_ticks
from handlers.lists.wishes import Wish, does_not_know, wish
from knowledge.search import Search

EVERY = set(range(1, 19))
# fmt: off
TICKS: dict[str, tuple[set[int], set[int]]] = {
    "1, 3 dan 5 sudah": ({1, 3, 5}, set()),
    "sudah ada yang 2-6": ({2, 3, 4, 5, 6}, set()),
    "no 1 s/d 4 beres": ({1, 2, 3, 4}, set()),
    "6 sampai 4 sdh": ({4, 5, 6}, set()),
    "1 3 5 udah": ({1, 3, 5}, set()),
    "KTP sudah ada": ({4}, set()),
    "surat kuasa belum": (set(), {3}),
    "surat kuassa bermeterai sudah": ({3}, set()),
    "NIB, NPWP sama KTP udah ada, surat kuasa blm": ({1, 4, 5}, {3}),
    "NIB sudah, belum NPWP": ({1}, {5}),
    "nib sudah npwp belum ktp sudah": ({1, 4}, {5}),
    "sudah ada 2-6, 7 belum": ({2, 3, 4, 5, 6}, {7}),
    "1-4 sudah 5 belum 6 sudah": ({1, 2, 3, 4, 6}, {5}),
    "sdh punya nib dan npwp": ({1, 5}, set()),
    "tidak ada surat kuasa": (set(), {3}),
    "belum 3 dan 4": (set(), {3, 4}),
    "tinggal 7 dan 8": (set(), {7, 8}),
    "hapus centang 3": (set(), {3}),
    "centang 4": ({4}, set()),
    "✅ 1 2 3": ({1, 2, 3}, set()),
    "semua sudah": (EVERY, set()),
    "sudah semua kecuali 3 dan 4": (EVERY - {3, 4}, {3, 4}),
    "1,2,3": ({1, 2, 3}, set()),
    "2-5": ({2, 3, 4, 5}, set()),
    "nib wis ana, npwp durung": ({1}, {5}),
    "nib atos aya, npwp teu acan": ({1}, {5}),
    "I have the NIB": ({1}, set()),
    "nib sudah, eh nib belum": (set(), {1}),
    "rencana kerja 3 (tiga) tahun sudah": ({8}, set()),
}
# fmt: on
NOTHING = (
    "nib sudah ada belum?",
    "KTP sudah ada belum",
    "apakah 3 wajib",
    "sudah",
    "belum ada",
    "biaya 5000 rupiah",
    "petugas tidak ada di kantor",
    "kantor mana",
    "mau mengadu petugas sudah dua kali minta uang ke saya kenapa ya",
)  # fmt: skip


@pytest.fixture(scope="module")
def checklist(search: Search) -> Checklist:
    """The eighteen requirements of a savings and loan permit in Kalbar."""
    return make(search.library, search.library.services["kalbar/izin-usaha-simpan-pinjam"])


def numbers(checklist: Checklist, names: tuple[str, ...]) -> set[int]:
    """The numbers of named items."""
    return {item.number for item in checklist.items if item.name in names}


@pytest.mark.parametrize("text", TICKS)
def test_items_are_found_by_number_and_by_words(search: Search, checklist: Checklist, text: str) -> None:
    """Before and after what is said of them, several at once, misspelt, in four languages."""
    assert may_tick(text, seen=True)
    ticks = read_ticks(text, checklist, search)
    assert (numbers(checklist, ticks.ready), numbers(checklist, ticks.missing)) == TICKS[text]
    assert ticks.sure


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_tick_ticks_nothing(search: Search, checklist: Checklist, text: str) -> None:
    """Questions, stories, and words alone."""
    assert not may_tick(text, seen=True) or not read_ticks(text, checklist, search).found


def test_numbers_and_words_that_are_not_on_the_list_are_told(search: Search, checklist: Checklist) -> None:
    """What was understood counts all the same."""
    ticks = read_ticks("1, 25 dan akta kelahiran sudah", checklist, search)
    assert (numbers(checklist, ticks.ready), ticks.unknown) == ({1}, ("25", "akta kelahiran"))


def test_two_papers_of_one_name_are_asked_about(search: Search) -> None:
    """NIB is asked for twice; once one of them is there, the other is meant."""
    kept = make(search.library, search.library.services["kalbar/izin-kantor-kas"])
    (unsure,) = read_ticks("induk berusaha sudah", kept, search).unsure
    assert unsure == ("induk berusaha", ("persyaratan/1", "persyaratan/6"), True)
    one = kept.ticked(("persyaratan/1",))
    assert read_ticks("induk berusaha sudah", one, search).ready == ("persyaratan/6",)


def test_letters_of_the_decree_are_understood(search: Search) -> None:
    """Where it counts by letters."""
    kept = make(search.library, search.library.services["muba/kesehatan-pengawasan"])
    assert read_ticks("a dan f sudah", kept, search).ready == ("persyaratan/a", "persyaratan/f")


def test_all_means_all_that_apply(search: Search, checklist: Checklist) -> None:
    """Not what the answers dropped."""
    own = answered(search.library, checklist, "wakil", "ketua")
    assert "persyaratan/3" not in read_ticks("semua sudah", own, search).ready


@pytest.mark.parametrize("text", ["nib sudah ada belum?", "NIB udah blm", "sudah ada NIB belum ya"])
def test_whether_something_is_there_can_be_asked(search: Search, checklist: Checklist, text: str) -> None:
    """That is no tick."""
    if may_ask(text):
        assert read_asked(text, checklist, search) == ("persyaratan/1",)
    assert not may_tick(text, seen=True) or not read_ticks(text, checklist, search).ready


WISHES: dict[str, Wish] = {
    "yang kurang apa?": "lacking",
    "apa aja yang kurang": "lacking",
    "kurang apa lagi": "lacking",
    "yang belum apa saja": "lacking",
    "what is missing?": "lacking",
    "sing kurang apa": "lacking",
    "nu kurang naon": "lacking",
    "ingatkan saya besok": "remind",
    "tolong ingetin senin jam 9": "remind",
    "jangan ingatkan lagi": "silence",
    "matikan pengingat": "silence",
    "hapus daftar periksa": "delete",
    "bagikan daftar": "share",
}
SEEN: dict[str, Wish] = {
    "urungkan": "undo",
    "salah": "undo",
    "batal": "undo",
    "bagikan": "share",
    "lihat daftar": "show",
}


@pytest.mark.parametrize("text", [*WISHES, *SEEN])
def test_wishes_are_understood(text: str) -> None:
    """Some only while the list is on the screen."""
    assert wish(text, seen=True) == (WISHES | SEEN)[text]
    assert wish(text, seen=False) == WISHES.get(text)


@pytest.mark.parametrize("text", ["syarat izin cabang", "kirim", "hapus data saya", "ada yang kurang jelas soal biaya"])
def test_other_matters_are_no_wishes(text: str) -> None:
    """They belong elsewhere."""
    assert wish(text, seen=True) is None


@pytest.mark.parametrize("text", ["tidak tahu", "ga tau", "kurang tau saya", "entahlah", "lewati", "duka", "embuh"])
def test_not_knowing_is_an_answer(text: str) -> None:
    """In the words that people have for it."""
    assert does_not_know(text)
    assert not does_not_know("tidak")
