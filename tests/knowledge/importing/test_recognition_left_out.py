"""What of a document stands in no service: all of it is told, with the reason; one without services is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from rapidfuzz import fuzz, process

from knowledge.component_names import COMPONENT_NAMES
from knowledge.decree_file import ItemPart
from knowledge.draft_file import DraftFile
from knowledge.importing.recognising import NoDecree, recognise
from knowledge.importing.source import Line
from knowledge.importing.writing import dump
from knowledge.yaml_lines import read_yaml
from tests.knowledge.importing.annexes import HEAD, document, draft_of, tabled, written
from tests.knowledge.importing.drafts import ALL, drafted, read

LOSES_WORDS = {
    "kalbar-2023", "muba-2024", "depok-2023", "05-pindai-rusak", "07-teks-sel", "11-markdown-lajur",
    "22-kecamatan-semarang-typed", "28-docx-c", "34-teks-alir", "51-pindai-geser", "54-teks-daring",
    "56-markdown-terbelah", "57-pindai-garis", "58-html-terurai", "60-markdown-panjang", "61-docx-dua-tabel",
    "62-pdf-alir",
}  # fmt: skip
"""Documents of which some words are still lost."""
ITEMS_OF_SIGNS = {"10-pindai-tabel", "31-markdown-halaman", "55-teks-potong"}
"""Documents in which stray signs are still taken for items."""


def documents(failing: Set[str] = frozenset()) -> pytest.MarkDecorator:
    """Runs a test on every document; strictly expected to fail on some."""
    return pytest.mark.parametrize(
        "path",
        [
            pytest.param(case.source, id=name, marks=[pytest.mark.xfail(strict=True)] if name in failing else [])
            for name, case in ALL.items()
        ],
    )


_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"\w{1,2}|[ivx]{1,5}")
"""List marks, and the stray letters of a scan."""
_GLUED = re.compile(r"(?<=[^\W\d_])\d{1,2}$")
"""The number of the next item at the end of a word."""
_TITLE_WORDS = {"standar", "pelayanan", "layanan", "jenis", "nama", "judul", "publik"}
"""Words that say only that a line is the title of a service."""
_REMARKS = {"catatan", "keterangan", "ket", "nb"}
"""Words that only say that a remark follows."""
_CLOSE = 80.0
"""The least likeness of a misprinted word in the name of a component."""


def words(texts: Iterable[str]) -> Counter[str]:
    """The words of texts, without what may be a list mark; a word goes on over the hyphen of a line's end."""
    joined = re.sub(r"(?<=[a-z])-\s+(?=[a-z])", "-", " ".join(texts))
    found = (_GLUED.sub("", word.lower()) for word in _WORD.findall(joined))
    return Counter(word for word in found if not _MARK.fullmatch(word))


def source_texts(path: Path) -> Iterator[str]:
    for block in read(path).blocks:
        lines = [block] if isinstance(block, Line) else [line for cell in block.cells for line in cell]
        yield from (line.text for line in lines)


def draft_texts(draft: DraftFile) -> Iterator[str]:
    """Everything that a reviewer reads in a draft as words of the document, and the repairs that notes tell."""
    for service in draft.services:
        yield service.name
        yield from service.notes
        for part in service.components.values():
            yield from filter(None, (part.intro, part.remark, *part.flow, *part.notes))
            yield from item_texts(part.items)
    for entry in draft.left_out:
        yield entry.text


def item_texts(items: Iterable[ItemPart]) -> Iterator[str]:
    for item in items:
        yield from filter(None, (item.text, item.note, *item.flow))
        yield from item_texts(item.items)


@cache
def names_of_components() -> dict[str, set[str]]:
    """The words in the names of each component, also run together."""
    text = (files("knowledge") / "importing" / "component_names.yaml").read_text("utf-8")
    table: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return {
        key: {word for names in spelled.values() for name in names for word in (*name.split(), name.replace(" ", ""))}
        for key, spelled in table.items()
    }


def told_otherwise(draft: DraftFile) -> Counter[str]:
    """Words that need not be told: headings of the components that are there, what titles and remarks begin with."""
    counts: Counter[str] = Counter()
    for service in draft.services:
        counts.update(_TITLE_WORDS)
        for component, part in service.components.items():
            counts.update(names_of_components()[component])
            if part.remark:
                counts.update(_REMARKS)
    return counts


