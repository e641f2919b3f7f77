"""The packaged form files as they are read, for tests that hold them against the decrees and the catalogues."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from knowledge.decree_file import DecreeFile
from knowledge.files import find_files
from knowledge.form_file import FormsFile, made_forms
from knowledge.form_model import Form
from knowledge.yaml_lines import read_yaml

FOLDER = Path(__file__).parents[2] / "knowledge" / "forms"


@cache
def form_texts() -> dict[str, str]:
    """The files by name."""
    return {f"forms/{path.name}": path.read_text("utf-8") for path in sorted(FOLDER.glob("*.yaml"))}


@cache
def form_files() -> dict[str, FormsFile]:
    """The files as checked, by name."""
    return {name: read_yaml(text, name, FormsFile) for name, text in form_texts().items()}


@cache
def decree_files() -> tuple[DecreeFile, ...]:
    """The packaged decrees."""
    return tuple(read_yaml(file.text, file.name, DecreeFile) for file in find_files().decrees)


@cache
def packaged_forms() -> tuple[Form, ...]:
    """The forms made of them, held against the decrees."""
    return made_forms(form_files(), decree_files(), form_texts())
