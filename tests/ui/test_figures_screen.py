"""What the clerk sees and does on Số liệu."""

from datetime import date

import pytest
from figure_samples import (
    COLUMN,
    COMMUNES,
    KEY,
    NGUOI_NHAP,
    NOI_VU,
    OFFICES,
    TAM_SON,
    UNTIL_NOVEMBER,
    import_rows,
    make_office,
    write_register,
)
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMessageBox, QWidget

from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.models.cells import CELL_ROLE, GROUP_ROLE


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    import_rows(office, tmp_path / "tong-hop-cong.xlsx", [NOI_VU, TAM_SON])
    return office


@pytest.fixture
def screen(show_figures, office, runner):
    return show_figures(office, runner, KEY)


def row_of(screen, name):
    model = screen.grid.table.model()
    return next(row for row in range(model.rowCount()) if model.index(row, 1).data() == name)


def index_of(screen, name, column):
    return screen.grid.table.model().index(row_of(screen, name), COLUMN[column])


def text_at(screen, name, column):
    return index_of(screen, name, column).data(CELL_ROLE).text


def names_shown(screen):
    model = screen.grid.table.model()
    rows = [model.index(row, 1) for row in range(model.rowCount())]
    return [index.data() for index in rows if index.data(GROUP_ROLE) is None]


def type_into(qtbot, screen, name, column, text, *, key=Qt.Key.Key_Return):
    table = screen.grid.table
    table.setFocus()
    table.setCurrentIndex(index_of(screen, name, column))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    editor.setText(text)
    QTest.keyClick(editor, key)
    qtbot.waitUntil(lambda: editor not in table.viewport().findChildren(QLineEdit))


def visible_words(widget):
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]


