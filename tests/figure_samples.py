"""A file of Núi Thành with six units, and tables as units send them, for the tests of screens."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook as Excel

from thidua_desktop.services.files import create_file
from thidua_desktop.services.office import Office, office_of
from thidua_desktop.services.progress import Progress

KEY = "nui-thanh-2023"
NGUOI_NHAP = "Nguyễn Thị Hà"
OFFICES = "Các cơ quan chuyên môn thuộc UBND huyện"
COMMUNES = "UBND các xã, thị trấn"
UNITS = (
    ("Phòng Nội vụ", OFFICES),
    ("Phòng Y tế", OFFICES),
    ("Thanh tra huyện", OFFICES),
    ("Xã Tam Sơn", COMMUNES),
    ("Xã Tam Xuân I", COMMUNES),
    ("Xã Tam Xuân II", COMMUNES),
)
HEADINGS = (
    "STT",
    "Tên đơn vị",
    "Tổng số hồ sơ đã giải quyết",
    "Số hồ sơ trực tuyến",
    "Số hồ sơ trực tuyến trước hạn",
    "Số hồ sơ trực tuyến đúng hạn",
    "Hồ sơ trễ hạn",
)
UNTIL_DECEMBER = "(Số liệu từ ngày 01/6/2023 đến ngày 31/12/2023)"
UNTIL_NOVEMBER = "(Số liệu từ ngày 01/6/2023 đến ngày 30/11/2023)"
NOI_VU = ("Phòng Nội vụ", 1314, 908, 392, 516, 0)
TAM_SON = ("Xã Tam Sơn", 2757, 2649, 2059, 468, 122)
COLUMN = {"total": 2, "late": 3, "online": 4, "early": 5, "on_time": 6, "rate": 7}
"""Where the grid shows each figure of Núi Thành; the first rate comes after them."""


def make_office(folder: Path, units: Sequence[tuple[str, str]] = UNITS) -> Office:
    """Make a file with these units, by name and group, and open its services."""
    register = folder / "don-vi.xlsx"
    write_register(register, units)
    made = create_file(folder / "so.thidua", KEY, register if units else None, user=NGUOI_NHAP)
    return office_of(made)


def write_register(path: Path, units: Sequence[tuple[str, str]]) -> Path:
    """Write a register of units."""
    book = Excel()
    book.active.append(["STT", "Tên đơn vị", "Nhóm"])
    for number, (name, group) in enumerate(units, 1):
        book.active.append([number, name, group])
    book.save(path)
    return path


def write_table(
    path: Path,
    rows: Sequence[Sequence[object]],
    *,
    period: str = UNTIL_DECEMBER,
    hidden: Sequence[str] = (),
    others: Sequence[str] = (),
) -> Path:
    """Write a table with its header in row 4 and its rows from row 5 on, B to G."""
    book = Excel()
    sheet = book.active
    sheet.title = "Tổng hợp"
    sheet["A1"] = "BẢNG TỔNG HỢP KẾT QUẢ GIẢI QUYẾT HỒ SƠ"
    sheet["A2"] = period or None
    for column, heading in enumerate(HEADINGS, 1):
        sheet.cell(4, column, heading)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate((number, *row), 1):
            sheet.cell(4 + number, column, value)
    for name in hidden:
        book.create_sheet(name).sheet_state = "hidden"
    for name in others:
        book.create_sheet(name)["A1"] = "Liên hệ văn thư"
    book.save(path)
    return path


def import_rows(office: Office, path: Path, rows: Sequence[Sequence[object]], **how: str) -> None:
    """Import a table with nothing wrong in it."""
    from thidua_desktop.services.imports import ImportChoices

    inspection = office.imports.inspect(write_table(path, rows, **how), Progress())
    review = office.imports.review(KEY, inspection, ImportChoices(), Progress())
    office.imports.apply(KEY, review, ImportChoices(), Progress())
