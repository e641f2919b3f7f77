"""What a browser is called before its officer: a program and a system, in words; nothing more of it is kept."""

from __future__ import annotations

_PROGRAMS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
"""Signs in a User-Agent, the telling ones first: nearly every browser says that it is several others too."""


def browser_words(user_agent: str) -> str:
    """A browser in words: "Chrome di Android"."""
    program = next((name for sign, name in _PROGRAMS if sign in user_agent), "Peramban lain")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), None)
    return f"{program} di {system}" if system is not None else program
