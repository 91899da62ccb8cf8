"""Ruled tables as strips: a heading row that repeats, rows that stay whole while they fit a page.

A row is made of one strip per line of text, so that a row longer than a page can still go on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from thidua_desktop.documents import fonts
from thidua_desktop.documents.lines import balanced, break_text
from thidua_desktop.documents.model import Align, TableBlock
from thidua_desktop.documents.pages import Piece, Rule, Strip, Text
from thidua_desktop.documents.shapes import baseline, start

_PAD_X: Final = 5.0
_PAD_Y: Final = 3.5
_TIGHT: Final = 2.0
"""Space above and below the text of a row; less where the text is small."""
_SMALL: Final = 11.0
_SLACK: Final = 0.01
"""Keeps rounding from cutting the very word a width was made for."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns of a table stand, and how large its text is."""

    edges: tuple[float, ...]
    size: float

    @property
    def leading(self) -> float:
        return self.size * 1.25

    @property
    def pad(self) -> float:
        """Return the space above and below the text of a row."""
        return _TIGHT if self.size < _SMALL else _PAD_Y

    def inner(self, column: int) -> float:
        """Return the width a cell has for its text."""
        return self.edges[column + 1] - self.edges[column] - 2 * _PAD_X


def table_strips(table: TableBlock, room: float, size: float) -> Iterator[Strip]:
    """Yield the strips of a table as wide as `room`."""
    grid = _Grid(tuple(accumulate(_widths(table, room, size), initial=0.0)), size)
    aligns = [column.align for column in table.columns]
    titles = [
        balanced(column.title, fonts.BOLD, size, grid.inner(place))
        for place, column in enumerate(table.columns)
    ]
    header = tuple(
        replace(strip, keep=True)
        for strip in _row(titles, [Align.CENTER] * len(aligns), fonts.BOLD, grid)
    )
    yield replace(header[0], before=6.0)
    yield from header[1:]
    for row in table.rows:
        if len(row) < len(table.columns):
            yield from _part(row[0], grid, header)
            continue
        cells = [
            break_text(text, fonts.REGULAR, size, grid.inner(place))
            for place, text in enumerate(row)
        ]
        for strip in _row(cells, aligns, fonts.REGULAR, grid):
            yield replace(strip, header=header)


def _part(name: str, grid: _Grid, header: tuple[Strip, ...]) -> Iterator[Strip]:
    """Yield the row that names a part of the table; it stays with the row below."""
    whole = _Grid((grid.edges[0], grid.edges[-1]), grid.size)
    lines = break_text(name, fonts.BOLD, grid.size, whole.inner(0))
    for strip in _row([lines], [Align.LEFT], fonts.BOLD, whole):
        yield replace(strip, header=header, keep=True)


def _widths(table: TableBlock, room: float, size: float) -> list[float]:
    """Share out the room as the columns ask, but cut no word while there is room for it."""
    asked = [column.width for column in table.columns]
    least = [_least(table, place, size) for place in range(len(asked))]
    if sum(least) > room:
        return [room * one / sum(asked) for one in asked]
    tight: set[int] = set()
    while True:
        left = room - sum(least[place] for place in tight)
        parts = sum(one for place, one in enumerate(asked) if place not in tight)
        shares = [
            least[place] if place in tight else left * one / parts
            for place, one in enumerate(asked)
        ]
        narrow = {place for place, one in enumerate(shares) if one < least[place]}
        if not narrow:
            return shares
        tight |= narrow


def _least(table: TableBlock, place: int, size: float) -> float:
    """Return the width a column needs for its longest word."""
    title = _longest(table.columns[place].title, fonts.BOLD, size)
    full = (row for row in table.rows if len(row) == len(table.columns))
    cells = (_longest(row[place], fonts.REGULAR, size) for row in full)
    return max(title, *cells, 0.0) + 2 * _PAD_X + _SLACK


def _longest(text: str, font: str, size: float) -> float:
    return max(
        (fonts.width(word, font, size) for word in fonts.printable(text).split()), default=0.0
    )


def _row(
    cells: Sequence[Sequence[str]], aligns: Sequence[Align], font: str, grid: _Grid
) -> tuple[Strip, ...]:
    tallest = max(len(lines) for lines in cells)
    strips: list[Strip] = []
    for place in range(tallest):
        first, last = place == 0, place == tallest - 1
        head = grid.pad if first else 0.0
        height = grid.leading + head + (grid.pad if last else 0.0)
        pieces: list[Piece] = [Rule(x, 0, x, height) for x in grid.edges]
        if first:
            pieces.append(Rule(grid.edges[0], 0, grid.edges[-1], 0))
        if last:
            pieces.append(Rule(grid.edges[0], height, grid.edges[-1], height))
        for column, lines in enumerate(cells):
            pieces.extend(
                _text_at(place, lines, tallest, (aligns[column], font, column), grid, head)
            )
        strips.append(Strip(height, tuple(pieces), keep=not last))
    return tuple(strips)


def _text_at(
    place: int,
    lines: Sequence[str],
    tallest: int,
    how: tuple[Align, str, int],
    grid: _Grid,
    head: float,
) -> Iterator[Text]:
    """Yield the line of a cell that stands in strip `place`, the cell centred in its row."""
    align, font, column = how
    above, half = divmod(tallest - len(lines), 2)
    if not above <= place < above + len(lines) or not lines[place - above]:
        return
    line = lines[place - above]
    x = grid.edges[column] + _PAD_X
    x += start(align, fonts.width(line, font, grid.size), grid.inner(column))
    y = head + baseline(grid.size, grid.leading) + half * grid.leading / 2
    yield Text(x, y, line, font, grid.size)
