"""What the clerk sees and does on the page Xếp hạng, on a file of Núi Thành checked by hand.

`Xã Một`: 1.000 resolved, 800 online, 780 in time, 10 late: (78 − 1) × 0,3 = 23,1.
"""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel
from screen_samples import COUNTS, NUI_THANH, SO_NOI_VU, Counts, nui_thanh_file, so_noi_vu_file

from thidua_desktop.services.office import office_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.rankings import OptionView, ReadingView
from thidua_desktop.ui.models.cells import CELL_ROLE, GROUP_ROLE, Tone
from thidua_desktop.ui.models.ranking_rows import ranking_groups
from thidua_desktop.ui.screens.ranking import COMMANDS, RankingScreen
from thidua_desktop.ui.screens.ranking_readings import effects_in_short
from thidua_desktop.ui.screens.ranking_said import SaidDialog
from thidua_desktop.ui.screens.ranking_tabs import AWARDS
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.tokens import Scheme
from thidua_desktop.ui.widgets.save_file import WORKBOOK

AS_OF = date(2024, 1, 5)
UNITS = {
    ("co-quan", "Phòng Nội vụ"): Counts(400, 300, 100, 190, 0),
    ("xa", "Xã Một"): Counts(1000, 800, 400, 380, 10),
    ("xa", "Xã Hai"): Counts(1000, 660, 330, 330, 0),
    ("xa", "Xã Ba"): Counts(1000, 640, 320, 320, 0),
    ("xa", "Xã Bốn"): None,
}
SCORE, PRIZE = 2, 7


def show(qtbot, office, runner, key=NUI_THANH):
    screen = RankingScreen(office, runner)
    screen.changed.connect(screen.on_changed)
    qtbot.addWidget(screen)
    screen.resize(1176, 669)
    screen.show_campaign(key, AS_OF)
    return screen


@pytest.fixture
def office(tmp_path):
    return office_of(nui_thanh_file(tmp_path / "so.thidua", UNITS))


@pytest.fixture
def screen(qtbot, office, runner):
    screen = show(qtbot, office, runner)
    screen.tabs.setCurrentIndex(1)
    return screen


def cells(screen, column):
    model = screen.table.model()
    return [
        model.index(row, column).data(CELL_ROLE)
        for row in range(model.rowCount())
        if model.index(row, 0).data(GROUP_ROLE) is None
    ]


def names(screen):
    return [cell.text for cell in cells(screen, 1)]


def group_lines(screen):
    model = screen.table.model()
    lines = [model.index(row, 0).data(GROUP_ROLE) for row in range(model.rowCount())]
    return [(line.title, line.caption) for line in lines if line]


def row_of(screen, name):
    return names(screen).index(name)


def test_each_group_has_a_tab_that_says_how_many_are_ranked(screen):
    shown = [screen.tabs.tabToolTip(number) for number in range(screen.tabs.count())]

    assert shown == [
        "Nhóm 1 · Cơ quan chuyên môn 1/1",
        "Nhóm 2 · Xã, thị trấn 2/4",
        "Suýt đạt 2",
        "Khen thưởng",
        "Nếu… thì…",
    ]


def test_the_subtitle_says_which_figures_and_that_nothing_is_final(screen):
    subtitle = screen.head.findChildren(type(screen.head.title))[1].text()

    assert subtitle == (
        "Số liệu lũy kế đến 31/12/2023 · 4/5 đơn vị · tạm tính, chưa chốt · "
        "3 cách hiểu chưa quyết định"
    )


def test_rows_stand_in_rank_order_with_score_bar_and_prize(screen):
    scores = cells(screen, SCORE)
    prizes = cells(screen, PRIZE)

    assert names(screen)[:2] == ["Xã Một", "Xã Hai"]
    assert [scores[0].text, scores[1].text] == ["23,10", "19,80"]
    assert scores[0].bar.share * 100 == pytest.approx(23.1)
    assert [one.chip.text for one in prizes[:2]] == ["Giải nhất", "Giải nhì"]
    assert prizes[0].chip.tone is Tone.GOLD


