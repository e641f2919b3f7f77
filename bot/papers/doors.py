"""The addresses by which people come in from paper: the web chat and the Telegram bot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Doors:
    """Where this service is reached: `web` is its public address, `telegram` the bot's name once it is known."""

    web: str | None = None
    telegram: str | None = None

    def found_telegram(self, username: str) -> None:
        """Telegram told the bot's name."""
        self.telegram = username

    def start(self, way_in: str) -> str | None:
        """The link that opens the chat at an office or service (`kalbar/izin-kantor-cabang`); None without any door."""
        return self._link(way_in.replace("/", "--", 1))

    def _link(self, payload: str) -> str | None:
        """A link with a payload of the letters, digits, _ and - that Telegram lets through, at most 64 of them."""
        if self.web is not None:
            return f"{self.web}/?start={payload}"
        if self.telegram is not None:
            return f"https://t.me/{self.telegram}?start={payload}"
        return None
