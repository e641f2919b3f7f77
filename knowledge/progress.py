"""How long work is followed: a callback that is told what is being done."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many steps are done, and how many there are."""
