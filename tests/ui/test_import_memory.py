"""What the clerk sees of columns taken as last time, old text, readings, cells and newcomers."""

from pathlib import Path

import pytest
from figure_samples import (
    COMMUNES,
    KEY,
    NOI_VU,
    TAM_SON,
    UNTIL_NOVEMBER,
    import_rows,
    make_office,
    write_table,
)
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.files import create_file
from thidua_desktop.services.office import office_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.unit_views import Member
from thidua_desktop.ui.models.import_marks import Mark
from thidua_desktop.ui.screens.importing.frame import COLUMNS, REVIEW, SHEET
from thidua_desktop.ui.screens.importing.legacy_dialog import KEEP
from thidua_desktop.ui.theme import Scheme, Theme
from thidua_desktop.ui.tokens import contrast
from thidua_desktop.ui.widgets.column_marks import MarkBadge, mark_colours

OLD_NAMES = ("Phßng Néi vô", "X· Tam S¬n", "ñy ban nh©n d©n x· Tam Xu©n I")
STRANGER = ("Trung tâm Hành chính công", 10, 8, 4, 4, 0)
THOUSANDS = [("Xã Tam Sơn", "2,000", 1500, 1000, 500, 0), ("Phòng Y tế", "3,000", 9, 4, 5, 0)]
TABLES = Path(__file__).parents[1] / "files" / "tables"
CENTRE = "ttpvhcc-lang-son-2023"
TWIN = "Lý Thị Hai"


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


def import_without_late(screen, path):
    """Import a table whose last column the clerk leaves out."""
    screen.start_import(path)
    page = screen.importing
    page.next_step()
    page.columns_step.roles["G"].chosen.emit("")
    page.next_step()
    page.next_step()


def card_for(page, words):
    return next(one for one in page.review_step.panel.cards if words in one.problem.title)


def stored(office, name, measure):
    grid = office.figures.grid(KEY)
    place = [column.measure for column in grid.inputs].index(measure)
    return next(row for row in grid.rows if row.name == name).inputs[place].text


# --- columns as last time ---


def test_columns_are_taken_as_last_time_and_it_is_said(screen, page, tmp_path):
    import_without_late(screen, write_table(tmp_path / "t11.xlsx", [NOI_VU], period=UNTIL_NOVEMBER))

    screen.start_import(write_table(tmp_path / "t12.xlsx", [NOI_VU, TAM_SON]))
    page.next_step()

    bar = page.columns_step.known
    assert bar.isVisible()
    assert bar.accessibleName().startswith("Ghép cột như lần nhập ngày ")
    assert "t11.xlsx" in bar.accessibleName()
    assert page.columns_step.roles["G"].value == ""


def test_columns_can_be_recognised_anew(screen, page, tmp_path):
    import_without_late(screen, write_table(tmp_path / "t11.xlsx", [NOI_VU], period=UNTIL_NOVEMBER))
    screen.start_import(write_table(tmp_path / "t12.xlsx", [NOI_VU, TAM_SON]))
    page.next_step()

    page.columns_step.known.link_clicked.emit()

    assert page.step == SHEET
    assert not page.sheet_step.known.isVisible()
    page.next_step()
    assert page.columns_step.roles["G"].value == "resolved_late"
    assert not page.columns_step.known.isVisible()


def test_a_layout_never_seen_says_nothing(screen, page, tmp_path):
    screen.start_import(write_table(tmp_path / "t12.xlsx", [NOI_VU]))

    assert not page.sheet_step.known.isVisible()


def test_the_list_of_what_is_remembered_can_be_edited_and_shortened(screen, office, tmp_path):
    import_rows(office, tmp_path / "t11.xlsx", [NOI_VU])

    screen.run_command("figures.mappings")
    listed = screen.mappings
    assert listed.isVisible()
    assert [box.value for box in listed.boxes][:3] == ["stt", "unit", "resolved_total"]

    listed.boxes[6].chosen.emit("")
    assert [box.value for box in listed.boxes][6] == ""
    assert office.mappings.all(KEY)[0].columns[6].role == ""

    listed.remove.click()
    assert office.mappings.all(KEY) == ()
    assert listed.empty.isVisible()
    assert not listed.remove.isVisible()
    listed.begin.click()
    assert screen.importing.isVisible()


def test_the_list_follows_undo(screen, office, tmp_path):
    import_rows(office, tmp_path / "t11.xlsx", [NOI_VU])
    screen.show_mappings()
    screen.mappings.remove.click()

    screen.on_changed(office.history.undo(Progress()))

    assert screen.mappings.table.model().rowCount() == 1


