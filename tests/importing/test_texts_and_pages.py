"""Delimited text, web pages and OpenDocument: what stands in them, and what is refused."""

import unicodedata
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing.campaigns_of_tables import TABLES

from thidua_desktop.domain.figures import Period
from thidua_desktop.errors import RefusedFileError
from thidua_desktop.importing.book import Cell, CellKind, Limits
from thidua_desktop.importing.catalogue import load_catalogue
from thidua_desktop.importing.headings import find_table
from thidua_desktop.importing.plaintext import decoded
from thidua_desktop.importing.sheets import read_book

LINES = "STT;Tên đơn vị;Số\r\n1;Xã Tam Sơn;5\r\n2;Thị trấn Núi Thành;1.250\r\n"
TONES = "\u0300\u0301\u0303\u0309\u0323"
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def windows_1258(text):
    """Return a text as Windows writes it in its Vietnamese code page: tones stand by themselves."""
    parts = []
    for letter in text:
        pieces = unicodedata.normalize("NFD", letter)
        tone = "".join(one for one in pieces if one in TONES)
        rest = unicodedata.normalize("NFC", "".join(one for one in pieces if one not in TONES))
        parts.append(rest + tone)
    return "".join(parts).encode("cp1258")


def written(path, content):
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def texts(path, sheet=0):
    return {
        (row, column): cell.text
        for row, cells in read_book(path).sheets[sheet].rows.items()
        for column, cell in cells.items()
    }


def page(*bodies):
    return "<html><body>" + "".join(f"<table>{one}</table>" for one in bodies) + "</body></html>"


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode(),
        LINES.encode("utf-8-sig"),
        LINES.encode("utf-16"),
        LINES.encode("utf-16-le"),
        LINES.encode("utf-16-be"),
        windows_1258(LINES),
        b"sep=;\r\n" + LINES.encode(),
        LINES.replace("\r\n", "\r").encode(),
        LINES.replace(";", "\t").encode(),
        LINES.replace(";", "|").encode(),
        LINES.replace(";", ",").encode(),
    ],
)
def test_text_is_read_in_every_encoding_and_with_every_separator(tmp_path, content):
    found = texts(written(tmp_path / "a.csv", content))

    assert found[1, 2] == "Tên đơn vị"
    assert found[3, 2] == "Thị trấn Núi Thành"
    assert found[3, 3] == "1.250"


@pytest.mark.parametrize(
    "old",
    [
        "STT;Tªn ®¬n vÞ;Sè\n1;X· Tam S¬n;5\n2;ThÞ trÊn Nói Thµnh;1.250\n",
        "STT;Teân ñôn vò;Soá\n1;Xaõ Tam Sôn;5\n2;Thò traán Nuùi Thaønh;1.250\n",
    ],
)
def test_old_encodings_are_found_in_text_too(tmp_path, old):
    path = written(tmp_path / "a.csv", old.encode("latin-1"))

    assert texts(path)[3, 2] == "Thị trấn Núi Thành"
    assert read_book(path).legacy[0].before == old.split(";")[-2]


@quick
@given(
    st.lists(
        st.sampled_from(
            [
                "Phòng",
                "Nội",
                "vụ",
                "Sở",
                "Tài",
                "nguyên",
                "Môi",
                "trường",
                "quyết",
                "hẵng",
                "ỹ",
                "Ẩ",
                "Đ",
            ]
        )
    )
)
def test_windows_1258_comes_back(words):
    text = " ".join(("Tên đơn vị", *words))

    assert decoded(windows_1258(text)) == text


def test_a_record_is_a_row_and_quotes_hold_line_breaks(tmp_path):
    content = 'a,"Tổng\nsố",c\n\n"d ""e""",,"x,y"\n'

    found = texts(written(tmp_path / "a.csv", content))

    assert found == {
        (1, 1): "a",
        (1, 2): "Tổng\nsố",
        (1, 3): "c",
        (3, 1): 'd "e"',
        (3, 3): "x,y",
    }


def test_a_quotation_mark_never_closed_swallows_nothing(tmp_path):
    content = 'STT;Tên\n1;"Xã Tam Sơn\n' + "".join(f"{n};Xã\n" for n in range(2, 300))

    found = texts(written(tmp_path / "a.csv", content))

    assert (found[2, 2], found[300, 1]) == ('"Xã Tam Sơn', "299")


