"""Finds tables in ruled lines: lines that touch form a grid, and the grid's fields that no line parts form a cell."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from knowledge.importing.placed import Box, Rule

_NEAR = 3.0
"""Lines closer than this (points) are one line; ends closer than this touch."""
_SHORT = 8.0
"""What is shorter after joining is no ruled line."""
_COVERED = 0.6
"""A line parts two fields if it covers this share of their common edge."""
_WHOLE, _NOTHING = 0.9, 0.1
"""From this share on a side is drawn; up to the other, it is not."""
_MOST_FIELDS = 40_000

Sides = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its box, its first row and column in the grid, and how many of both it spans."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table drawn with lines: the places of its column and row edges, its cells by rows from left to right.

    `owners` holds the cell of every field (row by row), `drawn` how much of each side of its edge lines cover: top,
    bottom, left, right, from 0 to 1.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[Cell, ...]
    owners: tuple[int, ...]
    drawn: Sides

    @property
    def box(self) -> Box:
        return Box(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    @property
    def closed(self) -> bool:
        """Whether its outer edge is that of a table: sides drawn whole or not at all, not boxes with arrows between."""
        top, bottom, left, right = self.drawn
        level, upright = max(top, bottom) >= _WHOLE, max(left, right) >= _WHOLE
        if level:
            return upright or max(left, right) <= _NOTHING
        return min(left, right) >= _WHOLE and max(top, bottom) <= _NOTHING

    def cell_at(self, x: float, y: float) -> Cell:
        """The cell at a place inside the grid; outside of it, the nearest."""
        column = min(max(bisect(self.columns, x) - 1, 0), len(self.columns) - 2)
        row = min(max(bisect(self.rows, y) - 1, 0), len(self.rows) - 2)
        return self.cells[self.owners[row * (len(self.columns) - 1) + column]]


def grids_of(across: list[Rule], down: list[Rule]) -> list[Grid]:
    """The grids that these lines draw, from the top of the page to its bottom."""
    level, upright = joined(across), joined(down)
    found = [_grid(*group) for group in _touching(level, upright)]
    return sorted((grid for grid in found if grid), key=lambda grid: (grid.rows[0], grid.columns[0]))


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines without repeats: those at the same place that overlap or nearly touch become one."""
    done: list[Rule] = []
    for lane in _lanes(rules):
        at = sum(rule.at for rule in lane) / len(lane)
        reach: Rule | None = None
        for rule in sorted(lane, key=lambda one: one.start):
            if reach is not None and rule.start <= reach.end + _NEAR:
                reach = replace(reach, end=max(reach.end, rule.end))
                continue
            done += [reach] if reach else []
            reach = Rule(at, rule.start, rule.end)
        done += [reach] if reach else []
    return [rule for rule in done if rule.end - rule.start >= _SHORT]


def _lanes(rules: Iterable[Rule]) -> list[list[Rule]]:
    lanes: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: one.at):
        if lanes and rule.at - lanes[-1][0].at <= _NEAR:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    return lanes


def _touching(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that cross or touch each other."""
    group = list(range(len(across) + len(down)))
    find = _finder(group)
    for i, level in enumerate(across):
        for j, upright in enumerate(down):
            if _meets(level, upright.at) and _meets(upright, level.at):
                group[find(len(across) + j)] = find(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, level in enumerate(across):
        groups[find(i)][0].append(level)
    for j, upright in enumerate(down):
        groups[find(len(across) + j)][1].append(upright)
    return list(groups.values())


def _meets(rule: Rule, at: float) -> bool:
    return rule.start - _NEAR <= at <= rule.end + _NEAR


def _finder(group: list[int]) -> Callable[[int], int]:
    def find(one: int) -> int:
        while group[one] != one:
            group[one] = group[group[one]]
            one = group[one]
        return one

    return find


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    """The grid of one group, with the outer edges that its lines reach but nobody drew."""
    if not across or not down or len(across) + len(down) < 3:
        return None
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    top, bottom = min(rule.start for rule in down), max(rule.end for rule in down)
    columns = _edges([*(rule.at for rule in down), left, right])
    rows = _edges([*(rule.at for rule in across), top, bottom])
    if len(columns) < 2 or len(rows) < 2 or (len(columns) - 1) * (len(rows) - 1) > _MOST_FIELDS:
        return None
    cells, owners = _cells(columns, rows, across, down)
    return Grid(columns, rows, cells, owners, _drawn(columns, rows, across, down))


def _edges(places: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > 2 * _NEAR:
            found.append(place)
    return tuple(found)


def _cells(
    columns: tuple[float, ...], rows: tuple[float, ...], across: list[Rule], down: list[Rule]
) -> tuple[tuple[Cell, ...], tuple[int, ...]]:
    wide, tall = len(columns) - 1, len(rows) - 1
    group = list(range(wide * tall))
    find = _finder(group)
    for row in range(tall):
        for column in range(wide):
            field = row * wide + column
            if column + 1 < wide and not _parts(down, columns[column + 1], rows[row], rows[row + 1]):
                group[find(field + 1)] = find(field)
            if row + 1 < tall and not _parts(across, rows[row + 1], columns[column], columns[column + 1]):
                group[find(field + wide)] = find(field)
    fields: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for field in range(wide * tall):
        fields[find(field)].append(divmod(field, wide))
    order = {root: at for at, root in enumerate(fields)}
    cells = tuple(_cell(members, columns, rows) for members in fields.values())
    return cells, tuple(order[find(field)] for field in range(wide * tall))


def _cell(fields: list[tuple[int, int]], columns: tuple[float, ...], rows: tuple[float, ...]) -> Cell:
    top, bottom = min(row for row, _ in fields), max(row for row, _ in fields)
    left, right = min(column for _, column in fields), max(column for _, column in fields)
    box = Box(columns[left], rows[top], columns[right + 1], rows[bottom + 1])
    return Cell(box, top, left, bottom - top + 1, right - left + 1)


def _drawn(columns: tuple[float, ...], rows: tuple[float, ...], across: list[Rule], down: list[Rule]) -> Sides:
    left, right, top, bottom = columns[0], columns[-1], rows[0], rows[-1]
    level = _covered(across, top, left, right), _covered(across, bottom, left, right)
    return *level, _covered(down, left, top, bottom), _covered(down, right, top, bottom)


def _parts(rules: list[Rule], at: float, start: float, end: float) -> bool:
    """Whether a line at this place covers most of the edge from start to end."""
    return _covered(rules, at, start, end) >= _COVERED


def _covered(rules: list[Rule], at: float, start: float, end: float) -> float:
    """The share of an edge that lines at this place cover."""
    covered = sum(max(0.0, min(one.end, end) - max(one.start, start)) for one in rules if abs(one.at - at) <= 2 * _NEAR)
    return min(covered / (end - start), 1.0)
