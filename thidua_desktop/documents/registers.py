"""The register of a campaign as a workbook (.xlsx), in the headings a register is read by."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Final, cast

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from thidua_desktop.domain.subjects import Kind, Subject, Unit

_FACE: Final = "Times New Roman"
_LINE: Final = Side(style="thin", color="FF9A9388")
_BORDER: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADER_FILL: Final = PatternFill("solid", fgColor="FFEFECE5")
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

Value = str | int | date | None


def register_workbook(kind: Kind, campaign: str, rows: Sequence[tuple[Subject, str]]) -> bytes:
    """Return units or people with the names of their groups as .xlsx."""
    book = Workbook()
    book.properties.creator = "Thi Đua"
    book.properties.title = f"{_TITLES[kind]}: {campaign}"
    book.properties.language = "vi-VN"
    sheet = book.worksheets[0]
    sheet.title = "Danh sách"
    columns = _COLUMNS[kind]
    _write(cast("Cell", sheet.cell(1, 1)), f"{_TITLES[kind]}: {campaign}", bold=True)
    for place, (title, width) in enumerate(columns, start=1):
        cell = cast("Cell", sheet.cell(_HEADER_ROW, place))
        _write(cell, title, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.fill, cell.border = _HEADER_FILL, _BORDER
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, (subject, group) in enumerate(rows, start=1):
        for place, value in enumerate((number, *_facts(subject), group), start=1):
            cell = cast("Cell", sheet.cell(_HEADER_ROW + number, place))
            _write(cell, value)
            cell.border = _BORDER
    sheet.freeze_panes = f"C{_HEADER_ROW + 1}"
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


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


def _write(cell: Cell, value: Value, *, bold: bool = False) -> None:
    """Write a value; text is never taken for a formula, and nothing stays nothing."""
    cell.font = Font(name=_FACE, size=12, bold=bold)
    if value in ("", None):
        return
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        if value.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
