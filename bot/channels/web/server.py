"""The web server around the chat: security headers, static files, errors in words, an access log without queries."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from importlib.resources import files
from types import MappingProxyType

import structlog
from aiohttp import web

from bot.metrics import REQUESTS

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_MOST_BODY = 64 * 1024
"""Bytes of a request; the longest message is 4,096 characters."""
_STATIC = {
    "chat.css": "text/css",
    "chat.js": "text/javascript",
    "checklist.css": "text/css",
    "checklist.js": "text/javascript",
    "embed.js": "text/javascript",
    "page.css": "text/css",
    "icon.svg": "image/svg+xml",
    "readiness.css": "text/css",
    "readiness.js": "text/javascript",
}
_TOLD = {
    404: "Halaman ini tidak ada.",
    405: "Cara itu tidak dilayani di sini.",
    413: "Pesan terlalu panjang.",
}
_log = structlog.get_logger("tanya.web")


def make_app(
    routes: Iterable[web.RouteDef],
    frame_ancestors: Iterable[str] = (),
    mounted: Mapping[str, web.Application] = MappingProxyType({}),
) -> web.Application:
    """An application with these routes, and whole applications `mounted` below a path, which guard themselves.

    `frame_ancestors` are the sites that may show the chat inside their pages.
    """
    app = web.Application(client_max_size=_MOST_BODY, middlewares=[_logged, _told])
    app.add_routes([*routes, *_static_routes()])
    policy = _policy(" ".join(frame_ancestors) or "'none'")

    async def secure(_request: web.Request, response: web.StreamResponse) -> None:
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"

    app.on_response_prepare.append(secure)
    for path, part in mounted.items():
        app.add_subapp(path, part)
    return app


def _policy(ancestors: str) -> str:
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
        f" base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
    )


def _static_routes() -> list[web.RouteDef]:
    return [web.get(f"/static/{name}", _static(name, kind)) for name, kind in _STATIC.items()]


def _static(name: str, kind: str) -> Handler:
    content = (files("bot.channels.web") / "static" / name).read_bytes()
    tag = hashlib.blake2b(content, digest_size=8).hexdigest()

    async def serve(request: web.Request) -> web.Response:
        headers = {"ETag": f'"{tag}"', "Cache-Control": "public, max-age=300"}
        if tag in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=headers)
        response = web.Response(body=content, content_type=kind, charset="utf-8", headers=headers)
        response.enable_compression()
        return response

    return serve


@web.middleware
async def _logged(request: web.Request, handler: Handler) -> web.StreamResponse:
    """One line a request: method, path, status and time; never the query, which may hold a question."""
    started = time.perf_counter()
    status = 500
    try:
        response = await handler(request)
        status = response.status
        return response
    finally:
        resource = request.match_info.route.resource
        path = resource.canonical if resource is not None else "?"
        REQUESTS.labels(request.method, path, str(status)).inc()
        _log.debug("request", method=request.method, path=path, status=status, ms=_milliseconds(started))


def _milliseconds(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)


@web.middleware
async def _told(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Errors as one JSON object with a sentence, never a page of the library or a traceback."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        text = _TOLD.get(error.status, "Permintaan ini tidak dapat dilayani.")
        return web.json_response({"problem": text}, status=error.status)
    except (ConnectionResetError, TimeoutError):
        raise
    except Exception as error:
        _log.error("request failed", path=request.path, error=type(error).__name__, exc_info=True)
        return web.json_response({"problem": "Terjadi gangguan pada sistem. Coba lagi sebentar."}, status=500)
