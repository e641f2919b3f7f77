"""What recognition finds: services with their sections, and the tokens that stand in none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from knowledge.decree_file import ComponentId
from knowledge.importing.token import Token

ORDER: tuple[str, ...] = get_args(ComponentId)
NOT_UNDERSTOOD = "tidak dipahami"
"""Why words are left out of which a person must say where they belong."""
FEWEST = 3
"""Components without which headings are no service: the decree's own articles may name the 14 too."""


@dataclass
class Section:
    """What stands under one heading; `goes_on`: the heading came again, and what follows is a part of its own."""

    component: str
    heading: Token
    content: list[Token] = field(default_factory=list)
    goes_on: bool = False
    doubts: list[str] = field(default_factory=list)


@dataclass
class FoundService:
    """A service as found: its title line, its sections by component, what was odd."""

    title: Token | None
    sections: dict[str, Section] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name as printed, or ""."""
        return self.title.line.text if self.title else ""


@dataclass
class Grouped:
    """The services of a document, and the tokens that stand in none of them, with the reason."""

    services: list[FoundService] = field(default_factory=list)
    left_out: list[tuple[Token, str]] = field(default_factory=list)