def test_decimal_commas_do_not_part_fields(tmp_path):
    content = "STT;Tên;Tỷ lệ\n1;Xã;79,23\n2;Xã, phường;83,04\n"

    assert texts(written(tmp_path / "a.csv", content))[3, 3] == "83,04"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x89PNG\r\n\x1a\n", "not-a-spreadsheet"),
        (b"ab\0\0\0cd", "not-a-spreadsheet"),
        (bytes(range(1, 32)) * 9, "not-a-spreadsheet"),
        (("a," * 20_000 + "b").encode(), "damaged-file"),
    ],
)
def test_what_is_no_text_or_too_much_is_refused(tmp_path, content, code):
    with pytest.raises(RefusedFileError) as refused:
        read_book(written(tmp_path / "a.csv", content))

    assert refused.value.code == code


@pytest.mark.parametrize("limits", [Limits(cells=3), Limits(characters=3), Limits(unpacked=7)])
@pytest.mark.parametrize("content", ["a,b\nc,d\n", page("<tr><td>a<td>b<tr><td>c<td>d")])
def test_text_and_pages_keep_to_the_limits(tmp_path, content, limits):
    with pytest.raises(RefusedFileError) as refused:
        read_book(written(tmp_path / "a.csv", content), limits=limits)

    assert refused.value.code == "too-large"


def test_spans_become_merges_and_move_what_comes_after(tmp_path):
    body = (
        '<tr><th rowspan=2>STT<th colspan="2">Tổng <b>số</b></tr>'
        "<tr><td>a<td>b&nbsp;</tr><tr><td>&nbsp;<td>1.250<br>x<td>c</table>"
    )

    found = read_book(written(tmp_path / "a.xls", page(body))).sheets[0]

    assert {at: cell.text for at, cell in found.rows[1].items()} == {1: "STT", 2: "Tổng số"}
    assert {at: cell.text for at, cell in found.rows[2].items()} == {2: "a", 3: "b"}
    assert {at: cell.text for at, cell in found.rows[3].items()} == {2: "1.250\nx", 3: "c"}
    assert found.merges == ((1, 1, 2, 1), (1, 2, 1, 3))


def test_scripts_styles_and_comments_are_no_text_and_inner_tables_are_their_own(tmp_path):
    body = (
        "<tr><td><script>var a = '<table><tr><td>x</td></tr></table>';</script>"
        "<style>td{}</style><!-- y -->a<table><tr><td>b</td></tr></table>c</td></tr>"
    )

    found = read_book(written(tmp_path / "a.xls", page("<tr><td>&nbsp;", body)))

    assert [sheet.rows[1][1].text for sheet in found.sheets] == ["ac", "b"]


def test_a_page_says_its_encoding(tmp_path):
    head = b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">'
    content = head + b"<table><tr><td>" + windows_1258("Tên đơn vị") + b"</table>"

    assert texts(written(tmp_path / "a.xls", content)) == {(1, 1): "Tên đơn vị"}


def test_spans_that_no_table_has_are_bounded(tmp_path):
    body = '<tr><td colspan="999999999" rowspan="-3">a<td rowspan="x">b'

    found = read_book(written(tmp_path / "a.xls", page(body))).sheets[0]

    assert list(found.rows[1]) == [1, 1001]


def opendocument(path, table, *, styles="", manifest=""):
    spaces = 'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c"'
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{table}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return path


def one_table(cells, attributes=""):
    return f'<table:table table:name="Bảng" {attributes}>{cells}</table:table>'


def test_every_kind_of_opendocument_cell_is_told(tmp_path):
    cells = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="1250">'
        "<text:p>1.250</text:p></table:table-cell>"
        '<table:table-cell office:value-type="percentage" office:value="0.7615"/>'
        '<table:table-cell office:value-type="date" office:date-value="2023-02-01T00:00:00"/>'
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2">'
        "<text:p>Xã <text:span>Tam</text:span><text:s/>Sơn</text:p><text:p>x</text:p>"
        "<office:annotation><text:p>ghi chú</text:p></office:annotation></table:table-cell>"
        "<table:covered-table-cell/>"
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        '</table:table-cell><table:table-cell table:formula="of:=A1"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        "</table:table-row>"
    )

    found = read_book(opendocument(tmp_path / "a.ods", one_table(cells))).sheets[0]

    assert found.rows[1] == {
        1: Cell(CellKind.NUMBER, "1250"),
        2: Cell(CellKind.NUMBER, "0.7615", "0.00%"),
        3: Cell(CellKind.DATE, "2023-02-01"),
        4: Cell(CellKind.TEXT, "Xã Tam Sơn\nx"),
        6: Cell(CellKind.ERROR, "#DIV/0!"),
        7: Cell(CellKind.UNCALCULATED, "of:=A1"),
        8: Cell(CellKind.BOOL, "TRUE"),
    }
    assert found.merges == ((1, 4, 1, 5),)


