"""What is said beside an answer so that nobody takes it for more than it is."""

from __future__ import annotations

from handlers.context import Context
from handlers.names import mark
from knowledge.model import Service

NOT_A_DECISION = mark("Ini bukan keputusan: ditetapkan oleh petugas setelah berkas diperiksa.")
ONLY_FIGURES = mark("Angka hanya sebagian dari persyaratan; pastikan artinya sama dengan bunyi butirnya.")
PERMIT = mark("Keputusan ini terbit tahun {year}, sebelum PP 28/2025. Cek juga syarat terbaru di OSS (oss.go.id).")


def permit_line(context: Context, service: Service) -> str:
    """That a permit may have newer requirements than its decree."""
    return context.say(PERMIT, year=context.office(service.office).decree.date.year)
