"""Workbooks in one XML file of Excel 2003: what stands in them, and what is refused."""

import pytest
from importing.campaigns_of_tables import TABLES, participants, plan_of

from thidua_desktop.errors import RefusedFileError
from thidua_desktop.importing.book import Cell, CellKind, Limits, Merge
from thidua_desktop.importing.sheets import read_book

HEAD = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
SPACES = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:html="http://www.w3.org/TR/REC-html40"'
)
HIDDEN = (
    '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">'
    "<Visible>SheetHidden</Visible></WorksheetOptions>"
)


def data(text, type_="String", within=""):
    return f"<Cell{within}><Data ss:Type='{type_}'>{text}</Data></Cell>"


def row(*cells, within=""):
    return f"<Row{within}>{''.join(cells)}</Row>"


def sheet(*rows, name="Trang 1", more="", columns=""):
    body = f"<Table>{columns}{''.join(rows)}</Table>{more}"
    return f"<Worksheet ss:Name='{name}'>{body}</Worksheet>"


def workbook(*sheets, styles="", before=""):
    return f"{HEAD}{before}<Workbook {SPACES}><Styles>{styles}</Styles>{''.join(sheets)}</Workbook>"


def style(name, inner):
    return f"<Style ss:ID='{name}'>{inner}</Style>"


