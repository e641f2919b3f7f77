"""Why a document cannot be read, in words for the person who brought it, each with what to do instead."""

from __future__ import annotations

from knowledge.errors import KnowledgeError, Problem
from knowledge.importing.limits import MEGABYTE

OCR_SETUP = (
    "pasang Tesseract dengan bahasa Indonesia: di Debian/Ubuntu `apt-get install tesseract-ocr tesseract-ocr-ind`, "
    "di macOS `brew install tesseract tesseract-lang`, di Windows lewat `winget install UB-Mannheim.TesseractOCR` "
    "(centang bahasa Indonesian saat memasang), lalu ulangi"
)
_ASK_AGAIN = "minta salinan yang utuh, atau buka dengan aplikasinya lalu simpan lagi sebagai DOCX atau PDF"
_SAVE_AS = "buka dengan aplikasinya lalu simpan sebagai DOCX atau PDF"


class Unreadable(KnowledgeError):
    """A document cannot be read at all; nothing of it was taken over."""


def refusal(name: str, wrong: str, remedy: str) -> Unreadable:
    """A refusal of the whole file."""
    return Unreadable(Problem(name, 0, wrong, remedy))


def missing(name: str) -> Unreadable:
    return refusal(name, "berkas tidak ada", "periksa nama dan foldernya")


def folder(name: str) -> Unreadable:
    return refusal(name, "ini folder, bukan berkas", "sebut satu berkas di dalamnya")


def forbidden(name: str) -> Unreadable:
    return refusal(name, "berkas tidak dapat dibuka", "periksa izin berkasnya")


def empty(name: str) -> Unreadable:
    return refusal(name, "berkas kosong", "periksa apakah pengunduhan atau penyalinannya selesai")


def too_large(name: str, limit: int) -> Unreadable:
    return refusal(
        name,
        f"berkas lebih besar dari {limit // MEGABYTE} MB"
        if limit >= MEGABYTE
        else f"berkas lebih besar dari {limit} bita",
        "bagi dokumen menjadi beberapa berkas, atau pindai lagi dengan 300 dpi hitam-putih",
    )


def too_many_pages(name: str, pages: int, limit: int) -> Unreadable:
    return refusal(name, f"dokumen berisi {pages} halaman, lebih dari {limit}", "bagi menjadi beberapa berkas")


def too_slow(name: str, seconds: float) -> Unreadable:
    return refusal(
        name,
        f"dokumen belum selesai dibaca setelah {seconds:.0f} detik",
        "bagi menjadi beberapa berkas, atau cetak ulang ke PDF lalu coba lagi",
    )


def too_heavy(name: str) -> Unreadable:
    return refusal(
        name, "dokumen memerlukan terlalu banyak memori", "bagi menjadi beberapa berkas, atau simpan ulang sebagai PDF"
    )


def too_packed(name: str) -> Unreadable:
    return refusal(
        name, "isi dokumen jauh lebih besar daripada berkasnya", "simpan ulang dokumen tanpa lampiran dan gambar besar"
    )


def too_long(name: str, limit: int) -> Unreadable:
    return refusal(name, f"ada baris lebih dari {limit} karakter", "periksa apakah ini benar dokumen teks")


def too_many_lines(name: str, limit: int) -> Unreadable:
    return refusal(name, f"dokumen berisi lebih dari {limit} baris", "bagi menjadi beberapa berkas")


def too_deep(name: str) -> Unreadable:
    return refusal(
        name, "elemen HTML bersarang terlalu dalam", "simpan ulang dari peramban sebagai PDF, lalu coba lagi"
    )


def encrypted(name: str) -> Unreadable:
    return refusal(name, "dokumen dikunci dengan kata sandi", "simpan salinan tanpa kata sandi, lalu ulangi")


def damaged(name: str, kind: str) -> Unreadable:
    return refusal(name, f"berkas {kind} rusak atau terpotong", _ASK_AGAIN)


def old_word(name: str) -> Unreadable:
    return refusal(
        name, "ini dokumen Word lama (.doc)", "buka dengan Word atau LibreOffice, simpan sebagai DOCX atau PDF"
    )


def other_document(name: str, kind: str) -> Unreadable:
    return refusal(name, f"ini {kind}, bukan naskah keputusan", _SAVE_AS)


def unknown(name: str) -> Unreadable:
    return refusal(
        name,
        "jenis berkas tidak dikenal",
        "yang dapat dibaca: PDF, DOCX, HTML, teks, Markdown, dan gambar PNG, JPEG atau TIFF",
    )


def binary(name: str) -> Unreadable:
    return refusal(name, "berkas ini bukan teks walaupun namanya begitu", _SAVE_AS)


def wordless(name: str) -> Unreadable:
    return refusal(name, "tidak ada teks di dalamnya", "periksa apakah berkasnya benar")


def needs_ocr(name: str, lacking: str) -> Unreadable:
    return refusal(name, f"dokumen ini hasil pindai (gambar), dan {lacking}", OCR_SETUP)
