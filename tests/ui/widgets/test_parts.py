"""Buttons, inputs, cards, tabs, pop-up cards: what they say and do."""

from dataclasses import replace
from fractions import Fraction

import pytest
from overview_samples import TASKS, make_leaders
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from thidua_desktop.ui.icons import pixmap
from thidua_desktop.ui.metrics import COMPACT
from thidua_desktop.ui.models.cells import Chip, Tone
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.tokens import Scheme, tokens_of
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.cards import CountCard, EmptyState, Figure, FigureCard, NoticeBar
from thidua_desktop.ui.widgets.chips import ChipLabel
from thidua_desktop.ui.widgets.inputs import Choice, Field, IconLine
from thidua_desktop.ui.widgets.leaders import Leaders
from thidua_desktop.ui.widgets.popup import PopupCard
from thidua_desktop.ui.widgets.searching import Hit, SearchBox, find
from thidua_desktop.ui.widgets.steps import StepRow, WhyPanel
from thidua_desktop.ui.widgets.tabs import Stepper, TabBar
from thidua_desktop.ui.widgets.task_list import TaskList
from thidua_desktop.ui.widgets.themed import Text


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_an_icon_wears_the_colour_asked_for_and_is_kept(qapp):
    red = tokens_of(Scheme.LIGHT).red

    first, again = pixmap("check-lg", 16, red, 2.0), pixmap("check-lg", 16, red, 2.0)
    image = first.toImage()
    seen = {image.pixelColor(x, y).name() for x in range(32) for y in range(32)}

    assert first.size().width() == 32
    assert first.cacheKey() == again.cacheKey()
    assert red.name() in seen


def test_a_button_grows_with_its_words_hint_and_text_size(qtbot, look):
    plain = shown(qtbot, Button("Trình chiếu"))
    hinted = shown(qtbot, Button("Trình chiếu", icon="easel", hint="F5"))

    assert hinted.sizeHint().width() > plain.sizeHint().width() + 30

    before = plain.sizeHint().height()
    look(Theme(percent=150))
    assert plain.sizeHint().height() == round(before * 1.5)


def test_focus_never_changes_the_size_of_a_button(qtbot):
    button = shown(qtbot, Button("Xuất"))
    before = button.sizeHint()

    button.setFocus()

    assert button.sizeHint() == before


def test_a_button_is_named_without_its_dots(qtbot):
    assert (
        shown(qtbot, Button("Chốt kết quả…", look=Look.PRIMARY)).accessibleName() == "Chốt kết quả"
    )


def test_a_choice_announces_the_value_not_the_words(qtbot):
    choice = shown(qtbot, Choice("Thứ tự tính"))
    choice.offer([("Nhân trước", "first"), ("Trừ trước", "later")], current="later")
    assert choice.value == "later"

    choice.setFocus()
    with qtbot.waitSignal(choice.chosen) as chosen:
        qtbot.keyClick(choice, Qt.Key.Key_Up)

    assert chosen.args == ["first"]


def test_a_field_shows_its_error_in_words_and_takes_it_back(qtbot):
    field = shown(qtbot, Field("Hồ sơ trễ hạn", QLineEdit("41 (*)")))

    field.show_error("«41 (*)» không phải là số")
    assert field.editor.accessibleDescription() == "«41 (*)» không phải là số"
    assert field.editor.property("error")

    field.show_error("")
    assert not field.editor.property("error")


def test_escape_empties_a_line(qtbot):
    line = shown(qtbot, IconLine("search", "Tìm đơn vị…"))
    line.setText("tam")

    qtbot.keyClick(line, Qt.Key.Key_Escape)

    assert line.text() == ""


HITS = (
    Hit("Xã Tam Hòa", "Nhóm 2", "people", 1),
    Hit("Thị trấn Núi Thành", "Nhóm 2", "people", 2),
    Hit("Đơn vị chưa có số liệu", "lệnh", "filter", 3),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("tam hoa", [1]), ("HÒA", [1]), ("don vi", [3]), ("nhom 2 nui", [2]), ("", []), ("xyz", [])],
)
def test_the_search_ignores_marks_case_and_order(typed, found):
    assert [hit.value for hit in find(HITS, typed)] == found


def test_what_begins_with_the_words_comes_first():
    hits = (Hit("Xã Núi", "", "people", 1), Hit("Núi Thành", "", "people", 2))

    assert [hit.value for hit in find(hits, "nui")] == [2, 1]


def test_enter_in_the_search_box_opens_the_first_hit_and_empties_it(qtbot):
    box = shown(qtbot, SearchBox("Tìm", hint="Ctrl+K"))
    box.offer(HITS)
    box.setText("tam hoa")

    with qtbot.waitSignal(box.hit_chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Return)

    assert chosen.args == [1]
    assert box.text() == ""


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_list_of_hits_drops_down_without_touching_what_is_typed(qtbot):
    box = shown(qtbot, SearchBox("Tìm"))
    box.offer(HITS)
    box.setText("tam")

    found = box.look_now()

    assert [hit.value for hit in found] == [1]
    assert box.text() == "tam"


