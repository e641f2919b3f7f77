"""Renders a checklist as a page that is ticked on a phone, printed, and read without a connection."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from handlers.checklist import Checklist, ListItem
from handlers.context import Context
from handlers.lists.showing import count_text, remarks, source_text

_HEAD = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/checklist.css">
<script src="/static/checklist.js" defer></script>
</head>
"""


def path_of(service: str) -> str:
    """Where the page of a list is."""
    return f"/daftar-periksa/{service}"


def list_page(context: Context, checklist: Checklist) -> str:
    """The page of one list."""
    office = context.library.offices.get(checklist.service.partition("/")[0])
    name = context.say("Daftar periksa")
    place = f'<p class="place">{escape(office.name)}</p>' if office is not None else ""
    texts = {
        "count": context.say("{ready} dari {count} siap.", ready="{ready}", count="{count}"),
        "offline": context.say("Tanpa sambungan: tanda Anda disimpan di perangkat ini dan dikirim begitu tersambung."),
        "saved": context.say("Tersimpan."),
        "gone": context.say("Daftar ini sudah dihapus."),
        "version": checklist.version,
        "service": checklist.service,
    }
    data = "".join(f' data-{key}="{escape(value)}"' for key, value in texts.items())
    skipped = ""
    if checklist.skipped:
        title = context.say("Tidak berlaku menurut jawaban Anda")
        skipped = f'<section class="skipped"><h3>{escape(title)}</h3>{_plain(checklist.skipped)}</section>'
    service = context.library.services.get(checklist.service)
    notes = [
        context.say("Daftar ini catatan Anda; kelengkapannya diperiksa petugas."),
        *remarks(context, checklist),
        source_text(context, checklist, service),
    ]
    ready, count = len(checklist.ready), len(checklist.applying)
    return (
        _HEAD.format(language=escape(context.conversation.language), title=escape(f"{name}: {checklist.title}"))
        + f"<body{data}>"
        + _header(context, name)
        + f"<main><h2>{escape(checklist.title)}</h2>{place}"
        + f'<p id="count" aria-live="polite">{escape(count_text(context, checklist))}</p>'
        + f'<progress id="bar" max="{count}" value="{ready}" aria-labelledby="count"></progress>'
        + f'<p id="state" role="status"></p><ul class="items" role="list">{_boxes(checklist.applying)}</ul>{skipped}'
        + "".join(f'<p class="note">{escape(note)}</p>' for note in notes)
        + f'<p><button type="button" id="print">{escape(context.say("Cetak"))}</button></p></main></body></html>'
    )


def index_page(context: Context, lists: tuple[Checklist, ...]) -> str:
    """All lists of a visitor, each with how far it is."""
    name = context.say("Daftar periksa saya")
    if lists:
        rows = "".join(
            f'<li><a href="{escape(path_of(each.service))}">{escape(each.title)}</a>'
            f" <span>{escape(count_text(context, each))}</span></li>"
            for each in lists
        )
        body = f'<ul class="lists" role="list">{rows}</ul>'
    else:
        body = f"<p>{escape(context.say('Anda belum punya daftar periksa.'))}</p>"
    head = _HEAD.format(language=escape(context.conversation.language), title=escape(name))
    return f"{head}<body>{_header(context, name)}<main>{body}</main></body></html>"


def _header(context: Context, name: str) -> str:
    back = escape(context.say("Kembali ke percakapan"))
    return f'<header><a class="back" href="/">← {back}</a><h1>{escape(name)}</h1></header>'


def _boxes(items: Iterable[ListItem]) -> str:
    return "".join(
        f'<li><label><input type="checkbox" data-name="{escape(item.name)}"{" checked" if item.ready else ""}'
        f' autocomplete="off"><span class="number">{item.number}.</span><span class="text">{escape(item.text)}</span>'
        "</label></li>"
        for item in items
    )


def _plain(items: Iterable[ListItem]) -> str:
    rows = "".join(
        f'<li><span class="number">{item.number}.</span><span class="text">{escape(item.text)}</span></li>'
        for item in items
    )
    return f'<ul role="list">{rows}</ul>'
