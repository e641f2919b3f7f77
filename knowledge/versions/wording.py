"""What differs between two versions of a decree file, in words that a person reads."""

from __future__ import annotations

from knowledge.versions.changes import Changes

LONGEST = 600
"""Characters of an announcement about one service: it is read on a phone in one glance."""


def in_words(changes: Changes, service_id: str | None = None) -> list[str]:
    """All changes, a line each, for an officer; with a service, the lines of an announcement of its changes.

    The announcement is at most LONGEST characters with its line breaks, and empty where nothing differs that a citizen
    would notice.
    """
    raise NotImplementedError
