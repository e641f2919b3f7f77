"""What a Graph host tells of the business: its numbers, its templates, its token, the app that hears of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.fakes.graph_api_people import BUSINESS, SHOWN
from tests.fakes.graph_api_rules import Refusal
from tests.fakes.graph_api_templates import ANNOUNCEMENT, NEWS

_APP = {
    "id": "670843887433847",
    "name": "Tanya Dinas",
    "link": "https://www.facebook.com/games/?app_id=670843887433847",
}
_SCOPES = ("whatsapp_business_management", "whatsapp_business_messaging")
_EMPTY = frozenset({
    "account_mode", "certificate", "conversational_automation", "eligibility_for_api_business_global_search",
    "health_status", "host_platform", "is_official_business_account", "is_on_biz_app", "is_pin_enabled",
    "is_preverified_number", "last_onboarded_time", "new_certificate", "new_name_status", "quality_score",
    "country_code", "country_dial_code", "degrees_of_freedom_spec", "search_visibility",
    "webhook_configuration", "whatsapp_business_manager_messaging_limit", "correct_category", "previous_category",
    "cta_url_link_tracking_opted_out", "library_template_name", "message_send_ttl_seconds", "rejected_reason",
    "rejection_reason", "sub_category", "username",
})  # fmt: skip
"""Fields that there are and that these numbers and templates say nothing in (Graph API v26.0 reference)."""
_PAGE = 25
"""Templates in one answer where none asked for another number (Graph API, "Paginated results")."""


class FakeBusiness:
    """One business account with its `templates` and `numbers`; `subscribed` is whether the app hears of it."""

    def __init__(self, token: str) -> None:
        self.templates: list[dict[str, Any]] = [NEWS, ANNOUNCEMENT]
        self.numbers = {
            number: {
                "id": number,
                "display_phone_number": shown,
                "verified_name": "Tanya Dinas",
                "code_verification_status": "VERIFIED",
                "quality_rating": "GREEN",
                "platform_type": "CLOUD_API",
                "throughput": {"level": "STANDARD"},
                "status": "CONNECTED",
                "name_status": "APPROVED",
            }
            for number, shown in SHOWN.items()
        }
        self.subscribed = True
        self._token = token

    def called(self, method: str, first: str, edge: str, query: Mapping[str, str], url: str) -> dict[str, Any]:
        """The answer to a call about the business."""
        if (method, first, edge) == ("GET", "debug_token", ""):
            return {"data": self._token_told(query.get("input_token", ""))}
        if (method, first, edge) == ("GET", "app", ""):
            return dict(_APP)
        if method == "GET" and first in self.numbers and not edge:
            return _fields(self.numbers[first], query)
        if first == BUSINESS and method == "GET" and edge == "phone_numbers":
            return {"data": [_fields(each, query) for each in self.numbers.values()], "paging": {"cursors": {}}}
        if first == BUSINESS and method == "GET" and edge == "message_templates":
            return self._templates_told(query, url)
        if first == BUSINESS and edge == "subscribed_apps":
            return self._apps(method)
        raise Refusal(
            100,
            message=f"Unsupported {method.lower()} request. Object with ID '{first}' does not exist, cannot be loaded"
            " due to missing permissions, or does not support this operation.",
            subcode=33,
        )

    def _token_told(self, token: str) -> dict[str, Any]:
        if token != self._token:
            return {"is_valid": False, "error": {"code": 190, "message": "Invalid OAuth access token."}, "scopes": []}
        return {
            "app_id": _APP["id"],
            "type": "SYSTEM_USER",
            "application": _APP["name"],
            "expires_at": 0,
            "is_valid": True,
            "scopes": list(_SCOPES),
            "granular_scopes": [{"scope": scope, "target_ids": [BUSINESS]} for scope in _SCOPES],
            "user_id": "122100000000000000",
        }

    def _templates_told(self, query: Mapping[str, str], url: str) -> dict[str, Any]:
        start, size = int(query.get("after", "0")), int(query.get("limit", str(_PAGE)))
        page = self.templates[start : start + size]
        paging: dict[str, Any] = {"cursors": {"before": str(start), "after": str(start + size)}}
        if start + size < len(self.templates):
            kept = "&".join(f"{name}={value}" for name, value in query.items() if name not in {"after", "access_token"})
            paging["next"] = f"{url}/v26.0/{BUSINESS}/message_templates?{kept}&after={start + size}"
        told: dict[str, Any] = {"data": [_fields(each, query) for each in page], "paging": paging}
        if "summary" in query:
            count = len(self.templates)
            told["summary"] = {"total_count": count, "message_template_count": count, "message_template_limit": 250}
            told["summary"]["are_translations_complete"] = True
        return told

    def _apps(self, method: str) -> dict[str, Any]:
        if method == "GET":
            return {"data": [{"whatsapp_business_api_data": _APP}] if self.subscribed else []}
        self.subscribed = method == "POST"
        return {"success": True}


def _fields(thing: dict[str, Any], query: Mapping[str, str]) -> dict[str, Any]:
    """What was asked for of a thing, and its id."""
    wanted = query.get("fields")
    if wanted is None:
        return dict(thing)
    names = [name for name in wanted.split(",") if name]
    for name in names:
        if name not in thing and name not in _EMPTY:
            raise Refusal(100, message=f"(#100) Tried accessing nonexisting field ({name})")
    return {name: thing[name] for name in ("id", *names) if name in thing}
