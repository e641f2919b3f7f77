"""Finds what differs between two versions of a decree file."""

from __future__ import annotations

from knowledge.decree_file import DecreeFile
from knowledge.draft_file import DraftFile
from knowledge.versions.changes import Changes


def changes(old: DecreeFile | DraftFile, new: DecreeFile | DraftFile) -> Changes:
    """What differs between two versions: services are matched by id, else by name; items by what they say."""
    raise NotImplementedError
