"""Writes a draft as the YAML text that people edit."""

from __future__ import annotations

from typing import Any

import yaml

from knowledge.draft_file import DraftFile


class _Dumper(yaml.SafeDumper):
    """Texts on one line each, lists indented as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - yaml's signature
        super().increase_indent(flow, False)


def dump(draft: DraftFile) -> str:
    """The YAML text of a draft, in the order of its parts, without what is empty."""
    content: dict[str, Any] = draft.model_dump(exclude_defaults=True)
    for part in ("office", "decree", "complaint", "services"):
        content.setdefault(part, [] if part == "services" else {})
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
