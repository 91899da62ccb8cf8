"""What the clerk sees and does on the page Đơn vị; every change goes through the services."""

import pytest
from importing.workbooks import save
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QPushButton
from screen_samples import NUI_THANH, NUI_THANH_SPAN, SO_NOI_VU, Counts, nui_thanh_file

from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.office import office_of
from thidua_desktop.services.past_awards import Past
from thidua_desktop.services.unit_views import Member
from thidua_desktop.ui.models.cells import CELL_ROLE, Tone
from thidua_desktop.ui.screens.units import COMMANDS, UnitsScreen
from thidua_desktop.ui.screens.units_add import AddMemberDialog
from thidua_desktop.ui.screens.units_history import PastAwardDialog
from thidua_desktop.ui.screens.units_merge import MergeDialog
from thidua_desktop.ui.screens.units_register import RegisterDialog
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.tokens import Scheme
from thidua_desktop.ui.widgets.buttons import IconButton
from thidua_desktop.ui.widgets.themed import Text

UNITS = {
    ("co-quan", "Phòng Nội vụ"): Counts(400, 300, 100, 190, 0),
    ("xa", "Xã Tam Hòa"): Counts(1000, 800, 400, 380, 10),
    ("xa", "Xã Tam Hải"): None,
}
COMMUNES = "UBND các xã, thị trấn"
NAME, SHORT, GROUP, FIGURES = 1, 2, 3, 5


def show(qtbot, office, runner, key=NUI_THANH):
    screen = UnitsScreen(office, runner)
    # As the program does: every committed action comes back to every page.
    screen.changed.connect(screen.on_changed)
    qtbot.addWidget(screen)
    screen.resize(1176, 669)
    screen.show_campaign(key)
    screen.show()
    return screen


@pytest.fixture
def office(tmp_path):
    return office_of(nui_thanh_file(tmp_path / "so.thidua", UNITS))


@pytest.fixture
def screen(qtbot, office, runner):
    return show(qtbot, office, runner)


@pytest.fixture
def people(qtbot, office, runner):
    """A campaign with a group of people, one person in it."""
    office.campaigns.add(SO_NOI_VU)
    groups = office.units.members(SO_NOI_VU).groups
    group = next(one.id for one in groups if one.kind is Kind.PERSON)
    typed = {Member.NAME: "Vi Hà", Member.OFFICE: "Phòng A", Member.GROUP: group}
    office.units.add(SO_NOI_VU, Kind.PERSON, typed)
    return show(qtbot, office, runner, SO_NOI_VU)


def column(screen, number):
    model = screen.table.model()
    return [model.index(row, number).data(CELL_ROLE) for row in range(model.rowCount())]


def names(screen):
    return [cell.text for cell in column(screen, NAME)]


def choose(screen, name):
    assert screen.table.choose(lambda line: line.row.subject.name == name)


def editor(screen, field):
    return screen.panel.form.fields[field].editor


def error_of(field):
    return field.editor.accessibleDescription()


def type_into(qtbot, line, text):
    line.setFocus()
    line.selectAll()
    line.insert(text)  # `keyClicks` knows no Vietnamese
    qtbot.keyClick(line, Qt.Key.Key_Return)


