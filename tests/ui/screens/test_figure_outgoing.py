"""What the clerk sends out from Số liệu: exports, blank tables, reminders."""

import pytest
from figure_samples import KEY, NOI_VU, TAM_SON, import_rows, make_office
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from thidua_desktop.ui.models.cells import CELL_ROLE
from thidua_desktop.ui.screens.figure_remind import RemindDialog
from thidua_desktop.ui.screens.reports_preview import PreviewPanel


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    import_rows(office, tmp_path / "tong-hop-cong.xlsx", [NOI_VU, TAM_SON])
    return office


@pytest.fixture
def screen(show_figures, office, runner):
    return show_figures(office, runner, KEY)


@pytest.fixture
def dialog(screen):
    screen.show_filter("missing")
    screen.grid.tools.remind_button.click()
    return screen.findChild(RemindDialog)


def save_to(screen, path):
    (dialog,) = screen.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))


def names_in(path):
    sheet = load_workbook(path).worksheets[0]
    return [row[1].value for row in sheet.iter_rows() if isinstance(row[0].value, int)]


def shown_in(table):
    model = table.model()
    return [
        tuple(model.index(row, column).data(CELL_ROLE).text for column in range(3))
        for row in range(model.rowCount())
    ]


def test_the_reminder_is_offered_where_units_without_figures_are_shown(screen):
    button = screen.grid.tools.remind_button

    screen.show_filter("missing")
    there = button.isVisible()
    screen.show_filter("all")

    assert (there, button.isVisible()) == (True, False)


def test_the_dialog_lists_who_lacks_what_of_the_period_shown(screen, dialog):
    grid = screen.grid
    lines = shown_in(dialog.table)

    assert len(lines) == 4
    assert ("Xã Tam Xuân I", "Xã, thị trấn", "Toàn bộ số liệu của kỳ") in lines
    assert not {"Xã Tam Sơn", "Phòng Nội vụ"} & {name for name, *_ in lines}
    assert grid.end is not None


def test_a_day_that_is_none_is_said_beside_it_and_nothing_is_asked(qtbot, dialog):
    dialog.day.setText("cuối tháng")

    with qtbot.assertNotEmitted(dialog.wanted):
        dialog.save_button.click()

    assert "«cuối tháng» không phải ngày" in dialog.day.accessibleDescription()
    dialog.day.setText("29/12/2023")
    with qtbot.waitSignal(dialog.wanted) as asked:
        dialog.save_button.click()
    assert asked.args[0].deadline.isoformat() == "2023-12-29"


def test_letters_and_tables_are_written_to_the_folder_chosen(qtbot, screen, dialog, tmp_path):
    folder = tmp_path / "đôn đốc"
    dialog.save_button.click()

    with qtbot.waitSignal(screen.said) as said:
        dialog.findChild(QFileDialog).fileSelected.emit(str(folder))

    assert sorted(one.suffix for one in folder.iterdir()) == [".pdf", ".xlsx"]
    assert said.args == ["Đã ghi 2 tệp vào đôn đốc"]
    assert not dialog.isVisible()


def test_each_unit_may_get_its_own_without_a_table(screen, dialog, tmp_path):
    folder = tmp_path / "riêng"
    dialog.letters.setCurrentIndex(1)
    dialog.tables.setChecked(False)
    dialog.save_button.click()

    dialog.findChild(QFileDialog).fileSelected.emit(str(folder))

    assert len(list(folder.iterdir())) == 4


def test_files_that_are_there_are_only_replaced_when_the_clerk_says_so(screen, dialog, tmp_path):
    order = dialog.order()
    screen.outgoing.save_reminders(KEY, dialog, order, tmp_path / "x", replace=False)
    (table,) = (tmp_path / "x").glob("*.xlsx")
    table.write_text("của người khác", "utf-8")

    screen.outgoing.save_reminders(KEY, dialog, order, tmp_path / "x", replace=False)
    box = dialog.findChildren(QMessageBox)[-1]
    before = table.read_text("utf-8")
    next(one for one in box.findChildren(QPushButton) if one.text() == "Thay tệp").click()

    assert before == "của người khác"
    assert "đã có" in box.text()
    assert len(names_in(table)) == 4


