"""`tanya import`: reads a raw decree and writes the draft of its decree file, with a report of what is unsure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.command_line import refuse
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from knowledge.draft_file import DraftFile

_FILE = click.Path(path_type=Path)


@click.command(name="import")
@click.argument("file", metavar="FILE", type=_FILE)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Tulis draf ke FILE; tanpa pilihan ini di folder kerja, dengan nama dokumennya.")  # fmt: skip
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Tulis juga kantor, nomor, tahun, layanan, dan butir-butirnya ke FILE sebagai JSON.")  # fmt: skip
def import_decree(file: Path, out: Path | None, json_file: Path | None) -> None:
    """Baca keputusan mentah FILE (teks, Markdown, HTML, DOCX, PDF, gambar) dan tulis draf file keputusannya."""
    from bot.import_report import show_draft
    from bot.progress import shown_progress
    from knowledge.importing.flat import as_json
    from knowledge.importing.reading import read_document
    from knowledge.importing.recognising import recognise
    from knowledge.importing.writing import dump

    for each in (out, json_file):
        if each is not None and each.exists() and file.exists() and each.samefile(file):
            refuse(f"{each}: ini naskahnya sendiri. Pilih nama lain untuk hasilnya, agar naskah tidak tertimpa.")
    try:
        with shown_progress("Membaca") as progress:
            draft = recognise(read_document(file, progress))
    except KnowledgeError as error:
        refuse(str(error))
    target = out or _free(Path(f"{file.stem}.draf.yaml"))
    try:
        target.write_text(dump(draft), "utf-8")
        if json_file is not None:
            json_file.write_text(json.dumps(as_json(draft), ensure_ascii=False, indent=2) + "\n", "utf-8")
    except OSError as error:
        refuse(f"{error.filename}: {error.strerror}. Pilih tempat lain dengan --out atau periksa izin foldernya.")
    show_draft(draft)
    _tell_next(target, draft)


def _free(path: Path) -> Path:
    """A name that no file has yet: a draft that somebody has begun to correct is not overwritten."""
    each, count = path, 2
    while each.exists():
        each = path.with_name(path.name.replace(".draf.yaml", f"-{count}.draf.yaml"))
        count += 1
    return each


def _tell_next(target: Path, draft: DraftFile) -> None:
    slug = draft.office.slug or "nama-kantor"
    click.echo(f"\nDraf: {target}")
    click.echo("Langkah berikutnya:")
    click.echo(f"  1. Buka {target} di samping naskah: isi baris bertanda ISI, periksa setiap PERIKSA, lalu hapus")
    click.echo("     keraguan (doubts) yang sudah diperiksa. Penjelasannya ada di awal berkas itu.")
    click.echo(f"  2. tanya lint {target} menyebut yang belum beres beserta barisnya.")
    click.echo(f"  3. Simpan sebagai DATA_DIR/knowledge/decrees/{slug}.yaml, lalu jalankan tanya build.")
    click.echo("Tanpa menyunting berkas: unggah naskahnya di meja petugas, Lainnya › Keputusan.")
