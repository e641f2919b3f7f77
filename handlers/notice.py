"""The privacy notice in force, as values: which version it is, where it stands, and what the operator set for it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What the notice says beyond its wording; numbers are days, `abroad` the messengers whose servers are abroad.

    `officer` is the data protection officer's name, `contact` how the officer is reached; None where not set.
    """

    message_days: int = 365
    ticket_days: int = 730
    backup_days: int = 30
    officer: str | None = None
    contact: str | None = None
    abroad: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice as a turn knows it: `version` is "" where nothing is kept for longer, `link` its page on the web."""

    version: str = ""
    link: str | None = None
    facts: NoticeFacts = field(default_factory=NoticeFacts)
