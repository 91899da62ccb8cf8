"""The running program on real files: opening, switching, undoing, and losing nothing."""

from datetime import date
from pathlib import Path

import pytest
from figure_samples import KEY, NOI_VU, TAM_SON, import_rows, make_office, write_table
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMessageBox
from screen_samples import SO_NOI_VU, so_noi_vu_file

from thidua_desktop.app.application import keep_settings_in
from thidua_desktop.app.program import Program
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.files import open_file, open_for_work
from thidua_desktop.services.office import office_of
from thidua_desktop.ui.screens.start import BLANK, FILE
from thidua_desktop.ui.screens.start_begin import BeginDialog
from thidua_desktop.ui.theme import ThemeKeeper
from thidua_desktop.ui.tokens import Scheme

AS_OF = date(2023, 12, 1)
FILES = Path(__file__).parents[1] / "files"


@pytest.fixture
def program(qtbot, qapp, tmp_path):
    QStandardPaths.setTestModeEnabled(True)
    names = qapp.organizationName(), qapp.applicationName()
    qapp.setOrganizationName("ThiDua")
    qapp.setApplicationName("ThiDuaThu")
    keep_settings_in(tmp_path / "settings")
    keeper = ThemeKeeper(qapp, scheme=Scheme.LIGHT)
    program = Program(qapp, keeper)
    program.window.show()
    yield program
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    keeper.deleteLater()
    qapp.setOrganizationName(names[0])
    qapp.setApplicationName(names[1])
    QStandardPaths.setTestModeEnabled(False)


@pytest.fixture
def figures_file(tmp_path):
    """Núi Thành with figures of two units."""
    folder = tmp_path / "nt"
    folder.mkdir()
    office = make_office(folder)
    import_rows(office, folder / "tong-hop-cong.xlsx", [NOI_VU, TAM_SON])
    return office.workspace.path


@pytest.fixture
def reports_file(tmp_path):
    """Sở Nội vụ with the report of one unit begun."""
    office = office_of(so_noi_vu_file(tmp_path / "so-noi-vu.thidua", {"Thanh tra Sở": {}}))
    (who,) = office.units.participants(SO_NOI_VU)
    form = office.reports.forms(Kind.UNIT)[0].id
    office.reports.create(SO_NOI_VU, who.subject.id, form, "giay-khen")
    return office.workspace.path


def opened(qtbot, program, path):
    program.open_path(path)
    qtbot.waitUntil(lambda: program.window.current_page == "overview", timeout=5000)
    qtbot.waitUntil(lambda: path.name in program.window.windowTitle())


def page(qtbot, program, key):
    program.window.open_page(key)
    return program.window.page(key)


def message(program):
    return next(iter(program.window.findChildren(QMessageBox)), None)


def write(qtbot, program, words):
    """Type into the first section; return its key."""
    screen = page(qtbot, program, "reports")
    qtbot.waitUntil(lambda: bool(screen.editor.texts))
    key, section = next(iter(screen.editor.texts.items()))
    section.edit.insertPlainText(words)
    return key


def written(path, section):
    office = office_of(open_file(path))
    (report,) = office.reports.all(SO_NOI_VU)
    draft = office.reports.draft(SO_NOI_VU, report.id, AS_OF)
    return next(one.text for one in draft.sections if one.key == section)


def test_opening_a_file_shows_the_overview_and_names_it(qtbot, program, figures_file):
    opened(qtbot, program, figures_file)

    assert "Núi Thành" in program.window.windowTitle()
    qtbot.waitUntil(lambda: program.window.page("overview").cards[0].accessibleName() != "")


def test_undo_by_its_command_takes_back_and_the_menu_says_the_next(qtbot, program, figures_file):
    opened(qtbot, program, figures_file)
    undo = program.window._menus.actions["edit.undo"]
    assert undo.text() == "Hoàn tác: Nhập tong-hop-cong.xlsx"

    program.window.run_command("edit.undo")

    redo = program.window._menus.actions["edit.redo"]
    qtbot.waitUntil(lambda: redo.text() == "Làm lại: Nhập tong-hop-cong.xlsx")
    assert undo.text() != "Hoàn tác: Nhập tong-hop-cong.xlsx"


def test_switching_the_campaign_shows_the_same_page_of_the_other(qtbot, program, figures_file):
    office = office_of(open_file(figures_file))
    office.campaigns.add(SO_NOI_VU)
    opened(qtbot, program, figures_file)
    before = page(qtbot, program, "figures")

    program.show_campaign(SO_NOI_VU)

    qtbot.waitUntil(lambda: "Sở Nội vụ" in program.window.windowTitle())
    assert program.window.current_page == "figures"
    assert program.window.page("figures") is not before


