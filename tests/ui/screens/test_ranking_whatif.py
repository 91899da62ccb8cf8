"""«Nếu… thì…»: what the clerk supposes, sees at once, and keeps; the file's data stay.

`Xã Ba` has 640 of 1.000 online: not considered (65 %). With 650 it is, at (65 − 0) × 0,3 = 19,5
it stands third and wins; `Xã Hai` with 660 has 19,8.
"""

from datetime import date
from hashlib import sha256

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox
from screen_samples import (
    COUNTS,
    NUI_THANH,
    NUI_THANH_DAY,
    SO_NOI_VU,
    Counts,
    nui_thanh_file,
    so_noi_vu_file,
)

from thidua_desktop.domain.whatif import Drop, ReadingTry
from thidua_desktop.services.files import open_file
from thidua_desktop.services.office import office_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.units import find_participant
from thidua_desktop.ui.models.cells import CELL_ROLE
from thidua_desktop.ui.screens.ranking_menu import row_menu
from thidua_desktop.ui.screens.ranking_tabs import MISSES, WHATIF
from thidua_desktop.ui.screens.whatif_form import Kind
from thidua_desktop.ui.screens.whatif_name import NameDialog
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.tokens import Scheme

UNITS = {
    ("co-quan", "Phòng Nội vụ"): Counts(400, 300, 100, 190, 0),
    ("xa", "Xã Một"): Counts(1000, 800, 400, 380, 10),
    ("xa", "Xã Hai"): Counts(1000, 660, 330, 330, 0),
    ("xa", "Xã Ba"): Counts(1000, 640, 320, 330, 0),
}
ONLINE = "Hồ sơ giải quyết qua DVC trực tuyến toàn trình, một phần"


@pytest.fixture
def office(tmp_path):
    return office_of(nui_thanh_file(tmp_path / "so.thidua", UNITS))


@pytest.fixture
def screen(show_ranking, office, runner):
    return show_ranking(office, runner, NUI_THANH, NUI_THANH_DAY)


def pick(choice, words):
    """Choose an entry of a list as a user does."""
    index = choice.findText(words)
    assert index >= 0, [choice.itemText(row) for row in range(choice.count())]
    choice.setCurrentIndex(index)
    choice.activated.emit(index)


def suppose(screen, unit="Xã Ba", measure=ONLINE, text="650"):
    screen.open_tab(WHATIF)
    form = screen.whatif.builder.form
    pick(form.kind, "Số liệu của một đơn vị, cá nhân")
    pick(form.first, unit)
    pick(form.second, measure)
    form.value.setText(text)
    form.add_button.click()


def lines(pane):
    model = pane.table.model()
    return {
        cells[0]: cells[1:]
        for row in range(model.rowCount())
        if (
            cells := [
                model.index(row, column).data(CELL_ROLE).spoken
                for column in range(model.columnCount())
            ]
        )
    }


def said(pane):
    return pane.banner.accessibleName()


def clauses(pane):
    return [row.drop_button.toolTip() for row in pane.builder.rows]


def answer(screen, name):
    dialog = next(one for one in screen.findChildren(NameDialog) if one.isVisible())
    dialog.name.editor.setText(name)
    dialog.do_button.click()
    return dialog


def names(pane):
    return [pane.builder.saved.itemText(row) for row in range(pane.builder.saved.count())]


def subtitle(screen):
    return screen.head.findChildren(type(screen.head.title))[1].text()


def test_before_anything_is_supposed_both_sides_are_the_same(screen):
    screen.open_tab(WHATIF)

    pane = screen.whatif
    assert pane.isVisible()
    assert "Chưa giả định gì" in said(pane)
    pick(pane.groups, "Xã, thị trấn · 0 thay đổi")
    assert lines(pane)["Xã Một"] == [
        "1",
        "23,10",
        "Giải nhất",
        "1",
        "23,10",
        "Giải nhất",
        "giữ nguyên",
    ]
    assert not pane.builder.save_button.isEnabled()


def test_another_figure_is_said_in_a_sentence_and_shown_beside(screen):
    suppose(screen)

    pane = screen.whatif
    assert said(pane) == (
        "MÔ PHỎNG. Nếu Xã Ba có 650 hồ sơ «Trực tuyến» thay vì 640 "
        "Thì Xã Ba được giải ba; tiền thưởng tăng 3.000.000 đồng."
    )
    assert lines(pane)["Xã Ba"] == ["–", "–", "–", "3", "19,50", "Giải ba", "Được giải"]
    assert lines(pane)["Xã Hai"][-1] == "giữ nguyên"
    assert pane.groups.currentText() == "Xã, thị trấn · 1 thay đổi"
    assert pane.table.current_row().name == "Xã Ba"


