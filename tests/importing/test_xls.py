"""Binary workbooks: what stands in their records, exactly; and what is refused."""

import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing.binary_workbooks import formula, label, number, record, save, short, stream
from importing.campaigns_of_tables import TABLES

from thidua_desktop.errors import RefusedFileError, UnreadableKindError
from thidua_desktop.importing.book import Cell, CellKind, Limits
from thidua_desktop.importing.sheets import read_book

FORMATS = (
    record(0x31, bytes(14) + short("Arial"))
    + record(0x31, bytes(14) + short(".VnTime"))
    + record(0x41E, struct.pack("<H", 164) + b"\x05\0\x000.00%")
    + record(0xE0, struct.pack("<HH", 0, 0))
    + record(0xE0, struct.pack("<HH", 0, 164))
    + record(0xE0, struct.pack("<HH", 0, 14))
    + record(0xE0, struct.pack("<HH", 1, 0))
)

quick = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def cells_of(path):
    return {
        (row, column): cell
        for row, cells in read_book(path).sheets[0].rows.items()
        for column, cell in cells.items()
    }


def packed(number):
    return record(0x27E, struct.pack("<HHHI", 0, 0, 0, number))


def test_numbers_texts_formats_dates_and_fonts_are_read(tmp_path):
    content = stream(
        number(0, 0, 1250),
        number(1, 0, 0.57499999999999996, style=1),
        number(2, 0, 44_958, style=2),
        label(3, 255, "Xã Tam Sơn"),
        label(65_535, 0, "X· Tam H¶i", style=3),
        before=FORMATS,
    )

    found = cells_of(save(tmp_path / "a.xls", content))

    assert found == {
        (1, 1): Cell(CellKind.NUMBER, "1250"),
        (2, 1): Cell(CellKind.NUMBER, "0.575", "0.00%"),
        (3, 1): Cell(CellKind.DATE, "2023-02-01", "dd/mm/yyyy"),
        (4, 256): Cell(CellKind.TEXT, "Xã Tam Sơn"),
        (65_536, 1): Cell(CellKind.TEXT, "Xã Tam Hải"),
    }


@pytest.mark.parametrize(
    ("bits", "text"),
    [
        (1250 << 2 | 2, "1250"),
        ((-3 & 0x3FFFFFFF) << 2 | 2, "-3"),
        (4505 << 2 | 3, "45.05"),
        ((-5 & 0x3FFFFFFF) << 2 | 3, "-0.05"),
        (0x3FF00000, "1"),
        (0x3FE00000, "0.5"),
    ],
)
def test_numbers_packed_in_four_bytes_are_exact(tmp_path, bits, text):
    assert cells_of(save(tmp_path / "a.xls", stream(packed(bits))))[1, 1].text == text


def test_results_of_formulas_are_told_apart(tmp_path):
    content = stream(
        formula(0, 0, struct.pack("<d", 7)),
        formula(1, 0, b"\2\0\x17\0\0\0\xff\xff"),
        formula(2, 0, b"\1\0\1\0\0\0\xff\xff"),
        formula(3, 0, b"\0\0\0\0\0\0\xff\xff"),
        record(0x207, struct.pack("<HB", 2, 0) + b"ab"),
        formula(4, 0, b"\3\0\0\0\0\0\xff\xff"),
        record(0x205, struct.pack("<HHHBB", 5, 0, 0, 0x07, 1)),
    )

    found = cells_of(save(tmp_path / "a.xls", content))

    assert found == {
        (1, 1): Cell(CellKind.NUMBER, "7"),
        (2, 1): Cell(CellKind.ERROR, "#REF!"),
        (3, 1): Cell(CellKind.BOOL, "TRUE"),
        (4, 1): Cell(CellKind.TEXT, "ab"),
        (6, 1): Cell(CellKind.ERROR, "#DIV/0!"),
    }


def test_a_text_that_goes_on_in_the_next_record_is_whole(tmp_path):
    strings = record(0xFC, struct.pack("<IIHB", 1, 1, 5, 1) + "Xã".encode("utf-16-le"))
    strings += record(0x3C, b"\0" + b"Tam")
    shared = record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0))

    found = cells_of(save(tmp_path / "a.xls", stream(shared, before=strings)))

    assert found == {(1, 1): Cell(CellKind.TEXT, "XãTam")}


def test_merges_and_hidden_sheets_are_known(tmp_path):
    merged = record(0xE5, struct.pack("<HHHHH", 1, 0, 1, 0, 2))

    found = read_book(save(tmp_path / "a.xls", stream(number(0, 0, 1), merged, hidden=1)))

    assert (found.sheets[0].hidden, found.sheets[0].merges) == (True, ((1, 1, 2, 3),))
    assert (found.sheets[0].name, found.kind) == ("Bảng", "xls")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (stream(number(0, 0, 1), before=record(0x2F, bytes(6))), "password-protected"),
        (stream(number(0, 0, 1))[:60], "damaged-file"),
        (stream(record(0xFD, struct.pack("<HHHI", 0, 0, 0, 9))), "damaged-file"),
        (stream(record(0x203, b"\0")), "damaged-file"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, content, code):
    with pytest.raises(RefusedFileError) as refused:
        read_book(save(tmp_path / "a.xls", content))

    assert refused.value.code == code


def test_other_compound_files_and_older_workbooks_are_named(tmp_path):
    word = save(tmp_path / "a.xls", b"", name="WordDocument")
    older = save(tmp_path / "b.xls", record(0x809, struct.pack("<HH", 0x400, 5)))

    with pytest.raises(RefusedFileError) as refused:
        read_book(word)
    with pytest.raises(UnreadableKindError):
        read_book(older)

    assert (refused.value.code, refused.value.detail) == ("not-a-spreadsheet", "doc")


@pytest.mark.parametrize("limits", [Limits(cells=1), Limits(characters=1), Limits(unpacked=4000)])
def test_what_passes_a_limit_is_refused(tmp_path, limits):
    path = save(tmp_path / "a.xls", stream(label(0, 0, "ab"), number(65_535, 255, 1)))

    with pytest.raises(RefusedFileError) as refused:
        read_book(path, limits=limits)

    assert refused.value.code == "too-large"


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_comes_back_as_the_same_number(tmp_path, value):
    found = cells_of(save(tmp_path / "a.xls", stream(number(0, 0, value))))

    assert float(found[1, 1].text) == value


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_directory_of_rubbish_is_damage_or_no_table(tmp_path, data):
    content = bytearray((TABLES / "thanh-toan.xls").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(8, 1535))] = data.draw(st.integers(0, 255))
    path = tmp_path / "a.xls"
    path.write_bytes(content)

    try:
        read_book(path)
    except (RefusedFileError, UnreadableKindError):
        return
