"""`tanya lint` and `tanya diff`: what is odd in decree files and drafts, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.clock import now
from bot.command_line import read_settings, refuse
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from knowledge.decree_file import DecreeFile
    from knowledge.draft_file import DraftFile
    from knowledge.files import KnowledgeFile
    from knowledge.versions.wording import Told

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", required=False, metavar="[FILE]", type=_FILE)
@click.option("--known", is_flag=True, help="Tampilkan juga temuan yang sudah diterangkan catatan dalam file.")
@click.option("--completeness", is_flag=True, help="Tabel layanan dan 14 komponennya, sebagai ganti temuan.")
@click.option("--csv", "csv_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Tulis tabel kelengkapan ke FILE (CSV untuk lembar kerja).")  # fmt: skip
def lint(file: Path | None, known: bool, completeness: bool, csv_file: Path | None) -> None:
    """Periksa FILE keputusan atau draf, atau semua yang dipakai; selesai dengan 1 bila ada yang harus diperbaiki."""
    from bot.lint_reports import show_findings
    from knowledge.files import find_laws
    from knowledge.lint.laws import replaced_laws
    from knowledge.lint.linting import findings

    try:
        files = _read(file)
        if completeness or csv_file is not None:
            _tell_completeness([read for _, read in files], csv_file, shown=completeness)
            return
        laws = replaced_laws(find_laws(read_settings().overlay))
    except KnowledgeError as error:
        refuse(str(error))
    today = now().date()
    found = [finding for each, read in files for finding in findings(read, each.text, each.name, laws, today)]
    show_findings(found, known=known)
    raise SystemExit(1 if any(finding.must_be_fixed for finding in found) else 0)


@click.command()
@click.argument("old", metavar="LAMA", type=_FILE)
@click.argument("new", metavar="BARU", type=_FILE)
def diff(old: Path, new: Path) -> None:
    """Beda dua versi file keputusan atau draf, dalam kata-kata."""
    from knowledge.versions.comparing import changes
    from knowledge.versions.wording import told

    try:
        before, after = (_read(path)[0][1] for path in (old, new))
    except KnowledgeError as error:
        refuse(str(error))
    lines = told(changes(before, after))
    if not lines:
        click.echo("Tidak ada yang berbeda.")
    _show(lines)


def _tell_completeness(files: Sequence[DecreeFile | DraftFile], csv_file: Path | None, *, shown: bool) -> None:
    from bot.lint_reports import completeness_csv, show_completeness
    from knowledge.lint.completeness import completeness

    rows = [row for file in files for row in completeness(file)]
    if csv_file is not None:
        try:
            csv_file.write_bytes(completeness_csv(rows))
        except OSError as error:
            refuse(f"{csv_file}: {error.strerror}. Pilih file yang dapat ditulis.")
        click.echo(f"Tersimpan: {csv_file}", err=shown)
    if shown:
        show_completeness(rows)


def _read(path: Path | None) -> list[tuple[KnowledgeFile, DecreeFile | DraftFile]]:
    """One file, or all that the installation uses, each read as what it is; raises KnowledgeError."""
    from knowledge.files import KnowledgeFile, find_files

    if path is None:
        return [(file, _read_one(file)) for file in find_files(read_settings().overlay).decrees]
    try:
        file = KnowledgeFile(str(path), path.read_text("utf-8"))
    except UnicodeDecodeError:
        refuse(f"{path}: bukan teks UTF-8. Ini perintah untuk file YAML; dokumen lain dibaca dengan: tanya import")
    except OSError as error:
        refuse(f"{path}: {error.strerror}. Periksa izin baca file ini.")
    return [(file, _read_one(file))]


def _read_one(file: KnowledgeFile) -> DecreeFile | DraftFile:
    """A decree file, or where it is not one yet a draft; raises BrokenFile, with what is wrong with it as a draft."""
    from knowledge.decree_file import DecreeFile
    from knowledge.draft_file import DraftFile
    from knowledge.errors import BrokenFile
    from knowledge.yaml_lines import read_yaml

    try:
        return read_yaml(file.text, file.name, DecreeFile)
    except BrokenFile:
        return read_yaml(file.text, file.name, DraftFile)


def _show(lines: Sequence[Told]) -> None:
    """On a terminal with the words that changed struck through and bold, in a pipe as plain lines."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True, markup=False)
    styles = {"same": "", "gone": "red strike", "new": "bold green"}
    for line in lines:
        if not console.is_terminal or not line.passages:
            console.print(Text(str(line)))
            continue
        shown = Text(f"{line.lead}: ")
        for passage in line.passages:
            text = passage.text if passage.text.endswith(" ") else f"{passage.text} "
            shown.append(text.rstrip(), style=styles[passage.kind]).append(" ")
        console.print(shown)