def dialog_of(screen, kind):
    found = [one for one in screen.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def stored(office, name, key=NUI_THANH):
    view = office.units.members(key)
    return next(one for one in (*view.units, *view.people) if one.subject.name == name)


# --- looking ---


def test_units_stand_with_group_and_figures_and_missing_figures_are_a_word(screen):
    assert names(screen) == ["Phòng Nội vụ", "Xã Tam Hòa", "Xã Tam Hải"]
    assert [cell.text for cell in column(screen, FIGURES)] == ["5", "5", "chưa có"]
    assert column(screen, FIGURES)[2].tone is Tone.MUTED
    assert screen.panel.row.subject.name == "Phòng Nội vụ"


def test_chips_count_their_groups_and_keep_only_one(screen, qtbot):
    chips = {group: button for button, group in screen._chips}

    qtbot.mouseClick(chips["xa"], Qt.MouseButton.LeftButton)

    assert [button._hint for button, _ in screen._chips] == ["3", "1", "2"]
    assert names(screen) == ["Xã Tam Hòa", "Xã Tam Hải"]
    assert screen.panel.row.subject.name == "Xã Tam Hòa"


def test_a_mere_office_is_counted_where_it_is_listed_and_named_beside_the_units(people):
    people.tabs.setCurrentIndex(0)

    assert (names(people), people.tabs.tabToolTip(0)) == (["Phòng A"], "Đơn vị 1")
    said = [one.toolTip() or one.text() for one in people.head.findChildren(Text)]
    assert "1 cá nhân trong đợt · 1 nơi công tác" in said


def test_the_search_needs_no_marks_and_offers_a_way_back(screen, qtbot):
    qtbot.keyClicks(screen.search, "tam hoa")
    found = names(screen)
    qtbot.keyClicks(screen.search, "zzz")

    assert found == ["Xã Tam Hòa"]
    assert screen.not_found.isVisible()
    qtbot.mouseClick(screen.show_all_button, Qt.MouseButton.LeftButton)
    assert len(names(screen)) == 3


def test_a_campaign_without_anybody_says_what_to_do(qtbot, tmp_path, runner):
    screen = show(qtbot, office_of(nui_thanh_file(tmp_path / "trống.thidua", {})), runner)

    assert screen.empty.isVisible()
    assert screen.empty_import.isVisible()
    assert not screen.empty_groups.isVisible()
    assert not screen.add_button.isVisible()
    assert not screen.panel.isVisible()


def test_a_campaign_without_groups_of_people_does_not_offer_to_add_one(qtbot, screen):
    screen.tabs.setCurrentIndex(1)

    assert not screen.add_button.isEnabled()
    assert "không có nhóm cá nhân" in screen.add_button.toolTip()
    assert screen.empty_groups.isVisible()
    assert not screen.empty_import.isVisible()
    with qtbot.waitSignal(screen.page_wanted) as asked:
        qtbot.mouseClick(screen.empty_groups, Qt.MouseButton.LeftButton)
    assert asked.args == ["campaign", "groups"]


def test_another_page_opens_it_at_somebody_or_at_a_group(screen):
    screen.show_filter("Xã Tam Hải")
    chosen = screen.table.current_row().row.subject.name
    screen.show_filter("co-quan")

    assert chosen == "Xã Tam Hải"
    assert names(screen) == ["Phòng Nội vụ"]


def test_a_narrow_window_shows_the_panel_as_a_tab(screen):
    screen.resize(700, 500)
    before = screen.panel.isVisible()

    screen.tabs.setCurrentIndex(2)

    assert not before
    assert screen.panel.isVisible()
    assert not screen.table.isVisible()


def test_it_survives_a_change_of_look(screen, look):
    look(Theme(Scheme.DARK, 150))

    assert names(screen) == ["Phòng Nội vụ", "Xã Tam Hòa", "Xã Tam Hải"]


# --- editing in place ---


def test_a_field_is_stored_when_it_is_left(screen, office, qtbot):
    choose(screen, "Xã Tam Hòa")

    type_into(qtbot, editor(screen, Member.SHORT_NAME), "T. Hòa")

    assert stored(office, "Xã Tam Hòa").subject.short_name == "T. Hòa"
    assert column(screen, SHORT)[1].text == "T. Hòa"
    assert office.workspace.undo_label() == "Sửa tên ngắn của Xã Tam Hòa"


def test_leaving_a_field_by_another_row_stores_it_too(screen, office, qtbot):
    choose(screen, "Xã Tam Hòa")
    line = editor(screen, Member.NAME)
    line.setFocus()
    line.selectAll()
    line.insert("Xã Tam Hòa mới")

    screen.table.setFocus()
    choose(screen, "Xã Tam Hải")

    assert names(screen) == ["Phòng Nội vụ", "Xã Tam Hòa mới", "Xã Tam Hải"]
    assert editor(screen, Member.NAME).text() == "Xã Tam Hải"


def test_a_name_that_is_taken_is_said_beside_the_field_and_escape_takes_it_back(
    screen, office, qtbot
):
    choose(screen, "Xã Tam Hải")
    line = editor(screen, Member.NAME)

    type_into(qtbot, line, "UBND xã Tam Hoà")

    field = screen.panel.form.fields[Member.NAME]
    assert "«Xã Tam Hòa»" in error_of(field)
    assert line.text() == "UBND xã Tam Hoà"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert (line.text(), error_of(field)) == ("Xã Tam Hải", "")
    assert stored(office, "Xã Tam Hải")


def test_what_is_being_typed_stays_while_another_field_is_stored(screen, office, qtbot):
    choose(screen, "Xã Tam Hòa")
    short = editor(screen, Member.SHORT_NAME)
    short.setFocus()
    short.insert("nửa chừng")

    changes = office.units.add_alias(screen.panel.row.id, "T.Hòa")
    screen.on_changed(changes)

    assert short.text() == "nửa chừng"
    assert screen.panel.row.aliases == ("t.hòa",)


def test_the_group_is_changed_by_choosing(screen, office):
    choose(screen, "Xã Tam Hòa")
    box = editor(screen, Member.GROUP)

    box.setCurrentIndex(box.findData("co-quan"))
    box.activated.emit(box.currentIndex())

    assert stored(office, "Xã Tam Hòa").group == "co-quan"


def test_spellings_are_added_and_taken_away(screen, office, qtbot):
    choose(screen, "Xã Tam Hòa")

    type_into(qtbot, screen.panel.aliases.line, "T.Hòa")
    added = stored(office, "Xã Tam Hòa").aliases
    type_into(qtbot, screen.panel.aliases.line, "Phòng Nội vụ")
    refused = error_of(screen.panel.aliases.field)
    (row,) = [screen.panel.aliases.list.itemAt(0).widget()]
    row.layout().itemAt(1).widget().click()

    assert added == ("t.hòa",)
    assert "«Phòng Nội vụ»" in refused
    assert stored(office, "Xã Tam Hòa").aliases == ()


def test_a_person_is_edited_and_a_wrong_birthday_is_refused(people, office, qtbot):
    assert people.kind is Kind.PERSON

    type_into(qtbot, editor(people, Member.BIRTH_DATE), "31/2/1990")
    refused = error_of(people.panel.form.fields[Member.BIRTH_DATE])
    type_into(qtbot, editor(people, Member.BIRTH_DATE), "15/9/1980")
    type_into(qtbot, editor(people, Member.POSITION), "Chuyên viên")

    found = stored(office, "Vi Hà", SO_NOI_VU)
    assert "15/9/1980" in refused
    assert found.text(Member.BIRTH_DATE) == "15/09/1980"
    assert found.text(Member.POSITION) == "Chuyên viên"
    assert editor(people, Member.BIRTH_DATE).text() == "15/09/1980"


def test_an_office_taken_from_the_list_is_stored(people, office):
    office.units.add(NUI_THANH, Kind.UNIT, {Member.NAME: "Phòng B", Member.GROUP: "co-quan"})
    line = editor(people, Member.OFFICE)
    line.setFocus()

    line.setText("Phòng B")  # what the list of names does
    line.editingFinished.emit()

    assert stored(office, "Vi Hà", SO_NOI_VU).text(Member.OFFICE) == "Phòng B"


def test_what_is_still_being_typed_is_stored_when_the_file_goes(screen, office):
    choose(screen, "Xã Tam Hòa")
    editor(screen, Member.SHORT_NAME).insert("T. Hòa")

    screen.leave()

    assert stored(office, "Xã Tam Hòa").subject.short_name == "T. Hòa"


# --- adding and taking out ---


def test_a_unit_is_added_and_becomes_the_chosen_one(screen, office, qtbot):
    dialog = screen.start_adding()
    dialog.form.fields[Member.NAME].editor.setText("Xã Tam Lãnh")
    dialog.form.fields[Member.GROUP].editor.setCurrentIndex(1)

    qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)

    assert stored(office, "Xã Tam Lãnh").group == "xa"
    assert screen.table.current_row().row.subject.name == "Xã Tam Lãnh"


