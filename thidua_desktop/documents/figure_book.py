"""Tables of figures as workbooks: filled ones, and blank ones for the units to fill in.

Both have the shape the program itself reads back without a question: the titles, one row of
headings, a row for each subject under the name of its group. A blank table is locked but for the
cells to be filled in, which take only what can be read.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from thidua_desktop.documents.figure_table import (
    FigureColumn,
    FigureGroup,
    FigureLine,
    FigureSheet,
    Guide,
)
from thidua_desktop.documents.spreadsheet import (
    BORDER,
    COUNT,
    DAY,
    PERCENT,
    Value,
    as_bytes,
    cell_at,
    lines_of,
    new_book,
    put,
    put_centred,
    put_header,
    put_number,
    put_text,
    set_height,
    set_page,
    sheet_name,
)
from thidua_desktop.domain.subjects import Kind, Person

GUIDE_SHEET: Final = "Hướng dẫn"
EXAMPLE: Final = "Ví dụ (dòng mẫu, không tính)"

_FILLED_IN: Final = PatternFill("solid", fgColor="FFFFFBE6")
_NOT_ASKED: Final = PatternFill("solid", fgColor="FFE3E1DC")
_GROUP: Final = PatternFill("solid", fgColor="FFF6F4EF")
_GREY: Final = "FF6B665E"
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_WHO: Final = {
    Kind.UNIT: (("TT", 6), ("Tên đơn vị", 42)),
    Kind.PERSON: (("TT", 6), ("Họ và tên", 28), ("Ngày sinh", 13), ("Đơn vị công tác", 36)),
}
_VALUE_WIDTH: Final = 17
_NOTE: Final = ("Ghi chú", 24)
_GUIDE_WIDTHS: Final = (52, 96)
_NOTE_SIZE: Final = (320, 150)
_HUNDRED: Final = 100


def filled_workbook(title: str, sheets: Sequence[FigureSheet]) -> bytes:
    """Return tables of figures as .xlsx, to be read and read back."""
    return _workbook(title, sheets, None)


def blank_workbook(title: str, sheets: Sequence[FigureSheet], guide: Guide) -> bytes:
    """Return tables to be filled in as .xlsx: locked but for the figures, with an example."""
    return _workbook(title, sheets, guide)


def add_tables(
    book: Workbook, sheets: Sequence[FigureSheet], used: set[str], *, blank: bool = False
) -> None:
    """Write tables of figures behind what a workbook holds; `used` are its names of sheets."""
    for one in sheets:
        _Writer(book.create_sheet(sheet_name(one.name, used)), one, blank=blank).write()


def _workbook(title: str, sheets: Sequence[FigureSheet], guide: Guide | None) -> bytes:
    book = new_book(title)
    add_tables(book, sheets, {GUIDE_SHEET.casefold()}, blank=guide is not None)
    if guide is not None:
        _write_guide(book.create_sheet(GUIDE_SHEET), guide)
    return as_bytes(book)


class _Writer:
    """Writes one table from its first row down."""

    def __init__(self, sheet: Worksheet, table: FigureSheet, *, blank: bool) -> None:
        self._sheet = sheet
        self._table = table
        self._blank = blank
        self._who = _WHO[table.kind]
        self._row = 0
        self._checks = [_check(one) for one in table.columns] if blank else []

    def write(self) -> None:
        """Write titles, headings, the example, the groups and the notes."""
        for number, title in enumerate(self._table.titles, start=1):
            put(self._next(), title, bold=number == 1, size=14 if number == 1 else 12)
        self._row += 1
        self._headings()
        if self._blank:
            self._line(EXAMPLE, None, tuple(one.example for one in self._table.columns))
        groups = [one for one in self._table.groups if one.lines]
        for number, group in enumerate(groups):
            self._group(number, group)
        self._row += 1
        for note in self._table.notes:
            put(self._next(), note, italic=True)
        for check in self._checks:
            if check.sqref.ranges:
                self._sheet.add_data_validation(check)
        set_page(self._sheet, foot=self._table.titles[1] if len(self._table.titles) > 1 else "")
        if self._blank:
            self._lock()

    def _next(self) -> Cell:
        self._row += 1
        return cell_at(self._sheet, self._row, 1)

    def _headings(self) -> None:
        self._row += 1
        columns = self._table.columns
        values = ((one.title, _VALUE_WIDTH) for one in columns)
        heads = (*self._who, *values, *((_NOTE,) if self._blank else ()))
        for place, (title, width) in enumerate(heads, start=1):
            put_header(cell_at(self._sheet, self._row, place), title)
            self._sheet.column_dimensions[get_column_letter(place)].width = width
        for place, one in enumerate(columns, start=len(self._who) + 1):
            comment = Comment(one.note, "Thi Đua")
            comment.width, comment.height = _NOTE_SIZE
            cell_at(self._sheet, self._row, place).comment = comment
        self._height(max(lines_of(*one, bold=True) for one in heads))
        first = get_column_letter(len(self._who) + 1)
        self._sheet.freeze_panes = f"{first}{self._row + 1}"
        self._sheet.print_title_rows = f"{self._row}:{self._row}"

    def _group(self, number: int, group: FigureGroup) -> None:
        self._row += 1
        label = _ROMAN[number] if number < len(_ROMAN) else "-"
        last = len(self._who) + len(self._table.columns) + self._blank
        for place in range(1, last + 1):
            cell = cell_at(self._sheet, self._row, place)
            put(cell, {1: label, 2: group.title}.get(place), bold=True)
            cell.alignment = Alignment(
                horizontal="center" if place == 1 else "left",
                vertical="center",
                indent=int(place > 1),
            )
            cell.border, cell.fill = BORDER, _GROUP
        self._height(1)
        for order, line in enumerate(group.lines, start=1):
            self._line(str(line.subject.name), order, line.values, line)

    def _line(
        self,
        name: str,
        order: int | None,
        values: Sequence[int | Decimal | str | None],
        line: FigureLine | None = None,
    ) -> None:
        self._row += 1
        subject = line.subject if line else None
        who: list[Value] = [order, name]
        if self._table.kind is Kind.PERSON:
            person = subject if isinstance(subject, Person) else None
            who += [person.birth_date, person.office] if person else [None, None]
        for place, value in enumerate(who, start=1):
            cell = cell_at(self._sheet, self._row, place)
            if place in {1, _BIRTH}:
                put_centred(cell, value, DAY if place == _BIRTH else "")
            else:
                put_text(cell, value)
        for number, (column, said) in enumerate(zip(self._table.columns, values, strict=True)):
            self._figure(len(who) + 1 + number, number, column, said, line)
        if self._blank:
            note = cell_at(self._sheet, self._row, len(who) + len(values) + 1)
            put_text(note, None)
            note.protection = Protection(locked=line is None)
        widths = (width for _, width in self._who)
        self._height(max(map(lines_of, who, widths)))
        if line is None:
            self._grey()

    def _grey(self) -> None:
        """Dress the row just written as what it is, an example."""
        for cell in self._sheet[self._row]:
            cell.font = Font(name=cell.font.name, size=12, italic=True, color=_GREY)

    def _figure(
        self,
        place: int,
        number: int,
        column: FigureColumn,
        said: int | Decimal | str | None,
        line: FigureLine | None,
    ) -> None:
        value: Value = said
        number_format = COUNT
        if column.is_percent:
            # What is typed into a blank table is in percent: 65,5; a filled one shows 65,50%.
            number_format = "General" if self._blank else PERCENT
            if isinstance(said, Decimal) and not self._blank:
                value = said / _HUNDRED
        cell = cell_at(self._sheet, self._row, place)
        put_number(cell, value, number_format)
        if not self._blank or line is None:
            return
        if line.asked[number]:
            cell.protection = Protection(locked=False)
            cell.fill = _FILLED_IN
            self._checks[number].add(cell)
        else:
            cell.fill = _NOT_ASKED

    def _height(self, lines: int) -> None:
        set_height(self._sheet, self._row, lines)

    def _lock(self) -> None:
        """Lock what is not to be changed, without a password: the office can undo it."""
        protection = self._sheet.protection
        protection.sheet = True
        protection.formatColumns = False
        protection.formatRows = False


_BIRTH: Final = 3


def _check(column: FigureColumn) -> DataValidation:
    """Return what a cell to be filled in takes, and what Excel says to anything else."""
    if column.is_percent:
        check = DataValidation(type="decimal", operator="between", formula1="0", formula2="100")
        check.error = "Ghi tỷ lệ phần trăm từ 0 đến 100, ví dụ 65,5. Để trống nếu chưa có số liệu."
    else:
        check = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
        check.error = "Ghi số nguyên từ 0 trở lên, ví dụ 1234. Để trống nếu chưa có số liệu."
    check.errorTitle = "Số không dùng được"
    check.showErrorMessage = True
    check.allow_blank = True
    return check


def _write_guide(sheet: Worksheet, guide: Guide) -> None:
    put(cell_at(sheet, 1, 1), guide.title, bold=True, size=14)
    row = 2
    for line in guide.lines:
        row += 1
        _wrapped(sheet, row, 1, f"{row - 2}. {line}", columns=2)
    row += 2
    for place, (title, width) in enumerate(
        zip(("Cột", "Giải thích"), _GUIDE_WIDTHS, strict=True), start=1
    ):
        put_header(cell_at(sheet, row, place), title)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for one in guide.columns:
        row += 1
        texts = [" ".join(text.split("\n")) for text in (one.title, one.note)]
        for place, text in enumerate(texts, start=1):
            put_text(cell_at(sheet, row, place), text)
        set_height(sheet, row, max(map(lines_of, texts, _GUIDE_WIDTHS)))
    set_page(sheet)
    sheet.protection.sheet = True


def _wrapped(sheet: Worksheet, row: int, column: int, text: str, *, columns: int) -> None:
    cell = cell_at(sheet, row, column)
    put(cell, text)
    sheet.merge_cells(
        start_row=row, start_column=column, end_row=row, end_column=column + columns - 1
    )
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    set_height(sheet, row, lines_of(text, sum(_GUIDE_WIDTHS)))
