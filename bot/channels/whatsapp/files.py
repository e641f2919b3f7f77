"""The content of files that citizens send by WhatsApp, through the Graph API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from bot.channels.whatsapp.client import Graph, GraphError, GraphFailure
from bot.channels.whatsapp.errors import meaning_of
from bot.channels.whatsapp.payloads import MOST_CHOICES
from bot.fetching import NeverAgain, NotNow
from bot.files.refusing import RefusedFile
from bot.store.whatsapp_parts import CHANNEL
from handlers.file_note import LARGEST_FILE

_METAS = (".fbsbx.com", ".facebook.com", ".whatsapp.net")
"""Where Meta keeps files; the token goes nowhere else."""
_HTTPS = 443
_NO_SUCH_OBJECT = 100


class WhatsAppFiles:
    """One number's files; WhatsApp keeps them for seven days."""

    channel = CHANNEL
    most_choices: int | None = MOST_CHOICES

    def __init__(self, client: Graph, account: str) -> None:
        self.account = account
        self._client = client

    async def read(self, source: str) -> AsyncIterator[bytes]:
        """The content of a file by its id, piece by piece; the address that its id leads to lives five minutes."""
        url = await self._address(source)
        try:
            async for piece in self._client.pieces(url):
                yield piece
        except GraphFailure as error:
            raise _not_now(error) from None

    async def _address(self, source: str) -> str:
        try:
            told = await self._client.get(source, {"phone_number_id": self.account})
        except GraphFailure as error:
            if isinstance(error, GraphError) and _is_gone(error):
                raise NeverAgain("no such file") from None
            raise _not_now(error) from None
        if _size(told) > LARGEST_FILE:
            raise RefusedFile("size")
        url = told.get("url")
        if not isinstance(url, str) or not may_have_token(url, self._client.api_url):
            raise NotNow("address")
        return url


def may_have_token(url: str, api_url: str) -> bool:
    """Whether a file's address is Meta's, or that of the Graph API's own host: others must not get the token."""
    try:
        at, api = urlsplit(url), urlsplit(api_url)
        if (at.scheme, at.hostname, at.port) == (api.scheme, api.hostname, api.port):
            return True
        return at.scheme == "https" and at.port in {None, _HTTPS} and (at.hostname or "").endswith(_METAS)
    except ValueError:  # a port that is no number
        return False


def _is_gone(error: GraphError) -> bool:
    return error.code == _NO_SUCH_OBJECT or (error.code is None and error.status == HTTPStatus.NOT_FOUND)


def _not_now(error: GraphFailure) -> NotNow:
    """Why a file cannot be had now, in words that hold no address."""
    if not isinstance(error, GraphError):
        return NotNow("network")
    meaning = meaning_of(error.code, error.subcode, error.status)
    return NotNow("token" if meaning.kind == "operator" else f"code {error.code}", meaning.seconds)


def _size(told: dict[str, Any]) -> int:
    """The bytes that WhatsApp tells of; 0 where it does not."""
    size = told.get("file_size")
    return int(size) if isinstance(size, int | str) and str(size).isdecimal() else 0
