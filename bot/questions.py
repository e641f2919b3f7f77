"""The machine's door: one question in, one JSON object out, for `tanya ask --jsonl`."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Iterable, Iterator
from typing import Any

from bot.plain_text import render
from handlers.dialogue import complete
from handlers.turn import Conversation, Message, Outcome, Source, Turn
from knowledge.ranking import MOST_RANKED
from knowledge.search import Search
from knowledge.understanding import Understanding

_PUBLIC_INTENTS = {
    "hours": "contact",
    "thanks": "greeting",
    "help": "greeting",
    "language": "greeting",
    "choose-office": "greeting",
    "list-services": "answer",
    "compare": "answer",
    "officer": "request",
    "privacy": "greeting",
    "announcements": "greeting",
}
"""The finer intents of a chat under the eight names of the interface."""


class BadLine(Exception):
    """A line of `tanya ask --jsonl` that cannot be answered, and why."""


class UnknownOffice(Exception):
    """A question names an office slug that the library does not have."""


def ask(search: Search, question: str, office: str | None, now: dt.datetime) -> Outcome:
    """The outcome of one question in a fresh conversation."""
    return complete(Turn(Message("text", question), Conversation(office=office), now), search)


def check_office(search: Search, office: str | None) -> str | None:
    """An office slug as given, or None; raises UnknownOffice naming those there are."""
    if office is not None and office not in search.library.offices:
        raise UnknownOffice(f"kantor {office!r} tidak dikenal; pilih salah satu: {', '.join(search.library.offices)}")
    return office


def answer_lines(search: Search, lines: Iterable[str], now: dt.datetime) -> Iterator[str]:
    """One JSON line for every line read, in order; a bad line gives {"id", "error"} and the rest go on."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _json_line(_answer_line(search, line, number, now))


def _json_line(answered: dict[str, Any]) -> str:
    text = json.dumps(answered, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can carry and UTF-8 cannot
        return json.dumps(answered)
    return text


def _answer_line(search: Search, line: str, number: int, now: dt.datetime) -> dict[str, Any]:
    identity: Any = None
    try:
        asked = _parsed(line)
        identity = asked.get("id")
        question, office = _checked(asked)
        check_office(search, office)
    except (BadLine, UnknownOffice) as error:
        return {"id": identity, "error": f"baris {number}: {error}"}
    return {"id": identity, **answer(search, question, office, now)}


def _parsed(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            raise BadLine("harus berupa objek JSON")
        json.dumps(asked.get("id"), allow_nan=False)
    except json.JSONDecodeError as error:
        raise BadLine(f"bukan JSON yang sah ({error.msg}, kolom {error.colno})") from None
    except (ValueError, RecursionError):  # NaN, a number of 5,000 digits, 100,000 brackets
        raise BadLine("bukan JSON yang sah (angka atau susunannya di luar batas)") from None
    return asked


def _checked(asked: dict[str, Any]) -> tuple[str, str | None]:
    question, office = asked.get("question"), asked.get("office")
    if not isinstance(question, str):
        raise BadLine('"question" harus ada dan berupa teks')
    if office is not None and not isinstance(office, str):
        raise BadLine('"office" harus berupa teks atau null')
    return question, office


def answer(search: Search, question: str, office: str | None, now: dt.datetime) -> dict[str, Any]:
    """The object of one question: intent, ranked services, component, the reply as text, source, microseconds."""
    started = time.perf_counter_ns()
    understood = search.understand(question, office)
    micros = (time.perf_counter_ns() - started) // 1000
    outcome = ask(search, question, office, now)
    reply = outcome.replies[-1]
    return {
        "intent": _public_intent(understood),
        "services": list(understood.services[:MOST_RANKED]),
        "component": understood.component,
        "text": "\n\n".join(render(each) for each in outcome.replies),
        "source": _source(understood, reply.sources[0] if reply.sources else None),
        "micros": micros,
    }


def _public_intent(understood: Understanding) -> str:
    """Opening hours that the decree states are an answer; otherwise only the office itself can tell."""
    if understood.intent == "hours" and understood.services:
        return "answer"
    if understood.intent == "readiness":
        return "answer" if understood.office is not None else "clarify"
    return _PUBLIC_INTENTS.get(understood.intent, understood.intent)


def _source(understood: Understanding, source: Source | None) -> dict[str, Any] | None:
    if source is None or understood.intent not in {"answer", "hours", "compare", "readiness"}:
        return None
    return {
        "office": source.office,
        "decree": source.decree,
        "date": source.date.isoformat(),
        "service": source.service,
        "component": source.component,
    }
