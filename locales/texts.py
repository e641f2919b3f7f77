"""Collects every text that citizens may see in their language, from the code and from the data that is spoken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).parent.parent
KEYWORDS = {"say": None, "mark": None, "translate": (2,)}
TRANSLATED = ("en", "jv", "su")
_SPOKEN_OF_FORMS = (
    "title", "opening", "steps", "closing", "instead", "label", "question", "help", "options", "beyond",
)  # fmt: skip
"""The keys of form and checklist files under which stands what citizens read, or parts that have such keys."""


def catalogue_path(language: str) -> Path:
    """Where a language's catalogue lies."""
    return ROOT / "locales" / language / "LC_MESSAGES" / "tanya.po"


def source_texts() -> dict[str, str]:
    """Every source text with the file it was first found in."""
    found: dict[str, str] = {}
    for text, file in (*_from_code(), *_from_data()):
        found.setdefault(text, file)
    return found


def template() -> Catalog:
    """A catalogue of all source texts, untranslated."""
    catalogue = Catalog(project="Tanya Dinas", charset="utf-8")
    for text, file in source_texts().items():
        catalogue.add(text, locations=[(file, 0)])
    return catalogue


def _from_code() -> Iterator[tuple[str, str]]:
    for package in ("handlers", "bot"):
        for file, _line, text, _comments, _context in extract_from_dir(str(ROOT / package), keywords=KEYWORDS):
            if isinstance(text, str):
                yield text, f"{package}/{file}"


def _from_data() -> Iterator[tuple[str, str]]:
    name = "knowledge/lexicon/beyond.yaml"
    for matter in yaml.safe_load((ROOT / name).read_text("utf-8"))["beyond"].values():
        if matter["door"]:
            yield matter["door"], name
    for path in sorted((ROOT / "knowledge" / "forms").glob("*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        for part in (*content.get("steps", {}).values(), *content.get("forms", {}).values()):
            yield from ((text, str(path.relative_to(ROOT))) for text in _from_form(part))
    for path in sorted((ROOT / "knowledge" / "checklists").glob("*.yaml")):
        for part in yaml.safe_load(path.read_text("utf-8")).get("questions", {}).values():
            yield from ((text, str(path.relative_to(ROOT))) for text in _from_form(part))


def _from_form(part: dict[str, Any]) -> Iterator[str]:
    """The texts of a form, a step or an option; a list holds texts, or parts such as the steps written out."""
    for key in _SPOKEN_OF_FORMS:
        found = part.get(key) or []
        for each in found if isinstance(found, list) else [found]:
            if isinstance(each, dict):
                yield from _from_form(each)
            elif key != "steps":
                yield each
