"""The workbook, read back by openpyxl as anybody's spreadsheet program would."""

import io
from dataclasses import replace
from fractions import Fraction

import pytest
from documents.contest import BY_TARGETS, CAMPAIGN, NAMES, ONLINE, PERIOD, contest
from openpyxl import load_workbook

from thidua_desktop.documents.basis import Basis
from thidua_desktop.documents.ranking_tables import Share, fraction_words, period_words, rate_of
from thidua_desktop.documents.spreadsheet import sheet_name
from thidua_desktop.documents.workbook import READINGS_SHEET, ranking_workbook
from thidua_desktop.domain.campaigns import Prize
from thidua_desktop.domain.figures import Period


@pytest.fixture(scope="module")
def book():
    return load_workbook(io.BytesIO(ranking_workbook(contest(), NAMES)))


def table(sheet, first="Hạng"):
    """Return the rows of the table whose heading row begins with `first`, as dictionaries."""
    rows = list(sheet.iter_rows())
    top = next(place for place, row in enumerate(rows) if row[0].value == first)
    titles = [cell.value for cell in rows[top] if cell.value]
    found = []
    for row in rows[top + 1 :]:
        if not isinstance(row[0].value, int):
            break
        found.append(dict(zip(titles, row, strict=False)))
    return found


def test_there_is_a_sheet_per_group_and_one_with_the_readings(book):
    assert book.sheetnames == ["Xã, thị trấn", "Cơ quan A B", READINGS_SHEET]


def test_a_row_holds_figures_rates_steps_score_and_prize(book):
    row = table(book["Xã, thị trấn"])[0]

    values = {title: cell.value for title, cell in row.items()}

    assert values == {
        "Hạng": 1,
        "Đơn vị, cá nhân": "UBND xã Tam Hòa",
        "Hồ sơ trực tuyến": 700,
        "Tổng số hồ sơ đã giải quyết": 1000,
        "Hồ sơ trễ hạn": 13,
        "Tỷ lệ hồ sơ trực tuyến": 0.7,
        "Trực tuyến (phân số)": "700/1.000",
        "Tỷ lệ trễ hạn": 0.013,
        "Trễ hạn (phân số)": "13/1.000",
        "Điểm gốc": "70,00",
        "Điểm trừ": "−1,30",
        "Hệ số hồ sơ": "× 0,2",
        "Cách tính": "(70,00 − 1,30) × 0,2",
        "Điểm": 13.74,
        "Điểm (phân số)": "687/50",
        "Giải": "Giải nhất",
        "Tiền thưởng (đồng)": 7_000_000,
        "Ghi chú": None,
    }


def test_numbers_are_shown_as_the_office_writes_them(book):
    row = table(book["Xã, thị trấn"])[0]

    formats = {title: row[title].number_format for title in ("Điểm", "Tiền thưởng (đồng)")}

    assert formats == {"Điểm": "0.00", "Tiền thưởng (đồng)": "#,##0"}
    assert row["Tỷ lệ hồ sơ trực tuyến"].number_format == "0.00%"
    assert row["Điểm"].alignment.horizontal == "right"


def test_a_rate_close_to_its_threshold_shows_on_which_side_it_is(book):
    row = table(book["Xã, thị trấn"])[1]

    assert row["Tỷ lệ hồ sơ trực tuyến"].number_format == "0.000%"
    assert row["Tỷ lệ hồ sơ trực tuyến"].value == pytest.approx(0.65002)


def test_text_that_looks_like_a_formula_stays_text(book):
    cells = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value[0] in "=+-@"
    ]

    assert {cell.value for cell in cells} == {
        "=UBND xã Tam Hải",
        "@Phòng Tư pháp",
        "+Phòng Nội vụ",
        "-Thanh tra huyện",
    }
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)


def test_who_is_not_ranked_stands_below_with_the_reason(book):
    rows = table(book["Xã, thị trấn"], first="TT")

    found = [(row["Đơn vị, cá nhân"].value, row["Tình trạng"].value) for row in rows]

    assert found == [
        ("UBND xã Tam Anh", "Không đạt"),
        ("UBND xã Tam Trà", "Chưa có số liệu"),
    ]
    assert "64,996%; cần từ 65%" in rows[0]["Lý do"].value
    assert "Hồ sơ trực tuyến" in rows[1]["Lý do"].value


def test_the_readings_in_force_and_the_others_are_stated(book):
    sheet = book[READINGS_SHEET]

    words = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]

    assert words[1] == [
        "Thứ tự tính",
        "Hệ số ghép với điểm thế nào?",
        "(Điểm gốc − điểm trừ) × hệ số",
        "Điểm gốc − điểm trừ",
    ]
    assert sheet["A3"].value == "Số liệu đến tháng 12/2023, tính ngày 08/01/2024."
    assert words[-1][0] == "Tổng tiền thưởng đã xếp: 11.500.000 đồng."


