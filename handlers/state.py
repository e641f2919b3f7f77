"""The conversation as a JSON document with a version, so that it outlives a restart and a new release."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, fields
from typing import Any

from handlers.draft import Draft
from handlers.figures import Figure, Readiness
from handlers.file_note import FileNote
from handlers.handover import Handover
from handlers.officer_work import Work
from handlers.turn import Choice, Conversation
from knowledge.thresholds import MEASURES

VERSION = 1

_FIELDS = tuple(field.name for field in fields(Conversation))
_MOMENTS = ("begun_at", "touched_at")
"""Fields of a draft, and of an officer's work, that are moments."""


def dump(conversation: Conversation) -> str:
    """The conversation as JSON text."""
    document = {name: getattr(conversation, name) for name in _FIELDS}
    document["shown"] = [{"id": choice.id, "label": choice.label} for choice in conversation.shown]
    document["draft"] = _draft(conversation.draft) if conversation.draft is not None else None
    document["work"] = _work(conversation.work) if conversation.work is not None else None
    document["readiness"] = asdict(conversation.readiness) if conversation.readiness is not None else None
    document["handover"] = _handover(conversation.handover) if conversation.handover is not None else None
    return json.dumps({"version": VERSION, **document}, separators=(",", ":"))


def load(text: str) -> Conversation:
    """The conversation of a JSON text of this or an earlier version; what it does not know is left out."""
    document: dict[str, Any] = json.loads(text)
    if document.get("version", 0) > VERSION:
        raise ValueError(f"conversation of version {document['version']}, this program knows {VERSION}")
    known = {key: value for key, value in document.items() if key in _FIELDS}
    known["shown"] = tuple(Choice(**choice) for choice in known.get("shown", ()))
    known |= {name: tuple(known.get(name, ())) for name in ("lists", "ticked", "follows")}
    if known.get("draft") is not None:
        known["draft"] = _read_draft(known["draft"])
    if known.get("work") is not None:
        known["work"] = _read_work(known["work"])
    if known.get("readiness") is not None:
        known["readiness"] = _read_readiness(known["readiness"])
    if known.get("handover") is not None:
        known["handover"] = _read_handover(known["handover"])
    return Conversation(**known)


def _draft(draft: Draft) -> dict[str, Any]:
    document = {field.name: getattr(draft, field.name) for field in fields(Draft)}
    document["files"] = [dump_note(note) for note in draft.files]
    return {**document, **{name: _written(document[name]) for name in _MOMENTS}}


def dump_note(note: FileNote) -> dict[str, Any]:
    """The description of a file as plain values; what is not known is left out."""
    return {key: value for key, value in asdict(note).items() if value is not None}


def load_note(document: dict[str, Any]) -> FileNote:
    """The description of a file, of which newer programs may know more."""
    return FileNote(**{field.name: document[field.name] for field in fields(FileNote) if field.name in document})


def _read_draft(document: dict[str, Any]) -> Draft:
    known = {field.name: document[field.name] for field in fields(Draft) if field.name in document}
    known["answers"] = tuple((key, value) for key, value in known.get("answers", ()))
    known |= {name: tuple(known.get(name, ())) for name in ("skipped", "begun_with")}
    known |= {name: _read_moment(document.get(name)) for name in _MOMENTS}
    known["files"] = tuple(load_note(each) for each in known.get("files", ()))
    return Draft(**known)


def _handover(handover: Handover) -> dict[str, Any]:
    document = {field.name: getattr(handover, field.name) for field in fields(Handover)}
    document["files"] = [dump_note(note) for note in handover.files]
    return {**document, **{name: document[name].isoformat() for name in ("since", "spoke_at")}}


def _read_handover(document: dict[str, Any]) -> Handover:
    known = {field.name: document[field.name] for field in fields(Handover) if field.name in document}
    known |= {name: dt.datetime.fromisoformat(known[name]) for name in ("since", "spoke_at")}
    known["files"] = tuple(load_note(each) for each in known.get("files", ()))
    return Handover(**known)


def _read_readiness(document: dict[str, Any]) -> Readiness:
    """Figures of measures that this program does not know are left out, as is what else it does not know."""
    figures = [each for each in document.get("figures", ()) if each.get("measure") in MEASURES]
    known = {field.name for field in fields(Figure)}
    asking = document.get("asking")
    return Readiness(
        tuple(Figure(**{key: value for key, value in each.items() if key in known}) for each in figures),
        tuple(document.get("services", ())),
        asking if asking in MEASURES else None,
    )


def _work(work: Work) -> dict[str, Any]:
    return {**asdict(work), **{name: _written(getattr(work, name)) for name in _MOMENTS}}


def _read_work(document: dict[str, Any]) -> Work:
    known = {field.name: document[field.name] for field in fields(Work) if field.name in document}
    return Work(**{**known, **{name: _read_moment(document[name]) for name in _MOMENTS}})


def _written(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _read_moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text is not None else None
