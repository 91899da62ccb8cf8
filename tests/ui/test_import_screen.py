"""What the clerk sees and does on the way through an import."""

import pytest
from figure_samples import (
    KEY,
    NOI_VU,
    TAM_SON,
    UNTIL_NOVEMBER,
    import_rows,
    make_office,
    write_table,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.ui.models.import_review import shortened
from thidua_desktop.ui.screens.importing.page import COLUMNS, FILE, REVIEW, SHEET

ALT = Qt.KeyboardModifier.AltModifier
TAM_XUAN = ("Xã Tam Xuân 2", 1852, 1305, 944, 312, 49)
Y_TE_WITH_NOTE = ("Phòng Y tế", 1043, 704, 345, 318, "41 (*)")


@pytest.fixture
def office(tmp_path):
    return make_office(tmp_path)


@pytest.fixture
def screen(show_figures, office, runner):
    return show_figures(office, runner, KEY, height=640)


@pytest.fixture
def page(screen):
    return screen.importing


def at_review(screen, path):
    screen.start_import(path)
    screen.importing.next_step()
    screen.importing.next_step()
    assert screen.importing.step == REVIEW
    return screen.importing


def words_in(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def lines_shown(page):
    model = page.review_step.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def card_for(page, title):
    return next(card for card in page.review_step.panel.cards if title in card.problem.title)


def stored(office, name, measure):
    grid = office.figures.grid(KEY)
    place = [column.measure for column in grid.inputs].index(measure)
    return next(row for row in grid.rows if row.name == name).inputs[place].text


def test_all_four_steps_are_done_with_the_keyboard_alone(qtbot, screen, page, office, tmp_path):
    screen.start_import(write_table(tmp_path / "bang.xlsx", [NOI_VU, TAM_SON]))
    assert page.step == SHEET

    for step in (COLUMNS, REVIEW):
        QTest.keyClick(page, Qt.Key.Key_Right, ALT)
        assert page.step == step
    with qtbot.waitSignal(screen.imported) as imported:
        QTest.keyClick(page.foot.forward, Qt.Key.Key_Return)

    assert "figure" in imported.args[0].tables
    assert screen.grid.isVisible()
    assert stored(office, "Xã Tam Sơn", "resolved_late") == "122"


def test_alt_left_goes_back_and_out_without_writing(qtbot, screen, page, office, tmp_path):
    screen.start_import(write_table(tmp_path / "bang.xlsx", [NOI_VU]))
    page.next_step()

    QTest.keyClick(page, Qt.Key.Key_Left, ALT)
    assert page.step == SHEET
    QTest.keyClick(page, Qt.Key.Key_Left, ALT)
    assert page.step == FILE
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Left, ALT)

    assert screen.grid.isVisible()
    assert office.imports.history(KEY) == ()


def test_a_file_that_cannot_be_read_is_refused_in_words_on_the_first_step(screen, page, tmp_path):
    path = tmp_path / "hong.xlsx"
    path.write_bytes(b"day khong phai bang tinh")

    screen.start_import(path)

    assert page.step == FILE
    assert page.file_step.notice.isVisible()
    assert "hong.xlsx" in page.file_step.notice.accessibleName()
    assert "Sổ chưa thay đổi" in page.file_step.notice.accessibleName()


def test_a_file_used_before_is_offered_again(screen, page, tmp_path):
    path = write_table(tmp_path / "bang.xlsx", [NOI_VU])
    screen.start_import(path)

    screen.start_import()

    assert path.name in [
        button.text() for button in page.file_step.findChildren(type(page.foot.back))
    ]


def test_hidden_sheets_are_named_and_cannot_be_chosen(screen, page, tmp_path):
    path = write_table(tmp_path / "bang.xlsx", [NOI_VU], hidden=["Nháp"], others=["Ghi chú"])

    screen.start_import(path)

    sheets = page.sheet_step.sheets
    assert [sheets.item(row).data(Qt.ItemDataRole.UserRole) for row in range(3)] == [
        "Tổng hợp",
        "Nháp",
        "Ghi chú",
    ]
    assert sheets.currentRow() == 0
    assert not sheets.item(1).flags() & Qt.ItemFlag.ItemIsEnabled
    assert "ẩn, không nhập" in words_in(page.sheet_step)


def test_a_sheet_without_a_table_says_so_and_leads_no_further(screen, page, tmp_path):
    screen.start_import(write_table(tmp_path / "bang.xlsx", [NOI_VU], others=["Ghi chú"]))

    page.sheet_step.sheets.setCurrentRow(1)

    assert page.sheet_step.notice.isVisible()
    assert not page.foot.forward.isEnabled()

    page.sheet_step.sheets.setCurrentRow(0)

    assert not page.sheet_step.notice.isVisible()
    assert page.foot.forward.isEnabled()


def test_every_row_of_the_sheet_says_what_it_was_taken_for(screen, page, tmp_path):
    screen.start_import(write_table(tmp_path / "bang.xlsx", [NOI_VU, TAM_SON]))

    model = page.sheet_step.table.model()
    kinds = [model.index(row, 1).data() for row in range(model.rowCount())]

    assert (page.sheet_step.first.value(), page.sheet_step.last.value()) == (4, 4)
    assert kinds[-3:] == ["tiêu đề cột", "số liệu", "số liệu"]


def test_a_low_view_of_the_sheet_begins_with_the_header(screen, page, tmp_path):
    screen.start_import(write_table(tmp_path / "bang.xlsx", [NOI_VU, TAM_SON] * 20))
    table = page.sheet_step.table
    row = table.verticalHeader().defaultSectionSize()

    table.setFixedHeight(table.height() - table.viewport().height() + 2 * row + row // 2)

    header = table.model().index(page.sheet_step.first.value() - 1, 1)
    assert header.data() == "tiêu đề cột"
    assert table.viewport().rect().contains(table.visualRect(header))


def test_another_header_row_is_looked_at_again(screen, page, tmp_path):
    path = write_table(tmp_path / "bang.xlsx", [NOI_VU, TAM_SON])
    screen.start_import(path)

    page.sheet_step.first.setValue(3)

    assert page.choices.header == (3, 4)
    assert page.sheet_step.first.value() == 3


def test_columns_are_recognised_and_a_measure_belongs_to_one_column(screen, page, tmp_path):
    screen.start_import(write_table(tmp_path / "bang.xlsx", [NOI_VU]))
    page.next_step()
    assert page.columns_step.roles["G"].value == "resolved_late"

    page.columns_step.roles["F"].chosen.emit("resolved_late")

    assert page.columns_step.roles["F"].value == "resolved_late"
    assert page.columns_step.roles["G"].value == ""


def test_a_column_left_out_is_not_written(qtbot, screen, page, office, tmp_path):
    screen.start_import(write_table(tmp_path / "bang.xlsx", [NOI_VU]))
    page.next_step()
    page.columns_step.roles["G"].chosen.emit("")
    page.next_step()

    with qtbot.waitSignal(screen.imported):
        page.next_step()

    assert stored(office, "Phòng Nội vụ", "resolved_late") == "chưa có"
    assert stored(office, "Phòng Nội vụ", "resolved_total") == "1.314"


def test_a_table_without_a_period_asks_for_the_month(qtbot, screen, page, office, tmp_path):
    screen.start_import(write_table(tmp_path / "bang.xlsx", [NOI_VU], period=""))
    page.next_step()
    assert page.columns_step.notice.isVisible()
    assert not page.foot.forward.isEnabled()

    page.columns_step.month.chosen.emit("2023-11")
    assert page.foot.forward.isEnabled()
    page.next_step()
    with qtbot.waitSignal(screen.imported):
        page.next_step()

    assert office.figures.grid(KEY).periods[0].label == "Lũy kế đến 30/11/2023"


def test_the_review_counts_and_shows_what_changes(screen, office, tmp_path):
    before = ("Phòng Nội vụ", 1300, 908, 392, 516, 0)
    import_rows(office, tmp_path / "cu.xlsx", [before])

    page = at_review(screen, write_table(tmp_path / "moi.xlsx", [NOI_VU, TAM_SON]))

    review = page.review_step
    assert review.new.accessibleName() == "5 số mới, 1 đơn vị"
    assert review.changed.accessibleName() == "1 số thay đổi, 1 đơn vị"
    assert review.same.accessibleName() == "4 số giữ nguyên, ẩn trong danh sách"
    assert page.foot.forward.text() == "Ghi 6 số vào sổ"
    change = next(line for line in lines_shown(page) if line[0] == "Thay đổi")
    assert change[1:] == ["C5", "Phòng Nội vụ", "Đã giải quyết", "1.300 → 1.314", "+14"]


def test_figures_that_stay_the_same_are_listed_on_demand(screen, office, tmp_path):
    import_rows(office, tmp_path / "cu.xlsx", [NOI_VU])
    page = at_review(screen, write_table(tmp_path / "moi.xlsx", [NOI_VU, TAM_SON]))
    assert len(lines_shown(page)) == 5

    page.review_step.with_same.setChecked(True)

    assert len(lines_shown(page)) == 10


def test_a_table_with_nothing_new_leaves_nothing_to_write(screen, office, tmp_path):
    import_rows(office, tmp_path / "cu.xlsx", [NOI_VU])

    page = at_review(screen, write_table(tmp_path / "moi.xlsx", [NOI_VU]))

    assert not page.foot.forward.isEnabled()
    assert "không có gì để ghi" in page.foot.words.text()


def test_problems_come_first_and_stay_out_unless_settled(qtbot, screen, office, tmp_path):
    path = write_table(tmp_path / "bang.xlsx", [NOI_VU, TAM_XUAN])

    page = at_review(screen, path)

    assert lines_shown(page)[0][0] == "Vấn đề"
    assert page.foot.words.text().startswith("1 vấn đề chưa xử lý sẽ không được ghi.")
    with qtbot.waitSignal(screen.imported):
        page.next_step()
    assert stored(office, "Phòng Nội vụ", "resolved_total") == "1.314"
    assert stored(office, "Xã Tam Xuân II", "resolved_total") == "chưa có"


def test_a_doubtful_name_is_settled_once_and_remembered(qtbot, screen, office, tmp_path):
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", [TAM_XUAN]))
    card = card_for(page, "Xã Tam Xuân 2")
    radio = next(one for one in card.radios if one.text() == "Xã Tam Xuân II")

    radio.setChecked(True)
    assert card.settle.text() == "Dùng Xã Tam Xuân II và ghi nhớ"
    card.settle.click()
    assert page.foot.forward.text() == "Ghi 5 số vào sổ"
    with qtbot.waitSignal(screen.imported):
        page.next_step()

    later = write_table(tmp_path / "sau.xlsx", [TAM_XUAN], period=UNTIL_NOVEMBER)
    assert not at_review(screen, later).review_step.panel.cards


def test_a_doubtful_name_can_be_settled_where_units_are_matched(screen, page, tmp_path):
    screen.start_import(write_table(tmp_path / "bang.xlsx", [NOI_VU, TAM_XUAN]))
    page.next_step()
    (row,) = page.columns_step.doubtful
    box = page.columns_step.doubtful[row]
    choices = [box.itemText(place) for place in range(box.count())]
    assert choices[0] == "Chọn đơn vị…"
    assert choices[-1] == "Bỏ qua dòng này"

    chosen = next(place for place, words in enumerate(choices) if "Tam Xuân II" in words)
    box.chosen.emit(box.itemData(chosen))

    assert not page.columns_step.doubtful
    assert row in page.choices.remember
    assert isinstance(page.choices.units[row], int)


def test_a_name_that_was_never_calculated_asks_for_a_unit_and_not_for_a_number(
    qtbot, screen, office, tmp_path
):
    nameless = ("=Danh_sach!B2", *TAM_SON[1:])
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", [NOI_VU, nameless]))
    (doubtful,) = page.columns_step.doubtful.values()
    card = card_for(page, "Dòng 6 là đơn vị nào?")
    place = card.other.findText("Xã Tam Sơn")

    assert not any("Danh_sach" in words for words in words_in(page))
    assert "Chọn đơn vị đúng hoặc bỏ dòng này" in card.problem.text
    assert not hasattr(card, "value")
    assert card.new is None
    assert card.remember.isHidden()
    assert not any("Thêm mới" in doubtful.itemText(one) for one in range(doubtful.count()))
    card.other.setCurrentIndex(place)
    card.other.activated.emit(place)
    card.settle.click()
    assert card_for(page, "Dòng 6 là Xã Tam Sơn").problem.solved
    assert page.choices.remember == frozenset()
    with qtbot.waitSignal(screen.imported):
        page.next_step()
    assert stored(office, "Xã Tam Sơn", "resolved_total") == "2.757"


def test_a_name_counts_as_found_also_where_a_figure_of_its_row_is_wrong(screen, page, tmp_path):
    rows = [NOI_VU, Y_TE_WITH_NOTE, TAM_XUAN]
    screen.start_import(write_table(tmp_path / "bang.xlsx", rows))
    page.next_step()

    assert "2 tên đã khớp, 1 chưa rõ" in words_in(page.columns_step)


def test_any_unit_of_the_campaign_can_be_chosen_for_a_strange_name(screen, tmp_path):
    stranger = ("Trung tâm Hành chính công", 10, 8, 4, 4, 0)
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", [NOI_VU, stranger]))
    card = card_for(page, "Trung tâm")
    place = card.other.findText("Thanh tra huyện")

    card.other.setCurrentIndex(place)
    card.other.activated.emit(place)
    card.settle.click()

    assert page.choices.units == {6: SubjectId(card.other.itemData(place))}
    assert page.foot.forward.text() == "Ghi 10 số vào sổ"


def test_a_row_left_out_can_be_taken_back(screen, tmp_path):
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", [NOI_VU, TAM_XUAN]))
    card = card_for(page, "Xã Tam Xuân 2")
    next(one for one in card.radios if one.text() == "Bỏ qua dòng này").setChecked(True)
    assert card.settle.text() == "Bỏ qua dòng này"
    card.settle.click()
    assert not page.choices.remember
    assert page.review_step.panel.first_open() is None

    card_for(page, "Bỏ qua dòng 6").again.click()

    assert page.review_step.panel.first_open() is not None


def test_a_cell_that_is_no_number_takes_a_typed_one(qtbot, screen, office, tmp_path):
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", [Y_TE_WITH_NOTE]))
    card = card_for(page, "41 (*)")
    assert not page.foot.forward.isEnabled()

    card.value.setText("41")
    QTest.keyClick(card.value, Qt.Key.Key_Return)

    assert page.step == REVIEW
    assert any(line[0] == "Đã xử lý" and line[1] == "G5" for line in lines_shown(page))
    with qtbot.waitSignal(screen.imported):
        page.next_step()
    assert stored(office, "Phòng Y tế", "resolved_late") == "41"


def test_a_cell_that_is_no_number_may_stay_missing(qtbot, screen, office, tmp_path):
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", [Y_TE_WITH_NOTE]))

    card_for(page, "41 (*)").leave.click()
    with qtbot.waitSignal(screen.imported):
        page.next_step()

    assert stored(office, "Phòng Y tế", "resolved_late") == "chưa có"
    assert stored(office, "Phòng Y tế", "resolved_total") == "1.043"


def test_a_warning_must_be_agreed_to_before_anything_is_written(qtbot, screen, office, tmp_path):
    november = [("Phòng Nội vụ", 1400, 908, 392, 516, 0)]
    import_rows(office, tmp_path / "t11.xlsx", november, period=UNTIL_NOVEMBER)
    page = at_review(screen, write_table(tmp_path / "t12.xlsx", [NOI_VU]))
    assert not page.foot.forward.isEnabled()
    assert "đồng ý" in page.foot.words.text()

    card_for(page, "giảm").agree.click()
    assert page.foot.forward.isEnabled()
    with qtbot.waitSignal(screen.imported):
        page.next_step()

    assert stored(office, "Phòng Nội vụ", "resolved_total") == "1.314"


def test_choosing_a_problem_in_the_table_leads_to_its_choices(qtbot, screen, tmp_path):
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", [NOI_VU, Y_TE_WITH_NOTE]))
    table = page.review_step.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))

    QTest.keyClick(table, Qt.Key.Key_Return)

    assert card_for(page, "41 (*)").value.hasFocus()


