"""What the law asks to be mindful of, beside the report and where one is begun."""

from datetime import date

import pytest
from PySide6.QtWidgets import QMessageBox
from screen_samples import COUNTS, SO_NOI_VU, so_noi_vu_file

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.office import office_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.screens.reports import ReportsScreen
from thidua_desktop.ui.screens.reports_add import AddReportDialog, NewReport
from thidua_desktop.ui.widgets.chips import ChipLabel

DAY = date(2023, 12, 1)
DECREE_91, DECREE_152 = "nd91-2017/mau-07-tap-the", "nd152-2025/mau-08-tap-the"


@pytest.fixture
def office(tmp_path):
    return office_of(so_noi_vu_file(tmp_path / "so.thidua", {"Văn phòng Sở": COUNTS}))


@pytest.fixture
def screen(qtbot, office, runner):
    screen = ReportsScreen(office, runner)
    screen.changed.connect(screen.on_changed)
    qtbot.addWidget(screen)
    screen.resize(1176, 669)
    screen.show_campaign(SO_NOI_VU, DAY)
    return screen


def report(screen, office, form):
    subject = office.units.participants(SO_NOI_VU)[0].subject.id
    assert form in [one.id for one in office.reports.forms(Kind.UNIT)]
    screen.begin_report(NewReport(subject, form, "giay-khen"))


def choose_day(screen, office, typed):
    screen.on_changed(office.legal.choose(SO_NOI_VU, typed))


def test_a_report_on_the_form_of_the_plan_has_no_notice(screen, office):
    report(screen, office, DECREE_91)

    assert not screen.notice.isVisibleTo(screen)


def test_beside_a_report_of_2025_stands_that_the_province_may_have_its_own_form(screen, office):
    choose_day(screen, office, "01/7/2025")
    report(screen, office, DECREE_152)

    assert screen.notice.isVisibleTo(screen)
    said = screen.notice.accessibleName()
    assert said.startswith("Mẫu 08, NĐ 152/2025: Hồ sơ đề nghị Giấy khen, Bằng khen do bộ, ban,")
    assert said.endswith("Xem cả 5 lưu ý")


def test_all_notices_open_from_the_first(screen, office):
    choose_day(screen, office, "01/7/2025")
    report(screen, office, DECREE_152)

    screen.notice.link_clicked.emit()

    (box,) = screen.findChildren(QMessageBox)
    assert "Mẫu 08, NĐ 152/2025" in box.text()
    assert "Số mẫu 08 suy ra" in box.informativeText()
    assert "Điều 60 khoản 3" in box.informativeText()
    box.close()


def test_choosing_another_day_tells_of_a_report_on_a_former_form_and_undo_takes_it_back(
    screen, office
):
    report(screen, office, DECREE_91)
    choose_day(screen, office, "20/11/2026")
    told = screen.notice.accessibleName()

    screen.on_changed(office.history.undo(Progress()))

    assert "mẫu được đề nghị là Mẫu 08, NĐ 152/2025" in told
    assert not screen.notice.isVisibleTo(screen)


def test_without_a_report_nothing_is_said(screen, office):
    choose_day(screen, office, "01/7/2025")
    report(screen, office, DECREE_152)

    screen.on_changed(office.reports.remove(screen.draft.id))

    assert not screen.notice.isVisibleTo(screen)


@pytest.fixture
def dialog(screen, office):
    choose_day(screen, office, "01/7/2025")
    screen.begin()
    return screen.findChildren(AddReportDialog)[0]


def test_a_report_is_begun_on_the_form_of_2025_which_says_why_and_what_to_ask(dialog):
    said = dialog.status.accessibleName()

    assert dialog.form.value == DECREE_152
    assert "dựng lại, số mẫu 08 là suy ra" in said
    assert "(ngày quyết định 01/07/2025); kế hoạch ghi mẫu khác." in said
    assert "hỏi nơi nhận hồ sơ trước khi soạn" in said


def test_the_clerk_may_begin_it_on_another_form(dialog, office):
    place = dialog.form.findData(DECREE_91)
    dialog.form.setCurrentIndex(place)
    dialog.form.activated.emit(place)
    said = dialog.status.accessibleName()

    dialog.add_button.click()

    assert "hỏi nơi nhận hồ sơ" not in said
    (begun,) = office.reports.all(SO_NOI_VU)
    assert begun.form == "Mẫu 07, NĐ 91/2017"


def chips(screen):
    return [label.chip.text for label in screen.editor.findChildren(ChipLabel)]


def test_figures_that_moved_after_the_freeze_are_told_before_printing(screen, office):
    report(screen, office, DECREE_91)
    screen.on_changed(office.snapshots.freeze(SO_NOI_VU, "Trước khi họp", "", "", DAY))
    fits = chips(screen)
    quiet = not screen.notice.isVisibleTo(screen)
    subject = office.units.participants(SO_NOI_VU)[0].subject.id
    end = office.figures.grid(SO_NOI_VU).end
    screen.on_changed(office.figures.set_figure(SO_NOI_VU, subject, "services_active", end, "1"))

    assert "Khớp chốt lần 1" in fits
    assert quiet
    assert "Số liệu đã đổi sau lần chốt 1" in chips(screen)
    assert screen.notice.accessibleName().startswith("Bản chốt: Số liệu đã đổi sau lần chốt 1")
