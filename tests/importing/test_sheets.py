"""Reading a file: what stands in it, exactly; and what is refused."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing.campaigns_of_tables import TABLES
from importing.workbooks import raw, save

from thidua_desktop.errors import (
    Cancelled,
    CannotReadError,
    RefusedFileError,
    UnreadableKindError,
)
from thidua_desktop.importing.book import (
    Cell,
    CellKind,
    Limits,
    address,
    column_of,
    day_of,
    letter_of,
)
from thidua_desktop.importing.sheets import read_book

SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"


def only_row(path: Path) -> dict:
    return dict(read_book(path).sheets[0].rows[1])


def test_numbers_stay_the_text_the_file_has(tmp_path):
    cells = '<row r="1"><c r="A1"><v>0.57499999999999996</v></c><c r="B1"><v>1E3</v></c></row>'

    found = only_row(raw(tmp_path / "a.xlsx", SHEET.format(cells)))

    assert found == {
        1: Cell(CellKind.NUMBER, "0.57499999999999996"),
        2: Cell(CellKind.NUMBER, "1E3"),
    }


def test_errors_and_formulas_without_a_result_are_told_from_empty_cells(tmp_path):
    cells = (
        '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>SUM(C1:D1)</f></c>'
        '<c r="C1" s="1"/><c r="D1" t="str"><f>IF(A1,1,"")</f><v></v></c></row>'
    )

    found = only_row(raw(tmp_path / "a.xlsx", SHEET.format(cells)))

    assert found == {
        1: Cell(CellKind.ERROR, "#REF!"),
        2: Cell(CellKind.UNCALCULATED, "=SUM(C1:D1)"),
    }


def test_inline_strings_booleans_and_cells_without_an_address_are_read(tmp_path):
    cells = (
        '<row><c t="inlineStr"><is><r><t>Xã </t></r><r><t>Tam Sơn</t></r></is></c>'
        '<c t="b"><v>1</v></c></row>'
    )

    found = only_row(raw(tmp_path / "a.xlsx", SHEET.format(cells)))

    assert found == {1: Cell(CellKind.TEXT, "Xã Tam Sơn"), 2: Cell(CellKind.BOOL, "TRUE")}


def test_prefixed_xml_is_read_like_any_other(tmp_path):
    sheet = (
        '<x:worksheet xmlns:x="a"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>'
        '</x:sheetData><x:mergeCells><x:mergeCell ref="A1:C2"/></x:mergeCells></x:worksheet>'
    )

    found = read_book(raw(tmp_path / "a.xlsx", sheet)).sheets[0]

    assert found.cell(1, 1) == Cell(CellKind.NUMBER, "7")
    assert found.merges == ((1, 1, 2, 3),)


def test_dates_are_days_and_percentages_keep_their_format(tmp_path):
    path = save(tmp_path / "a.xlsx", (date(2023, 2, 1), 0.5))
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.active["B1"].number_format = "0.0%"
    book.save(path)

    found = only_row(path)

    assert (found[1].kind, found[1].text) == (CellKind.DATE, "2023-02-01")
    assert found[2] == Cell(CellKind.NUMBER, "0.5", "0.0%")


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>5</v></c></row>',
        '<row r="x"/>',
        "<row>",
    ],
)
def test_what_no_spreadsheet_writes_is_damage(tmp_path, cells):
    with pytest.raises(RefusedFileError) as refused:
        read_book(raw(tmp_path / "a.xlsx", SHEET.format(cells)))

    assert refused.value.code == "damaged-file"


def test_a_document_type_is_refused_unread(tmp_path):
    sheet = '<!DOCTYPE x [<!ENTITY a "b">]>' + SHEET.format("<row><c><v>&a;</v></c></row>")

    with pytest.raises(RefusedFileError) as refused:
        read_book(raw(tmp_path / "a.xlsx", sheet))

    assert refused.value.code == "unsafe-xml"


@pytest.mark.parametrize("limits", [Limits(cells=3), Limits(unpacked=500), Limits(characters=3)])
def test_what_passes_a_limit_is_refused(tmp_path, limits):
    path = save(tmp_path / "a.xlsx", (1, 2, 3, 4))

    with pytest.raises(RefusedFileError) as refused:
        read_book(path, limits=limits)

    assert refused.value.code == "too-large"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("table.html.xls", "html"),
        ("sheet.ods", "ods"),
        ("semicolon.csv", "csv"),
        ("thanh-toan.xls", "xls"),
        ("tu-lam.xlsx", "xlsx"),
    ],
)
def test_a_kind_is_known_by_its_content_whatever_the_file_is_called(tmp_path, name, kind):
    path = tmp_path / "renamed.pdf"
    path.write_bytes((TABLES / name).read_bytes())

    found = read_book(path)

    assert (found.kind, found.file) == (kind, "renamed.pdf")
    assert found.sheets[-1].rows


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"\x09\x04\x06\0" + b"\0" * 40, "old xls"), (b"<?xml version='1.0'?><Workbook/>", "xml")],
)
def test_kinds_that_are_not_read_are_named(tmp_path, content, kind):
    path = tmp_path / "a.xls"
    path.write_bytes(content)

    with pytest.raises(UnreadableKindError) as refused:
        read_book(path)

    assert (refused.value.kind, refused.value.file) == (kind, "a.xls")


def test_a_file_that_is_gone_says_so(tmp_path):
    with pytest.raises(CannotReadError):
        read_book(tmp_path / "gone.xlsx")


def test_the_wish_to_stop_passes_through(tmp_path):
    path = save(tmp_path / "a.xlsx", (1, 2))

    def stop(done: int, whole: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_book(path, step=stop)


def test_progress_never_goes_back_and_ends_at_the_whole(tmp_path):
    seen: list[tuple[int, int]] = []

    read_book(TABLES / "tu-lam.xlsx", step=lambda done, whole: seen.append((done, whole)))

    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]


@given(st.integers(1, 16_384), st.integers(1, 1_048_576))
def test_addresses_round_trip(column, row):
    assert column_of(letter_of(column)) == column
    assert address(row, column) == f"{letter_of(column)}{row}"


def serial_of(day):
    """Excel's number of a day: its calendar has a 29/02/1900, which never was."""
    serial = (day - date(1899, 12, 30)).days
    return serial - (serial <= 60)


@given(st.integers(1, 60_000).filter(lambda serial: serial != 60))
def test_days_round_trip(serial):
    assert serial_of(day_of(serial)) == serial


def test_a_day_is_the_one_excel_shows():
    assert day_of(44_351) == date(2021, 6, 4)
    assert day_of(1) == date(1900, 1, 1)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the measure of memory is Unix's")
@pytest.mark.parametrize("name", ["xfd1048576", "zip-bomb", "entity-bomb", "million-empty-rows"])
def test_hostile_files_cost_little_memory(name):
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from thidua_desktop.errors import AppError\n"
        "from thidua_desktop.importing.sheets import read_book\n"
        "try: read_book(Path(sys.argv[1]))\n"
        "except AppError: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    path = TABLES / "bad" / f"{name}.xlsx"

    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )

    assert int(done.stdout) < 200 * 1024