def words_in(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def test_figures_stand_under_their_headings_with_dots_for_thousands(screen):
    assert text_at(screen, "Xã Tam Sơn", "total") == "2.757"
    assert text_at(screen, "Xã Tam Sơn", "late") == "122"
    assert text_at(screen, "Phòng Nội vụ", "late") == "0"


def test_a_missing_figure_is_a_word_and_never_zero(screen):
    cell = index_of(screen, "Phòng Y tế", "late").data(CELL_ROLE)

    assert cell.text == "chưa có"
    assert cell.missing
    assert text_at(screen, "Phòng Y tế", "rate") == "–"


def test_a_rate_below_its_threshold_says_so_by_mark_and_words(screen):
    cell = index_of(screen, "Phòng Nội vụ", "rate").data(CELL_ROLE)

    assert cell.text == "69,10%"
    assert cell.icon == "x-lg"
    assert "dưới ngưỡng" in cell.tip


def test_groups_head_their_units_and_close(screen):
    table = screen.grid.table
    model = table.model()
    heading = model.index(0, 0)
    assert heading.data(GROUP_ROLE).title.startswith("Nhóm 1")

    table.setFocus()
    table.setCurrentIndex(heading)
    QTest.keyClick(table, Qt.Key.Key_Space)

    assert names_shown(screen) == ["Xã Tam Sơn", "Xã Tam Xuân I", "Xã Tam Xuân II"]


def test_typing_over_a_figure_stores_it_marks_it_and_moves_down(qtbot, screen, office):
    type_into(qtbot, screen, "Phòng Nội vụ", "late", "12")
    qtbot.waitUntil(lambda: text_at(screen, "Phòng Nội vụ", "late") == "12")

    assert index_of(screen, "Phòng Nội vụ", "late").data(CELL_ROLE).corner
    assert screen.grid.table.currentIndex() == index_of(screen, "Phòng Y tế", "late")
    assert office.history.undo_label() == "Sửa trễ hạn, Phòng Nội vụ"


def test_undoing_a_typed_figure_brings_the_imported_one_back(qtbot, screen, office):
    type_into(qtbot, screen, "Phòng Nội vụ", "late", "12")
    qtbot.waitUntil(lambda: text_at(screen, "Phòng Nội vụ", "late") == "12")

    screen.on_changed(office.history.undo(Progress()))

    cell = index_of(screen, "Phòng Nội vụ", "late").data(CELL_ROLE)
    assert cell.text == "0"
    assert not cell.corner


def test_what_cannot_be_a_figure_is_refused_beside_its_cell(qtbot, screen):
    type_into(qtbot, screen, "Xã Tam Sơn", "late", "12 hồ sơ")
    error = screen.grid.table.error
    qtbot.waitUntil(error.isVisible)

    editor = screen.grid.table.viewport().findChildren(QLineEdit)[-1]
    assert "«12 hồ sơ»" in error.sentence
    assert editor.text() == "12 hồ sơ"
    assert text_at(screen, "Xã Tam Sơn", "late") == "122"


def test_escape_leaves_a_figure_as_it_was(qtbot, screen, office):
    type_into(qtbot, screen, "Xã Tam Sơn", "late", "5", key=Qt.Key.Key_Escape)
    qtbot.wait(10)

    assert text_at(screen, "Xã Tam Sơn", "late") == "122"
    assert office.history.undo_label() == "Nhập tong-hop-cong.xlsx"


def test_delete_takes_a_figure_out_so_that_it_is_missing(qtbot, screen):
    table = screen.grid.table
    table.setFocus()
    table.setCurrentIndex(index_of(screen, "Xã Tam Sơn", "late"))

    QTest.keyClick(table, Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: text_at(screen, "Xã Tam Sơn", "late") == "chưa có")


def test_a_computed_rate_cannot_be_typed_over(screen):
    index = index_of(screen, "Xã Tam Sơn", "rate")

    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    assert index.data(CELL_ROLE).calculated


@pytest.mark.parametrize(
    ("chip", "names"),
    [
        ("lacking", ["Phòng Y tế", "Thanh tra huyện", "Xã Tam Xuân I", "Xã Tam Xuân II"]),
        ("below", ["Phòng Nội vụ"]),
        ("group:xa", ["Xã Tam Sơn", "Xã Tam Xuân I", "Xã Tam Xuân II"]),
    ],
)
def test_a_chip_keeps_only_its_rows(screen, chip, names):
    screen.show_filter(chip)

    assert names_shown(screen) == names


def test_the_foot_counts_the_units_with_every_figure(screen):
    screen.grid.table.setCurrentIndex(index_of(screen, "Xã Tam Sơn", "late"))

    assert screen.grid.legend.state.text() == "Đang chọn 1 ô · 2 / 6 đơn vị đủ số liệu"


def test_the_foot_explains_a_threshold_only_where_somebody_is_below(
    show_figures, runner, tmp_path, screen
):
    (tmp_path / "khac").mkdir()
    other = make_office(tmp_path / "khac")
    import_rows(other, tmp_path / "tam-son.xlsx", [TAM_SON])

    assert "dưới ngưỡng xét giải" in visible_words(screen.grid.legend)
    assert "dưới ngưỡng xét giải" not in visible_words(show_figures(other, runner, KEY).grid.legend)


def test_copying_gives_excel_the_cells_as_they_are_shown(qtbot, screen):
    table = screen.grid.table
    table.setFocus()
    table.setCurrentIndex(index_of(screen, "Phòng Nội vụ", "total"))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(table, key, Qt.KeyboardModifier.ShiftModifier)

    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "1.314\t0\nchưa có\tchưa có"


def test_alt_down_says_where_a_figure_came_from_and_escape_closes_it(screen):
    table = screen.grid.table
    table.setFocus()
    table.setCurrentIndex(index_of(screen, "Xã Tam Sơn", "late"))

    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert screen.grid.card.isVisible()
    assert {"tong-hop-cong.xlsx", "trang «Tổng hợp», ô G6", NGUOI_NHAP} <= set(
        words_in(screen.grid.card)
    )

    QTest.keyClick(table, Qt.Key.Key_Escape)

    assert not screen.grid.card.isVisible()


def test_resting_on_a_figure_says_where_it_came_from(qtbot, screen):
    table = screen.grid.table
    place = table.visualRect(index_of(screen, "Xã Tam Sơn", "late")).center()

    QTest.mouseMove(table.viewport(), place - QPoint(2, 0))
    QTest.mouseMove(table.viewport(), place)

    qtbot.waitUntil(screen.grid.card.isVisible, timeout=2000)


def test_the_latest_period_is_shown_and_an_earlier_one_can_be_chosen(
    show_figures, office, runner, tmp_path
):
    earlier = [("Phòng Nội vụ", 1000, 700, 300, 400, 0)]
    import_rows(office, tmp_path / "thang-11.xlsx", earlier, period=UNTIL_NOVEMBER)
    screen = show_figures(office, runner, KEY)
    assert screen.grid.tools.period.currentText() == "Lũy kế đến 31/12/2023"

    screen.grid.tools.period.chosen.emit(date(2023, 11, 30))

    assert text_at(screen, "Phòng Nội vụ", "total") == "1.000"
    assert screen.grid.tools.period.currentText() == "Lũy kế đến 30/11/2023"


def test_a_campaign_without_units_asks_for_their_register(show_figures, tmp_path, runner):
    office = make_office(tmp_path, ())
    screen = show_figures(office, runner, KEY)
    assert screen.grid.no_units.isVisible()

    path = write_register(tmp_path / "moi.xlsx", [("Phòng Y tế", OFFICES), ("Xã A", COMMUNES)])
    screen.load_register(path)

    assert len(office.units.participants(KEY)) == 2
    assert screen.grid.no_figures.isVisible()


def test_a_campaign_without_figures_leads_to_the_import(show_figures, tmp_path, runner):
    screen = show_figures(make_office(tmp_path), runner, KEY)
    assert screen.grid.no_figures.isVisible()

    screen.run_command("figures.import")

    assert screen.importing.isVisible()


def test_a_whole_import_is_taken_back_from_the_history(qtbot, screen, office):
    screen.show_history()
    assert screen.history.undo_button.isEnabled()

    with qtbot.waitSignal(screen.changed):
        screen.history.undo_button.click()

    assert office.imports.history(KEY) == ()
    assert office.figures.grid(KEY).end is None


def test_an_import_with_later_work_on_top_is_taken_back_with_it_after_asking(qtbot, screen, office):
    type_into(qtbot, screen, "Phòng Nội vụ", "late", "12")
    qtbot.waitUntil(lambda: text_at(screen, "Phòng Nội vụ", "late") == "12")

    screen.show_history()

    assert screen.history.undo_button.text() == "Hoàn tác về trước lần nhập số 1…"
    assert any("«Sửa trễ hạn, Phòng Nội vụ»" in words for words in words_in(screen.history))
    screen.history.undo_button.click()
    box = screen.history.findChild(QMessageBox)
    assert "và 1 thao tác làm sau đó" in box.text()
    assert "«Sửa trễ hạn, Phòng Nội vụ»; «Nhập tong-hop-cong.xlsx»" in box.informativeText()
    assert office.imports.history(KEY)  # nothing happens before it is confirmed

    with qtbot.waitSignal(screen.changed):
        press(box, "Hoàn tác 2 thao tác")

    assert office.imports.history(KEY) == ()
    assert office.figures.grid(KEY).end is None
    office.history.redo(Progress())
    office.history.redo(Progress())
    assert len(office.imports.history(KEY)) == 1


def test_an_older_import_is_chosen_and_taken_back_with_the_newer_ones(
    qtbot, screen, office, tmp_path
):
    import_rows(office, tmp_path / "hai.xlsx", [TAM_SON])
    screen.show_history()
    assert screen.history.undo_button.text() == "Hoàn tác cả lần nhập"

    screen.history.table.choose(lambda one: one.id == 1)

    assert screen.history.undo_button.text() == "Hoàn tác về trước lần nhập số 1…"
    screen.history.undo_button.click()
    with qtbot.waitSignal(screen.changed):
        press(screen.history.findChild(QMessageBox), "Hoàn tác 2 thao tác")
    assert office.imports.history(KEY) == ()


def test_what_was_done_meanwhile_is_never_taken_back_unasked(qtbot, screen, office, tmp_path):
    screen.show_history()
    assert screen.history.undo_button.text() == "Hoàn tác cả lần nhập"
    import_rows(office, tmp_path / "hai.xlsx", [TAM_SON])

    screen.history.undo_button.click()

    assert len(office.imports.history(KEY)) == 2
    assert screen.history.undo_button.text() == "Hoàn tác cả lần nhập"
    assert screen.history.table.model().rowCount() == 2


def press(box, words):
    (button,) = [one for one in box.findChildren(QAbstractButton) if one.text() == words]
    button.click()


def test_the_first_columns_stay_when_the_grid_scrolls_sideways(qtbot, screen):
    screen.resize(620, 500)
    table = screen.grid.table
    bar = table.horizontalScrollBar()
    assert bar.maximum() > 0

    bar.setValue(bar.maximum())

    at_left = screen.grid.table.childAt(QPoint(80, table.horizontalHeader().height() + 60))
    assert at_left is not None
    assert at_left is not table.viewport()


def test_a_chip_that_has_nothing_to_keep_is_not_shown(show_figures, tmp_path, runner):
    office = make_office(tmp_path)
    import_rows(office, tmp_path / "bang.xlsx", [TAM_SON])

    screen = show_figures(office, runner, KEY)

    titles = [button.text() for button, _ in screen.grid.tools.chips]
    assert titles == ["Tất cả", "Nhóm 1", "Nhóm 2", "Chưa có số liệu"]


def test_the_grid_is_never_a_window_of_its_own(show_figures, qapp, office, runner):
    watch = WindowWatch(qapp)

    screen = show_figures(office, runner, KEY)

    assert watch.windows == [screen]


class WindowWatch(QObject):
    """Remembers every widget that was shown as a window."""

    def __init__(self, app):
        super().__init__(app)
        self.windows = []
        app.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched)
        return False


