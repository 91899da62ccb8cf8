"""Workbooks made for one test: rows of plain values, or raw XML where the file must be odd."""

import zipfile
from pathlib import Path

from openpyxl import Workbook

HEADER = ("STT", "Tên đơn vị", "Tổng số hồ sơ đã giải quyết", "Hồ sơ trực tuyến", "Hồ sơ trễ hạn")
TITLE = ("(Từ ngày 01/6/2023 đến ngày 31/12/2023)",)

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/>'
    "</Relationships>"
)
_WORKBOOK = (
    f'<?xml version="1.0"?><workbook xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Bảng" sheetId="1" r:id="r1"/></sheets></workbook>'
)


def save(path: Path, *rows: tuple, name: str = "Bảng") -> Path:
    """Write rows of values, from A1, as openpyxl does."""
    book = Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def table(path: Path, *rows: tuple) -> Path:
    """Write a small table of Núi Thành: a title, a header, and these rows."""
    return save(path, TITLE, HEADER, *rows)


def raw(path: Path, sheet_xml: str) -> Path:
    """Write the smallest workbook around the XML of one sheet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        root = _RELATION.format(office=_OFFICE, kind="officeDocument", target="xl/workbook.xml")
        archive.writestr("_rels/.rels", root)
        archive.writestr("xl/workbook.xml", _WORKBOOK)
        sheet = _RELATION.format(office=_OFFICE, kind="worksheet", target="sheet1.xml")
        archive.writestr("xl/_rels/workbook.xml.rels", sheet)
        archive.writestr("xl/sheet1.xml", sheet_xml)
    return path
