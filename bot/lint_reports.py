"""Shows what lint found on a terminal or in a pipe, and the completeness of services as a table and as CSV."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.desk.spreadsheets import csv_row
from knowledge.component_names import COMPONENT_NAMES
from knowledge.lint.completeness import Completeness
from knowledge.lint.finding import SEVERITIES, Finding, Severity

_STYLES: dict[Severity, str] = {"perbaiki": "bold red", "periksa": "yellow", "catatan": "cyan"}
_MARKS = {"ada": "✓", "kosong": "–", "tidak ada": "×"}
_HEADINGS = {
    "persyaratan": "syarat",
    "prosedur": "prosedur",
    "jangka-waktu": "waktu",
    "biaya": "biaya",
    "produk": "produk",
    "pengaduan": "aduan",
    "dasar-hukum": "hukum",
    "sarana": "sarana",
    "kompetensi": "kompet.",
    "pengawasan": "awas",
    "jumlah-pelaksana": "jumlah",
    "jaminan-pelayanan": "jaminan",
    "jaminan-keamanan": "aman",
    "evaluasi": "evaluasi",
}
_WIDE = 160
"""Columns of a table in a pipe or a narrow terminal: 16 columns are cut to nothing below it."""
_NAMED = 2
"""Services named in one line; how many more there are is told."""
_SEPARATOR = ";"
"""What Excel parts columns by where the comma is the decimal mark, as in Indonesia."""


def show_findings(findings: Sequence[Finding], *, known: bool) -> None:
    """The findings, a paragraph each, then how many there are; those that a note tells already only if `known`."""
    console = _console()
    told = [finding for finding in findings if known or not finding.known]
    for finding in told:
        console.print(_heading(finding))
        if finding.words is not None:
            console.print(Text(f"    tertulis: {finding.words}"))
        console.print(Text(f"    → {finding.remedy}", style="dim"))
    if told:
        console.print()
    console.print(Text(_summary(findings)))
    hidden = len(findings) - len(told)
    if hidden:
        console.print(Text(f"{hidden} temuan lain sudah diterangkan catatan dalam file; lihat dengan --known."))


def show_completeness(rows: Iterable[Completeness]) -> None:
    """Services by the 14 components, an office a table."""
    rows = list(rows)
    console = _console()
    if not console.is_terminal or console.width < _WIDE:
        console.width = _WIDE
    for office in dict.fromkeys(row.office for row in rows):
        table = Table(title=Text(office), title_justify="left", title_style="bold", box=None, pad_edge=False)
        table.add_column("Layanan", max_width=36)
        for name in _HEADINGS.values():
            table.add_column(name, justify="center", no_wrap=True)
        table.add_column("dari 14", justify="right", no_wrap=True)
        for row in rows:
            if row.office == office:
                marks = (_MARKS[row.presence[key]] for key in COMPONENT_NAMES)
                table.add_row(Text(_numbered(row)), *marks, str(row.count))
        console.print(table)
        console.print()
    console.print(Text("✓ ada   – dikosongkan keputusan   × tidak ada"))


def completeness_csv(rows: Iterable[Completeness]) -> bytes:
    """The same as CSV for a spreadsheet: UTF-8 with its mark, parted by semicolons, no cell ever a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=_SEPARATOR)
    writer.writerow(["Kantor", "Nomor", "Layanan", *COMPONENT_NAMES.values(), "Jumlah", "Persen"])
    for row in rows:
        told = [row.presence[key] for key in COMPONENT_NAMES]
        writer.writerow(csv_row([row.office, row.service.number, row.service.name, *told, row.count, row.percent]))
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _heading(finding: Finding) -> Text:
    """Severity, place, and what is odd: first what an editor can jump to."""
    line = Text(f"{finding.file}:{finding.line}: ")
    line.append(finding.severity, style=_STYLES[finding.severity])
    if finding.known:
        line.append(" (sudah dicatat)", style="dim")
    where = ", ".join(finding.services[:_NAMED])
    if len(finding.services) > _NAMED:
        where += f" dan {len(finding.services) - _NAMED} layanan lain"
    if finding.component is not None:
        where = f"{COMPONENT_NAMES[finding.component]} {where}"
    line.append(f" {where}: {finding.odd}" if where else f" {finding.odd}")
    return line


def _summary(findings: Sequence[Finding]) -> str:
    counts = {each: sum(not one.known and one.severity == each for one in findings) for each in SEVERITIES}
    return ", ".join(f"{count} {severity}" for severity, count in counts.items())


def _numbered(row: Completeness) -> str:
    number = f"{row.service.number}. " if row.service.number is not None else ""
    return f"{number}{row.service.name}{' (hanya disebut)' if row.service.listed_only else ''}"


def _console() -> Console:
    """Long lines are not broken: an editor and grep read them whole."""
    return Console(highlight=False, soft_wrap=True, markup=False)