def test_the_letter_can_be_looked_at_first(dialog):
    dialog.preview_button.click()

    panel = dialog.findChild(PreviewPanel)
    assert panel.number.text().startswith("Trang 1 / ")
    assert panel.pages.document.pageCount() >= 2


def test_nobody_to_remind_is_told(show_figures, runner, tmp_path):
    screen = show_figures(make_office(tmp_path, ()), runner, KEY)

    screen.run_command("figures.remind")

    assert "Chưa có đơn vị nào" in screen.findChild(QMessageBox).text()


def test_the_figures_of_the_period_are_written(qtbot, screen, tmp_path):
    screen.run_command("figures.export")

    with qtbot.waitSignal(screen.said) as said:
        save_to(screen, tmp_path / "ra.xlsx")

    assert sorted(names_in(tmp_path / "ra.xlsx")) == ["Phòng Nội vụ", "Xã Tam Sơn"]
    assert said.args == ["Đã xuất ra.xlsx"]


def test_nothing_to_export_is_told(show_figures, runner, tmp_path):
    screen = show_figures(make_office(tmp_path), runner, KEY)

    screen.run_command("figures.export")

    assert "Chưa có số liệu nào để xuất" in screen.findChild(QMessageBox).text()


def test_the_blank_table_is_offered_before_there_are_figures(show_figures, runner, tmp_path):
    screen = show_figures(make_office(tmp_path), runner, KEY)

    screen.grid.template_button.click()
    save_to(screen, tmp_path / "mẫu.xlsx")

    assert len(names_in(tmp_path / "mẫu.xlsx")) == 6


def test_the_chosen_unit_gets_a_table_of_its_own(screen, tmp_path):
    screen.grid.table.choose(lambda row: row.participant.subject.name == "Xã Tam Sơn")

    screen.run_command("figures.template_one")
    save_to(screen, tmp_path / "một.xlsx")

    assert names_in(tmp_path / "một.xlsx") == ["Xã Tam Sơn"]


def test_what_keeps_a_file_from_being_written_is_a_sentence(screen, tmp_path):
    screen.run_command("figures.template")
    save_to(screen, tmp_path / "ổ đã rút" / "mẫu.xlsx")

    assert "thư mục không còn, có thể ổ USB đã rút" in screen.findChild(QMessageBox).text()


def test_a_folder_that_cannot_be_made_is_a_sentence(screen, dialog, tmp_path):
    (tmp_path / "tệp").write_text("không phải thư mục", "utf-8")

    screen.outgoing.save_reminders(
        KEY, dialog, dialog.order(), tmp_path / "tệp" / "trong", replace=False
    )

    assert "Không ghi được" in dialog.findChild(QMessageBox).text()
    assert dialog.isVisible()


def test_the_row_above_the_grid_stays_one_row_where_it_is_narrow(qtbot, screen):
    tools = screen.grid.tools
    screen.show_filter("missing")
    chip = next(button for button, one in tools.chips if one.key == "lacking")

    screen.window().resize(1400, 640)
    wide = (chip.text(), tools.export_button.text())
    for width in range(1380, 600, -20):
        screen.window().resize(width, 640)
        qtbot.waitUntil(lambda: {button.y() for button, _ in tools.chips} == {chip.y()})
        if chip.text() == "Chưa có":
            break

    assert wide == ("Chưa có số liệu", "Xuất")
    assert (chip.text(), chip.toolTip()) == ("Chưa có", "Chưa có số liệu")
    assert tools.paste_button.text() == ""
    assert tools.paste_button.accessibleName() == "Dán từ Excel"
