"""What is said under everything on a permit whose decree is older than the rules it rests on."""

from __future__ import annotations

from handlers.context import Context
from knowledge.model import Service


def permit_line(context: Context, service: Service) -> str:
    """Where the newest requirements of a permit stand."""
    year = context.office(service.office).decree.date.year
    return context.say(
        "Keputusan ini terbit tahun {year}, sebelum PP 28/2025. Cek juga syarat terbaru di OSS (oss.go.id).", year=year
    )