# --- measures and cells in the sheet ---


def badges(page):
    found = page.columns_step.findChildren(MarkBadge)
    return [one.mark for one in found if one.mark is not None and one.isVisible()]


def marks_above(page):
    return page.sheet_step.table.horizontalHeader().marks


def test_a_measure_has_the_same_mark_above_the_sheet_and_beside_its_column(screen, page, tmp_path):
    screen.start_import(write_table(tmp_path / "bang.xlsx", [NOI_VU]))
    above = dict(marks_above(page))
    page.next_step()
    QApplication.processEvents()

    assert above["C"] == Mark(1, "Đã giải quyết")
    assert badges(page) == [above[letter] for letter in "CDEFG"]


def test_a_column_left_out_loses_its_mark_in_both_places(screen, page, tmp_path):
    screen.start_import(write_table(tmp_path / "bang.xlsx", [NOI_VU]))
    page.next_step()

    page.columns_step.roles["C"].chosen.emit("")
    QApplication.processEvents()
    assert badges(page)[0] == Mark(1, "Trực tuyến")
    page.previous_step()

    assert "C" not in marks_above(page)
    assert marks_above(page)["D"] == Mark(1, "Trực tuyến")


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("number", range(1, 9))
def test_marks_can_be_read_in_both_themes(scheme, number):
    theme = Theme(scheme)
    tint, ink = mark_colours(number, theme)

    assert contrast(tint, ink) >= 4.5
    assert contrast(tint, theme.tokens.ink) >= 4.5


def test_the_cell_of_a_problem_is_shown_in_the_sheet(qtbot, screen, tmp_path):
    bad = ("Phòng Y tế", 1043, 704, 345, 318, "41 (*)")
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", [NOI_VU, bad]))

    card_for(page, "41 (*)").place.click()

    sheet = page.review_step.sheet
    assert sheet.isVisible()
    assert sheet.current_cell() == "G6"
    assert sheet.itemDelegate().problems == {"G6"}

    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert card_for(page, "41 (*)").value.hasFocus()
    page.review_step.turn.click()
    assert page.review_step.table.isVisible()


# --- old text ---


def old_table(folder):
    return write_table(folder / "cu.xlsx", [(name, 9, 6, 4, 2, 0) for name in OLD_NAMES])


def test_old_text_is_announced_with_both_readings(screen, page, tmp_path):
    screen.start_import(old_table(tmp_path))

    bar = page.sheet_step.legacy
    assert bar.isVisible()
    assert "TCVN3" in bar.accessibleName()
    assert "thành" in bar.accessibleName()
    dialog = page.show_legacy()
    model = dialog.table.model()
    lines = [[model.index(row, column).data() for column in range(4)] for row in range(3)]
    assert lines[1] == ["B6", "X· Tam S¬n", "Xã Tam Sơn", ""]
    assert lines[2][3] == "ủy"
    dialog.reject()


def test_the_clerk_can_refuse_the_conversion(screen, page, tmp_path):
    screen.start_import(old_table(tmp_path))
    dialog = page.show_legacy()
    box = dialog.choices["B"]

    box.setCurrentIndex(box.findText(KEEP))
    dialog.take.click()

    assert "giữ nguyên" in page.sheet_step.legacy.accessibleName()
    page.next_step()
    page.next_step()
    assert {one.problem.title for one in page.review_step.panel.cards} >= {
        "«X· Tam S¬n» là đơn vị nào?"
    }


def test_text_typed_in_unicode_among_old_text_stays(screen, page, tmp_path):
    rows = [(name, 9, 6, 4, 2, 0) for name in (*OLD_NAMES, "Xã Tam Xuân II", "Phòng Y tế")]
    page = at_review(screen, write_table(tmp_path / "lan.xlsx", rows))

    assert not page.review_step.panel.first_open()


# --- readings, newcomers, repeated files ---


def test_two_readings_are_asked_once_for_the_column(qtbot, screen, office, tmp_path):
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", THOUSANDS))
    card = card_for(page, "2 ô đọc được hai cách")
    assert card.readings["thousands"].accessibleName().endswith("2,000 là 2.000; 3,000 là 3.000")
    assert not card.settle.isEnabled()

    card.readings["thousands"].setChecked(True)
    card.settle.click()

    assert page.review_step.panel.first_open() is None
    card_for(page, "Cột C: dấu ngăn cách hàng nghìn").again.click()
    assert card_for(page, "2 ô đọc được hai cách")
    card_for(page, "2 ô").readings["thousands"].setChecked(True)
    card_for(page, "2 ô").settle.click()
    with qtbot.waitSignal(screen.imported):
        page.next_step()
    assert stored(office, "Xã Tam Sơn", "resolved_total") == "2.000"


