"""Workbooks as other programs write them: other paths, names of parts, namespaces, calendars."""

import zipfile

import pytest

from thidua_desktop.importing.book import CellKind
from thidua_desktop.importing.sheets import read_book

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(*targets: tuple[str, str], office: str = OFFICE) -> str:
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{office}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def written(path, parts: dict[str, str]):
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def workbook(
    path, cells: str, *, main=MAIN, office=OFFICE, target="worksheets/sheet1.xml", **more: str
):
    book = (
        f'<workbook xmlns="{main}" xmlns:r="{office}">{more.get("before", "")}'
        '<sheets><sheet name="TH" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    listed = [("worksheet", target), ("sharedStrings", more.get("strings_at", "sharedStrings.xml"))]
    listed.append(("styles", "styles.xml"))
    return written(
        path,
        {
            "_rels/.rels": relations(
                ("officeDocument", more.get("book_at", "xl/workbook.xml")), office=office
            ),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": relations(*listed, office=office),
            "xl/worksheets/sheet1.xml": (
                f'<worksheet xmlns="{main}">{more.get("dimension", "")}'
                f"<sheetData>{cells}</sheetData></worksheet>"
            ),
            "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>Xã Tam Sơn</t></si></sst>',
            "xl/styles.xml": (
                f'<styleSheet xmlns="{main}"><numFmts><numFmt numFmtId="164" '
                'formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/>'
                '<xf numFmtId="164"/><xf numFmtId="10"/></cellXfs></styleSheet>'
            ),
        },
    )


def texts(path) -> dict[str, tuple[CellKind, str]]:
    (sheet,) = read_book(path).sheets
    return {
        f"{column}.{row}": (cell.kind, cell.text)
        for row, cells in sheet.rows.items()
        for column, cell in cells.items()
    }


NAME = '<c r="A1" t="s"><v>0</v></c>'


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("book_at", ["xl/workbook.xml", "/xl/workbook.xml"])
def test_parts_may_be_named_from_the_root(tmp_path, target, book_at):
    path = workbook(tmp_path / "a.xlsx", f'<row r="1">{NAME}</row>', target=target, book_at=book_at)

    assert texts(path) == {"1.1": (CellKind.TEXT, "Xã Tam Sơn")}


def test_the_strict_form_of_the_standard_is_read(tmp_path):
    cells = (
        f'<row r="1">{NAME}<c r="B1" t="d" s="1"><v>2023-12-05</v></c><c r="C1"><v>7</v></c></row>'
    )
    path = workbook(tmp_path / "a.xlsx", cells, main=STRICT_MAIN, office=STRICT)

    assert texts(path) == {
        "1.1": (CellKind.TEXT, "Xã Tam Sơn"),
        "2.1": (CellKind.DATE, "2023-12-05"),
        "3.1": (CellKind.NUMBER, "7"),
    }


def test_the_calendar_of_1904_counts_other_days(tmp_path):
    cells = '<row r="1"><c r="A1" s="1"><v>43803</v></c></row>'
    path = workbook(tmp_path / "a.xlsx", cells, before='<workbookPr date1904="1"/>')

    assert texts(path) == {"1.1": (CellKind.DATE, "2023-12-05")}


def test_shared_formulas_keep_their_results_and_miss_those_never_stored(tmp_path):
    cells = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1+1</f><v>5</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>6</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/></c></row>'
    )
    found = texts(workbook(tmp_path / "a.xlsx", cells))

    assert found["1.1"] == (CellKind.NUMBER, "5")
    assert found["1.2"] == (CellKind.NUMBER, "6")
    assert found["1.3"][0] is CellKind.UNCALCULATED


def test_what_the_file_says_of_its_size_and_order_is_not_relied_on(tmp_path):
    cells = (
        '<row r="3"><c r="B3"><v>3</v></c></row><row r="1"><c r="C1"><v>2</v></c>'
        '<c r="A1"><v>1</v></c></row>'
    )
    path = workbook(tmp_path / "a.xlsx", cells, dimension='<dimension ref="A1"/>')

    assert {key: text for key, (_, text) in texts(path).items()} == {
        "1.1": "1",
        "3.1": "2",
        "2.3": "3",
    }


def test_names_of_parts_may_differ_in_case(tmp_path):
    path = workbook(tmp_path / "a.xlsx", f'<row r="1">{NAME}</row>', strings_at="SharedStrings.xml")

    assert texts(path) == {"1.1": (CellKind.TEXT, "Xã Tam Sơn")}


def test_numbers_with_exponents_and_spaces_are_kept(tmp_path):
    cells = '<row r="1"><c r="A1"><v>1.234E3</v></c><c r="B1" t="str"><v> 7 </v></c></row>'
    found = texts(workbook(tmp_path / "a.xlsx", cells))

    assert found == {"1.1": (CellKind.NUMBER, "1.234E3"), "2.1": (CellKind.TEXT, " 7 ")}
