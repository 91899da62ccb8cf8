"""What the clerk sees and does where the office's own targets are entered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox
from screen_samples import NUI_THANH, SO_NOI_VU, Counts, nui_thanh_file, so_noi_vu_file

from thidua_desktop.services.office import office_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.models.cells import CELL_ROLE
from thidua_desktop.ui.screens.figure_targets import TargetsDialog
from thidua_desktop.ui.screens.figures import FiguresScreen


@pytest.fixture
def office(tmp_path):
    return office_of(so_noi_vu_file(tmp_path / "so.thidua", {"Thanh tra Sở": {}}))


@pytest.fixture
def screen(show_figures, office, runner):
    return show_figures(office, runner, SO_NOI_VU)


@pytest.fixture
def dialog(screen):
    screen.grid.targets_button.click()
    return screen.findChild(TargetsDialog)


def percents(office):
    return {one.indicator: one.percent for one in office.campaigns.targets(SO_NOI_VU)}


def words_in(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def test_each_indicator_has_a_line_with_what_the_plan_adds(dialog, office):
    targets = office.campaigns.targets(SO_NOI_VU)

    assert [line.indicator for line in dialog.lines] == [one.indicator for one in targets]
    assert {"kế hoạch tăng thêm 5%"} <= set(words_in(dialog.lines[0]))


@pytest.mark.parametrize(("typed", "shown"), [("65", "65"), ("65,5", "65,5"), ("65.5", "65,5")])
def test_a_percentage_may_have_a_comma_or_a_point(qtbot, screen, dialog, typed, shown):
    dialog.lines[0].edit.setText(typed)

    with qtbot.waitSignal(screen.changed):
        QTest.keyClick(dialog.lines[0].edit, Qt.Key.Key_Return)

    screen.show_filter("targets")
    assert screen.findChildren(TargetsDialog)[-1].lines[0].edit.text() == shown


def test_only_what_changed_is_stored_and_can_be_undone(screen, dialog, office):
    before = percents(office)
    first = dialog.lines[0].indicator
    dialog.lines[0].edit.setText("71")

    dialog.save_button.click()

    assert percents(office) == {**before, first: 71}
    assert office.history.undo_label().startswith("Ghi mức giao: ")

    screen.on_changed(office.history.undo(Progress()))

    assert percents(office) == before
    assert office.history.undo_label() == "Nhập số liệu"


def test_what_is_no_percentage_is_refused_beside_its_field(screen, dialog, office):
    before = percents(office)
    dialog.lines[0].edit.setText("sáu mươi")
    dialog.lines[1].edit.setText("101")

    dialog.save_button.click()

    assert dialog.isVisible()
    assert "«sáu mươi»" in dialog.lines[0].error.text()
    assert "từ 0 đến 100" in dialog.lines[1].error.text()
    assert percents(office) == before


def test_emptying_a_line_clears_the_target(dialog, office):
    dialog.lines[0].edit.setText("71")
    dialog.save_button.click()
    screen = dialog.parentWidget()
    screen.show_filter("targets")
    again = screen.findChildren(TargetsDialog)[-1]

    again.lines[0].edit.setText("")
    again.save_button.click()

    assert percents(office)[again.lines[0].indicator] is None


def test_units_without_a_target_of_their_own_show_the_common_one_muted(screen, dialog):
    for line in dialog.lines:
        line.edit.setText("80")
    dialog.save_button.click()

    model = screen.grid.table.model()
    cells = [model.index(1, column).data(CELL_ROLE) for column in range(model.columnCount())]
    inherited = [cell for cell in cells if cell.tip == "mức chung của cả cơ quan"]
    assert len(inherited) == len(dialog.lines)
    assert not any(cell.missing for cell in inherited)
    assert {cell.tone for cell in inherited} == {"muted"}


def test_a_campaign_whose_plan_says_every_target_offers_none(qtbot, tmp_path, runner):
    counts = Counts(10, 8, 4, 4, 0)
    file = nui_thanh_file(tmp_path / "b.thidua", {("co-quan", "Phòng Nội vụ"): counts})
    screen = FiguresScreen(office_of(file), runner)
    qtbot.addWidget(screen)
    screen.show()
    screen.show_campaign(NUI_THANH)

    screen.run_command("figures.targets")

    assert not screen.grid.targets_button.isVisible()
    assert "không có mức giao chung" in screen.findChild(QMessageBox).text()