def test_an_empty_chip_hides_itself_and_comes_back(qtbot):
    window = shown(qtbot, QWidget())
    chip = ChipLabel("Đang tổng kết", parent=window)
    chip.show()

    chip.show_chip(Chip(""))
    assert chip.isHidden()

    chip.show_chip(Chip("Quá hạn 1 ngày", Tone.RED))
    assert chip.isVisible()
    assert chip.accessibleName() == "Quá hạn 1 ngày"


def test_a_figure_card_speaks_as_one_sentence(qtbot):
    card = shown(qtbot, FigureCard())

    card.show_figure(
        Figure(
            "people", "Đơn vị đã có số liệu", "25", "/ 28", share=Fraction(25, 28), note="Thiếu 3"
        )
    )

    assert card.accessibleName() == "Đơn vị đã có số liệu 25 / 28 Thiếu 3"


def test_a_count_card_says_count_words_and_caption(qtbot):
    card = shown(qtbot, CountCard("plus-circle", "số mới"))

    card.show_count("14", "3 đơn vị chưa có số liệu", loud=True)

    assert card.accessibleName() == "14 số mới, 3 đơn vị chưa có số liệu"


def test_a_notice_shows_signs_of_markup_as_they_are(qtbot):
    notice = shown(qtbot, NoticeBar())

    notice.show_notice("Tên <b>lạ</b>", "a < b", link="So sánh")

    assert "&lt;b&gt;lạ&lt;/b&gt;" in notice.findChild(Text).text()
    assert notice.accessibleName() == "Tên <b>lạ</b> a < b So sánh"


def test_an_empty_page_has_room_for_its_whole_sentence(qtbot, look):
    look(Theme(percent=150))
    sentence = (
        "Chưa có số liệu nào. Nhập bảng tính các đơn vị gửi để bắt đầu, rồi xem xếp hạng. " * 2
    )
    empty = shown(qtbot, EmptyState("table", sentence))
    empty.resize(900, 600)
    label = empty.findChild(Text)

    assert label.height() >= label.heightForWidth(label.width())


def test_an_empty_page_leaves_no_word_alone_on_the_last_line(qtbot):
    sentence = "Kỳ này chưa có số liệu để đối chiếu. Nhập bảng của từng đầu mối trước."
    empty = shown(qtbot, EmptyState("table", sentence))
    label = empty.findChild(Text)

    whole = label.fontMetrics().horizontalAdvance(sentence)
    lines = label.heightForWidth(label.width()) // label.fontMetrics().lineSpacing()
    assert lines == 2
    assert label.width() < 0.65 * whole


def test_an_empty_page_that_says_something_else_shows_all_of_it(qtbot):
    sentence = "Chưa có đơn vị, cá nhân nào. Nhập bảng tính các đơn vị đã gửi, bảng tự hiện ở đây."
    empty = shown(qtbot, EmptyState("table", sentence))
    label = empty.findChild(Text)
    before = label.minimumSize()

    empty.set_sentence(sentence)

    assert label.minimumSize() == before


def test_tabs_keep_the_active_one_when_their_captions_change(qtbot):
    tabs = shown(qtbot, TabBar("Nhóm"))
    tabs.offer([("Nhóm 1", "4/11"), ("Nhóm 2", "12/17")])
    tabs.setCurrentIndex(1)

    with qtbot.assertNotEmitted(tabs.currentChanged):
        tabs.offer([("Nhóm 1", "5/11"), ("Nhóm 2", "13/17")])

    assert tabs.currentIndex() == 1
    assert tabs.tabToolTip(1) == "Nhóm 2 13/17"


def test_the_stepper_says_where_it_stands(qtbot):
    stepper = shown(qtbot, Stepper(["Chọn tệp", "Xem lại"]))

    stepper.show_step(1)

    assert stepper.accessibleName() == "Bước 2 trên 2: Xem lại"


def test_the_why_panel_forgets_the_steps_of_the_unit_before(qtbot):
    panel = shown(qtbot, WhyPanel())
    for unit in ("Xã Tam Sơn", "Xã Tam Tiến"):
        panel.clear()
        panel.show_head(unit, "77,30", "điểm · hạng 1")
        panel.add_step(StepRow(1, "Điểm gốc", f"của {unit}", result="90,32"))

    qtbot.waitUntil(lambda: any(step.isVisible() for step in panel.findChildren(StepRow)))
    said = [step.accessibleName() for step in panel.findChildren(StepRow) if step.isVisible()]

    assert said == ["Bước 1: Điểm gốc. của Xã Tam Tiến. 90,32"]


