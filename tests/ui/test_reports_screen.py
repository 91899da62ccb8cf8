"""What the clerk sees and does on the page Hồ sơ, on a file of Sở Nội vụ checked by hand.

`Văn phòng Sở`: 80 of 100 digitised (mức giao 70%), 9 of 10 services (85%), 70 of 100 online (80%).
"""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from screen_samples import COUNTS, NUI_THANH, SO_NOI_VU, Counts, nui_thanh_file, so_noi_vu_file

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.office import office_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.screens.reports import COMMANDS, ReportsScreen
from thidua_desktop.ui.screens.reports_add import AddReportDialog, NewReport
from thidua_desktop.ui.screens.reports_section import ResultsSection
from thidua_desktop.ui.tasks import TaskRunner
from thidua_desktop.ui.widgets.chips import ChipLabel
from thidua_desktop.ui.widgets.pdf_pages import open_pdf, print_pdf

AS_OF = date(2023, 12, 1)


@pytest.fixture
def office(tmp_path):
    units = {"Văn phòng Sở": COUNTS, "Ban Tôn giáo": {}}
    return office_of(so_noi_vu_file(tmp_path / "so.thidua", units))


def show(qtbot, office, runner):
    screen = ReportsScreen(office, runner)
    screen.changed.connect(screen.on_changed)
    qtbot.addWidget(screen)
    screen.resize(1176, 669)
    screen.show_campaign(SO_NOI_VU, AS_OF)
    return screen


def begin(screen, office, name, award="giay-khen"):
    subject = next(
        one.subject for one in office.units.participants(SO_NOI_VU) if one.subject.name == name
    )
    form = office.reports.forms(Kind.UNIT)[0].id
    screen.begin_report(NewReport(subject.id, form, award))


@pytest.fixture
def screen(qtbot, office, runner):
    """The page with the report of Văn phòng Sở."""
    screen = show(qtbot, office, runner)
    begin(screen, office, "Văn phòng Sở")
    return screen


def stored(office, screen, section):
    draft = office.reports.draft(SO_NOI_VU, screen.draft.id, AS_OF)
    return next(one.text for one in draft.sections if one.key == section)


def write(screen, section, text):
    edit = screen.editor.texts[section].edit
    edit.setFocus()
    edit.insertPlainText(text)
    return edit


def test_a_campaign_without_reports_says_what_to_do_next(qtbot, office, runner):
    screen = show(qtbot, office, runner)

    screen.begin_button.click()

    assert screen.draft is None
    assert screen.begin_button.isVisibleTo(screen)
    assert not screen.import_button.isVisibleTo(screen)
    assert screen.findChildren(AddReportDialog)


def test_without_anybody_taking_part_the_import_comes_first(qtbot, tmp_path, runner):
    screen = show(qtbot, office_of(so_noi_vu_file(tmp_path / "trong.thidua", {})), runner)

    with qtbot.waitSignal(screen.import_wanted):
        screen.import_button.click()

    assert not screen.begin_button.isVisibleTo(screen)


def test_the_dialog_finds_a_unit_without_marks_and_says_what_the_form_is(qtbot, office, runner):
    screen = show(qtbot, office, runner)
    screen.begin()
    dialog = screen.findChildren(AddReportDialog)[0]

    dialog.search.setText("ton giao")

    assert dialog.table.current_row().subject.name == "Ban Tôn giáo"
    assert "dựng lại, đối chiếu bản gốc trước khi nộp" in dialog.status.accessibleName()
    dialog.add_button.click()
    assert screen.draft.participant.subject.name == "Ban Tôn giáo"


def test_a_search_that_finds_nobody_cannot_begin_a_report(qtbot, office, runner):
    screen = show(qtbot, office, runner)
    screen.begin()
    dialog = screen.findChildren(AddReportDialog)[0]

    dialog.search.setText("không có ai")

    assert not dialog.add_button.isEnabled()


