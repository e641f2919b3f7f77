"""`tanya staff`: the operator makes, lists, ends and helps officers' accounts, beside a running service."""

from __future__ import annotations

import asyncio
import csv
import sys
from typing import TYPE_CHECKING

import click

from bot.command_line import IndonesianGroup, checked_office, open_search, read_settings, refuse

if TYPE_CHECKING:
    from bot.officers import Invited
    from bot.settings import Settings
    from bot.store.officers import Officer, Role

_EVERYWHERE = "semua"
_ROLES = ("admin", "officer", "head", "viewer")
_NAME = click.argument("name", metavar="NAMA")


@click.group(cls=IndonesianGroup)
def staff() -> None:
    """Petugas meja: tambah, daftar, nonaktifkan, kata sandi, catatan."""


@staff.command()
@_NAME
@click.option(
    "--office", "offices", multiple=True, required=True, metavar="KANTOR",
    help=f"Kantor yang dilayani; boleh berulang, atau {_EVERYWHERE} untuk seluruh layanan.",
)  # fmt: skip
@click.option(
    "--role",
    type=click.Choice(_ROLES),
    default="officer",
    show_default=True,
    help="officer menangani tiket; head juga menyetujui; viewer hanya melihat; admin semuanya.",
)
def add(name: str, offices: tuple[str, ...], role: Role) -> None:
    """Tambah petugas; tautan untuk memilih kata sandi dicetak sekali, berlaku 24 jam."""
    from bot.officer_session import accounts_session

    chosen = _checked(offices)
    with accounts_session() as (officers, settings):
        _show_link(asyncio.run(officers.add(name, role, chosen)), settings)


@staff.command("list")
@click.option("--office", metavar="KANTOR", help="Hanya petugas kantor ini.")
def list_(office: str | None) -> None:
    """Daftar petugas dengan kantor dan perannya."""
    from bot.officer_session import accounts_session

    with accounts_session() as (officers, _):
        found = asyncio.run(officers.all(office))
    for each in found:
        click.echo(_line(each))
    if not found:
        click.echo("Belum ada petugas. Tambah dengan: tanya staff add NAMA --office KANTOR --role officer")


@staff.command()
@_NAME
@click.option("--to", metavar="NAMA", help="Petugas yang menerima tiket-tiketnya.")
def deactivate(name: str, to: str | None) -> None:
    """Nonaktifkan petugas: sesinya berakhir, tiketnya diserahkan."""
    from bot.officer_session import accounts_session

    with accounts_session() as (officers, _):
        moved = asyncio.run(officers.deactivate(name, to))
    click.echo(f"{name}: dinonaktifkan." + (f" {moved} tiket diserahkan kepada {to}." if moved else ""))


@staff.command("reset-password")
@_NAME
def reset_password(name: str) -> None:
    """Hapus kata sandi dan akhiri sesinya; tautan baru dicetak sekali, berlaku 24 jam."""
    from bot.officer_session import accounts_session

    with accounts_session() as (officers, settings):
        _show_link(asyncio.run(officers.reset_password(name)), settings)


@staff.command("reset-totp")
@_NAME
def reset_totp(name: str) -> None:
    """Hapus kode autentikator yang hilang dan akhiri sesinya."""
    from bot.officer_session import accounts_session

    with accounts_session() as (officers, _):
        login = asyncio.run(officers.reset_totp(name))
    click.echo(f"{login}: kode autentikator dihapus. Untuk memasang lagi: tanya staff reset-password {login}")


@staff.command()
def audit() -> None:
    """Catatan meja petugas sebagai CSV: siapa, apa, objek, kantor, kapan; tidak memuat data pribadi warga."""
    from bot.officer_session import accounts_session

    with accounts_session() as (officers, _):
        lines = asyncio.run(officers.audit())
    table = csv.writer(sys.stdout)
    table.writerow(("waktu", "siapa", "apa", "objek", "kantor"))
    table.writerows((each.at.isoformat(), each.who, each.what, each.object, each.office or "") for each in lines)


def _checked(offices: tuple[str, ...]) -> tuple[str, ...] | None:
    """The offices as given, None for the whole service; or a refusal that names those there are."""
    if _EVERYWHERE in offices:
        if len(offices) > 1:
            refuse(f"Pilih --office {_EVERYWHERE}, atau kantor satu per satu.")
        return None
    search = open_search(read_settings())
    for office in offices:
        checked_office(search, office)
    return offices


def _show_link(invited: Invited, settings: Settings) -> None:
    from bot.officers import setup_path

    at = settings.public_url or f"http://{settings.host}:{settings.port}"
    click.echo(f"Nama masuk: {invited.login}")
    click.echo("Tautan sekali pakai, berlaku 24 jam; kirim hanya kepada orangnya:")
    click.echo(f"{at}{setup_path(invited.token)}")


def _line(officer: Officer) -> str:
    offices = _EVERYWHERE if officer.offices is None else ", ".join(sorted(officer.offices))
    notes = [] if officer.active else ["nonaktif"]
    if officer.active and officer.password is None:
        notes.append("belum memilih kata sandi")
    if officer.totp_secret is not None:
        notes.append("memakai kode autentikator")
    suffix = f"  ({'; '.join(notes)})" if notes else ""
    return f"{officer.login}  {officer.name}  {officer.role}  {offices}{suffix}"