def test_the_card_of_a_cell_stays_inside_the_window_and_closes_on_escape(qtbot):
    window = shown(qtbot, QWidget())
    window.resize(700, 400)
    card = PopupCard(window)
    card.show_facts("35", "hồ sơ trễ hạn", "Phòng LĐ-TB&XH", (("Tệp", "tong-hop.xlsx"),))

    for cell in (QRect(20, 5, 80, 30), QRect(600, 360, 90, 30), QRect(300, 200, 90, 30)):
        card.show_beside(cell)
        assert window.rect().contains(card.geometry())
        assert not card.geometry().intersects(cell)

    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert card.isHidden()


def test_a_task_opens_by_key_and_by_mouse_unless_it_leads_nowhere(qtbot):
    tasks = shown(qtbot, TaskList())
    tasks.resize(400, 300)
    tasks.show_tasks(TASKS)
    tasks.setCurrentIndex(tasks.model().index(1, 0))

    with qtbot.waitSignal(tasks.task_opened) as opened:
        qtbot.keyClick(tasks, Qt.Key.Key_Return)
    assert opened.args == [TASKS[1]]

    nowhere = tasks.visualRect(tasks.model().index(4, 0)).center()
    with qtbot.assertNotEmitted(tasks.task_opened):
        qtbot.mouseClick(tasks.viewport(), Qt.MouseButton.LeftButton, pos=nowhere)


def test_tasks_tell_their_details_in_a_compact_window_only_where_all_have_room(qtbot, look):
    look(Theme(compact=True))
    tasks = shown(qtbot, TaskList())
    tasks.show_tasks(TASKS)

    def height() -> int:
        return tasks.visualRect(tasks.model().index(0, 0)).height()

    tasks.resize(700, 40 * len(TASKS) + 10)
    roomy = height()
    tasks.resize(700, 40 * len(TASKS) - 10)

    assert (roomy, height()) == (40, COMPACT.list_row)


def test_a_wide_chip_leaves_the_name_of_a_step_its_line_in_a_narrow_panel(qtbot, look):
    def below(words: str, *, compact: bool) -> bool:
        look(Theme(compact=compact))
        step = shown(qtbot, StepRow(1, "Tỷ lệ thanh toán", "mức giao 45%", chip=Chip(words)))
        step.resize(260, 120)
        chip = step.findChild(ChipLabel)
        name = next(one for one in step.findChildren(Text) if one.text() == "Tỷ lệ thanh toán")
        return chip.geometry().top() >= name.geometry().bottom()

    wide = "Không phát sinh hồ sơ"
    assert below(wide, compact=True)
    assert not below("Đạt", compact=True)
    assert not below(wide, compact=False)


def test_leaders_share_the_room_fairly(qtbot):
    leaders = shown(qtbot, Leaders())
    leaders.show_groups(make_leaders())

    leaders.resize(300, 2 * 25 + 4 * 26)
    assert leaders.lines_by_group() == [2, 2]

    leaders.resize(300, 2 * 25 + 7 * 26)
    assert leaders.lines_by_group() == [3, 4]


def test_the_bars_of_the_leaders_give_way_to_names_and_never_go(qtbot):
    leaders = shown(qtbot, Leaders())
    leaders.resize(300, 200)

    def bar_beside(name):
        groups = [
            replace(group, rows=tuple(replace(row, name=name) for row in group.rows))
            for group in make_leaders()
        ]
        leaders.show_groups(groups)
        return leaders.bar_width(Theme())

    usual, shorter = bar_beside("Xã Tam Sơn"), bar_beside("Chi cục Văn thư - Lưu trữ")
    least = bar_beside("Phòng Xây dựng chính quyền và Công tác thanh niên")

    assert usual > shorter > least == 30


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_every_line_the_search_found_is_shown_whole(qtbot):
    box = shown(qtbot, SearchBox("Tìm…"))
    box.resize(300, 28)
    box.offer([Hit(f"Xã {number}", "đơn vị", "people", number) for number in range(12)])
    box.setText("xã")

    box.look_now()

    popup = box._popup
    last = popup.visualRect(popup.model().index(11, 0))
    assert popup.viewport().rect().contains(last)
    popup.hide()


def test_the_words_of_a_notice_stand_in_the_middle_of_its_frame(qtbot):
    notice = NoticeBar()
    qtbot.addWidget(notice)
    notice.show_notice("HHH", "HHH")
    notice.resize(400, notice.heightForWidth(400))
    notice.show()

    image = notice.grab().toImage()

    ground = image.pixelColor(390, image.height() // 2).lightness()
    inked = [
        row
        for row in range(image.height())
        if any(abs(image.pixelColor(x, row).lightness() - ground) > 60 for x in range(34, 70))
    ]
    above, below = inked[0], image.height() - 1 - inked[-1]
    assert abs(above - below) <= 1
