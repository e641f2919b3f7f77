"""`tanya leaflet`: papers for the counter, written by whoever runs the service."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.clock import now
from bot.command_line import checked_office, open_search, read_settings, refuse

if TYPE_CHECKING:
    from bot.papers.doors import Doors
    from bot.settings import Settings
    from handlers.context import Context
    from knowledge.library import Library
    from knowledge.model import Service


@click.command()
@click.argument("service", required=False, metavar="LAYANAN")
@click.option("--office", metavar="KANTOR", help="Lembar kode QR semua layanan kantor ini (A4).")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="File PDF-nya.")
def leaflet(service: str | None, office: str | None, output: Path | None) -> None:
    """Lembar satu layanan (PDF A5), misalnya kalbar/izin-kantor-cabang, atau kode QR satu kantor."""
    if (service is None) == (office is None):
        refuse("Sebutkan satu layanan, atau --office. Daftarnya: tanya services")
    from bot.papers.leaflet import leaflet as make_leaflet
    from bot.papers.pdf import draw
    from bot.papers.rendering import speaking

    settings = read_settings()
    search = open_search(settings)
    doors = _doors(settings)
    if service is not None:
        found = _found(search.library, service)
        content = draw(make_leaflet(speaking("id", search, now()), found, doors))
        output = output or Path(f"{found.key}-{found.office}.pdf")
    else:
        slug = str(checked_office(search, office))
        content = _codes(speaking("id", search, now()), slug, doors)
        output = output or Path(f"kode-qr-{slug}.pdf")
    try:
        output.write_bytes(content)
    except OSError as error:
        refuse(f"{output}: {error.strerror}. Pilih file yang dapat ditulis dengan -o.")
    click.echo(f"Tersimpan: {output}")
    if doors.closed:
        click.echo(
            "Tanpa kode QR: isi TANYA_PUBLIC_URL atau TANYA_TELEGRAM_TOKEN agar kodenya menuju obrolan.", err=True
        )


def _found(library: Library, named: str) -> Service:
    service = library.services.get(named.replace("--", "/", 1))
    if service is None:
        refuse(f"{named}: layanan tidak dikenal. Daftarnya: tanya services")
    if service.listed_only:
        refuse(f"{named}: keputusannya hanya menyebut layanan ini, tanpa rincian.")
    return service


def _codes(context: Context, office: str, doors: Doors) -> bytes:
    """The codes of all services that a leaflet can be made of."""
    from bot.papers import codes
    from bot.papers.sheet import Code

    services = [service for service in context.library.of_office(office) if not service.listed_only]
    found = [(doors.start(service.id), service) for service in services]
    made = [Code(url, service.name) for url, service in found if url is not None]
    if not made:
        refuse("Kode QR perlu tujuan: isi TANYA_PUBLIC_URL, atau TANYA_TELEGRAM_TOKEN dengan jaringan ke Telegram.")
    lead = context.say("Pindai dengan kamera ponsel untuk membaca syarat, waktu, dan biaya tiap layanan.")
    return codes.draw(context.office(office).name, lead, made)


def _doors(settings: Settings) -> Doors:
    """Where codes lead; Telegram is asked for the bot's name only where there is no web address."""
    from bot.papers.doors import Doors

    doors = Doors(settings.public_url)
    if doors.closed and settings.telegram_token is not None:
        from bot.channels.telegram.checkup import check_up

        doors.telegram = asyncio.run(check_up(settings.telegram_token, settings.telegram_api_url, now())).username
    return doors
