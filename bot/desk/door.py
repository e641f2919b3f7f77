"""The middleware before every page of the desk: the session, forms from here only, errors as pages, headers."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.desk.access import Access
from bot.desk.pages import LOGIN, VISIT, guard, trouble
from bot.desk.uploading import UPLOADED, read_upload
from bot.store.unit import StoreUnavailable
from handlers.file_note import LARGEST_FILE

_OPEN = frozenset({"login", "setup", "static"})
"""Names of the routes before the login."""
LIVE = "live"
"""How the names of routes begin that open pages ask by themselves: nobody need sit there."""
LARGEST_DECREE = 50 * 1024 * 1024
"""Bytes of a decree: a scan of a hundred pages has some 20 MB."""
UPLOADS = {"upload": LARGEST_FILE, "upload-decree": LARGEST_DECREE}
"""The names of the routes that take a file with their form, and how many bytes it may have."""
_TOLD = {
    403: ("Tidak diizinkan", "Peran Anda tidak boleh melakukan ini."),
    404: ("Tidak ada", "Halaman atau tiket ini tidak ada."),
    405: ("Tidak dilayani", "Cara itu tidak dilayani di sini."),
    413: ("Terlalu panjang", "Isian itu terlalu panjang. Persingkat, lalu kirim lagi."),
}
_TOO_LARGE = {
    "upload": "Berkas itu lebih dari 10 MB. Kecilkan dulu, atau bagikan lewat tautan.",
    "upload-decree": "Berkas itu lebih dari 50 MB. Pindai lagi hitam-putih 300 dpi, atau bagi menjadi beberapa berkas.",
}
_log = structlog.get_logger("tanya.desk")


class Door:
    """`https` is whether browsers reach the service by it; `origin` is the address that the operator set, if any."""

    def __init__(self, access: Access, origin: str | None, *, https: bool) -> None:
        self._access = access
        self._origin = origin
        self._https = https
        self.cookie = "__Host-tanya_desk" if https else "tanya_desk"

    def remember(self, response: web.StreamResponse, token: str) -> None:
        """Gives a browser its session; it ends with the browser, or when the store says so."""
        response.set_cookie(self.cookie, token, path="/", httponly=True, secure=self._https, samesite="Lax")

    def forget(self, response: web.StreamResponse) -> None:
        """Takes the session's cookie back."""
        response.del_cookie(self.cookie, path="/", httponly=True, secure=self._https, samesite="Lax")

    def token(self, request: web.Request) -> str | None:
        """The session that a browser says it has."""
        return request.cookies.get(self.cookie)

    def middleware(self) -> Middleware:
        """The middleware for the desk's application."""

        @web.middleware
        async def answered(request: web.Request, handler: Handler) -> web.StreamResponse:
            try:
                response = await self._checked(request, handler)
            except web.HTTPException as error:
                if error.status < 400:
                    guard(error)
                    raise
                heading, text = _TOLD.get(error.status, ("Tidak dapat dilayani", "Periksa isiannya."))
                if error.status == 413:
                    text = _TOO_LARGE.get(request.match_info.route.name or "", text)
                response = trouble(request, error.status, heading, text)
            except StoreUnavailable:
                text = "Penyimpanan sedang terganggu; belum ada yang berubah. Muat ulang halaman ini sebentar lagi."
                response = trouble(request, 503, "Gangguan", text)
            except (ConnectionResetError, TimeoutError):
                raise
            except Exception as error:
                _log.error("desk page failed", error=type(error).__name__, exc_info=True)
                response = trouble(request, 500, "Gangguan", "Terjadi gangguan pada sistem. Coba lagi sebentar.")
            guard(response)
            return response

        return answered

    async def _checked(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method == "POST" and not self._from_here(request):
            return trouble(request, 403, "Ditolak", "Isian ini tidak datang dari halaman meja petugas.")
        name = request.match_info.route.name or ""
        visit = await self._access.visit(self.token(request), used=not name.startswith(LIVE))
        if visit is not None:
            request[VISIT] = visit
        if name in _OPEN:
            return await handler(request)
        if visit is None:
            return _to_login(request)
        if request.method == "POST" and not visit.sent(await _token(request)):
            return trouble(request, 403, "Ditolak", "Formulir ini sudah lama. Muat ulang halamannya, lalu kirim lagi.")
        return await handler(request)

    def _from_here(self, request: web.Request) -> bool:
        """Whether a form was sent by a page of this service, as the browser itself says."""
        origin = request.headers.get("Origin")
        if origin is None:
            return request.headers.get("Sec-Fetch-Site") == "same-origin"
        return origin == self._origin or urlsplit(origin).netloc == request.host


async def _token(request: web.Request) -> object:
    """The token that a form carries; one with a file is read here, for those alone who are logged in."""
    largest = UPLOADS.get(request.match_info.route.name or "")
    if largest is None:
        return (await request.post()).get("form_token")
    request[UPLOADED] = await read_upload(request, largest)
    return request[UPLOADED].fields.get("form_token")


def _to_login(request: web.Request) -> web.Response:
    if request.method != "GET":
        text = "Sesi Anda berakhir. Masuk lagi di tab lain, kembali ke halaman tadi, muat ulang, lalu kirim lagi."
        return trouble(request, 401, "Silakan masuk", text)
    response = web.Response(status=303)
    response.headers["Location"] = f"{LOGIN}?next={quote(request.path_qs, safe='')}"
    return response
