"""What all pages of the desk share: who looks, how a template becomes an answer, and the headers that guard it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.desk.access import Visit
from bot.store.officers import Officer

VISIT = web.RequestKey("visit", Visit)
LOGIN = "/desk/login"
_SECTIONS = (
    ("/desk", "Tiket"),
    ("/desk/chats", "Obrolan"),
    ("/desk/announcements", "Pengumuman"),
    ("/desk/overview", "Ringkasan"),
    ("/desk/knowledge", "Pengetahuan"),
)
"""What the desk has, as its heading links to it."""
_LESS_USED = (
    ("/desk/flags", "Jawaban keliru"),
    ("/desk/office", "Info kantor"),
    ("/desk/decrees", "Keputusan"),
    ("/desk/canned", "Templat jawaban"),
    ("/desk/telegram", "Telegram"),
    ("/desk/whatsapp", "WhatsApp"),
    ("/desk/privacy", "Data pribadi"),
    ("/desk/staff", "Petugas"),
    ("/desk/audit", "Catatan"),
)
"""What is behind a button of the heading."""
_ONLY_FOR: dict[str, Callable[[Officer], bool]] = {
    "/desk/staff": lambda officer: officer.manages,
    "/desk/audit": lambda officer: officer.oversees,
    "/desk/whatsapp": lambda officer: officer.oversees,
}
"""Sections that not everybody has."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with "no-referrer" browsers would send no Origin with a form either
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def environment(app: web.Application) -> Environment:
    """Lets an application render the desk's templates: everything is escaped, and what is missing is an error."""
    return aiohttp_jinja2.setup(
        app,
        loader=PackageLoader("bot.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(request: web.Request, template: str, status: int = 200, **context: Any) -> web.Response:  # noqa: ANN401
    """A page of the desk; templates know who looks (`visit`, None before the login)."""
    context["visit"] = visit = request.get(VISIT)
    context["sections"], context["less_used"] = (
        [each for each in those if visit is not None and _has(visit.officer, each[0])]
        for those in (_SECTIONS, _LESS_USED)
    )
    context["account"] = account = f"{request.path}/".startswith("/desk/account/")
    context["section"] = max(
        (path for path, _ in (*_SECTIONS, *_LESS_USED) if f"{request.path}/".startswith(f"{path}/") and not account),
        default="",
        key=len,
    )
    return aiohttp_jinja2.render_template(template, request, context, status=status)


def _has(officer: Officer, section: str) -> bool:
    return section not in _ONLY_FOR or _ONLY_FOR[section](officer)


def trouble(request: web.Request, status: int, heading: str, text: str) -> web.Response:
    """A page that says what went wrong and what to do."""
    return page(request, "trouble.html", status, heading=heading, text=text)


def visit_of(request: web.Request) -> Visit:
    """Who looks; routes behind the door have always somebody."""
    return request[VISIT]


async def fields_of(request: web.Request) -> dict[str, str]:
    """The fields of a form; a file in the place of one counts as nothing."""
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


def acting(request: web.Request) -> Visit:
    """Who looks and may change something; a viewer is refused."""
    visit = visit_of(request)
    if not visit.officer.acts:
        raise web.HTTPForbidden
    return visit


def managing(request: web.Request) -> Visit:
    """Who looks and manages officers' accounts; others are refused."""
    visit = visit_of(request)
    if not visit.officer.manages:
        raise web.HTTPForbidden
    return visit


def overseeing(request: web.Request) -> Visit:
    """Who looks and may read the audit; others are refused."""
    visit = visit_of(request)
    if not visit.officer.oversees:
        raise web.HTTPForbidden
    return visit


def guard(response: web.StreamResponse) -> None:
    """Sets the desk's own headers; a page that set a stricter policy keeps it."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
