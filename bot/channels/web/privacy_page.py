"""The privacy notice as one page, in four languages, readable without a script."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

from aiohttp import web

from bot.channels.web.html import render
from handlers.notice import Notice
from handlers.notice_text import notice_sections
from handlers.turn import Reply
from knowledge.library import Library
from locales.catalogue import LANGUAGES, translate

PATH = "/privasi"
Current = Callable[[], tuple[Notice, Library]]
"""The notice in force and the decrees that it was made from."""


class PrivacyPage:
    """One route; `current` is asked at each request, since new knowledge changes the notice."""

    def __init__(self, current: Current) -> None:
        self._current = current

    def routes(self) -> list[web.RouteDef]:
        """Where the notice stands; `?bahasa=en` chooses a language."""
        return [web.get(PATH, self.page)]

    async def page(self, request: web.Request) -> web.Response:
        """The page."""
        language = request.query.get("bahasa", "id")
        notice, library = self._current()
        text = _page(notice, library, language if language in LANGUAGES else "id")
        response = web.Response(text=text, content_type="text/html")
        response.headers["Cache-Control"] = "no-cache"
        return response


def _page(notice: Notice, library: Library, language: str) -> str:
    say = partial(_say, language)
    title = escape(say("Pemberitahuan privasi"))
    body = render(Reply(notice_sections(library, notice.facts, say))).replace("h3>", "h2>")
    version = f'<p class="version">{escape(say("Versi {version}.", version=notice.version))}</p>'
    others = "".join(_language_link(code, name, language) for code, name in LANGUAGES.items())
    back = escape(say("Kembali ke obrolan"))
    languages = escape(say("Bahasa"))
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Tanya Dinas</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/page.css">
</head>
<body>
<header><a href="/"><img src="/static/icon.svg" alt="" width="32" height="32">Tanya Dinas</a></header>
<main>
<nav aria-label="{languages}">{others}</nav>
<h1>{title}</h1>
{version}
{body}
<p><a class="back" href="/">{back}</a></p>
</main>
</body>
</html>
"""


def _language_link(code: str, name: str, chosen: str) -> str:
    current = ' aria-current="page"' if code == chosen else ""
    return f'<a href="{PATH}?bahasa={code}" lang="{code}" hreflang="{code}"{current}>{escape(name)}</a>'


def _say(language: str, text: str, **values: object) -> str:
    translated = translate(language, text)
    return translated.format(**values) if values else translated
