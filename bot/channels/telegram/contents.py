"""What a Telegram message holds: words, something without words, or only news of what happened in the chat."""

from __future__ import annotations

from typing import Any

from handlers.turn import Sort

SORTS: dict[str, Sort] = {
    "animation": "sticker",
    "sticker": "sticker",
    "dice": "sticker",
    "game": "sticker",
    "voice": "voice",
    "audio": "voice",
    "video": "video",
    "video_note": "video",
    "photo": "picture",
    "live_photo": "picture",
    "document": "file",
    "venue": "place",
    "location": "place",
    "contact": "contact",
    "poll": "poll",
}
"""The field of a message for each thing that can be sent. An animation is told as a document too, a venue as a location
too, so the order matters (core.telegram.org/bots/api#message)."""
NEWS = frozenset(
    {
        *("boost_added", "channel_chat_created", "chat_background_set", "chat_owner_changed", "chat_owner_left"),
        *("chat_shared", "checklist_tasks_added", "checklist_tasks_done", "connected_website", "delete_chat_photo"),
        *("direct_message_price_changed", "forum_topic_closed", "forum_topic_created", "forum_topic_edited"),
        *("forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden", "gift"),
        *("gift_upgrade_sent", "giveaway_completed", "giveaway_created", "group_chat_created", "left_chat_member"),
        *("managed_bot_created", "message_auto_delete_timer_changed", "migrate_from_chat_id", "new_chat_members"),
        *("new_chat_photo", "new_chat_title", "paid_message_price_changed", "passport_data", "pinned_message"),
        *("poll_option_added", "poll_option_deleted", "proximity_alert_triggered", "refunded_payment"),
        *("successful_payment", "suggested_post_approval_failed", "suggested_post_approved", "suggested_post_declined"),
        *("suggested_post_paid", "suggested_post_refunded", "supergroup_chat_created", "unique_gift", "users_shared"),
        *("video_chat_ended", "video_chat_participants_invited", "video_chat_scheduled", "video_chat_started"),
        *("web_app_data", "write_access_allowed"),
    }
)
"""Fields of messages that nobody wrote: they tell of something that happened, and are not answered."""
_BY_TYPE: dict[str, Sort] = {"image": "picture", "audio": "voice", "video": "video"}
"""Things sent "as a file" are what they are to who sent them."""


def words(message: dict[str, Any]) -> str:
    """What was written: the text, or the words under a picture."""
    return str(message.get("text") or message.get("caption") or "")


def sort(message: dict[str, Any]) -> Sort:
    """What a message without words is; a kind that is not known is "other", so that nobody is left unanswered."""
    found: Sort = next((SORTS[field] for field in SORTS if field in message), "other")
    if found == "file":
        return _BY_TYPE.get(str(message["document"].get("mime_type", "")).partition("/")[0], "file")
    return found


def is_news(message: dict[str, Any]) -> bool:
    """Whether a message only tells of something that happened in the chat."""
    return not NEWS.isdisjoint(message)