def test_who_only_lacks_a_target_is_not_said_to_lack_figures(office):
    group = office.rankings.view(NUI_THANH, AS_OF).groups[1]
    lacking = [replace(one, why="Trễ hạn: chưa có mức giao") for one in group.not_ranked]

    titles = [one.title for one in ranking_groups(replace(group, not_ranked=tuple(lacking)))]

    assert "Chưa xếp hạng: chưa có số liệu hoặc mức giao" in titles


def test_the_first_effect_of_a_reading_is_cut_between_its_parts():
    unit = "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn"
    first = f"{unit} từ hạng 15 lên hạng 8"
    effect = f"{first} và 20 đơn vị khác đổi hạng, không đổi giải"
    other = OptionView("ket-qua", "Số hóa kết quả trên hồ sơ đã giải quyết", "Kết quả", effect)
    reading = ReadingView("so-hoa", "Tỷ lệ số hóa", "", (other,), "", False, False, True)

    assert effects_in_short([reading]) == f"{other.text}: {first}…"


def test_units_outside_the_ranking_stand_below_with_their_reason(screen):
    assert group_lines(screen) == [
        ("Không xét: chưa đạt điều kiện từ 65%", "1 đơn vị"),
        ("Chưa xếp hạng: chưa có số liệu", "1 đơn vị"),
    ]
    assert "64,00%" in cells(screen, 1)[row_of(screen, "Xã Ba")].tip
    assert cells(screen, 5)[row_of(screen, "Xã Ba")].chip.text == "Dưới"
    assert cells(screen, SCORE)[row_of(screen, "Xã Bốn")].text == "chưa có"


def test_the_first_row_is_explained_at_once_and_arrows_move_the_explanation(screen, qtbot):
    first = screen.why.why

    screen.show()
    qtbot.keyClick(screen.table, Qt.Key.Key_Down)

    assert (first.name, first.score_text, first.formula) == (
        "Xã Một",
        "23,10",
        "(78,00 − 1,00) × 0,3",
    )
    assert screen.why.why.name == "Xã Hai"


def test_the_explanation_can_be_copied_with_its_sources(screen, qtbot):
    with qtbot.waitSignal(screen.said) as said:
        screen.why.copy_button.click()

    copied = QGuiApplication.clipboard().text()
    assert "Điểm xếp hạng: 23,10 = (78,00 − 1,00) × 0,3" in copied
    assert "Nguồn: tong-hop-cong.xlsx, trang «Tổng hợp», ô" in copied
    assert said.args == ["Đã sao chép giải thích"]


def test_sorting_by_name_and_back_keeps_the_chosen_row(screen):
    screen.table.choose(lambda line: line.name == "Xã Hai")

    screen.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)

    assert names(screen)[:2] == ["Xã Hai", "Xã Một"]
    assert screen.table.current_row().name == "Xã Hai"
    screen.table.sortByColumn(SCORE, Qt.SortOrder.DescendingOrder)
    assert names(screen)[:2] == ["Xã Một", "Xã Hai"]


def test_rates_that_look_alike_are_sorted_by_what_they_are(qtbot, tmp_path, runner):
    units = {
        ("xa", "Xã Hơn"): Counts(30001, 20001, 10000, 10001, 0),
        ("xa", "Xã Kém"): Counts(30000, 20000, 10000, 10000, 0),
        ("xa", "Xã Giữa"): Counts(60001, 40001, 20000, 20001, 0),
    }
    file = nui_thanh_file(tmp_path / "sát.thidua", units)
    screen = show(qtbot, office_of(file), runner)
    screen.tabs.setCurrentIndex(1)
    online = 3

    screen.table.sortByColumn(online, Qt.SortOrder.AscendingOrder)

    assert {cell.text for cell in cells(screen, online)} == {"66,67%"}
    assert names(screen) == ["Xã Kém", "Xã Giữa", "Xã Hơn"]


def test_a_tie_is_said_beside_both_names_and_in_the_explanation(qtbot, tmp_path, runner):
    counts = Counts(1000, 800, 400, 380, 10)
    units = {("xa", "Xã Một"): counts, ("xa", "Xã Hai"): counts}
    file = nui_thanh_file(tmp_path / "bằng.thidua", units)
    screen = show(qtbot, office_of(file), runner)
    screen.tabs.setCurrentIndex(1)

    assert [cell.text for cell in cells(screen, 0)] == ["1", "1"]
    assert [cell.note for cell in cells(screen, 1)] == ["đồng hạng", "đồng hạng"]
    assert any("Đồng hạng, bằng nhau" in label.text() for label in screen.why.findChildren(QLabel))
    assert "Hội đồng quyết định" in screen.notices.council.accessibleName()
    assert screen.notices.council.isVisibleTo(screen)


