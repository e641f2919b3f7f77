"""Renders a reply as HTML; everything that is text is escaped here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from bot.channels.web.checklist_html import path_of
from handlers.turn import Line, Reply, Section

_PHONE = re.compile(r"(?<![\w/])(?:\(0\d{2,3}\) ?\d{5,8}|0\d{2,3}[- ]?\d{6,8}|08\d{8,11})(?![\w/])")
_ADDRESS = re.compile(
    r"(?<![\w@/.])(?:https?://[^\s<>\"'“”]+(?<![.,;:!?)\]])"
    r"|(?:[a-z0-9-]+\.)+(?:go\.id|id|com|org|me)(?:/[\w./-]*(?:\?start=[\w-]+)?)?)(?![\w@])"
)
_MAIL = re.compile(r"[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}")


def render(reply: Reply) -> str:
    """The reply without its choices, which the page shows as buttons."""
    parts = [part for section in reply.sections for part in _section(section)]
    parts += [f'<p class="source">{escape(line)}</p>' for line in reply.source_lines]
    if reply.page is not None:  # in the same window: inside another site's page a new one would not know the visitor
        target = path_of(reply.page.checklist)
        parts.append(f'<p class="page"><a href="{escape(target)}">{escape(reply.page.label)}</a></p>')
    return "".join(parts)


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"<h3>{escape(section.heading)}</h3>"
    for paragraph in filter(None, section.paragraphs):  # an empty one parts others where lines follow each other
        yield f"<p>{_linked(paragraph)}</p>"
    if section.lines:
        yield _list(section.lines)
    for paragraph in section.closing:
        yield f"<p>{_linked(paragraph)}</p>"


def _list(lines: tuple[Line, ...]) -> str:
    """A list whose marks are the decree's own: "a." and "14." are text, not counted by the browser."""
    return f'<ul class="items">{"".join(_item(line) for line in lines)}</ul>'


def _item(line: Line) -> str:
    mark = f"{escape(line.mark)}." if line.mark else "–"
    inner = _list(line.lines) if line.lines else ""
    return f'<li><span class="mark">{mark}</span><span>{_linked(line.text)}{inner}</span></li>'


def _linked(text: str) -> str:
    """Text with telephone numbers, e-mail and web addresses to tap."""
    found = sorted(
        [
            *((match.start(), match.end(), _mail_link(match[0])) for match in _MAIL.finditer(text)),
            *((match.start(), match.end(), _phone_link(match[0])) for match in _PHONE.finditer(text)),
            *((match.start(), match.end(), _web_link(match[0])) for match in _ADDRESS.finditer(text)),
        ]
    )
    parts, done = [], 0
    for start, end, link in found:
        if start >= done:
            parts += [escape(text[done:start]), link]
            done = end
    return "".join((*parts, escape(text[done:])))


def _mail_link(address: str) -> str:
    return f'<a href="mailto:{escape(address)}">{escape(address)}</a>'


def _phone_link(number: str) -> str:
    return f'<a href="tel:{re.sub(r"[^0-9]", "", number)}">{escape(number)}</a>'


def _web_link(address: str) -> str:
    target = address if address.startswith("http") else f"https://{address}"
    return f'<a href="{escape(target)}" target="_blank" rel="noopener noreferrer">{escape(address)}</a>'
