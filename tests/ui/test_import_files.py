"""Several files at once: one after the other, each with its own review and its own undo."""

from datetime import date
from pathlib import Path

import pytest
from figure_samples import KEY, NOI_VU, TAM_SON, UNTIL_NOVEMBER, make_office, write_table
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from screen_samples import SO_NOI_VU, so_noi_vu_file

from thidua_desktop.services.figure_tables import FigureTables
from thidua_desktop.services.office import office_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.result_tables import save_ranking
from thidua_desktop.ui.models.import_queue import FileState, ImportQueue
from thidua_desktop.ui.screens.importing.file_step import READ_LARGE
from thidua_desktop.ui.screens.importing.frame import COLUMNS, FILE, REVIEW, SHEET

ALT = Qt.KeyboardModifier.AltModifier
BAD = Path(__file__).parents[1] / "files" / "tables" / "bad"
TAM_XUAN = ("Xã Tam Xuân 2", 1852, 1305, 944, 312, 49)


@pytest.fixture
def office(tmp_path):
    return make_office(tmp_path)


@pytest.fixture
def screen(show_figures, office, runner):
    return show_figures(office, runner, KEY, height=640)


@pytest.fixture
def page(screen):
    return screen.importing


@pytest.fixture
def three(tmp_path):
    """Return two tables and, between them, a file that is none."""
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"%PDF-1.7")
    return [
        write_table(tmp_path / "mot.xlsx", [NOI_VU]),
        broken,
        write_table(tmp_path / "hai.xlsx", [TAM_SON]),
    ]


def write(page):
    """Go on from the sheet to the end of one file."""
    for _ in range(3):
        page.next_step()


def states(page):
    model = page.file_step.queue.table.model()
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(3)]


def test_files_come_one_after_the_other_with_their_place(screen, page, three):
    screen.start_import(three)

    assert page.step == SHEET
    assert page.page.head._subtitle.text().startswith("Tệp 1/3 · mot.xlsx")

    write(page)

    assert page.step == FILE
    assert page.file_step.notice.isVisible()
    assert states(page) == [
        ("mot.xlsx", "Đã nhập"),
        ("hong.xlsx", "Bị từ chối"),
        ("hai.xlsx", "Còn chờ"),
    ]
    assert page.foot.forward.text() == "Nhập tệp 3/3"


def test_the_list_says_at_the_end_what_became_of_each(qtbot, screen, page, office, three):
    screen.start_import(three)
    write(page)
    page.next_step()
    write(page)

    assert page.step == FILE
    assert page.file_step.queue.isVisible()
    model = page.file_step.queue.table.model()
    assert model.index(0, 2).data() == "Đã ghi 5 số, lần nhập số 1."
    assert "không phải bảng tính" in model.index(1, 2).data()
    assert page.foot.forward.text() == "Xong, về Số liệu"

    page.next_step()

    assert screen.grid.isVisible()
    assert len(office.imports.history(KEY)) == 2


def test_each_file_is_undone_by_itself_and_the_list_says_so(screen, page, office, three):
    screen.start_import(three)
    write(page)
    page.next_step()
    write(page)

    screen.on_changed(office.history.undo(Progress()))

    assert states(page) == [
        ("mot.xlsx", "Đã nhập"),
        ("hong.xlsx", "Bị từ chối"),
        ("hai.xlsx", "Đã hoàn tác"),
    ]
    assert [one.file for one in office.imports.history(KEY)] == ["mot.xlsx"]

    screen.on_changed(office.history.redo(Progress()))

    assert states(page)[2] == ("hai.xlsx", "Đã nhập")


def test_a_file_is_skipped_and_taken_up_again_from_the_list(screen, page, three):
    screen.start_import([three[0], three[2]])

    page.foot.skip.click()
    assert page.page.head._subtitle.text().startswith("Tệp 2/2 · hai.xlsx")
    write(page)

    assert page.step == FILE
    table = page.file_step.queue.table
    table.setCurrentIndex(table.model().index(0, 0))
    assert table.model().index(0, 1).data() == "Bỏ qua"
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.step == SHEET


