"""Names that citizens see for the states of a ticket and what it is."""

from __future__ import annotations

from handlers.names import mark

STATES: dict[str, str] = {
    "received": mark("diterima, menunggu petugas"),
    "checking": mark("sedang diperiksa petugas"),
    "waiting": mark("menunggu jawaban Anda"),
    "in-progress": mark("sedang diproses"),
    "answered": mark("sudah dijawab"),
    "closed": mark("selesai"),
    "reopened": mark("dibuka kembali"),
    "rejected": mark("ditolak"),
}
KINDS: dict[str, str] = {"complaint": mark("Pengaduan"), "request": mark("Permohonan")}
