"""The addresses by which people come in from paper: the web chat and the Telegram bot."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.claims import LINK


@dataclass(slots=True)
class Doors:
    """Where this service is reached: `web` is its public address, `telegram` the bot's name once it is known."""

    web: str | None = None
    telegram: str | None = None

    @property
    def closed(self) -> bool:
        """Whether nobody gets in from paper."""
        return self.web is None and self.telegram is None

    def start(self, way_in: str) -> str | None:
        """The link that opens the chat at an office or service (`kalbar/izin-kantor-cabang`); None without any door."""
        return self._link(way_in.replace("/", "--", 1))

    def claim(self, code: str) -> str | None:
        """The link that opens a ticket by its claim code; None without any door.

        On the web the code stands behind #, which browsers keep to themselves: no server or proxy writes it down.
        """
        if self.web is not None:
            return f"{self.web}/#{LINK}{code}"
        return self._link(f"{LINK}{code}")

    def _link(self, payload: str) -> str | None:
        """A link with a payload of the letters, digits, _ and - that Telegram lets through, at most 64 of them."""
        if self.web is not None:
            return f"{self.web}/?start={payload}"
        if self.telegram is not None:
            return f"https://t.me/{self.telegram}?start={payload}"
        return None
