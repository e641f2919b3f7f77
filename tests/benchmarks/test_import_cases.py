"""The cases of the import benchmark hold together: every text of a gold.json stands in its document."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from docx import Document as Docx
from docx.oxml.ns import qn
from pypdfium2 import PdfDocument
from rapidfuzz import fuzz

from benchmarks.import_gold import content_of
from benchmarks.importing import CASES, source_of
from knowledge.decree_file import ComponentId

NAMES = sorted(path.parent.name for path in CASES.glob("*/gold.json"))
COMPONENTS = set(get_args(ComponentId))
_SEEN = 80.0
"""The least likeness of a gold text to its place in the document; a poor scan takes some away."""


def gold_of(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((CASES / name / "gold.json").read_text("utf-8"))
    return content


def letters(text: str) -> str:
    """A text with nothing but its letters and digits."""
    return re.sub(r"[\W_]+", "", html.unescape(re.sub(r"<[^>]*>", " ", text))).casefold()


def printed(path: Path) -> str:
    """What stands in a document of any kind."""
    if path.suffix == ".docx":
        return "\n".join(each.text or "" for each in Docx(str(path)).element.body.iter(qn("w:t")))
    if path.suffix == ".pdf":
        with PdfDocument(path) as pages:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    return path.read_text("utf-8")


def test_every_case_is_listed() -> None:
    listed = yaml.safe_load((CASES / "cases.yaml").read_text("utf-8"))
    assert sorted(listed) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_gold_file_has_the_form_of_an_answer(name: str) -> None:
    gold = gold_of(name)
    assert set(gold) == {"office", "number", "year", "services"}
    assert len({each["name"] for each in gold["services"]}) == len(content_of(gold).services) >= 1
    for service in gold["services"]:
        assert set(service) <= {"name", "components", "asides"}
        assert set(service["components"]) <= COMPONENTS
        assert set(service.get("asides", {})) <= set(service["components"])
        for text in (text for items in service["components"].values() for text in items):
            assert text == " ".join(text.split())
            assert text not in {"", "-"}
            assert not re.match(r"(\d{1,2}[.)]|[a-z][.)]|[-•–✓])\s", text), f"a mark was left: {text}"


@pytest.mark.parametrize("name", NAMES)
def test_every_gold_text_stands_in_its_document(name: str) -> None:
    text = printed(source_of(CASES / name))
    if not text.strip():
        pytest.skip("the document is pictures")
    source, words = letters(text), set(re.findall(r"\w+", text))
    missing = [
        text
        for service in gold_of(name)["services"]
        for text in (service["name"], *(text for items in service["components"].values() for text in items))
        if letters(text) not in source
        and not words.issuperset(re.findall(r"\w+", text))  # a cell wrapped beside another one
        and fuzz.partial_ratio(letters(text), source) < _SEEN
    ]
    assert missing == []