def test_everything_says_that_it_is_a_simulation(screen):
    suppose(screen)

    pane = screen.whatif
    bands = {pane.table.model().headerData(4, Qt.Orientation.Horizontal)}
    screen.whatif.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert subtitle(screen).startswith("MÔ PHỎNG: không phải kết quả chính thức")
    assert pane.banner.stamp.isVisible()
    assert pane.table.words == "MÔ PHỎNG"
    assert bands == {"Hạng"}
    assert copied.startswith("MÔ PHỎNG: không phải kết quả chính thức")
    assert "Được giải" in copied
    assert not screen.freeze_button.isVisible()
    assert not screen.export_button.isVisible()


def test_the_words_stand_across_the_table(screen):
    suppose(screen)
    table = screen.whatif.table

    with_words = table.grab().toImage()
    table.words = ""
    without = table.grab().toImage()

    assert with_words != without


def test_trying_leaves_the_file_as_it_was(screen, office):
    path = office.workspace.path
    before = sha256(path.read_bytes()).digest()

    suppose(screen)
    screen.whatif.try_part(Drop("xet-xa"))
    screen.whatif.copy_button.click()

    assert sha256(path.read_bytes()).digest() == before
    assert office.history.undo_label() == "Nhập số liệu"


def test_leaving_the_tab_shows_the_official_ranking_again(screen):
    suppose(screen)

    screen.tabs.setCurrentIndex(1)

    assert not screen.whatif.isVisible()
    assert screen.freeze_button.isVisible()
    assert "tạm tính, chưa chốt" in subtitle(screen)
    assert [row.name for row in screen.view.groups[1].rows] == ["Xã Một", "Xã Hai"]


def test_keys_and_buttons_step_a_count_and_show_the_effect_at_once(screen, qtbot):
    suppose(screen, text="649")
    form = screen.whatif.builder.form
    assert "không có gì thay đổi" in said(screen.whatif)

    qtbot.keyClick(form.value, Qt.Key.Key_Up)

    assert form.value.text() == "650"
    assert "Xã Ba được giải ba" in said(screen.whatif)
    form.less.click()
    assert "không có gì thay đổi" in said(screen.whatif)
    assert clauses(screen.whatif) == ["Bỏ giả định: Xã Ba có 649 hồ sơ «Trực tuyến» thay vì 640"]


def test_the_value_that_stands_takes_the_supposition_back(screen):
    suppose(screen)

    suppose(screen, text="640")

    assert clauses(screen.whatif) == []


def test_a_value_that_is_none_is_said_under_the_line(screen):
    suppose(screen, text="nhiều")

    form = screen.whatif.builder.form
    assert form.value.property("error")
    assert "«nhiều» không dùng được cho ô «Trực tuyến»" in form.value.accessibleDescription()
    assert clauses(screen.whatif) == []


def test_a_threshold_a_reading_and_a_criterion(screen):
    screen.open_tab(WHATIF)
    pane, form = screen.whatif, screen.whatif.builder.form

    pick(form.kind, "Mức giao, ngưỡng của tiêu chuẩn")
    pick(form.first, "Ngưỡng «Hồ sơ trực tuyến từ 65% tổng số hồ sơ đã giải quyết»: 65%")
    assert form.value.text() == "65%"
    assert not form.more.isVisible()
    form.value.setText("60")
    form.value.returnPressed.emit()
    assert "Xã Ba được giải ba" in said(pane)

    pick(form.kind, "Cách hiểu quy định")
    pick(form.first, "Thứ tự tính")
    pick(form.second, "Điểm gốc − điểm trừ, không dùng hệ số")
    form.add_button.click()
    pick(form.kind, "Bỏ một tiêu chuẩn, chỉ tiêu")
    pick(form.first, "Giải nhất: hồ sơ trực tuyến từ 70% tổng số hồ sơ đã giải quyết")
    form.add_button.click()

    assert clauses(pane) == [
        (
            "Bỏ giả định: Ngưỡng của «Hồ sơ trực tuyến từ 65% tổng số hồ sơ đã giải quyết» "
            "là 60% thay vì 65%"
        ),
        "Bỏ giả định: Thứ tự tính hiểu là «Điểm gốc − điểm trừ, không dùng hệ số»",
        "Bỏ giả định: Bỏ «Giải nhất: hồ sơ trực tuyến từ 70% tổng số hồ sơ đã giải quyết»",
    ]
    pane.builder.rows[0].drop_button.click()
    assert len(pane.builder.rows) == 2


