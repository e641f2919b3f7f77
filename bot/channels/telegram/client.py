"""The Bot API over one aiohttp session: python-telegram-bot's Bot and types, with a lighter way to carry requests."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from aiohttp.payload import BytesPayload
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# Else python-telegram-bot warns of its own future whenever Telegram says "too many requests".
os.environ.setdefault("PTB_TIMEDELTA", "1")

_CONNECTIONS = 64
_USUAL = 15.0
"""Seconds for a call whose caller names none."""
_FILE = 300.0
"""Seconds for the content of a file."""
_PIECE = 64 * 1024
_FORM = "application/x-www-form-urlencoded"


class Unsent(NetworkError):
    """A call that never left: the host could not be reached."""


class AiohttpRequest(BaseRequest):
    """Carries the Bot API's calls; PTB's own carrier costs three times the time for each."""

    def __init__(self) -> None:
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """What long polling adds its own wait to."""
        return _USUAL

    async def initialize(self) -> None:
        """Opens the session in the running loop."""
        if self._session is None:
            self._session = ClientSession(connector=TCPConnector(limit=_CONNECTIONS), cookie_jar=DummyCookieJar())

    async def shutdown(self) -> None:
        """Closes the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call; raises Unsent when it never left and TimedOut when its answer was lost.

        Their texts never hold the URL, for it holds the token.
        """
        del write_timeout, pool_timeout
        if self._session is None:
            raise RuntimeError("the request is used before it is initialised")
        total = _seconds(read_timeout)
        timeout = ClientTimeout(sock_connect=min(_seconds(connect_timeout), total), sock_read=total)
        try:
            async with self._session.request(method, url, data=_form(request_data), timeout=timeout) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except ClientConnectorError as error:
            raise Unsent(type(error).__name__) from error
        except ClientError as error:  # lost on the way: what was asked for may have been done
            raise TimedOut(type(error).__name__) from error

    async def pieces(self, url: str) -> AsyncIterator[bytes]:
        """The content at a URL, piece by piece; raises TimedOut or NetworkError as do_request does."""
        if self._session is None:
            raise RuntimeError("the request is used before it is initialised")
        timeout = ClientTimeout(total=_FILE, sock_connect=_USUAL, sock_read=_USUAL)
        try:
            async with self._session.get(url, timeout=timeout, allow_redirects=False) as response:
                if response.status != HTTPStatus.OK:
                    raise NetworkError(f"status {response.status}")
                async for piece in response.content.iter_chunked(_PIECE):
                    yield piece
        except TimeoutError as error:
            raise TimedOut from error
        except ClientError as error:
            raise NetworkError(type(error).__name__) from error


@dataclass(frozen=True, slots=True)
class Fields:
    """Plain fields of a call whose result is wanted as JSON, not as PTB's objects; carried like PTB's RequestData.

    `encoded` are more of them, ready for the wire.
    """

    json_parameters: dict[str, str]
    contains_files: bool = False
    encoded: bytes = b""


def make_bot(token: str, api_url: str) -> Bot:
    """A bot at an API server: Telegram's own, or a self-hosted one."""
    request = AiohttpRequest()
    return Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=request,
        get_updates_request=request,
    )


def _seconds(value: object) -> float:
    """The seconds given; PTB's own mark stands for none given."""
    return float(value) if isinstance(value, int | float) else _USUAL


def _form(data: RequestData | Fields | None) -> dict[str, str] | FormData | BytesPayload | None:
    if isinstance(data, Fields) and data.encoded:
        rest = urlencode(data.json_parameters).encode()
        return BytesPayload(b"&".join((data.encoded, rest)), content_type=_FORM)
    if data is None or isinstance(data, Fields) or not data.contains_files:
        return dict(data.json_parameters) if data is not None else None
    form = FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
