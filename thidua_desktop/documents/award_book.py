"""The lists of who meets which award as a workbook: a sheet for each award, and one of the sums.

What it all rests on stands behind them.
"""

from collections.abc import Sequence
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from thidua_desktop.documents.award_table import AwardBook
from thidua_desktop.documents.behind import NOTHING, Behind, add_behind
from thidua_desktop.documents.spreadsheet import (
    COUNT,
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
from thidua_desktop.domain.measures import OWN_RESULT

SUMS_SHEET: Final = "Tổng hợp"
_NUMBER: Final = ("TT", 6)
_LIST: Final = (
    _NUMBER,
    ("Đơn vị, cá nhân", 36),
    ("Cơ quan, bộ phận", 28),
    ("Nhóm", 30),
    ("Kết quả", 16),
    ("Tiêu chuẩn đạt", 12),
    ("Chưa đạt, chưa có, chờ Hội đồng", 70),
    ("Tiền thưởng (đồng)", 15),
)
_SUMS: Final = (
    ("Hình thức khen thưởng", 48),
    ("Đối tượng", 14),
    ("Đạt", 10),
    ("Chờ Hội đồng", 14),
    ("Chỉ tiêu", 10),
    ("Mỗi suất (đồng)", 16),
    ("Cộng (đồng)", 18),
    ("Cách tính", 60),
)


def award_workbook(content: AwardBook, behind: Behind = NOTHING) -> bytes:
    """Return the lists as .xlsx, with what they rest on."""
    book = new_book(f"Danh sách xét khen thưởng: {content.campaign}")
    used = {SUMS_SHEET.casefold()}
    for one in content.lists:
        sheet = book.create_sheet(sheet_name(one.name, used))
        _head(sheet, f"DANH SÁCH XÉT {one.name.upper()}", content)
        rows = [
            (
                number,
                line.name,
                line.office,
                line.group,
                line.state,
                line.met,
                line.rest,
                line.money,
            )
            for number, line in enumerate(one.lines, start=1)
        ]
        _table(sheet, _LIST, rows)
        set_page(sheet, foot=content.stamp)
    _write_sums(book.create_sheet(SUMS_SHEET), content)
    add_behind(book, behind, used)
    return as_bytes(book)


def _write_sums(sheet: Worksheet, content: AwardBook) -> None:
    _head(sheet, "TỔNG HỢP XÉT KHEN THƯỞNG", content)
    rows = [
        (one.name, one.kind, one.met, one.council, one.quota, one.each, one.total, one.why)
        for one in content.sums
    ]
    _table(sheet, _SUMS, rows)
    row = sheet.max_row + 1
    for notice in content.notices:
        row += 1
        put(cell_at(sheet, row, 1), notice)
    set_page(sheet, foot=content.stamp)


def _head(sheet: Worksheet, title: str, content: AwardBook) -> None:
    put(cell_at(sheet, 1, 1), title, bold=True, size=14)
    put(cell_at(sheet, 2, 1), content.campaign)
    put(cell_at(sheet, 3, 1), content.basis)
    put(cell_at(sheet, 4, 1), content.stamp, bold=True)
    put(cell_at(sheet, 5, 1), OWN_RESULT, italic=True)


def _table(
    sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Sequence[tuple[Value, ...]]
) -> None:
    top = 7
    for place, (title, width) in enumerate(columns, start=1):
        put_header(cell_at(sheet, top, place), title)
        sheet.column_dimensions[get_column_letter(place)].width = width
    set_height(sheet, top, max(lines_of(*one, bold=True) for one in columns))
    for down, row in enumerate(rows, start=top + 1):
        for place, value in enumerate(row, start=1):
            cell = cell_at(sheet, down, place)
            if columns[place - 1] == _NUMBER:
                put_centred(cell, value)
            elif isinstance(value, int):
                put_number(cell, value, COUNT)
            else:
                put_text(cell, value)
        widths = (width for _, width in columns)
        set_height(sheet, down, max(map(lines_of, row, widths)))
    sheet.freeze_panes = f"C{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
