"""The register of a campaign as a workbook (.xlsx), in the headings a register is read by."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from thidua_desktop.documents.spreadsheet import (
    BORDER,
    DAY,
    Value,
    as_bytes,
    cell_at,
    new_book,
    put,
    put_header,
    set_page,
)
from thidua_desktop.domain.subjects import Kind, Subject, Unit

_HEADER_ROW: Final = 3
_COLUMNS: Final = {
    Kind.UNIT: (("TT", 6), ("Tên đơn vị", 48), ("Tên ngắn", 24), ("Nhóm", 44)),
    Kind.PERSON: (
        ("TT", 6),
        ("Họ và tên", 28),
        ("Ngày sinh", 13),
        ("Giới tính", 10),
        ("Chức vụ", 24),
        ("Cơ quan, bộ phận", 36),
        ("Trình độ", 20),
        ("Quê quán", 28),
        ("Nhóm", 40),
    ),
}
_TITLES: Final = {
    Kind.UNIT: "DANH SÁCH ĐƠN VỊ THAM GIA",
    Kind.PERSON: "DANH SÁCH CÁ NHÂN THAM GIA",
}


def register_workbook(kind: Kind, campaign: str, rows: Sequence[tuple[Subject, str]]) -> bytes:
    """Return units or people with the names of their groups as .xlsx."""
    title = f"{_TITLES[kind]}: {campaign}"
    book = new_book(title)
    sheet = book.create_sheet("Danh sách")
    put(cell_at(sheet, 1, 1), title, bold=True)
    for place, (heading, width) in enumerate(_COLUMNS[kind], start=1):
        put_header(cell_at(sheet, _HEADER_ROW, place), heading)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, (subject, group) in enumerate(rows, start=1):
        for place, value in enumerate((number, *_facts(subject), group), start=1):
            cell = cell_at(sheet, _HEADER_ROW + number, place)
            put(cell, value, number_format=DAY if isinstance(value, date) else "")
            cell.border = BORDER
            if isinstance(value, str):
                cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.freeze_panes = f"C{_HEADER_ROW + 1}"
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    set_page(sheet)
    return as_bytes(book)


def _facts(subject: Subject) -> tuple[Value, ...]:
    if isinstance(subject, Unit):
        return (subject.name, subject.short_name)
    return (
        subject.name,
        subject.birth_date,
        subject.gender,
        subject.position,
        subject.office,
        subject.qualification,
        subject.home_town,
    )
