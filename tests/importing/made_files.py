"""Made tables as files: workbooks, OpenDocument, text in old and new encodings, web pages."""

import csv
import html
import io
import zipfile
from datetime import date
from pathlib import Path
from random import Random
from unicodedata import normalize

from importing.made_figures import Broken, Formula, Share
from importing.made_heads import Grid
from importing.made_tables import Made
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font

from thidua_desktop.importing.encodings import from_tcvn3, from_vni


def as_xlsx(made: Made, path: Path, font: str = "") -> Path:
    """Write a workbook, its texts in an old encoding where an old font is named."""
    book = Workbook()
    book.remove(book.active)
    for sheet in made.sheets:
        there = book.create_sheet(sheet.name)
        there.sheet_state = "hidden" if sheet.is_hidden else "visible"
        for (row, column), value in sheet.cells.items():
            _put(there.cell(row, column), _old_text(value, font))
            if font and isinstance(value, str):
                there.cell(row, column).font = Font(name=font)
        for top, left, bottom, right in sheet.merges:
            there.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in sheet.hidden_rows:
            there.row_dimensions[row].hidden = True
    book.save(path)
    return path


def _old_text(value: object, font: str) -> object:
    if not font or not isinstance(value, str):
        return value
    text = normalize("NFC", value)
    return in_vni(text) if font.startswith("VNI") else in_tcvn3(text)


def _put(cell: Cell, value: object) -> None:
    match value:
        case Share(number):
            cell.value, cell.number_format = number, "0.00%"
        case Broken(text):
            cell.value, cell.data_type = text, "e"
        case Formula(text, None):
            cell.value = text
        case Formula(_, result):
            cell.value = result
        case date():
            cell.value, cell.number_format = value, "dd/mm/yyyy"
        case str() if value.startswith("="):
            cell.value, cell.data_type = value, "s"
        case _:
            cell.value = value


def plain_text(value: object) -> str:
    """Return what stands in a text file for a value."""
    match value:
        case None:
            return ""
        case Share(number):
            return f"{number * 100:.2f}%"
        case Broken(text) | Formula(text, None):
            return text
        case Formula(_, result):
            return str(result)
        case date():
            return f"{value:%d/%m/%Y}"
    return str(value)


def lines_of(grid: Grid) -> list[list[str]]:
    """Return the sheet as rows of texts, from A1."""
    deep = max(row for row, _ in grid.cells)
    wide = max(column for _, column in grid.cells)
    return [
        [plain_text(grid.cells.get((row, column))) for column in range(1, wide + 1)]
        for row in range(1, deep + 1)
    ]


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OLD = {from_tcvn3(old): old for old in map(chr, range(0xA1, 0x100)) if from_tcvn3(old) != old}
_OLD["ý"] = "ý"
_OLD["ư"] = "\u00ad"
_VNI_MARKS = ["", *"ùøûõïâáàåãäêéèúüë"]
_VNI = {
    from_vni(case(base + mark)): case(base + mark)
    for case in (str, str.upper)
    for base in "aeouyôöíìæóòîñ"
    for mark in _VNI_MARKS
    if len(from_vni(case(base + mark))) == 1 and from_vni(case(base + mark)) != base + mark
}


def as_text(made: Made, path: Path, chance: Random, encoding: str = "utf-8") -> Path:
    """Write the first sheet as delimited text."""
    written = io.StringIO()
    separator = "\t" if "16" in encoding else chance.choice((",", ";", "\t", "|"))
    csv.writer(written, delimiter=separator).writerows(lines_of(made.sheets[0]))
    path.write_bytes(_encoded(normalize("NFC", written.getvalue()), encoding))
    return path


def _single_bytes(text: str) -> bytes:
    text = text.replace("−", "-").replace("…", "...")
    return b"".join(
        one.encode("latin-1" if ord(one) < 256 else "cp1252", "replace") for one in text
    )


def _encoded(text: str, encoding: str) -> bytes:
    match encoding:
        case "cp1258":
            return in_cp1258(text.replace("−", "-"))
        case "tcvn3":
            return _single_bytes(in_tcvn3(text))
        case "vni":
            return _single_bytes(in_vni(text))
    return text.encode(encoding)


def in_tcvn3(text: str) -> str:
    """Return TCVN3 letters for a text; capitals with tones become small, as they have none."""
    return "".join(_OLD.get(one, _OLD.get(one.lower(), one)) for one in text)


def in_vni(text: str) -> str:
    """Return VNI letters for a text: marks stand after their letter."""
    return "".join(_VNI.get(one, one) for one in text)


def in_cp1258(text: str) -> bytes:
    """Return Windows-1258: letters with a hat or a horn are one byte, the tone is the next."""
    found = bytearray()
    for one in normalize("NFC", text):
        letters = normalize("NFD", one)
        tones = "".join(mark for mark in letters if mark in _TONES)
        bare = normalize("NFC", "".join(mark for mark in letters if mark not in _TONES))
        found += (bare + tones).encode("cp1258", "replace")
    return bytes(found)


def as_page(made: Made, path: Path) -> Path:
    """Write the first sheet as a web page's table, merged cells spanning."""
    grid = made.sheets[0]
    covered = {
        (row, column)
        for top, left, bottom, right in grid.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    spans = {
        (top, left): (bottom - top + 1, right - left + 1)
        for top, left, bottom, right in grid.merges
    }
    lines = []
    for row, texts in enumerate(lines_of(grid), 1):
        cells = []
        for column, text in enumerate(texts, 1):
            if (row, column) in covered:
                continue
            down, across = spans.get((row, column), (1, 1))
            said = html.escape(text).replace("\n", "<br>") or "&nbsp;"
            cells.append(f'<td rowspan="{down}" colspan={across}>{said}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    head = "<html><head><meta charset='utf-8'></head><body><table>"
    path.write_text(f"{head}{''.join(lines)}</table></body></html>", "utf-8")
    return path


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body>"
    "</office:document-content>"
)


def as_ods(made: Made, path: Path) -> Path:
    """Write an OpenDocument spreadsheet, blanks and covered cells as LibreOffice does."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS.format("".join(map(_ods_table, made.sheets))))
    return path


def _ods_table(grid: Grid) -> str:
    spans = {
        (top, left): (bottom - top + 1, right - left + 1)
        for top, left, bottom, right in grid.merges
    }
    deep = max(row for row, _ in grid.cells)
    wide = max(column for _, column in grid.cells)
    rows = []
    for row in range(1, deep + 1):
        cells = [
            _ods_cell(grid.cells.get((row, column)), spans.get((row, column)))
            for column in range(1, wide + 1)
        ]
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return f'<table:table table:name="{html.escape(grid.name)}">{"".join(rows)}</table:table>'


def _ods_cell(value: object, span: tuple[int, int] | None) -> str:
    said = "".join(f"<text:p>{html.escape(one)}</text:p>" for one in plain_text(value).split("\n"))
    marks = ""
    if span:
        marks = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    match value:
        case None:
            return f"<table:table-cell{marks}/>"
        case Share(number):
            kind = f'office:value-type="percentage" office:value="{number!r}"'
        case Broken():
            kind = 'table:formula="of:=1/0" office:value-type="string" office:string-value=""'
        case Formula(text, None):
            return f'<table:table-cell table:formula="of:{html.escape(text)}"{marks}/>'
        case Formula(text, result):
            kind = f'table:formula="of:{html.escape(text)}" office:value-type="float"'
            kind += f' office:value="{result}"'
        case int() | float():
            kind = f'office:value-type="float" office:value="{value!r}"'
        case date():
            kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        case _:
            kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}{marks}>{said}</table:table-cell>"