def lost(path: Path) -> Counter[str]:
    """The words of a document that its draft does not tell.

    A letter of a list mark glued to a word does not matter, nor does a misprint in the name of a component.
    """
    draft = drafted(path)
    told, otherwise = words(draft_texts(draft)), told_otherwise(draft)
    missing = words(source_texts(path)) - told - otherwise
    return Counter({word: count for word, count in missing.items() if not excused(word, told, otherwise)})


def excused(word: str, told: Counter[str], otherwise: Counter[str]) -> bool:
    """Whether a word is told but for a glued letter, or a misprint of a component's name."""
    if word[:-1] in told:
        return True
    close = process.extractOne(word, list(otherwise), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return word not in otherwise and close is not None


@documents(LOSES_WORDS)
def test_nothing_is_dropped_unsaid(path: Path) -> None:
    """Every word of a document stands in its draft: in a service or among what was left out."""
    assert lost(path) == Counter()


@documents()
def test_a_draft_reads_back(path: Path) -> None:
    """The text of a draft is the draft."""
    draft = drafted(path)
    assert read_yaml(dump(draft), "naskah.yaml", DraftFile) == draft


@documents(ITEMS_OF_SIGNS)
def test_no_item_is_only_signs(path: Path) -> None:
    """Rules of tables and stray signs are no items."""
    texts = [text for service in drafted(path).services for part in service.components.values()
             for text in item_texts(part.items)]  # fmt: skip
    assert [text for text in texts if not re.search(r"[^\W_]", text)] == []


def test_the_preamble_and_the_signature() -> None:
    """They are left out, each for its reason, with their place and no doubt."""
    draft = draft_of(written("Izin Taman"), "Ditetapkan di Tanjung Selor\npada tanggal 9 Mei 2023\nKEPALA DINAS,\n")
    first, last = draft.left_out[0], draft.left_out[-1]
    assert first.text.startswith("PEMERINTAH KOTA TANJUNG SELOR / DINAS KEBERSIHAN DAN PERTAMANAN")
    assert first.place is not None
    assert first.place.startswith("baris 1 sampai ")
    assert last.text == "Ditetapkan di Tanjung Selor / pada tanggal 9 Mei 2023 / KEPALA DINAS,"
    assert last.why == "penutup"
    assert [entry.doubts for entry in draft.left_out] == [[]] * len(draft.left_out)


def test_page_numbers() -> None:
    """They are left out, not glued to items."""
    text = written("Izin Taman").replace("2. Sistem", "- 4 -\n\n2. Sistem")
    draft = draft_of(text)
    assert [item.text for item in draft.services[0].components["persyaratan"].items] == ["Surat permohonan"]
    assert any("4" in entry.text for entry in draft.left_out if entry.why == "nomor halaman")


def test_what_is_not_understood_is_doubted() -> None:
    """A run of headings that is no service is kept for a person to look at."""
    odd = "Persyaratan\n1. Pas foto\n\nBiaya/Tarif\nRp. 5.000,-\n"
    draft = draft_of(tabled("Izin Taman"), f"\n## Lain-lain\n\n{odd}", tabled("Angkut Sampah"))
    told = " ".join([*draft_texts(draft)])
    assert "Pas foto" in told
    assert "Rp. 5.000,-" in told


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Faktur 12/2023\nKepada: Toko Maju\n1. Kertas 5 rim Rp 250.000\n2. Tinta Rp 90.000\n", id="invoice"
        ),
        pytest.param(
            "# Dinas luncurkan layanan baru\n\nTanjung Selor, 9 Mei 2023 - Kepala Dinas membuka acara. Persyaratan"
            " mudah dan biaya gratis, katanya.\n\nBerita Terbaru\n- Lomba taman\n- Kerja bakti\n",
            id="news",
        ),
        pytest.param(HEAD, id="preamble"),
        pytest.param(
            "Pasal 4\nKomponen standar pelayanan meliputi:\n"
            + "\n".join(f"{chr(97 + at)}. {name};" for at, name in enumerate(COMPONENT_NAMES.values())),
            id="a list of the components",
        ),
        pytest.param("kata\n", id="a word"),
        pytest.param("| Nama | Harga |\n|---|---|\n| Kertas | 5.000 |\n", id="another table"),
    ],
)
def test_no_decree(text: str) -> None:
    """It is refused by the name of its file, with a remedy."""
    with pytest.raises(NoDecree) as told:
        recognise(document(text))
    assert "naskah.md" in str(told.value)
    assert "tidak ada standar pelayanan" in str(told.value)
    assert "pastikan" in str(told.value)
