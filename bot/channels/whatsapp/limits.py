"""What WhatsApp takes, in characters and counts, as Meta's reference of the Cloud API gives it (v26.0)."""

from __future__ import annotations

from bot.pacing import Pace

LONGEST_TEXT = 4096
"""developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages"""
LONGEST_BODY = 1024
"""The words above buttons or a list; newer pages give lists 4,096, older ones and older apps 1,024.

developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-reply-buttons-messages"""
LONGEST_CAPTION = 1024
"""developers.facebook.com/docs/whatsapp/cloud-api/messages/document-messages"""
MOST_BUTTONS = 3
LONGEST_BUTTON = 20
LONGEST_BUTTON_ID = 256
MOST_ROWS = 10
"""Over all sections of a list (developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-list-messages)."""
LONGEST_ROW = 24
LONGEST_ROW_MORE = 72
LONGEST_ROW_ID = 200
LONGEST_FILE_NAME = 240
LARGEST_PICTURE = 5 * 1024 * 1024
"""Bytes of a JPEG or PNG; a larger one goes as a document (…/cloud-api/reference/media)."""
PICTURES = frozenset({"image/jpeg", "image/png"})
"""The pictures that are shown; others go as documents."""
UPLOAD_DAYS = 30
"""Days for which an uploaded file keeps its id (…/reference/media)."""

PACE = Pace(account_rate=60, account_burst=60, chat_rate=1 / 6, chat_burst=20)
"""Messages a second: a number may have 80, sent and received together; a chat one in six seconds, with up to 45 at once
that are then paid back (developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput, #pair-rate-limits)."""