def test_below_each_table_stands_how_rules_are_read_and_that_nobody_decided_yet():
    basis = Basis(decided={}, snapshot="SỐ LIỆU TẠM TÍNH")
    book = load_workbook(io.BytesIO(ranking_workbook(contest(), NAMES, basis=basis)))

    sheet = book["Xã, thị trấn"]

    words = [row[0] for row in sheet.iter_rows(values_only=True)]
    line = "Thứ tự tính: (Điểm gốc − điểm trừ) × hệ số (chưa quyết định)"
    assert words.index(line) < words.index("Không xếp hạng")
    assert words[3] == "SỐ LIỆU TẠM TÍNH"
    assert sheet.oddFooter.left.text == "SỐ LIỆU TẠM TÍNH"
    assert [cell.value for cell in book[READINGS_SHEET][8]][3] == "chưa quyết định"


def test_another_reading_changes_steps_and_score():
    ranking = contest(readings={"order": "no-coefficient"})
    book = load_workbook(io.BytesIO(ranking_workbook(ranking, NAMES)))

    row = table(book["Xã, thị trấn"])[0]

    assert "Hệ số hồ sơ" not in row
    assert row["Điểm"].value == 68.7


def test_a_sheet_is_ready_to_print_and_to_scroll(book):
    sheet = book["Xã, thị trấn"]

    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    # Two pages side by side, the names on both: on one the figures were too small to read.
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.freeze_panes == "C7"
    assert sheet.print_title_rows == "$6:$6"
    assert sheet.row_dimensions[6].height > 40
    assert sheet["A6"].value == "Hạng"
    assert sheet["A6"].font.name == "Times New Roman"
    assert sheet.column_dimensions["B"].width > 30


def test_a_campaign_by_targets_has_no_score():
    book = load_workbook(io.BytesIO(ranking_workbook(contest(BY_TARGETS), NAMES)))

    row = table(book["Xã, thị trấn"])[0]

    assert "Điểm" not in row
    assert row["Tỷ lệ hồ sơ trực tuyến: so với chỉ tiêu"].value == pytest.approx(70 / 65)
    assert row["Số chỉ tiêu đạt"].value == 1


def test_control_characters_do_not_break_the_file():
    names = {**NAMES, "online": "Hồ sơ\x0b trực tuyến"}

    book = load_workbook(io.BytesIO(ranking_workbook(contest(), names)))

    assert "Hồ sơ trực tuyến" in table(book["Xã, thị trấn"])[0]


def test_fractions_are_written_exactly():
    assert fraction_words(Fraction(13, 10_000)) == "13/10.000"
    assert fraction_words(Fraction(65)) == "65"


def test_the_period_in_use_is_said_in_words():
    ranking = contest()

    assert period_words(ranking) == "số liệu đến tháng 12/2023, tính ngày 08/01/2024"
    assert period_words(replace(ranking, period=None)) == "chưa có số liệu, tính ngày 08/01/2024"


def test_groups_of_one_name_get_sheets_of_their_own():
    long = "Các cơ quan chuyên môn thuộc Ủy ban nhân dân huyện"
    groups = tuple(replace(group, short=long) for group in CAMPAIGN.groups)

    ranking = contest(replace(CAMPAIGN, groups=groups))

    names = load_workbook(io.BytesIO(ranking_workbook(ranking, NAMES))).sheetnames
    assert names == [
        "Các cơ quan chuyên môn thuộc Ủy",
        "Các cơ quan chuyên môn thuộc 2",
        READINGS_SHEET,
    ]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Bằng khen của Chủ tịch UBND tỉnh", "Bằng khen của Chủ tịch UBND"),
        ("Các cơ quan chuyên môn thuộc Ủy ban", "Các cơ quan chuyên môn thuộc Ủy"),
        ("x" * 40, "x" * 31),
        ("Xã/phường: [A]", "Xã phường A"),
    ],
)
def test_a_long_name_of_a_sheet_ends_with_a_whole_word(wanted, name):
    assert sheet_name(wanted, set()) == name


def test_a_tie_for_a_prize_is_noted_under_the_table():
    campaign = replace(CAMPAIGN, prizes=(Prize("first", "Giải nhất", "co-quan", 3_500_000),))

    book = load_workbook(io.BytesIO(ranking_workbook(contest(campaign), NAMES)))

    said = [row[0].value for row in book["Cơ quan A B"].iter_rows()]
    assert "Giải nhất: Hội đồng quyết định giữa +Phòng Nội vụ, @Phòng Tư pháp." in said


def moved(given, period):
    """Return the inputs of a step with the part of its rate from another period."""
    figures = (
        one._replace(period=period) if one.measure == "online" else one for one in given.figures
    )
    return given._replace(figures=tuple(figures))


def test_parts_of_two_periods_never_make_a_rate():
    ranking = contest()
    row = ranking.groups[0].rows[0]
    earlier = Period(PERIOD.start, PERIOD.end.replace(month=6, day=30))
    lines = tuple(line._replace(given=moved(line.given, earlier)) for line in row.lines)

    assert rate_of(row, ONLINE, ranking.readings) == Share(Fraction(7, 10))
    assert rate_of(replace(row, lines=lines), ONLINE, ranking.readings) is None