def test_files_dropped_while_one_is_in_work_are_put_behind_it(screen, page, three):
    screen.start_import(three[0])
    page.next_step()

    screen.start_import([three[2]])

    assert page.step == COLUMNS
    assert [one.path.name for one in page.queue.files] == ["mot.xlsx", "hai.xlsx"]
    assert page.foot.skip.isVisible()


def test_the_menu_leads_back_to_the_files_without_losing_the_one_in_work(screen, page, three):
    screen.start_import(three[0])
    page.next_step()

    screen.start_import()
    assert page.step == FILE
    assert page.foot.forward.text() == "Tiếp tục mot.xlsx"
    page.next_step()

    assert page.step == SHEET


def test_a_single_file_goes_straight_back_to_the_figures(screen, page, three):
    screen.start_import(three[0])
    assert not page.foot.skip.isVisible()

    write(page)

    assert screen.grid.isVisible()


def test_several_files_are_dropped_on_the_first_step(qtbot, screen, page, three):
    screen.start_import()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in three])
    drop = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QEvent.Type.Drop,
    )

    page.file_step.zone.dropEvent(drop)

    assert len(page.queue.files) == 3
    assert page.step == SHEET


def test_a_month_said_once_is_kept_for_the_files_after_it(screen, page, tmp_path):
    paths = [
        write_table(tmp_path / name, [row], period="")
        for name, row in (("mot.xlsx", NOI_VU), ("hai.xlsx", TAM_SON))
    ]
    screen.start_import(paths)
    page.next_step()
    page.columns_step.month.chosen.emit("2023-11")
    page.next_step()
    page.next_step()

    page.next_step()

    assert page.columns_step.month.value == "2023-11"
    assert page.foot.forward.isEnabled()


def test_what_was_written_is_not_denied(screen, page, three):
    screen.start_import([three[0], three[2]])
    assert page.promise.text() == "Chưa ghi gì vào sổ"

    write(page)

    assert page.promise.text() == "Tệp này chưa ghi vào sổ"


# --- the queue by itself ---


def test_a_file_is_put_in_once_while_it_waits(tmp_path):
    queue = ImportQueue([tmp_path / "a", tmp_path / "b", tmp_path / "a"])

    assert queue.add([tmp_path / "b"]) == ()
    assert len(queue.files) == 2


def test_a_file_done_may_be_put_in_again(tmp_path):
    queue = ImportQueue([tmp_path / "a"])
    queue.begin(tmp_path / "a")
    queue.end(FileState.REFUSED, "hỏng")

    queue.add([tmp_path / "a"])

    assert [(one.state, one.words) for one in queue.files] == [(FileState.WAITING, "")]


def test_only_one_file_is_in_work(tmp_path):
    queue = ImportQueue([tmp_path / "a", tmp_path / "b"])
    queue.begin(tmp_path / "a")

    queue.begin(tmp_path / "b")

    assert [one.state for one in queue.files] == [FileState.WAITING, FileState.CURRENT]


# --- the keyboard ---


def focused():
    # Parts made just now take the focus once they are shown.
    QApplication.processEvents()
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(focused(), key, modifier)


def tab_to(wanted: QWidget):
    """Press Tab until a widget has the focus; a page has fewer stops than this."""
    for _ in range(60):
        if focused() is wanted:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"{wanted!r} is not reached by Tab")


def look_at_sheets(page):
    """Choose another sheet and come back, then walk through the cells."""
    assert focused() is page.sheet_step.sheets
    press(Qt.Key.Key_Down)
    assert not page.foot.forward.isEnabled()
    press(Qt.Key.Key_Up)
    tab_to(page.sheet_step.table)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Right, ALT)


def leave_late_out(page):
    """Say that a column is not used; the doubtful name had the focus."""
    assert page.step == COLUMNS
    assert focused() in page.columns_step.doubtful.values()
    tab_to(page.columns_step.roles["G"])
    press(Qt.Key.Key_Home)
    assert page.columns_step.roles["G"].value == ""
    tab_to(page.foot.forward)
    press(Qt.Key.Key_Return)


