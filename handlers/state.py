"""The conversation as a JSON document with a version, so that it outlives a restart and a new release."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from handlers.turn import Choice, Conversation

VERSION = 1

_FIELDS = tuple(field.name for field in fields(Conversation))


def dump(conversation: Conversation) -> str:
    """The conversation as JSON text."""
    document = {name: getattr(conversation, name) for name in _FIELDS}
    document["shown"] = [{"id": choice.id, "label": choice.label} for choice in conversation.shown]
    return json.dumps({"version": VERSION, **document}, separators=(",", ":"))


def load(text: str) -> Conversation:
    """The conversation of a JSON text of this or an earlier version; what it does not know is left out."""
    document: dict[str, Any] = json.loads(text)
    if document.get("version", 0) > VERSION:
        raise ValueError(f"conversation of version {document['version']}, this program knows {VERSION}")
    known = {key: value for key, value in document.items() if key in _FIELDS}
    known["shown"] = tuple(Choice(**choice) for choice in known.get("shown", ()))
    return Conversation(**known)
