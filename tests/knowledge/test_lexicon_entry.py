"""The lexicon is data: one entry in the office's own copy of a file, and a question is understood that was not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.files import find_files
from knowledge.loading import open_library
from knowledge.search import Search
from knowledge.understanding import Understanding
from tests.knowledge.small import read_plainly

Edit = Callable[[Any], object]

# file, what an officer adds to it, the question, what is then understood and was not before; words that nobody has
ENTRIES: dict[str, tuple[str, Edit, str, Callable[[Understanding], object], object]] = {
    "slang": (
        "slang",
        lambda content: content["words"].update(zubrek="biaya"),
        "zubrek kios depok",
        lambda understood: understood.component,
        "biaya",
    ),
    "subject": (
        "subjects",
        lambda content: content["subjects"]["kios"]["strong"].append("wuxiplong"),
        "syarat wuxiplong depok",
        lambda understood: understood.services[:1],
        ("depok/kios",),
    ),
    "component": (
        "components",
        lambda content: content["biaya"]["strong"].append("fazimbruk"),
        "kios depok fazimbruk",
        lambda understood: understood.component,
        "biaya",
    ),
    "family": (
        "families",
        lambda content: content["petugas"].append("wuxiplong"),
        "wuxiplong kios depok jago apa",
        lambda understood: understood.component,
        "kompetensi",
    ),
    "matter beyond the decrees": (
        "beyond",
        lambda content: content["beyond"].update(balon={"door": "Di Balai Balon.", "strong": ["kuzoyembal"]}),
        "izin kuzoyembal di depok",
        lambda understood: understood.matter,
        "balon",
    ),
}


@pytest.mark.parametrize(("stem", "edit", "question", "seen", "after"), ENTRIES.values(), ids=ENTRIES)
def test_what_an_entry_changes(
    search: Search,
    tmp_path: Path,
    stem: str,
    edit: Edit,
    question: str,
    seen: Callable[[Understanding], object],
    after: object,
) -> None:
    """The entry alone makes the difference; no program is changed."""
    assert seen(search.understand(question)) != after
    assert seen(_with_entry(tmp_path, stem, edit).understand(question)) == after


def _with_entry(folder: Path, stem: str, edit: Edit) -> Search:
    content = read_plainly(next(file.text for file in find_files().lexicon if file.stem == stem))
    edit(content)
    own = folder / "knowledge" / "lexicon" / f"{stem}.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return Search(open_library(folder / "knowledge.db", folder / "knowledge"))