def test_the_dialog_stays_open_and_says_what_is_missing(screen, qtbot):
    dialog = screen.start_adding()

    qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)

    assert dialog_of(screen, AddMemberDialog) is dialog
    assert error_of(dialog.form.fields[Member.NAME]) == "Cần một tên, không để trống."
    assert dialog.add_button.isEnabled()


def test_taking_out_says_what_stays_and_asks_first(screen, office, qtbot):
    choose(screen, "Xã Tam Hòa")

    qtbot.mouseClick(screen.panel.remove_button, Qt.MouseButton.LeftButton)
    box = dialog_of(screen, QMessageBox)
    before = names(screen)
    next(one for one in box.findChildren(QPushButton) if "Đưa ra" in one.text()).click()

    assert "5 số liệu vẫn ở trong sổ" in box.informativeText()
    assert "Xã Tam Hòa" in before
    assert names(screen) == ["Phòng Nội vụ", "Xã Tam Hải"]


# --- duplicates ---


@pytest.fixture
def twin(office):
    """Xã Tam Hoa, which is Xã Tam Hòa, with one figure that differs."""
    office.units.add(NUI_THANH, Kind.UNIT, {Member.NAME: "Xã Tam Hoa", Member.GROUP: "xa"})
    subject = stored(office, "Xã Tam Hoa").id
    with office.workspace.write("Nhập", kind="import") as session:
        session.figures.put(
            Figure(subject, "resolved_total", NUI_THANH_SPAN, 999, None, None, True)
        )
    return subject


