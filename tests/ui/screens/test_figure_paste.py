"""What the clerk pastes from Excel on Số liệu, and how a period is begun by hand."""

from datetime import date

import pytest
from figure_samples import COLUMN, KEY, NOI_VU, TAM_SON, import_rows, make_office
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.models.cells import CELL_ROLE
from thidua_desktop.ui.models.pasting import block_of
from thidua_desktop.ui.screens.figure_period import PeriodDialog


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    import_rows(office, tmp_path / "tong-hop-cong.xlsx", [NOI_VU, TAM_SON])
    return office


@pytest.fixture
def screen(show_figures, office, runner):
    return show_figures(office, runner, KEY)


def index_of(screen, name, column):
    model = screen.grid.table.model()
    row = next(row for row in range(model.rowCount()) if model.index(row, 1).data() == name)
    return model.index(row, COLUMN[column])


def text_at(screen, name, column):
    return index_of(screen, name, column).data(CELL_ROLE).text


def paste(screen, name, column, text):
    QGuiApplication.clipboard().setText(text)
    screen.grid.table.setFocus()
    screen.grid.table.setCurrentIndex(index_of(screen, name, column))
    QTest.keyClick(screen.grid.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_block_from_excel_goes_in_at_the_current_cell_as_one_step(screen, office):
    paste(screen, "Phòng Nội vụ", "total", "1.400\t3\t910\r\n520\t0\t300\r\n")

    assert text_at(screen, "Phòng Nội vụ", "total") == "1.400"
    assert text_at(screen, "Phòng Nội vụ", "online") == "910"
    assert text_at(screen, "Phòng Y tế", "late") == "0"
    assert office.history.undo_label() == "Dán 6 số"

    screen.on_changed(office.history.undo(Progress()))

    assert text_at(screen, "Phòng Nội vụ", "total") == "1.314"
    assert text_at(screen, "Phòng Y tế", "late") == "chưa có"


def test_blank_cells_of_a_block_leave_what_was_there(screen):
    paste(screen, "Phòng Nội vụ", "total", "\t7\n\n99\t\n")

    assert text_at(screen, "Phòng Nội vụ", "total") == "1.314"
    assert text_at(screen, "Phòng Nội vụ", "late") == "7"
    assert text_at(screen, "Phòng Y tế", "total") == "chưa có"
    assert text_at(screen, "Thanh tra huyện", "total") == "99"


def test_vietnamese_numbers_are_read_and_dashes_say_nothing(screen, office):
    paste(screen, "Phòng Nội vụ", "total", "1.400\t–\t1 310\nkhông\t0\t-\n")

    assert text_at(screen, "Phòng Nội vụ", "total") == "1.400"
    assert text_at(screen, "Phòng Nội vụ", "late") == "0"
    assert text_at(screen, "Phòng Nội vụ", "online") == "1.310"
    assert text_at(screen, "Phòng Y tế", "total") == "chưa có"
    assert office.history.undo_label() == "Dán 3 số"


@pytest.mark.parametrize("text", ["45,5%", "1.234,5", "-3", "12/5/2023", "Phòng Nội vụ"])
def test_what_is_no_count_is_refused_with_a_sentence(screen, text):
    paste(screen, "Phòng Nội vụ", "late", f"{text}\n")

    sentence = screen.grid.table.error.sentence
    assert sentence.startswith(f"«{text}» không dùng được cho ô trễ hạn, Phòng Nội vụ.")
    assert sentence.endswith("Chưa dán số nào.")
    assert text_at(screen, "Phòng Nội vụ", "late") == "0"


def test_a_block_goes_into_the_span_that_is_shown(screen, office):
    from thidua_desktop.domain.figures import Period

    october = Period(date(2023, 10, 1), date(2023, 10, 31))
    who = next(one for one in office.figures.grid(KEY).rows if one.full_name == "Xã Tam Sơn")
    for measure in ("resolved_total", "resolved_late"):
        office.figures.set_figure(KEY, who.participant.subject.id, measure, october, "80")
    screen.grid.show_period(october)
    assert "không dùng để xếp hạng" in screen.grid.notice.accessibleName()

    paste(screen, "Xã Tam Sơn", "late", "3\n")

    assert screen.grid.tools.period.currentText() == "Riêng tháng 10/2023"
    assert text_at(screen, "Xã Tam Sơn", "late") == "3"
    latest = office.figures.grid(KEY)
    assert next(one for one in latest.rows if one.full_name == "Xã Tam Sơn").inputs[1].text == "122"


def test_one_wrong_value_refuses_the_whole_block_and_names_its_cell(screen, office):
    paste(screen, "Phòng Nội vụ", "total", "1.400\t3\n520\tba\n")

    error = screen.grid.table.error
    assert error.isVisible()
    assert "«ba»" in error.sentence
    assert "trễ hạn, Phòng Y tế" in error.sentence
    assert text_at(screen, "Phòng Nội vụ", "total") == "1.314"
    assert office.history.undo_label() == "Nhập tong-hop-cong.xlsx"


@pytest.mark.parametrize(
    ("column", "block", "says"),
    [
        ("total", "1\n2\n3\n4\n", "Khối có 4 dòng, từ ô này đến hết nhóm chỉ còn 3 dòng"),
        ("on_time", "1\t2\n", "Khối có 2 cột, từ ô này sang phải chỉ còn 1 cột"),
        ("rate", "1\n", "Chọn ô số nhập đầu tiên"),
        ("total", "\n", "Chưa có số nào để dán"),
    ],
)
def test_a_block_that_does_not_fit_is_refused(screen, office, column, block, says):
    paste(screen, "Phòng Nội vụ", column, block)

    assert says in screen.grid.table.error.sentence
    assert office.history.undo_label() == "Nhập tong-hop-cong.xlsx"


def test_going_to_another_cell_takes_the_sentence_away(screen):
    paste(screen, "Phòng Nội vụ", "total", "bảy\n")
    assert screen.grid.table.error.isVisible()

    QTest.keyClick(screen.grid.table, Qt.Key.Key_Down)

    assert not screen.grid.table.error.isVisible()


def test_the_button_pastes_as_the_keys_do(screen):
    QGuiApplication.clipboard().setText("41")
    screen.grid.table.setCurrentIndex(index_of(screen, "Phòng Y tế", "late"))

    screen.grid.tools.paste_button.click()

    assert text_at(screen, "Phòng Y tế", "late") == "41"


def test_a_cell_with_a_line_break_stays_one_cell():
    assert block_of('1\t"2\n3"\n4\t5\n') == (("1", "2\n3"), ("4", "5"))


def test_another_period_is_begun_by_hand_from_the_list_of_periods(screen):
    other = screen.grid.tools.period.count() - 1
    assert screen.grid.tools.period.itemText(other) == "Kỳ khác…"
    screen.grid.tools.period.setCurrentIndex(other)
    screen.grid.tools.period.activated.emit(other)
    dialog = screen.findChild(PeriodDialog)
    offered = [dialog.period.itemText(place) for place in range(dialog.period.count())]

    dialog.period.setCurrentIndex(offered.index("Lũy kế đến 31/08/2023"))
    dialog.open_button.click()

    assert offered[0] == "Lũy kế đến 30/06/2023"
    assert "Lũy kế đến 31/12/2023" not in offered
    assert screen.grid.tools.period.currentText() == "Lũy kế đến 31/08/2023"
    assert text_at(screen, "Xã Tam Sơn", "total") == "chưa có"


def test_what_is_typed_into_a_new_period_is_filed_there(screen, office):
    screen.grid.ask_period()
    screen.findChild(PeriodDialog).open_button.click()

    paste(screen, "Xã Tam Sơn", "total", "700")

    june = date(2023, 6, 30)
    assert [one.end for one in office.figures.grid(KEY).periods] == [date(2023, 12, 31), june]
    assert screen.grid.tools.period.value == june


def test_leaving_the_question_keeps_the_period_shown(screen):
    other = screen.grid.tools.period.count() - 1
    screen.grid.tools.period.setCurrentIndex(other)
    screen.grid.tools.period.activated.emit(other)

    screen.findChild(PeriodDialog).reject()

    assert screen.grid.tools.period.currentText() == "Lũy kế đến 31/12/2023"


def test_figures_can_be_typed_without_any_table(show_figures, tmp_path, runner):
    screen = show_figures(make_office(tmp_path), runner, KEY)

    screen.grid.by_hand_button.click()
    screen.findChild(PeriodDialog).open_button.click()
    paste(screen, "Xã Tam Sơn", "total", "700")

    assert screen.grid.table.isVisible()
    assert text_at(screen, "Xã Tam Sơn", "total") == "700"


def test_when_every_month_has_figures_it_says_where_to_type(show_figures, tmp_path, runner):
    office = make_office(tmp_path)
    screen = show_figures(office, runner, KEY)
    for one in office.figures.free_periods(KEY).choices:
        subject = office.units.participants(KEY)[0].subject.id
        office.figures.set_figure(KEY, subject, "resolved_total", one.end, "1")

    screen.grid.ask_period()

    assert "cũng đã có số liệu" in screen.findChild(QMessageBox).text()