def settle_name(page):
    """Go from the line to its card, to its cell in the sheet, back to the card, and answer."""
    assert page.step == REVIEW
    assert focused() is page.review_step.table
    press(Qt.Key.Key_Return)
    card = page.review_step.panel.first_open()
    assert focused() in card.radios
    tab_to(card.place)
    press(Qt.Key.Key_Return)
    assert page.review_step.sheet.current_cell() == "B6"
    press(Qt.Key.Key_Return)
    assert focused() in card.radios
    assert not card.settle.isEnabled()
    press(Qt.Key.Key_Space)
    assert card.radios[0].isChecked()
    tab_to(card.settle)
    press(Qt.Key.Key_Return)
    assert not page.review_step.panel.first_open()
    assert focused() is page.foot.forward


def test_a_whole_import_of_two_files_by_keyboard_alone(qtbot, screen, page, office, tmp_path):
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    first = write_table(tmp_path / "mot.xlsx", [NOI_VU, TAM_XUAN], others=["Ghi chú"])
    second = write_table(tmp_path / "hai.xlsx", [TAM_SON], period=UNTIL_NOVEMBER)
    screen.start_import([first, second])

    look_at_sheets(page)
    leave_late_out(page)
    settle_name(page)
    tab_to(page.foot.forward)
    with qtbot.waitSignal(screen.imported):
        press(Qt.Key.Key_Return)
    assert page.step == SHEET
    for _ in range(2):
        press(Qt.Key.Key_Right, ALT)
    with qtbot.waitSignal(screen.imported):
        press(Qt.Key.Key_Return)
    assert page.step == FILE
    assert focused() is page.foot.forward
    press(Qt.Key.Key_Return)

    assert screen.grid.isVisible()
    assert [one.new for one in office.imports.history(KEY)] == [4, 8]


def test_enter_after_an_answer_leads_to_the_next_question(qtbot, screen, page, tmp_path):
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    bad = [("Phòng Y tế", "x", 704, 345, 318, 41), ("Xã Tam Sơn", "y", 2649, 2059, 468, 122)]
    screen.start_import(write_table(tmp_path / "mot.xlsx", [NOI_VU, *bad]))
    page.next_step()
    page.next_step()
    press(Qt.Key.Key_Return)
    panel = page.review_step.panel
    first = panel.first_open()
    assert focused() is first.value

    first.value.setText("1.043")
    press(Qt.Key.Key_Return)

    second = panel.first_open()
    assert second.problem.cell != first.problem.cell
    assert focused() is second.value
    second.value.setText("2.757")
    press(Qt.Key.Key_Return)
    assert focused() is page.foot.forward


def test_a_name_told_leads_to_the_next_name(qtbot, screen, page, tmp_path):
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    names = [("Xã Tam Xuân", 1852, 1305, 944, 312, 49), ("Phòng nào", 100, 70, 30, 40, 0)]
    screen.start_import(write_table(tmp_path / "mot.xlsx", [NOI_VU, *names]))
    page.next_step()
    boxes = page.columns_step.doubtful
    first, second = boxes
    assert focused() is boxes[first]

    press(Qt.Key.Key_Down)

    assert list(page.columns_step.doubtful) == [second]
    assert focused() is page.columns_step.doubtful[second]
    press(Qt.Key.Key_End)
    assert focused() is page.foot.forward