def test_repeated_empty_rows_and_columns_cost_nothing(tmp_path):
    cells = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row><table:table-row>'
        '<table:table-cell table:number-columns-repeated="2"/><table:table-cell '
        'table:number-columns-repeated="2" office:value-type="float" office:value="7"/>'
        "</table:table-row>"
    )

    found = read_book(opendocument(tmp_path / "a.ods", one_table(cells)), limits=Limits(cells=2))

    assert found.sheets[0].rows == {
        1_000_001: {3: Cell(CellKind.NUMBER, "7"), 4: Cell(CellKind.NUMBER, "7")}
    }


def test_the_empty_rest_of_a_sheet_larger_than_those_of_excel_is_no_damage(tmp_path):
    cells = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="7"/>'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="16777215"><table:table-cell/>'
        "</table:table-row>"
    )

    found = read_book(opendocument(tmp_path / "a.ods", one_table(cells)))

    assert found.sheets[0].rows == {1: {1: Cell(CellKind.NUMBER, "7")}}


def test_hidden_opendocument_sheets_and_old_fonts_are_known(tmp_path):
    styles = (
        '<style:font-face style:name="f" svg:font-family="&apos;.VnTime&apos;" xmlns:svg="v"/>'
        '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="c"><style:text-properties style:font-name="f"/></style:style>'
    )
    cells = (
        '<table:table-column table:default-cell-style-name="c"/><table:table-row>'
        "<table:table-cell><text:p>X· Tam H¶i</text:p></table:table-cell></table:table-row>"
    )
    path = opendocument(tmp_path / "a.ods", one_table(cells, 'table:style-name="h"'), styles=styles)

    found = read_book(path)

    assert found.sheets[0].hidden
    assert found.sheets[0].rows[1][1].text == "Xã Tam Hải"
    assert found.legacy[0].by == "font"


MILLIONS = (
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
    'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    "</table:table-row>"
)


@pytest.mark.parametrize(
    ("cells", "manifest", "code"),
    [
        (
            (
                '<table:table-row table:number-rows-repeated="1048577"><table:table-cell '
                'office:value-type="float" office:value="1"/></table:table-row>'
            ),
            "",
            "damaged-file",
        ),
        ('<table:table-row table:number-rows-repeated="16777217"/>', "", "damaged-file"),
        ("<table:table-row>", "", "damaged-file"),
        ("", "<m><encryption-data/></m>", "password-protected"),
        ("", "<!DOCTYPE m><m/>", "unsafe-xml"),
        (
            MILLIONS,
            "",
            "too-large",
        ),
    ],
)
def test_hostile_opendocument_is_refused(tmp_path, cells, manifest, code):
    path = opendocument(tmp_path / "a.ods", one_table(cells), manifest=manifest)

    with pytest.raises(RefusedFileError) as refused:
        read_book(path)

    assert refused.value.code == code


def test_the_page_of_the_samples_has_two_tables():
    found = read_book(TABLES / "table.html.xls")

    assert [sheet.name for sheet in found.sheets] == ["Bảng 1", "Bảng 2"]


def test_what_stands_before_a_table_on_its_page_is_its_title(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text(
        "<html><h3>Tháng 11 năm 2023</h3><table><caption>Biểu 1</caption><tr><td>STT</td>"
        "<td>Đơn vị</td><td>Hồ sơ trễ hạn</td></tr><tr><td>1</td><td>Xã Tam Sơn</td><td>3</td>"
        "</tr></table><p>sau bảng</p></html>",
        "utf-8",
    )

    (sheet,) = read_book(path).sheets

    assert sheet.before == ("Tháng 11 năm 2023", "Biểu 1")
    assert find_table(read_book(path), load_catalogue()).stated == Period(
        date(2023, 11, 1), date(2023, 11, 30)
    )


def test_what_a_page_lays_out_around_a_table_is_its_title_too(tmp_path):
    table = "<table><tr><td>STT<td>Đơn vị<td>Đã giải quyết<tr><td>1<td>Xã Tam Sơn<td>5</table>"
    laid_out = (
        f"<table><tr><td>SỞ NỘI VỤ</td></tr><tr><td>Tháng 11 năm 2023<br>{table}</td></tr></table>"
    )
    path = written(tmp_path / "a.xls", f"<html><body>{laid_out}</body></html>")

    found = find_table(read_book(path), load_catalogue())

    assert found.titles == ("SỞ NỘI VỤ", "Tháng 11 năm 2023")
    assert found.letters == {"stt": "A", "unit": "B", "resolved_total": "C"}


@pytest.mark.parametrize("before", ["", LINES])
def test_a_line_longer_than_any_of_a_table_is_refused_in_words(tmp_path, before):
    path = written(tmp_path / "a.csv", before + "x" * 200_000 + ";1;2\n")

    with pytest.raises(RefusedFileError) as refused:
        read_book(path)

    assert refused.value.code == "damaged-file"
