"""The command line: `tanya serve`, `chat`, `ask`, `build`, `services`, `export`; each calls a function elsewhere."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TextIO

import click

from bot.announce_commands import announce
from bot.clock import now
from bot.command_line import IndonesianGroup, checked_office, open_search, read_settings, refuse
from bot.import_commands import import_decree
from bot.lint_commands import diff, lint
from bot.paper_commands import leaflet
from bot.privacy_commands import privacy
from bot.staff_commands import staff
from bot.ticket_commands import ticket
from knowledge.errors import KnowledgeError

_EXAMPLES = """
\b
Contoh:
  tanya serve                             jalankan layanan: obrolan web di http://127.0.0.1:8080
  tanya chat                              ngobrol di terminal
  tanya chat --office kalbar --save a.txt  simpan percakapannya
  tanya ask "syarat izin kantor cabang" --office kalbar
  tanya ask --jsonl < soal.jsonl          satu jawaban JSON per baris
  tanya services --office depok           daftar layanan
  tanya export data-terbuka               JSON dan CSV semua keputusan
  tanya build                             susun ulang basis pengetahuan
  tanya import keputusan.pdf              draf file keputusan dari naskah mentah
  tanya lint                              periksa file keputusan: yang kosong, janggal, usang
  tanya lint --completeness --csv lengkap.csv   14 komponen tiap layanan
  tanya diff lama.yaml baru.yaml          beda dua versi keputusan
  tanya doctor                            periksa semua yang diperlukan layanan
  tanya backup cadangan.tar.gz            simpan semua data, juga saat layanan berjalan
  tanya restore cadangan.tar.gz           pulihkan cadangan itu
  tanya replay                            ambil lagi pesan yang gagal diproses
  tanya leaflet depok/kios                lembar layanan untuk loket (PDF)
  tanya leaflet --office depok            kode QR semua layanan kantor itu
  tanya ticket list --office kalbar       tiket yang menunggu kantor itu
  tanya staff add "Rina Wati" --office kalbar --role officer
  tanya privacy list                      permintaan warga atas data pribadinya
  tanya announce draft a.txt --office depok --topic pelatihan   konsep pengumuman
  tanya ticket answer KAL-7Q4M9X-T "..."  jawab warga lewat tiketnya
