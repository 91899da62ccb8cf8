"""Why a file is refused, told apart in every kind of file; and each case in words of its own."""

import zipfile
from pathlib import Path

import pytest
from importing import binary_workbooks
from importing.campaigns_of_tables import TABLES
from importing.workbooks import raw
from openpyxl import Workbook

from thidua_desktop.errors import RefusedFileError, UnreadableKindError
from thidua_desktop.importing.book import LARGE_LIMITS
from thidua_desktop.importing.headings import find_table
from thidua_desktop.importing.sheets import read_book
from thidua_desktop.services.imports import may_be_large
from thidua_desktop.services.loading import catalogue
from thidua_desktop.services.refusal_words import CASES, REFUSALS
from thidua_desktop.services.wording import describe

HEAD = ("STT", "Tên đơn vị", "Tổng số hồ sơ đã giải quyết", "Hồ sơ trực tuyến")
TITLES = [("BÁO CÁO",), (), ("Kết quả tháng 12 năm 2023",), ("Kính gửi UBND huyện",)]
TITLES += [("Đơn vị gửi kèm bảng số liệu",), ("Trân trọng",)]

XML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Bảng"><Table>{}'
    "</Table></Worksheet></Workbook>"
)
ODS = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body>'
    '<office:spreadsheet><table:table table:name="Bảng">{}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)


def as_xlsx(path, rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def as_xls(path, rows):
    cells = [
        binary_workbooks.label(down, across, text)
        for down, row in enumerate(rows)
        for across, text in enumerate(row)
    ]
    binary_workbooks.save(path, binary_workbooks.stream(*cells))


def as_ods(path, rows):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    inner = "".join(
        f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(inner))


def as_xml(path, rows):
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    inner = "".join(f"<Row>{''.join(map(cell.format, row))}</Row>" for row in rows)
    path.write_text(XML.format(inner), "utf-8")


def as_page(path, rows):
    inner = "".join(f"<tr>{''.join(map('<td>{}</td>'.format, row))}</tr>" for row in rows)
    path.write_text(f"<html><table>{inner}</table></html>", "utf-8")


def as_text(path, rows):
    path.write_text("\n".join(";".join(row) for row in rows) or "\n", "utf-8")


KINDS = (as_xlsx, as_xls, as_ods, as_xml, as_page, as_text)


def refusal(path, **limits):
    with pytest.raises(RefusedFileError) as refused:
        find_table(read_book(path, **limits), catalogue())
    return refused.value


@pytest.mark.parametrize("write", KINDS, ids=lambda write: write.__name__)
@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "empty"),
        ([("x",), (), ("y",)], "few-cells"),
        (TITLES, "titles"),
        ([HEAD], "header-only"),
        ([("Bảng tháng 12",), HEAD, ("(1)", "(2)", "(3)", "(4)")], "header-only"),
        ([("STT", "Tên đơn vị", "Ghi chú"), *[("1", f"Xã {n}", "a") for n in "AB"]], "no-measures"),
        ([("A", "B", "C"), ("1", "2", "3"), ("4", "5", "6")], ""),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_stands_instead_of_a_table_is_told_in_every_kind_of_file(tmp_path, write, rows, why):
    path = tmp_path / "bảng"
    write(path, rows)

    found = refusal(path)

    # A page whose table holds nothing has no table at all.
    wanted = "no-sheet" if (write, why) == (as_page, "empty") else why
    assert (found.code, found.why) == ("no-table", wanted)


def test_a_table_with_rows_is_no_header_alone(tmp_path):
    as_text(tmp_path / "a.csv", [HEAD, ("1", "Xã Tam Sơn", "5", "4")])

    assert find_table(read_book(tmp_path / "a.csv"), catalogue()).header == (1, 1)


def test_the_clerks_own_header_is_never_contradicted(tmp_path):
    as_text(tmp_path / "a.csv", [HEAD])

    assert find_table(read_book(tmp_path / "a.csv"), catalogue(), header_rows=(1, 1)).rows


def test_a_table_that_nobody_sees_is_named(tmp_path):
    book = Workbook()
    book.active.title = "Bìa"
    for row in TITLES:
        book.active.append(row)
    hidden = book.create_sheet("Số liệu 2023")
    hidden.sheet_state = "hidden"
    for row in (HEAD, ("1", "Xã Tam Sơn", 5, 4)):
        hidden.append(row)
    book.save(tmp_path / "a.xlsx")

    found = refusal(tmp_path / "a.xlsx")

    assert (found.why, found.detail) == ("hidden", "Số liệu 2023")


SHEET = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]>', "entity"),
        ('<!DOCTYPE x [<!ENTITY % a "b"> %a;]>', "entity"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "outside-file"),
        ('<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">', "outside-file"),
        ('<!DOCTYPE x PUBLIC "a" "b">', "outside-file"),
        ("<!DOCTYPE x [<!ELEMENT x ANY>]>", "dtd"),
        ("<!DOCTYPE x>", "dtd"),
    ],
)
def test_unsafe_xml_is_told_by_what_it_would_do(tmp_path, before, why):
    (tmp_path / "a.xml").write_text(XML.format("").replace("<Work", f"{before}<Work"), "utf-8")

    found = [refusal(raw(tmp_path / "a.xlsx", before + SHEET)), refusal(tmp_path / "a.xml")]

    assert {(one.code, one.why) for one in found} == {("unsafe-xml", why)}


def test_a_bomb_stays_one_for_whoever_allows_large_files():
    bomb = TABLES / "bad" / "zip-bomb.xlsx"

    found = [refusal(bomb), refusal(bomb, limits=LARGE_LIMITS)]

    assert {(one.code, one.why) for one in found} == {("too-large", "bomb")}
    assert not any(map(may_be_large, found))


@pytest.mark.parametrize("name", ["entity-bomb", "external-entity", "truncated", "empty"])
def test_only_what_is_merely_large_may_be_read_all_the_same(name):
    assert not may_be_large(refusal(TABLES / "bad" / f"{name}.xlsx"))
    assert may_be_large(RefusedFileError("a.xlsx", "too-large", why="cells"))


@pytest.mark.parametrize(
    "head",
    [
        b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;",
        b"\xef\xbb\xbf\r\nContent-Type: multipart/related; boundary=x\r\n",
    ],
)
def test_a_web_page_in_one_file_is_named(tmp_path, head):
    (tmp_path / "a.xls").write_bytes(head + b"\r\n\r\n<html><table></table></html>")

    with pytest.raises(UnreadableKindError) as refused:
        read_book(tmp_path / "a.xls")

    assert "Single File Web Page" in describe(refused.value).what
    assert "kiểu .xlsx" in describe(refused.value).now


def test_every_case_has_a_sentence_of_its_own_and_says_what_is_safe():
    cases = [*((code, "") for code in REFUSALS), *CASES]

    said = [describe(RefusedFileError("a.xlsx", code, "Trang 1", why)) for code, why in cases]

    assert len({one.what for one in said}) == len(cases)
    assert all("«a.xlsx»" in one.what and "Sổ chưa thay đổi." in one.now for one in said)


def test_every_case_the_readers_raise_has_a_sentence():
    folder = Path(__file__).parents[2] / "thidua_desktop"
    source = "".join(one.read_text("utf-8") for one in (folder / "importing").glob("*.py"))

    assert all(f'"{why}"' in source for _, why in CASES if why not in {"still", "all-left-out"})