def test_the_arrows_choose_while_searching_and_enter_begins_the_report(qtbot, office, runner):
    screen = show(qtbot, office, runner)
    screen.begin()
    dialog = screen.findChildren(AddReportDialog)[0]
    first = dialog.table.current_row()

    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    second = dialog.table.current_row()
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)

    assert second != first
    assert screen.draft.participant == second


def test_a_report_just_begun_is_ready_to_be_written(qtbot, office, runner):
    screen = show(qtbot, office, runner)
    screen.show()

    begin(screen, office, "Văn phòng Sở")

    first = next(iter(screen.editor.texts.values()))
    assert screen.focusWidget() is first.edit


def test_coming_back_to_a_report_does_not_take_the_cursor(screen, office):
    screen.list.view.setFocus()

    screen.refresh()

    assert screen.focusWidget() is not next(iter(screen.editor.texts.values())).edit


def test_tab_goes_from_the_head_to_the_list_the_sections_and_the_print(qtbot, screen):
    screen.show()
    screen.pdf_button.setFocus()
    visited = []

    for _ in range(12):
        QTest.keyClick(screen.focusWidget(), Qt.Key.Key_Tab)
        visited.append(screen.focusWidget())

    places = [
        visited.index(one)
        for one in (
            screen.list.view,
            *(part.edit for part in screen.editor.texts.values()),
            screen.preview.pages,
        )
    ]
    assert places == sorted(places)


def test_a_result_without_a_target_is_a_plain_dash(qtbot, tmp_path, runner):
    counts = Counts(400, 300, 100, 190, 0)
    file = nui_thanh_file(tmp_path / "nt.thidua", {("co-quan", "Phòng Nội vụ"): counts})
    office = office_of(file)
    screen = ReportsScreen(office, runner)
    screen.changed.connect(screen.on_changed)
    qtbot.addWidget(screen)
    screen.show_campaign(NUI_THANH, date(2024, 1, 5))
    subject = office.units.participants(NUI_THANH)[0].subject

    screen.begin_report(NewReport(subject.id, office.reports.forms(Kind.UNIT)[0].id, "giay-khen"))

    (section,) = screen.editor.findChildren(ResultsSection)
    standings = [chip.chip.text for chip in section._grid.findChildren(ChipLabel)]
    assert "–" in [str(one.standing) for one in section.results]
    assert "–" not in standings


def test_the_list_says_whose_for_what_and_how_much_is_missing(screen):
    words = [screen.list.model.index(0).data()]

    assert words == ["Văn phòng Sở, Tập thể · Giấy khen, thiếu 4"]


def test_the_results_fill_themselves(screen):
    table = next(one for one in screen.editor.findChildren(ResultsSection))

    shown = [(one.target, one.result, str(one.standing)) for one in table.results]
    assert shown == [
        ("70%", "80,00%", "Vượt"),
        ("85%", "90,00%", "Vượt"),
        ("80%", "70,00%", "Chưa đạt"),
        ("100%", "100,00%", "Đạt"),
    ]


def test_a_text_is_kept_by_itself_after_a_pause(qtbot, screen, office):
    with qtbot.waitSignal(screen.changed, timeout=3000):
        write(screen, "summary", "Văn phòng Sở có 12 công chức")

    assert stored(office, screen, "summary") == "Văn phòng Sở có 12 công chức"
    assert screen.editor.texts["summary"].chip.chip.text == "Đã soạn"


def test_a_text_is_kept_at_once_when_the_page_is_left(screen, office):
    screen.show()
    write(screen, "summary", "Chưa kịp lưu")

    screen.hide()

    assert stored(office, screen, "summary") == "Chưa kịp lưu"


def test_a_text_is_kept_before_the_window_closes(screen, office):
    screen.show()
    write(screen, "summary", "Gõ xong đóng ngay")

    screen.window().close()

    assert stored(office, screen, "summary") == "Gõ xong đóng ngay"


def test_what_is_being_typed_survives_a_refresh(screen, office):
    edit = write(screen, "measures", "Đang gõ dở")

    screen.refresh()

    assert edit.text() == "Đang gõ dở"


