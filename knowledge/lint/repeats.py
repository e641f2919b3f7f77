"""What stands twice: a phrase after itself, or one item twice in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.lint.finding import Trace
from knowledge.lint.subject import Component, Subject, components, lists, texts
from knowledge.lint.wording import plain, shortened

_PHRASE = re.compile(
    r"\b((?:[\w./]{1,40} ){1,4}[\w./]{1,40}),? \1\b|\b(dan|yang|di|ke|dari|untuk|tentang|atau|pada|nomor) \2\b",
    re.IGNORECASE,
)
_COPY = re.compile(r"^(?:asli|salinan|(?:foto|photo)\s*cop[yi]e?|fotokopi|fc)\s+", re.IGNORECASE)
_LONG = 12
"""Letters from which an item standing twice is told: "Umum" may head two groups."""


def find(subject: Subject) -> Iterator[Trace]:
    """Doubled phrases and doubled items."""
    for component in components(subject):
        for text in texts(component):
            match = _PHRASE.search(text.text)
            if match is not None:
                yield Trace(
                    "berulang",
                    "catatan",
                    text.location,
                    f"“{match[1] or match[2]}” tertulis dua kali berturut-turut",
                    "cocokkan dengan naskah sumber",
                    words=shortened(text.text),
                    told_by=re.compile(r"dua kali|berulang", re.IGNORECASE),
                )
        yield from _doubles(component)


def _doubles(component: Component) -> Iterator[Trace]:
    for location, items in lists(component):
        first: dict[str, int] = {}
        for place, item in enumerate(items):
            said = plain(_COPY.sub("", item.text))
            earlier = first.setdefault(said, place)
            if earlier == place or len(said) < _LONG or item.items or items[earlier].items:
                continue
            yield Trace(
                "berulang",
                "periksa",
                (*location, place),
                f"sama dengan butir {items[earlier].mark or earlier + 1}",
                "cocokkan dengan naskah sumber; bila tercetak demikian, catat dalam note",
                words=shortened(item.text),
                told_by=re.compile(r"dua kali|sudah|sama", re.IGNORECASE),
            )