def test_tab_goes_from_the_head_to_the_table_and_the_explanation(qtbot, screen):
    with qtbot.waitActive(screen):
        screen.show()
    screen.setFocus()
    assert screen.focusWidget() is screen.table
    screen.export_button.setFocus()
    visited = []

    for _ in range(10):
        QTest.keyClick(screen.focusWidget(), Qt.Key.Key_Tab)
        visited.append(screen.focusWidget())

    wanted = (screen.tabs, *screen.readings.choices.values(), screen.table, screen.why.copy_button)
    places = [visited.index(one) for one in wanted]
    assert places == sorted(places)


def choose(screen, key, value):
    choice = screen.readings.choices[key]
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())


def test_choosing_a_reading_is_a_trial_that_writes_nothing(screen, office):
    choose(screen, "order", "coefficient-first")

    assert cells(screen, SCORE)[0].text == "22,40"
    assert screen.readings.adopt_button.isVisibleTo(screen)
    assert not any(one.decided for one in office.rankings.view(NUI_THANH, AS_OF).readings)


def test_dropping_a_trial_shows_the_ranking_as_decided(screen):
    choose(screen, "order", "coefficient-first")

    screen.readings.drop_button.click()

    assert cells(screen, SCORE)[0].text == "23,10"
    assert not screen.readings.drop_button.isVisibleTo(screen)


def say(screen, who="", why="", name=""):
    dialog = next(one for one in screen.findChildren(SaidDialog) if one.isVisible())
    for field, text in ((dialog.who, who), (dialog.why, why), (dialog.name, name)):
        if text:
            field.editor.setText(text)
    dialog.do_button.click()
    return dialog


def test_adopting_a_trial_writes_a_decision_that_undo_takes_back(screen, office):
    choose(screen, "order", "coefficient-first")

    screen.readings.adopt_button.click()
    say(screen, "Hội đồng thi đua huyện", "Theo biên bản họp")

    decided = {one.key: one.decided for one in screen.view.readings}
    assert decided == {"order": True, "deduction": False, "first-prize": False}
    assert cells(screen, SCORE)[0].text == "22,40"
    screen.on_changed(office.history.undo(Progress()))
    assert cells(screen, SCORE)[0].text == "23,10"


def test_choosing_what_is_in_force_anyway_is_no_trial(screen):
    choose(screen, "order", "document-order")

    assert not screen.readings.adopt_button.isVisibleTo(screen)


def test_the_dialog_tries_several_readings_at_once(screen, qtbot):
    dialog = screen.compare()
    for button in dialog.groups["order"].buttons():
        button.setChecked(button.objectName() == "no-coefficient")

    dialog.try_button.click()

    assert cells(screen, SCORE)[0].text == "77,00"
    assert screen.readings.choices["order"].value == "no-coefficient"


def test_the_dialog_decides_the_defaults_too(screen):
    dialog = screen.compare()

    dialog.decide_button.click()
    say(screen)

    assert all(one.decided for one in screen.view.readings)


def test_an_export_never_replaces_a_file_without_asking(screen, tmp_path, qtbot):
    path = tmp_path / "xep-hang.xlsx"

    with qtbot.waitSignal(screen.said) as said:
        screen.work.export(screen.shown, WORKBOOK, path, replace=False)

    assert path.read_bytes()[:2] == b"PK"
    assert said.args == ["Đã xuất xep-hang.xlsx"]


def test_the_awards_are_exported_with_what_the_result_rests_on(screen, tmp_path, qtbot):
    path = tmp_path / "khen-thuong.xlsx"
    screen.run_command("ranking.awards_xlsx")

    with qtbot.waitSignal(screen.said) as said:
        screen.findChild(QFileDialog).fileSelected.emit(str(path))

    assert said.args == ["Đã xuất khen-thuong.xlsx"]
    book = load_workbook(path)
    assert book.sheetnames[-2:] == ["Tổng hợp", "Số liệu"]
    assert {sheet["A4"].value for sheet in book.worksheets[:-1]} == {"SỐ LIỆU TẠM TÍNH"}


