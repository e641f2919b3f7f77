"""Meta's Graph API over one aiohttp session; what it raises never holds the token or anybody's number."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Mapping
from http import HTTPStatus
from io import BytesIO
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from aiohttp.payload import BytesPayload

_CONNECTIONS = 64
_CONNECT = 10.0
_USUAL = 20.0
"""Seconds for an answer; Meta's usually comes within one."""
_FILE = 300.0
"""Seconds for the content of a file."""
_PIECE = 64 * 1024
_NUMBER = re.compile(r"\d{7,}")
"""Telephone numbers and ids in what Meta says of an error."""


class GraphFailure(Exception):
    """A call that did not succeed: GraphError, Unsent, or Lost."""


class GraphError(GraphFailure):
    """Meta refused a call: its code and subcode (None where it names none), its words, and the HTTP status."""

    def __init__(self, code: int | None, subcode: int | None, message: str, status: int) -> None:
        super().__init__(f"{code}: {message}" if code is not None else f"status {status}")
        self.code = code
        self.subcode = subcode
        self.message = message
        self.status = status


class Unsent(GraphFailure):
    """A call that never left: the host could not be reached."""


class Lost(GraphFailure):
    """A call whose answer was lost: what was asked for may have been done."""


def open_session() -> ClientSession:
    """A session for all calls of the service, which the caller closes; made in the running loop."""
    return ClientSession(connector=TCPConnector(limit=_CONNECTIONS), cookie_jar=DummyCookieJar())


class Graph:
    """The Graph API at `api_url`, which names its version; every call raises GraphError, Unsent, or Lost."""

    def __init__(self, session: ClientSession, token: str, api_url: str) -> None:
        self._session = session
        self._headers = {"Authorization": f"Bearer {token}"}
        self.token = token
        self.api_url = api_url

    async def get(self, path: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Reads what is at a path ("106540352242922/phone_numbers")."""
        return await self._call("GET", path, _USUAL, params=params)

    async def post(self, path: str, body: Mapping[str, Any] | bytes) -> dict[str, Any]:
        """Sends a JSON object, or one that is encoded already, to a path."""
        data = body if isinstance(body, bytes) else encoded(body)
        return await self._call("POST", path, _USUAL, data=BytesPayload(data, content_type="application/json"))

    async def upload(self, number: str, content: bytes, media_type: str, name: str) -> str:
        """Uploads a file for one of our numbers; returns its id there, which lives 30 days."""
        form = FormData({"messaging_product": "whatsapp", "type": media_type})
        form.add_field("file", BytesIO(content), filename=name, content_type=media_type)
        told = await self._call("POST", f"{number}/media", _FILE, data=form)
        if "id" not in told:
            raise Lost("no id")
        return str(told["id"])

    async def pieces(self, url: str) -> AsyncIterator[bytes]:
        """The content at a full URL, piece by piece; the URL gets the token: only for a host that may have it."""
        timeout = ClientTimeout(total=_FILE, sock_connect=_CONNECT, sock_read=_USUAL)
        try:
            async with self._session.get(url, headers=self._headers, timeout=timeout, allow_redirects=False) as answer:
                if answer.status != HTTPStatus.OK:
                    raise _error(answer.status, await answer.read())
                async for piece in answer.content.iter_chunked(_PIECE):
                    yield piece
        except (ConnectionTimeoutError, ClientConnectorError) as error:
            raise Unsent(type(error).__name__) from None
        except (TimeoutError, ClientError) as error:
            raise Lost(type(error).__name__) from None

    async def _call(
        self,
        method: str,
        path: str,
        seconds: float,
        params: Mapping[str, str] | None = None,
        data: BytesPayload | FormData | None = None,
    ) -> dict[str, Any]:
        timeout = ClientTimeout(sock_connect=_CONNECT, sock_read=seconds)
        try:
            async with self._session.request(
                method, f"{self.api_url}/{path}", params=params, data=data, headers=self._headers, timeout=timeout,
                allow_redirects=False,
            ) as answer:  # fmt: skip
                status, content = answer.status, await answer.read()
        except (ConnectionTimeoutError, ClientConnectorError) as error:
            raise Unsent(type(error).__name__) from None
        except (TimeoutError, ClientError) as error:  # lost on the way: what was asked for may have been done
            raise Lost(type(error).__name__) from None
        if status != HTTPStatus.OK:
            raise _error(status, content)
        told = _object(content)
        if told is None:
            raise Lost("answer without meaning")
        return told


def encoded(body: Mapping[str, Any]) -> bytes:
    """A body ready for the wire."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _error(status: int, content: bytes) -> GraphFailure:
    """What an answer other than 200 says; a gateway's own page says nothing of what became of the call."""
    told = (_object(content) or {}).get("error")
    if not isinstance(told, dict):
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Lost(f"status {status}")
        return GraphError(None, None, "", status)
    data = told.get("error_data")
    details = data.get("details") if isinstance(data, dict) else None
    message = _NUMBER.sub("…", str(details or told.get("message") or ""))
    return GraphError(_number(told.get("code")), _number(told.get("error_subcode")), message, status)


def _object(content: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(content)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