def test_two_are_merged_only_once_every_clash_is_decided(twin, screen, office, qtbot):
    qtbot.mouseClick(screen.merge_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(screen, MergeDialog)
    dialog.pairs.choose(lambda _: True)
    closed_before = dialog.merge_button.isEnabled()
    ((_, box),) = dialog._choices
    box.setCurrentIndex(box.findData(True))
    box.activated.emit(box.currentIndex())

    qtbot.mouseClick(dialog.merge_button, Qt.MouseButton.LeftButton)

    assert not closed_before
    assert names(screen) == ["Phòng Nội vụ", "Xã Tam Hòa", "Xã Tam Hải"]
    kept = stored(office, "Xã Tam Hòa")
    with office.workspace.read() as session:
        figures = {one.measure: one.count for one in session.figures.of_subjects({kept.id})}
    assert figures["resolved_total"] == 999
    assert kept.aliases == ("xã tam hoa",)


def test_all_clashes_can_be_decided_at_once(screen, qtbot):
    qtbot.mouseClick(screen.merge_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(screen, MergeDialog)
    first, second = (one.id for one in screen.view.units[:2])
    dialog.choose(first, second)

    dialog._decide_all(takes_gone=False)

    assert list(dialog.decided.values()) == [False] * 5
    assert dialog.merge_button.isEnabled()


def test_the_side_that_stays_can_be_swapped(twin, screen, qtbot):
    qtbot.mouseClick(screen.merge_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(screen, MergeDialog)
    dialog.pairs.choose(lambda _: True)

    dialog.swap_button.click()

    assert dialog.kept.value == twin
    assert "«Xã Tam Hòa» (5 số liệu) sẽ gộp vào «Xã Tam Hoa»" in dialog.says.text()


def test_any_two_can_be_chosen_but_not_one_with_itself(screen, qtbot):
    choose(screen, "Xã Tam Hải")
    qtbot.mouseClick(screen.panel.merge_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(screen, MergeDialog)

    assert dialog.gone.value == screen.panel.row.id
    dialog.choose(dialog.gone.value, dialog.gone.value)
    assert not dialog.merge_button.isEnabled()


# --- registers ---


def test_a_register_is_shown_before_it_is_loaded(screen, office, qtbot, tmp_path):
    path = save(
        tmp_path / "ds.xlsx",
        ("TT", "Tên đơn vị", "Nhóm"),
        (1, "Xã Tam Hòa", COMMUNES),
        (2, "Xã Tam Lãnh", COMMUNES),
    )
    screen.work.plan_register(path)
    dialog = dialog_of(screen, RegisterDialog)
    before = names(screen)

    qtbot.mouseClick(dialog.load_button, Qt.MouseButton.LeftButton)

    assert "Xã Tam Lãnh" not in before
    assert dialog.load_button.text() == "Nhập 1 đơn vị"
    assert names(screen)[-1] == "Xã Tam Lãnh"


def test_a_register_with_a_wrong_cell_cannot_be_loaded(screen, tmp_path):
    path = save(tmp_path / "ds.xlsx", ("TT", "Tên đơn vị", "Nhóm"), (1, "Xã Mới", "Nhóm lạ"))

    screen.work.plan_register(path)

    dialog = dialog_of(screen, RegisterDialog)
    assert not dialog.load_button.isEnabled()
    assert dialog.notice.isVisible()


def test_the_register_is_written_and_the_status_bar_says_so(screen, qtbot, tmp_path):
    with qtbot.waitSignal(screen.said) as said:
        screen.work.export(Kind.UNIT, tmp_path / "ds.xlsx", replace=False)

    assert said.args == ["Đã xuất ds.xlsx"]
    assert (tmp_path / "ds.xlsx").stat().st_size > 0


# --- keyboard ---


def test_enter_goes_to_the_fields_and_delete_asks_to_take_out(screen, qtbot):
    screen.activateWindow()
    screen.table.setFocus()
    choose(screen, "Xã Tam Hải")

    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    in_fields = screen.focusWidget()
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_Delete)

    assert in_fields is editor(screen, Member.NAME)
    assert "«Xã Tam Hải»" in dialog_of(screen, QMessageBox).text()


@pytest.mark.parametrize("command", sorted(COMMANDS - {"units.import", "units.export"}))
def test_commands_of_the_menu_open_their_dialogs(screen, command):
    screen.run_command(command)

    assert dialog_of(screen, QDialog)


# --- history of commendations ---


def past_dialog(screen):
    (dialog,) = screen.findChildren(PastAwardDialog)
    return dialog


def write_down(screen, **texts):
    dialog = past_dialog(screen)
    for field, text in texts.items():
        dialog.fields[Past(field)].editor.setText(text)
    dialog.keep_button.click()
    return dialog


def history_shown(screen):
    box = screen.panel.history
    return [
        [one.text() for one in box.list.itemAt(row).widget().findChildren(Text)]
        for row in range(box.list.count())
    ]


def test_a_commendation_is_written_down_for_who_is_chosen(qtbot, screen, office):
    choose(screen, "Xã Tam Hòa")
    screen.panel.history.add_button.click()

    with qtbot.waitSignal(screen.changed) as changed:
        write_down(screen, year="2022", award="Giấy khen", decided_on="5/1/2023")

    assert changed.args[0].label.startswith("Ghi khen thưởng của ")
    assert history_shown(screen) == [["2022: Giấy khen", "Quyết định ngày 05/01/2023"]]


def test_what_is_wrong_with_a_commendation_stands_beside_its_field(screen, office):
    choose(screen, "Xã Tam Hòa")
    screen.run_command("units.history")

    dialog = write_down(screen, year="22", award="Giấy khen")

    assert dialog.isVisible()
    assert dialog.keep_button.isEnabled()
    assert dialog.fields[Past.YEAR].editor.accessibleDescription() == (
        "Cần năm bốn chữ số, như 2022."
    )
    assert history_shown(screen) == []


def test_a_commendation_is_corrected_and_taken_out(screen):
    choose(screen, "Xã Tam Hòa")
    screen.run_command("units.history")
    write_down(screen, year="2022", award="Giấy khen").deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    edit, _ = screen.panel.history.list.itemAt(0).widget().findChildren(IconButton)

    edit.click()
    write_down(screen, year="2021")
    corrected = history_shown(screen)
    _, remove = screen.panel.history.list.itemAt(0).widget().findChildren(IconButton)
    remove.click()

    assert corrected == [["2021: Giấy khen"]]
    assert history_shown(screen) == []
    assert not screen.panel.history.nothing.isHidden()


def test_without_anybody_chosen_the_command_says_so(qtbot, office, runner):
    screen = UnitsScreen(office, runner)
    qtbot.addWidget(screen)
    screen.show_campaign(NUI_THANH)
    screen.table.clearSelection()
    screen.panel.show_nobody()

    screen.run_command("units.history")

    (box,) = screen.findChildren(QMessageBox)
    assert "Chưa chọn" in box.text()
    box.close()


def test_one_unit_gets_its_blank_table_to_fill_in(qtbot, screen, tmp_path):
    row = screen.view.units[0]
    path = tmp_path / "mẫu.xlsx"

    screen.work.choose_template(row)
    with qtbot.waitSignal(screen.said) as said:
        screen.findChild(QFileDialog).fileSelected.emit(str(path))

    assert said.args == ["Đã xuất mẫu.xlsx"]
    sheet = load_workbook(path).worksheets[0]
    names = [one[1].value for one in sheet.iter_rows() if isinstance(one[0].value, int)]
    assert names == [row.subject.name]
