"""A draft as the text of its YAML file, and back."""

from __future__ import annotations

from knowledge.draft_file import DraftFile
from knowledge.importing.writing import dump
from knowledge.yaml_lines import read_yaml


def text_of(draft: DraftFile) -> str:
    """The YAML text of a draft."""
    return dump(draft)


def draft_of_text(text: str, name: str) -> DraftFile:
    """The draft that a YAML text holds; raises BrokenFile naming line and remedy."""
    return read_yaml(text, name, DraftFile)


def kept(draft: DraftFile) -> str:
    """A draft as the store keeps it: JSON, which is read a hundred times faster than YAML."""
    return draft.model_dump_json(exclude_defaults=True)


def draft_kept(text: str) -> DraftFile:
    """The draft of what the store keeps."""
    return DraftFile.model_validate_json(text)
