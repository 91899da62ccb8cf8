"""The table of a file that was read: found as the clerk corrected it, and as the page shows it."""

from collections.abc import Hashable, Sequence
from itertools import islice
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Period
from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.importing.book import Book, Cell, Sheet, letter_of
from thidua_desktop.importing.cells import READINGS, shown
from thidua_desktop.importing.encodings import as_typed
from thidua_desktop.importing.headings import Table, find_table
from thidua_desktop.services.import_legacy import data_rows
from thidua_desktop.services.import_readings import CELL_BY_CELL
from thidua_desktop.services.import_views import ColumnView, ImportChoices, PreviewRow, TableView
from thidua_desktop.services.loading import catalogue

ROLE_NAMES: Final = {
    "stt": "Số thứ tự",
    "unit": "Tên đơn vị, họ và tên",
    "office": "Cơ quan, bộ phận",
    "code": "Mã",
    "birth": "Ngày sinh",
    "note": "Ghi chú",
    "ok": "Dấu đạt",
    "not_ok": "Dấu không đạt",
    "": "Không dùng",
}
_SAMPLES: Final = 3
_LOOKED_AT: Final = 40
_ROWS_SHOWN, _COLUMNS_SHOWN = 200, 60
"""How much is shown of a sheet without a table, for the clerk to point at its header."""
_UNREAD: Final = "unread"
_NO_CELLS: Final[dict[int, Cell]] = {}


class OpenedBook:
    """A book that was read, and the table last found in it.

    Every answer of the clerk plans anew, and few of them change the table.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self._last: tuple[Hashable, tuple[Book, Table]] | None = None

    def found(self, choices: ImportChoices) -> tuple[Book, Table]:
        """Return the table the choices point at, and the book as it is to be read for it."""
        asked = (
            choices.sheet,
            choices.header,
            frozenset(choices.columns.items()),
            choices.as_typed,
        )
        last = self._last  # once: another thread may look for another table meanwhile
        if last is None or last[0] != asked:
            last = self._last = asked, _found(self.book, choices)
        _check_columns(last[1][1], choices)
        return last[1]


def _found(book: Book, choices: ImportChoices) -> tuple[Book, Table]:
    names = tuple(sheet.name for sheet in book.sheets)
    if choices.sheet is not None and choices.sheet not in names:
        raise UnknownChoiceError("trang tính", choices.sheet, names)
    table = find_table(
        book,
        catalogue(),
        sheet=choices.sheet,
        header_rows=choices.header,
        columns=choices.columns,
    )
    if not choices.as_typed:
        return book, table
    typed = as_typed(book, table.sheet.name, choices.as_typed, data_rows(table))
    return typed, find_table(
        typed,
        catalogue(),
        sheet=table.sheet.name,
        header_rows=table.header,
        columns=choices.columns,
    )


def _check_columns(table: Table, choices: ImportChoices) -> None:
    """Refuse columns the table does not have, and meanings nobody knows."""
    if not choices.columns and not choices.readings:
        return
    used = max((column for row in table.sheet.rows.values() for column in row), default=0)
    letters = tuple(letter_of(column) for column in range(1, used + 1))
    for letter, role in choices.columns.items():
        if letter not in letters:
            raise UnknownChoiceError("cột", letter, letters)
        if role not in ROLE_NAMES and not _is_measure(role):
            raise UnknownChoiceError("chỉ số", role, tuple(catalogue().measures))
    for letter, reading in choices.readings.items():
        if letter not in letters:
            raise UnknownChoiceError("cột", letter, letters)
        if reading not in {*READINGS, CELL_BY_CELL}:
            raise UnknownChoiceError("cách đọc số", reading, READINGS)


def _is_measure(role: str) -> bool:
    rates = {f"%{one.id}" for one in catalogue().rates}
    return role.removeprefix("%") in catalogue().measures or role in rates


def table_view(table: Table) -> TableView:
    """Return a table with all that the clerk may correct."""
    width = max(column.number for column in table.columns)
    said = table.sheet.rows
    rows = tuple(
        PreviewRow(row.number, row.kind.value, said.get(row.number, _NO_CELLS), width)
        for row in table.rows
    )
    data = [row.number for row in table.rows if row.kind.value == "data"][:_LOOKED_AT]
    columns = tuple(
        ColumnView(
            letter_of(one.number),
            one.heading,
            one.key,
            _samples(table, data, one.number),
        )
        for one in table.columns
    )
    period = table.stated
    return TableView(
        table.sheet.name, table.header, columns, rows, period, period_words(period), table.area
    )


def _samples(table: Table, rows: Sequence[int], column: int) -> tuple[str, ...]:
    """Return the first few things that stand in a column; the first rows may be blank."""
    said = (shown(table.sheet.cell(row, column)) for row in rows)
    return tuple(islice((one for one in said if one.strip()), _SAMPLES))


def plain_rows(sheet: Sheet) -> tuple[PreviewRow, ...]:
    """Return the first rows of a sheet as they stand, where no table was found in it."""
    numbers = sorted(sheet.rows)[:_ROWS_SHOWN]
    width = min(max((max(sheet.rows[one]) for one in numbers), default=0), _COLUMNS_SHOWN)
    return tuple(
        PreviewRow(number, _UNREAD, sheet.rows.get(number, _NO_CELLS), width)
        for number in range(1, min(max(numbers, default=0), _ROWS_SHOWN) + 1)
    )


def period_words(period: Period | None) -> str:
    """Return what a table covers, in words; nothing where it says nothing."""
    if period is None:
        return ""
    until = vietnamese.day(period.end)
    if period.start is None:
        return f"đến {until}"
    return f"{vietnamese.day(period.start)} – {until}"
