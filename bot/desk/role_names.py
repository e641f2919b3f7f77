"""What the roles are called, and what each may, in a line."""

from __future__ import annotations

from bot.store.officers import Role

ROLE_NAMES: dict[Role, str] = {
    "admin": "pengelola",
    "head": "kepala",
    "officer": "petugas",
    "viewer": "pengamat",
}
ROLE_RIGHTS: dict[Role, str] = {
    "admin": "semuanya, juga akun petugas",
    "head": "menangani tiket, menyetujui, melihat catatan",
    "officer": "menangani tiket",
    "viewer": "hanya melihat",
}
