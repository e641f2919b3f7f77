"""What a token reads of Meta beyond our numbers: the business accounts that it is for, and their lists in pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.channels.whatsapp.client import Graph

SCOPES = frozenset({"whatsapp_business_management", "whatsapp_business_messaging"})
"""Permissions of the token: the first reads numbers and templates, the second sends."""
_A_PAGE = "100"
_MOST_PAGES = 50


async def told_of_token(graph: Graph) -> dict[str, Any]:
    """What Meta tells of the token itself; raises GraphFailure."""
    told = await graph.get("debug_token", {"input_token": graph.token})
    return told.get("data") or {}


def businesses_of(told: Mapping[str, Any]) -> list[str]:
    """The business accounts that a token is for, by what is told of it; each once."""
    scopes = [each for each in told.get("granular_scopes") or () if each.get("scope") in SCOPES]
    return list(dict.fromkeys(str(target) for each in scopes for target in each.get("target_ids") or ()))


async def listed(graph: Graph, path: str, fields: str) -> AsyncIterator[dict[str, Any]]:
    """Everything of a list in pages; raises GraphFailure. The link to the next page holds the token: not followed."""
    asked = {"fields": fields, "limit": _A_PAGE}
    for _ in range(_MOST_PAGES):
        told = await graph.get(path, asked)
        for each in told.get("data") or ():
            if isinstance(each, dict):
                yield each
        paging = told.get("paging") or {}
        if not paging.get("next") or not (after := _after(paging)):
            return
        asked["after"] = after


def _after(paging: Mapping[str, Any]) -> str:
    """Where the next page begins."""
    cursor = (paging.get("cursors") or {}).get("after")
    return str(cursor or (parse_qs(urlsplit(str(paging["next"])).query).get("after") or [""])[0])