def test_a_scenario_is_kept_opened_renamed_and_forgotten(screen, office):
    suppose(screen)
    pane = screen.whatif

    pane.builder.save_button.click()
    answer(screen, "Thêm mười hồ sơ")
    assert names(pane)[0] == "Thêm mười hồ sơ"
    assert not pane.builder.save_button.isEnabled()

    pane.builder.rename_action.trigger()
    answer(screen, "Xã Ba đủ điều kiện")
    pane.builder.new_button.click()
    assert clauses(pane) == []
    pick(pane.builder.saved, "Xã Ba đủ điều kiện")
    assert "Xã Ba được giải ba" in said(pane)

    pane.builder.remove_action.trigger()
    assert office.whatif.list(NUI_THANH) == ()
    assert clauses(pane) != []
    screen.on_changed(office.history.undo(Progress()))
    assert "Xã Ba đủ điều kiện" in names(pane)


def test_a_kept_scenario_that_was_changed_says_so(screen):
    suppose(screen)
    screen.whatif.builder.save_button.click()
    answer(screen, "Một")

    suppose(screen, text="655")

    assert screen.whatif.builder.saved.currentText() == "Một (đã sửa)"
    assert screen.whatif.builder.save_button.isEnabled()


@pytest.mark.parametrize(("name", "why"), [("  ", "Ghi tên"), ("một", "Đã có phương án «một»")])
def test_a_name_must_be_there_and_free(screen, office, name, why):
    suppose(screen)
    office.whatif.save(NUI_THANH, "Một", screen.whatif.scenario)
    screen.whatif.refresh()

    screen.whatif.builder.save_button.click()
    dialog = answer(screen, name)

    assert dialog.isVisible()
    assert why in dialog.name.editor.accessibleDescription()


def test_a_file_only_to_be_read_can_be_tried_on_but_keeps_nothing(show_ranking, office, runner):
    reading = office_of(open_file(office.workspace.path, user="Bình", read_only=True))
    screen = show_ranking(reading, runner, NUI_THANH, NUI_THANH_DAY)
    suppose(screen)
    assert "Xã Ba được giải ba" in said(screen.whatif)

    screen.whatif.builder.save_button.click()
    answer(screen, "Một")

    assert screen.findChildren(QMessageBox)
    assert office.whatif.list(NUI_THANH) == ()


def test_a_unit_that_left_is_said_and_the_rest_still_tried(screen, office):
    suppose(screen)
    suppose(screen, unit="Xã Hai", text="600")
    screen.whatif.builder.save_button.click()
    answer(screen, "Hai xã")
    unit = find_participant(office.units.participants(NUI_THANH), "Xã Ba").subject.id

    screen.on_changed(office.units.remove(NUI_THANH, unit))

    pane = screen.whatif
    assert "Xã Ba không còn trong đợt thi đua" in pane.notice.accessibleName()
    assert clauses(pane) == ["Bỏ giả định: Xã Hai có 600 hồ sơ «Trực tuyến» thay vì 660"]
    assert pane.builder.form.first.currentText() != ""


def test_new_figures_in_the_file_are_tried_on_at_once(screen, office):
    suppose(screen)
    unit = find_participant(office.units.participants(NUI_THANH), "Xã Ba").subject.id

    screen.on_changed(
        office.figures.set_figure(NUI_THANH, unit, "online_total", date(2023, 12, 31), "645")
    )

    assert "650 hồ sơ «Trực tuyến» thay vì 645" in said(screen.whatif)


# --- the ways in ---


def test_a_row_offers_to_try_its_figures(screen):
    screen.tabs.setCurrentIndex(1)
    screen.table.choose(lambda row: row.name == "Xã Hai")
    menu = row_menu(screen, screen.table.current_row(), screen.run_command)

    menu.actions()[0].trigger()

    assert menu.actions()[0].text() == "Nếu số liệu của đơn vị này khác…"
    assert screen.whatif.isVisible()
    assert screen.whatif.builder.form.first.currentText() == "Xã Hai"
    assert screen.whatif.table.current_row().name == "Xã Hai"
    assert screen.window().focusWidget() is screen.whatif.builder.form.value


def test_the_explanation_leads_there_too(screen):
    screen.tabs.setCurrentIndex(1)
    screen.table.choose(lambda row: row.name == "Xã Một")

    screen.why.whatif_button.click()

    assert screen.whatif.builder.form.first.currentText() == "Xã Một"


def test_a_near_miss_is_tried_with_what_would_have_done(screen):
    screen.open_tab(MISSES)
    screen.table.choose(lambda miss: miss.name == "Xã Ba")
    menu = row_menu(screen, screen.table.current_row(), screen.run_command)

    menu.actions()[0].trigger()

    assert menu.actions()[0].text() == "Nếu thêm 10 hồ sơ…"
    assert "Nếu Xã Ba có 650 hồ sơ «Trực tuyến» thay vì 640" in said(screen.whatif)
    assert screen.whatif.builder.form.second.currentText() == ONLINE
    assert screen.whatif.builder.form.value.text() == "650"


def test_the_menu_command_opens_the_tab(screen):
    screen.run_command("ranking.whatif")

    assert screen.whatif.isVisible()


