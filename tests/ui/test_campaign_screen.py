"""What the clerk sees and does on the page Đợt thi đua, on files of two campaigns."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox
from screen_samples import NUI_THANH, SO_NOI_VU, nui_thanh_file, so_noi_vu_file

from thidua_desktop.importing.presets import preset_ids
from thidua_desktop.services.campaign_adding import CampaignAdder
from thidua_desktop.services.office import office_of
from thidua_desktop.ui.screens.campaign import CampaignScreen
from thidua_desktop.ui.screens.campaign_add import AddCampaignDialog
from thidua_desktop.ui.tasks import TaskRunner
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.tokens import Scheme
from thidua_desktop.ui.widgets.buttons import Button
from thidua_desktop.ui.widgets.cards import NoticeBar


@pytest.fixture
def office(tmp_path):
    return office_of(nui_thanh_file(tmp_path / "so.thidua", {("xa", "Xã Tam Hải"): None}))


def show(qtbot, office, runner, key=NUI_THANH):
    screen = CampaignScreen(office, runner)
    screen.changed.connect(screen.on_changed)
    qtbot.addWidget(screen)
    screen.resize(1039, 522)
    screen.show_campaign(key)
    screen.show()
    return screen


@pytest.fixture
def screen(qtbot, office, runner):
    return show(qtbot, office, runner)


def type_into(screen, path, text):
    """Replace what stands in a field and leave it."""
    editor = screen.boxes[path].editor
    editor.setFocus()
    editor.setText(text)
    editor.left.emit()
    return screen.boxes[path]


def titles(screen):
    return [card.view.title for card in screen.cards]


# --- reading ---


def test_the_page_opens_with_the_facts_and_lists_every_section(screen):
    names = [one.title for one in screen.sections.sections]

    assert names == [
        "Thông tin chung",
        "Mốc thời gian",
        "Nhóm",
        "Nội dung và chỉ tiêu",
        "Cách tính điểm",
        "Cách hiểu quy định",
        "Hình thức khen và giải",
        "Hồ sơ",
    ]
    assert titles(screen) == ["Đợt thi đua", "Thời gian", "Cơ quan tổ chức", "Căn cứ"]
    assert screen.boxes["end"].editor.text() == "31/12/2023"


@pytest.mark.parametrize(
    "key", ["facts", "milestones", "groups", "contents", "scoring", "readings", "awards"]
)
def test_every_field_says_its_name_to_a_screen_reader(screen, key):
    screen.sections.choose(key)

    for path, box in screen.boxes.items():
        said = QAccessible.queryAccessibleInterface(box.editor)
        assert said.text(QAccessible.Text.Name), path


def test_the_keyboard_goes_through_the_sections(qtbot, screen):
    screen.setFocus()

    qtbot.keyClick(screen.sections, Qt.Key.Key_Down)
    qtbot.keyClick(screen.sections, Qt.Key.Key_Down)

    assert screen.section.key == "groups"


def test_a_place_opens_its_section(screen):
    screen.show_filter("tong-ket")

    assert screen.section.key == "milestones"
    assert titles(screen) == ["Tổng kết, trao giải"]


def test_a_place_asked_for_before_the_page_is_there_is_opened_then(qtbot, office, runner):
    screen = CampaignScreen(office, runner)
    qtbot.addWidget(screen)
    screen.show_filter("prizes.xa")

    screen.show_campaign(NUI_THANH)

    assert screen.section.key == "awards"


def test_where_a_plan_can_be_read_in_several_ways_the_ranking_is_one_press_away(qtbot, screen):
    screen.sections.choose("readings")

    with qtbot.waitSignal(screen.page_wanted) as wanted:
        screen.link_button.click()

    assert wanted.args == ["ranking", ""]
    assert screen.cards[0].rows[2].chip.chip.text == "mặc định, chưa quyết định"


# --- changing ---


def test_a_value_is_kept_when_its_field_is_left(qtbot, screen, office):
    with qtbot.waitSignal(screen.changed) as changed:
        type_into(screen, "end", "15/1/2024")

    assert office.campaigns.load(NUI_THANH).end == date(2024, 1, 15)
    assert changed.args[0].label == "Sửa ngày kết thúc"
    assert screen.boxes["end"].editor.text() == "15/01/2024"
    assert "229 ngày" in screen.cards[1].rows[1].text.text()


def test_tab_leaves_a_long_text_and_keeps_it(qtbot, screen, office):
    editor = screen.boxes["theme"].editor
    editor.setFocus()
    editor.setPlainText("Chuyển đổi số")

    qtbot.keyClick(editor, Qt.Key.Key_Tab)

    assert office.campaigns.load(NUI_THANH).theme == "Chuyển đổi số"
    assert not editor.hasFocus()


def test_enter_keeps_a_long_text_without_breaking_the_line(qtbot, screen, office):
    editor = screen.boxes["theme"].editor
    editor.setFocus()
    editor.setPlainText("Chuyển đổi số")

    qtbot.keyClick(editor, Qt.Key.Key_Return)

    assert office.campaigns.load(NUI_THANH).theme == "Chuyển đổi số"
    assert editor.toPlainText() == "Chuyển đổi số"


def test_what_cannot_be_kept_stays_typed_with_the_reason_under_it(screen, office):
    box = type_into(screen, "end", "31/05/2023")

    assert box.error.text() == "Cần ngày không trước ngày bắt đầu 01/06/2023. Giá trị cũ được giữ."
    assert box.error.isVisible()
    assert box.editor.text() == "31/05/2023"
    assert box.editor.accessibleDescription() == box.error.text()
    assert office.campaigns.load(NUI_THANH).end == date(2023, 12, 31)


def test_escape_puts_the_stored_value_back(qtbot, screen):
    box = type_into(screen, "end", "hôm nào đó")

    qtbot.keyClick(box.editor, Qt.Key.Key_Escape)

    assert box.editor.text() == "31/12/2023"
    assert not box.error.isVisible()


def test_a_right_value_takes_the_reason_away(screen):
    type_into(screen, "end", "hôm nào đó")

    box = type_into(screen, "end", "30/12/2023")

    assert not box.error.isVisible()
    assert not box.editor.property("error")


def test_the_old_value_typed_again_takes_the_reason_away(screen, office):
    type_into(screen, "end", "hôm nào đó")
    before = office.history.undo_label()

    box = type_into(screen, "end", "31/12/2023")

    assert not box.error.isVisible()
    assert office.history.undo_label() == before


def test_what_could_not_be_kept_is_still_there_after_another_section(screen):
    type_into(screen, "end", "31/05/2023")
    screen.sections.choose("groups")

    screen.sections.choose("facts")

    assert screen.boxes["end"].editor.text() == "31/05/2023"
    assert screen.boxes["end"].error.text().startswith("Cần ngày không trước")


def test_undo_shows_the_value_of_before(screen, office):
    type_into(screen, "short", "Núi Thành")

    screen.on_changed(office.history.undo(None))

    assert screen.boxes["short"].typed == "Núi Thành 2023"


def test_a_comparison_is_kept_as_soon_as_it_is_chosen(screen, office):
    screen.sections.choose("groups")
    box = screen.boxes["criteria.xet-xa.compare"]

    box.editor.setCurrentIndex(box.editor.findData(">"))
    box.editor.activated.emit(box.editor.currentIndex())

    criterion = office.campaigns.load(NUI_THANH).group("xa").considered
    assert criterion.comparison == ">"
    text = screen.boxes["criteria.xet-xa.text"].editor.toPlainText()
    assert text == "Hồ sơ trực tuyến trên 65% tổng số hồ sơ đã giải quyết"


def test_prize_money_is_added_up_anew(screen):
    screen.sections.choose("awards")

    type_into(screen, "prizes.xa-nhat.amount", "8000000")

    assert screen.boxes["prizes.xa-nhat.amount"].editor.text() == "8.000.000"
    assert screen.cards[1].grid.foot.text() == "Cộng 19.500.000 đồng"
    assert screen.section.caption == "27.500.000 đồng"


def test_a_change_leaves_the_text_being_typed_elsewhere_alone(screen, office):
    other = screen.boxes["topic"].editor
    other.setText("đang viết dở")

    type_into(screen, "short", "Núi Thành")

    assert screen.boxes["topic"].editor is other
    assert other.toPlainText() == "đang viết dở"
    assert office.campaigns.load(NUI_THANH).topic == "DVC trực tuyến"


def test_the_file_is_not_left_before_the_last_words_are_kept(screen, office):
    screen.boxes["short"].editor.setText("Núi Thành mới")

    screen.leave()

    assert office.campaigns.load(NUI_THANH).short == "Núi Thành mới"


def test_a_value_is_kept_off_the_ui_thread_too(qtbot, office):
    tasks = TaskRunner()
    screen = show(qtbot, office, tasks)
    qtbot.waitUntil(lambda: bool(screen.cards))

    type_into(screen, "short", "Núi Thành")

    qtbot.waitUntil(lambda: office.campaigns.load(NUI_THANH).short == "Núi Thành")
    qtbot.waitUntil(lambda: screen.boxes["short"].field.value == "Núi Thành")
    tasks.shut_down()


# --- adding and taking out ---


def test_a_new_milestone_is_ready_to_be_named(screen, office):
    screen.sections.choose("milestones")
    (button,) = (one for one in screen.findChildren(Button) if one.text() == "Thêm mốc")

    button.click()

    assert [one.name for one in office.campaigns.load(NUI_THANH).milestones][-1] == "Mốc mới"
    assert screen.boxes["milestones.moc.name"].editor.hasFocus()
    assert screen.boxes["milestones.moc.name"].editor.textCursor().selectedText() == "Mốc mới"


def test_a_new_legal_basis_is_ready_to_be_written(screen, office):
    screen.cards[3].buttons["legal-bases"].click()

    box = screen.boxes["legal-bases[3]"]
    assert box.editor.hasFocus()
    assert box.editor.textCursor().hasSelection()
    assert len(office.campaigns.load(NUI_THANH).legal_bases) == 3


def test_a_basis_taken_out_moves_the_others_up(screen, office):
    second = screen.boxes["legal-bases[2]"].editor.toPlainText()

    screen.cards[3].buttons["legal-bases[1]"].click()

    assert office.campaigns.load(NUI_THANH).legal_bases == (second,)
    assert screen.boxes["legal-bases[1]"].editor.toPlainText() == second
    assert office.history.undo_label() == "Bỏ căn cứ 1"


def test_a_criterion_is_added_from_a_menu(screen, office):
    screen.sections.choose("groups")
    button = screen.cards[0].buttons["criteria.xet-co-quan.of"]

    (menu,) = button.findChildren(QMenu)
    action = next(one for one in menu.actions() if one.text() == "Ngưỡng của Trễ hạn")
    action.trigger()

    considered = office.campaigns.load(NUI_THANH).group("co-quan").considered
    assert considered.members[-1].indicator == "late"
    assert screen.boxes["criteria.nguong.text"].editor.hasFocus()


def test_what_is_still_used_says_where(screen, office):
    screen.sections.choose("contents")
    card = next(one for one in screen.cards if one.view.id == "indicators.late")

    card.buttons["indicators.late"].click()

    (box,) = screen.findChildren(QMessageBox)
    assert "còn được dùng" in box.text()
    assert "late" in office.campaigns.load(NUI_THANH).indicators
    box.close()


def test_another_way_to_rank_is_chosen_in_one_sentence(screen, office):
    screen.sections.choose("scoring")
    box = screen.boxes["ranking.by"]

    box.editor.setCurrentIndex(box.editor.findData("targets"))
    box.editor.activated.emit(box.editor.currentIndex())

    assert office.campaigns.load(NUI_THANH).ranking.by == "targets"
    assert titles(screen) == ["Cách xếp hạng", "Thứ tự so với chỉ tiêu"]


def test_a_campaign_of_targets_shows_its_criteria_nested(qtbot, tmp_path, runner):
    office = office_of(so_noi_vu_file(tmp_path / "so.thidua", {}))
    screen = show(qtbot, office, runner, SO_NOI_VU)

    screen.sections.choose("awards")

    rows = screen.cards[1].rows
    depths = [row.view.depth for row in rows if row.view.bare or "đạt" in row.view.text]
    assert max(depths) == 3
    assert any(row.chip.chip.text == "Hội đồng xác nhận" for row in rows)


def test_the_arrow_up_of_the_last_line_does_not_stand_below_an_arrow_down(screen, qtbot):
    first, last = (row for row in screen.cards[3].rows if row.moves)
    (down, _), (up, _) = first.moves[-1], last.moves[0]

    def left(button) -> int:
        return button.mapTo(screen, button.rect().topLeft()).x()

    assert (down.accessibleName()[-5:], up.accessibleName()[-3:]) == ("xuống", "lên")
    qtbot.waitUntil(lambda: left(up) + up.width() <= left(down))


# --- new campaigns ---


@pytest.fixture
def dialog(screen):
    screen.add_button.click()
    return screen.findChildren(AddCampaignDialog)[0]


def keys(office):
    return [one.key for one in office.campaigns.all()]


def test_a_campaign_that_ships_is_added_and_shown(qtbot, screen, office, dialog):
    row = next(one for one in dialog.presets.rows if one.preset.key == SO_NOI_VU)
    row.click()

    with qtbot.waitSignal(screen.added) as added:
        dialog.add_button.click()

    assert added.args == [SO_NOI_VU]
    assert keys(office) == [NUI_THANH, SO_NOI_VU]


def test_last_years_campaign_is_named_for_this_year(qtbot, screen, office, dialog):
    dialog.choose_way(1)
    suggested = dialog.copying.short.text()

    with qtbot.waitSignal(screen.added):
        dialog.add_button.click()

    assert suggested == "Núi Thành 2024"
    assert keys(office) == [NUI_THANH, "nui-thanh-2024"]
    assert len(office.units.participants("nui-thanh-2024")) == 1


def test_a_blank_campaign_asks_for_what_is_missing(screen, office, dialog):
    dialog.choose_way(2)
    dialog.blank.short.setText("Chuyển đổi số 2025")

    dialog.add_button.click()

    assert dialog.notice.accessibleName() == "Ngày kết thúc: cần ngày có thật, như 30/11/2023."
    assert dialog.add_button.isEnabled()
    dialog.blank.end.setText("30/11/2025")
    dialog.add_button.click()
    assert keys(office) == [NUI_THANH, "chuyen-doi-so-2025"]


def test_a_file_that_is_wrong_is_refused_in_the_dialog(screen, office, dialog, tmp_path):
    path = tmp_path / "sai.toml"
    path.write_text("schema = 1\n", encoding="utf-8")
    dialog.choose_way(3)
    dialog.add_button.click()
    asked = dialog.notice.accessibleName()

    dialog.file.show_path(path)
    dialog.add_button.click()

    assert asked == "Tệp: cần chọn một tệp .toml."
    assert "sai.toml" in dialog.notice.accessibleName()
    assert dialog.notice.isVisible()
    assert keys(office) == [NUI_THANH]


def test_a_campaign_is_saved_as_a_file_and_read_back(screen, office, tmp_path):
    path = tmp_path / "mẫu.toml"
    said = []
    screen.said.connect(said.append)

    screen.save_button.click()
    screen.findChildren(QFileDialog)[0].fileSelected.emit(str(path))
    dialog = screen.begin_adding()
    dialog.choose_way(3)
    dialog.file.show_path(path)
    dialog.add_button.click()

    assert said == ["Đã lưu mẫu: mẫu.toml"]
    assert keys(office) == [NUI_THANH, f"{NUI_THANH}-2"]


# --- looks ---


@pytest.mark.parametrize(
    "theme", [Theme(Scheme.DARK, 100, compact=True), Theme(Scheme.LIGHT, 150, compact=True)]
)
@pytest.mark.parametrize("preset", preset_ids())
def test_no_section_is_wider_than_its_room(qtbot, look, office, runner, theme, preset):
    look(theme)
    key = preset if preset == NUI_THANH else CampaignAdder(office.workspace).from_preset(preset).key
    screen = show(qtbot, office, runner, key)

    for section in screen.sections.sections:
        screen.sections.choose(section.key)
        inner = screen._area.widget()
        assert inner.minimumSizeHint().width() <= screen._area.viewport().width(), section.key


@pytest.mark.parametrize("key", ["facts", "awards"])
def test_a_table_dropped_on_a_field_is_left_to_the_window(screen, key):
    screen.sections.choose(key)

    editors = [box.editor for box in screen.boxes.values()]

    assert editors
    assert not any(editor.acceptDrops() for editor in editors)


# --- the calendar ---


def test_the_milestones_are_saved_as_a_calendar_from_their_section(screen, tmp_path):
    path = tmp_path / "mốc.ics"
    said = []
    screen.said.connect(said.append)
    screen.sections.choose("milestones")

    screen.link_button.click()
    screen.findChildren(QFileDialog)[0].fileSelected.emit(str(path))

    assert "SUMMARY:Núi Thành 2023: Tổng kết\\, trao giải" in path.read_text("utf-8")
    assert said == ["Đã lưu lịch: mốc.ics"]


def test_the_menu_saves_the_calendar_also_before_the_page_is_read(qtbot, office, runner, tmp_path):
    screen = CampaignScreen(office, runner)
    qtbot.addWidget(screen)
    screen.run_command("campaign.calendar")
    assert not screen.findChildren(QFileDialog)

    screen.show_campaign(NUI_THANH)
    screen.findChildren(QFileDialog)[0].fileSelected.emit(str(tmp_path / "a.ics"))

    assert (tmp_path / "a.ics").exists()


NOTICES = {
    "nui-thanh-2023": [
        "Ngày kết thúc 31/12/2023 là Chủ nhật",
        "01/01/2024 nghỉ Tết Dương lịch",
    ],
    "so-noi-vu-lang-son-2023": [
        "Kế hoạch ghi 100 ngày, 20/08/2023 – 30/11/2023 là 103 ngày",
        "Ngày phát động 20/08/2023 là Chủ nhật",
        "Nhận hồ sơ của đơn vị 30/11/2023 trùng ngày kết thúc đợt thi đua",
        "Họp Hội đồng trước 03/12/2023 (Chủ nhật): ngày làm việc cuối là Thứ Sáu 01/12/2023",
    ],
    "ubnd-tinh-lang-son-2023": [
        "Kế hoạch ghi 100 ngày, 20/08/2023 – 30/11/2023 là 103 ngày",
        "Ngày phát động 20/08/2023 là Chủ nhật",
    ],
    "ttpvhcc-lang-son-2023": ["Chưa có ngày phát động"],
    "so-tnmt-lang-son-2024": [
        "Chưa có ngày phát động",
        "01/01/2025 nghỉ Tết Dương lịch",
        "Nhận hồ sơ của đơn vị chỉ có 1 ngày làm việc: Thứ Năm 02/01/2025",
        "Trình UBND tỉnh 04/01/2025 là Thứ Bảy",
        "Trình UBND tỉnh 05/01/2025 là Chủ nhật",
        "Trình UBND tỉnh chỉ có 1 ngày làm việc: Thứ Hai 06/01/2025",
    ],
}
WORKING_DAYS = {
    "nui-thanh-2023": ["Thứ Tư 31/01/2024"],
    "so-noi-vu-lang-son-2023": ["Thứ Năm 30/11/2023", "Thứ Sáu 01/12/2023", "Thứ Tư 06/12/2023"],
    "ubnd-tinh-lang-son-2023": ["Thứ Tư 06/12/2023"],
    "ttpvhcc-lang-son-2023": [],
    "so-tnmt-lang-son-2024": ["Thứ Năm 02/01/2025", "Thứ Hai 06/01/2025"],
}


@pytest.mark.parametrize("preset", preset_ids())
def test_what_is_odd_about_a_date_stands_there_with_the_day_still_in_time(
    qtbot, office, runner, preset
):
    key = preset if preset == NUI_THANH else CampaignAdder(office.workspace).from_preset(preset).key
    screen = show(qtbot, office, runner, key)
    notices, days = [], []
    for section in ("facts", "milestones"):
        screen.sections.choose(section)
        for card in screen.cards:
            bars = [one for one in card.findChildren(NoticeBar) if not one.isHidden()]
            notices += [one.accessibleName().removesuffix(".") for one in bars]
            days += [row.text.text() for row in card.rows if "còn kịp" in row.text.text()]

    assert notices == NOTICES[preset]
    assert days == [f"Ngày làm việc cuối cùng còn kịp: {day}." for day in WORKING_DAYS[preset]]
