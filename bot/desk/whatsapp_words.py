"""WhatsApp in officers' words: states and categories of templates, prices, and the templates that we propose."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.whatsapp_templates import DEFAULTS, Purpose

PURPOSES: dict[Purpose, tuple[str, str]] = {
    "news": ("Kabar tiket dan pengingat", "memberi tahu warga bahwa ada jawaban, sesudah 24 jam tanpa pesan darinya"),
    "announcement": ("Pengumuman", "memberi tahu pelanggan yang obrolannya tertutup bahwa ada pengumuman"),
}
"""What a template is used for: its name, and what that is."""
STATUSES = {
    "APPROVED": "disetujui",
    "PENDING": "menunggu tinjauan Meta",
    "IN_APPEAL": "sedang dibanding",
    "REJECTED": "ditolak Meta",
    "PAUSED": "dijeda Meta karena mutunya",
    "DISABLED": "dimatikan Meta",
    "LIMIT_EXCEEDED": "melewati batas jumlah",
    "PENDING_DELETION": "akan dihapus",
    "DELETED": "dihapus",
    "ARCHIVED": "diarsipkan",
}
CATEGORIES = {
    "UTILITY": "kabar layanan (utility)",
    "MARKETING": "promosi (marketing)",
    "AUTHENTICATION": "kode masuk (authentication)",
}
PRICES = {
    "service": "balasan dalam 24 jam (service)",
    "utility": "templat kabar layanan (utility)",
    "marketing": "templat promosi (marketing)",
    "authentication": "templat kode masuk (authentication)",
    "authentication_international": "templat kode masuk, luar negeri",
    "referral_conversion": "dari iklan atau tombol halaman, gratis",
}
"""The categories under which WhatsApp prices messages."""
FREE_SERVICE = 1000
"""Service messages a number and month that are not billed (Meta, since 2026-10-01)."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A template to be typed over at Meta; `samples` are what {{1}} and {{2}} may hold."""

    name: str
    body: str
    buttons: tuple[str, ...]
    samples: tuple[str, ...]


PROPOSALS: dict[Purpose, Proposal] = {
    "news": Proposal(
        DEFAULTS["news"],
        "Ada kabar dari {{1}} tentang {{2}}. Balas BUKA untuk membacanya.",
        ("BUKA",),
        ("Dinas Koperasi Kota Depok", "tiket DEP-7Q2M4X-K"),
    ),
    "announcement": Proposal(
        DEFAULTS["announcement"],
        "Pengumuman dari {{1}}: {{2}}. Balas BUKA untuk membacanya, atau BERHENTI untuk tidak menerima pengumuman"
        " lagi.",
        ("BUKA", "BERHENTI"),
        ("Dinas Koperasi Kota Depok", "Pelatihan Wirausaha Baru"),
    ),
}


def status_words(status: str) -> str:
    """The state of a template; one that is new to us as Meta calls it."""
    return STATUSES.get(status, status.lower().replace("_", " "))


def category_words(category: str) -> str:
    """The category of a template."""
    return CATEGORIES.get(category, category.lower())


def price_words(category: str) -> str:
    """The category under which messages are priced."""
    return PRICES.get(category, category.replace("_", " "))
