"""What all routes of the web chat share: whose browser it is, and how a problem is told."""

from __future__ import annotations

from aiohttp import web

from bot.arrival import Address
from bot.channels.web.identity import Identities

CHANNEL = ACCOUNT = "web"
COOKIE = "tanya"
LONGEST_KEY = 64
"""Characters of the id that a browser gives a message."""
UNKNOWN_VISITOR = "Sesi percakapan tidak dikenali. Muat ulang halaman ini."
STORE_TROUBLE = "Penyimpanan sedang terganggu. Pesan Anda dikirim ulang sebentar lagi."


def visitor_of(request: web.Request, identities: Identities) -> str | None:
    """The visitor whose cookie came with a request; None when it was not signed here."""
    return identities.read(request.cookies.get(COOKIE))


def address(visitor: str) -> Address:
    """Where a visitor's conversation is."""
    return Address(CHANNEL, ACCOUNT, visitor)


def problem(status: int, text: str, wait: float = 0) -> web.Response:
    """A problem in words, with the seconds after which the same may be tried again."""
    headers = {"Retry-After": str(max(1, round(wait)))} if wait else {}
    return web.json_response({"problem": text}, status=status, headers=headers)
