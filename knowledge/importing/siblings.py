"""Restores lists whose borders a document lost from the same list in its other services: offices copy them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.importing.content import Content, Item

_ALIKE = 80.0
"""Least score of an item within the run of words."""
_COVERED = 0.75
"""Least share of the sibling's items, and of the words, that must be found."""
_NEAR = 16
"""Characters to either side of a place in which its first word is looked for."""
_SHORTEST = 40
"""Characters of the shortest run of words that is looked into."""
WHY = "Batas butir tidak terbaca; dipisah menurut daftar yang sama pada layanan lain."


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


def restore(contents: Sequence[Content]) -> None:
    """Parts the run-together lists among the contents of one component after the best of the others."""
    lists = [content for content in contents if _is_marked(content.items)]
    for content in contents:
        if not _suspicious(content):
            continue
        made = [_after(content, other) for other in lists if other is not content]
        best, share = max(made, key=lambda pair: pair[1], default=(None, 0.0))
        if best and share and _count(best) > _count(content.items):
            drawn = [box for item in _flat(content.items) for box in item.flow]
            content.items = best
            chart = next((item for item in _flat(best) if item.text.lower().startswith("alur")), None)
            (chart.flow if chart else content.flow).extend(drawn)


def _is_marked(items: Sequence[Item]) -> bool:
    """Whether a list kept its marks, so that its borders can be trusted."""
    flat = _flat(items)
    return len(flat) > 1 and all(item.mark for item in flat)


def _count(items: Sequence[Item]) -> int:
    return sum(1 + _count(item.items) for item in items)


def _words(items: Sequence[Item]) -> str:
    return " ".join(f"{item.text} {_words(item.items)}".strip() for item in items)


def _suspicious(content: Content) -> bool:
    """Whether some words of a list have no mark of their own, and are long enough to hold several items."""
    return any(item.mark is None for item in _flat(content.items)) and len(_words(content.items)) >= _SHORTEST


def _after(content: Content, other: Content) -> tuple[list[Item] | None, float]:
    """The items of `content` in the shape of `other`, and the share of the words that stood there as well."""
    text = _words(content.items)
    wanted = list(_flat(other.items))
    spans = _spans(text, [item.text for item in wanted])
    found = [span for span in spans if span is not None]
    covered = sum(span.end - span.start for span in found) / max(1, len(text))
    if len(found) < _COVERED * len(wanted) or covered < _COVERED:
        return None, 0
    starts = _starts(text, spans)
    pieces = {
        position: text[start:end].strip()
        for (position, start), end in zip(starts, [*[start for _, start in starts[1:]], len(text)], strict=True)
    }
    whole = Item(
        "", content.items[0].place, numbers=[number for item in _flat(content.items) for number in item.numbers]
    )
    return _shaped(other.items, iter(range(len(wanted))), pieces, whole), covered


def _flat(items: Sequence[Item]) -> list[Item]:
    return [each for item in items for each in (item, *_flat(item.items))]


def _spans(text: str, wanted: Sequence[str]) -> list[_Span | None]:
    spans: list[_Span | None] = []
    position = 0
    for each in wanted:
        window = text[position : position + 2 * len(each) + 220]
        found = (
            fuzz.partial_ratio_alignment(each, window, score_cutoff=_ALIKE) if len(window) >= len(each) * 0.6 else None
        )
        if found is None or found.dest_end <= found.dest_start:
            spans.append(None)
            continue
        start = _first_word(text, each, _word_start(text, position + found.dest_start))
        spans.append(_Span(start, position + found.dest_end))
        position += found.dest_end
    return spans


def _first_word(text: str, wanted: str, start: int) -> int:
    """Where the first word of a wanted text stands near a place that was found by its letters only."""
    word = wanted.split()[0]
    near = text.find(word, max(0, start - _NEAR), start + len(word) + _NEAR)
    return near if near >= 0 and (near == 0 or text[near - 1].isspace()) else start


def _word_start(text: str, position: int) -> int:
    while position and not text[position - 1].isspace():
        position -= 1
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _starts(text: str, spans: Sequence[_Span | None]) -> list[tuple[int, int]]:
    """Where each item begins; one that is worded otherwise here takes the words between its neighbours."""
    starts: list[tuple[int, int]] = []
    end = 0
    for position, span in enumerate(spans):
        if span is not None:
            starts.append((position, span.start))
            end = span.end
            continue
        following = next((later for later in spans[position + 1 :] if later is not None), None)
        until = following.start if following else len(text)
        rest = text[end:until]
        if len(rest.split()) > 1 and (following is None or spans[position + 1] is following):
            start = _word_start(text, min(len(text), end + 1))
            if start < until and (not starts or start > starts[-1][1]):
                starts.append((position, start))
                end = until
    return starts


def _shaped(items: Sequence[Item], counter: Iterator[int], pieces: dict[int, str], whole: Item) -> list[Item]:
    made: list[Item] = []
    for item in items:
        position = next(counter)
        children = _shaped(item.items, counter, pieces, whole)
        if pieces.get(position):
            made.append(
                Item(
                    pieces[position],
                    whole.place,
                    item.mark,
                    children,
                    doubts=[(pieces[position], WHY)],
                    numbers=whole.numbers,
                )
            )
        else:
            made += children
    return made