"""


@click.group(cls=IndonesianGroup, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tanya-dinas", prog_name="tanya")
def main() -> None:
    """Tanya Dinas menjawab pertanyaan warga dari keputusan standar pelayanan Dinas Koperasi dan UKM."""
    _reconfigure(sys.stdin)
    _reconfigure(sys.stdout)


@main.command()
def serve() -> None:
    """Jalankan layanan: obrolan web, API, dan saluran lain yang disetel."""
    import asyncio

    from bot.app import CannotStart, Started, only_service, prepare
    from bot.app import serve as serve_until_stopped
    from bot.backup import BackupFailed
    from bot.logs import set_up_logs
    from bot.store.migrating import NewerDatabase
    from bot.store.unit import StoreUnavailable

    settings = read_settings()
    set_up_logs(settings.log_level)

    def started(service: Started) -> None:
        click.echo(f"Obrolan web   menyala  {service.url}")
        click.echo(f"API           menyala  {service.url}/api/v1/ask?q=syarat+kios&office=depok")
        if settings.telegram_token is None:
            click.echo("Telegram      mati     isi TANYA_TELEGRAM_TOKEN dengan token dari BotFather untuk menyalakan")
        elif settings.public_url is None:
            click.echo("Telegram      menyala  pesan diambil dari Telegram (long polling)")
        else:
            click.echo(f"Telegram      menyala  lewat webhook di {settings.public_url}")
        if not settings.whatsapp_numbers:
            click.echo("WhatsApp      mati     README, “Connecting WhatsApp”, menuntun menyambungkan nomor kantor")
        else:
            offices = ", ".join(office for _, office in settings.whatsapp_numbers)
            click.echo(f"WhatsApp      menyala  {offices}; periksa dengan: tanya doctor")
        click.echo(f"Meja petugas  menyala  {service.url}/desk")
        if service.setup is not None:
            _tell_setup(f"{settings.public_url or service.url}{service.setup}")
        click.echo(f"Data          {settings.data_dir.resolve()}")
        click.echo("Hentikan dengan Ctrl-C.")

    try:
        with only_service(settings):
            prepare(settings)
            asyncio.run(serve_until_stopped(settings, open_search(settings), started))
    except (CannotStart, NewerDatabase, BackupFailed) as error:
        refuse(str(error))
    except StoreUnavailable as error:
        refuse(f"Basis data tidak dapat dibuka ({error}). Periksa TANYA_DATABASE_URL dan ruang disk.")


@main.command()
@click.option("--office", metavar="KANTOR", help="Kantor yang dipilih sejak awal, misalnya depok.")
@click.option(
    "--save", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Simpan percakapan ke FILE."
)
def chat(office: str | None, save: Path | None) -> None:
    """Percakapan di terminal; pilihan dijawab dengan nomornya."""
    from bot.channels.terminal import Terminal
    from bot.papers.doors import Doors

    settings = read_settings()
    search = open_search(settings)
    doors = Doors(settings.public_url)
    terminal = Terminal(search, checked_office(search, office), settings.data_dir / "papers", doors, save)
    try:
        terminal.write()
    except OSError as error:
        refuse(f"{save}: {error.strerror}. Pilih file yang dapat ditulis.")
    terminal.run()


@main.command()
@click.argument("question", required=False)
@click.option("--office", metavar="KANTOR", help="Kantor yang dipilih, misalnya kalbar.")
@click.option("--jsonl", is_flag=True, help="Baca baris JSON dari masukan standar, tulis satu objek JSON per baris.")
def ask(question: str | None, office: str | None, jsonl: bool) -> None:
    """Jawab satu pertanyaan, atau banyak sekaligus dengan --jsonl."""
    from bot.plain_text import render
    from bot.questions import answer_lines
    from bot.questions import ask as ask_once

    if not jsonl and question is None:
        refuse('Pertanyaannya belum ada. Contoh: tanya ask "syarat izin kantor cabang" --office kalbar')
    search = open_search(read_settings())
    if jsonl:
        _reconfigure(sys.stdin, encoding="utf-8-sig")
        _reconfigure(sys.stdout, encoding="utf-8")
        for line in answer_lines(search, sys.stdin, now()):
            click.echo(line)
        return
    for reply in ask_once(search, str(question), checked_office(search, office), now()).replies:
        click.echo(render(reply))


@main.command()
def build() -> None:
    """Susun knowledge.db dari file keputusan dan kamus."""
    from bot.progress import shown_progress
    from knowledge.build import build as build_database
    from knowledge.files import find_files

    settings = read_settings()
    try:
        with shown_progress() as progress:
            build_database(find_files(settings.overlay), settings.database, progress)
    except KnowledgeError as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{settings.database}: {error.strerror}. Periksa izin tulis folder itu atau setel TANYA_DATA_DIR.")
    click.echo(f"Selesai: {settings.database}")


@main.command()
def doctor() -> None:
    """Periksa semua yang diperlukan layanan, dengan cara memperbaikinya."""
    from bot.doctor import examine

    well = True
    for finding in examine(read_settings(), now()):
        well &= finding.well
        click.echo(f"{'baik  ' if finding.well else 'SALAH '} {finding.what}: {finding.found}")
        if finding.remedy:
            click.echo(f"       → {finding.remedy}")
    raise SystemExit(0 if well else 1)


@main.command()
def replay() -> None:
    """Ambil lagi pesan yang gagal diproses, setelah sebabnya diperbaiki."""
    import asyncio

    from bot.replay import replay as take_again
    from bot.store.unit import StoreUnavailable

    settings = read_settings()
    try:
        done = asyncio.run(take_again(settings, open_search(settings), now))
    except StoreUnavailable as error:
        refuse(f"Basis data tidak dapat dibuka ({error}). Jalankan tanya doctor.")
    for each in done:
        click.echo(f"{each.error_id}  {'berhasil' if each.well else 'masih gagal'}  {each.error}")
    click.echo(f"{sum(each.well for each in done)} dari {len(done)} pesan berhasil.")
    raise SystemExit(0 if all(each.well for each in done) else 1)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Simpan percakapan, kunci, dan pengetahuan kantor ke FILE; layanan boleh tetap berjalan."""
    from bot.backup import BackupFailed, back_up

    try:
        size = back_up(read_settings(), file, now())
    except BackupFailed as error:
        refuse(str(error))
    click.echo(f"Cadangan tersimpan: {file} ({size / 1024:.0f} kB). Simpan di tempat lain; isinya data pribadi.")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Pulihkan cadangan FILE; hentikan layanan dulu."""
    from bot.app import CannotStart, only_service
    from bot.backup import BackupFailed
    from bot.backup import restore as put_back

    settings = read_settings()
    try:
        with only_service(settings):
            made = put_back(settings, file)
    except (BackupFailed, CannotStart) as error:
        refuse(str(error))
    click.echo(
        f"Dipulihkan: keadaan {made.isoformat(' ')}. Yang lama disimpan sebagai *.before di {settings.data_dir}."
    )


@main.command()
@click.option("--office", metavar="KANTOR", help="Hanya kantor ini.")
def services(office: str | None) -> None:
    """Daftar layanan semua kantor atau satu kantor."""
    library = (search := open_search(read_settings())).library
    chosen = checked_office(search, office)
    for slug, each in library.offices.items():
        if chosen not in (None, slug):
            continue
        click.echo(f"{each.place} ({slug}), Keputusan Nomor {each.decree.number}")
        for service in library.of_office(slug):
            suffix = " (hanya disebut, tanpa rincian)" if service.listed_only else ""
            click.echo(f"  {service.id}  {service.name}{suffix}")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Tulis semua keputusan sebagai data terbuka (JSON dan CSV) ke FOLDER."""
    from bot.export import export as write_export

    try:
        for path in write_export(open_search(read_settings()).library, folder):
            click.echo(str(path))
    except OSError as error:
        refuse(f"{folder}: {error.strerror}. Pilih folder yang dapat ditulis.")


def _tell_setup(link: str) -> None:
    """How the first officer is made; the link itself is shown to a person only, never written into a log."""
    if sys.stdout.isatty():
        click.echo("              Belum ada petugas. Buka tautan ini sekali, dalam 24 jam, untuk membuat yang pertama:")
        click.echo(f"              {link}")
    else:
        click.echo('              Belum ada petugas. Tambah dengan: tanya staff add "NAMA" --office semua --role admin')


def _reconfigure(stream: TextIO, encoding: str | None = None) -> None:
    """Bytes that are no text, and letters that the terminal lacks, become a question mark instead of an error."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding, errors="replace")


main.add_command(ticket)
main.add_command(announce)
main.add_command(leaflet)
main.add_command(import_decree)
main.add_command(lint)
main.add_command(diff)
main.add_command(privacy)
main.add_command(staff)
