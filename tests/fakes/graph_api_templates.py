"""Templates as a WhatsApp business account has them: told by the API, checked when one is sent."""

from __future__ import annotations

import re
from typing import Any

from tests.fakes.graph_api_rules import Refusal

_PLACE = re.compile(r"\{\{\d+\}\}")
_LONGEST = 1024
_UNFIT = re.compile(r"[\n\t]| {5,}")
_STATES = {
    "PAUSED": (132015, "Template is paused due to low quality so it cannot be sent in a template message."),
    "DISABLED": (132016, "Template is permanently disabled."),
}


def template(
    name: str, body: str, *buttons: str, status: str = "APPROVED", category: str = "UTILITY", language: str = "id"
) -> dict[str, Any]:
    """A template with these words and quick-reply buttons, as `message_templates` tells of it."""
    told: dict[str, Any] = {"type": "BODY", "text": body}
    if _PLACE.search(body):
        told["example"] = {"body_text": [[f"contoh {number}" for number, _ in enumerate(_PLACE.findall(body), 1)]]}
    components = [told]
    if buttons:
        components.append({"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": each} for each in buttons]})
    return {
        "name": name,
        "parameter_format": "POSITIONAL",
        "components": components,
        "language": language,
        "status": status,
        "category": category,
        "id": str(500000000000000 + sum(map(ord, name + language))),
    }


NEWS = template("tanya_kabar", "Ada kabar dari {{1}} tentang {{2}}. Balas BUKA untuk membacanya.", "BUKA")
ANNOUNCEMENT = template(
    "tanya_pengumuman",
    "Pengumuman dari {{1}}: {{2}}. Balas BUKA untuk membacanya, atau BERHENTI untuk tidak menerima pengumuman lagi.",
    "BUKA",
    "BERHENTI",
    category="MARKETING",
)


def filled(given: dict[str, Any], templates: list[dict[str, Any]]) -> tuple[dict[str, Any], str]:
    """The template that a message names and its words with what they were filled with."""
    name, language = given.get("name", ""), given.get("language", {}).get("code", "")
    found = [each for each in templates if (each["name"], each["language"]) == (name, language)]
    if not found or found[0]["status"] in {"PENDING", "REJECTED"}:
        raise Refusal(132001, f"template name ({name}) does not exist in {language}")
    if (state := _STATES.get(found[0]["status"])) is not None:
        raise Refusal(*state)
    body = next(each["text"] for each in found[0]["components"] if each["type"] == "BODY")
    parts = {str(each.get("type")).lower(): each for each in given.get("components", [])}
    if unknown := set(parts) - {"body", "button"}:
        raise Refusal(132012, f"components: {sorted(unknown)} are not in the template")
    parameters = parts.get("body", {}).get("parameters", [])
    return found[0], _filled(body, parameters)


def _filled(body: str, parameters: list[dict[str, Any]]) -> str:
    places = len(set(_PLACE.findall(body)))
    if len(parameters) != places:
        raise Refusal(
            132000,
            f"body: number of localizable_params ({len(parameters)}) does not match the expected number of params"
            f" ({places})",
        )
    for number, parameter in enumerate(parameters, 1):
        text = parameter.get("text", "")
        if parameter.get("type") != "text" or not text:
            raise Refusal(131008, "Parameter of type text is missing text value")
        if _UNFIT.search(text):
            raise Refusal(
                132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
            )  # fmt: skip
        body = body.replace(f"{{{{{number}}}}}", text)
    if len(body) > _LONGEST:
        raise Refusal(132005, "body: translated text too long")
    return body