def test_a_dropped_table_starts_the_import(qtbot, program, figures_file, tmp_path):
    opened(qtbot, program, figures_file)
    table = write_table(tmp_path / "bo-sung.xlsx", [TAM_SON])

    program.window.files_dropped.emit([table])

    importing = program.window.page("figures").importing
    qtbot.waitUntil(lambda: importing.step > 0, timeout=5000)
    assert program.window.current_page == "figures"


def test_a_table_dropped_without_a_file_says_what_to_do_first(program, tmp_path):
    table = write_table(tmp_path / "bo-sung.xlsx", [TAM_SON])

    program.window.files_dropped.emit([table])

    assert message(program).text() == "Chưa mở sổ nào để nhập «bo-sung.xlsx»."


def test_a_file_open_elsewhere_says_who_has_it(qtbot, program, figures_file):
    elsewhere = open_for_work(figures_file)

    opened(qtbot, program, figures_file)

    qtbot.waitUntil(lambda: message(program) is not None)
    assert "đang được mở ở nơi khác" in message(program).text()
    assert elsewhere.workspace.user in message(program).text()
    elsewhere.close()


@pytest.mark.parametrize("way", ["close the file", "close the window", "open another"])
def test_what_was_just_typed_is_not_lost(qtbot, program, reports_file, figures_file, way):
    opened(qtbot, program, reports_file)
    section = write(qtbot, program, "Vừa gõ xong")

    if way == "close the file":
        program.close_file()
    elif way == "close the window":
        program.window.close()
    else:
        program.open_path(figures_file)

    qtbot.waitUntil(lambda: written(reports_file, section) == "Vừa gõ xong", timeout=5000)


def test_what_was_just_typed_is_kept_when_the_campaign_is_switched(qtbot, program, reports_file):
    office_of(open_file(reports_file)).campaigns.add(KEY)
    opened(qtbot, program, reports_file)
    section = write(qtbot, program, "Vừa gõ xong")

    program.show_campaign(KEY)

    qtbot.waitUntil(lambda: written(reports_file, section) == "Vừa gõ xong", timeout=5000)


def test_a_closed_file_can_be_opened_elsewhere_once_its_last_words_are_kept(
    qtbot, program, reports_file
):
    opened(qtbot, program, reports_file)
    section = write(qtbot, program, "Vừa gõ xong")

    program.close_file()
    program.runner.shut_down()

    elsewhere = open_for_work(reports_file)
    assert elsewhere.held_by == ""
    assert written(reports_file, section) == "Vừa gõ xong"
    elsewhere.close()


def begin(program, way):
    program.choose_own(way)
    return program.window.findChild(BeginDialog)


def test_a_new_file_begins_with_a_blank_campaign_where_the_clerk_says(
    qtbot, program, tmp_path, monkeypatch
):
    path = tmp_path / "Chuyển đổi số.thidua"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    dialog = begin(program, BLANK)
    dialog.panel.office.setText("UBND huyện Núi Thành")
    dialog.panel.end.setText("30/11/2026")

    dialog.next_button.click()
    assert dialog.isVisible()
    assert "ên ngắn" in dialog.notice.accessibleName()
    assert not path.exists()
    dialog.panel.short.setText("Chuyển đổi số 2026")
    dialog.next_button.click()

    qtbot.waitUntil(lambda: path.name in program.window.windowTitle())
    (campaign,) = office_of(open_file(path, read_only=True)).campaigns.all()
    assert (campaign.key, campaign.title) == ("chuyen-doi-so-2026", "Chuyển đổi số 2026")


def test_a_new_file_begins_with_a_campaign_of_another_office(qtbot, program, tmp_path, monkeypatch):
    path, given = tmp_path / "hỗn hợp.thidua", FILES / "campaigns" / "hon-hop.toml"
    broken = tmp_path / "hỏng.toml"
    broken.write_text(given.read_text("utf-8").replace("end = ", "ends = ", 1), "utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    dialog = begin(program, FILE)
    assert dialog.focusWidget() is dialog.panel.button

    dialog.panel.show_path(broken)
    dialog.next_button.click()
    qtbot.waitUntil(lambda: "hỏng.toml" in dialog.notice.accessibleName())
    dialog.panel.show_path(given)
    dialog.next_button.click()

    qtbot.waitUntil(lambda: path.name in program.window.windowTitle(), timeout=5000)
    (campaign,) = office_of(open_file(path, read_only=True)).campaigns.all()
    assert campaign.key == "hon-hop-2026"


def test_beginning_anew_never_replaces_a_file(qtbot, program, figures_file, monkeypatch):
    before = figures_file.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(figures_file), ""))
    dialog = begin(program, FILE)
    dialog.panel.show_path(FILES / "campaigns" / "hon-hop.toml")

    dialog.next_button.click()

    qtbot.waitUntil(lambda: message(program) is not None)
    assert figures_file.read_bytes() == before