def test_a_strange_unit_is_added_with_its_figures_in_one_step(qtbot, screen, office, tmp_path):
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", [NOI_VU, STRANGER]))
    card = card_for(page, "Trung tâm")
    card.new.setChecked(True)
    card.group.setCurrentIndex(1)

    card.settle.click()
    assert card_for(page, "Thêm Trung tâm Hành chính công").problem.solved
    with qtbot.waitSignal(screen.imported):
        page.next_step()

    assert stored(office, "Trung tâm Hành chính công", "resolved_total") == "10"
    (added,) = [one for one in office.units.members(KEY).units if one.subject.name == STRANGER[0]]
    groups = {one.id: one.name for one in office.units.members(KEY).groups}
    assert groups[added.group] == COMMUNES
    office.history.undo(Progress())
    assert STRANGER[0] not in [one.subject.name for one in office.units.members(KEY).units]


def test_a_strange_unit_can_be_added_where_units_are_matched(screen, page, tmp_path):
    screen.start_import(write_table(tmp_path / "bang.xlsx", [NOI_VU, STRANGER]))
    page.next_step()
    (box,) = page.columns_step.doubtful.values()
    place = next(n for n in range(box.count()) if box.itemText(n).startswith("Thêm mới vào nhóm"))

    box.chosen.emit(box.itemData(place))

    assert not page.columns_step.doubtful
    assert page.step == COLUMNS


def test_rows_with_errors_are_left_out_all_at_once(screen, tmp_path):
    bad = ("Phòng Y tế", 1043, 704, 345, 318, "41 (*)")
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", [NOI_VU, STRANGER, bad]))

    page.review_step.panel.skip_all.click()

    assert page.review_step.panel.first_open() is None
    assert page.foot.forward.text() == "Ghi 5 số vào sổ"


def test_a_file_imported_before_says_so_above_the_review(screen, office, tmp_path):
    path = tmp_path / "bang.xlsx"
    import_rows(office, path, [NOI_VU])

    page = at_review(screen, path)

    assert page.review_step.repeated.isVisible()
    assert "đã được nhập lúc" in page.review_step.repeated.accessibleName()
    assert not any("đã được nhập" in one.problem.title for one in page.review_step.panel.cards)


def test_a_likely_unit_says_how_sure_it_is_and_is_not_taken_by_itself(screen, tmp_path):
    rows = [("Xã Tam Xuân 2", 9, 6, 4, 2, 0)]
    page = at_review(screen, write_table(tmp_path / "bang.xlsx", rows))

    card = card_for(page, "Xã Tam Xuân 2")

    assert any("giống, " in one.accessibleName() for one in card.radios)
    assert not page.foot.forward.isEnabled()


@pytest.fixture
def centre(tmp_path):
    """Return a file of people in which two of one name and office differ by their birthdays."""
    register = TABLES / "registers" / "ca-nhan-ttpvhcc.xlsx"
    office = office_of(create_file(tmp_path / "tt.thidua", CENTRE, register))
    colleague = office.units.members(CENTRE).people[0]
    facts = {Member.NAME: TWIN, Member.OFFICE: colleague.subject.office}
    for day in ("1/2/1980", "3/4/1985"):
        typed = {**facts, Member.BIRTH_DATE: day, Member.GROUP: colleague.group}
        office.units.add(CENTRE, Kind.PERSON, typed)
    return office, colleague.subject.name


def test_people_of_one_name_are_told_apart_by_their_day_of_birth(
    show_figures, runner, centre, tmp_path
):
    office, colleague = centre
    book = load_workbook(TABLES / "ca-nhan-ttpvhcc.xlsx")
    cells = (cell for row in book.worksheets[0].iter_rows() for cell in row)
    next(cell for cell in cells if cell.value == colleague).value = TWIN
    book.save(tmp_path / "bang.xlsx")

    screen = show_figures(office, runner, CENTRE, height=640)
    page = at_review(screen, tmp_path / "bang.xlsx")

    names = [one.accessibleName() for one in card_for(page, TWIN).radios]
    assert any("trùng tên, sinh 01/02/1980" in one for one in names)
    assert any("trùng tên, sinh 03/04/1985" in one for one in names)
