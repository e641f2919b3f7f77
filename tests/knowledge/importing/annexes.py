"""Decrees of an office that does not exist, written as offices write them: a head, then services with 14 components."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from knowledge.decree_file import ComponentId, ItemPart, ServicePart
from knowledge.draft_file import DraftFile
from knowledge.importing.recognising import recognise
from knowledge.importing.source import Document
from knowledge.importing.texts import read_text

Contents = Mapping[ComponentId, str]

HEAD = """\
PEMERINTAH KOTA TANJUNG SELOR
DINAS KEBERSIHAN DAN PERTAMANAN
Jalan Melati Nomor 5 Telp. (0511) 555021 Tanjung Selor 77212

KEPUTUSAN KEPALA DINAS KEBERSIHAN DAN PERTAMANAN KOTA TANJUNG SELOR
NOMOR 660/14/DKP/2023

TENTANG

STANDAR PELAYANAN PADA DINAS KEBERSIHAN DAN PERTAMANAN

Menimbang : a. bahwa penyelenggara wajib menetapkan standar pelayanan;
Mengingat : 1. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;

MEMUTUSKAN:

Menetapkan :
KESATU : Standar Pelayanan sebagaimana tercantum dalam Lampiran.
KEDUA : Keputusan ini mulai berlaku pada tanggal ditetapkan.

Ditetapkan di Tanjung Selor
pada tanggal 9 Mei 2023
KEPALA DINAS KEBERSIHAN DAN PERTAMANAN,

RAHMAT HIDAYAT, S.T.
NIP 19700101 199503 1 000
"""
COMPONENTS: dict[ComponentId, tuple[str, str]] = {
    "persyaratan": ("Persyaratan", "Surat permohonan"),
    "prosedur": ("Sistem, Mekanisme, dan Prosedur", "Pemohon datang ke loket"),
    "jangka-waktu": ("Jangka Waktu Penyelesaian", "3 hari kerja"),
    "biaya": ("Biaya/Tarif", "Gratis"),
    "produk": ("Produk Pelayanan", "Surat izin"),
    "pengaduan": ("Penanganan Pengaduan, Saran, dan Masukan", "Kotak saran di loket"),
    "dasar-hukum": ("Dasar Hukum", "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik"),
    "sarana": ("Sarana, Prasarana, dan/atau Fasilitas", "Ruang tunggu"),
    "kompetensi": ("Kompetensi Pelaksana", "Pendidikan paling rendah SMA"),
    "pengawasan": ("Pengawasan Internal", "Dilakukan oleh atasan langsung"),
    "jumlah-pelaksana": ("Jumlah Pelaksana", "2 orang"),
    "jaminan-pelayanan": ("Jaminan Pelayanan", "Layanan diberikan tepat waktu"),
    "jaminan-keamanan": ("Jaminan Keamanan dan Keselamatan Pelayanan", "Data pemohon dirahasiakan"),
    "evaluasi": ("Evaluasi Kinerja Pelaksana", "Rapat setiap bulan"),
}
"""The 14 with the name that decrees use most and a content."""
DELIVERY = 6
"""The first so many belong to Service Delivery, the others to Manufacturing."""


def written(
    title: str, contents: Contents | None = None, names: Contents | None = None, *, without: Sequence[str] = ()
) -> str:
    """A service as running text: its title, then numbered headings with their lines below, `names` for other ones."""
    lines = [f"STANDAR PELAYANAN {title.upper()}", ""]
    for number, (component, name, content) in enumerate(_parts(contents, names, without), start=1):
        del component
        lines += [f"{number}. {name}", *content.splitlines(), ""]
    return "\n".join([*lines, ""])


def tabled(
    title: str, contents: Contents | None = None, names: Contents | None = None, *, without: Sequence[str] = ()
) -> str:
    """A service as a Markdown table under its title."""
    rows = [(str(number), name, text) for number, (_, name, text) in enumerate(_parts(contents, names, without), 1)]
    return f"STANDAR PELAYANAN {title.upper()}\n\n{table(('No', 'Komponen', 'Uraian'), rows)}\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; line breaks in cells are written as HTML has them."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("\n", "<br>") for cell in line) + " |" for line in lines) + "\n"


def _parts(
    contents: Contents | None, names: Contents | None, without: Sequence[str]
) -> Iterator[tuple[ComponentId, str, str]]:
    for component, (name, content) in COMPONENTS.items():
        if component not in without:
            yield component, (names or {}).get(component, name), (contents or {}).get(component, content)


def document(text: str) -> Document:
    """The document that a text file with such content is."""
    return read_text("naskah.md", text.encode())


def draft_of(*services: str, head: str = HEAD) -> DraftFile:
    """The draft of a decree with these services."""
    return recognise(document("\n".join([head, *services])))


def service_of(*services: str) -> ServicePart:
    """The only service of such a decree."""
    (service,) = draft_of(*services).services
    return service


def items_of(component: ComponentId, content: str) -> list[str]:
    """What becomes of the content of one component of a running text: each item with its mark, sub-items indented."""
    return shown(service_of(written("Izin Taman", {component: content})).components[component].items)


def shown(items: Sequence[ItemPart], indent: str = "") -> list[str]:
    """Items as a person would write them down."""
    lines = []
    for item in items:
        lines.append(f"{indent}{item.mark} {item.text}" if item.mark else f"{indent}{item.text}")
        lines += shown(item.items, f"{indent}  ")
    return lines


def whys(service: ServicePart) -> list[str]:
    """Why a service is doubted as a whole."""
    return [doubt.why for doubt in service.doubts]


def scan_of(*services: str, head: str = HEAD) -> DraftFile:
    """The draft of a decree that was read from pictures."""
    return recognise(replace(document("\n".join([head, *services])), scanned=True))
