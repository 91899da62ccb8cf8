"""What the clerk sees and does on «Diễn biến»."""

from fractions import Fraction

import pytest
from figure_samples import KEY, NOI_VU, TAM_SON, import_rows, make_office
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from thidua_desktop.ui.models.cells import CELL_ROLE, line_of
from thidua_desktop.ui.screens.figure_trend import NOTHING
from thidua_desktop.ui.widgets.trend import TrendLine, runs

MONTHS = {6: 30, 7: 31, 9: 30, 10: 31}
SMALLER = ("Xã Tam Sơn", 900, 800, 500, 300, 5)


@pytest.fixture
def office(tmp_path):
    """Tam Sơn reported for four months, not for August, and fell in October."""
    made = make_office(tmp_path)
    for number, (month, last) in enumerate(MONTHS.items(), 1):
        counts = [value * number for value in (500, 400, 300, 100, 3)]
        rows = [("Xã Tam Sơn", *counts) if month < 10 else SMALLER]
        if month == 10:
            rows.append(NOI_VU)
        period = f"(Số liệu từ ngày 01/6/2023 đến ngày {last}/{month}/2023)"
        import_rows(made, tmp_path / f"thang-{month}.xlsx", rows, period=period)
    return made


@pytest.fixture
def page(show_figures, office, runner):
    screen = show_figures(office, runner, KEY, height=760)
    screen.grid.trend_button.click()
    assert screen.trend.isVisible()
    page = screen.trend
    page.screen_kept = screen
    return page


def words(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def choose(page, name):
    assert page.table.choose(lambda one: one.full_name == name)


def cells(page, name):
    model = page.table.model()
    row = next(n for n in range(model.rowCount()) if model.index(n, 0).data() == name)
    return [model.index(row, column).data(CELL_ROLE) for column in range(model.columnCount())]


def test_every_month_has_its_number_and_a_gap_is_a_word(page):
    found = cells(page, "Xã Tam Sơn")

    assert [one.text for one in found[2:7]] == ["80,00%", "80,00%", "chưa có", "80,00%", "88,89%"]
    assert found[4].missing


def test_the_last_change_says_which_months_it_compares(page):
    found = cells(page, "Xã Tam Sơn")[7]

    assert (found.text, found.tip) == ("+8,89", "T10 so với T9")


def test_the_small_line_breaks_where_there_is_no_data(page):
    line = cells(page, "Xã Tam Sơn")[1].line

    assert line.points[2] is None
    assert len(list(runs(line.points))) == 2
    assert line.threshold == Fraction(65, 100)


def test_what_fell_is_marked_by_icon_and_words(page):
    page.what.chosen.emit("#resolved_total")
    fallen = cells(page, "Xã Tam Sơn")[6]

    assert (fallen.text, fallen.icon) == ("900", "exclamation-triangle-fill")
    assert "Số lũy kế nhỏ hơn kỳ trước (1.500, đến 30/09/2023)" in fallen.tip
    assert cells(page, "Xã Tam Sơn")[0].mark


def test_the_chart_speaks_every_month_and_the_target(page):
    choose(page, "Xã Tam Sơn")

    said = page.chart.accessibleName()

    assert said.startswith("Tỷ lệ: Trực tuyến, Xã Tam Sơn: tháng 6/2023 80,00%; ")
    assert "tháng 8/2023 chưa có" in said
    assert "tháng 10/2023 88,89%, giảm" in said
    assert said.endswith("Chỉ tiêu 65%")


def test_arrows_walk_over_the_months_and_say_where_each_number_is_from(page):
    choose(page, "Xã Tam Sơn")
    page.chart.setFocus()
    assert "Tháng 10/2023: 88,89% · 800 / 900" in words(page)

    QTest.keyClick(page.chart, Qt.Key.Key_Left)
    september = words(page)
    QTest.keyClick(page.chart, Qt.Key.Key_Home)
    june = words(page)
    QTest.keyClick(page.chart, Qt.Key.Key_Left)

    assert "thang-9.xlsx, trang «Tổng hợp», ô D5" in september
    assert "Tháng 6/2023: 80,00% · 400 / 500" in june
    assert page.chart.current == 0
    QTest.keyClick(page.chart, Qt.Key.Key_End)
    QTest.keyClick(page.chart, Qt.Key.Key_Right)
    assert page.chart.current == 4


def test_a_click_chooses_the_nearest_month(page):
    choose(page, "Xã Tam Sơn")

    QTest.mouseClick(page.chart, Qt.MouseButton.LeftButton, pos=QPoint(2, 40))

    assert page.chart.current == 0


def test_enter_in_the_table_goes_to_the_chart(page):
    choose(page, "Phòng Nội vụ")

    QTest.keyClick(page.table, Qt.Key.Key_Return)

    assert page.window().focusWidget() is page.chart
    assert "Phòng Nội vụ" in words(page)


def test_one_group_can_be_kept(page):
    page.group.chosen.emit("xa")
    model = page.table.model()

    assert [one.full_name for one in model.shown_rows()] == [
        "Xã Tam Sơn",
        "Xã Tam Xuân I",
        "Xã Tam Xuân II",
    ]


def test_the_table_is_copied_with_its_headings(page):
    page.group.chosen.emit("xa")
    page.table.setFocus()

    page.copy_button.click()

    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Đơn vị\tT6\tT7\tT8\tT9\tT10"
    assert lines[1] == "Xã Tam Sơn\t80,00%\t80,00%\tchưa có\t80,00%\t88,89%"
    assert "Đã sao chép bảng" in words(page)


def test_the_way_back_leads_to_the_grid(page):
    page.back.click()

    assert page.screen_kept.grid.isVisible()


def test_without_figures_it_says_what_to_do(show_figures, tmp_path, runner):
    screen = show_figures(make_office(tmp_path), runner, KEY)

    screen.run_command("figures.trend")

    assert NOTHING in words(screen.trend)


def test_changed_figures_are_drawn_again(page, office):
    screen = page.screen_kept
    row = next(one for one in office.figures.grid(KEY).rows if one.full_name == TAM_SON[0])
    end = office.figures.grid(KEY).end
    who = row.participant.subject.id

    screen.on_changed(office.figures.set_figure(KEY, who, "online_total", end, "450"))

    assert cells(page, "Xã Tam Sơn")[6].text == "50,00%"


def test_a_line_of_nothing_is_none_and_paints_nothing(qtbot):
    line = TrendLine()
    qtbot.addWidget(line)

    line.show_points((None, None))

    assert line_of((None,)) is None
    assert not line.grab().isNull()