def test_a_workbook_of_ours_is_imported_sheet_by_sheet(show_figures, runner, tmp_path):
    office = office_of(so_noi_vu_file(tmp_path / "so.thidua", {"Thanh tra Sở": {}}))
    tables, path = FigureTables(office.workspace), tmp_path / "mẫu.xlsx"
    tables.save_template(SO_NOI_VU, date(2023, 11, 30), path, replace=False)
    book = load_workbook(path)
    for sheet, numbers in ((book.worksheets[0], (50, 40)), (book.worksheets[1], (90, 80))):
        row = next(one for one in sheet.iter_rows() if isinstance(one[0].value, int))
        for cell, number in zip(row[2:], numbers, strict=False):
            cell.value = number
    book.save(path)
    screen = show_figures(office, runner, SO_NOI_VU, height=640)
    page = screen.importing

    screen.start_import([path])
    first = page.page.head._subtitle.text()
    write(page)
    second = page.page.head._subtitle.text()
    at_sheet = page.step == SHEET
    write(page)

    assert at_sheet
    assert "trang «Số liệu» (còn 1 trang, mỗi trang một lần nhập)" in first
    assert "trang «Số liệu từ 01-01-2018» · " in second
    assert [one.sheet for one in office.imports.history(SO_NOI_VU)] == [
        "Số liệu từ 01-01-2018",
        "Số liệu",
    ]
    assert page.queue.files[0].state is FileState.IMPORTED


# --- a file larger than usual ---


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Return a table with 42 million letters in its notes: more than is kept of any file."""
    path = tmp_path_factory.mktemp("lon") / "lớn.csv"
    head = "STT;Tên đơn vị;Tổng số hồ sơ đã giải quyết;Hồ sơ giải quyết trực tuyến;Ghi chú\n"
    rows = (f"{number};Xã số {number};5;4;{'x' * 105_000}\n" for number in range(1, 401))
    path.write_text(head + "".join(rows), "utf-8")
    return path


def test_a_large_file_is_read_all_the_same_when_the_clerk_says_so(screen, page, large):
    screen.start_import([large])
    said = page.file_step.notice.accessibleName()

    assert page.step == FILE
    assert "quá lớn: chữ trong tệp vượt mức bốn mươi triệu chữ cái" in said
    assert "có thể mất vài phút và dùng vài GB bộ nhớ" in said
    assert said.endswith(READ_LARGE)

    follow_link(page)

    assert page.step == SHEET
    assert "lớn.csv" in page.page.head._subtitle.text()


@pytest.mark.parametrize(
    "name", ["zip-bomb.xlsx", "entity-bomb.xlsx", "external-entity.xlsx", "empty.xlsx"]
)
def test_what_is_unsafe_is_never_offered(screen, page, name):
    screen.start_import([BAD / name])

    assert page.file_step.notice.isVisible()
    assert READ_LARGE not in page.file_step.notice.accessibleName()
    page.read_large()
    assert page.step == FILE


def test_a_bomb_after_a_large_file_is_not_offered_either(screen, page, large):
    screen.start_import([large])
    page.take_files([BAD / "zip-bomb.xlsx"])

    assert READ_LARGE not in page.file_step.notice.accessibleName()
    page.read_large()
    assert page.step == FILE


def follow_link(page):
    """Follow the link of the notice, as a click on it does."""
    label = next(
        one for one in page.file_step.notice.findChildren(QLabel) if "<a href" in one.text()
    )
    label.linkActivated.emit("#")


def test_a_sheet_of_results_is_shown_as_it_stands_and_never_taken(screen, page, office, tmp_path):
    path = tmp_path / "xếp hạng.xlsx"
    screen.start_import([write_table(tmp_path / "mot.xlsx", [NOI_VU, TAM_SON])])
    write(page)
    save_ranking(office.workspace, KEY, date(2024, 1, 5), {}, path, replace=False)

    screen.start_import([path])
    step = page.sheet_step
    assert step.sheet == "Số liệu"
    assert page.foot.forward.isEnabled()
    step.sheets.setCurrentRow(1)

    assert "(Xã, thị trấn) là kết quả do chương trình tính" in step.notice.accessibleName()
    assert step._table_head.title.text() == "Trang «Xã, thị trấn»"
    shown = [step.table.model().index(row, 2).data() for row in range(4)]
    assert any("Xếp hạng" in str(one) or "Kết quả" in str(one) for one in shown)
    assert "Số liệu»" not in page.page.head._subtitle.text()
    assert not page.foot.forward.isEnabled()

    step.sheets.setCurrentRow(step.sheets.count() - 1)
    assert step.sheet == "Số liệu"
    assert page.foot.forward.isEnabled()
    assert not step.notice.isVisible()