def test_tab_goes_from_the_head_through_the_tools_to_the_table(screen):
    grid = screen.grid
    grid.history_button.setFocus()
    visited = []

    for _ in range(7):
        QTest.keyClick(screen.focusWidget(), Qt.Key.Key_Tab)
        visited.append(screen.focusWidget())

    chip = grid.tools.chips[0][0]
    assert visited == [
        grid.import_button,
        grid.tools.period,
        chip,
        grid.tools.paste_button,
        grid.tools.copy_button,
        grid.tools.export_button,
        grid.table,
    ]


class LateRunner:
    """A `Runner` that answers when told, as the real one does while the window is built."""

    def __init__(self):
        self._waiting = []

    def run(self, owner, work, *, done, failed):
        progress = Progress()
        self._waiting.append(lambda: done(work(progress)))
        return progress

    def answer(self):
        while self._waiting:
            self._waiting.pop(0)()


def test_a_filter_asked_for_before_the_figures_are_there_is_kept(show_figures, office):
    late = LateRunner()
    screen = show_figures(office, late, KEY)

    screen.show_filter("missing")
    late.answer()

    assert names_shown(screen)[0] == "Phòng Y tế"


def test_a_figure_that_looks_wrong_has_a_mark_words_and_a_chip(qtbot, screen):
    type_into(qtbot, screen, "Phòng Nội vụ", "online", "2000")

    cell = index_of(screen, "Phòng Nội vụ", "online").data(CELL_ROLE)
    assert cell.icon == "exclamation-triangle-fill"
    assert cell.tip == "«Trực tuyến» là 2.000, lớn hơn «Đã giải quyết» là 1.314."

    screen.grid.choose_filter("doubted")

    assert names_shown(screen) == ["Phòng Nội vụ"]


def test_another_span_is_chosen_among_the_periods_and_says_what_it_is_for(screen, office, tmp_path):
    october = "Tháng 10 năm 2023"
    import_rows(
        office, tmp_path / "thang-10.xlsx", [("Xã Tam Sơn", 80, 70, 50, 20, 1)], period=october
    )
    screen.refresh()
    period = screen.grid.tools.period
    words = [period.itemText(place) for place in range(period.count())]
    assert words == ["Lũy kế đến 31/12/2023", "Riêng tháng 10/2023", "Kỳ khác…"]

    period.setCurrentIndex(1)
    period.activated.emit(1)

    assert text_at(screen, "Xã Tam Sơn", "total") == "80"
    assert screen.grid.notice.isVisible()
    assert "không dùng để xếp hạng" in screen.grid.notice.accessibleName()
