"""The readiness page: an office's bounds as a form that reckons in the browser, prints, and works offline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from html import escape
from importlib.resources import files
from urllib.parse import urlencode

from aiohttp import web

from bot.channels.web.readiness_form import MEETS, OVER, SHORT, UNKNOWN, alike_groups, group
from bot.turns import Turns
from handlers.caveats import NOT_A_DECISION, ONLY_FIGURES, PERMIT
from handlers.measures import Say
from handlers.names import mark
from handlers.readiness_text import STATES
from knowledge.library import Library
from knowledge.model import Office, Service
from knowledge.thresholds import MONEY, thresholds
from locales.catalogue import LANGUAGES, translate
from locales.formats import long_date

PATH = "/kesiapan"
_PEOPLE, _YEARS = mark("{count} orang"), mark("{count} tahun")


class ReadinessPage:
    """The page of each office and the program that keeps it readable without a connection."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        static = files("bot.channels.web") / "static"
        self._page = (static / "readiness.html").read_text("utf-8")
        self._offline = (static / "readiness-offline.js").read_text("utf-8")

    def routes(self) -> list[web.RouteDef]:
        """The page, and the worker that must stand beside it to answer for it."""
        return [web.get(PATH, self.page), web.get(f"{PATH}-offline.js", self.offline)]

    async def page(self, request: web.Request) -> web.Response:
        """The page of `?office=`, in `?lang=`; without an office that is known the offices to choose from."""
        library = self._turns.search.library
        asked = request.query.get("lang", "id")
        language = asked if asked in LANGUAGES else "id"
        text = fill(self._page, library, request.query.get("office", ""), language)
        return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-cache"})

    async def offline(self, _request: web.Request) -> web.Response:
        """The service worker; a page can only be answered for by one that stands above it."""
        return web.Response(text=self._offline, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


def fill(template: str, library: Library, slug: str, language: str) -> str:
    """The page of an office in a language; everything that is text is escaped."""
    say = partial(_say, language)
    office = library.offices.get(slug)
    parts = {
        "LANGUAGE": language,
        "TITLE": escape(say("Hitung kesiapan")),
        "LANGUAGES": _languages(language, office),
        "BODY": _of_office(say, library, office, language) if office else _offices(say, library, language),
        "PRINT": escape(say("Cetak")),
        "CHAT": escape(say("Tanya lewat chat")),
        "CHAT_LINK": f"/?{urlencode({'office': slug})}" if office else "/",
        "DATA": _data(say, library, office, language),
    }
    for name, text in parts.items():
        template = template.replace(f"<!--{name}-->", text)
    return template


def _say(language: str, text: str, **values: object) -> str:
    translated = translate(language, text)
    return translated.format(**values) if values else translated


def _link(language: str, office: Office | None) -> str:
    query = {"office": office.slug} if office else {}
    return escape(f"{PATH}?{urlencode({**query, 'lang': language})}")


def _languages(chosen: str, office: Office | None) -> str:
    return "".join(
        f'<a href="{_link(code, office)}" lang="{code}"{" aria-current=true" if code == chosen else ""}>{code.upper()}'
        f'<span class="unseen"> {escape(name)}</span></a>'
        for code, name in LANGUAGES.items()
    )


def _offices(say: Say, library: Library, language: str) -> str:
    links = "".join(
        f'<li><a href="{_link(language, office)}">{escape(office.place)}</a></li>'
        for office in library.offices.values()
    )
    ask = escape(say("Angkanya ditetapkan keputusan tiap kantor. Anda di daerah mana?"))
    return f'<p>{ask}</p><ul class="offices">{links}</ul>'


def _of_office(say: Say, library: Library, office: Office, language: str) -> str:
    services = _bounded(library, office)
    heading = f"<h2>{escape(say('Kesiapan menurut keputusan {place}', place=office.place))}</h2>"
    other = f'<p class="other"><a href="{PATH}?{urlencode({"lang": language})}">{escape(say("Ganti kantor"))}</a></p>'
    if not services:
        return heading + _no_numbers(say, office) + other
    decree = escape(
        say("Keputusan Kepala Dinas Nomor {number}", number=office.decree.number)
        + f", {long_date(office.decree.date, language)}, {office.place}"
    )
    groups = "".join(group(say, alike) for alike in alike_groups(services))
    caveats = f"<p><strong>{escape(say(NOT_A_DECISION))}</strong> {escape(say(ONLY_FIGURES))}</p>"
    if any(service.permit for service in services):
        caveats += f"<p>{escape(say(PERMIT, year=office.decree.date.year))}</p>"
    source = f'<p class="source">{escape(say("Sumber: {source}.", source=decree))}</p>'
    return heading + groups + f'<div class="caveats">{caveats}{source}</div>' + other


def _no_numbers(say: Say, office: Office) -> str:
    text = say(
        "Keputusan {place} tidak menyebut batas angka untuk ini, jadi tidak bisa dihitung dari keputusannya."
        " Tanyakan langsung ke kantornya:",
        place=office.place,
    )
    contact = (office.address, *office.phones, *office.whatsapp, *office.emails)
    return f"<p>{escape(text)}</p><ul>{''.join(f'<li>{escape(each)}</li>' for each in contact)}</ul>"


def _bounded(library: Library, office: Office) -> tuple[Service, ...]:
    return tuple(service for service in library.of_office(office.slug) if thresholds(service))


def _data(say: Say, library: Library, office: Office | None, language: str) -> str:
    """What the page reckons with, as JSON that cannot end its script element."""
    services = _bounded(library, office) if office else ()
    document = {
        "services": {service.id: list(_bounds(service)) for service in services},
        "labels": {service.id: service.label for service in services},
        "money": sorted(MONEY),
        "separator": "," if language == "en" else ".",
        "states": {state: say(text) for state, text in STATES.items()},
        "verdicts": {"meets": say(MEETS), "unknown": say(UNKNOWN), "short": say(SHORT), "over": say(OVER)},
        "units": {"members": say(_PEOPLE), "age": say(_YEARS)},
        "met": say("Batas angkanya terpenuhi untuk: {services}."),
        "unmet": say("Batas angkanya belum terpenuhi."),
        "unsure": say("Batas angkanya belum bisa dipastikan."),
        "unread": say("Tulis angkanya saja, misalnya 60 atau 2,5."),
    }
    return json.dumps(document, ensure_ascii=False).replace("<", "\\u003c")


def _bounds(service: Service) -> Iterator[dict[str, object]]:
    for bound in thresholds(service):
        yield {"measure": bound.measure, "least": bound.least, "most": bound.most}