def test_undo_outside_the_text_brings_the_former_text_back(screen, office):
    write(screen, "summary", "Bản đầu")
    screen.editor.keep()
    write(screen, "summary", ", thêm một ý")
    screen.editor.keep()

    screen.on_changed(office.history.undo(Progress()))

    assert screen.editor.texts["summary"].edit.text() == "Bản đầu"


def test_a_text_that_could_not_be_kept_stays_and_is_tried_again(screen, office, monkeypatch):
    kept = []

    def fail(report, section, text):
        kept.append(text)
        raise PermissionError

    monkeypatch.setattr(type(office.reports), "write_section", staticmethod(fail))
    write(screen, "summary", "Không được mất")

    screen.editor.keep()
    screen.editor.keep()

    section = screen.editor.texts["summary"]
    assert kept == ["Không được mất", "Không được mất"]
    assert section.is_unsaved
    assert section.count.text() == "chưa lưu được"
    for box in screen.findChildren(QMessageBox):
        box.close()


def test_a_linked_figure_shows_its_value_and_is_stored_as_a_link(screen, office):
    screen.show()
    write(screen, "measures", "Số hóa")
    screen.editor.insert("digitisation.rate")
    screen.editor.keep()

    edit = screen.editor.texts["measures"].edit
    edit.selectAll()
    assert edit.createMimeDataFromSelection().text() == "Số hóa 80,00%"
    assert stored(office, screen, "measures") == "Số hóa {{digitisation.rate}}"


def test_the_menu_offers_every_figure_with_its_value(screen):
    menu = screen.editor.insert_menu()

    submenus = {one.text(): one.menu() for one in menu.actions() if one.menu()}
    assert [one.text() for one in submenus["Số hóa"].actions()] == [
        "Số đạt\t80",
        "Tổng số\t100",
        "Tỷ lệ\t80,00%",
        "Mức giao\t70%",
        "Hơn mức giao (điểm %)\t10,00",
    ]


def test_choosing_another_report_keeps_the_text_and_shows_the_other(screen, office):
    first = screen.draft.id
    write(screen, "summary", "Của Văn phòng Sở")
    begin(screen, office, "Ban Tôn giáo")
    other = screen.editor.texts["summary"].edit.text()

    screen.list.view.setCurrentIndex(screen.list.model.index_of(first))

    assert other == ""
    assert screen.draft.id == first
    assert screen.editor.texts["summary"].edit.text() == "Của Văn phòng Sở"


def test_before_printing_says_what_is_right_and_what_is_missing(screen):
    write(screen, "summary", "Đã viết")
    screen.editor.keep()

    chips = [one.chip.text for one in screen.editor._checks._chips]
    assert chips == ["Khớp số liệu", "3 mục trống", "Mẫu dựng lại"]


def test_a_unit_without_figures_is_told_so(screen, office):
    begin(screen, office, "Ban Tôn giáo")

    chips = [one.chip.text for one in screen.editor._checks._chips]
    assert chips[0] == "Thiếu số liệu"


def test_the_preview_shows_the_report_and_follows_the_text(qtbot, screen):
    before = screen.preview.pages.document.getAllText(0).text()

    write(screen, "summary", "Mười hai công chức")
    screen.editor.keep()

    assert "Văn phòng Sở" in before
    qtbot.waitUntil(
        lambda: "Mười hai công chức" in screen.preview.pages.document.getAllText(0).text(),
        timeout=3000,
    )
    assert screen.preview.number.text().startswith("Trang 1 / ")


def test_the_preview_shows_words_before_they_are_kept(qtbot, screen, office):
    write(screen, "summary", "Chưa lưu đã thấy")

    screen._compose()

    assert "Chưa lưu đã thấy" in screen.preview.pages.document.getAllText(0).text()
    assert stored(office, screen, "summary") == ""


