"""What the clerk sees and does on «Đối chiếu hai nguồn»."""

import pytest
from figure_samples import COLUMN, KEY, NOI_VU, TAM_SON, import_rows, make_office
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from thidua_desktop.ui.models.cells import CELL_ROLE
from thidua_desktop.ui.models.reconciliation import problem_groups
from thidua_desktop.ui.screens.figure_reconcile import FITS, NOTHING, SourceCard

CHANGED = (TAM_SON[0], TAM_SON[1] + 8, *TAM_SON[2:])


@pytest.fixture
def office(tmp_path):
    made = make_office(tmp_path)
    import_rows(made, tmp_path / "mot-cua.xlsx", (NOI_VU, TAM_SON))
    import_rows(made, tmp_path / "van-phong.xlsx", (NOI_VU, CHANGED))
    return made


@pytest.fixture
def screen(show_figures, office, runner):
    screen = show_figures(office, runner, KEY)
    screen.grid.reconcile_button.click()
    return screen


def page_of(screen):
    assert screen.reconciling.isVisible()
    return screen.reconciling


def words(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_the_page_of_figures_counts_what_does_not_fit(show_figures, office, runner):
    screen = show_figures(office, runner, KEY)

    assert screen.grid.reconcile_button.accessibleName() == "Đối chiếu hai nguồn: 1 chỗ chưa khớp"


def test_each_table_has_a_card_with_who_and_when(screen):
    cards = page_of(screen).findChildren(SourceCard)

    assert [one.source.name for one in cards] == ["mot-cua.xlsx", "van-phong.xlsx"]
    assert "2 đơn vị" in cards[0].accessibleName()
    assert "Nguyễn Thị Hà" in cards[0].accessibleName()


def test_a_line_shows_both_values_with_their_cells(screen):
    page = page_of(screen)

    assert page.problems.current_row().unit == "Xã Tam Sơn"
    said = words(page.pane)
    assert "van-phong.xlsx, trang «Tổng hợp», ô C6" in said
    assert "mot-cua.xlsx, trang «Tổng hợp», ô C6" in said


def test_enter_on_a_line_opens_the_cell_in_the_grid(screen):
    page = page_of(screen)
    page.problems.setFocus()

    QTest.keyClick(page.problems, Qt.Key.Key_Return)

    index = screen.grid.table.currentIndex()
    assert screen.grid.isVisible()
    assert index.column() == COLUMN["total"]
    assert index.data(CELL_ROLE).text == "2.765"


def test_the_import_of_a_line_opens_in_the_history(screen):
    page_of(screen).pane.import_button.click()

    assert screen.history.isVisible()
    assert screen.history.table.current_row().file == "van-phong.xlsx"


def test_keeping_the_number_in_force_leaves_nothing_to_do_and_undo_brings_it_back(screen, office):
    page = page_of(screen)
    told = []
    screen.changed.connect(told.append)

    page.pane.keep_button.click()

    assert told[0].label == "Giữ số đang dùng: đã giải quyết, Xã Tam Sơn"
    assert FITS in words(page)
    assert not page.pane.isVisible()
    screen.on_changed(office.history.undo(None))
    assert len(page._view.lines) == 1


def test_taking_the_other_number_shows_in_the_grid(screen):
    page = page_of(screen)

    page.pane.take_button.click()
    page.back.click()

    model = screen.grid.table.model()
    texts = [model.index(row, COLUMN["total"]).data() for row in range(model.rowCount())]
    assert "2.757" in texts
    assert "2.765" not in texts


def test_only_what_can_be_done_is_offered(screen, office):
    page = page_of(screen)
    who = next(one for one in office.figures.grid(KEY).rows if one.full_name == "Xã Tam Xuân I")
    office.figures.set_figure(KEY, who.participant.subject.id, "online_total", page._end, "5")
    page.refresh()

    page.problems.choose(lambda one: one.unit == "Xã Tam Xuân I")

    shown = [one.isVisible() for one in page.pane.buttons]
    assert shown == [True, False, False, False]


def test_the_units_to_remind_go_to_the_clipboard(screen):
    page = page_of(screen)

    page.copy_button.click()

    names = QGuiApplication.clipboard().text().split("\n")
    assert names == ["Phòng Y tế", "Thanh tra huyện", "Xã Tam Xuân I", "Xã Tam Xuân II"]
    assert "Đã sao chép tên 4 đơn vị" in words(page)


def test_the_units_can_be_reminded_from_here(screen):
    from thidua_desktop.ui.screens.figure_remind import RemindDialog

    page_of(screen).remind_button.click()

    assert screen.findChild(RemindDialog).isVisible()


def test_every_unit_shows_the_number_of_its_table_and_what_is_missing(screen):
    page = page_of(screen)
    page.tabs.setCurrentIndex(1)
    model = page.units.model()
    rows = {model.index(row, 0).data(): row for row in range(model.rowCount())}

    cell = model.index(rows["Xã Tam Sơn"], 1).data(CELL_ROLE)
    missing = model.index(rows["Phòng Y tế"], 1).data(CELL_ROLE)

    assert (cell.text, cell.note) == ("2.765", "(2)")
    assert "van-phong.xlsx" in cell.tip
    assert (missing.text, missing.missing) == ("chưa có", True)


def test_the_totals_stand_side_by_side(screen):
    page = page_of(screen)
    page.tabs.setCurrentIndex(2)
    model = page.totals.model()
    rows = [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(2)
    ]

    assert rows == [["Số đơn vị có số liệu", "2", "1"], ["Đã giải quyết", "1.314", "2.765"]]


def test_another_period_can_be_chosen_and_an_empty_one_says_what_to_do(
    show_figures, tmp_path, runner
):
    screen = show_figures(make_office(tmp_path), runner, KEY)

    screen.show_filter("reconcile")

    assert NOTHING in words(page_of(screen))


@pytest.fixture
def with_stranger(show_figures, tmp_path, runner):
    office = make_office(tmp_path)
    stranger = ("Xã Tam Xuân", *TAM_SON[1:])
    import_rows(office, tmp_path / "mot-cua.xlsx", (NOI_VU, TAM_SON, stranger))
    screen = show_figures(office, runner, KEY)
    screen.show_filter("reconcile")
    return screen


def test_a_name_that_is_nobodys_is_a_line_of_what_does_not_fit(with_stranger):
    page = page_of(with_stranger)
    page.problems.choose(lambda one: one.typed == "Xã Tam Xuân")

    assert with_stranger.grid.reconcile_button.accessibleName().endswith(
        f"{len(page._view.lines)} chỗ chưa khớp"
    )
    assert page.problems.current_row().unit == "«Xã Tam Xuân»"
    assert "Tên chưa khớp ai" in [one.title for one in problem_groups(page._view)]
    assert "mot-cua.xlsx" in words(page.pane)
    assert not page.pane.cell_button.isVisible()
    assert not page.pane.tell_button.isEnabled()


def test_telling_who_a_name_is_settles_it_and_names_the_import_to_do_again(with_stranger):
    page = page_of(with_stranger)
    page.problems.choose(lambda one: one.typed == "Xã Tam Xuân")
    page.problems.setFocus()
    QTest.keyClick(page.problems, Qt.Key.Key_Return)
    assert page.pane.who.hasFocus()
    names = [page.pane.who.itemText(n) for n in range(page.pane.who.count())]
    assert sorted(names[1:3]) == ["Xã Tam Xuân I", "Xã Tam Xuân II"]
    place = names.index("Xã Tam Xuân II")

    page.pane.who.setCurrentIndex(place)
    page.pane.who.activated.emit(place)
    page.pane.tell_button.click()

    lines = [one for group in problem_groups(page._view) for one in group.rows]
    assert not any(one.typed for one in lines)
    (refused,) = [one for one in lines if one.unit == "Xã Tam Xuân II"]
    assert "mot-cua.xlsx chưa được nhập" in refused.title