def test_every_command_the_page_names_is_one_it_handles(screen):
    for command in sorted(COMMANDS):
        screen.run_command(command)

    opened = {type(one).__name__ for one in screen.findChildren(QDialog) if one.isVisible()}
    assert {"SaidDialog", "CompareDialog", "QFileDialog", "QMessageBox"} <= opened


def test_a_file_without_figures_says_what_to_do_next(qtbot, tmp_path, runner):
    office = office_of(nui_thanh_file(tmp_path / "so.thidua", {("xa", "Xã Một"): None}))
    screen = show(qtbot, office, runner)

    with qtbot.waitSignal(screen.import_wanted):
        screen.import_button.click()

    assert screen.empty.isVisibleTo(screen)
    assert not screen.table.isVisibleTo(screen)
    assert not screen.export_button.isEnabled()


def test_what_to_do_next_has_the_whole_page(qtbot, tmp_path, runner):
    office = office_of(nui_thanh_file(tmp_path / "so.thidua", {("xa", "Xã Một"): None}))
    screen = show(qtbot, office, runner)
    screen.resize(1700, 970)
    screen.show()

    assert screen.empty.height() > screen.height() * 3 / 4


def test_a_campaign_by_targets_counts_what_is_met(qtbot, tmp_path, runner):
    office = office_of(so_noi_vu_file(tmp_path / "so.thidua", {"Văn phòng Sở": COUNTS}))

    screen = show(qtbot, office, runner, SO_NOI_VU)

    assert cells(screen, SCORE)[0].text == "2/3"
    assert screen.why.why.caption == "chỉ tiêu đạt · hạng 1"


@pytest.mark.parametrize("group", ["xa", "Nhóm 2 · Xã, thị trấn"])
def test_the_page_opens_at_the_group_asked_for(qtbot, office, runner, group):
    screen = RankingScreen(office, runner)
    qtbot.addWidget(screen)

    screen.show_filter(group)
    screen.show_campaign(NUI_THANH, AS_OF)

    assert screen.tabs.currentIndex() == 1
    assert names(screen)[0] == "Xã Một"


def test_the_search_and_the_tasks_open_the_awards_before_the_page_is_loaded(qtbot, runner, office):
    screen = RankingScreen(office, runner)
    qtbot.addWidget(screen)

    screen.show_filter(AWARDS)
    screen.show_campaign(NUI_THANH, AS_OF)

    assert screen.tabs.tabText(screen.tabs.currentIndex()) == "Khen thưởng"


def test_a_unit_that_left_takes_its_explanation_along(screen, office):
    screen.table.choose(lambda line: line.name == "Xã Một")
    one = screen.table.current_row().participant.subject.id

    with office.workspace.write("Bỏ đơn vị", kind="test") as session:
        session.participants.remove(NUI_THANH, one)
    screen.refresh()

    assert "Xã Một" not in names(screen)
    assert screen.why.why.name == "Xã Hai"


def test_another_campaign_of_the_file_takes_the_place_of_the_first(screen, office, qtbot):
    office.campaigns.add(SO_NOI_VU)

    screen.show_campaign(SO_NOI_VU, AS_OF)

    assert screen.empty.isVisibleTo(screen)
    screen.show_campaign(NUI_THANH, AS_OF)
    assert screen.tabs.currentIndex() == 0
    assert names(screen) == ["Phòng Nội vụ"]


def test_in_a_narrow_window_the_explanation_is_a_tab(screen):
    screen.resize(800, 500)
    screen.show()

    screen.tabs.setCurrentIndex(2)

    assert screen.tabs.tabText(2) == "Vì sao?"
    assert screen.why.isVisibleTo(screen)
    assert not screen.table.isVisibleTo(screen)


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("size", [(1039, 442), (1090, 620), (1176, 669)])
def test_the_columns_fit_the_window(screen, look, scheme, size):
    look(Theme(scheme, 100, size[0] < 1050))

    screen.resize(*size)
    screen.show()

    assert screen.table.horizontalScrollBar().maximum() == 0


def test_the_model_passes_qt_s_own_checks(screen, qtmodeltester):
    qtmodeltester.check(screen.table.model())