def test_with_real_threads_a_text_is_kept_and_shown(qtbot, office):
    tasks = TaskRunner()
    screen = show(qtbot, office, tasks)
    begin(screen, office, "Văn phòng Sở")
    qtbot.waitUntil(lambda: screen.draft is not None)

    write(screen, "summary", "Hai luồng cùng chạy")
    screen.editor.keep()

    pages = screen.preview.pages
    qtbot.waitUntil(lambda: "Hai luồng" in pages.document.getAllText(0).text(), timeout=5000)
    tasks.shut_down()
    assert stored(office, screen, "summary") == "Hai luồng cùng chạy"


def test_the_preview_can_make_room_for_the_text(screen):
    screen.preview_button.click()

    assert not screen.preview.isVisibleTo(screen)
    assert screen.editor.isVisibleTo(screen)


def test_the_pdf_is_written_with_what_was_just_typed(qtbot, screen, tmp_path):
    write(screen, "summary", "Vừa gõ xong")
    path = tmp_path / "bao-cao.pdf"

    with qtbot.waitSignal(screen.said) as said:
        screen.save_pdf(path, replace=False)

    document = open_pdf(path.read_bytes(), screen)
    assert "Vừa gõ xong" in document.getAllText(0).text()
    assert said.args == ["Đã lưu bao-cao.pdf"]


def test_an_existing_pdf_is_replaced_only_after_a_question_that_names_it(screen, tmp_path):
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(b"cu")
    screen.ask_pdf()
    dialog = screen.findChildren(QFileDialog)[0]

    dialog.fileSelected.emit(str(path))

    box = screen.findChildren(QMessageBox)[0]
    assert "«bao-cao.pdf» đã có" in box.text()
    assert path.read_bytes() == b"cu"
    next(one for one in box.buttons() if one.text() == "Thay tệp").click()
    assert path.read_bytes()[:5] == b"%PDF-"
    dialog.close()


def test_printing_puts_every_page_on_paper(qtbot, screen, office, tmp_path):
    document = open_pdf(office.reports.pdf(SO_NOI_VU, screen.draft.id, AS_OF), screen)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))

    printed = print_pdf(document, printer)

    on_paper = open_pdf((tmp_path / "in.pdf").read_bytes(), screen)
    assert printed == document.pageCount() == on_paper.pageCount()


def test_removing_a_report_says_what_is_lost_and_undo_brings_it_back(screen, office):
    write(screen, "summary", "Đừng mất")
    screen.editor.keep()
    report = screen.draft.id

    screen.remove(report)
    box = screen.findChildren(QMessageBox)[0]
    next(one for one in box.buttons() if one.text() == "Bỏ báo cáo").click()

    assert "Hoàn tác (Ctrl+Z) lấy lại được" in box.informativeText()
    assert screen.draft is None
    screen.on_changed(office.history.undo(Progress()))
    assert screen.editor.texts["summary"].edit.text() == "Đừng mất"


def test_ctrl_z_in_a_text_is_the_text_s_own(qtbot, screen, office):
    screen.show()
    edit = write(screen, "summary", "Gõ nhầm")

    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert edit.text() == ""
    assert office.history.undo_label() == "Thêm báo cáo thành tích Văn phòng Sở"


def test_every_command_the_page_names_is_one_it_handles(screen, monkeypatch):
    called = []
    for name in ("begin", "ask_printer", "ask_pdf", "ask_summary"):
        monkeypatch.setattr(screen, name, lambda name=name: called.append(name))

    for command in sorted(COMMANDS):
        screen.run_command(command)

    assert called == ["begin", "ask_pdf", "ask_printer", "ask_summary"]


def test_the_list_passes_qt_s_own_checks(screen, qtmodeltester):
    qtmodeltester.check(screen.list.model)


def test_the_summary_of_achievements_is_saved_and_says_what_it_lacks(qtbot, screen, tmp_path):
    path = tmp_path / "biểu.pdf"
    said = []
    screen.said.connect(said.append)

    screen.run_command("reports.summary")
    screen.findChildren(QFileDialog)[0].fileSelected.emit(str(path))

    qtbot.waitUntil(lambda: bool(said))
    assert path.read_bytes().startswith(b"%PDF")
    assert said == ["Đã lưu biểu.pdf"]
