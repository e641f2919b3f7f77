"""The replies that are shipped for offices that have none of their own yet."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from bot.store.canned_replies import CannedReply


@cache
def starters(office: str) -> tuple[CannedReply, ...]:
    """The shipped replies as an office's; their ids are below 0, since nothing is kept of them."""
    document = yaml.safe_load((files("bot.desk") / "data" / "starters.yaml").read_text(encoding="utf-8"))
    return tuple(
        CannedReply(-place, office, each.get("form"), each["title"], each["text"].strip())
        for place, each in enumerate(document["replies"], 1)
    )