def test_giving_up_leaves_the_file_as_it_was(qtbot, screen, office, tmp_path):
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", [NOI_VU]))

    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Escape)

    assert screen.grid.isVisible()
    assert office.imports.history(KEY) == ()


def test_the_card_of_a_bad_cell_names_the_unit_and_what_is_counted(screen, tmp_path):
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", [Y_TE_WITH_NOTE, NOI_VU]))

    assert "Phòng Y tế · Trễ hạn" in words_in(card_for(page, "không phải số"))
    line = next(one for one in page._review.lines if one.kind == "problem")
    assert (line.name, line.measure) == ("Phòng Y tế", "Trễ hạn")


def test_of_two_units_almost_alike_none_is_chosen_beforehand(screen, tmp_path):
    rows = [("Xã Tam Xuân", 1852, 1305, 944, 312, 49), NOI_VU]
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", rows))
    card = card_for(page, "Xã Tam Xuân")

    assert [one.name for one in card.problem.candidates[:2]] == ["Xã Tam Xuân I", "Xã Tam Xuân II"]
    assert not any(radio.isChecked() for radio in card.radios)
    assert not card.settle.isEnabled()


def test_the_one_unit_a_name_can_mean_is_chosen_beforehand(screen, tmp_path):
    rows = [("Phòng V tế", 1043, 704, 345, 318, 41), NOI_VU]
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", rows))
    card = card_for(page, "Phòng V tế")

    assert next(one.text() for one in card.radios if one.isChecked()) == "Phòng Y tế"


def test_nothing_is_left_to_go_on_with_after_the_only_file_was_refused(screen, page, tmp_path):
    path = tmp_path / "hong.xlsx"
    path.write_bytes(b"day khong phai bang tinh")

    screen.start_import(path)

    assert not page.foot.forward.isVisible()
    assert page.foot.cancel.isVisible()


def test_a_long_row_of_decimals_is_shown_short():
    assert shortened("67,8571428571429%") == "67,85…%"
    assert shortened("1.234.567") == "1.234.567"
    assert shortened("67,578") == "67,578"


def test_after_an_import_the_grid_shows_the_period_just_imported(screen, office, tmp_path):
    import_rows(office, tmp_path / "t12.xlsx", [NOI_VU])
    screen.refresh()
    assert screen.grid.end.month == 12
    page = at_review(screen, write_table(tmp_path / "t11.xlsx", [TAM_SON], period=UNTIL_NOVEMBER))

    page.next_step()

    assert screen.grid.isVisible()
    assert screen.grid.end.month == 11
