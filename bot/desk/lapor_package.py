"""The package of one ticket for SP4N-LAPOR!: a ZIP with the report as PDF, JSON and CSV, and the attachments."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from bot.desk.lapor import Report
from bot.desk.spreadsheets import csv_row
from bot.papers.sheet import Sheet
from bot.store.files import FiledFile
from handlers.turn import Line, Section
from locales.formats import long_date

Read = Callable[[FiledFile], bytes | None]
_CHECK = "Nomor identitas dalam isian disamarkan. Lampiran disertakan sebagaimana dikirim: periksa dulu isinya."


def package(file: IO[bytes], report: Report, read: Read, now: dt.datetime) -> None:
    """Writes the ZIP into a file, which then stands at its beginning; `read` gives the content of an attachment."""
    made = now.timetuple()[:6]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
            entry = zipfile.ZipInfo(name, made)
            entry.compress_type = method
            archive.writestr(entry, content)

        there: list[str] = []
        for each in report.enclosed:
            content = read(each.file) if each.name is not None else None
            if each.name is not None and content is not None:
                put(f"lampiran/{each.name}", content, zipfile.ZIP_STORED)
                there.append(each.name)
        put(f"laporan-{report.number}.pdf", _pdf(report, there))
        put("laporan.json", json.dumps(_document(report, there, now), ensure_ascii=False, indent=2).encode())
        put("laporan.csv", _csv(report, there))
    file.seek(0)


def _document(report: Report, there: list[str], now: dt.datetime) -> dict[str, object]:
    return {
        "nomor_tiket": report.number,
        "klasifikasi": report.sort,
        "judul": report.title,
        "isi": report.story,
        "tanggal_kejadian": report.when or None,
        "lokasi_kejadian": report.where or None,
        "instansi_tujuan": {"nama": report.office, "alamat": report.address},
        "kategori": {"jenis": report.kind, "layanan": report.service or None, "golongan": report.category or None},
        "pelapor": {"anonim": report.anonymous, "nama": report.name or None, "kontak": report.contact or None},
        "keadaan": report.state,
        "diajukan": report.filed_at.isoformat(),
        "batas_keputusan": _iso(report.due_at),
        "batas_undang_undang": _iso(report.law_due_at),
        "rincian": [{"nama": label, "isi": text} for label, text in report.details],
        "lampiran": [
            {
                "berkas": f"lampiran/{each.name}" if each.name in there else None,
                "nama_asli": each.called,
                "sha256": each.file.sha256 if each.name in there else None,
            }
            for each in report.enclosed
        ],
        "riwayat": [
            {"waktu": each.at.isoformat(), "oleh": each.who, "kejadian": each.what, "kata": each.words or None}
            for each in report.history
        ],
        "dibuat": now.isoformat(timespec="seconds"),
    }


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _facts(report: Report, there: list[str]) -> Iterator[tuple[str, str]]:
    """The report as names and texts, for people; what is not known is left out."""
    rows = (
        ("Nomor tiket", report.number),
        ("Klasifikasi", report.sort),
        ("Judul", report.title),
        ("Isi laporan", report.story),
        ("Tanggal kejadian", report.when),
        ("Lokasi kejadian", report.where),
        ("Instansi tujuan", report.office),
        ("Layanan", report.service),
        ("Golongan", report.category),
        ("Pelapor", "anonim" if report.anonymous else report.name or "tidak menyebut nama"),
        ("Kontak pelapor", report.contact),
        ("Keadaan", report.state),
        ("Diajukan", _moment(report.filed_at)),
        ("Batas keputusan", _moment(report.due_at)),
        ("Batas undang-undang", _moment(report.law_due_at)),
        *report.details,
        ("Lampiran", ", ".join(there)),
    )
    return ((name, text) for name, text in rows if text)


def _csv(report: Report, there: list[str]) -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(("Bagian", "Isi", "Waktu", "Oleh"))
    table.writerows(csv_row((name, words, None, None)) for name, words in _facts(report, there))
    table.writerows(
        csv_row(("Riwayat", f"{each.what}: {each.words}".rstrip(": "), each.at, each.who)) for each in report.history
    )
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _pdf(report: Report, there: list[str]) -> bytes:
    from bot.papers.pdf import A4, draw  # what draws takes half a second to load

    facts = tuple(Line(None, f"{name}: {text}") for name, text in _facts(report, there) if name != "Nomor tiket")
    history = tuple(
        Line(None, f"{_moment(each.at)}: {each.who} {each.what}", (Line(None, each.words),) if each.words else ())
        for each in report.history
    )
    sheet = Sheet(
        office=report.office,
        title="Laporan untuk SP4N-LAPOR!",
        large=report.number,
        sections=(Section(lines=facts), Section("Riwayat", lines=history)),
        small=(_CHECK, f"{report.office}, {report.address}".rstrip(", ")),
    )
    return draw(sheet, A4)


def _moment(moment: dt.datetime | None) -> str:
    return f"{long_date(moment.date(), 'id')} {moment:%H.%M}" if moment is not None else ""