def save(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def only(path):
    (found,) = read_book(path).sheets
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_it_is_known_by_its_content_in_every_encoding(tmp_path, encoding):
    text = workbook(sheet(row(data("Xã Tam Sơn"))))
    path = save(tmp_path / "báo cáo.xls", text, encoding)

    found = read_book(path)

    assert (found.kind, found.names_sheets) == ("spreadsheetml", True)
    assert found.sheets[0].cell(1, 1) == Cell(CellKind.TEXT, "Xã Tam Sơn")


def test_an_empty_line_before_the_xml_is_forgiven(tmp_path):
    assert only(save(tmp_path / "a.xls", "\r\n" + workbook(sheet(row(data("x")))))).rows


def test_cells_stand_where_they_say(tmp_path):
    found = only(
        save(
            tmp_path / "a.xls",
            workbook(
                sheet(
                    row(within=" ss:Span='2'"),
                    row(
                        data("a", within=" ss:Index='2' ss:MergeAcross='2' ss:MergeDown='1'"),
                        data("b"),
                    ),
                    row(data("c"), within=" ss:Index='9'"),
                )
            ),
        )
    )

    places = {
        (at, letter): cell.text
        for at, cells in found.rows.items()
        for letter, cell in cells.items()
    }
    assert places == {(4, 2): "a", (4, 5): "b", (9, 1): "c"}
    assert found.merges == (Merge(4, 2, 5, 4),)


def test_every_kind_of_value_is_told_apart(tmp_path):
    styles = (
        style("Default", "<Font ss:FontName='Arial'/>")
        + style("share", "<NumberFormat ss:Format='Percent'/>")
        + style("thousands", "<NumberFormat ss:Format='Standard'/>")
        + style("day", "<NumberFormat ss:Format='Short Date'/>")
    )
    found = only(
        save(
            tmp_path / "a.xls",
            workbook(
                sheet(
                    row(
                        data("65.5", "Number"),
                        data("0.655", "Number", " ss:StyleID='share'"),
                        data("1250", "Number", " ss:StyleID='thousands'"),
                        data("45000", "Number", " ss:StyleID='day'"),
                        data("2023-11-30T00:00:00.000", "DateTime"),
                        data("1", "Boolean"),
                        data("#REF!", "Error"),
                        "<Cell ss:Formula='=A1+B1'/>",
                        data("  ", "String"),
                        "<Cell/>",
                    )
                ),
                styles=styles,
            ),
        )
    )

    assert [(cell.kind, cell.text, cell.number_format) for cell in found.rows[1].values()] == [
        (CellKind.NUMBER, "65.5", ""),
        (CellKind.NUMBER, "0.655", "0.00%"),
        (CellKind.NUMBER, "1250", "#,##0.00"),
        (CellKind.DATE, "2023-03-15", "dd/mm/yyyy"),
        (CellKind.DATE, "2023-11-30", ""),
        (CellKind.BOOL, "TRUE", ""),
        (CellKind.ERROR, "#REF!", ""),
        (CellKind.UNCALCULATED, "=A1+B1", ""),
    ]


def test_comments_are_no_text_and_lines_and_fonts_are_kept(tmp_path):
    comment = "<Comment><ss:Data>ghi chú<html:B>!</html:B></ss:Data></Comment>"
    rich = (
        "<Cell><ss:Data ss:Type='String'>a&#10;<html:Font html:Face='.VnTime'>b</html:Font>"
        f"</ss:Data>{comment}</Cell>"
    )
    found = only(
        save(
            tmp_path / "a.xls",
            workbook(
                sheet(
                    row(rich),
                    row(f"<Cell ss:StyleID='old'><Data ss:Type='String'>c</Data>{comment}</Cell>"),
                ),
                styles=style("old", "<Font ss:FontName='.VnTime'/>"),
            ),
        )
    )

    assert found.cell(1, 1) == Cell(CellKind.TEXT, "a\nb", "", ".vntime")
    assert found.cell(2, 1) == Cell(CellKind.TEXT, "c", "", ".vntime")


def test_what_a_cell_leaves_open_its_row_column_and_parent_say(tmp_path):
    styles = (
        style("Default", "<Font ss:FontName='.VnTime'/>")
        + style("share", "<NumberFormat ss:Format='0.0%'/>")
        + "<Style ss:ID='child' ss:Parent='share'/>"
    )
    found = only(
        save(
            tmp_path / "a.xls",
            workbook(
                sheet(
                    row(data("1", "Number"), data("2", "Number"), within=" ss:StyleID='share'"),
                    row(data("3", "Number"), data("4", "Number")),
                    row(data("x"), data("5", "Number", " ss:StyleID='Default'")),
                    columns="<Column/><Column ss:StyleID='child'/>",
                ),
                styles=styles,
            ),
        )
    )

    codes = {
        cell.text: cell.number_format for cells in found.rows.values() for cell in cells.values()
    }
    assert codes == {"1": "0.0%", "2": "0.0%", "3": "", "4": "0.0%", "x": "", "5": ""}
    assert found.cell(3, 1).font == ".vntime"


def test_hidden_sheets_are_marked_hidden(tmp_path):
    path = save(
        tmp_path / "a.xls",
        workbook(sheet(row(data("x"))), sheet(row(data("y")), name="2022", more=HIDDEN)),
    )

    assert [(one.name, one.hidden) for one in read_book(path).sheets] == [
        ("Trang 1", False),
        ("2022", True),
    ]


ENTITIES = '<!DOCTYPE w [<!ENTITY a "b"><!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (workbook(sheet(row(data("&x;"))), before=ENTITIES), "unsafe-xml"),
        (workbook(sheet(row(data("x"))))[:-30], "damaged-file"),
        (workbook(sheet(row(data("x"), within=" ss:Index='1048577'"))), "damaged-file"),
        (workbook(sheet(row(data("x", within=" ss:Index='16385'")))), "damaged-file"),
        (workbook(sheet(row(data("x", within=" ss:Index='-1'")))), "damaged-file"),
        (workbook(sheet(data("x"))), "damaged-file"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, text, code):
    with pytest.raises(RefusedFileError) as refused:
        read_book(save(tmp_path / "a.xls", text))

    assert refused.value.code == code


@pytest.mark.parametrize("limits", [Limits(cells=1), Limits(characters=2), Limits(unpacked=300)])
def test_what_passes_a_limit_is_refused(tmp_path, limits):
    path = save(tmp_path / "a.xls", workbook(sheet(row(data("ab"), data("cd")))))

    with pytest.raises(RefusedFileError) as refused:
        read_book(path, limits=limits)

    assert refused.value.code == "too-large"


def test_far_corners_do_not_become_a_grid(tmp_path):
    far = data("x", within=" ss:Index='16384'")
    path = save(
        tmp_path / "a.xls", workbook(sheet(row(data("a")), row(far, within=" ss:Index='1048576'")))
    )

    assert sum(map(len, only(path).rows.values())) == 2


def test_a_table_of_a_report_system_is_planned_like_any_other(tmp_path):
    """Counts as numbers, counts as text, a share: three units, a total that fits."""
    heads = ("STT", "Tên đơn vị", "Tổng số hồ sơ đã giải quyết", "Hồ sơ giải quyết trực tuyến")
    counts = (("Xã Tam Sơn", 20, "1.250"), ("Xã Tam Giang", 30, "7"))
    rows = [
        row(
            data("Kỳ báo cáo: từ ngày 01/6/2023 đến ngày 30/11/2023", within=" ss:MergeAcross='3'")
        ),
        row(*map(data, heads)),
        *(
            row(data(at, "Number"), data(name), data(1000 * total, "Number"), data(online))
            for at, (name, total, online) in enumerate(counts, 1)
        ),
        row(data("Tổng cộng", within=" ss:MergeAcross='1'"), data(50000, "Number"), data("1.257")),
    ]
    members = participants("nui-thanh-2023", TABLES / "registers" / "nui-thanh.xlsx")

    plan = plan_of(save(tmp_path / "a.xls", workbook(sheet(*rows))), "nui-thanh-2023", members)

    found = {row.subject.name: {one.measure: one.count for one in row.figures} for row in plan.rows}
    assert found == {
        "Xã Tam Sơn": {"resolved_total": 20000, "online_total": 1250},
        "Xã Tam Giang": {"resolved_total": 30000, "online_total": 7},
    }
    assert plan.findings == ()
    assert str(plan.period.end) == "2023-11-30"
