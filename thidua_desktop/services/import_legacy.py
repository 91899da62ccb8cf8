"""Text of before Unicode in a table: both readings side by side, for the clerk to choose."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from thidua_desktop.importing.book import Book, Reread, address, letter_of
from thidua_desktop.importing.encodings import EVERY_COLUMN, of_unknown_case
from thidua_desktop.importing.headings import Table
from thidua_desktop.importing.rows import RowKind
from thidua_desktop.services.import_views import LegacyColumn, LegacySample

_MOST_SAMPLES: Final = 40
_MOST_WORDS: Final = 60
_Place = tuple[int, int]


def legacy_columns(book: Book, table: Table, kept: Collection[str]) -> tuple[LegacyColumn, ...]:
    """Return the columns of a table whose rows of data were read from an old encoding."""
    columns: dict[int, dict[_Place, Reread]] = defaultdict(dict)
    rows = data_rows(table)
    for place, cell in book.reread.get(table.sheet.name, {}).items():
        if place[0] in rows:
            columns[place[1]][place] = cell
    headings = {one.number: one.heading for one in table.columns}
    return tuple(
        _column(letter_of(number), headings.get(number, ""), cells, kept)
        for number, cells in sorted(columns.items())
    )


def data_rows(table: Table) -> frozenset[int]:
    """Return the rows whose text may be stored: those of data."""
    return frozenset(row.number for row in table.rows if row.kind is RowKind.DATA)


def _column(
    letter: str, heading: str, cells: Mapping[_Place, Reread], kept: Collection[str]
) -> LegacyColumn:
    first = next(iter(cells.values()))
    return LegacyColumn(
        letter,
        heading,
        first.encoding,
        first.by,
        len(cells),
        tuple(_samples(cells)),
        tuple(dict.fromkeys(word for one in cells.values() for word in of_unknown_case(one)))[
            :_MOST_WORDS
        ],
        EVERY_COLUMN in kept or letter in kept,
    )


def _samples(cells: Mapping[_Place, Reread]) -> Iterable[LegacySample]:
    seen: set[str] = set()
    for (row, column), cell in sorted(cells.items()):
        if cell.before not in seen and len(seen) < _MOST_SAMPLES:
            seen.add(cell.before)
            yield LegacySample(address(row, column), cell.before, cell.after, of_unknown_case(cell))
