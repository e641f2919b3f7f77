"""What WhatsApp refuses of a message's content, in its own words (developers.facebook.com, "Error codes", 2026)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

LONGEST_TEXT = 4096
LONGEST_BODY = 1024
"""Characters of the words of an interactive message or of a caption."""
_LONGEST_SHORT = 60
"""Characters of a header's or a footer's words."""
_MOST_BUTTONS = 3
_LONGEST_BUTTON = 20
_LONGEST_BUTTON_ID = 256
_MOST_ROWS = 10
_LONGEST_TITLE = 24
_LONGEST_ROW_ID = 200
_LONGEST_DESCRIPTION = 72
_PHONE = re.compile(r"[1-9]\d{6,14}")
_BSUID = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]{1,128}")
STATUSES = {
    **dict.fromkeys((190,), 401),
    **dict.fromkeys((10, 200, 368, 131005, 131031), 403),
    **dict.fromkeys((132001,), 404),
    **dict.fromkeys((3, 131000, 131016, 131057), 500),
}
"""The HTTP statuses of refusals; of all others 400."""
TITLES = {
    4: "Application request limit reached",
    100: "Invalid parameter",
    130429: "Rate limit hit",
    131000: "Something went wrong",
    131005: "Access denied",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131016: "Service unavailable",
    131026: "Message undeliverable",
    131031: "Business Account locked",
    131042: "Business eligibility payment issue",
    131047: "Re-engagement message",
    131048: "Spam rate limit hit",
    131049: "Meta chose not to deliver",
    131050: "User has stopped receiving marketing messages from you on WhatsApp",
    131051: "Unsupported message type",
    131053: "Media upload error",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    131057: "Account in maintenance mode",
    131062: "Business-scoped user ID recipients not supported",
    132000: "Number of parameters does not match the expected number of params",
    132001: "Template name does not exist in the translation",
    132012: "Parameter format does not match format in the created template",
    132015: "Template is paused",
    132016: "Template is disabled",
    132018: "There is an issue with the parameters in your template",
}


class Refusal(Exception):
    """What Meta answers instead of a result; `message` and `status` are those of the code where none are given."""

    def __init__(
        self, code: int, details: str = "", message: str = "", status: int | None = None, subcode: int | None = None
    ) -> None:
        super().__init__(code, details)
        self.code = code
        self.status = status or STATUSES.get(code, 400)
        error: dict[str, Any] = {
            "message": message or f"(#{code}) {TITLES.get(code, 'An unknown error occurred')}",
            "type": "OAuthException",
            "code": code,
            "fbtrace_id": "AFakeTraceFakeTraceFake",
        }
        if subcode is not None:
            error["error_subcode"] = subcode
        if details:
            error["error_data"] = {"messaging_product": "whatsapp", "details": details}
        self.body = {"error": error}


Known = Callable[[str], str]
"""The MIME type of an uploaded file by its id; raises KeyError where there is none."""


def recipient(message: dict[str, Any]) -> str:
    """Whom a message goes to: a telephone number in `to`, or a business-scoped id in `recipient`."""
    if message.get("messaging_product") != "whatsapp":
        raise Refusal(100, message="(#100) The parameter messaging_product is required.")
    if message.get("recipient_type", "individual") != "individual":
        raise Refusal(131009, "Recipient type is not supported")
    to, scoped = message.get("to"), message.get("recipient")
    if to is not None and not (isinstance(to, str) and _PHONE.fullmatch(to.removeprefix("+"))):
        raise Refusal(131009, "The phone number is malformed")
    if to is not None:
        return str(to).removeprefix("+")
    if scoped is None:
        raise Refusal(100, message="(#100) The parameter to is required.")
    if not (isinstance(scoped, str) and _BSUID.fullmatch(scoped)):
        raise Refusal(131009, "The business-scoped user ID is malformed")
    return scoped


def check_content(message: dict[str, Any], known: Known) -> None:
    """Refuses the content of a message that is not a template."""
    check = _CHECKS.get(message.get("type", "text"))
    if check is None:
        raise Refusal(100, message="(#100) Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, ...}")
    check(message, known)


def _text(message: dict[str, Any], _known: Known) -> None:
    body = message.get("text", {}).get("body")
    if not isinstance(body, str) or not body.strip():
        raise Refusal(100, message="(#100) The parameter text['body'] is required.")
    if len(body) > LONGEST_TEXT:
        raise Refusal(100, message=f"(#100) Param text['body'] must be at most {LONGEST_TEXT} characters long.")


def _media(sort: str) -> Callable[[dict[str, Any], Known], None]:
    def check(message: dict[str, Any], known: Known) -> None:
        check_media(message.get(sort, {}), sort, sort, known)
        caption = message[sort].get("caption")
        if caption is not None and len(caption) > LONGEST_BODY:
            raise Refusal(100, message=f"(#100) Param {sort}['caption'] must be at most 1024 characters long.")

    return check


def check_media(media: dict[str, Any], sort: str, where: str, known: Known) -> None:
    """Refuses a file that was not uploaded, or as another sort than it is."""
    if not isinstance(media.get("id"), str):
        raise Refusal(100, message=f"(#100) Invalid parameter: {where} needs an id or a link")
    try:
        mime = known(media["id"])
    except KeyError:
        raise Refusal(
            100,
            message=f"(#100) Param {where}['id'] is not a valid whatsapp business account media attachment ID",
        ) from None
    if sort == "image" and mime not in {"image/jpeg", "image/png"}:
        raise Refusal(131053, f"Unsupported image mime type {mime}")
    if sort == "image" and "filename" in media:
        raise Refusal(100, message="(#100) Unexpected key \"filename\" on param \"image\".")  # fmt: skip


def _interactive(message: dict[str, Any], known: Known) -> None:
    given = message.get("interactive", {})
    if given.get("type") not in {"button", "list"}:
        raise Refusal(131009, "Interactive type is not valid")
    body = given.get("body", {}).get("text", "")
    if not body.strip():
        raise Refusal(131009, "Body text is required")
    _length("Body text", body, LONGEST_BODY)
    if "footer" in given:
        _length("Footer text", given["footer"].get("text", ""), _LONGEST_SHORT)
    if "header" in given:
        _header(given["header"], given["type"], known)
    (_buttons if given["type"] == "button" else _rows)(given.get("action", {}))


def _header(header: dict[str, Any], sort: str, known: Known) -> None:
    if header.get("type") == "text":
        _length("Header text", header.get("text", ""), _LONGEST_SHORT)
    elif sort == "list" or header.get("type") not in {"document", "image"}:
        raise Refusal(131009, "Header type is not valid for this interactive type")
    else:
        check_media(header.get(header["type"], {}), header["type"], f"interactive['header']['{header['type']}']", known)


def _buttons(action: dict[str, Any]) -> None:
    buttons = action.get("buttons", [])
    if not 1 <= len(buttons) <= _MOST_BUTTONS:
        raise Refusal(131009, f"Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: {_MOST_BUTTONS}")
    replies = [button.get("reply", {}) for button in buttons if button.get("type") == "reply"]
    if len(replies) < len(buttons):
        raise Refusal(131009, "Button type is not valid")
    for reply in replies:
        _length("Button title", reply.get("title", ""), _LONGEST_BUTTON)
        _length("Button id", reply.get("id", ""), _LONGEST_BUTTON_ID)
    _unlike("Duplicate button title", (reply["title"] for reply in replies))
    _unlike("Duplicate button id", (reply["id"] for reply in replies))


def _rows(action: dict[str, Any]) -> None:
    _length("Button label", action.get("button", ""), _LONGEST_BUTTON)
    sections = action.get("sections", [])
    if not 1 <= len(sections) <= _MOST_ROWS or not all(section.get("rows") for section in sections):
        raise Refusal(131009, "Section rows count is invalid. Min allowed rows: 1")
    for section in sections:
        if len(sections) > 1 or "title" in section:
            _length("Section title", section.get("title", ""), _LONGEST_TITLE)
    rows = [row for section in sections for row in section["rows"]]
    if len(rows) > _MOST_ROWS:
        raise Refusal(131009, f"Total row count exceed max allowed count: {_MOST_ROWS}")
    for row in rows:
        if len(row.get("title", "")) > _LONGEST_TITLE:
            raise Refusal(131009, f"Row title is too long. Max length is {_LONGEST_TITLE}")
        _length("Row title", row.get("title", ""), _LONGEST_TITLE)
        _length("Row id", row.get("id", ""), _LONGEST_ROW_ID)
        if "description" in row:
            _length("Row description", row["description"], _LONGEST_DESCRIPTION)
    _unlike("Duplicate row id", (row["id"] for row in rows))


def _length(what: str, text: str, longest: int) -> None:
    if not text.strip() or len(text) > longest:
        raise Refusal(131009, f"{what} length invalid. Min length: 1, Max length: {longest}")


def _unlike(trouble: str, values: Iterable[str]) -> None:
    found = [value.strip() for value in values]
    if len(set(found)) < len(found):
        raise Refusal(131009, trouble)


_CHECKS = {"text": _text, "document": _media("document"), "image": _media("image"), "interactive": _interactive}
