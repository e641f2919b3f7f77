"""Tells whether a text was read from a picture: stray signs stand where no writer puts them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.importing.source import Block, Line

_STRAY = re.compile(
    r"^[|!¢‘’'`~_\[\]{}<>;.,°“”»]\s*\w|^:\s*\.|\w\s+[|!\[\]{}~]+$|^[a-zA-Z]{1,2}$|[a-z][0-9][a-z]"
    r"|\w\s[|¢]|[|¢]\s\w|\w\s[.,'|»-]$"
)
_SHARE = 0.05


def is_noisy(blocks: Sequence[Block]) -> bool:
    """Whether more than a few of the lines outside tables carry stray signs, as scans do."""
    lines = [block.text for block in blocks if isinstance(block, Line) and block.text and not block.flow]
    if len(lines) < 30:
        return False
    return sum(bool(_STRAY.search(line)) for line in lines) > _SHARE * len(lines)
