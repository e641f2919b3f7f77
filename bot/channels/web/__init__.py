"""The web chat: a page, messages up by POST, messages down by server-sent events."""
