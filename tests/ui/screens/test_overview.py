"""What the clerk sees on Tổng quan and where each line leads."""

import pytest
from overview_samples import TASKS, make_overview
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from thidua_desktop.errors import WorkspaceMissingError
from thidua_desktop.services.changes import Changes
from thidua_desktop.ui.screens.overview import OverviewScreen, TrendRow
from thidua_desktop.ui.theme import Theme


@pytest.fixture
def views():
    return [make_overview()]


@pytest.fixture
def screen(qtbot, runner, views):
    screen = OverviewScreen(lambda _progress: views[0], runner)
    qtbot.addWidget(screen)
    screen.resize(1176, 668)
    screen.show()
    screen.refresh()
    return screen


def words(widget):
    return [label.text() for label in widget.findChildren(type(widget.head.title))]


def test_the_four_cards_say_their_figures(screen):
    said = [card.accessibleName() for card in screen.cards]

    assert said[0] == "Đơn vị đã có số liệu 25 / 28 Còn thiếu 3 đơn vị"
    assert said[3] == "Kinh phí khen thưởng 26.500.000 đồng 8 giải cho hai nhóm, kèm Giấy khen"


def test_a_task_opens_its_page_with_its_filter(qtbot, screen):
    screen.tasks.setCurrentIndex(screen.tasks.model().index(0, 0))

    with qtbot.waitSignal(screen.page_wanted) as wanted:
        qtbot.keyClick(screen.tasks, Qt.Key.Key_Return)

    assert wanted.args == [TASKS[0].page, TASKS[0].filter]


def test_the_next_step_is_to_import(qtbot, screen):
    with qtbot.waitSignal(screen.import_wanted):
        qtbot.mouseClick(screen.import_button, Qt.MouseButton.LeftButton)


def test_the_leaders_lead_to_the_ranking_of_their_group(qtbot, screen):
    with qtbot.waitSignal(screen.page_wanted) as wanted:
        qtbot.keyClick(screen.leaders, Qt.Key.Key_Return)

    assert wanted.args == ["ranking", "Nhóm 1 · Cơ quan chuyên môn"]


def test_any_change_of_data_loads_the_page_again(screen, views):
    views[0] = make_overview(subtitle="Thứ Bảy, 06/01/2024")

    screen.on_changed(Changes(frozenset()))
    assert "Thứ Bảy, 06/01/2024" not in words(screen)

    screen.on_changed(Changes(frozenset({"figure"})))
    assert "Thứ Bảy, 06/01/2024" in words(screen)


def test_trends_are_replaced_and_not_added(qtbot, screen):
    screen.refresh()
    qtbot.waitUntil(lambda: len(screen.findChildren(TrendRow)) == 3)

    said = {row.accessibleName() for row in screen.findChildren(TrendRow)}

    assert "Trễ hạn: 0,82%, −0,11 so với T11" in said
    assert len(said) == 3


def test_an_empty_campaign_says_what_is_missing(screen, views):
    views[0] = make_overview(tasks=(), leaders=(), trends=(), cards=())

    screen.refresh()

    said = words(screen)
    assert "Chưa xếp hạng được. Nhập số liệu để thấy đơn vị dẫn đầu." in said
    assert "Chưa có kỳ số liệu nào để vẽ xu hướng." in said
    assert screen.tasks.isHidden()
    assert all(card.isHidden() for card in screen.cards)


def test_the_first_notice_is_kept_when_there_is_room_for_one_only(screen, look):
    notices = screen.timeline_card._notices
    assert [chip.chip.text for chip in notices] == [
        "Ngày kết thúc 31/12/2023 là Chủ nhật",
        "01/01/2024 nghỉ Tết Dương lịch",
    ]

    look(Theme(compact=True))

    assert [chip.isHidden() for chip in notices] == [False, True]
    assert "01/01/2024 nghỉ Tết Dương lịch" in notices[0].toolTip()


def test_a_failure_to_load_is_told(qtbot, runner):
    def fail(_progress):
        raise WorkspaceMissingError("so.thidua")

    screen = OverviewScreen(fail, runner)
    qtbot.addWidget(screen)

    screen.refresh()

    assert screen.findChild(QMessageBox) is not None


def test_a_tall_window_also_tells_what_was_done_last(qtbot, screen):
    screen.resize(1700, 985)
    screen.show()
    qtbot.waitUntil(screen.recent.isVisible)
    assert "Sửa mốc họp Hội đồng" in screen.recent.accessibleDescription()
    screen.resize(1036, 520)
    qtbot.waitUntil(lambda: not screen.recent.isVisible())
