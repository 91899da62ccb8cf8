"""What a result rests on, at the end of its workbook: the council's answers, the figures.

The figures can be read back; the answers are told, each with what it rests on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from thidua_desktop.documents.figure_book import add_tables
from thidua_desktop.documents.figure_table import FigureSheet
from thidua_desktop.documents.spreadsheet import (
    DAY,
    Value,
    cell_at,
    lines_of,
    put,
    put_centred,
    put_header,
    put_text,
    set_height,
    set_page,
    sheet_name,
)
from thidua_desktop.domain.measures import OWN_RESULT

ANSWERS_SHEET: Final = "Hội đồng xác nhận"
_TOP: Final = 5
_COLUMNS: Final = (
    ("TT", 6),
    ("Đơn vị, cá nhân", 36),
    ("Tiêu chuẩn", 48),
    ("Ý kiến", 14),
    ("Căn cứ", 60),
    ("Người xác nhận", 24),
    ("Ngày", 13),
)
_CENTRED: Final = ("TT", "Ngày")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the council said about one criterion of one subject."""

    name: str
    criterion: str
    word: str
    evidence: str
    who: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a result; `stamp` names the frozen one, or says that none is."""

    figures: Sequence[FigureSheet] = ()
    answers: Sequence[Answer] = ()
    stamp: str = ""


NOTHING: Final = Behind()


def add_behind(book: Workbook, behind: Behind, used: set[str]) -> None:
    """Write it behind what a workbook holds; `used` are its names of sheets."""
    if behind.answers:
        _write_answers(book.create_sheet(sheet_name(ANSWERS_SHEET, used)), behind)
    add_tables(book, behind.figures, used)


def _write_answers(sheet: Worksheet, behind: Behind) -> None:
    put(cell_at(sheet, 1, 1), "HỘI ĐỒNG XÁC NHẬN", bold=True, size=14)
    put(cell_at(sheet, 2, 1), behind.stamp, bold=True)
    put(cell_at(sheet, 3, 1), OWN_RESULT, italic=True)
    for place, (title, width) in enumerate(_COLUMNS, start=1):
        put_header(cell_at(sheet, _TOP, place), title)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, one in enumerate(behind.answers, start=1):
        _line(
            sheet,
            number,
            (number, one.name, one.criterion, one.word, one.evidence, one.who, one.on),
        )
    sheet.freeze_panes = f"C{_TOP + 1}"
    sheet.print_title_rows = f"{_TOP}:{_TOP}"
    set_page(sheet, foot=behind.stamp)


def _line(sheet: Worksheet, number: int, values: Sequence[Value]) -> None:
    row = _TOP + number
    for place, ((title, _), value) in enumerate(zip(_COLUMNS, values, strict=True), start=1):
        cell = cell_at(sheet, row, place)
        if title in _CENTRED:
            put_centred(cell, value, DAY if title == "Ngày" else "")
        else:
            put_text(cell, value)
    widths = (width for _, width in _COLUMNS)
    set_height(sheet, row, max(map(lines_of, values, widths)))
