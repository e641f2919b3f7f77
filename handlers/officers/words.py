"""What tickets are called before officers, on every surface."""

from __future__ import annotations

from handlers.facts import TicketState
from knowledge.form_model import FormKind

STATES: dict[TicketState, str] = {
    "received": "baru",
    "checking": "diperiksa",
    "waiting": "menunggu warga",
    "in-progress": "ditangani",
    "answered": "dijawab",
    "reopened": "dibuka lagi",
    "closed": "ditutup",
    "rejected": "ditolak",
}
KINDS: dict[FormKind, str] = {"complaint": "pengaduan", "request": "permohonan"}
