"""The fast way through a worksheet's XML reads what the slow way reads, or steps aside."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing.campaigns_of_tables import TABLES
from importing.workbooks import raw

from thidua_desktop.importing import xlsx
from thidua_desktop.importing.book import CellKind
from thidua_desktop.importing.rowscan import IrregularError, scan
from thidua_desktop.importing.sheets import read_book

SHEET = "<worksheet><sheetData>{}</sheetData>{}</worksheet>"
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def slowly(monkeypatch, path):
    def refuse(chunks, merges):
        raise IrregularError

    with monkeypatch.context() as patched:
        patched.setattr(xlsx, "scan", refuse)
        return read_book(path)


@pytest.mark.parametrize("path", sorted(TABLES.glob("**/*.xls[xm]")), ids=lambda path: path.name)
def test_both_ways_read_the_samples_alike(monkeypatch, path):
    from thidua_desktop.errors import RefusedFileError

    def outcome(work):
        try:
            return work()
        except RefusedFileError as refused:
            return refused.code

    assert outcome(lambda: read_book(path)) == outcome(lambda: slowly(monkeypatch, path))


pieces = st.lists(
    st.sampled_from(
        [
            '<c r="A{n}"><v>12</v></c>',
            '<c r="B{n}" s="1" t="s"/>',
            '<c r="C{n}" t="inlineStr"><is><t>Xã Tam Sơn</t></is></c>',
            '<c r="D{n}" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>',
            '<c r="E{n}"><f>A1+1</f><v>3</v></c>',
            '<c r="F{n}"><f>A1+1</f></c>',
            '<c r="F{n}"><f t="shared" ref="F1:F9" si="0">A1&gt;1</f><v>4</v></c>',
            '<c r="F{n}" t="n"><f t="shared" si="0"/><v>5</v></c>',
            '<c r="F{n}" t="str"><f>T(A1)</f><v></v></c>',
            '<c r="F{n}"><f/><v/></c>',
            '<c r="F{n}" s="1"><f>A1</f> <v>6</v></c>',
            '<c r="G{n}" t="e"><v>#REF!</v></c>',
            '<c r="H{n}" t="str"><v>a &amp; b</v></c>',
            '<c r="I{n}" t="b"><v>1</v></c>',
            '<c r="J{n}" cm="1"><v>7.5</v></c>',
            '<c r="K{n}"><v/></c>',
            "<!-- <c><v>9</v></c> -->",
            '<c t="inlineStr" r="L{n}"><is><r><t>x</t></r></is></c>',
        ]
    ),
    max_size=6,
)
lines = st.lists(
    st.tuples(
        st.sampled_from(
            [
                '<row r="{n}">',
                '<row r="{n}" spans="1:3" x="2">',
                '<row r="{n}" ht="9"/> <row r="{n}">',
                '<row r="{n}"/><row r="{n}"/><row r="{n}">',
                "<row>",
            ]
        ),
        pieces,
    ),
    max_size=5,
)
tails = st.sampled_from(["", '<mergeCells><mergeCell ref="A1:C2"/></mergeCells>', "<x/>"])


@quick
@given(lines, tails)
def test_both_ways_read_any_mixture_alike(monkeypatch, tmp_path, rows, tail):
    written = "".join(
        start.format(n=n) + "".join(one.format(n=n) for one in cells) + "</row>"
        for n, (start, cells) in enumerate(rows, 1)
    )
    path = raw(tmp_path / "a.xlsx", SHEET.format(written, tail))

    assert read_book(path).sheets == slowly(monkeypatch, path).sheets


def test_numbers_are_the_text_of_the_file_the_fast_way_too(tmp_path):
    cells = '<row r="3"><c r="A3" s="0"><v>0.57499999999999996</v></c></row>'

    found = read_book(raw(tmp_path / "a.xlsx", SHEET.format(cells, "")))

    assert found.sheets[0].rows == {3: {1: (CellKind.NUMBER, "0.57499999999999996", "", "")}}


@pytest.mark.parametrize(
    "xml",
    [
        b"<worksheet><sheetData><!-- --></sheetData></worksheet>",
        b"<worksheet><sheetData><![CDATA[]]></sheetData></worksheet>",
        b"<worksheet><sheetData><?x y?></sheetData></worksheet>",
        b'<?xml version="1.0" encoding="cp1258"?><worksheet><sheetData></sheetData></worksheet>',
        b"<x:worksheet><x:sheetData></x:sheetData></x:worksheet>",
        b"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>",
    ],
)
def test_what_could_hide_a_tag_is_left_to_the_slow_way(xml):
    with pytest.raises(IrregularError):
        list(scan([xml], []))


def test_a_formula_with_its_result_is_no_reason_for_the_slow_way():
    cells = b'<c r="A1"><f>B1+1</f><v>3</v></c><c r="B1"><f t="shared" si="0"/><v>2</v></c>'
    xml = b'<worksheet><sheetData><row r="1">%b</row></sheetData></worksheet>' % cells

    found = [row.cells for row in scan([xml], [])]

    assert found == [[("A", "><v>3</v></c>"), ("B", "><v>2</v></c>")]]


def test_rows_may_be_cut_anywhere_between_pieces():
    xml = (
        b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"/>'
        b'<row r="3"><c r="B3"><v>2</v></c></row></sheetData><mergeCell ref="A1:B2"/></worksheet>'
    )
    for at in range(1, len(xml)):
        merges = []

        found = [(row.number, len(row.cells)) for row in scan([xml[:at], xml[at:]], merges)]

        assert (found, merges) == ([(1, 1), (3, 1)], ["A1:B2"])
