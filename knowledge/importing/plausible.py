"""Sorts out which headings are headings: unsure ones count where their service would lack the component."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.importing.found import FEWEST
from knowledge.importing.token import LIKELY, Token

_TITLED = 60
"""Score of a title that parts the services on its two sides."""


def plausible(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with unsure headings turned back to words unless they name what their service would lack."""
    runs = _runs(tokens)
    kept: list[Token] = []
    refused = False
    for position, token in enumerate(tokens):
        if token.in_heading and refused:
            continue  # its words are back in the line of the heading that was none
        refused = False
        if token.kind == "heading" and token.sure < LIKELY:
            run = runs[position]
            refused = token.component in run
            if refused:
                token = replace(token, kind="text")  # noqa: PLW2901 - the token as words
            else:
                run.add(token.component)
        kept.append(token)
    return _without_repeats(kept)


def _runs(tokens: Sequence[Token]) -> list[set[str]]:
    """For every token the components that are surely headed in the service around it."""
    runs: list[set[str]] = []
    run: set[str] = set()
    titled = -1
    for position, token in enumerate(tokens):
        if token.kind == "title" and token.score >= _TITLED and len(run) >= FEWEST:
            titled = titled if titled >= 0 else position
        if token.kind == "heading" and token.sure >= LIKELY:
            if token.component in run or titled >= 0:
                run = set()
                begin = titled if titled >= 0 else _repeat_begins(tokens, position, len(runs))
                runs[begin:] = [run] * (len(runs) - begin) if begin < len(runs) else []
                titled = -1
            run.add(token.component)
        runs.append(run)
    return runs


def _repeat_begins(tokens: Sequence[Token], position: int, made: int) -> int:
    """Where the service of a repeated heading begins: after the sure heading before it."""
    for earlier in range(position - 1, -1, -1):
        if tokens[earlier].kind == "heading" and tokens[earlier].sure >= LIKELY:
            return min(earlier + 1, made)
    return 0


def _without_repeats(tokens: list[Token]) -> list[Token]:
    """A line heading that repeats the component under way, without a title before it, is only a label within it."""
    kept: list[Token] = []
    current = ""
    titled = True
    refused = False
    for token in tokens:
        if token.in_heading and refused:
            continue
        refused = False
        if token.kind == "title":
            titled = True
        elif token.kind == "heading":
            refused = token.component == current and not titled and not token.in_row
            if refused:
                token = replace(token, kind="text")  # noqa: PLW2901 - the token as words
            else:
                current, titled = token.component, False
        kept.append(token)
    return kept