def test_choosing_a_row_takes_its_unit_into_the_form(screen):
    screen.open_tab(WHATIF)
    pane = screen.whatif
    pick(pane.groups, "Xã, thị trấn · 0 thay đổi")

    pane.table.choose(lambda row: row.name == "Xã Hai")
    assert pane.builder.form.first.currentText() == "Xã Hai"

    pick(pane.builder.form.kind, "Cách hiểu quy định")
    pane.table.choose(lambda row: row.name == "Xã Một")
    assert pane.builder.form.kind.value == Kind.READING
    pane.table.row_opened.emit(pane.table.current_row())
    assert pane.builder.form.first.currentText() == "Xã Một"
    assert pane.builder.form.value.hasFocus() or not screen.isActiveWindow()


def test_only_the_rows_that_change(screen):
    suppose(screen)

    screen.whatif.only_changes.click()

    assert list(lines(screen.whatif)) == ["Xã Ba"]


def test_the_paper_is_named_a_simulation(screen, tmp_path):
    suppose(screen)
    path = tmp_path / "mo-phong.pdf"

    screen.whatif.pdf_button.click()
    dialog = next(one for one in screen.findChildren(QFileDialog) if one.isVisible())
    screen.whatif.export_pdf(path, replace=False)

    assert dialog.selectedFiles()[0].endswith("MÔ PHỎNG Núi Thành 2023.pdf")
    assert path.read_bytes().startswith(b"%PDF")


def test_another_campaign_begins_without_suppositions(qtbot, screen, office):
    suppose(screen)

    screen.whatif.show_campaign("khác", NUI_THANH_DAY)

    assert screen.whatif.scenario.parts == ()


def test_a_campaign_of_targets_can_be_tried_on(show_ranking, tmp_path, runner):
    office = office_of(so_noi_vu_file(tmp_path / "so.thidua", {"Văn phòng Sở": COUNTS}))
    screen = show_ranking(office, runner, SO_NOI_VU, NUI_THANH_DAY)
    screen.open_tab(WHATIF)

    screen.whatif.try_part(Drop("digitisation"))

    assert "Nếu bỏ «Số hóa»" in said(screen.whatif)
    assert lines(screen.whatif)["Văn phòng Sở"][-1] == "Đổi số đạt"


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_table_fits_the_smallest_window(screen, look, scheme):
    look(Theme(scheme, 100, compact=True))
    screen.resize(1039, 442)

    suppose(screen)

    assert screen.whatif.table.horizontalScrollBar().maximum() == 0


def test_a_reading_compared_is_shown_beside_the_one_in_force(show_ranking, tmp_path, runner):
    many, few = Counts(3000, 2700, 900, 900, 0), Counts(100, 100, 50, 50, 0)
    units = {("xa", "Xã Nhiều"): many, ("xa", "Xã Ít"): few}
    office = office_of(nui_thanh_file(tmp_path / "hai.thidua", units))
    screen = show_ranking(office, runner, NUI_THANH, NUI_THANH_DAY)
    part = ReadingTry("order", "no-coefficient")
    dialog = screen.compare()
    shown = {label.text() for label in dialog.findChildren(QLabel)}

    dialog.beside_buttons[part].click()

    assert "Xã Ít nhận giải nhất, Xã Nhiều nhận giải nhì" in shown
    assert screen.whatif.isVisible()
    assert screen.whatif.scenario.parts == (part,)
    assert "hiểu là «Điểm gốc − điểm trừ, không dùng hệ số»" in said(screen.whatif)
    assert lines(screen.whatif)["Xã Ít"][-1] == "Đổi giải"


def test_with_little_room_the_scores_give_way_and_come_back(screen):
    suppose(screen)

    screen.resize(900, 600)
    narrow = lines(screen.whatif)["Xã Ba"]
    screen.resize(1176, 669)

    assert narrow == ["–", "–", "3", "Giải ba", "Được giải"]
    assert screen.whatif.table.current_row().name == "Xã Ba"
    assert lines(screen.whatif)["Xã Ba"] == ["–", "–", "–", "3", "19,50", "Giải ba", "Được giải"]


def test_people_who_are_not_ranked_have_a_table_of_their_own(show_ranking, tmp_path, runner):
    file = so_noi_vu_file(tmp_path / "so.thidua", {"Văn phòng Sở": COUNTS})
    with file.write("Thêm cá nhân", kind="test") as session:
        person = session.subjects.add_person("Nguyễn Văn Bình")
        session.participants.add(SO_NOI_VU, person, "ca-nhan")
    screen = show_ranking(office_of(file), runner, SO_NOI_VU, NUI_THANH_DAY)
    screen.open_tab(WHATIF)

    pick(screen.whatif.groups, "Chỉ xét khen thưởng · 0 thay đổi")

    assert lines(screen.whatif) == {"Nguyễn Văn Bình": ["giữ nguyên", ""]}
