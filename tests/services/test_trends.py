"""The months of every unit: gaps stay gaps, what fell is told, a month by itself stays apart."""

from fractions import Fraction

import pytest
from figure_samples import KEY, NOI_VU, TAM_SON, UNTIL_NOVEMBER, import_rows, make_office

from thidua_desktop.services.demo import POINTS, TARGETS
from thidua_desktop.services.trends import Kind

UNTIL_AUGUST = "(Số liệu từ ngày 01/6/2023 đến ngày 31/8/2023)"


def unit(board, name):
    return next(one for one in board.units if one.full_name == name)


def texts(board, name):
    return [one.text for one in unit(board, name).points]


def test_the_first_indicator_is_shown_with_every_month(office):
    board = office.trends.board(POINTS)

    assert board.chosen.label == "Tỷ lệ: Trực tuyến"
    assert board.months == ("T6", "T7", "T8", "T9", "T10", "T11", "T12")
    assert texts(board, "Xã Tam Anh Bắc")[-1] == "64,996%"
    assert board.about == "Số lũy kế từ đầu kỳ đến hết từng tháng"


def test_a_month_without_data_is_a_gap_and_not_zero(office):
    board = office.trends.board(POINTS)

    october = unit(board, "Xã Tam Xuân I").points[4]

    assert (october.value, october.text) == (None, "chưa có")


def test_a_running_total_that_fell_is_told_with_both_numbers(office):
    rate = office.trends.board(POINTS)
    count = office.trends.board(POINTS, "#online_total")

    fallen = unit(count, "Xã Tam Hải").points[4]

    assert fallen.fell == "Số lũy kế nhỏ hơn kỳ trước (43, đến 30/09/2023)."
    assert unit(rate, "Xã Tam Hải").points[4].fell == f"Trực tuyến: {fallen.fell}"
    assert unit(count, "Xã Tam Sơn").points[4].fell == ""


def test_every_point_says_what_it_is_made_of_and_where_from(office):
    point = unit(office.trends.board(POINTS), "Xã Tam Sơn").points[-1]

    assert (point.value, point.why) == (Fraction(2649, 2757), "2.649 / 2.757")
    assert point.sources[0].startswith(
        "Trực tuyến: nui-thanh-2023-12.xlsx, trang «Tổng hợp», ô D34 (nhập "
    )
    assert point.sources[0].endswith("Nguyễn Thị Hà)")


def test_the_target_of_the_group_is_drawn(office):
    board = office.trends.board(POINTS)
    offices, communes = board.groups

    assert {one.target for one in offices.units} == {Fraction(7, 10)}
    assert {one.target_words for one in communes.units} == {"Chỉ tiêu 65%"}


def test_counts_have_no_target_and_change_in_whole_numbers(office):
    found = unit(office.trends.board(POINTS, "#resolved_total"), "Xã Tam Sơn")

    assert (found.target, found.points[-1].text, found.change) == (None, "2.757", "+430")


def test_a_month_by_itself_is_shown_apart_and_held_against_no_target(office):
    board = office.trends.board(POINTS, "#resolved_total", Kind.MONTH)

    assert board.kinds == (Kind.TOTAL, Kind.MONTH)
    assert board.months == ("T6", "T7", "T8", "T9", "T10")
    assert texts(board, "Phòng Nội vụ")[1:] == ["chưa có", "chưa có", "chưa có", "188"]
    rates = office.trends.board(POINTS, None, Kind.MONTH)
    assert {one.target for one in rates.units} == {None}
    assert "không dùng để xếp hạng" in rates.about


def test_without_months_by_themselves_only_running_totals_are_offered(office):
    board = office.trends.board(TARGETS, None, Kind.MONTH)

    assert (board.kinds, board.kind, board.months) == ((Kind.TOTAL,), Kind.TOTAL, ("T11",))
    assert board.units[0].change == ""


def test_months_nobody_reported_for_stand_between_the_others(tmp_path):
    office = make_office(tmp_path)
    smaller = (TAM_SON[0], *(value // 2 for value in TAM_SON[1:]))
    import_rows(office, tmp_path / "thang-8.xlsx", [smaller], period=UNTIL_AUGUST)
    import_rows(office, tmp_path / "thang-11.xlsx", [TAM_SON, NOI_VU], period=UNTIL_NOVEMBER)

    board = office.trends.board(KEY, "#resolved_total")

    assert board.months == ("T8", "T9", "T10", "T11")
    assert texts(board, "Xã Tam Sơn") == ["1.378", "chưa có", "chưa có", "2.757"]
    assert unit(board, "Xã Tam Sơn").change == "+1.379"
    assert unit(board, "Phòng Nội vụ").change == ""


def test_a_rate_whose_whole_is_zero_is_no_point(tmp_path):
    office = make_office(tmp_path)
    import_rows(office, tmp_path / "a.xlsx", [("Xã Tam Sơn", 0, 0, 0, 0, 0)])

    (point,) = unit(office.trends.board(KEY), "Xã Tam Sơn").points

    assert (point.value, point.text, point.why) == (None, "–", "0 / 0, không phát sinh")


def test_a_blank_cell_says_where_it_is_blank(tmp_path):
    office = make_office(tmp_path)
    import_rows(office, tmp_path / "a.xlsx", [("Xã Tam Sơn", 9, None, 0, 0, 0)])

    (point,) = unit(office.trends.board(KEY, "#online_total"), "Xã Tam Sơn").points

    assert point.value is None
    assert "a.xlsx, trang «Tổng hợp», ô D5" in point.sources[0]


@pytest.mark.parametrize("chosen", ["online", "#resolved_total"])
def test_a_campaign_without_figures_has_no_months(tmp_path, chosen):
    board = make_office(tmp_path).trends.board(KEY, chosen)

    assert (board.kinds, board.months) == ((), ())
    assert all(one.points == () for one in board.units)
